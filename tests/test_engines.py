"""Engines give what the check of rows in memory gives, and say clearly what they cannot do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given

from engine_corpora import HOSTILE, both_ways, checked_on, framed, good, needs_spark, signature, spoilt, written
from golden_files import golden
from summitdata.checking import check
from summitdata.diagnostics import Result
from summitdata.engines import NAMES
from summitdata.engines.engine import Engine, open_engine, size
from summitdata.engines.places import find_files
from summitdata.errors import EngineError, NoDatasetError, UnknownNameError
from summitdata.model import Table
from summitdata.rules.fused import breaches, expression
from summitdata.rules.patching import concluded, patched
from summitdata.rules.schema import CELL_CODES, schema_of
from summitdata.schema import PLACES, TABLES
from test_rules_schema import corrupted

SCHEMAS_AND_KEYS = ("S", "R001", "R012", "C001", "P001")


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine, open."""
    if request.param == "spark":
        needs_spark()
    with closing(open_engine(request.param, threads=None if request.param == "polars" else 2)) as opened:
        yield opened


@given(corrupted())
def test_the_fused_pass_finds_what_pandera_finds(case: tuple[Table, list[dict[str, Any]]]) -> None:
    """Pandera's own backend and the fused pass give the same findings, row by row, on good and corrupted rows."""
    table, rows = case
    with closing(open_engine("polars")) as opened:
        native, fused = both_ways(opened, table, framed(table, rows))
    assert native == fused


def test_every_engine_finds_what_pandera_finds(engine: Engine) -> None:
    """On hostile cells of every kind the fused pass gives, on each engine, what pandera gives in memory."""
    place = concluded(patched(()), ())[0]["places"][0]
    rows: list[dict[str, Any]] = [
        place | {column: cell, "id": f"place-{number}-{column}"}
        for number, cell in enumerate(HOSTILE)
        for column in ("name", "kind", "within", "country", "note")
    ]
    rows += [
        place | {"latitude": number, "id": f"at-{at}"} for at, number in enumerate([None, -90.1, 90.0, float("inf")])
    ]
    rows += [place | {"id": key} for key in (None, None, "twice", "twice", "No Slug")]
    native, fused = both_ways(engine, PLACES, framed(PLACES, rows))
    assert {"S001", "S003", "S004", "S005", "S006", "S007"} == set(re.findall(r"code='(S\d+)'", " ".join(fused)))
    assert native == fused


def test_every_check_of_every_schema_has_an_expression() -> None:
    """Every check that the schemas have is translated, and none is left out."""
    for table in TABLES.values():
        columns = schema_of(table.name).columns
        expected = {(name, CELL_CODES[check.error]) for name, column in columns.items() for check in column.checks}
        expected |= {(name, "S001") for name, column in columns.items() if not column.nullable}
        assert expected == {(way.column, way.code) for way in breaches(table, [*columns])}


def test_a_check_of_another_kind_is_refused() -> None:
    """A check that pandera has no expression of ends the run, and is not passed over."""
    import pandera.polars as pandera

    with pytest.raises(ValueError, match="no expression of the check"):
        expression(pandera.Check(lambda data: data.lazyframe, name="own"), "name")


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_a_spoilt_corpus_is_told_as_in_memory(name: str, tmp_path: Path) -> None:
    """The schemas, references, dates and provenance of spoilt tables are judged alike in files and in memory."""
    tables = spoilt(3, seed=1)
    here = check(tables, select=SCHEMAS_AND_KEYS)
    assert len({finding.code for finding in here.findings}) > 5
    assert signature(here) == signature(checked_on(name, written(tables, tmp_path / "corpus"), SCHEMAS_AND_KEYS))


def test_spark_tells_the_same(tmp_path: Path) -> None:
    """Spark judges the schemas and some rules of spoilt tables as polars does."""
    needs_spark()
    tables = {name: frame for name, frame in spoilt(1, seed=1).items() if name in {"sources", "places"}}
    some = ("S003", "S006", "R012")
    corpus = written(tables, tmp_path / "corpus")
    expected = signature(checked_on("polars", corpus, some))
    assert {"S003", "S006"} <= {str(finding[0]) for finding in expected[0]}
    assert expected == signature(checked_on("spark", corpus, some))


