"""Rows that break one limit: what every format that can express the limit must refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import nan
from typing import Final, assert_never

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from summitdata.formats.constraints import SLUG_LENGTH, constraints
from summitdata.formats.strategies import rows
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Column,
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
    Row,
    Table,
    Text,
    Value,
)

_INT32_LIMIT: Final = 2**31 - 1


class Breach(StrEnum):
    """The limit of a cell that a value breaks; a value breaks no other one."""

    MISSING = "missing"
    """A required cell is empty."""
    TYPE = "type"
    """The value is of another type."""
    CODE = "code"
    """The value is none of the codes."""
    PATTERN = "pattern"
    """The value does not match the pattern."""
    LINE_FEED = "line feed"
    """The value would be valid without a line feed at its very end."""
    SHORT = "short"
    """The value is empty text."""
    LONG = "long"
    """The value is too long; one of fixed length then has another form too."""
    LOW = "low"
    """The number is too low."""
    HIGH = "high"
    """The number is too high."""
    WIDE = "wide"
    """The whole number does not fit in 32 bits."""
    NOT_A_NUMBER = "not a number"
    """The number is the one that is none."""


@dataclass(frozen=True, slots=True)
class Corruption:
    """A valid row of *table* but for the cell in *column*, which breaks one limit."""

    table: Table
    column: Column
    breach: Breach
    row: Row


def corrupted(table: Table) -> SearchStrategy[Corruption]:
    """Give any valid row of *table* with one cell that breaks one limit of its column."""
    choices = [(column, breach) for column in table.columns for breach in breaking_values(column)]

    @st.composite
    def draw_one(draw: DrawFn) -> Corruption:
        column, breach = draw(st.sampled_from(choices))
        value = draw(_any_breaking(column, breach))
        return Corruption(table, column, breach, draw(rows(table)) | {column.name: value})

    return draw_one()


def breaking_values(column: Column) -> dict[Breach, list[Value]]:
    """Give telling values that *column* must refuse, by the limit that they break."""
    limits = constraints(column.kind)
    found: dict[Breach, list[Value]] = {Breach.TYPE: [_of_another_type(column.kind)]}
    if column.required:
        found[Breach.MISSING] = [None]
    if limits.codes:
        first = limits.codes[0]
        found[Breach.CODE] = ["no-such-code", first.swapcase(), f"{first} ", f"{first}\n", ""]
    if limits.pattern is not None:
        found[Breach.PATTERN] = list(_unlike(column.kind))
        found[Breach.SHORT] = [""]
        found[Breach.LONG] = [_too_long(column.kind)]
        if not isinstance(column.kind, Clock | Digest):  # their length is fixed, so that a line feed is too much anyway
            found[Breach.LINE_FEED] = [f"{column.example}\n"]
    if limits.minimum is not None and limits.maximum is not None:
        found[Breach.LOW] = [limits.minimum - 1]
        if limits.maximum != _INT32_LIMIT:
            found[Breach.HIGH] = [limits.maximum + 1]
    if isinstance(column.kind, Count):
        found[Breach.WIDE] = [_INT32_LIMIT + 1]
    if isinstance(column.kind, Number):
        found[Breach.NOT_A_NUMBER] = [nan]
    return found


def _any_breaking(column: Column, breach: Breach) -> SearchStrategy[Value]:
    """Give any value that breaks this limit alone: a telling one, or any text where the limit is a pattern."""
    telling = st.sampled_from(breaking_values(column)[breach])
    limits = constraints(column.kind)
    if breach is not Breach.PATTERN or limits.pattern is None:
        return telling
    valid = re.compile(limits.pattern)
    shortest, longest = limits.min_length or 0, min(limits.max_length or 0, 40)
    if shortest > longest:
        return telling
    free = st.text(st.characters(codec="utf-8"), min_size=shortest, max_size=longest)
    return telling | free.filter(lambda text: valid.fullmatch(text.removesuffix("\n")) is None)


def _of_another_type(kind: Kind) -> Value:
    match kind:
        case Flag() | Count() | Number() | Day():
            return "perhaps"
        case (
            Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country() | Address()
        ):  # fmt: skip
            return 7
        case _:
            assert_never(kind)


def _unlike(kind: Kind) -> tuple[str, ...]:  # noqa: PLR0911 - one branch for each kind
    """Give texts that a pattern must refuse, of a length that *kind* takes."""
    match kind:
        case Key() | Reference():
            most = (constraints(kind).max_length or 0) // SLUG_LENGTH
            return (
                "Nara-summit", "nara--summit", "-nara", "nara-", "nara_summit", "nara summit", ".nara", "nara.",
                "n\u0101ra", "\u0663-\u0664-\u0665", "nara\n.x", ".".join(["n"] * (most + 1)),
            )  # fmt: skip
        case Text():
            return (
                " a", "a ", "\u00a0a", "a\u3000", "\u2003a", "a\nb", "a\tb", "a\x00b", "a\x7fb", "a\x85b", "a\u2028b",
                "a\u2029", "a\u202eb", "\u200fa", "a\u2066b", "a\u061cb", "a\u200bb", "a\ufeffb", "a\u2060b",
                "a\u00adb", "a\u3164b", "a\ue000b", "a\ufffdb", "\n", " ",
            )  # fmt: skip
        case Edtf():
            return (
                "13 January 2026", "2026-13", "2026-1", "2026-01-32", "20260113", "0000", "2026/", "[2026]",
                "2026-01-XX", "\u0662\u0660\u0662\u0666", "2026-01-13T10:00", "2026 ",
            )  # fmt: skip
        case Clock():
            return "24:00", "09:60", "9:000", "09.00", "0900 ", "\u0660\u0669:00"
        case Digest():
            return "0F" * 32, "0g" * 32, " " * 64
        case Language():
            return "EN", "english", "en_GB", "en-gb", "e1", "ja-", "zh-hans"
        case Address():
            return (
                "ftp://example.org/", "javascript:alert(1)", "https://a b.org", "https://user@example.org",
                "https://é.org", "https://example.org/%zz", "https://example.org/<a>", "HTTPS://EXAMPLE.ORG", "https://",
                "//example.org",
            )  # fmt: skip
        case Coded() | Flag() | Count() | Number() | Day() | Country():
            return ()
        case _:
            assert_never(kind)


def _too_long(kind: Kind) -> str:
    """Give a text that is like the pattern of *kind* and longer than it may be."""
    limits = constraints(kind)
    longest = limits.max_length or 0
    match kind:
        case Key() | Reference():
            parts = longest // SLUG_LENGTH
            return "n." * (parts - 1) + "n" * (longest + 1)
        case Edtf():
            return f"[{','.join(['2026'] * longest)}]"
        case Language():
            return "en" + "-variant" * longest
        case Address():
            return f"https://example.org/{'a' * longest}"
        case Digest() | Clock():
            return "0" * (longest + 1)
        case Text():
            return "字" * (longest + 1)
        case Coded() | Flag() | Count() | Number() | Day() | Country():
            raise ValueError(f"{kind} is no text with a pattern")
        case _:
            assert_never(kind)
