"""Engines where things go wrong, or nearly: waivers, rules of others, files that are unlike, sessions of others."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from engine_corpora import checked_on, good, needs_spark, signature, written
from summitdata.checking.corpus import check_corpus
from summitdata.diagnostics import Report
from summitdata.digests import written_digest
from summitdata.engines import NAMES
from summitdata.engines.engine import open_engine
from summitdata.engines.on_polars import PolarsEngine
from summitdata.engines.places import find_files
from summitdata.errors import EngineError, OwnRulesError, UnknownNameError
from summitdata.rules.context import Frames
from summitdata.rules.language import Query, Rule, change, patch, rule
from summitdata.rules.rowwise import RowWise
from summitdata.schema import PLACES

TODAY = date(2020, 6, 1)
_BREAKS = [patch("Vellin is named x.", change("places", "vellin", name="x"))]
_HOLDS = [patch("Vellin is named y.", change("places", "vellin", name="y"))]


def _own(query: Any) -> Rule:  # noqa: ANN401 - any function that makes a query
    @rule("Z001", table="places", column="name", breaks=_BREAKS, holds=_HOLDS)
    def made(frames: Frames) -> Query:
        """No place is told of.

        Why:
            A test.

        Fix:
            None.
        """
        return query(frames)  # type: ignore[no-any-return]

    return made


def _report(name: str, place: Path, own: Rule, most: int = 100) -> Report:
    with closing(open_engine(name)) as opened:
        return check_corpus(str(place), opened, select=["Z001"], rules=[own], most=most, today=TODAY)


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_a_waived_finding_hides_no_other(name: str, tmp_path: Path) -> None:
    """Where fewer findings are listed than there are, those that no waiver accepts are, and the run fails."""
    tables = dict(good())
    first = tables["places"].sort("id").row(0, named=True)
    waiver = {
        "id": f"{first['id']}-z001", "rule": "Z001", "table": "places", "key": first["id"], "reason": "It is known.",
        "who": "We", "until": TODAY, "digest": written_digest(PLACES, first),
    }  # fmt: skip
    schema = tables["waivers"].schema
    tables["waivers"] = pl.DataFrame({column: [waiver.get(column)] for column in schema}, schema=schema)
    own = _own(lambda frames: frames["places"].select("id"))
    report = _report(name, written(tables, tmp_path / "corpus"), own, most=1)
    assert [None] == [finding.waiver for finding in report.findings]
    assert not report.ok


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_a_rule_of_others_that_fails_is_theirs(name: str, tmp_path: Path) -> None:
    """It is no error of ours, however it fails."""
    place = written(good(), tmp_path / "corpus")
    for query in (
        lambda frames: frames["places"].select("id", found=nw.col("none")),
        lambda frames: frames["places"].select("id", found=nw.col("name").cast(nw.Int64).cast(nw.String)),
        lambda frames: frames["places"].select("id", id_of="id").with_columns(id=nw.lit(None, nw.String)).drop("id_of"),
    ):
        with pytest.raises(OwnRulesError, match=r"^Nothing was proved: .*Z001"):
            _report(name, place, _own(query))


def test_a_condition_on_other_rows_is_asked_of_the_rows_that_are_left() -> None:
    """A filter that looks at other rows sees those only that an earlier one has left, so it is not remembered."""
    rows = pl.LazyFrame({"id": ["a", "b"], "kind": ["x", None], "of": ["o", "o"]})
    asked = RowWise.of("places", nw.from_native(rows)).filter(nw.col("kind") == "x")
    alone = asked.filter(nw.len().over("of") == 1).select("id")
    assert [{"id": "a"}] == nw.to_native(alone).collect().to_dicts()
    assert not isinstance(alone, RowWise)


def test_a_panic_is_told_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of polars is no Exception, and is told as what cannot be read all the same."""

    def panics(*_: object) -> None:
        raise pl.exceptions.PanicException("boom")

    monkeypatch.setattr(PolarsEngine, "counted", panics)
    with pytest.raises(EngineError, match=r"^polars cannot read the table sources in .*: boom$"):
        checked_on("polars", written(good(), tmp_path / "corpus"), ("S",))