def test_a_good_corpus_passes_every_check(tmp_path: Path) -> None:
    """On the example dataset every check about tables is evaluated, and passes."""
    report = checked_on("polars", written(good(), tmp_path / "corpus"))
    assert ((), True) == (report.findings, report.ok)
    assert signature(check(good())) == signature(report)


def test_findings_are_counted_exactly_and_listed_in_part(tmp_path: Path) -> None:
    """Of a mass failure every finding is counted, the first by key are listed, and the report says so."""
    places = pl.concat([good()["places"]] * 50).with_row_index("n").with_columns(
        id=pl.format("place-{}", pl.col("n").cast(pl.String).str.zfill(4)), kind=pl.lit("heap"),
        within=pl.lit("nowhere"),
    ).drop("n")  # fmt: skip
    corpus = written({"places": places}, tmp_path / "corpus")
    reports = [checked_on(name, corpus, ("S004", "R001"), most=3) for name in ("polars", "duckdb")]
    assert signature(reports[0]) == signature(reports[1])
    outcomes = {outcome.code: outcome for outcome in reports[0].outcomes}
    assert (Result.FAILED, places.height) == (outcomes["S004"].result, outcomes["S004"].count)
    assert ["place-0000", "place-0001", "place-0002"] == [finding.key for finding in reports[0].findings]
    assert f"Of {places.height} findings of S004 the first 3 by key are listed." in reports[0].notes
    assert (Result.NOT_EVALUATED, f"{places.height} rows left out, which another check has findings in") == (
        outcomes["R001"].result, str(outcomes["R001"].reason).partition(";")[0],
    )  # fmt: skip


def test_tables_that_are_not_there(tmp_path: Path) -> None:
    """A rule that needs a table which is not there is not evaluated, in whole or in part, and the report says so."""
    tables = {name: good()[name] for name in ("sources", "actors")}
    report = checked_on("polars", written(tables, tmp_path / "corpus"))
    outcomes = {outcome.code: outcome for outcome in report.outcomes}
    assert report.ok
    assert (Result.NOT_EVALUATED, "there is no table claims") == (outcomes["R002"].result, outcomes["R002"].reason)
    assert Result.PASSED is outcomes["R001"].result
    assert Result.PASSED is outcomes["S003"].result
    assert report.notes[0].startswith("There are no files of events, quotes, claims,")


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_shapes_of_files(tmp_path: Path, name: str) -> None:
    """Folders of parts, partitions by a column, CSV and JSON Lines are read as the one file is."""
    tables = spoilt(1, seed=2)
    frame = tables["sources"].filter(pl.col("language").is_not_null() & ~pl.col("language").str.contains("[^a-z]"))
    texts = frame.filter(
        ~pl.any_horizontal((pl.col(pl.String) == "") | pl.col(pl.String).str.contains("[\r\n]")).fill_null(value=False)
    )
    whole = written({"sources": texts}, tmp_path / "whole")
    parts = tmp_path / "parts" / "sources"
    parts.mkdir(parents=True)
    for number, part in enumerate(texts.iter_slices(3)):
        part.write_parquet(parts / f"part-{number}.parquet")
    for (language,), part in texts.group_by("language"):
        folder = tmp_path / "split" / "sources" / f"language={language}"
        folder.mkdir(parents=True)
        part.drop("language").write_parquet(folder / "part-0.parquet")
    (tmp_path / "csv").mkdir()
    texts.write_csv(tmp_path / "csv" / "sources.csv")
    (tmp_path / "lines").mkdir()
    texts.write_ndjson(tmp_path / "lines" / "sources.jsonl")
    places = (whole, f"{parts}/*.parquet", tmp_path / "parts", tmp_path / "split", tmp_path / "csv", tmp_path / "lines")
    expected, *others = (signature(checked_on(name, place, ("S", "R012"))) for place in places)
    assert expected[0]
    assert [expected] * len(others) == others


