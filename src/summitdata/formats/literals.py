"""Values that the declarations give as text: the examples and the defaults of columns."""

from __future__ import annotations

from datetime import date
from typing import assert_never

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
    Text,
    Value,
)


def literal(kind: Kind, text: str) -> Value:
    """Give the value of *kind* that *text* stands for.

    Raises:
        ValueError: *text* is no value of the kind.  Only the form is looked at, not the limits.
    """
    match kind:
        case Flag():
            return bool(("false", "true").index(text))
        case Count():
            return int(text)
        case Number():
            return float(text)
        case Day():
            return date.fromisoformat(text)
        case (
            Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country() | Address()
        ):  # fmt: skip
            return text
        case _:
            assert_never(kind)


def example(column: Column) -> Value:
    """Give the example of *column*, typed."""
    return literal(column.kind, column.example)
