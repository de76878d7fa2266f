"""What is judged of places in Python: their coordinates and the words by which they are called."""

from __future__ import annotations

import pytest

from summitdata.model import Row, Rows, Value
from summitdata.rules.extents import EXTENTS, outside
from summitdata.rules.naming import strange_spellings


def _place(**cells: Value) -> Rows:
    return {"places": [{"id": "here", "country": None, "latitude": None, "longitude": None, **cells}]}


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "is_outside"),
    [
        ("JP", 34.6851, 135.8048, False), ("JP", 26.2124, 127.6809, False), ("JP", 135.8048, 34.6851, True),
        ("KR", 37.566, 126.9784, False), ("KR", -37.566, 126.9784, True), ("ZA", -26.2023, 28.0436, False),
        ("ZA", 26.2023, 28.0436, True), ("XX", 26.2, 28.0, False), (None, 26.2, 28.0, False),
        ("JP", None, 135.8, False), ("JP", 34.6, None, False),
    ],
)  # fmt: skip
def test_coordinates_are_held_against_the_country(
    country: str | None, latitude: float | None, longitude: float | None, *, is_outside: bool
) -> None:
    """Islands far off lie in their country; what is not known, and what has no extent, is nowhere outside."""
    found = list(outside(_place(country=country, latitude=latitude, longitude=longitude)))
    assert is_outside == bool(found)


def test_extents_are_boxes() -> None:
    """South is below north and west before east, within the degrees that there are."""
    assert len(EXTENTS) > 150
    for west, south, east, north in EXTENTS.values():
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


@pytest.mark.parametrize(
    ("name", "place", "is_strange"),
    [
        ("South Korea", "south-korea", False), ("ROK", "south-korea", True), ("S.K.", "south-korea", False),
        ("Korean Republic", "south-korea", False), ("Seoul", "south-korea", False), ("South Korea", "seoul", True),
        ("서울", "south-korea", False), ("Seoul", "nowhere", False), ("Ring", "ring", False),
    ],
)  # fmt: skip
def test_a_spelling_has_a_word_of_its_place(name: str, place: str, *, is_strange: bool) -> None:
    """Beginnings of words and initials will do, and towns for their country; places in a circle do not hang it up."""
    places: list[Row] = [
        {"id": "south-korea", "name": "South Korea", "within": None},
        {"id": "seoul", "name": "Seoul", "within": "south-korea"},
        {"id": "ring", "name": "Ring", "within": "ring"},
    ]
    rows: Rows = {"places": places, "names": [{"id": "s.n1", "place": place, "name": name}]}
    assert is_strange == bool(list(strange_spellings(rows)))
