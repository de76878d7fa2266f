"""A rule about rows alone is counted in the scan of its table, and gives there what its query gives."""

from __future__ import annotations

from contextlib import closing

import narwhals.stable.v2 as nw
import polars as pl

from engine_corpora import spoilt
from summitdata.engines.engine import open_engine
from summitdata.engines.evaluating import queries_of
from summitdata.engines.tables import Taken, frames_of
from summitdata.rules import RULES
from summitdata.rules.fused import counted, tally
from summitdata.rules.rowwise import RowWise


def test_conditions_count_what_the_queries_give() -> None:
    """On spoilt tables every condition of a rule about rows holds of as many rows as its query gives."""
    with closing(open_engine("polars")) as engine:
        tables = {name: engine.made(frame) for name, frame in spoilt(12, seed=3).items()}
        heights = {name: frame.height for name, frame in spoilt(12, seed=3).items()}
        queries, _ = queries_of(RULES.values(), frames_of(engine, tables, Taken(engine, tables, heights)), tables)
        of_rows = [(each, *found) for each in queries if (found := each.broken) is not None]
        assert {"W003", "R002", "C004", "P003"} <= {each.rule.code for each, _, _ in of_rows}
        asked = [each.query.select(nw.len().alias("n")) for each, _, _ in of_rows]
        expected = [rows[0]["n"] for rows in engine.rows(asked)]
        scans = [tables[table].select(*tally([condition])) for _, table, condition in of_rows]
        assert expected == [counted(rows[0], 1)[0] for rows in engine.rows(scans)]
        assert sum(expected) > 0


def test_only_conditions_on_the_row_are_remembered() -> None:
    """What looks at other rows or at columns that were made gives an ordinary frame."""
    rows = RowWise.of("places", nw.from_native(pl.LazyFrame({"id": ["a", "b"], "kind": ["x", None]})))
    one = rows.filter(nw.col("kind") == "x").select("id", found=nw.lit("x"))
    assert isinstance(one, RowWise)
    assert one.condition is not None
    assert [{"id": "a", "found": "x"}] == nw.to_native(one).collect().to_dicts()
    for other in (
        rows.group_by("id").agg(nw.len().alias("n")),
        rows.join(rows, on="id", how="semi"),
        rows.select(id=nw.col("id").min()),
        one.filter(nw.col("found") == "x"),
        rows.with_columns(n=nw.lit(1)).filter(nw.col("n") == 1),
        nw.concat([rows, rows]),
        rows.filter(kind="x"),
    ):
        assert not isinstance(other, RowWise)
