"""The row files as JSON Schemas, for editors: what stands behind each key, and what may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, assert_never

from summitdata.formats.constraints import SLUG, SLUG_LENGTH, Constraints, constraints, text_form, whole
from summitdata.formats.literals import example, literal
from summitdata.formats.words import requirement
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Column,
    ComputedHome,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    FileHome,
    Flag,
    Key,
    Kind,
    Language,
    ListHome,
    NestedHome,
    Number,
    Reference,
    Table,
    Text,
)
from summitdata.schema import CLAIMS, PROPERTY_VALUES, TABLES, nested_in

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]
"""A JSON Schema."""


def record_schema(name: str) -> Schema:
    """Give the schema of a row file of the table *name*.

    A file of a table with one file per record holds that record, with the records nested in it; a file of a table
    with one file for all of them maps keys to records.  Values have the natural types of YAML; texts that YAML
    would read as something else stand between quotation marks.

    Raises:
        ValueError: The rows of that table have no files of their own.
        KeyError: There is no such table.
    """
    table = TABLES[name]
    match table.home:
        case FileHome():
            schema = _record(table, _nested(table))
        case ListHome():
            schema = _mapping(table, _record(table, _nested(table)))
        case NestedHome() | ComputedHome():
            raise ValueError(f"the rows of {name} have no files of their own")
        case _:
            assert_never(table.home)
    return {"$schema": DIALECT, **schema}


def package_schema(package: Table, parts: Mapping[str, Table]) -> Schema:
    """Give the schema of the file that describes a package: the columns of *package*, and mappings to *parts*."""
    nested = {field: _mapping(part, _record(part, {})) for field, part in parts.items()}
    schema = _record(package, nested)
    schema["required"] += list(nested)
    return {"$schema": DIALECT, **schema}


def _nested(table: Table) -> dict[str, Schema]:
    return {
        field: _mapping(inner, _record(inner, _nested(inner))) for field, inner in nested_in(table.name).items()
    }  # fmt: skip


def _mapping(table: Table, record: Schema) -> Schema:
    """Give the schema of a mapping from keys to records of *table*."""
    return {
        "title": table.title,
        "description": table.meaning,
        "type": "object",
        "propertyNames": _text(Constraints(SLUG, min_length=1, max_length=SLUG_LENGTH), requirement(Key())),
        "additionalProperties": record,
    }


def _record(table: Table, nested: Mapping[str, Schema]) -> Schema:
    """Give the schema of one record of *table*: its written columns, and nothing else but *nested* mappings."""
    schema: Schema = {
        "title": table.title,
        "description": f"{table.meaning}  {table.notes}".strip(),
        "type": "object",
        "properties": {column.name: _column(column) for column in table.written} | dict(nested),
        "required": [column.name for column in table.written if column.required and column.default is None],
        "additionalProperties": False,
    }
    if table is CLAIMS:
        schema["allOf"] = [
            {
                "if": {"properties": {"property": {"const": name}}, "required": ["property"]},
                "then": {"properties": {"value": _written_as_text(kind)}},
            }
            for name, kind in PROPERTY_VALUES.items()
            if not isinstance(kind, Text)
        ]
    return schema


def _column(column: Column) -> Schema:
    schema = {"description": column.meaning, **_value(column.kind)}
    if column.default is not None:
        schema["default"] = literal(column.kind, column.default)
    return schema | {"examples": [column.example if isinstance(column.kind, Day) else example(column)]}


def _value(kind: Kind) -> Schema:
    """Give the schema of a value of *kind* where it stands in a column of its own."""
    limits = constraints(kind)
    match kind:
        case Flag():
            return {"type": "boolean"}
        case Count():
            return {"type": "integer", "minimum": limits.minimum, "maximum": limits.maximum}
        case Number():
            return {"type": "number", "minimum": limits.minimum, "maximum": limits.maximum}
        case Day():
            return {"format": "date", **_written_as_text(kind)}
        case Address():
            return {"format": "uri", **_written_as_text(kind)}
        case Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country():
            return _written_as_text(kind)
        case _:
            assert_never(kind)


def _written_as_text(kind: Kind) -> Schema:
    limits = text_form(kind)
    if isinstance(kind, Coded):
        # Editors show enumDescriptions in the list of values and over a value; oneOf would give poorer messages.
        return {
            "type": "string",
            "enum": list(limits.codes),
            "enumDescriptions": [code.meaning for code in kind.vocabulary.codes],
        }
    if limits.codes:
        return {"type": "string", "enum": list(limits.codes)}
    return _text(limits, requirement(kind))


def _text(limits: Constraints, told: str) -> Schema:
    """Give the schema of a text; *told* is what an editor says of one that does not match."""
    given: Schema = {"type": "string"}
    if limits.min_length is not None:
        given["minLength"] = limits.min_length
    if limits.max_length is not None:
        given["maxLength"] = limits.max_length
    if limits.pattern is not None:
        given["pattern"] = whole(limits.pattern)
        given["patternErrorMessage"] = told
        given["not"] = {"pattern": "\\n"}  # validators in Python and Java take a line feed before the closing anchor
    return given
