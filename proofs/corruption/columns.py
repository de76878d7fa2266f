"""The columns that are corrupted, the class of each, and the share of slips that must be caught in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from summitdata.model import Address, Coded, Column, ComputedHome, Flag, Key, Origin, Reference, Table
from summitdata.schema import TABLES


class ColumnClass(StrEnum):
    """What a column is to the matrix; the share that must be caught follows from it."""

    BINDING = "binding"
    """A key, a reference, a code of a vocabulary, a flag or an offset: what holds the tables together."""
    PLAIN = "plain"
    """Any other value: dates, numbers, names, printed words, digests."""
    PROSE = "prose"
    """Free prose of ours, which nothing else repeats: measured without a target."""
    FOREIGN = "foreign"
    """An identifier that others give, such as an address: measured without a target."""
    ROWS = "rows"
    """Whole rows of a table, deleted, doubled or exchanged: measured without a target of their own."""


TARGETS: Final = {ColumnClass.BINDING: 0.94, ColumnClass.PLAIN: 0.60}
"""The share that must be caught in every column of a class."""

OVERALL: Final = 0.95
"""The share that must be caught over all columns that have a target."""

ROWS: Final = "(row)"
"""Stands in the place of a column where whole rows are corrupted."""

_OFFSETS: Final = frozenset({"start", "stop", "other_start", "other_stop"})

_PROSE: Final = frozenset({
    "title", "summary", "gist", "note", "origin_note", "reason", "said_reason", "link_reason", "preferred_reason",
    "explanation", "paraphrase", "says", "who", "scope", "preferred",
})  # fmt: skip
"""Columns of words that we wrote, which no kind tells from words that a source prints or that we look up."""


def class_of(table: Table, column: Column) -> ColumnClass:
    """Give the class of a column, from its kind where that tells, else from the list of our prose."""
    match column.kind:
        case Key() | Reference() | Coded() | Flag():
            return ColumnClass.BINDING
        case Address():
            return ColumnClass.FOREIGN
        case _ if column.name in _OFFSETS or (table.name, column.name) in _BINDING:
            return ColumnClass.BINDING
        case _ if column.name in _PROSE:
            return ColumnClass.PROSE
        case _:
            return ColumnClass.PLAIN


_BINDING: Final = frozenset({
    ("waivers", "rule"), ("waivers", "table"), ("waivers", "key"), ("tombstones", "table"), ("tombstones", "key"),
    ("tombstones", "successor"),
})  # fmt: skip
"""Texts that name a rule, a table or a key."""


def corrupted_columns(table: Table) -> tuple[Column, ...]:
    """Give the columns of a table that stand in row files: its key and what is written."""
    if isinstance(table.home, ComputedHome):
        return ()
    return (table["id"], *(column for column in table.columns if column.origin is Origin.WRITTEN))


def measured() -> tuple[tuple[str, str], ...]:
    """Give table and column of everything that the matrix measures, in the order of the tables."""
    return tuple(
        (table.name, name)
        for table in TABLES.values()
        if not isinstance(table.home, ComputedHome)
        for name in (*(column.name for column in corrupted_columns(table)), ROWS)
    )


def class_named(table: str, column: str) -> ColumnClass:
    """Give the class of what :func:`measured` names."""
    return ColumnClass.ROWS if column == ROWS else class_of(TABLES[table], TABLES[table][column])
