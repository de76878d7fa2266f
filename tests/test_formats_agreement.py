"""All formats agree on what a valid dataset is, as far as each of them can tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats_judges import (
    Failures,
    an_example,
    arrow_takes,
    documents,
    frictionless_errors,
    frictionless_refuses,
    json_schema_of,
    json_takes,
    pandera_refuses,
    record,
)  # fmt: skip
from summitdata.formats.arrow import to_arrow
from summitdata.formats.corruptions import Breach, Corruption, breaking_values, corrupted
from summitdata.formats.strategies import datasets, rows
from summitdata.model import ComputedHome, Origin, Row, Rows, Table
from summitdata.schema import TABLES

EXPRESSES: dict[Breach, dict[str, bool]] = {
    #                      a format refuses what breaks the limit, or takes it because it cannot tell
    Breach.MISSING:      {"arrow": True, "pandera": True, "frictionless": True, "json": True},
    Breach.TYPE:         {"arrow": True, "pandera": True, "frictionless": True, "json": True},
    Breach.WIDE:         {"arrow": True, "pandera": True, "frictionless": True, "json": True},
    Breach.NOT_A_NUMBER: {"arrow": True, "pandera": True, "frictionless": False},  # JSON has no such number
    Breach.CODE:         {"arrow": False, "pandera": True, "frictionless": True, "json": True},
    Breach.PATTERN:      {"arrow": False, "pandera": True, "frictionless": True, "json": True},
    Breach.LINE_FEED:    {"arrow": False, "pandera": True, "frictionless": False, "json": True},
    Breach.SHORT:        {"arrow": False, "pandera": True, "frictionless": True, "json": True},
    Breach.LONG:         {"arrow": False, "pandera": True, "frictionless": True, "json": True},
    Breach.LOW:          {"arrow": False, "pandera": True, "frictionless": True, "json": True},
    Breach.HIGH:         {"arrow": False, "pandera": True, "frictionless": True, "json": True},
}  # fmt: skip
"""Which format can express which limit of a cell; the row files hold written columns alone.

