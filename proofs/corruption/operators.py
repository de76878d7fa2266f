"""The operators: each makes one slip in one cell, the same at every run, and always another value."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from summitdata.formats.constraints import COUNTRIES
from summitdata.model import Coded, Column, Count, Country, Flag, Key, Kind, Language, Number, Reference, Row
from summitdata.rows.cells import written
from summitdata.schema import CLAIMS, PROPERTY_VALUES, TABLES


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is to be corrupted: its text as the row file has it, and what else its column holds.

    ``neighbours`` are the texts of the same column in the rows that follow, around the end to the beginning;
    ``kind`` is that of the value, which for a claim follows from its property.
    """

    column: Column
    kind: Kind
    text: str
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """One sort of slip: a name, a sentence, and the function that makes it; None where it does not apply."""

    name: str
    sentence: str
    make: Callable[[Cell, random.Random], str | None]

    def corrupt(self, cell: Cell, seed: str) -> str | None:
        """Give the corrupted text, EMPTIED for none, or None where the slip cannot be made in this cell."""
        made = self.make(cell, random.Random(f"{self.name} {seed}"))  # noqa: S311 - a sample, not a secret
        return None if made == cell.text else made


EMPTIED: Final = ""
"""Stands for a cell that is taken out: no row file can hold an empty value."""

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ALIKE: Final = dict(zip("acdehijkopsxyABCEHIKMNOPSTXZ", "асԁеһіјкорѕхуАВСЕНІКМΝОРЅТХΖ", strict=True))
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE: Final = re.compile(r"-?[0-9]+")
_LANGUAGES: Final = ("en", "ja", "ko", "zh", "fr")


def _typo(cell: Cell, rng: random.Random) -> str | None:
    places = [index for index, each in enumerate(cell.text) if each.isascii() and each.isalnum()]
    if not places:
        return None
    index = rng.choice(places)
    old = cell.text[index]
    others = "0123456789" if old.isdigit() else _LETTERS if old.islower() else _LETTERS.upper()
    return _with(cell.text, index, rng.choice([each for each in others if each != old]))


def _transposition(cell: Cell, rng: random.Random) -> str | None:
    text = cell.text
    places = [
        index for index in range(len(text) - 1)
        if text[index].isalnum() and text[index + 1].isalnum() and text[index] != text[index + 1]
    ]  # fmt: skip
    if not places:
        return None
    index = rng.choice(places)
    return text[:index] + text[index + 1] + text[index] + text[index + 2 :]


def _homoglyph(cell: Cell, rng: random.Random) -> str | None:
    places = [index for index, each in enumerate(cell.text) if each in _ALIKE]
    if not places:
        return None
    index = rng.choice(places)
    return _with(cell.text, index, _ALIKE[cell.text[index]])


def _case(cell: Cell, rng: random.Random) -> str | None:
    places = [index for index, each in enumerate(cell.text) if each.isascii() and each.isalpha()]
    if not places:
        return None
    index = rng.choice(places)
    return _with(cell.text, index, cell.text[index].swapcase())


def _decomposed(cell: Cell, rng: random.Random) -> str | None:
    places = [index for index, each in enumerate(cell.text) if unicodedata.normalize("NFD", each) != each]
    if not places:
        return None
    index = rng.choice(places)
    return _with(cell.text, index, unicodedata.normalize("NFD", cell.text[index]))


def _invisible(cell: Cell, rng: random.Random) -> str | None:
    if len(cell.text) < 2:
        return None
    index = rng.randrange(1, len(cell.text))
    return f"{cell.text[:index]}\u200b{cell.text[index:]}"


def _blank(cell: Cell, rng: random.Random) -> str | None:
    places = [index for index, each in enumerate(cell.text) if each == " "]
    return _with(cell.text, rng.choice(places), "\u00a0") if places else None


def _neighbour(cell: Cell, _: random.Random) -> str | None:
    return next((text for text in cell.neighbours if text != cell.text), None)


def _off_by_one(cell: Cell, rng: random.Random) -> str | None:
    if not isinstance(cell.kind, Count | Number) or _WHOLE.match(cell.text) is None:
        return None
    step = rng.choice((-1, 1)) if cell.text.partition(".")[0] != "0" else 1
    return _WHOLE.sub(lambda found: str(int(found.group()) + step), cell.text, count=1)


def _sign(cell: Cell, _: random.Random) -> str | None:
    if not isinstance(cell.kind, Number) or float(cell.text) == 0:
        return None
    return cell.text.removeprefix("-") if cell.text.startswith("-") else f"-{cell.text}"


def _day(cell: Cell, rng: random.Random) -> str | None:
    step = timedelta(days=rng.choice((-1, 1)))
    return _dated(cell, rng, lambda day: day + step)


def _year(cell: Cell, rng: random.Random) -> str | None:
    step = rng.choice((-1, 1))
    return _dated(cell, rng, lambda day: _moved(day, day.year + step, day.month, day.day))


def _month_and_day(cell: Cell, rng: random.Random) -> str | None:
    return _dated(cell, rng, lambda day: _moved(day, day.year, day.day, day.month))


