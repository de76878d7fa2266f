"""The tables as a Data Package profile: the JSON Schema of the descriptor of every package that has them."""

from __future__ import annotations

from typing import Any

from summitdata.build.descriptor import PROFILE, PROFILE_NAME, PROFILE_VERSION, STANDARD, VERSION, file_of
from summitdata.formats.frictionless import table_schema
from summitdata.model import Table
from summitdata.schema import TABLES


def profile() -> dict[str, Any]:
    """Give the profile: what the descriptor of a package must say to be one of these packages.

    It builds on the profile of the Data Package standard, version 2, which it names and does not repeat.  Every table
    is a resource of its own name, whose fields have the declared names, types and codes, in their order; a package may
    have other resources besides.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": PROFILE_NAME,
        "title": f"SummitData package, profile {PROFILE_VERSION}",
        "description": f"A data package of version 2 ({STANDARD}) with the tables of SummitData.",
        "type": "object",
        "required": [PROFILE, "name", "version", "created", "licenses", "resources"],
        "properties": {
            PROFILE: {"const": PROFILE_NAME},
            "version": {"type": "string", "pattern": f"^{VERSION}$"},
            "licenses": {"type": "array", "minItems": 1},
            "resources": {
                "type": "array",
                "allOf": [{"contains": _resource(table)} for table in TABLES.values()],
            },
        },
    }


def _resource(table: Table) -> dict[str, Any]:
    """Give what holds of the resource of one table."""
    return {
        "type": "object",
        "required": ["name", "path", "schema"],
        "properties": {
            "name": {"const": table.name},
            "path": {"const": file_of(table.name)},
            "schema": {
                "type": "object",
                "required": ["fields", "primaryKey"],
                "properties": {
                    "primaryKey": {"const": ["id"]},
                    "fields": {
                        "type": "array",
                        "minItems": len(table.columns),
                        "maxItems": len(table.columns),
                        "items": [_field(field) for field in table_schema(table)["fields"]],
                    },
                },
            },
        },
    }


def _field(field: dict[str, Any]) -> dict[str, Any]:
    """Give what holds of one field: its name, type and codes."""
    properties: dict[str, Any] = {"name": {"const": field["name"]}, "type": {"const": field["type"]}}
    if "categories" in field:
        codes = [code["value"] for code in field["categories"]]
        properties["categories"] = {"items": {"properties": {"value": {"enum": codes}}, "required": ["value"]}}
    return {"type": "object", "required": [*properties], "properties": properties}
