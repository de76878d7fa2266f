"""A table as a Table Schema of the Data Package standard, version 2."""

from __future__ import annotations

from typing import Any, Final, assert_never

from summitdata.formats.constraints import Constraints, constraints, whole
from summitdata.formats.literals import literal
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Column,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    Flag,
    Key,
    Kind,
    Language,
    Number,
    Reference,
    Table,
    Text,
)

SCHEMA: Final = "https://datapackage.org/profiles/2.0/tableschema.json"


def table_schema(table: Table) -> dict[str, Any]:
    """Give the Table Schema of *table*, for a resource that bears the table's name.

    Nothing in a table means "missing" but a real null, so ``missingValues`` is empty: an empty string is then an
    error, as in every other format.  Numbers are the exception: frictionless reads Parquet through pandas, where
    the null of a number turns into ``nan``.  A reference within the table has no ``resource``, as version 2 wants.
    Patterns have anchors, since one implementation looks for them anywhere in a value, and no lookaround, since
    that one could not read it; frictionless for Python therefore takes a line feed at the very end of a value.
    """
    schema: dict[str, Any] = {
        "$schema": SCHEMA,
        "title": table.title,
        "description": table.meaning,
        "missingValues": [],
        "fields": [_field(column, is_key=position == 0) for position, column in enumerate(table.columns)],
        "primaryKey": ["id"],
    }
    if table.unique:
        schema["uniqueKeys"] = [list(group) for group in table.unique]
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": [column.name],
                "reference": {"fields": ["id"]} if target == table.name else {"resource": target, "fields": ["id"]},
            }
            for column, target in table.references
        ]
    return schema


def _field(column: Column, *, is_key: bool) -> dict[str, Any]:
    kind, form = _type(column.kind)
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.name.replace("_", " ").capitalize(),
        "description": column.meaning,
        "type": kind,
        "format": form,
        "example": column.example if kind == "date" else literal(column.kind, column.example),
    }
    if isinstance(column.kind, Coded):
        field["categories"] = [
            {"value": code.code, "label": code.meaning} for code in column.kind.vocabulary.codes
        ]  # fmt: skip
    if isinstance(column.kind, Number):
        field["missingValues"] = ["nan"]
    if limits := _limits(constraints(column.kind), required=column.required, unique=is_key):
        field["constraints"] = limits
    return field


def _type(kind: Kind) -> tuple[str, str]:
    """Give the type and the format of the values of *kind*."""
    match kind:
        case Flag():
            return "boolean", "default"
        case Count():
            return "integer", "default"
        case Number():
            return "number", "default"
        case Day():
            return "date", "default"
        case Address():
            return "string", "uri"
        case Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country():
            return "string", "default"
        case _:
            assert_never(kind)


def _limits(limits: Constraints, *, required: bool, unique: bool) -> dict[str, Any]:
    given = {
        "required": required or None,
        "unique": unique or None,
        "enum": list(limits.codes) or None,
        "pattern": None if limits.pattern is None else whole(limits.pattern),
        "minLength": limits.min_length,
        "maxLength": limits.max_length,
        "minimum": limits.minimum,
        "maximum": limits.maximum,
    }
    return {name: value for name, value in given.items() if value is not None}
