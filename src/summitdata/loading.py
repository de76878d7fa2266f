"""Loading the tables: the functions that most users need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from summitdata.dataset import Package, open_package
from summitdata.errors import QueryError, UnknownNameError
from summitdata.frames import Backend, Frame, optional, to_frame
from summitdata.schema import TABLES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def _known(name: str) -> str:
    if name not in TABLES:
        raise UnknownNameError("table", name, TABLES)
    return name


def tables() -> tuple[str, ...]:
    """Give the names of all tables, the three public ones first."""
    return tuple(TABLES)


@overload
def load(name: str, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
@overload
def load(name: str, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def load(name: str, backend: Literal["pyarrow"]) -> pa.Table: ...
@overload
def load(name: str, backend: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
@overload
def load(name: str, backend: Backend) -> Frame: ...
def load(name: str, backend: Backend = "pandas") -> Frame:
    """Load one table.

    Args:
        name: A name that :func:`tables` gives.
        backend: The library whose frame is wanted.

    Returns:
        One row per record, sorted by ``id``; :func:`describe` says what the columns mean.

    Raises:
        UnknownNameError: There is no such table or backend; the message names the nearest.
        MissingExtraError: The backend's library is not installed; the message gives the pip command.
    """
    return to_frame(open_package().read(_known(name)), backend)


def path(name: str) -> Path:
    """Give the Parquet file of one table, for tools that read files themselves.

    From a zip import the file is a temporary copy, which lasts as long as the process.

    Raises:
        UnknownNameError: There is no such table; the message names the nearest.
    """
    return open_package().path(_known(name))


@overload
def describe(name: str, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
@overload
def describe(name: str, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def describe(name: str, backend: Literal["pyarrow"]) -> pa.Table: ...
@overload
def describe(name: str, backend: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
@overload
def describe(name: str, backend: Backend) -> Frame: ...
def describe(name: str, backend: Backend = "pandas") -> Frame:
    """Say what the columns of one table mean.

    Returns:
        One row per column: ``column``, ``type`` in words, ``required``, ``origin`` (written, implied,
        derived, resolved or counted), ``meaning`` and ``example``.

    Raises:
        UnknownNameError: There is no such table or backend; the message names the nearest.
        MissingExtraError: The backend's library is not installed.
    """
    import pyarrow as pa

    from summitdata.formats.markdown import kind_in_words

    table = TABLES[_known(name)]
    rows = [
        {
            "column": column.name,
            "type": kind_in_words(column.kind),
            "required": column.required,
            "origin": column.origin.value,
            "meaning": column.meaning,
            "example": column.example,
        }
        for column in table.columns
    ]
    return to_frame(pa.Table.from_pylist(rows), backend)


def connect(package: Package | None = None) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB connection in memory that has every table under its own name.

    Raises:
        MissingExtraError: DuckDB is not installed.
    """
    library = optional("duckdb", "duckdb", "SQL")
    package = package or open_package()
    connection: duckdb.DuckDBPyConnection = library.connect()
    for name in TABLES:
        connection.register(name, package.read(name))
    return connection


@overload
def sql(query: str, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
@overload
def sql(query: str, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def sql(query: str, backend: Literal["pyarrow"]) -> pa.Table: ...
@overload
def sql(query: str, backend: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
@overload
def sql(query: str, backend: Backend) -> Frame: ...
def sql(query: str, backend: Backend = "pandas") -> Frame:
    """Run one SQL query over all tables with DuckDB.

    Raises:
        QueryError: DuckDB refuses the query; the message is DuckDB's own.
        MissingExtraError: DuckDB, or the backend's library, is not installed.
    """
    library = optional("duckdb", "duckdb", "sql()")
    try:
        connection = connect()
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type != library.StatementType.SELECT:
            raise QueryError("sql() takes one SELECT; for anything else open your own DuckDB on the files of path().")
        relation = connection.sql(query)
        if backend == "duckdb":
            return relation
        return to_frame(relation.to_arrow_table(), backend)
    except library.Error as error:
        raise QueryError(str(error)) from error
