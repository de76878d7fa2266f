"""Loading the tables: the functions that most users need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from summitdata.dataset import Package, open_package
from summitdata.errors import QueryError, UnknownNameError
from summitdata.frames import Backend, Frame, optional, to_frame
from summitdata.policy.resolution import Resolve
from summitdata.records import records
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
def load(
    name: str, backend: Literal["pandas"] = "pandas", *, resolve: Resolve = ..., as_of: str | None = ...,
    package: Package | None = ...,
) -> pd.DataFrame: ...  # fmt: skip
@overload
def load(
    name: str, backend: Literal["polars"], *, resolve: Resolve = ..., as_of: str | None = ...,
    package: Package | None = ...,
) -> pl.DataFrame: ...  # fmt: skip
@overload
def load(
    name: str, backend: Literal["pyarrow"], *, resolve: Resolve = ..., as_of: str | None = ...,
    package: Package | None = ...,
) -> pa.Table: ...  # fmt: skip
@overload
def load(
    name: str, backend: Literal["duckdb"], *, resolve: Resolve = ..., as_of: str | None = ...,
    package: Package | None = ...,
) -> duckdb.DuckDBPyRelation: ...  # fmt: skip
@overload
def load(
    name: str, backend: Backend, *, resolve: Resolve = ..., as_of: str | None = ..., package: Package | None = ...
) -> Frame: ...
def load(
    name: str, backend: Backend = "pandas", *, resolve: Resolve = "preferred", as_of: str | None = None,
    package: Package | None = None,
) -> Frame:  # fmt: skip
    """Load one table.

    Args:
        name: A name that :func:`tables` gives.
        backend: The library whose frame is wanted.
        resolve: Whose word stands in ``events``, ``quotes`` and ``speakers`` where sources differ: ``preferred``, what
            the dataset concludes; ``source:<key>``, what one source alone tells; ``all``, that for every source, named
            in the first column ``told_by``; ``earliest``, of each property what was published first;
            ``independent-majority``, of each property what agrees with more than half of its independent origins.
        as_of: A moment with its offset from UTC, ``2026-01-14T09:00+09:00``: the dataset as it could have been known
            then from what had been published.  A publication known to the day is known from the end of that day.
        package: Another package, as :func:`summitdata.dataset.open_package` opens it; by default the installed one.

    Returns:
        One row per record, sorted by ``id``; :func:`describe` says what the columns mean.  Version, policy and moment
        stand in ``frame.attrs["summitdata"]`` of pandas and in the schema metadata ``summitdata`` of Arrow; frames of
        polars and DuckDB have no place for them.

    Raises:
        UnknownNameError: There is no such table, backend, policy or source; the message names the nearest.
        QueryError: *as_of* is no moment.
        MissingExtraError: The backend's library is not installed; the message gives the pip command.
    """
    package = package or open_package()
    table = _told(package, _known(name), resolve, as_of)
    told = {"name": package.descriptor.get("name"), "version": package.descriptor.get("version"), "resolve": resolve}
    return to_frame(_labelled(table, told | ({"as_of": as_of} if as_of else {})), backend)


def _told(package: Package, name: str, resolve: Resolve, as_of: str | None) -> pa.Table:
    """Give a table as it is built, or as the policy and the moment have it."""
    if resolve == "preferred" and as_of is None:
        return package.read(name)
    import pyarrow as pa

    from summitdata.formats.arrow import arrow_schema, to_arrow
    from summitdata.policy import as_of as known_at
    from summitdata.policy import moment, resolved

    rows = records(package).rows
    if as_of is not None:
        everything, rows = rows, known_at(rows, moment(as_of))
        source = resolve.removeprefix("source:")
        known = [str(row["id"]) for row in rows["sources"]]
        if source not in known and source in {row["id"] for row in everything["sources"]}:
            raise UnknownNameError(f"source known at {as_of},", source, known)
    found = resolved(rows, name, resolve)
    if resolve == "all" and name in TABLES:
        schema = arrow_schema(TABLES[name])
        return pa.Table.from_pylist(found, schema=schema.insert(0, pa.field("told_by", pa.string(), nullable=False)))
    return to_arrow(TABLES[name], found)


def _labelled(table: pa.Table, told: dict[str, Any]) -> pa.Table:
    """Give the table with what was loaded in its metadata."""
    own: dict[bytes, bytes] = table.schema.metadata or {}
    return table.replace_schema_metadata({**own, b"summitdata": json.dumps(told).encode()})


def path(name: str, *, package: Package | None = None) -> Path:
    """Give the Parquet file of one table, for tools that read files themselves.

    From a zip import the file is a temporary copy, which lasts as long as the process.

    Raises:
        UnknownNameError: There is no such table; the message names the nearest.
    """
    return (package or open_package()).path(_known(name))


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
def sql(query: str, backend: Literal["pandas"] = "pandas", *, package: Package | None = ...) -> pd.DataFrame: ...
@overload
def sql(query: str, backend: Literal["polars"], *, package: Package | None = ...) -> pl.DataFrame: ...
@overload
def sql(query: str, backend: Literal["pyarrow"], *, package: Package | None = ...) -> pa.Table: ...
@overload
def sql(query: str, backend: Literal["duckdb"], *, package: Package | None = ...) -> duckdb.DuckDBPyRelation: ...
@overload
def sql(query: str, backend: Backend, *, package: Package | None = ...) -> Frame: ...
def sql(query: str, backend: Backend = "pandas", *, package: Package | None = None) -> Frame:
    """Run one SQL query over all tables with DuckDB.

    Raises:
        QueryError: DuckDB refuses the query; the message is DuckDB's own.
        MissingExtraError: DuckDB, or the backend's library, is not installed.
    """
    library = optional("duckdb", "duckdb", "sql()")
    try:
        connection = connect(package)
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type != library.StatementType.SELECT:
            raise QueryError("sql() takes one SELECT; for anything else open your own DuckDB on the files of path().")
        relation = connection.sql(query)
        if backend == "duckdb":
            return relation
        return to_frame(relation.to_arrow_table(), backend)
    except library.Error as error:
        raise QueryError(str(error)) from error
