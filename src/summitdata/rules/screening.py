"""Which tables hold anything that their schema forbids: all checks of all schemas, asked together.

pandera's own backend judges column by column and check by check, which takes longer over small tables than all rules
together.  What is valid need not pass through it: pandera's expressions of the same checks (:mod:`.fused`) tell which
tables are, and its own backend tells what is wrong with the others.  Where both have judged, they must agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.diagnostics import Diagnostic
from summitdata.model import Table
from summitdata.rules.fused import Breach, breaches
from summitdata.rules.schema import ChecksAreOffError, Flaw, must_differ, schema_findings, schema_of
from summitdata.schema import TABLES


def judged(tables: Mapping[str, pl.DataFrame]) -> list[Diagnostic]:
    """Hold every table against its pandera schema, and tell of each as :func:`.schema.schema_findings` does.

    Args:
        tables: The tables by their names.

    Raises:
        ChecksAreOffError: The two ways of judging a table do not agree, so nothing is proved.
        ValueError: As of :func:`.schema.schema_findings`.
    """
    findings: list[Diagnostic] = []
    for name, found in flaws(tables).items():
        if found is None or found:
            told = schema_findings(TABLES[name], tables[name])
            _agree(name, found, {(finding.code, str(finding.column)) for finding in told})
            findings += told
    return findings


def _agree(name: str, screened: frozenset[Flaw] | None, told: set[Flaw]) -> None:
    """See that both ways found the same columns wrong; of a cell that is wrong in several ways, one is told."""
    columns = None if screened is None else {column for _, column in screened}
    if not told or (screened is not None and (not told <= screened or columns != {column for _, column in told})):
        raise ChecksAreOffError(
            f"pandera's expressions find {sorted(screened or ())} in {name}, and its own backend {sorted(told)}"
        )


def flaws(tables: Mapping[str, pl.DataFrame]) -> dict[str, frozenset[Flaw] | None]:
    """Give what is wrong with each table, in one run of the engine; None where it has not the declared columns."""
    shapely = [name for name, frame in tables.items() if _fits(TABLES[name], frame)]
    queries = [query for name in shapely for query in _queries(TABLES[name], tables[name].lazy())]
    answers = iter(pl.collect_all(queries))
    return {name: _flaws(TABLES[name], next(answers), next(answers)) if name in shapely else None for name in tables}


def _fits(table: Table, frame: pl.DataFrame) -> bool:
    """Tell whether a frame has the columns of the schema, in their order and of their types."""
    declared = [(name, column.dtype.type) for name, column in schema_of(table.name).columns.items()]
    return declared == list(frame.schema.items())


def _queries(table: Table, frame: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Ask whether a cell is wrong, each way, and whether rows are alike that must differ."""
    wrong = (way.broken.any().alias(f"{place}") for place, way in enumerate(_ways(table.name)))
    cells: pl.LazyFrame = nw.to_native(nw.from_native(frame).select(*wrong))
    alike = [
        pl.struct(group).is_duplicated().any().alias(f"{number}") for number, group in enumerate(must_differ(table))
    ]
    doubled = (pl.col("id").is_duplicated() & pl.col("id").is_not_null()).any().alias("id")
    return cells, frame.select(doubled, *alike)


def _flaws(table: Table, cells: pl.DataFrame, alike: pl.DataFrame) -> frozenset[Flaw]:
    """Name what was found."""
    wrong = {(way.code, way.column) for way, is_there in zip(_ways(table.name), cells.row(0), strict=True) if is_there}
    doubled, *groups = alike.row(0)
    wrong |= {("S007", "id")} if doubled else set()
    return frozenset(
        wrong | {("S008", group[0]) for group, is_there in zip(must_differ(table), groups, strict=True) if is_there}
    )


@cache
def _ways(table_name: str) -> tuple[Breach, ...]:
    """Give every way in which the cells of a table can be wrong, made once."""
    return breaches(TABLES[table_name], [*schema_of(table_name).columns])
