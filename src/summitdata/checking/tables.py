"""Holding tables against the schemas and the rules, whatever they were read from."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from summitdata.diagnostics import Diagnostic
from summitdata.model import Rows
from summitdata.rules.context import polars_frames
from summitdata.rules.language import Rule
from summitdata.rules.run import Evaluation, RowKey, evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import TABLES

if TYPE_CHECKING:
    import polars as pl


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
    breaches = [finding for name in TABLES for finding in schema_findings(TABLES[name], tables[name])]
    broken = {(str(finding.table), str(finding.key)) for finding in breaches}
    frames = polars_frames(rows, tables, computed)
    return breaches, evaluate(rules, frames, failing={*failing, *broken}, torn=torn)


def told(evaluation: Evaluation, rows: Rows) -> Iterator[Diagnostic]:
    """Tell of every row that breaks a rule; a key that is not there is answered with the nearest one."""
    for hit in evaluation.hits:
        rule, fix = hit.rule, hit.rule.fix
        if hit.value is not None and hit.target.among is not None:
            keys = [str(row["id"]) for row in rows[hit.target.among]]
            if near := difflib.get_close_matches(hit.value, keys, n=1):
                fix = f"Did you mean '{near[0]}'? {fix}"
        found = hit.found or f"no {hit.column} that holds"
        yield Diagnostic(
            rule.code, rule.severity, rule.sentence, found, fix, hit.target.table, hit.key, hit.column
        )  # fmt: skip
