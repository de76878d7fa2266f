"""Kinds in words: the short name of a kind, and the sentence that says what must hold of its values."""

from __future__ import annotations

from typing import assert_never

from summitdata.formats.constraints import constraints
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
)


def kind_in_words(kind: Kind) -> str:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind
    """Name *kind* in a few words, for people who read a list of columns."""
    match kind:
        case Key():
            return "key"
        case Reference(table=table):
            return f"key in {table}"
        case Text():
            return "text"
        case Coded(vocabulary=vocabulary):
            return f"code of {vocabulary.name}"
        case Flag():
            return "true or false"
        case Count():
            return "whole number"
        case Number():
            return "number"
        case Day():
            return "day"
        case Edtf():
            return "date (EDTF)"
        case Clock():
            return "time of day"
        case Digest():
            return "SHA-256"
        case Language():
            return "language tag"
        case Country():
            return "country code"
        case Address():
            return "web address"
        case _:
            assert_never(kind)


def requirement(kind: Kind) -> str:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind
    """Say in one sentence what must hold of every value of *kind*."""
    limits = constraints(kind)
    match kind:
        case Key():
            return f"A key is {_slugs(kind)}, at most {limits.max_length} characters long."
        case Reference(table=table):
            return f"The value is the key of a row of {table}."
        case Text():
            return (
                f"A text is one line of {_span(limits.min_length, limits.max_length)} characters, without control, "
                "bidirectional or invisible characters, and without a blank at either end."
            )
        case Coded(vocabulary=vocabulary):
            return f"The value is a code of the vocabulary {vocabulary.name}: {', '.join(vocabulary.names)}."
        case Flag():
            return "The value is true or false."
        case Count():
            return f"The value is a whole number from {limits.minimum} to {limits.maximum}."
        case Number():
            return f"The value is a number from {_number(kind.minimum)} to {_number(kind.maximum)}."
        case Day():
            return "A day is written YYYY-MM-DD."
        case Edtf():
            return (
                "A date is written in the profile of EDTF: a year 2026, a month 2026-01, a day 2026-01-13, any of them "
                "with ?, ~ or %, a duration 1910/1945, or one day among several [2026-01-05..2026-01-11]."
            )
        case Clock():
            return "A time of day is written HH:MM, from 00:00 to 23:59."
        case Digest():
            return "A SHA-256 is written as 64 digits 0 to 9 and letters a to f."
        case Language():
            return "A language is a BCP 47 tag such as en, ja or zh-Hans, and und where it is not known."
        case Country():
            return "A country is a code of ISO 3166-1 with two capital letters, such as JP or KR."
        case Address():
            return f"An address begins with http:// or https:// and is at most {limits.max_length} characters long."
        case _:
            assert_never(kind)


def _slugs(key: Key) -> str:
    slug = "lower-case letters and digits with single hyphens between them"
    if key.parts == 1:
        return slug
    count = str(key.parts) if key.fewest is None else f"{key.fewest} to {key.parts}"
    return f"{count} parts joined by dots, each of {slug}"


def _span(shortest: int | None, longest: int | None) -> str:
    return f"{shortest} to {longest}"


def _number(value: float) -> str:
    return f"{value:,.10g}"
