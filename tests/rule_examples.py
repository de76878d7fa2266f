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

from summitdata.model import Key, Reference, Row, Rows
from summitdata.rules import RULES
from summitdata.rules.context import Frames, polars_frames, polars_tables
from summitdata.rules.language import Edit, Patch, Rule
from summitdata.rules.patching import concluded, patched
from summitdata.rules.run import Hit, evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import PROPERTY_VALUES, TABLES

_PREFIX = re.compile("x([0-9]+)-")
_WITHDRAWN = {("tombstones", "key"), ("tombstones", "successor")}


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
    """Give the rows with a prefix of their own before every key and every reference."""

    def renamed(table: str, row: Row, column: str) -> bool:
        kind = TABLES[table][column].kind
        if (table, column) == ("claims", "value"):
            kind = PROPERTY_VALUES.get(str(row["property"]), kind)
        return isinstance(kind, Key | Reference) or (table, column) in _WITHDRAWN

    return {
        table: [
            {
                column: f"x{number}-{value}" if value is not None and renamed(table, row, column) else value
                for column, value in row.items()
            }
            for row in records
        ]
        for table, records in rows.items()
    }


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


def frames() -> Frames:
    """Give the polars frames of all examples together."""
    rows, tables, follows = all_examples()
    return polars_frames(rows, tables, follows)


def number_of(key: str) -> int:
    """Give the number of the example that a key belongs to."""
    found = _PREFIX.match(key)
    assert found is not None, f"{key} belongs to no example"
    return int(found[1])
