"""The derived columns: what follows from the written columns of a row, or from its own parts."""

from __future__ import annotations

from functools import cache
from typing import Final

from summitdata import dates
from summitdata.model import Count, Edtf, Kind, Number, Origin, Row, Table, Value
from summitdata.schema import CLAIMS, PROPERTY_VALUES, RENDERINGS, TABLES

JOINT: Final = " \u2026 "
"""Stands between the quoted stretches of one rendering."""

_WIDENED: Final = 10
"""A number that is given as approximate may be off by one part in this many."""
_DAYS: Final = frozenset({"first", "last"})


def base_of(table: Table, name: str) -> str | None:
    """Name the written column that the derived column *name* is computed from; None where it has none."""
    base, _, end = name.rpartition("_")
    return base if end in {"first", "last", "low", "high"} and base in table.by_name else None


def value_kind(row: Row) -> Kind | None:
    """Give the kind of a claim's value where the reader must understand it: a date or a number."""
    kind = PROPERTY_VALUES.get(str(row.get("property")))
    return kind if isinstance(kind, Edtf | Count | Number) else None


@cache
def _derived(table: str) -> tuple[tuple[str, str], ...]:
    """List the derived columns of a table that come from one written column, each with that column."""
    columns = TABLES[table].columns if table in TABLES else ()
    return tuple(
        (column.name, base)
        for column in columns
        if column.origin is Origin.DERIVED and (base := base_of(TABLES[table], column.name)) is not None
    )


def derive(table: Table, row: Row, unread: set[str]) -> None:
    """Fill the derived columns of *row* from its written ones, and add those to *unread* that can't be told.

    The text of a rendering comes from its spans: see :func:`join_speech`.
    """
    for name, base in _derived(table.name):
        end = name.rpartition("_")[2]
        needed = {base}
        if table is CLAIMS:
            needed |= {"property"} if end in _DAYS else {"property", "about"}
        if needed & unread:
            unread.add(name)
            continue
        value = row[base]
        if isinstance(value, str):
            kind = value_kind(row) if table is CLAIMS else table[base].kind
            row[name] = _end(kind, value, end, about=row.get("about") is True)


def _end(kind: Kind | None, value: str, end: str, *, about: bool) -> Value:
    """Give the first or last day of a date, the lowest or highest of a number, and None of anything else."""
    if isinstance(kind, Edtf) and end in _DAYS:
        interval = dates.parse(value)
        return interval.first if end == "first" else interval.last
    if isinstance(kind, Count | Number) and end not in _DAYS:
        number = float(value)
        margin = abs(number) / _WIDENED if about else 0.0
        return number - margin if end == "low" else number + margin
    return None


def join_speech(renderings: list[Row], spans: list[Row], unread: set[tuple[str, str, str]]) -> None:
    """Fill the text of each rendering with the quoted speech of its spans, and add to *unread* what can't be told."""
    speech: dict[str, list[str]] = {}
    for span in spans:
        rendering = span["rendering"]
        if rendering is None:
            continue
        if {("spans", str(span["id"]), "use"), ("spans", str(span["id"]), "text")} & unread:
            unread.add((RENDERINGS.name, str(rendering), "text"))
        elif span["use"] == "speech" and isinstance(span["text"], str):
            speech.setdefault(str(rendering), []).append(span["text"])
    for row in renderings:
        key = str(row["id"])
        if {(RENDERINGS.name, key, "text"), (RENDERINGS.name, key, "spans")} & unread:
            unread.add((RENDERINGS.name, key, "text"))
        elif key in speech:
            row["text"] = JOINT.join(speech[key])