def test_find_files_keeps_to_the_tables(tmp_path: Path) -> None:
    """Files belong to the tables that they or their folders are named after; what engines leave beside is no data."""
    for name in (
        "quotes/language=en/part-0.parquet",
        "quotes/_SUCCESS",
        "quotes/.part.crc",
        "events-0001.csv",
        "notes.csv",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    found = find_files(str(tmp_path))
    assert ["events", "quotes"] == [*found]
    assert (("language",), "parquet", 1) == (
        found["quotes"].partitions,
        found["quotes"].form,
        len(found["quotes"].paths),
    )
    assert "s3://bucket/quotes/*.parquet" == find_files("s3://bucket/quotes/*.parquet")["quotes"].paths[0]


def test_what_cannot_be_done_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mistake has a message that says what to do."""
    (tmp_path / "quotes.parquet").write_text("no Parquet")
    (tmp_path / "events.csv").write_text("id,latitude\nsummit,north\n")
    told = []
    for place, name in (
        ("quotes.parquet", "polars"),
        ("quotes.parquet", "duckdb"),
        ("events.csv", "polars"),
        ("*.orc", "duckdb"),
    ):
        with pytest.raises((EngineError, NoDatasetError)) as error:
            checked_on(name, tmp_path / place)
        told.append(
            re.sub(
                r"(?<=cannot read the table quotes in PLACE).*",
                "",
                str(error.value).replace(f"{tmp_path}/{place}", "PLACE"),
            )
        )
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    options: tuple[dict[str, Any], ...] = (
        {"name": "oracle"}, {"name": "spark"}, {"name": "duckdb", "memory": "much"},
        {"name": "polars", "memory": "1GB"},
        {"name": "duckdb", "master": "spark://a:7077"}, {"name": "duckdb", "threads": 0},
    )  # fmt: skip
    for terms in options:
        with pytest.raises((EngineError, UnknownNameError, ImportError)) as refused:
            open_engine(**terms)
        told.append(str(refused.value))
    text = "\n\n".join(told)
    assert golden("reports/engines.txt", text) == text


def test_java_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where Java is missing or too old, the message says which is needed."""
    from summitdata.engines.on_spark import find_java

    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match=r"needs Java 17 or later, and .* is Java 11"):
        find_java()
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(
        EngineError, match=r"needs Java 17 or later, and JAVA_HOME is /nowhere, and holds none\. Install"
    ):
        find_java()


def test_sizes() -> None:
    """Sizes are in powers of 1000, and with an i in powers of 1024."""
    assert (512_000_000, 2 * 1024**3) == (size("512MB"), size("2 GiB"))
    for wrong in ("", "1", "-1GB", "1.5GB", "0MB", "1XB"):
        with pytest.raises(EngineError, match="is no size of memory"):
            size(wrong)


def test_the_command_line(tmp_path: Path) -> None:
    """The command checks files on an engine with its threads, and refuses options that do not fit."""
    corpus = written({"actors": good()["actors"]}, tmp_path / "corpus")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "ignore", "-m", "summitdata", "check", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = run(str(corpus / "*.parquet"), "--engine", "polars", "--threads", "1", "--select", "S")
    assert (0, "") == (done.returncode, done.stderr)
    assert "Found nothing wrong." in done.stdout
    assert "--threads says how an engine runs: name one with --engine." in run(str(corpus), "--threads", "1").stderr
    assert "leave them out with --engine" in run(str(corpus), "--engine", "duckdb", "--fix").stderr


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_an_interrupted_run_leaves_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a run with a word, and takes away what the engine kept on disk."""
    corpus = written({"actors": good()["actors"]}, tmp_path / "corpus")
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setenv("TMPDIR", str(kept))
    code = (
        "import sys\n"
        "from summitdata import cli\n"
        "from summitdata.engines import evaluating\n"
        "def interrupted(*_): raise KeyboardInterrupt\n"
        "evaluating._counted = interrupted\n"
        f"sys.argv = ['summitdata', 'check', {str(corpus)!r}, '--engine', {name!r}]\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    assert (2, "", "Interrupted.") == (done.returncode, done.stdout, done.stderr.strip())
    assert [] == [*kept.iterdir()]
