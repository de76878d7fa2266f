"""Day words: months, days of a month and years that a text prints, held against the days concluded from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from summitdata.model import Rows

DATED: Final = {
    ("claims", "as_printed"): "value", ("renderings", "said_printed"): "said",
    ("sources", "published_printed"): "published",
}  # fmt: skip
"""The columns of words that date something, with the column of the date."""

_SOURCE: Final = {"sources": "id"}
"""The column that names the source whose words a row has, where it is another than `source`."""

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT: Final = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"Sept": 9}
_BY_NAME: Final = {name: number for number, name in enumerate(_MONTHS, 1)} | _SHORT
_MONTH: Final = "|".join(_BY_NAME)
_MONTH_DAY: Final = re.compile(rf"\b({_MONTH})\b\.?(?: ([0-9]{{1,2}})\b(?![:.][0-9]))?")
_DAY_MONTH: Final = re.compile(rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})\b")
_NUMBERS: Final = re.compile(r"\b([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\b")
_YEAR: Final = re.compile(r"(?<![0-9])((?:1[5-9]|20)[0-9]{2})(?![0-9s])")


def contradicted(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Give table and key of each row in English whose words name a day that its date leaves out, and what they name."""
    tongues = {str(row["id"]): str(row["language"]) for row in rows["sources"]}
    for (table, column), dated in DATED.items():
        for row in rows[table]:
            source = str(row[_SOURCE.get(table, "source")])
            first, last = row[f"{dated}_first"], row[f"{dated}_last"]
            is_english = tongues.get(source, "").partition("-")[0] == "en"
            if is_english and row[column] is not None and isinstance(first, date) and isinstance(last, date):
                wrong = next(_strange(str(row[column]), first, last), None)
                if wrong is not None:
                    yield table, str(row["id"]), wrong


def _strange(words: str, first: date, last: date) -> Iterator[str]:
    """Give what the words name and no day from *first* to *last* has."""
    for found in _NUMBERS.finditer(words):
        if not _has(first, last, int(found[2]), int(found[1])):
            yield found.group()
    named = [(found[1], found[2], found.group()) for found in _MONTH_DAY.finditer(words)]
    named += [(found[2], found[1], found.group()) for found in _DAY_MONTH.finditer(words)]
    if named and not any(_has(first, last, _BY_NAME[month], None) for month, _, _ in named):
        yield named[0][2]
    days = [(month, int(day), told) for month, day, told in named if day is not None]
    if days and not any(_has(first, last, _BY_NAME[month], day) for month, day, _ in days):
        yield days[0][2]
    years = [int(found) for found in _YEAR.findall(words)]
    if years and not any(first.year <= year <= last.year for year in years):
        yield str(years[0])


def _has(first: date, last: date, month: int, day: int | None) -> bool:
    """Tell whether a day of the range is in that month, and is that day of it."""
    years = range(first.year, last.year + 1)
    if day is None:
        return any((first.year, first.month) <= (year, month) <= (last.year, last.month) for year in years)
    for year in years:
        with suppress(ValueError):  # in that year the month, if there is such a month, has no such day
            if first <= date(year, month, day) <= last:
                return True
    return False
