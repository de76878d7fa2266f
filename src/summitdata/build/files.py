"""The files of a built package, as bytes: the tables, the editors' schemas, the lock, and the descriptor of it all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from summitdata.build.descriptor import descriptor, file_of
from summitdata.build.lock import LOCK, lock_of, written
from summitdata.dataset import DESCRIPTOR
from summitdata.formats.arrow import to_arrow
from summitdata.formats.json_schema import package_schema, record_schema
from summitdata.model import Rows
from summitdata.rows.layout import PACKAGE_FILE, PACKAGE_SHAPE
from summitdata.rows.package_info import PackageInfo
from summitdata.schema import TABLES, file_tables, list_tables

SCHEMAS: Final = "schema"
"""The folder of the JSON Schemas that editors read."""


def package_files(package: PackageInfo, rows: Rows) -> dict[str, bytes]:
    """Give every file of the package of complete *rows*, by its name in the dataset's folder.

    The same rows give the same bytes with the same pyarrow; another pyarrow signs the Parquet files otherwise.
    Raises ``TypeError`` where a row is not complete or a cell is not of its column's kind.
    """
    tables = {name: parquet(to_arrow(table, rows[name])) for name, table in TABLES.items()}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}
    return {
        **{file_of(name): data for name, data in tables.items()},
        **editor_schemas(),
        LOCK: written(lock_of(rows)),
        DESCRIPTOR: as_json(descriptor(package, rows, hashes)),
    }


@cache
def editor_schemas() -> Mapping[str, bytes]:
    """Give the JSON Schema of every kind of row file, by its name in the dataset's folder."""
    tables = {**file_tables(), **{file.removesuffix(".yaml"): table for file, table in list_tables().items()}}
    schemas = {name: record_schema(table.name) for name, table in tables.items()}
    parts = {name: shape.table for name, shape in PACKAGE_SHAPE.nested.items()}
    schemas[PACKAGE_FILE.removesuffix(".yaml")] = package_schema(PACKAGE_SHAPE.table, parts)
    return {f"{SCHEMAS}/{name}.json": as_json(schema) for name, schema in schemas.items()}


def parquet(table: pa.Table) -> bytes:
    """Write *table* as Parquet, with a checksum for each page."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, version="2.6", compression="zstd", write_page_checksum=True)
    return sink.getvalue().to_pybytes()


def as_json(value: dict[str, Any]) -> bytes:
    """Give *value* as JSON for people and machines: indented, as it is ordered, in UTF-8."""
    return (json.dumps(value, indent=2) + "\n").encode()
