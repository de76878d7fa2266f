"""Holding tables against the schemas and the rules, whatever they were read from."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from summitdata.diagnostics import Diagnostic
from summitdata.model import Rows
from summitdata.rules.context import polars_frames
from summitdata.rules.language import Rule
from summitdata.rules.run import Evaluation, RowKey, evaluate
from summitdata.rules.screening import judged
from summitdata.schema import TABLES

if TYPE_CHECKING:
    import polars as pl

MOST_KEYS: Final = 10_000
"""The most keys of a table among which the nearest to a wrong one is looked for, which takes a tenth of a second."""


def check_tables(
    rules: Iterable[Rule],
    rows: Rows,
    tables: Mapping[str, pl.DataFrame],
    *,
    failing: Iterable[RowKey] = (),
    torn: str | None = None,
    computed: Mapping[str, pl.DataFrame] | None = None,
) -> tuple[list[Diagnostic], Evaluation]:
    """Hold tables against schemas and rules; a row that breaks its schema is not held against the rules."""
    breaches = judged({name: tables[name] for name in TABLES})
    broken = {(str(finding.table), str(finding.key)) for finding in breaches}
    frames = polars_frames(rows, tables, computed)
    return breaches, evaluate(rules, frames, failing={*failing, *broken}, torn=torn)


def keys_of(rows: Rows) -> Callable[[str], list[str]]:
    """Give the function that gives the keys of a table."""
    return lambda table: [str(row["id"]) for row in rows[table] if row["id"] is not None]


def told(evaluation: Evaluation, keys: Callable[[str], Sequence[str]]) -> Iterator[Diagnostic]:
    """Tell of every row that breaks a rule; a key that is not there is answered with the nearest one.

    Args:
        evaluation: What came of the rules.
        keys: Gives the keys of a table; none of a table that has more than :data:`MOST_KEYS`.
    """
    for hit in evaluation.hits:
        rule, fix = hit.rule, hit.rule.fix
        if hit.value is not None and hit.target.among is not None:
            among = keys(hit.target.among)
            near = difflib.get_close_matches(hit.value, among, n=1) if len(among) <= MOST_KEYS else []
            fix = f"Did you mean '{near[0]}'? {fix}" if near else fix
        found = hit.found or f"no {hit.column} that holds"
        yield Diagnostic(
            rule.code, rule.severity, rule.sentence, found, fix, hit.target.table, hit.key, hit.column
        )  # fmt: skip
