"""Corpora for the tests of engines: the example dataset, good and spoilt, in files and in memory."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rule_examples import EXAMPLES, datasets
from summitdata.checking.corpus import check_corpus
from summitdata.diagnostics import Diagnostic, Report, Result
from summitdata.engines.engine import Engine, open_engine
from summitdata.engines.schemas import judge
from summitdata.model import Table
from summitdata.rules.context import polars_tables
from summitdata.rules.patching import concluded, patched
from summitdata.rules.schema import schema_findings
from summitdata.rules.unswitched import polars_type

Signature = tuple[list[tuple[object, ...]], dict[str, tuple[Result, int, str | None]]]

HOSTILE = (
    None, "", " ", "x\n", "x\r", "x\u0085", "x\u2028", " x", "x\u00a0", "a-b", "A B", "caf\u00e9", "cafe\u0301",
    "\u65e5\u672c", "\U0001f600" * 100, "x" * 160, "x" * 161, "\U0001f600" * 161, "2020-05-04", "2020-13-99", "en",
    "EN", "JP", "\u0131", "ss", "\u00df", "\uff11", "\u0661", "f" * 64, "https://a.example/", "https://a.example/\n",
    "occurred", "a.b", "it's", '"', "$", "%s", "{}", "\\", "null",
)  # fmt: skip
"""Cells of text in which engines might differ: line ends, blanks, letters beyond ASCII and beyond the basic plane."""


@cache
def spoilt(number: int, seed: int) -> dict[str, pl.DataFrame]:
    """Give the tables of some rules' breaking examples together, with cells of every column made hostile."""
    chance = random.Random(seed)
    broken = [example.patch.edits for example in EXAMPLES if example.breaks]
    _, tables, _ = datasets([(), *chance.sample(broken, number)])
    found = {}
    for name, frame in tables.items():
        columns = {column: frame[column].to_list() for column in frame.columns}
        for column, kind in frame.schema.items():
            for _ in range(2 if frame.height > 4 else 0):
                columns[column][chance.randrange(frame.height)] = _cell(chance, kind)
        if frame.height > 6:
            columns["id"][5] = columns["id"][3]
        found[name] = pl.DataFrame(columns, schema=frame.schema)
    return found


def _cell(chance: random.Random, kind: pl.DataType) -> object:
    if kind == pl.String:
        return chance.choice(HOSTILE)
    if kind == pl.Int32:
        return chance.choice([None, -1, 0, 1001, 2**31 - 1])
    if kind == pl.Float64:
        return chance.choice([None, -180.1, 90.1, float("inf"), -0.0, 1e13])
    return None


@cache
def good() -> dict[str, pl.DataFrame]:
    """Give the example dataset, in which nothing is wrong."""
    return polars_tables(concluded(patched(()), ())[0])


def written(tables: Mapping[str, pl.DataFrame], folder: Path) -> Path:
    """Write tables as Parquet, and give the folder."""
    folder.mkdir(exist_ok=True)
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def signature(report: Report) -> Signature:
    """Give what two reports of the same tables must have in common: all but where the tables stand."""

    def told(finding: Diagnostic) -> tuple[object, ...]:
        return (
            finding.code, finding.table or "", finding.key or "", finding.column or "", finding.severity,
            finding.found, finding.expected, finding.fix,
        )  # fmt: skip

    outcomes = {
        outcome.code: (outcome.result, outcome.count, outcome.reason)
        for outcome in report.outcomes
        if outcome.code[0] not in "FB"
    }
    return sorted(map(told, report.findings)), outcomes


def checked_on(name: str, place: Path | str, select: tuple[str, ...] = (), most: int = 10**6) -> Report:
    """Check files on an engine of this machine."""
    engine = open_engine(name, threads=None if name == "polars" else 2)
    try:
        return check_corpus(str(place), engine, select=select, most=most)
    finally:
        engine.close()


def needs_spark() -> None:
    """Skip a test where there is no Spark: it is 400 MB, and ``make test-engines`` installs it, as the gate does."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (make test-engines installs it)")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("there is no Java, which Spark needs")


def framed(table: Table, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Give rows of a table as a frame."""
    columns = {column.name: [row[column.name] for row in rows] for column in table.columns}
    return pl.DataFrame(columns, schema={column.name: polars_type(column.kind) for column in table.columns})


def both_ways(engine: Engine, table: Table, frame: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Give what pandera finds in a frame, and what its expressions find on an engine."""
    native = sorted({repr(finding) for finding in schema_findings(table, frame)})
    judged = judge(engine, table, engine.made(frame), most=10**6)
    assert sum(judged.counts.values()) == len(judged.findings)
    return native, sorted(map(repr, judged.findings))
