"""What each format says of rows: the judges whom the tests of the formats ask."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pandera
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from frictionless import Package

from summitdata.formats.arrow import arrow_schema, to_arrow
from summitdata.formats.frictionless import table_schema
from summitdata.formats.json_schema import record_schema
from summitdata.formats.literals import example
from summitdata.formats.pandera_schema import pandera_schema
from summitdata.model import ComputedHome, FileHome, ListHome, NestedHome, Row, Rows, Table, Value
from summitdata.schema import TABLES, file_tables, list_tables, nested_in

Failures = set[tuple[int, str]]
"""Positions of rows with the columns in which they fail."""


def an_example(table: Table) -> Row:
    """Give the row that the examples of the columns make."""
    return {column.name: example(column) for column in table.columns}


@cache
def pandera_of(table: Table) -> Any:  # noqa: ANN401 - pandera's own schema
    """Give the pandera schema of *table*, made once."""
    return pandera_schema(table)


def loose_arrow(table: Table, given_rows: Sequence[Row]) -> pa.Table:
    """Turn rows into Arrow without a look at them; columns that hold other types get the types that they hold."""
    arrays = []
    for field in arrow_schema(table):
        cells = [row[field.name] for row in given_rows]
        try:
            arrays.append(pa.array(cells, field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            arrays.append(pa.array(cells))
    return pa.table(arrays, names=[column.name for column in table.columns])


def pandera_refuses(table: Table, given_rows: Sequence[Row]) -> Failures:
    """Give the cells that pandera refuses, at position -1 where a column is of another type."""
    frame = pl.DataFrame(pl.from_arrow(loose_arrow(table, given_rows)))
    try:
        pandera_of(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return {
            (-1 if row["index"] is None else row["index"], row["column"])
            for row in cases.iter_rows(named=True)
            if row["schema_context"] == "Column" and (row["index"] is not None or row["check"].startswith("dtype"))
        }
    return set()


def frictionless_errors(folder: Path, tables: dict[Table, pa.Table], *, linked: bool) -> list[tuple[str, Any]]:
    """Give the errors that frictionless finds in a package of *tables*, by table."""
    resources = []
    for table, data in tables.items():
        schema = table_schema(table)
        if not linked:
            schema.pop("foreignKeys", None)
        pq.write_table(data, folder / f"{table.name}.parquet")
        resources.append({
            "name": table.name, "path": f"{table.name}.parquet", "type": "table", "format": "parquet",
            "mediatype": "application/vnd.apache.parquet", "schema": schema,
        })  # fmt: skip
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tested",
        "resources": resources,
    }
    package = Package.from_descriptor(json.loads(json.dumps(descriptor)), basepath=str(folder))
    report = package.validate(limit_errors=1_000_000)
    assert [] == report.errors
    return [(task.name, error) for task in report.tasks for error in task.errors]


def frictionless_refuses(folder: Path, table: Table, given_rows: Sequence[Row]) -> Failures:
    """Give the cells that frictionless refuses."""
    errors = frictionless_errors(folder, {table: loose_arrow(table, given_rows)}, linked=False)
    return {
        (error.row_number - 2, error.field_name)
        for _, error in errors
        if error.type in {"type-error", "constraint-error", "unique-error"}
    }


@cache
def json_schema_of(name: str) -> jsonschema_rs.Validator:
    """Give the validator of the row files of the table *name*."""
    schema = record_schema(name)
    jsonschema_rs.meta.validate(schema)
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def record(table: Table, row: Row) -> dict[str, Any]:
    """Give what a row file holds of *row*: the written columns that are not empty, with the types of YAML."""
    cells = {column.name: row[column.name] for column in table.written}
    return {
        name: cell.isoformat() if isinstance(cell, date) else cell for name, cell in cells.items() if cell is not None
    }


def in_a_file(table: Table, held: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Give the table whose files hold such a record, and the file with *held* alone where its rows stand."""
    match table.home:
        case FileHome():
            return table.name, held
        case ListHome():
            return table.name, {"a-key": held}
        case NestedHome(parents=parents, field=field):
            parent = TABLES[parents[-1]]
            return in_a_file(parent, record(parent, an_example(parent)) | {field: {"k1": held}})
        case ComputedHome():
            raise ValueError(f"{table.name} is written nowhere")


def json_takes(table: Table, row: Row) -> bool:
    """Whether the JSON Schema of the row files takes *row* where it is written."""
    name, document = in_a_file(table, record(table, row))
    return json_schema_of(name).is_valid(document)


def arrow_takes(table: Table, row: Row) -> bool:
    """Whether the row becomes Arrow."""
    try:
        to_arrow(table, [row])
    except TypeError:
        return False
    return True


def documents(dataset: Rows) -> list[tuple[str, Any]]:
    """Give the row files of *dataset*: the table of each, and what it holds."""

    def nested(name: str, key: Value) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for field, inner in nested_in(name).items():
            refers = [column.name for column, target in inner.references if target == name]
            children = [
                row
                for row in dataset[inner.name]
                if str(row["id"]).rpartition(".")[0] == key and any(row[column] == key for column in refers)
            ]
            if children:
                held[field] = {
                    str(row["id"]).rpartition(".")[2]: record(inner, row) | nested(inner.name, row["id"])
                    for row in children
                }
        return held

    files = [
        (table.name, record(table, row) | nested(table.name, row["id"]))
        for table in file_tables().values()
        for row in dataset[table.name]
    ]
    lists = [
        (table.name, {str(row["id"]): record(table, row) for row in dataset[table.name]})
        for table in list_tables().values()
    ]
    return [*files, *lists]
