"""Edits of the example dataset give the rows that reading the edited files would give, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from summitdata.model import Origin, Row, Rows
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Edit, add, change, remove
from summitdata.rules.patching import concluded, example, patched
from summitdata.schema import CLAIMS, TABLES

_DATED = f"{NORTH_WIRE}.c2"


def _row(rows: Rows, table: str, key: str) -> Row:
    (found,) = [row for row in rows[table] if row["id"] == key]
    return found


def _others(rows: Rows, table: str, key: str) -> list[Row]:
    return [row for row in rows[table] if row["id"] != key]


def test_without_an_edit_nothing_changes() -> None:
    """The rows are those of the example, in rows of their own."""
    rows = patched(())
    assert example().tables == rows
    rows["places"][0]["name"] = "Elsewhere"
    assert example().tables != rows


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (change("colours", "red"), "which is no table"),
        (change("claims", "north-wire-2020-05-05.c1", colour="red"), "which it has not"),
        (change("claims", "no-claim", value="x"), "has no row 'no-claim'"),
        (add("actors", "north-wire", name="x"), "is in the example already"),
        (remove("actors", "nobody"), "has no row 'nobody'"),
    ],
    ids=str,
)
def test_edits_of_what_is_not_there_are_refused(edit: Edit, message: str) -> None:
    """An example that would change nothing, or something else than it says, is refused."""
    with pytest.raises(ValueError, match=message):
        patched([edit])


def test_removing_a_row_removes_what_is_written_inside_it() -> None:
    """With a source go its claims and renderings, and with those their spans."""
    rows = patched([remove("sources", "north-wire-2020-05-05")])
    left = {name for name, table in rows.items() for row in table if "north-wire-2020-05-05." in str(row["id"])}
    assert set() == left


def test_removing_a_row_leaves_those_whose_keys_begin_alike() -> None:
    """With the first claim goes its span, and neither the tenth claim nor its span."""
    rows = patched([remove("claims", f"{NORTH_WIRE}.c1")])
    before = example().tables
    assert _others(before, "claims", f"{NORTH_WIRE}.c1") == rows["claims"]
    assert {f"{NORTH_WIRE}.c1.s1"} == {row["id"] for row in before["spans"]} - {row["id"] for row in rows["spans"]}


def test_an_added_row_has_what_a_written_one_would() -> None:
    """It stands last, with its key, what it is given, the defaults of the rest, and what is derived."""
    rows = patched([add("claims", "north-wire.c99", source=NORTH_WIRE, property="date", value="2020-05", about=True)])
    row = rows["claims"][-1]
    assert ("north-wire.c99", NORTH_WIRE, "date", "2020-05", True) == tuple(
        row[name] for name in ("id", "source", "property", "value", "about")
    )
    assert ("explicit", None) == (row["basis"], row["event"])
    assert (date(2020, 5, 1), date(2020, 5, 31)) == (row["value_first"], row["value_last"])
    assert example().tables["claims"] == rows["claims"][:-1]
    kept = {column.name for column in CLAIMS.columns if column.origin not in {Origin.RESOLVED, Origin.COUNTED}}
    assert kept == {*row}


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("2020-05-06", date(2020, 5, 6), date(2020, 5, 6)), ("on Monday", None, None), (None, None, None)],
)
def test_derived_cells_follow_a_change(value: str | None, first: date | None, last: date | None) -> None:
    """What is derived from a cell is derived anew, and empty where it cannot be; other rows stay."""
    rows = patched([change("claims", _DATED, value=value)])
    row, before = _row(rows, "claims", _DATED), _row(example().tables, "claims", _DATED)
    assert (value, first, last) == (row["value"], row["value_first"], row["value_last"])
    assert before == row | {name: before[name] for name in ("value", "value_first", "value_last")}
    assert _others(example().tables, "claims", _DATED) == _others(rows, "claims", _DATED)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([change("spans", f"{SOUTH_WIRE}.r1.s1", text="a ferry")], "a ferry … before the leaves fall"),
        (
            [change("spans", f"{SOUTH_WIRE}.r1.s1", part=2), change("spans", f"{SOUTH_WIRE}.r1.s2", part=1)],
            "before the leaves fall … the first ferry",
        ),
        ([remove("spans", f"{SOUTH_WIRE}.r1.s1")], "before the leaves fall"),
        ([change("spans", f"{SOUTH_WIRE}.r1.s1", use="reported")], "before the leaves fall"),
        ([change("renderings", f"{SOUTH_WIRE}.r1", form="direct")], "the first ferry … before the leaves fall"),
        (
            [remove("spans", f"{SOUTH_WIRE}.r1.s1"), remove("spans", f"{SOUTH_WIRE}.r1.s2")],
            None,
        ),
    ],
)
def test_the_text_of_a_rendering_is_joined_anew(edits: list[Edit], expected: str | None) -> None:
    """It is that of its spans of speech, in the order of their parts."""
    rows = patched(edits)
    assert expected == _row(rows, "renderings", f"{SOUTH_WIRE}.r1")["text"]
    assert "was our mistake" == _row(rows, "renderings", f"{SOUTH_WIRE}.r2")["text"]


def test_concluded_cells_are_changed_after_the_conclusion() -> None:
    """What an edit says of a conclusion stands in the rows that are given, and not in those that follow."""
    edits = [change("quotes", "okafor-our-mistake", renderings=9), change("places", "vellin", name="Vellyn")]
    given, follows = concluded(patched(edits), edits)
    assert (9, 1) == tuple(_row(rows, "quotes", "okafor-our-mistake")["renderings"] for rows in (given, follows))
    assert ["Vellyn", "Vellyn"] == [_row(rows, "places", "vellin")["name"] for rows in (given, follows)]
    assert _others(given, "quotes", "okafor-our-mistake") == _others(follows, "quotes", "okafor-our-mistake")
    assert {*TABLES} == {*given} == {*follows}


def test_of_a_row_that_is_not_there_no_conclusion_is_changed() -> None:
    """A slip in the key of an edit is refused there too."""
    with pytest.raises(ValueError, match="has no row 'nobody-said'"):
        concluded(patched(()), [change("quotes", "nobody-said", renderings=9)])
