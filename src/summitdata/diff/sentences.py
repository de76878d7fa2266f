"""Sentences that tell of a change in the words of the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from summitdata.model import Row, Value
from summitdata.schema import TABLES

SINGULAR: Final = {
    "sources": "source", "events": "event", "quotes": "quote", "claims": "claim", "renderings": "rendering",
    "spans": "span", "runs": "shared run", "discrepancies": "discrepancy", "positions": "position",
    "actors": "actor", "terms": "term of office", "names": "spelling", "places": "place",
    "participants": "participation", "speakers": "speaker", "waivers": "waiver", "tombstones": "tombstone",
}  # fmt: skip
"""What one row of each table is called."""

PLURAL: Final = {
    **{name: name for name in SINGULAR},
    "runs": "shared runs", "terms": "terms of office", "names": "spellings", "participants": "participations",
}  # fmt: skip
"""What several rows of each table are called."""

SCALES: Final[Mapping[tuple[str, str], tuple[tuple[str, ...], str, str]]] = {
    ("quotes", "attribution"): (("undisputed", "one-sided", "disputed", "denied"), "weakened", "strengthened"),
    ("renderings", "link"): (("stated", "inferred", "doubtful"), "weakened", "strengthened"),
    ("claims", "basis"): (("explicit", "inferred"), "weakened", "strengthened"),
    ("sources", "derivation_basis"): (("explicit", "inferred"), "weakened", "strengthened"),
    ("sources", "extent"): (("full", "partial", "none"), "shrank", "grew"),
    ("discrepancies", "status"): (("resolved", "explained", "open"), "reopened", "advanced"),
}
"""The columns whose codes have an order, the firmest first, with the verbs for going down and up in it."""

_WORDS: Final = {
    "part_of": "the larger body", "derived_from": "the document it comes from", "held": "whether its text is held",
    "as_printed": "the words as printed", "contested": "whether a discrepancy is recorded", "said": "day",
    "origins": "independent origins", "text_sha256": "digest of the text",
}  # fmt: skip
_DATES: Final = {"date": ("date_first", "date_last"), "said": ("said_first", "said_last"),
                 "published": ("published_first", "published_last")}  # fmt: skip


def noun(table: str) -> str:
    """Call one row of a table by its name."""
    return SINGULAR.get(table, f"row of {table}")


def of_key(table: str, key: str) -> str:
    """Name a row by its table and key."""
    return f"{noun(table)} {key}"


def plural(table: str, count: int) -> str:
    """Count rows of a table in words."""
    return f"{count} {noun(table) if count == 1 else PLURAL.get(table, f'rows of {table}')}"


def shown(value: Value) -> str:
    """Show one cell: text between quotation marks where it has blanks, nothing as 'nothing'."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str() if not value or " " in value:
            return f"“{value}”"
        case _:
            return str(value)


def of_cell(table: str, key: str, column: str, before: Row, after: Row) -> str:
    """Tell of one changed cell."""
    old, new = before[column], after[column]
    name = _WORDS.get(column, column.replace("_", " "))
    return f"{of_key(table, key)}: {name} {_verb(table, column, before, after)} from {shown(old)} to {shown(new)}"


def of_row(table: str, key: str, row: Row) -> str:
    """Name a row by its key and what a person reads for it."""
    label = TABLES[table].label if table in TABLES else "id"
    what = row.get(label)
    return f"{noun(table)} {key}" if label == "id" or what is None else f"{noun(table)} {key} ({shown(what)})"


def _verb(table: str, column: str, before: Row, after: Row) -> str:
    old, new = before[column], after[column]
    if (scale := SCALES.get((table, column))) and old in scale[0] and new in scale[0]:
        order, down, up = scale
        return down if order.index(str(new)) > order.index(str(old)) else up
    if column in _DATES:
        first, last = _DATES[column]
        was, now = (_days(row.get(first), row.get(last)) for row in (before, after))
        if was and now and was != now:
            if was[0] <= now[0] and now[1] <= was[1]:
                return "narrowed"
            if now[0] <= was[0] and was[1] <= now[1]:
                return "widened"
    return "changed"


def _days(first: Value, last: Value) -> tuple[date, date] | None:
    """Give the first and last day of a date that has both."""
    return (first, last) if isinstance(first, date) and isinstance(last, date) else None
