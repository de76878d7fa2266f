"""The examples of all rules as one dataset: a copy of the example dataset for each, its keys set apart by a prefix.

Rules follow keys, so copies with keys of their own cannot disturb each other, and one run tells of all examples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from summitdata.model import Key, Reference, Row, Rows, Value
from summitdata.rules import RULES
from summitdata.rules.context import Frames, polars_frames, polars_tables
from summitdata.rules.language import Edit, Patch, Rule
from summitdata.rules.patching import concluded, patched
from summitdata.rules.run import Hit, evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import PROPERTY_VALUES, TABLES

_PREFIX = re.compile("x([0-9]+)-")
_NAMED = {("tombstones", "key"), ("tombstones", "successor"), ("waivers", "key")}
_SPELT = {("names", "name"), ("renderings", "speaker_printed")}
"""Spellings, which rules follow from one record to another as they do keys."""


@dataclass(frozen=True)
class Example:
    """One example of one rule."""

    rule: Rule
    patch: Patch
    breaks: bool

    @property
    def name(self) -> str:
        """How a failing test names it."""
        return f"{self.rule.code} {'breaks' if self.breaks else 'holds'}: {self.patch.says}"

    @property
    def expected(self) -> set[str]:
        """The codes that it raises."""
        return {self.rule.code, *self.patch.also} if self.breaks else set()


EXAMPLES = tuple(
    Example(rule, patch, breaks)
    for rule in RULES.values()
    for breaks, patches in ((True, rule.breaks), (False, rule.holds))
    for patch in patches
)


def apart(rows: Rows, number: int) -> Rows:
    """Give the rows with a prefix of their own before every key and reference, and behind words that rules follow."""

    def renamed(table: str, row: Row, column: str) -> bool:
        kind = TABLES[table][column].kind
        if (table, column) == ("claims", "value"):
            kind = PROPERTY_VALUES.get(str(row["property"]), kind)
        return isinstance(kind, Key | Reference) or (table, column) in _NAMED

    def is_called(table: str, row: Row, column: str) -> bool:
        """Tell whether rules follow our words from an office to its holders and to the body that it belongs to."""
        return (table, column) == ("terms", "office") or (
            (table, column) == ("actors", "name") and row["kind"] == "government"
        )

    spelt = {word for row in rows["names"] for word in str(row["name"]).split()}

    def set_apart(table: str, row: Row, column: str) -> Value:
        value = row[column]
        if value is None:
            return None
        if renamed(table, row, column):
            return f"x{number}-{value}"
        if (table, column) in _SPELT:
            words = str(value).split()
            return " ".join(f"x{number}-{word}" if word in spelt else word for word in words)
        if (table, column) == ("tombstones", "reason"):
            return re.sub(r"\bsee (?=[a-z0-9]+-)", f"see x{number}-", str(value))
        return f"{value} x{number}-" if is_called(table, row, column) else value

    return {
        table: [{column: set_apart(table, row, column) for column in row} for row in records]
        for table, records in rows.items()
    }


def told_without_prefix(text: str, number: int) -> str:
    """Take what sets the example of that *number* apart out of what is told of it."""
    return re.sub(rf" x{number}-(?![a-z0-9])|\bx{number}-", "", text)


def together(datasets: Iterable[Rows]) -> Rows:
    """Join datasets whose keys are apart."""
    joined: dict[str, list[Row]] = defaultdict(list)
    for rows in datasets:
        for table, records in rows.items():
            joined[table] += records
    return dict(joined)


@cache
def all_examples() -> tuple[Rows, dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Give all examples together: as rows, as tables, and the tables that follow from their evidence."""
    return datasets([example.patch.edits for example in EXAMPLES])


def datasets(edits: Sequence[Sequence[Edit]]) -> tuple[Rows, dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Give a dataset with one copy of the example dataset for each of *edits*."""
    pairs = [concluded(patched(each), each) for each in edits]
    given = together(apart(rows, number) for number, (rows, _) in enumerate(pairs))
    follows = together(apart(rows, number) for number, (_, rows) in enumerate(pairs))
    return given, polars_tables(given), polars_tables(follows)


@cache
def raised() -> tuple[tuple[set[str], tuple[Hit, ...]], ...]:
    """Give for each example the codes that it raises, and the rows that break rules."""
    rows, tables, follows = all_examples()
    codes: dict[int, set[str]] = defaultdict(set)
    hits: dict[int, list[Hit]] = defaultdict(list)
    breaches = [finding for name, frame in tables.items() for finding in schema_findings(TABLES[name], frame)]
    for finding in breaches:
        codes[number_of(str(finding.key))].add(finding.code)
    for hit in evaluate(RULES.values(), polars_frames(rows, tables, follows)).hits:
        codes[number_of(hit.key)].add(hit.rule.code)
        hits[number_of(hit.key)].append(hit)
    return tuple((codes[number], tuple(hits[number])) for number in range(len(EXAMPLES)))


@cache
def frames() -> Frames:
    """Give the polars frames of all examples together."""
    rows, tables, follows = all_examples()
    return polars_frames(rows, tables, follows)


def number_of(key: str) -> int:
    """Give the number of the example that a key belongs to."""
    found = _PREFIX.match(key)
    assert found is not None, f"{key} belongs to no example"
    return int(found[1])
