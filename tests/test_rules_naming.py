"""Words of a key that stand nowhere in what its record is named by are found, and no others."""

from __future__ import annotations

import pytest

from summitdata.model import Row, Rows
from summitdata.rules.naming import strange_words

_SOURCE: Row = dict.fromkeys(
    ("title", "publisher", "agency", "byline", "kind", "dateline", "origin_note", "note")
)  # fmt: skip


def _strange(table: str, key: str, cells: Row, spelt: Rows | None = None) -> str | None:
    """Give the strange words of one record."""
    rows: Rows = {
        table: [] for table in ("names", "places", "actors", "terms", "sources", "tombstones", "discrepancies")
    } | (spelt or {})
    found = list(strange_words(rows | {table: [{"id": key, **cells}]}))
    assert [(table, key)] * len(found) == [(of, told) for of, told, _ in found]
    return found[0][2] if found else None


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        ("blue-lake", "The Blue Lake", None),
        ("bleu-lake", "The Blue Lake", "bleu"),
        ("old-bleu-lake", "The Blue Lake", "old bleu"),
        ("bluelake", "Blue Lake", None),
        ("bl", "Blue Lake", None),
        ("blue-lake-2", "Blue Lake", None),
        ("lake-no2", "Blue Lake", None),
        ("tbl", "The Blue Lake", None),
        ("bl", "The Blue Lake", None),
        ("tl", "The Blue Lake", "tl"),
        ("he", "The Blue Lake", "he"),
        ("l", "West Lake", "l"),
        ("l", "Blue Lake", "l"),
        ("ea", "Blue Lake", "ea"),
        ("ueke", "Blue Lake", "ueke"),
        ("h", "Lake The Hague", "h"),
        ("sevan", "Séván", None),
        ("first-lake", "Lake", "first"),
    ],
)
def test_words_of_keys_of_places(key: str, name: str, expected: str | None) -> None:
    """Words of the name, its words run together and its initials, with or without its article, are known."""
    assert expected == _strange("places", key, {"name": name})


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("person", "smith"), ("media", "smith"), ("party", "smith"), ("government", None), ("position", None)],
)
def test_only_some_actors_have_their_name_as_key(kind: str, expected: str | None) -> None:
    """The key of any other kind of actor describes it."""
    assert expected == _strange("actors", "smith", {"kind": kind, "name": "Smyth"})


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("jo-smith.mayor", None),
        ("jo-smith.mayor-second", None),
        ("jo-smith.fifth-mayor", None),
        ("jo-smith.major", "major"),
        ("jo-smith.mayor-sixth", "sixth"),
        ("jo-smith.jo-mayor", "jo"),
    ],
)
def test_words_of_keys_of_terms(key: str, expected: str | None) -> None:
    """Behind the key of the person stand words of the office, and a numeral where somebody held it twice."""
    assert expected == _strange("terms", key, {"office": "Mayor of the town"})


@pytest.mark.parametrize("column", list(_SOURCE))
def test_a_source_is_named_by_all_that_is_told_of_it(column: str) -> None:
    """A word of its key may stand in any of the columns that tell of a source."""
    assert _strange("sources", "blue-wire-2020", {**_SOURCE, "title": "Wire", column: "blue wire"}) is None
    assert "blue" == _strange("sources", "blue-wire-2020", {**_SOURCE, column: "wire"})


def test_a_source_is_named_by_the_names_in_it() -> None:
    """A word of its key may be a name that the source spells, and not one that another source spells."""
    cells: Row = {**_SOURCE, "title": "Wire"}
    here: Rows = {"names": [{"source": "blue-wire", "name": "Blue"}, {"source": "blue-wire", "name": "Red"}]}
    there: Rows = {"names": [{"source": "red-wire", "name": "Blue"}]}
    assert _strange("sources", "blue-wire", cells, here) is None
    assert "blue" == _strange("sources", "blue-wire", cells, there)


@pytest.mark.parametrize(("kind", "expected"), [("reference", None), ("article", "blue"), ("wire", "blue")])
def test_works_of_reference_have_keys_of_their_own(kind: str, expected: str | None) -> None:
    """The key of a work of reference is not looked at."""
    read = kind.upper().lower()  # as reading makes it: no constant of a module
    assert expected == _strange("sources", "blue-wire", {**_SOURCE, "title": "Wire", "kind": read})


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("lake-depth", None),
        ("lake-survey-depth", None),
        ("lake-metres", None),
        ("lake-dpeth", "dpeth"),
        ("sea-depth", "sea"),
    ],
)
def test_a_disagreement_is_named_by_its_title_and_its_subject(key: str, expected: str | None) -> None:
    """The words of its key stand in the title, in the key of what it is about, in the property or in the scope."""
    cells: Row = {
        "title": "The depth of the Lake", "event": "lake-survey", "quote": None, "property": "number",
        "scope": "metres",
    }  # fmt: skip
    assert _strange("discrepancies", key, cells) == expected
