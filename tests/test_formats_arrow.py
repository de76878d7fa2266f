"""Rows become Arrow and Parquet and come back as they were; what is no row of a table is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from formats_judges import an_example
from summitdata.formats.arrow import arrow_schema, from_arrow, to_arrow
from summitdata.formats.strategies import datasets, rows
from summitdata.model import Row, Rows, Table, Value
from summitdata.schema import TABLES

from hypothesis import strategies as st  # isort: skip

EVENTS = TABLES["events"]


def through_parquet(data: pa.Table) -> pa.Table:
    """Write *data* as Parquet and read it."""
    file = io.BytesIO()
    pq.write_table(data, file)
    return pq.read_table(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_nothing_is_lost_on_the_way_through_parquet(table: Table) -> None:
    """Any rows of any table, none at all included, come back equal, in order, with their types."""

    @settings(max_examples=max(1, settings().max_examples // 3), deadline=None)
    @given(st.lists(rows(table), max_size=4))
    def survives(given_rows: list[Row]) -> None:
        data = through_parquet(to_arrow(table, given_rows))
        assert arrow_schema(table).equals(data.schema)
        found = from_arrow(table, data)
        assert given_rows == found
        assert [[type(value) for value in row.values() if not isinstance(value, float)] for row in given_rows] == [
            [type(value) for value in row.values() if not isinstance(value, float)] for row in found
        ]

    survives()


@settings(max_examples=max(1, settings().max_examples // 10), deadline=None)
@given(datasets())
def test_nothing_of_a_dataset_is_lost_on_the_way_through_parquet(dataset: Rows) -> None:
    """A whole dataset comes back equal."""
    found = {name: from_arrow(TABLES[name], through_parquet(to_arrow(TABLES[name], dataset[name]))) for name in dataset}
    assert dataset == found


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_empty_table_keeps_its_schema(table: Table) -> None:
    """A table without rows has every column, with its type and what it means."""
    data = through_parquet(to_arrow(table, []))
    assert [column.name for column in table.columns] == data.schema.names
    assert [] == from_arrow(table, data)
    for column, field in zip(table.columns, data.schema, strict=True):
        assert column.required is not field.nullable
        assert {b"meaning": column.meaning.encode()}.items() <= (field.metadata or {}).items()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_whole_number_may_be_empty(table: Table) -> None:
    """No column of whole numbers or flags is nullable: pandas would turn it into another type."""
    types = (pa.int32(), pa.bool_())
    assert [] == [field.name for field in arrow_schema(table) if field.nullable and field.type in types]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("title", None, "a required cell is empty"),
        ("title", 7, "expected text, found 7 (int)"),
        ("title", "\ud83d", "expected text, found '\\ud83d' (str)"),
        ("sources", True, "expected whole number, found True (bool)"),
        ("sources", 2.0, "expected whole number, found 2.0 (float)"),
        ("sources", 2**31, "expected whole number, found 2147483648 (int)"),
        ("contested", 1, "expected true or false, found 1 (int)"),
        ("latitude", "34.7", "expected number, found '34.7' (str)"),
        ("latitude", True, "expected number, found True (bool)"),
        ("latitude", float("nan"), "expected number, found nan (float)"),
        ("latitude", float("inf"), "expected number, found inf (float)"),
        ("latitude", 10**400, "expected number, found 1000"),
        ("latitude", 2**53 + 1, "expected number, found 9007199254740993 (int)"),
        ("date_first", "2026-01-13", "expected day, found '2026-01-13' (str)"),
        ("date_first", datetime(2026, 1, 13, tzinfo=UTC), "expected day, found datetime.datetime("),
    ],
)
def test_a_value_that_its_kind_cannot_be_is_refused(column: str, value: Value, message: str) -> None:
    """A cell of another type is an error that names table, row and column; nothing is turned into something else."""
    row = an_example(EVENTS) | {column: value}
    with pytest.raises(TypeError) as caught:
        to_arrow(EVENTS, [an_example(EVENTS), row])
    assert str(caught.value).startswith(f"table 'events', row 'nara-summit', column {column!r}: {message}")


def test_other_columns_are_refused() -> None:
    """A row that lacks a column, or has one more, is an error that names the columns."""
    row = an_example(EVENTS)
    del row["status"]
    with pytest.raises(
        TypeError, match=r"^table 'events', row 'nara-summit': unknown columns \['state'\] and no columns"
    ):
        to_arrow(EVENTS, [row | {"state": "occurred"}])


def test_a_whole_number_may_stand_for_a_number() -> None:
    """A number without a fraction is a number."""
    data = to_arrow(EVENTS, [an_example(EVENTS) | {"latitude": 34}])
    assert [34.0] == data.column("latitude").to_pylist()


def in_64_bits(data: pa.Table) -> pa.Table:
    """Give *data* with its first whole number in another type."""
    return data.set_column(data.schema.get_field_index("sources"), "sources", data["sources"].cast("int64"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.drop_columns(["status"]), r"no columns \['status'\]"),
        (lambda data: data.rename_columns({"status": "state"}), r"unknown columns \['state'\] and no columns"),
        (lambda data: data.select(data.column_names[::-1]), "expected column 'id' of type string, found 'contested'"),
        (in_64_bits, "expected column 'sources' of type int32, found 'sources' of type int64"),
        (lambda data: data.append_column("id", data["id"]), "a column stands twice"),
    ],
)
def test_another_schema_is_refused(change: Callable[[pa.Table], pa.Table], message: str) -> None:
    """Arrow with other columns is an error that says which."""
    data = change(to_arrow(EVENTS, [an_example(EVENTS)]))
    with pytest.raises(TypeError, match=f"^table 'events': {message}"):
        from_arrow(EVENTS, data)


def test_nullability_is_not_looked_at_when_reading() -> None:
    """Engines that lose what is required can still be read from."""
    data = to_arrow(EVENTS, [an_example(EVENTS)])
    loose = data.cast(pa.schema([field.with_nullable(nullable=True) for field in data.schema]))
    assert [an_example(EVENTS)] == from_arrow(EVENTS, loose)