def _truncated(cell: Cell, _: random.Random) -> str | None:
    kept = cell.text[: max(1, len(cell.text) * 2 // 3)].rstrip()
    return kept if 0 < len(kept) < len(cell.text) else None


def _emptied(cell: Cell, _: random.Random) -> str | None:
    return None if isinstance(cell.column.kind, Key) or cell.text == cell.column.default else EMPTIED


def _other_code(cell: Cell, rng: random.Random) -> str | None:
    match cell.kind:
        case Coded(vocabulary=vocabulary):
            codes: tuple[str, ...] = vocabulary.names
        case Flag():
            codes = ("true", "false")
        case Country():
            codes = COUNTRIES
        case Language():
            codes = _LANGUAGES
        case _:
            return None
    return rng.choice([code for code in codes if code != cell.text])


def _dangling(cell: Cell, rng: random.Random) -> str | None:
    if not isinstance(cell.kind, Reference):
        return None
    return f"{cell.text}-{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}"


def _dated(cell: Cell, rng: random.Random, move: Callable[[date], date | None]) -> str | None:
    """Move one of the days in the text, where there is one and it can be moved."""
    found = [] if isinstance(cell.kind, Key | Reference) else list(_DATE.finditer(cell.text))
    if not found:
        return None
    place = rng.choice(found)
    try:
        moved = move(date.fromisoformat(place.group()))
    except ValueError:
        return None
    return None if moved is None else cell.text[: place.start()] + moved.isoformat() + cell.text[place.end() :]


def _moved(old: date, year: int, month: int, day: int) -> date | None:
    try:
        moved = date(year, month, day)
    except ValueError:
        return None
    return None if moved == old else moved


def _with(text: str, index: int, new: str) -> str:
    return text[:index] + new + text[index + 1 :]


def value_kind(table: str, column: Column, row: Row) -> Kind:
    """Give the kind of a cell's value, which for a claim follows from its property."""
    if table == CLAIMS.name and column.name == "value":
        return PROPERTY_VALUES.get(str(row["property"]), column.kind)
    return column.kind


def cells_of(table: str, column: Column, rows: list[Row]) -> list[tuple[Row, Cell]]:
    """Give every filled cell of a column of *rows*, ready to be corrupted."""
    filled = [(row, written(row[column.name])) for row in rows if row[column.name] is not None]
    if column is TABLES[table]["id"]:  # of the key of a nested row, its own part is what a person writes
        filled = [(row, text.rpartition(".")[2]) for row, text in filled]
    texts = [text for _, text in filled]
    return [
        (row, Cell(column, value_kind(table, column, row), text, _distinct(texts, index)))
        for index, (row, text) in enumerate(filled)
    ]


def _distinct(texts: list[str], index: int) -> tuple[str, ...]:
    """Give the nearest text behind *index* that differs, around the end to the beginning; none where all are alike."""
    for step in range(1, len(texts)):
        other = texts[(index + step) % len(texts)]
        if other != texts[index]:
            return (other,)
    return ()


OPERATORS: Final = (
    Operator("typo", "One letter or digit is another one.", _typo),
    Operator("transposition", "Two neighbouring letters or digits change places.", _transposition),
    Operator("homoglyph", "A Latin letter is a Cyrillic or Greek one that looks like it.", _homoglyph),
    Operator("case", "One letter is upper case in place of lower, or lower in place of upper.", _case),
    Operator("decomposed", "A character is written as its parts, such as a letter and its accent.", _decomposed),
    Operator("invisible", "A space of no width stands between two characters.", _invisible),
    Operator("no-break", "A blank is a no-break space.", _blank),
    Operator("truncated", "The last third is cut off.", _truncated),
    Operator("emptied", "The cell is taken out.", _emptied),
    Operator("neighbour", "The cell has the value of the next row that has another one.", _neighbour),
    Operator("other code", "A code, flag, country or language is another valid one.", _other_code),
    Operator("dangling", "A reference names a key that nothing has.", _dangling),
    Operator("off by one", "A number is one too high or too low.", _off_by_one),
    Operator("sign", "A number with a fraction has the other sign.", _sign),
    Operator("off by a day", "A date is a day too early or too late.", _day),
    Operator("off by a year", "A date is a year too early or too late.", _year),
    Operator("month and day", "Month and day of a date change places.", _month_and_day),
)  # fmt: skip
"""Every operator on a cell, in the order of the published page."""


@dataclass(frozen=True, slots=True)
class RowOperator:
    """One sort of slip with a whole row; what it does stands in :mod:`.worlds`."""

    name: str
    sentence: str


DELETED: Final = RowOperator("deleted", "A row is taken out, with everything that stands inside it.")
DOUBLED: Final = RowOperator("doubled", "A row is there twice, the second time under a key of its own.")
EXCHANGED: Final = RowOperator("exchanged", "Two rows that follow one another exchange all but their keys.")
ROW_OPERATORS: Final = (DELETED, DOUBLED, EXCHANGED)
"""Every operator on rows."""
