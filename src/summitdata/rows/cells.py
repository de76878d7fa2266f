"""From the text of a cell to its value, by the kind of its column; ranges, patterns and codes are the schema's."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import Final, assert_never

from summitdata import dates
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    Flag,
    Key,
    Kind,
    Language,
    Number,
    Reference,
    Text,
    Value,
)
from summitdata.rows import codes
from summitdata.rows.codes import FileRule, quoted

_WHOLE: Final = re.compile("0|-?[1-9][0-9]*")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LARGEST: Final = 2**31 - 1
_MEANT: Final = {
    **dict.fromkeys(("yes", "on", "y", "1", "true", "t"), "true"),
    **dict.fromkeys(("no", "off", "n", "0", "false", "f"), "false"),
}


class CellError(ValueError):
    """The text of a cell is no value of its kind."""

    def __init__(self, rule: FileRule, found: str, fix: str | None = None) -> None:
        super().__init__(found)
        self.rule = rule
        self.found = found
        self.fix = fix


def typed(kind: Kind, text: str) -> Value:
    """Give the value that *text* writes; raises :class:`CellError` where it writes none of this kind."""
    match kind:
        case Key() | Reference() | Text() | Coded() | Clock() | Digest() | Language() | Country() | Address():
            return text
        case Flag():
            return _flag(text)
        case Count():
            return _whole(text)
        case Number():
            return _decimal(text)
        case Day():
            return _day(text)
        case Edtf():
            return _date(text)
        case _ as unreachable:
            assert_never(unreachable)


def written(value: Value) -> str:
    """Give the text that writes *value*, so that :func:`typed` gives the value back."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            if not math.isfinite(value):
                raise ValueError(f"no row file can hold the number {value}")
            return format(Decimal(repr(value)), "f").removesuffix(".0")
        case None:
            raise ValueError("an empty cell is left out of a row file")
        case _:
            return str(value)


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        meant = _MEANT.get(text.lower())
        raise CellError(codes.FLAG, quoted(text), f"Write {meant}." if meant else None)
    return text == "true"


def _whole(text: str) -> int:
    if _WHOLE.fullmatch(text) is None:
        raise CellError(codes.COUNT, quoted(text))
    if len(text) > len(str(-_LARGEST)) or abs(int(text)) > _LARGEST:
        raise CellError(codes.COUNT, quoted(text), f"Write a number between {-_LARGEST} and {_LARGEST}.")
    return int(text)


def _decimal(text: str) -> float:
    if _DECIMAL.fullmatch(text) is None or not math.isfinite(float(text)):
        raise CellError(codes.NUMBER, quoted(text))
    return float(text)


def _day(text: str) -> date:
    try:
        return dates.parse_day(text)
    except dates.DateError as error:
        raise CellError(codes.DAY, f"{quoted(text)}: {error}") from error


def _date(text: str) -> str:
    try:
        dates.parse(text)
    except dates.DateError as error:
        raise CellError(codes.EDTF, f"{quoted(text)}: {error}") from error
    return text
