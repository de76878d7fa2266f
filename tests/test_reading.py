"""The tables are read by other libraries as they are: the Parquet files, and the twins of the data package."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet as pq
import pytest

from summitdata.records import records
from summitdata.release.twins import to_csv, to_json_lines
from summitdata.schema import TABLES

NAMES = list(TABLES)


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our own tables as CSV and as JSON Lines, as the data package has them."""
    folder = tmp_path_factory.mktemp("twins")
    for name, table in TABLES.items():
        rows = records().rows[name]
        (folder / f"{name}.csv").write_bytes(to_csv(table, rows))
        (folder / f"{name}.jsonl").write_bytes(to_json_lines(table, rows))
    return folder


def _cells(file: Path) -> list[dict[str, str]]:
    """Give the rows of a CSV twin, an empty text for a missing cell."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))


def _texts(table: pa.Table) -> list[dict[str, str]]:
    """Give the rows of a table of texts, an empty text for a missing cell."""
    return [{name: value or "" for name, value in row.items()} for row in table.to_pylist()]


def _asked(query: str) -> duckdb.DuckDBPyRelation:
    """Ask DuckDB."""
    found = duckdb.sql(query)
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_parquet_is_read_by_each_library_alone(dataset: Path, name: str) -> None:
    """Arrow, DuckDB, polars and pandas give the same columns and cells, with nothing of this package between."""
    file = dataset / f"{name}.parquet"
    expected = pq.read_table(file)
    rows = [tuple(row.values()) for row in expected.to_pylist()]
    found = _asked(f"SELECT * FROM read_parquet('{file}')")  # noqa: S608 - a path of our own
    assert (expected.column_names, rows) == (found.columns, found.fetchall())
    frame = pl.read_parquet(file)
    assert (expected.column_names, rows) == (frame.columns, frame.rows())
    plain = pd.read_parquet(file)
    assert expected.equals(pa.Table.from_pandas(plain, schema=expected.schema, preserve_index=False))


@pytest.mark.parametrize("name", NAMES)
def test_csv_is_read_by_each_library_alone(twins: Path, name: str) -> None:
    """Read as text, Arrow, DuckDB, polars and pandas give the cells of the file; nothing is cut or split."""
    file = twins / f"{name}.csv"
    expected = _cells(file)
    columns = list(TABLES[name].by_name)
    plain = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert (columns, expected) == (list(plain.columns), plain.to_dict("records"))
    frame = pl.read_csv(file, infer_schema=False)
    assert (columns, expected) == (frame.columns, frame.fill_null("").to_dicts())
    options = pa.csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.string()))
    assert expected == _texts(
        pa.csv.read_csv(file, convert_options=options, parse_options=pa.csv.ParseOptions(newlines_in_values=True))
    )
    if expected:  # of a header alone DuckDB knows no columns
        query = f"SELECT * FROM read_csv('{file}', all_varchar = true, header = true)"  # noqa: S608 - as above
        assert expected == _texts(_asked(query).to_arrow_table())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"waivers", "tombstones"}])
def test_json_lines_are_read_by_each_library_alone(twins: Path, name: str) -> None:
    """Arrow, DuckDB, polars and pandas give a row for each line, with its key."""
    file = twins / f"{name}.jsonl"
    keys = [json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()]
    assert keys == pa.json.read_json(file)["id"].to_pylist()
    assert keys == pl.read_ndjson(file, infer_schema_length=None)["id"].to_list()
    assert keys == list(pd.read_json(file, lines=True, dtype=False)["id"])
    assert sorted(keys) == sorted(
        row[0]
        for row in _asked(f"SELECT id FROM read_json('{file}')").fetchall()  # noqa: S608 - as above
    )


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed (Rscript)")
@pytest.mark.parametrize("name", ["quotes", "events", "renderings"])
def test_r_reads_csv(twins: Path, tmp_path: Path, name: str) -> None:
    """Plain R reads a CSV twin and writes the same cells; its arrow, which reads Parquet, is seldom to be had."""
    written = tmp_path / "written.csv"
    program = (
        "given <- commandArgs(TRUE);"
        "rows <- read.csv(given[1], colClasses='character', na.strings=character(), encoding='UTF-8',"
        " check.names=FALSE);"
        "write.csv(rows, given[2], row.names=FALSE, fileEncoding='UTF-8')"
    )
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", program, str(twins / f"{name}.csv"), str(written)],  # noqa: S607 - any R
        check=False, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )  # fmt: skip
    assert (0, _cells(twins / f"{name}.csv")) == (done.returncode, _cells(written)), done.stderr
