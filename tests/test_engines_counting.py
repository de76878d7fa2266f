"""What a scan counts: keys by their hashes, which prove that keys differ and never that they do not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import chain
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from engine_corpora import both_ways, framed, needs_spark, spoilt
from summitdata.engines import NAMES, schemas
from summitdata.engines.counting import Marks
from summitdata.engines.engine import Counts, Engine, open_engine
from summitdata.engines.on_duckdb import DuckDBEngine
from summitdata.engines.schemas import misshapen
from summitdata.rules.context import Frame
from summitdata.schema import PARTICIPANTS, PLACES, TABLES


@pytest.mark.parametrize("name", ["polars", "duckdb"])
@pytest.mark.parametrize("keys", [("one", "other", "third"), ("one", "other", "one")], ids=["unlike", "alike"])
def test_a_clash_of_hashes_is_no_finding(name: str, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all hashes are the same, keys and rows that differ are not told of, and those that stand twice are."""

    def clashing(_: Engine, frame: Frame, marks: Marks) -> Frame:
        return frame.with_columns(**{mark: nw.lit(7) for mark in marks})

    monkeypatch.setattr(pl.Expr, "hash", lambda cell: cell.is_null() | cell.is_not_null())
    monkeypatch.setattr(DuckDBEngine, "_marked", clashing)
    part = dict.fromkeys(PARTICIPANTS.by_name) | {"event": "an-event", "role": "host"}
    frame = framed(PARTICIPANTS, [part | {"id": f"an-event.{key}", "actor": key} for key in keys])
    with closing(open_engine(name)) as opened:
        assert [1, 1] == opened.counted(opened.made(frame), [], [["id"], ["event", "actor"]]).differing
        native, fused = both_ways(opened, PARTICIPANTS, frame)
    twice = len({*keys}) < len(keys)
    assert ({"S007", "S008"} if twice else set()) == {*re.findall(r"code='(S\d+)'", " ".join(fused))}
    assert native == fused


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", "x"), ("b", None), ("b", "x"), (None, "x"), (None, "y")], Counts(5, [2, 1], [3, 3, 5])),
        ([], Counts(0, [0, 0], [0, 0, 0])),
    ],
    ids=["some rows", "no rows"],
)
def test_hashes_differ_as_cells_do(name: str, rows: list[tuple[Any, ...]], expected: Counts) -> None:
    """As many hashes differ as there are unlike cells, an empty one being a cell, and conditions are counted beside."""
    if name == "spark":
        needs_spark()
    frame = pl.DataFrame(rows, schema={"id": pl.String, "note": pl.String}, orient="row")
    with closing(open_engine(name)) as opened:
        conditions = [nw.col("id") == "b", nw.col("note").is_null()]
        assert expected == opened.counted(opened.made(frame), conditions, [["id"], ["note"], ["id", "note"]])


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_few_and_many_wrong_cells_are_told_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of wrong cells is the same whether their rows are kept aside or scanned again for each way."""
    tables = {table: frame for table, frame in spoilt(12, seed=3).items() if table in {"sources", "claims", "quotes"}}
    told = []
    for most_kept in (schemas.MOST_KEPT, 0):
        monkeypatch.setattr(schemas, "MOST_KEPT", most_kept)
        with closing(open_engine(name)) as opened:
            pairs = {table: both_ways(opened, TABLES[table], frame) for table, frame in tables.items()}
        told.append({table: fused for table, (_, fused) in pairs.items()})
        assert {table: native for table, (native, _) in pairs.items()} == told[-1]
    assert told[0] == told[1]
    assert {"S001", "S003", "S004", "S006"} <= {*re.findall(r"code='(S\d+)'", " ".join(chain(*told[0].values())))}


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame,
        lambda frame: frame.drop("note"),
        lambda frame: frame.with_columns(colour=pl.lit("red")),
        lambda frame: frame.select(sorted(frame.columns)),
        lambda frame: frame.with_columns(pl.col("latitude").cast(pl.Float32)),
    ],
    ids=["as declared", "one too few", "one too many", "in another order", "of another type"],
)
def test_columns_are_judged_as_pandera_does(change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Columns that pandera is not asked about are those in which it finds nothing wrong."""
    frame = change(framed(PLACES, []))
    with closing(open_engine("polars")) as opened:
        native, fused = both_ways(opened, PLACES, frame)
        assert native == fused
        assert bool(native) == misshapen(PLACES, opened.made(frame))


def test_polars_reads_as_much_at_once_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many files are read at once is set where nobody has set it."""
    variable = "POLARS_MAX_CONCURRENT_SCANS"
    monkeypatch.delenv(variable, raising=False)
    with closing(open_engine("polars")):
        assert str(max(1, pl.thread_pool_size() // 2)) == os.environ[variable]
    monkeypatch.setenv(variable, "7")
    with closing(open_engine("polars")):
        assert "7" == os.environ[variable]


@pytest.mark.parametrize(
    ("given", "last"),
    [({}, "dirty_decay_ms:10000"), ({"_RJEM_MALLOC_CONF": "tcache:true"}, "tcache:true")],
    ids=["nothing set", "set by the user"],
)
def test_polars_is_told_how_long_to_keep_memory(given: dict[str, str], last: str) -> None:
    """What is set for its allocator stands last among its settings, and what a user has set is left alone."""
    code = "import os, summitdata.checking; print(os.environ['_RJEM_MALLOC_CONF'])"
    variables = {name: value for name, value in os.environ.items() if name != "_RJEM_MALLOC_CONF"} | given
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True, env=variables
    )
    assert last == done.stdout.strip().split(",")[-1]
