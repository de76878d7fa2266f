"""Which tables hold anything that their schema forbids: all checks of all schemas, asked together.

pandera's own backend judges column by column and check by check, which takes longer over small tables than all rules
together.  What is valid need not pass through it: pandera's expressions of the same checks (:mod:`.fused`) tell which
tables are, and its own backend tells what is wrong with the others.  Where both have judged, they must agree; and each
proves before it is believed, on rows that are known to be bad, that it lets none of them pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.diagnostics import Diagnostic
from summitdata.model import Table
from summitdata.rules.context import IN_MEMORY
from summitdata.rules.fused import ways_of_columns
from summitdata.rules.schema import (
    ChecksAreOffError,
    Flaw,
    columns_of,
    known_bad,
    prove_checks_are_on,
    schema_findings,
)
from summitdata.rules.unswitched import pandera_groups
from summitdata.schema import TABLES


def judged(tables: Mapping[str, pl.DataFrame]) -> list[Diagnostic]:
    """Hold every table against its pandera schema, and tell of each as :func:`.schema.schema_findings` does.

    Args:
        tables: The tables by their names.

    Raises:
        ChecksAreOffError: Rows that are known to be bad passed, or the two ways of judging a table do not agree, so
            that nothing is proved.
        ValueError: As of :func:`.schema.schema_findings`.
    """
    bad = [*known_bad()]
    given = [(TABLES[name], frame) for name, frame in tables.items()]
    found = flaws([*given, *((table, frame) for table, frame, _ in bad)])
    _prove(zip(bad, found[len(given) :], strict=True))
    broken = [
        (table, frame, screened) for (table, frame), screened in zip(given, found[: len(given)], strict=True)
        if screened is None or screened
    ]  # fmt: skip
    if broken:
        prove_checks_are_on()
    findings: list[Diagnostic] = []
    for table, frame, screened in broken:
        told = schema_findings(table, frame)
        _agree(table.name, screened, {(finding.code, str(finding.column)) for finding in told})
        findings += told
    return findings


def _prove(screened: Iterable[tuple[tuple[Table, pl.DataFrame, set[Flaw]], frozenset[Flaw] | None]]) -> None:
    """See that each breach was found of what is known to be bad, or the table left to pandera's own backend."""
    for (table, _, wanted), found in screened:
        if found is not None and (missed := sorted(wanted - found)):
            raise ChecksAreOffError(
                f"rows of {table.name} that are known to be bad passed pandera's expressions: {missed} was not found"
            )


def _agree(name: str, screened: frozenset[Flaw] | None, told: set[Flaw]) -> None:
    """See that both ways found the same columns wrong; of a cell that is wrong in several ways, one is told."""
    columns = None if screened is None else {column for _, column in screened}
    if not told or (screened is not None and (not told <= screened or columns != {column for _, column in told})):
        raise ChecksAreOffError(
            f"pandera's expressions find {sorted(screened or ())} in {name}, and its own backend {sorted(told)}"
        )


def flaws(tables: Sequence[tuple[Table, pl.DataFrame]]) -> list[frozenset[Flaw] | None]:
    """Give what is wrong with each table, in one run of the engine; None where it has not the declared columns."""
    fitting = [_fits(table, frame) for table, frame in tables]
    queries = [
        query for (table, frame), fits in zip(tables, fitting, strict=True) if fits
        for query in _queries(table, frame.lazy())
    ]  # fmt: skip
    answers = iter(pl.collect_all(queries, engine=IN_MEMORY))
    return [
        _flaws(table, next(answers), next(answers)) if fits else None
        for (table, _), fits in zip(tables, fitting, strict=True)
    ]


def _fits(table: Table, frame: pl.DataFrame) -> bool:
    """Tell whether a frame has the columns of the schema, in their order and of their types."""
    declared = [(name, column.dtype.type) for name, column in columns_of(table.name).items()]
    return declared == list(frame.schema.items())


def _queries(table: Table, frame: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Ask whether a cell is wrong, by code and column, and whether rows are alike that must differ."""
    cells: pl.LazyFrame = nw.to_native(nw.from_native(frame).select(*_wrong(table.name)))
    alike = [
        pl.struct(group).is_duplicated().any().alias(f"{number}") for number, group in enumerate(pandera_groups(table))
    ]
    doubled = (pl.col("id").is_duplicated() & pl.col("id").is_not_null()).any().alias("id")
    return cells, frame.select(doubled, *alike)


def _flaws(table: Table, cells: pl.DataFrame, alike: pl.DataFrame) -> frozenset[Flaw]:
    """Name what was found."""
    told = (name.partition(" ") for name, is_there in zip(cells.columns, cells.row(0), strict=True) if is_there)
    wrong = {(code, column) for code, _, column in told}
    doubled, *groups = alike.row(0)
    wrong |= {("S007", "id")} if doubled else set()
    return frozenset(
        wrong | {("S008", group[0]) for group, is_there in zip(pandera_groups(table), groups, strict=True) if is_there}
    )


@cache
def _wrong(table_name: str) -> tuple[nw.Expr, ...]:
    """Ask of every column of a table, in every way, whether a cell is wrong; made once."""
    return tuple(broken.any().name.prefix(f"{code} ") for code, broken in ways_of_columns(TABLES[table_name]))
