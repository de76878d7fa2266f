"""Frames that are made in Python hold what they say: clocks, likenesses and drifts."""

from __future__ import annotations

from datetime import date

import pytest

from summitdata.model import Row, Rows, Value
from summitdata.rules.prepared import PREPARED, Record


def _records(name: str, rows: Rows) -> list[Record]:
    return sorted(PREPARED[name].records(rows), key=repr)


def _hours(zone: str | None, first: date | None, last: date | None) -> Value:
    """Give by how many hours the clock of a source is ahead; None where it has no record."""
    source: Row = {"id": "s", "zone": zone, "published_first": first, "published_last": last}
    found = _records("clocks", {"sources": [source]})
    assert ["s"] * len(found) == [key for key, _ in found]
    return found[0][1] if found else None


@pytest.mark.parametrize(
    ("zone", "first", "last", "expected"),
    [
        ("Asia/Seoul", date(2020, 5, 5), date(2020, 5, 5), 9.0),
        ("America/New_York", date(2020, 1, 5), date(2020, 1, 5), -5.0),
        ("America/New_York", date(2020, 7, 5), date(2020, 1, 5), -4.0),
        ("America/New_York", None, date(2020, 7, 5), -4.0),
        ("America/New_York", None, None, -5.0),
        ("America/New_York", date(2020, 3, 8), None, -4.0),
        ("Asia/Kathmandu", date(2020, 5, 5), None, 5.75),
        ("UTC", date.max, None, 0.0),
        ("Asia/Seoul", date.max, None, 9.0),
        ("America/New_York", date.min, None, -4.933888888888889),
        ("JST", date(2020, 5, 5), None, None),
        ("", date(2020, 5, 5), None, None),
        (None, date(2020, 5, 5), None, None),
        ("../etc", date(2020, 5, 5), None, None),
    ],
)
def test_clocks(zone: str | None, first: date | None, last: date | None, expected: float | None) -> None:
    """A clock is that of the zone at noon of the first day of publication, else of the last, else of some winter's."""
    assert expected == _hours(zone, first, last)


_RENDERING: Row = {
    "quote": "q", "speaker": "a", "text": None, "paraphrase": None, "language": "en", "form": "direct", "link": "stated"
}  # fmt: skip
_TEXT = "the ferry sails in autumn"


def _rendering(key: str, **cells: Value) -> Row:
    return {"id": key, **_RENDERING, **cells}


def _likenesses(*renderings: Row, speakers: tuple[tuple[str, str], ...] = ()) -> list[Record]:
    rows: Rows = {
        "speakers": [{"quote": quote, "actor": actor} for quote, actor in speakers],
        "renderings": list(renderings),
    }
    return _records("similarities", rows)


def test_wordings_that_are_the_same_are_compared_both_ways() -> None:
    """Neither of two comes first, so that both are told; of two that differ the later in the alphabet is."""
    one, other = _rendering("r1", text=_TEXT), _rendering("r2", text=_TEXT.upper().lower(), quote="p")
    assert [("r1", "r2", False, 100.0), ("r2", "r1", False, 100.0)] == _likenesses(one, other)
    later = _rendering("r0", text=f"{_TEXT} or winter")
    assert [("r0", "r1", True, 100.0)] == _likenesses(one, later) == _likenesses(later, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"text": _TEXT}, {"text": _TEXT.upper()}, 100.0),
        ({"text": _TEXT, "language": "de"}, {"text": _TEXT}, None),
        ({"text": "the ferry sails"}, {"text": _TEXT}, None),
        ({"text": "the ferry sails soon"}, {"text": "the ferry sails soon or late"}, 100.0),
        ({"text": None}, {"text": _TEXT}, None),
        ({"paraphrase": "a ferry sails"}, {"paraphrase": "Sails a ferry"}, 100.0),
        ({"paraphrase": "a ferry sails"}, {"text": _TEXT}, None),
        ({"text": _TEXT, "paraphrase": "x"}, {"text": _TEXT, "paraphrase": "y"}, 100.0),
        ({"text": "a b c d", "paraphrase": "x"}, {"text": "e f g h", "paraphrase": "x"}, 100.0),
    ],
)
def test_words_and_paraphrases_are_compared(
    one: dict[str, Value], other: dict[str, Value], expected: float | None
) -> None:
    """The likeness is the higher of two, each where both have something that can be compared, whatever its case."""
    found = _likenesses(_rendering("r1", **one), _rendering("r2", **other))
    assert ({expected} if expected is not None else set()) == {score for *_, score in found}


def test_only_wordings_of_a_common_speaker_are_compared() -> None:
    """A rendering that names nobody is of all speakers of its utterance; two that have both in common are told once."""
    words = {"text": _TEXT, "quote": "p"}
    one, other = _rendering("r1", text=f"{_TEXT} so", speaker="b"), _rendering("r2", **words)
    assert [] == _likenesses(one, other)
    unnamed = _rendering("r2", **words, speaker=None)
    assert [] == _likenesses(one, unnamed, speakers=(("p", "a"), ("q", "b")))
    assert [("r1", "r2", False, 100.0)] == _likenesses(one, unnamed, speakers=(("p", "a"), ("p", "b")))
    neither = _rendering("r1", text=f"{_TEXT} so", speaker=None)
    assert [("r1", "r2", False, 100.0)] == _likenesses(
        neither, unnamed, speakers=(("p", "a"), ("p", "b"), ("q", "a"), ("q", "b"))
    )


def _drifts(*renderings: Row) -> list[Record]:
    return _records("drifts", {"renderings": list(renderings)})


def test_wordings_of_one_utterance_in_one_language_are_compared() -> None:
    """What differs is told of the wording that is later in the alphabet; doubtful ones and other tongues are not."""
    one, other = _rendering("r1", text="we sail not"), _rendering("r2", text="we sail")
    assert [("r1", "r2", "negation", "'not'", "")] == _drifts(one, other) == _drifts(other, one)
    changes: list[Row] = [{"link": "doubtful"}, {"language": "fr"}, {"quote": "p"}, {"text": None}]
    for cells in changes:
        assert [] == _drifts(one, other | cells), cells


def test_an_excerpt_is_known_by_its_form() -> None:
    """What stands behind the words of a partial quotation is told only where the quotation is whole."""
    one, other = _rendering("r1", text="we sail not"), _rendering("r2", text="we sail")
    assert [] == _drifts(one, other | {"form": "partial"})
    assert 1 == len(_drifts(one, other | {"form": "transcript"}))
    assert 1 == len(_drifts(one | {"form": "partial"}, other))
    longer, shorter = _rendering("r1", text="not we sail"), _rendering("r2", text="we sail")
    assert 1 == len(_drifts(longer, shorter))
    assert [] == _drifts(longer, shorter | {"form": "partial"})
