"""EDTF dates: the profile, the first and last day of each value, and what the library edtf says of the same texts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summitdata.dates import DAY_PATTERN, EDTF_PATTERN, DateError, Interval, parse, parse_day

DAYS = st.dates()
EXACT = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10)))
QUALIFIED = st.builds("{}{}".format, EXACT, st.sampled_from(("", "?", "~", "%")))
SHAPES = st.one_of(
    QUALIFIED,
    st.builds("{}/{}".format, QUALIFIED, QUALIFIED),
    QUALIFIED.map("{}/..".format),
    QUALIFIED.map("../{}".format),
    st.builds("[{}..{}]".format, EXACT, EXACT),
    EXACT.map("[..{}]".format),
    EXACT.map("[{}..]".format),
    st.lists(EXACT, min_size=2, max_size=4).map(lambda parts: f"[{','.join(parts)}]"),
)


def _library_day(moment: Any) -> date | None:  # noqa: ANN401 - the library has no types
    """Give a bound of the library's as a day; None for its infinities."""
    return None if isinstance(moment, float) else date(*moment[:3])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-01-13", "2026-01-13", "2026-01-13"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("2025~", "2025-01-01", "2025-12-31"),
        ("2026-01?", "2026-01-01", "2026-01-31"),
        ("2026-01-13%", "2026-01-13", "2026-01-13"),
        ("1910/1945", "1910-01-01", "1945-12-31"),
        ("2025~/2026-01?", "2025-01-01", "2026-01-31"),
        ("2026-01/..", "2026-01-01", None),
        ("../2026", None, "2026-12-31"),
        ("[2026-01-05..2026-01-11]", "2026-01-05", "2026-01-11"),
        ("[2023..2024-02]", "2023-01-01", "2024-02-29"),
        ("[..2026-01-13]", None, "2026-01-13"),
        ("[2026-01-13..]", "2026-01-13", None),
        ("[2027,2025-03]", "2025-03-01", "2027-12-31"),
    ],
)
def test_a_date_of_the_profile_has_a_first_and_a_last_day(text: str, first: str | None, last: str | None) -> None:
    """Partial dates span their days, qualifiers move nothing, open ends are None."""
    expected = Interval(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-02-30", "the calendar has no 2026-02-30"),
        ("1900-02-29", "the calendar has no 1900-02-29"),
        ("[2026-01-01..2026-02-30]", "the calendar has no 2026-02-30"),
        ("2027/2026", "it ends before it begins"),
        ("[2026-05..2026-01]", "it ends before it begins"),
        *(
            (text, "it is outside the profile of EDTF")
            for text in (
                "", " 2026", "2026 ", "2026\n", "0000", "02026", "2026-13", "2026-00", "2026-01-00", "2026-01-32",
                "2026-1-3", "20260113", "2026-W01-1", "2026-013", "2026-21", "202X", "2026-XX", "Y12026", "-0044",
                "2026-01-13T10:00", "2026/", "/2026", "../..", "2026/2027/2028", "[2026]", "[..]", "[2026~..2027]",
                "[2026, 2027]", "{2026,2027}", "[1667..1668,1670]", "2026~~", "~2026", "٢٠٢٦", "２０２６",
                "13 January 2026",
            )
        ),
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_the_reason(text: str, message: str) -> None:
    """The message says whether the form, the calendar or the order is wrong."""
    with pytest.raises(DateError, match=f"^{re.escape(message)}$"):
        parse(text)


@given(SHAPES)
def test_the_library_edtf_gives_the_same_days(text: str) -> None:
    """What both read, both read alike; the library knows no range between dates that are not equally exact."""
    try:
        theirs = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        assert text.startswith("[")
        return
    first, last = _library_day(theirs.lower_strict()), _library_day(theirs.upper_strict())
    if first and last and last < first:
        with pytest.raises(DateError, match="it ends before it begins"):
            parse(text)
    else:
        assert Interval(first, last) == parse(text)


@given(st.text("0123456789-/.[],~?%X ") | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but an interval or a DateError comes of any text, and the pattern allows all that is read."""
    try:
        interval = parse(text)
    except DateError:
        return
    assert re.fullmatch(EDTF_PATTERN, text)
    assert interval.first is not None or interval.last is not None


@given(SHAPES)
def test_the_pattern_matches_every_date_of_the_profile(text: str) -> None:
    """The pattern that formats publish refuses nothing that is a date of the profile."""
    assert re.fullmatch(EDTF_PATTERN, text)


@given(DAYS, DAYS)
def test_a_narrower_date_lies_within_a_wider_one(day: date, other: date) -> None:
    """The days of a day, its month and its year are nested, and those of a duration run from end to end."""
    assume(day <= other)
    text = day.isoformat()
    year, month = parse(text[:4]), parse(text[:7])
    assert year.first is not None
    assert month.first is not None
    assert year.first <= month.first <= day
    assert Interval(day, other) == parse(f"{text}/{other.isoformat()}") == parse(f"[{text}..{other.isoformat()}]")


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    """A day in the form YYYY-MM-DD is that day."""
    assert day == parse_day(day.isoformat())
    assert re.fullmatch(DAY_PATTERN, day.isoformat())


@pytest.mark.parametrize("text", ["2026", "20260113", "2026-W01-1", "2026-1-3", "2026-01-13 ", "２０２６-01-13", ""])
def test_a_day_has_one_form_only(text: str) -> None:
    """Forms that the standard library takes for days are refused."""
    with pytest.raises(DateError, match="it does not have the form YYYY-MM-DD"):
        parse_day(text)


def test_a_day_must_be_in_the_calendar() -> None:
    """The day after the last of February is named in the message, in leap years and others."""
    assert date(2024, 2, 29) + timedelta(1) == parse_day("2024-03-01")
    with pytest.raises(DateError, match="the calendar has no 2023-02-29"):
        parse_day("2023-02-29")
