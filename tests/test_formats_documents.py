"""The formats that people and their tools read: JSON Schemas for editors, Table Schemas, the data dictionary."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from frictionless import Schema
from ruamel.yaml import YAML

from formats_judges import an_example, json_schema_of, record
from summitdata.formats.frictionless import table_schema
from summitdata.formats.json_schema import package_schema, record_schema
from summitdata.formats.markdown import dictionary, table_page
from summitdata.model import Column, FileHome, ListHome, NestedHome, Table, Text
from summitdata.rows.package_info import CONTRIBUTORS, LICENCES, PACKAGE
from summitdata.schema import TABLES, file_tables, list_tables
from summitdata.vocabularies import VOCABULARIES

OF_FILES = [table.name for table in TABLES.values() if isinstance(table.home, FileHome | ListHome)]


def schemas(schema: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Give every object within a JSON Schema."""
    if isinstance(schema, list):
        return [found for part in schema for found in schemas(part)]
    if isinstance(schema, dict):
        return [schema, *(found for part in schema.values() for found in schemas(part))]
    return []


@pytest.mark.parametrize("name", OF_FILES)
def test_json_schemas_are_schemas(name: str) -> None:
    """Each is valid by its dialect, and explains every column, every code and every pattern."""
    schema = record_schema(name)
    jsonschema_rs.meta.validate(schema)
    records = [part for part in schemas(schema) if part.get("additionalProperties") is False]
    assert records
    assert [] == [name for part in records for name, value in part["properties"].items() if "description" not in value]
    for part in schemas(schema):
        if isinstance(part.get("pattern"), str) and "type" in part:
            assert part["patternErrorMessage"].endswith(".")
        if "enumDescriptions" in part:
            assert len(part["enum"]) == len(part["enumDescriptions"])


@pytest.mark.parametrize("name", [table.name for table in TABLES.values() if table.name not in OF_FILES])
def test_rows_without_files_have_no_schema(name: str) -> None:
    """Nested and computed rows have no files, so there is no schema of one."""
    with pytest.raises(ValueError, match=f"^the rows of {name} have no files of their own$"):
        record_schema(name)


def test_required_keys_are_those_that_nothing_else_supplies() -> None:
    """A row file must have the required columns that it writes and that have no default, and no others."""
    claim = record_schema("sources")["properties"]["claims"]["additionalProperties"]
    assert ["property", "value"] == claim["required"]
    assert "id" not in claim["properties"]
    assert "origin" not in claim["properties"]
    assert "spans" in claim["properties"]
    assert claim["properties"]["about"]["default"] is False
    assert "explicit" == claim["properties"]["basis"]["default"]


def test_editors_are_told_what_a_code_means() -> None:
    """A column of codes lists them with their meanings, in the order of the vocabulary."""
    kind = record_schema("places")["properties"]["kind"]
    assert ("country", "A country or a territory.") == (kind["enum"][0], kind["enumDescriptions"][0])


@pytest.mark.parametrize("text", ["Nara\n", "Nara\r\n", "Nara\n\n"])
def test_a_line_feed_at_the_end_is_refused_by_validators_in_python_too(text: str) -> None:
    """`$` lets a line feed stand before it in Python; the schema forbids line feeds beside the pattern."""
    place = record(TABLES["places"], an_example(TABLES["places"]))
    validator = jsonschema.Draft202012Validator(record_schema("places"))
    assert validator.is_valid(place)
    assert not validator.is_valid(place | {"name": text})
    assert not validator.is_valid(place | {"within": text.lower()})
    assert not json_schema_of("places").is_valid(place | {"name": text})


@pytest.mark.parametrize(
    ("column", "value"),
    [("latitude", "34.6"), ("latitude", None), ("name", 7), ("kind", True), ("name", ["Nara"]), ("name", {})],
)
def test_values_have_the_types_of_yaml(column: str, value: object) -> None:
    """A number is a number and a text a text; an empty value is left out."""
    place = record(TABLES["places"], an_example(TABLES["places"]))
    assert not json_schema_of("places").is_valid(place | {column: value})


@pytest.mark.parametrize(
    ("key", "valid"), [("c1", True), ("C1", False), ("c.1", False), ("", False), ("c" * 81, False)]
)
def test_keys_of_nested_records_are_slugs(key: str, valid: bool) -> None:
    """A nested record stands under one part of a key."""
    event = record(TABLES["events"], an_example(TABLES["events"]))
    held = {"participants": {key: {"actor": "lee-jae-myung", "role": "guest"}}}
    assert valid is json_schema_of("events").is_valid(event | held)


