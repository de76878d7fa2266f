"""A table as a pandera schema, made of built-in checks alone so that other engines can run the same checks."""

from __future__ import annotations

from typing import assert_never, cast

import pandera.polars as pandera
import polars as pl

from summitdata.formats.constraints import constraints, whole
from summitdata.formats.words import requirement
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
    Table,
    Text,
)


def polars_type(kind: Kind) -> type[pl.DataType]:
    """Give the polars type of the values of *kind*."""
    match kind:
        case Flag():
            return pl.Boolean
        case Count():
            return pl.Int32
        case Number():
            return pl.Float64
        case Day():
            return pl.Date
        case (
            Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country() | Address()
        ):  # fmt: skip
            return pl.String
        case _:
            assert_never(kind)


def checks(kind: Kind) -> list[pandera.Check]:
    """Give the checks of *kind*: built-in ones, with the name of the limit as their ``error``.

    The names are ``codes``, ``pattern``, ``length`` and ``range``; ``description`` says what must hold.
    """
    limits = constraints(kind)
    told = requirement(kind)
    found: list[pandera.Check] = []
    if limits.codes:
        found.append(pandera.Check.isin(list(limits.codes), error="codes", description=told))
    if limits.pattern is not None:
        found.append(pandera.Check.str_matches(whole(limits.pattern), error="pattern", description=told))
    if limits.max_length is not None:
        found.append(
            pandera.Check.str_length(limits.min_length, limits.max_length, error="length", description=told)
        )  # fmt: skip
    if limits.minimum is not None:
        found.append(pandera.Check.in_range(limits.minimum, limits.maximum, error="range", description=told))
    return found


def pandera_columns(table: Table) -> dict[str, pandera.Column]:
    """Give the columns of the schema of *table*, which are all that its cells are held against."""
    return {
        column.name: pandera.Column(
            polars_type(column.kind),
            checks(column.kind),
            nullable=not column.required,
            unique=position == 0,
            description=column.meaning,
        )
        for position, column in enumerate(table.columns)
    }


def pandera_groups(table: Table) -> list[list[str]]:
    """Give the groups of columns in which no two rows of *table* may be alike."""
    return [list(group) for group in table.unique]


def pandera_schema(table: Table) -> pandera.DataFrameSchema:
    """Give the schema of *table* for a polars DataFrame: every column, in order, and no other one.

    Validate a DataFrame, with ``lazy=True``: of a LazyFrame pandera looks at the columns' types alone.  A null
    is no breach of any check; whether it may be there is the business of ``nullable``.  Two nulls count as equal
    where the rows of a table must differ in several columns.
    """
    unique = pandera_groups(table)
    return pandera.DataFrameSchema(
        pandera_columns(table),
        strict=True,
        ordered=True,
        unique=cast("list[str] | None", unique or None),  # pandera takes several groups, its annotation only one
        name=table.name,
        title=table.title,
        description=table.meaning,
    )
