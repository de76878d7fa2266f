"""Days and EDTF dates: the profile of EDTF that the tables use, and the first and last day of each value.

The profile is what sources need and no more: a year, a month or a day (``2026``, ``2026-01``, ``2026-01-13``),
each with an optional qualifier ``?`` (uncertain), ``~`` (approximate) or ``%`` (both); a duration between two
of them (``1910/1945``), open with ``..`` at one end; and one unknown date among several, as a range
(``[2026-01-05..2026-01-11]``), open at one end (``[..2026-01-13]``), or as a list (``[2025,2026-01]``).

A qualifier says how sure a date is; it does not move the first or the last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

_YEAR: Final = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DATE: Final = f"{_YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_QUALIFIED: Final = f"{_DATE}[?~%]?"

EDTF_PATTERN: Final = (
    f"({_QUALIFIED}(/({_QUALIFIED}|\\.\\.))?"
    f"|\\.\\./{_QUALIFIED}"
    f"|\\[({_DATE}(\\.\\.({_DATE})?|(,{_DATE})+)|\\.\\.{_DATE})\\])"
)
"""Matches the whole of a date of the profile; ASCII only, no anchors, no lookaround, for every regex engine.

It knows neither the length of a month nor the order of two dates: :func:`parse` does.
"""

DAY_PATTERN: Final = f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
"""Matches the whole of a day, YYYY-MM-DD; it does not know the length of a month."""

_FORM: Final = re.compile(EDTF_PATTERN)
_DAY_FORM: Final = re.compile(DAY_PATTERN)


class DateError(ValueError):
    """A text is no date of the profile; the message is a lower-case clause that says why not."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The first and the last day that a date allows; None where that end is open, never both."""

    first: date | None
    last: date | None


def parse_day(text: str) -> date:
    """Read a day that is written YYYY-MM-DD.

    Raises :class:`DateError` for any other form and for a day that the calendar does not have.
    """
    if _DAY_FORM.fullmatch(text) is None:
        raise DateError("it does not have the form YYYY-MM-DD")
    return _days(text)[0]


@lru_cache(maxsize=65_536)
def parse(text: str) -> Interval:
    """Find the first and the last day that the EDTF date *text* allows.

    Raises :class:`DateError` where *text* is outside the profile (see :data:`EDTF_PATTERN`), names a day that
    the calendar does not have, or ends before it begins.
    """
    if _FORM.fullmatch(text) is None:
        raise DateError("it is outside the profile of EDTF")
    if text.startswith("["):
        inner = text[1:-1]
        if "," in inner:
            members = [_days(member) for member in inner.split(",")]
            return Interval(min(first for first, _ in members), max(last for _, last in members))
        return _between(*inner.split(".."))
    if "/" in text:
        start, stop = text.split("/")
        return _between("" if start == ".." else start, "" if stop == ".." else stop)
    first, last = _days(text)
    return Interval(first, last)


def _between(start: str, stop: str) -> Interval:
    """Span from the first day of *start* to the last of *stop*; an empty one is an open end."""
    first = _days(start)[0] if start else None
    last = _days(stop)[1] if stop else None
    if first is not None and last is not None and last < first:
        raise DateError("it ends before it begins")
    return Interval(first, last)


def _days(text: str) -> tuple[date, date]:
    """Find the first and the last day of a year, a month or a day, whatever its qualifier."""
    parts = [int(part) for part in text.rstrip("?~%").split("-")]
    try:
        match parts:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case _:
                day = date(*parts)
                return day, day
    except ValueError:
        raise DateError(f"the calendar has no {text}") from None