def test_the_package_file_has_a_schema() -> None:
    """The schema of package.yaml wants what the package must say, with contributors and licences inside it."""
    schema = package_schema(PACKAGE, {"contributors": CONTRIBUTORS, "licences": LICENCES})
    jsonschema_rs.meta.validate(schema)
    file = record(PACKAGE, an_example(PACKAGE)) | {
        "contributors": {"maintainers": record(CONTRIBUTORS, an_example(CONTRIBUTORS))},
        "licences": {"data": record(LICENCES, an_example(LICENCES))},
    }
    assert jsonschema_rs.is_valid(schema, file)
    for key in ("name", "created", "contributors", "licences"):
        assert not jsonschema_rs.is_valid(schema, {name: value for name, value in file.items() if name != key})


def test_the_row_files_of_the_dataset_fit_their_schemas(dataset: Path) -> None:
    """Each row file is what its schema wants, read as any YAML reader reads it."""
    folders = [
        (table.name, sorted((dataset / "rows" / folder).glob("*.yaml"))) for folder, table in file_tables().items()
    ]
    lists = [(table.name, [dataset / "rows" / file]) for file, table in list_tables().items()]
    reader = YAML(typ="safe", pure=True)
    errors = [
        (file.name, str(error.instance_path), error.message)
        for name, files in [*folders, *lists]
        for file in files
        for error in json_schema_of(name).iter_errors(
            json.loads(json.dumps(reader.load(file.read_text(encoding="utf-8")), default=date.isoformat))
        )
    ]
    assert [] == errors


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_table_schemas_are_valid(table: Table) -> None:
    """Each is read by frictionless without complaint, and given back as it was."""
    schema = json.loads(json.dumps(table_schema(table)))
    read = Schema.from_descriptor(json.loads(json.dumps(schema))).to_descriptor()  # raises where it is invalid
    assert schema["fields"] == read["fields"]
    assert schema["primaryKey"] == read["primaryKey"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert [column.name for column in table.columns] == list(fields)
    assert {"required": True, "unique": True}.items() <= fields["id"]["constraints"].items()
    assert len(table.references) == len(schema.get("foreignKeys", []))


def test_a_reference_within_a_table_names_no_resource() -> None:
    """Version 2 of the standard wants no resource where a table refers to itself."""
    keys = {key["fields"][0]: key["reference"] for key in table_schema(TABLES["sources"])["foreignKeys"]}
    assert {"fields": ["id"]} == keys["derived_from"]
    assert {"resource": "actors", "fields": ["id"]} == keys["publisher"]


def test_patterns_of_table_schemas_need_no_lookaround() -> None:
    """Implementations on Rust's regex engine have no lookaround, and look for a pattern anywhere in a value."""
    patterns = [
        field["constraints"]["pattern"]
        for table in TABLES.values()
        for field in table_schema(table)["fields"]
        if "pattern" in field.get("constraints", {})
    ]
    assert [] == [pattern for pattern in patterns if "(?" in pattern or not re.fullmatch(r"\^\(.*\)\$", pattern)]


def test_the_dictionary_has_everything() -> None:
    """The dictionary names each table, column, vocabulary and code, and links only to headings that it has."""
    text = dictionary()
    for table in TABLES.values():
        assert table_page(table) in text
        assert table.meaning.replace("[", "\\[").replace("]", "\\]") in text
    headings = re.findall(r"^#{2,3} `(\w+)`$", text, re.MULTILINE)
    assert [*TABLES, *(vocabulary.name for vocabulary in VOCABULARIES)] == headings
    assert len(headings) == len(set(headings))
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= set(headings)
    codes = [code for vocabulary in VOCABULARIES for code in vocabulary.codes]
    assert [] == [code for code in codes if f"| `{code.code}` | {code.meaning} |" not in text]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_column_is_one_line_of_its_table(table: Table) -> None:
    """A page has one line for each column, with the six cells of the table's head."""
    lines = [line for line in table_page(table).splitlines() if line.startswith("| `")]
    assert [f"`{column.name}`" for column in table.columns] == [line.split(" | ")[0][2:] for line in lines]
    assert {7} == {len(re.findall(r"(?<!\\)\|", line)) for line in lines}


def test_bars_and_marks_are_shown_as_they_are() -> None:
    """What would mean something to Markdown is escaped, in words and in code."""
    table = Table(
        "odd",
        "Odd",
        "Stars * and _lines_.",
        NestedHome(("sources",), "odd"),
        (
            TABLES["events"]["id"],
            Column("text", Text(9), "A | b, <i> and [c].", "a|b`c", default="x|y"),
        ),
    )
    page = table_page(table)
    assert "**Odd.**  Stars \\* and \\_lines\\_." in page
    assert (
        "| `text` | text, 1 to 9 characters | no | written "
        "| A \\| b, \\<i\\> and \\[c\\].  Where a row file leaves it out: `x\\|y`. | `` a\\|b`c `` |" in page
    )
