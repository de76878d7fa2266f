"""Limits that go beyond a single cell: which format holds rows, columns and tables to them."""

from __future__ import annotations

from pathlib import Path

import pandera
import polars as pl
import pyarrow as pa
import pytest

from formats_judges import (
    an_example,
    frictionless_errors,
    in_a_file,
    json_schema_of,
    json_takes,
    loose_arrow,
    pandera_of,
    pandera_refuses,
    record,
)
from summitdata.formats.arrow import to_arrow
from summitdata.formats.pandera_schema import pandera_schema
from summitdata.model import Coded, Count, Edtf, Number, Reference, Row, Rows, Table, Text
from summitdata.schema import CLAIMS, PROPERTY_VALUES, TABLES


def linked(table: Table) -> Row:
    """Give the example of *table*, its references pointing to the examples of the other tables."""
    return an_example(table) | {column.name: an_example(TABLES[target])["id"] for column, target in table.references}


def package(rows: Rows) -> dict[Table, pa.Table]:
    """Give the tables of *rows* as Arrow."""
    return {TABLES[name]: to_arrow(TABLES[name], found) for name, found in rows.items()}


def test_a_reference_into_nothing_is_refused_by_frictionless_alone(tmp_path: Path) -> None:
    """Each reference that points nowhere is an error of frictionless; the other formats see one table at a time."""
    rows: Rows = {name: [linked(table)] for name, table in TABLES.items()}
    expected = set()
    for name, table in TABLES.items():
        for column, _ in table.references:
            row = linked(table)
            key = f"{row['id']}-{column.name}".replace("_", "-")
            rows[name].append(row | {"id": key, column.name: f"{row[column.name]}-nowhere"})
            expected.add((name, len(rows[name]) + 1, column.name))
    errors = frictionless_errors(tmp_path, package(rows), linked=True)
    assert {"foreign-key"} == {error.type for _, error in errors}
    assert expected == {(name, error.row_number, field) for name, error in errors for field in error.field_names}
    for name, found in rows.items():
        assert set() == pandera_refuses(TABLES[name], found)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_key_that_stands_twice_is_refused(table: Table, tmp_path: Path) -> None:
    """A key of two rows is refused by pandera and frictionless; in a row file a mapping has each key once."""
    row = an_example(table)
    assert {(0, "id"), (1, "id")} == pandera_refuses(table, [row, row])
    errors = frictionless_errors(tmp_path, {table: loose_arrow(table, [row, row])}, linked=False)
    assert {"unique-error", "primary-key"} == {error.type for _, error in errors}


@pytest.mark.parametrize("table", [table for table in TABLES.values() if table.unique], ids=lambda table: table.name)
def test_rows_that_agree_where_they_must_differ_are_refused_by_pandera_alone(table: Table, tmp_path: Path) -> None:
    """Columns that no two rows share are checked by pandera, nulls counting as equal; frictionless passes over them."""
    (group,) = table.unique
    loose = {name: None for name in group if not table[name].required}
    rows = [an_example(table) | loose | {"id": f"{an_example(table)['id']}-{number}"} for number in range(2)]
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        pandera_of(table).validate(pl.DataFrame(pl.from_arrow(loose_arrow(table, rows))), lazy=True)
    assert ["multiple_fields_uniqueness"] * 2 == caught.value.failure_cases["check"].to_list()
    assert [] == frictionless_errors(tmp_path, {table: loose_arrow(table, rows)}, linked=False)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("change", ["one more", "one less", "another order"])
def test_other_columns_are_refused(table: Table, change: str, tmp_path: Path) -> None:
    """A table with a column more or less, or in another order, is refused."""
    data = loose_arrow(table, [an_example(table)])
    changed = {
        "one more": data.append_column("surplus", pa.array(["x"])),
        "one less": data.drop_columns([table.columns[-1].name]),
        "another order": data.select(data.column_names[::-1]),
    }[change]
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        pandera_of(table).validate(pl.DataFrame(pl.from_arrow(changed)), lazy=True)
    checks = {"one more": "column_in_schema", "one less": "column_in_dataframe", "another order": "column_ordered"}
    assert {checks[change]} == set(caught.value.failure_cases["check"])
    errors = {error.type for _, error in frictionless_errors(tmp_path, {table: changed}, linked=False)}
    labels = {"one more": "extra-label", "one less": "missing-label", "another order": "incorrect-label"}
    assert labels[change] in errors


@pytest.mark.parametrize("name", PROPERTY_VALUES)
def test_the_value_of_a_claim_fits_its_property_in_editors_alone(name: str) -> None:
    """A claim whose value does not fit its property is refused by JSON Schema; tables hold all values as text."""
    kind = PROPERTY_VALUES[name]
    fitting = {
        Edtf: "2026-01-13", Reference: "a-key", Coded: "", Count: "2", Number: "2.5", Text: "Words of ours.",
    }[type(kind)]  # fmt: skip
    fitting = kind.vocabulary.names[0] if isinstance(kind, Coded) else fitting
    row = an_example(CLAIMS) | {"property": name}
    assert json_takes(CLAIMS, row | {"value": fitting})
    assert isinstance(kind, Text) is json_takes(CLAIMS, row | {"value": "Not a value of that sort"})
    assert set() == pandera_refuses(CLAIMS, [row | {"value": "Not a value of that sort"}])


def test_row_files_take_no_other_keys() -> None:
    """A key that is no written column of the table is refused wherever it stands."""
    for name, table in TABLES.items():
        if name == "speakers":
            continue
        file, valid = in_a_file(table, record(table, an_example(table)))
        _, surplus = in_a_file(table, record(table, an_example(table)) | {"surplus": "x"})
        _, implied = in_a_file(table, record(table, an_example(table)) | {"id": an_example(table)["id"]})
        assert [True, False, False] == [json_schema_of(file).is_valid(one) for one in (valid, surplus, implied)]


def test_pandera_checks_are_on() -> None:
    """The schema refuses a row that is known to be bad, so that a switched-off pandera is noticed."""
    row = an_example(CLAIMS) | {"property": "no-such-property"}
    assert {(0, "property")} == pandera_refuses(CLAIMS, [row])
    assert {"pattern", "length", "codes", "range"} == {
        check.error
        for table in TABLES.values()
        for column in pandera_schema(table).columns.values()
        for check in column.checks
    }
