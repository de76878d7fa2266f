"""Arrow tables as frames of the library that a caller works with."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, overload

from summitdata.errors import MissingExtraError, UnknownNameError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow", "duckdb"]
"""The libraries whose frames can be had."""

Frame: TypeAlias = "pd.DataFrame | pl.DataFrame | pa.Table | duckdb.DuckDBPyRelation"
"""A frame of any of them."""


def optional(module: str, extra: str, wanted_for: str) -> Any:  # noqa: ANN401 - a module has no narrower type
    """Import *module*, or say which extra brings it.

    Raises:
        MissingExtraError: The module is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingExtraError(wanted_for, extra) from error


@overload
def to_frame(table: pa.Table, backend: Literal["pandas"]) -> pd.DataFrame: ...
@overload
def to_frame(table: pa.Table, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def to_frame(table: pa.Table, backend: Literal["pyarrow"]) -> pa.Table: ...
@overload
def to_frame(table: pa.Table, backend: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
@overload
def to_frame(table: pa.Table, backend: Backend) -> Frame: ...
def to_frame(table: pa.Table, backend: str) -> Frame:
    """Give *table* as a frame of *backend*, without loss.

    pandas columns keep their Arrow types: its own types would turn whole numbers with gaps into
    floats, and dates into objects.

    Raises:
        UnknownNameError: *backend* is none of :data:`Backend`.
        MissingExtraError: The backend's library is not installed.
    """
    match backend:
        case "pyarrow":
            return table
        case "pandas":
            import pandas as pd

            pandas: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
            if told := (table.schema.metadata or {}).get(b"summitdata"):
                pandas.attrs["summitdata"] = json.loads(told)
            return pandas
        case "polars":
            return _polars(table)
        case "duckdb":
            return _duckdb(table)
        case _:
            raise UnknownNameError("backend", backend, get_args(Backend))


def _polars(table: pa.Table) -> pl.DataFrame:
    frame: pl.DataFrame = optional("polars", "polars", 'backend="polars"').from_arrow(table)
    return frame


def _duckdb(table: pa.Table) -> duckdb.DuckDBPyRelation:
    library = optional("duckdb", "duckdb", 'backend="duckdb"')
    relation: duckdb.DuckDBPyRelation = library.connect().from_arrow(table)
    return relation