def test_a_wrong_severity_is_refused_first(tmp_path: Path) -> None:
    """It is told before anything is read."""
    with closing(open_engine("polars")) as opened, pytest.raises(UnknownNameError, match="fatal"):
        check_corpus(str(tmp_path / "nowhere"), opened, severity="fatal")


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_too_many_is_refused(name: str, tmp_path: Path) -> None:
    """A row with a cell too many is not cut short."""
    if name == "spark":
        needs_spark()
    head = ",".join(PLACES.by_name)
    row = ["norvale", "Norvale", *[""] * (len(PLACES.by_name) - 2)]
    (tmp_path / "places.csv").write_text(f"{head}\n{','.join(row)}, more\n", encoding="utf-8")
    with pytest.raises(EngineError, match=f"^{name} cannot read the table places"):
        checked_on(name, tmp_path / "places.csv", ("S",))


@pytest.mark.parametrize("name", NAMES)
def test_columns_in_another_order_shift_no_cell(name: str, tmp_path: Path) -> None:
    """A second CSV file with its columns in another order is read by their names, or refused in words."""
    if name == "spark":
        needs_spark()
    (tmp_path / "places").mkdir()
    for number, (key, columns) in enumerate({"norvale": [*PLACES.by_name], "vellin": [*PLACES.by_name][::-1]}.items()):
        cells = {"id": key, "name": key.title(), "kind": "city"}
        lines = [",".join(columns), ",".join(cells.get(column, "") for column in columns)]
        (tmp_path / "places" / f"part-{number}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    if name == "duckdb":
        assert () == checked_on(name, tmp_path, ("S",)).findings
    else:
        with pytest.raises(EngineError, match=f"^{name} cannot read the table places"):
            checked_on(name, tmp_path, ("S",))


@pytest.mark.parametrize("name", NAMES)
def test_folders_may_divide_by_what_is_no_text(name: str, tmp_path: Path) -> None:
    """Whether a source is held divides the sources, and is judged as in one file."""
    if name == "spark":
        needs_spark()
    sources = good()["sources"]
    for held in (True, False):
        folder = tmp_path / "corpus" / "sources" / f"held={str(held).lower()}"
        folder.mkdir(parents=True)
        sources.filter(pl.col("held") == held).drop("held").write_parquet(folder / "part-0.parquet")
    whole = written({"sources": sources}, tmp_path / "whole")
    select = ("S", "P", "C001")
    assert signature(checked_on(name, whole, select)) == signature(checked_on(name, tmp_path / "corpus", select))


def test_a_folder_above_names_no_table(tmp_path: Path) -> None:
    """Only folders within the place that is named tell what a file belongs to."""
    corpus = tmp_path / "sources" / "corpus"
    corpus.mkdir(parents=True)
    for file in ("sources.parquet", "notes.csv"):
        (corpus / file).touch()
    assert [("sources", (str(corpus / "sources.parquet"),))] == [
        (name, files.paths) for name, files in find_files(str(corpus)).items()
    ]


def test_spark_that_cannot_be_opened_says_so() -> None:
    """An address that is none ends in words."""
    needs_spark()
    with pytest.raises(EngineError, match=r"^Spark cannot be opened: .*Could not parse Master URL"):
        open_engine("spark", master="nowhere")


def test_a_session_of_spark_is_left_as_it_was(tmp_path: Path) -> None:
    """A session that is there already keeps its settings, and is not ended."""
    needs_spark()
    from pyspark.sql import SparkSession

    there = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        settings = {"spark.sql.session.timeZone": "Asia/Tokyo", "spark.sql.shuffle.partitions": "7"}
        for name, value in settings.items():
            there.conf.set(name, value)
        checked_on("spark", written({"places": good()["places"]}, tmp_path / "corpus"), ("S",))
        assert settings == {name: there.conf.get(name) for name in settings}
        assert 3 == there.range(3).count()
    finally:
        there.stop()
