"""Loading the tables of the dataset in each library."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import summitdata
from summitdata.frames import Backend
from summitdata.model import Day, Flag
from summitdata.schema import TABLES

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", TABLES)
def test_every_table_loads_alike_in_every_backend(name: str) -> None:
    """The four frames of a table have the same columns and the same rows."""
    arrow = summitdata.load(name, backend="pyarrow")
    pandas, polars = summitdata.load(name), summitdata.load(name, backend="polars")
    relation = summitdata.load(name, backend="duckdb")
    assert isinstance(arrow, pa.Table)
    assert isinstance(pandas, pd.DataFrame)
    assert isinstance(polars, pl.DataFrame)
    assert isinstance(relation, duckdb.DuckDBPyRelation)
    columns = [column.name for column in TABLES[name].columns]
    assert [columns] * 4 == [arrow.column_names, list(pandas.columns), polars.columns, relation.columns]
    expected = arrow.to_pylist()
    assert expected == polars.to_dicts()
    assert expected == [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]
    assert expected == pa.Table.from_pandas(pandas, schema=arrow.schema, preserve_index=False).to_pylist()


def test_pandas_keeps_days_and_flags() -> None:
    """A day stays a date and a flag a truth value, also in columns with gaps."""
    events, sources = summitdata.load("events"), summitdata.load("sources")
    assert isinstance(TABLES["events"]["date_first"].kind, Day)
    assert {date} == {type(value) for value in events["date_first"].dropna()}
    assert isinstance(TABLES["sources"]["held"].kind, Flag)
    assert {bool} == {type(value) for value in sources["held"].tolist()}


def test_tables_names_the_public_ones_first() -> None:
    """The list of tables begins with sources, events, quotes."""
    assert ("sources", "events", "quotes") == summitdata.tables()[:3]
    assert tuple(TABLES) == summitdata.tables()


def test_describe_gives_a_row_per_column() -> None:
    """Each column of a table is described, with its meaning and an example."""
    described = summitdata.describe("quotes")
    assert [column.name for column in TABLES["quotes"].columns] == described["column"].tolist()
    assert ["column", "type", "required", "origin", "meaning", "example"] == list(described.columns)


def test_path_is_the_parquet_file() -> None:
    """The path of a table can be read by any tool that reads Parquet."""
    assert summitdata.load("quotes", backend="pyarrow").equals(pq.read_table(summitdata.path("quotes")))


def test_sql_runs_over_all_tables() -> None:
    """A query may join any tables, and its result comes in the backend that is asked for."""
    query = "select count(*) as n from renderings r join quotes q on r.quote = q.id join sources s on r.source = s.id"
    expected = summitdata.load("renderings", backend="pyarrow").num_rows
    assert expected == summitdata.sql(query)["n"].iloc[0]
    for backend in get_args(Backend):
        assert summitdata.sql(query, backend=backend) is not None


def test_a_refused_query_says_why() -> None:
    """DuckDB's own message reaches the caller as an error of this package."""
    with pytest.raises(summitdata.QueryError, match="nowhere"):
        summitdata.sql("select * from nowhere")
    with pytest.raises(summitdata.QueryError, match="one SELECT"):
        summitdata.sql("create table t (a int)")


def test_unknown_names_answer_with_the_nearest() -> None:
    """A misspelt table, backend, quote or citation form names what may have been meant."""
    with pytest.raises(summitdata.UnknownNameError, match=r"no table 'qoutes'. Did you mean 'quotes'"):
        summitdata.load("qoutes")
    with pytest.raises(summitdata.UnknownNameError, match=r"no backend 'panda'. Did you mean 'pandas'"):
        summitdata.load("quotes", backend="panda")  # type: ignore[call-overload]
    with pytest.raises(summitdata.UnknownNameError, match="Did you mean 'lee-cooperation-more-important-than-ever'"):
        summitdata.wordings("lee-cooperation-more-important")
    with pytest.raises(summitdata.UnknownNameError, match="There are: text, bibtex, csl-json"):
        summitdata.cite(form="xml")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("module", "call", "extra"),
    [
        ("polars", "summitdata.load('quotes', backend='polars')", "polars"),
        ("duckdb", "summitdata.load('quotes', backend='duckdb')", "duckdb"),
        ("duckdb", "summitdata.sql('select 1')", "duckdb"),
    ],
)
def test_a_missing_extra_answers_with_the_pip_command(module: str, call: str, extra: str) -> None:
    """Without the optional library the message is the command that installs it."""
    code = f"import sys; sys.modules[{module!r}] = None\nimport summitdata\ntry:\n    {call}\n"
    code += "except summitdata.MissingExtraError as error:\n    print(error)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert f"python -m pip install 'summitdata[{extra}]'" in run.stdout


def test_it_loads_from_a_zip_import(tmp_path: Path) -> None:
    """Put into a zip file with its dataset, the package loads and gives paths that exist."""
    archive = tmp_path / "summitdata.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted((ROOT / "src").rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                target.write(file, file.relative_to(ROOT / "src"))
        for file in sorted((ROOT / "dataset").rglob("*")):
            if file.is_file() and "rows" not in file.parts:
                target.write(file, Path("summitdata") / file.relative_to(ROOT))
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "import summitdata, pyarrow.parquet as pq\n"
        f"assert summitdata.__file__.startswith({str(archive)!r})\n"
        "assert summitdata.path('quotes').is_file()\n"
        "print(summitdata.load('quotes', backend='pyarrow').num_rows)\n"
        "print(pq.read_table(summitdata.path('quotes')).num_rows)"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )  # fmt: skip
    expected = summitdata.load("quotes", backend="pyarrow").num_rows
    assert [str(expected)] * 2 == run.stdout.split()


@pytest.mark.parametrize("name", TABLES)
def test_the_example_of_a_column_is_a_real_one(name: str) -> None:
    """What describes a column stands in a row of it, wherever the column has any value."""
    rows = summitdata.load(name, backend="pyarrow").to_pylist()
    for column in TABLES[name].columns:
        values = [row[column.name] for row in rows if row[column.name] is not None]
        printed = {str(value).lower() if isinstance(value, bool) else str(value) for value in values}
        printed |= {str(int(value)) for value in values if isinstance(value, float) and value == int(value)}
        assert not printed or column.example in printed, column.name
