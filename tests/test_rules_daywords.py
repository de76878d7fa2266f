"""Days, months and years in the words of a text are held against the range of days that was concluded from them."""

from __future__ import annotations

from datetime import date

import pytest

from summitdata.model import Row, Rows
from summitdata.rules.daywords import DATED, contradicted

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _told(words: str | None, first: date | None, last: date | None, language: str = "en") -> list[str]:
    """Give what is told of a claim with these words and these days."""
    claim: Row = {"id": "c", "source": "s", "as_printed": words, "value_first": first, "value_last": last}
    rows: Rows = {"sources": [_source(language)], "claims": [claim], "renderings": []}
    return [found for table, key, found in contradicted(rows) if (table, key) == ("claims", "c")]


def _source(language: str, words: str | None = None, day: date | None = None) -> Row:
    return {
        "id": "s", "language": language, "published_printed": words, "published_first": day, "published_last": day
    }  # fmt: skip


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_known(number: int) -> None:
    """A month agrees in full or shortened with any day of it, and disagrees with the day before and the day after."""
    name = _MONTHS[number - 1]
    first, last = date(2019, number, 1), date(2019, number, 28)
    outside = date(2018, 12, 31) if number == 1 else date(2019, number - 1, 28)
    behind = date(2020, 1, 1) if number == 12 else date(2019, number + 1, 1)
    for said in {name, name[:3], f"{name[:3]}.", "Sept" if number == 9 else name}:
        assert [[], []] == [_told(f"in {said}", day, day) for day in (first, last)], said
        assert [[said.rstrip(".")]] * 2 == [
            [found.rstrip(".") for found in _told(f"in {said}", day, day)] for day in (outside, behind)
        ], said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on May 5", []),
        ("on May 6", ["May 6"]),
        ("on 5 May", []),
        ("on the 6th of May", ["6th of May"]),
        ("on the 1st of May or the 5th of May", []),
        ("May 4 or May 5", []),
        ("May 4 or May 6", ["May 4"]),
        ("on June 5", ["June 5", "June 5"]),
        ("in June or May", []),
        ("May 10:30", []),
        ("05.05.2020", []),
        ("06.05.2020", ["06.05.2020"]),
        ("05.06.2020", ["05.06.2020"]),
        ("05.13.2020", ["05.13.2020"]),
        ("05.05.2020 and 06.05.2020 and 07.05.2020", ["06.05.2020"]),
        ("in 2020", []),
        ("in 2019", ["2019"]),
        ("in 2021", ["2021"]),
        ("in 2019 or 2020", []),
        ("in the 2010s", []),
        ("room 120201", []),
        ("in 1499", []),
        ("Mayor", []),
        ("nothing of the kind", []),
    ],
)
def test_words_of_one_day(words: str, expected: list[str]) -> None:
    """Of a claim that is dated 5 May 2020: what contradicts it is told, each kind of word for itself, the first one."""
    assert expected[:1] == _told(words, date(2020, 5, 5), date(2020, 5, 5))


@pytest.mark.parametrize(
    ("words", "first", "last", "expected"),
    [
        ("on 29 February", date(2019, 1, 1), date(2020, 12, 31), []),
        ("on 29 February", date(2018, 1, 1), date(2019, 12, 31), ["29 February"]),
        ("on 30 February", date(2019, 1, 1), date(2020, 12, 31), ["30 February"]),
        ("on 29 February", date(1896, 3, 1), date(1904, 2, 29), []),
        ("on 29 February", date(1896, 3, 1), date(1904, 2, 28), ["29 February"]),
        ("on May 4", date(2020, 5, 4), date(2020, 5, 6), []),
        ("on May 6", date(2020, 5, 4), date(2020, 5, 6), []),
        ("on May 3", date(2020, 5, 4), date(2020, 5, 6), ["May 3"]),
        ("on May 7", date(2020, 5, 4), date(2020, 5, 6), ["May 7"]),
        ("on May 5", date(2019, 12, 1), date(2020, 5, 4), ["May 5"]),
        ("in January", date(2019, 12, 1), date(2020, 1, 31), []),
        ("in December", date(2019, 12, 1), date(2020, 1, 31), []),
        ("in November", date(2019, 12, 1), date(2020, 1, 31), ["November"]),
        ("in February", date(2019, 12, 1), date(2020, 1, 31), ["February"]),
        ("in May", date(2019, 6, 1), date(2020, 4, 30), ["May"]),
        ("in 2019", date(2019, 6, 1), date(2021, 4, 30), []),
        ("in 2020", date(2019, 6, 1), date(2021, 4, 30), []),
        ("in 2021", date(2019, 6, 1), date(2021, 4, 30), []),
        ("in 2018", date(2019, 6, 1), date(2021, 4, 30), ["2018"]),
        ("in 2022", date(2019, 6, 1), date(2021, 4, 30), ["2022"]),
    ],
)
def test_words_of_several_days(words: str, first: date, last: date, expected: list[str]) -> None:
    """Any day of the range will do, in any of its years, where there is such a day."""
    assert expected == _told(words, first, last)


@pytest.mark.parametrize("language", ["de", "ko", "ja-JP", "enm"])
def test_words_in_other_languages_are_left_alone(language: str) -> None:
    """Only English is read, whatever its country."""
    assert ["June"] == _told("in June", date(2020, 5, 5), date(2020, 5, 5), "en-GB")
    assert [] == _told("in June", date(2020, 5, 5), date(2020, 5, 5), language)


def test_what_is_not_dated_says_nothing() -> None:
    """Without words, or without a first or a last day, there is nothing to compare."""
    day = date(2020, 5, 5)
    assert [[], [], []] == [_told(None, day, day), _told("in June", None, day), _told("in June", day, None)]


def test_every_table_of_dated_words_is_read() -> None:
    """Claims and renderings are in the language of their source, and a source in its own."""
    day = date(2020, 5, 5)
    rows: Rows = {
        "sources": [_source("en", "in June", day)],
        "claims": [{"id": "c", "source": "s", "as_printed": "in June", "value_first": day, "value_last": day}],
        "renderings": [
            {"id": "r", "source": "s", "said_printed": "in June", "said_first": day, "said_last": day},
            {"id": "t", "source": "nowhere", "said_printed": "in June", "said_first": day, "said_last": day},
        ],
    }
    assert [("claims", "c", "June"), ("renderings", "r", "June"), ("sources", "s", "June")] == list(contradicted(rows))
    assert {"claims", "renderings", "sources"} == {table for table, _ in DATED}
