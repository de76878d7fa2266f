"""A table as an Arrow schema, and its rows to Arrow and back without loss."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final, assert_never

import pyarrow as pa

from summitdata.formats.words import kind_in_words
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

_INT32: Final = range(-(2**31), 2**31)
_HALF_A_PAIR: Final = re.compile("[\ud800-\udfff]")  # a surrogate alone, which UTF-8 cannot hold


def arrow_type(kind: Kind) -> pa.DataType:
    """Give the Arrow type of the values of *kind*."""
    match kind:
        case Flag():
            return pa.bool_()
        case Count():
            return pa.int32()
        case Number():
            return pa.float64()
        case Day():
            return pa.date32()
        case (
            Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country() | Address()
        ):  # fmt: skip
            return pa.string()
        case _:
            assert_never(kind)


def arrow_schema(table: Table) -> pa.Schema:
    """Give the Arrow schema of *table*: its columns in order, required ones not nullable, meanings as metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                arrow_type(column.kind),
                nullable=not column.required,
                metadata={
                    "kind": kind_in_words(column.kind),
                    "meaning": column.meaning,
                    "origin": column.origin.value,
                },
            )
            for column in table.columns
        ],
        metadata={"table": table.name, "title": table.title, "meaning": table.meaning},
    )


def to_arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Turn *rows* into Arrow.

    Arrow itself drops columns that it does not know and takes nulls everywhere, so the rows are looked at here.
    The limits of the kinds (patterns, codes, ranges) are not: that is the business of :func:`.pandera_schema`.

    Raises:
        TypeError: A row lacks a column of *table* or has another one, a required cell is empty, or a cell holds
            a value that its kind cannot be.  The message names the table, the row's key and the column.
    """
    names = table.by_name.keys()
    tests = [(column, _test(column.kind)) for column in table.columns]
    for row in rows:
        if row.keys() != names:
            raise TypeError(f"{_row(table, row)}: {_difference(row.keys() - names, names - row.keys())}")
        for column, fits in tests:
            if not fits(value := row[column.name]) and (value is not None or column.required):
                raise TypeError(f"{_row(table, row)}, column {column.name!r}: {_mistake(column, value)}")
    schema = arrow_schema(table)
    return pa.table([pa.array([row[field.name] for row in rows], field.type) for field in schema], schema=schema)


def from_arrow(table: Table, data: pa.Table) -> list[Row]:
    """Turn Arrow into rows: what :func:`to_arrow` was given, in the same order.

    Raises:
        TypeError: The columns of *data* are not those of *table*, in order and with their types.  Whether they
            are nullable is not looked at, since most engines lose it.
    """
    expected = [(column.name, arrow_type(column.kind)) for column in table.columns]
    found = [(field.name, field.type) for field in data.schema]
    if found != expected:
        names = dict(expected).keys()
        if unlike := _difference(dict(found).keys() - names, names - dict(found).keys()):
            raise TypeError(f"table {table.name!r}: {unlike}")
        for (name, kind), (found_name, found_kind) in zip(expected, found, strict=False):
            if (name, kind) != (found_name, found_kind):
                raise TypeError(
                    f"table {table.name!r}: expected column {name!r} of type {kind}, "
                    f"found {found_name!r} of type {found_kind}"
                )
        raise TypeError(f"table {table.name!r}: a column stands twice")
    rows: list[Row] = data.to_pylist()
    return rows


def _mistake(column: Column, value: Value) -> str:
    """Say why *column* cannot hold *value*."""
    if value is None:
        return "a required cell is empty"
    return f"expected {kind_in_words(column.kind)}, found {value!r} ({type(value).__name__})"


def _test(kind: Kind) -> Callable[[Value], bool]:
    """Give the test that tells whether a value is one that *kind* can be; None is none."""
    match kind:
        case Flag():
            return lambda value: isinstance(value, bool)
        case Count():
            return lambda value: isinstance(value, int) and not isinstance(value, bool) and value in _INT32
        case Number():
            return lambda value: (
                isinstance(value, int | float) and not isinstance(value, bool) and _is_float64(value)
            )  # fmt: skip
        case Day():
            return lambda value: isinstance(value, date) and not isinstance(value, datetime)
        case (
            Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country() | Address()
        ):  # fmt: skip
            return lambda value: isinstance(value, str) and _HALF_A_PAIR.search(value) is None
        case _:
            assert_never(kind)


def _is_float64(value: float) -> bool:
    """Whether *value* is finite and 64 bits hold it without loss; an ``int`` may be too long for them."""
    return abs(value) <= sys.float_info.max and float(value) == value


def _difference(surplus: set[str], missing: set[str]) -> str:
    parts = [
        f"unknown columns {sorted(surplus)}" if surplus else "",
        f"no columns {sorted(missing)}" if missing else "",
    ]
    return " and ".join(part for part in parts if part)


def _row(table: Table, row: Row) -> str:
    return f"table {table.name!r}, row {row.get('id')!r}"
