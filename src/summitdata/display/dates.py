"""EDTF dates in words."""

from __future__ import annotations

import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_OPEN = {"", ".."}
_SIMPLE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[~?%]?)")


def in_words(edtf: str) -> str:
    """Say an EDTF date of the dataset's profile in words.

    >>> in_words("2026-01-13")
    '13 Jan 2026'
    >>> in_words("[2026-01-05..2026-01-11]")
    'one day, 5-11 Jan 2026'
    """
    if edtf.startswith("["):
        return _one_of(edtf[1:-1])
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(edtf)
    if first in _OPEN or last in _OPEN:
        return f"since {_one(first)}" if last in _OPEN else f"until {_one(last)}"
    return _between(first, last)


def _one_of(members: str) -> str:
    if ".." not in members:
        return " or ".join(_one(part.strip()) for part in members.split(","))
    first, last = members.split("..")
    if not first or not last:
        return f"not before {_one(first)}" if first else f"by {_one(last)}"
    unit = {4: "year", 7: "month"}.get(len(first.rstrip("~?%")), "day")
    return f"one {unit}, {_between(first, last)}"


def _one(text: str) -> str:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        return text
    words = match["year"]
    if match["month"]:
        words = f"{_MONTHS[int(match['month']) - 1]} {words}"
    if match["day"]:
        words = f"{int(match['day'])} {words}"
    return _QUALIFIERS.get(match["mark"], "") + words


def _between(first: str, last: str) -> str:
    left, right = _one(first).split(" "), _one(last).split(" ")
    said_once = 0
    if len(left) == len(right):
        while said_once < len(left) - 1 and left[-1 - said_once] == right[-1 - said_once]:
            said_once += 1
    dash = "-" if len(left) - said_once == 1 else " - "
    return " ".join(left[: len(left) - said_once]) + dash + " ".join(right)