frictionless: null and nan are one for pandas, through which it reads Parquet; its pattern ends in ``$``, before which
Python's ``re`` lets a line feed stand, and the portable pattern cannot say otherwise.
"""


OF_COLUMNS = {Breach.TYPE, Breach.WIDE}
"""The breaches that pandera and frictionless see in a whole column: a column of a frame has one type."""


def sized(divisor: int) -> settings:
    """Give a profile with a part of the usual number of examples, since the formats are slow."""
    return settings(
        max_examples=max(1, settings().max_examples // divisor),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )


def refused_by(found: Corruption, form: str) -> bool | None:
    """Whether the table above wants *form* to refuse the corruption; None where the question makes no sense."""
    expected = EXPRESSES[found.breach].get(form)
    if form != "json":
        return expected
    if found.column.origin is not Origin.WRITTEN or isinstance(found.table.home, ComputedHome):
        return None
    left_out = found.breach is Breach.MISSING and found.column.default is not None
    return False if left_out else expected


def every_corruption(table: Table) -> list[Corruption]:
    """Give the example of *table*, corrupted in every telling way, each time under another key."""
    row = an_example(table)
    return [
        Corruption(table, column, breach, row | {"id": f"{row['id']}-{number}"} | {column.name: value})
        for number, (column, breach, value) in enumerate(
            (column, breach, value)
            for column in table.columns
            for breach, found in breaking_values(column).items()
            for value in found
        )
    ]


def under_keys_of_their_own(corruptions: list[Corruption]) -> list[Corruption]:
    """Give each row whose key is not itself corrupted a key that no other row has."""
    return [
        one
        if one.column.name == "id"
        else replace(one, row=one.row | {"id": f"{an_example(one.table)['id']}-{number}"})
        for number, one in enumerate(corruptions)
    ]


def wanted(form: str, corruptions: list[Corruption]) -> Failures:
    """Give the cells that *form* should refuse."""
    return {(at, one.column.name) for at, one in enumerate(corruptions) if refused_by(one, form)}


def agree(corruptions: list[Corruption]) -> None:
    """Assert that Arrow, pandera and JSON Schema refuse just those corruptions that they can express."""
    for one in corruptions:
        assert refused_by(one, "arrow") is not arrow_takes(one.table, one.row), one
        if (expected := refused_by(one, "json")) is not None:
            assert expected is not json_takes(one.table, one.row), one
    if in_cells := [one for one in corruptions if one.breach not in OF_COLUMNS]:
        assert wanted("pandera", in_cells) == pandera_refuses(in_cells[0].table, [one.row for one in in_cells])


def agree_with_frictionless(corruptions: list[Corruption], folder: Path) -> None:
    """Assert that frictionless refuses just those corruptions that it can express."""
    if in_cells := [one for one in corruptions if one.breach not in OF_COLUMNS]:
        found = frictionless_refuses(folder, in_cells[0].table, [one.row for one in in_cells])
        assert wanted("frictionless", in_cells) == found


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_format_refuses_what_it_can_express(table: Table, tmp_path: Path) -> None:
    """Each limit of each column, broken in every telling way, is refused by each format that can express it."""
    corruptions = every_corruption(table)
    assert {column.name for column in table.columns} == {one.column.name for one in corruptions}
    agree(corruptions)
    agree_with_frictionless(corruptions, tmp_path)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("breach", [Breach.TYPE, Breach.WIDE])
def test_every_format_refuses_other_types(table: Table, breach: Breach, tmp_path: Path) -> None:
    """A column of another type is refused by pandera and frictionless, which see columns and not cells."""
    broken = {
        column.name: breaking_values(column)[breach][0] for column in table.columns if breach in breaking_values(column)
    }
    row = an_example(table) | broken
    assert {(-1, name) for name in broken} <= pandera_refuses(table, [row])
    assert {(0, name) for name in broken} == frictionless_refuses(tmp_path, table, [row])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_format_refuses_any_corruption(table: Table) -> None:
    """Whatever the row, and whatever breaks a limit of it, the formats that can express the limit refuse it."""

    @sized(8)
    @given(st.lists(corrupted(table), min_size=3, max_size=8))
    def refused(corruptions: list[Corruption]) -> None:
        agree(under_keys_of_their_own(corruptions))

    refused()


def test_frictionless_refuses_any_corruption(tmp_path: Path) -> None:
    """The same for frictionless, with few examples since it is slow."""

    @sized(2)
    @given(
        st.sampled_from(list(TABLES.values())).flatmap(lambda table: st.lists(corrupted(table), min_size=1, max_size=6))
    )
    def refused(corruptions: list[Corruption]) -> None:
        agree_with_frictionless(under_keys_of_their_own(corruptions), tmp_path)

    refused()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_format_takes_any_valid_row(table: Table) -> None:
    """Whatever valid row there is, Arrow, pandera and JSON Schema take it."""

    @sized(8)
    @given(st.lists(rows(table), max_size=6, unique_by=lambda row: row["id"]))
    def taken(found: list[Row]) -> None:
        assert set() == pandera_refuses(table, found)
        for row in found:
            assert arrow_takes(table, row)
            assert isinstance(table.home, ComputedHome) or json_takes(table, row), record(table, row)

    taken()


@sized(10)
@given(dataset=datasets())
def test_every_format_takes_any_valid_dataset(dataset: Rows) -> None:
    """Whatever valid dataset there is, pandera takes its tables and JSON Schema its row files."""
    for name, found in dataset.items():
        assert set() == pandera_refuses(TABLES[name], found)
    for name, document in documents(dataset):
        assert json_schema_of(name).is_valid(document), (name, document)


@sized(20)
@given(dataset=datasets())
def test_frictionless_takes_any_valid_dataset(dataset: Rows, tmp_path: Path) -> None:
    """Whatever valid dataset there is, frictionless takes the package with its links; each one takes it seconds."""
    tables = {TABLES[name]: to_arrow(TABLES[name], found) for name, found in dataset.items()}
    assert [] == frictionless_errors(tmp_path, tables, linked=True)
