"""The records many times over, for tests and measurements of what grows with them."""

from __future__ import annotations

from summitdata.model import Key, Reference, Row, Rows
from summitdata.records import records
from summitdata.schema import PROPERTY_VALUES, TABLES

SHARED = frozenset({"actors", "places", "sources", "terms", "names", "runs"})
"""The tables that are not repeated where everything is to fall to the same people, places and sources."""


def many(copies: int, *, shared: bool = False) -> Rows:
    """Give every row so many times, each copy with keys of its own and tied to rows of the same copy.

    Args:
        copies: How often.
        shared: Leave the actors, places and sources as they are, so that the rest piles up on them.
    """
    own = frozenset(TABLES) - (SHARED if shared else frozenset())
    rows: Rows = {}
    for name, old in records().rows.items():
        if name in own:
            rows[name] = [_copied(name, row, number, own) for number in range(copies) for row in old]
        else:
            rows[name] = [dict(row) for row in old]
    return rows


def _copied(table: str, row: Row, number: int, own: frozenset[str]) -> Row:
    copy = dict(row)
    for column in TABLES[table].columns:
        kind = column.kind
        if (table, column.name) == ("claims", "value"):
            kind = PROPERTY_VALUES[str(row["property"])]
        target = table if isinstance(kind, Key) else kind.table if isinstance(kind, Reference) else None
        if target in own and row[column.name] is not None:
            first, dot, rest = str(row[column.name]).partition(".")
            copy[column.name] = f"{first}-{number}{dot}{rest}"
    return copy
