"""The tables as CSV and as JSON Lines, for who cannot read Parquet, with the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Final

from summitdata.digests import canonical_line
from summitdata.model import Row, Table, Value

FORMULA: Final = ("=", "+", "-", "@", "'")
"""How a text begins that a spreadsheet would take for a formula, or for our own mark; no text has a tab or a break."""


def to_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Give the rows as CSV in UTF-8: a header, lines that end in a line feed, nothing for a missing value.

    A text that begins with one of :data:`FORMULA` has an apostrophe before it: a spreadsheet then shows the text and
    runs nothing.  Whoever takes one apostrophe away from such a cell has the text; numbers stay as they are.
    """
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([_cell(row[column.name]) for column in table.columns])
    return sink.getvalue().encode()


def to_json_lines(table: Table, rows: Iterable[Row]) -> bytes:
    """Give the rows as JSON Lines: one object a line, in the canonical form of :mod:`summitdata.digests`."""
    return "".join(f"{canonical_line(table, row)}\n" for row in rows).encode()


def from_csv_cell(text: str) -> str:
    """Give the text that a cell of :func:`to_csv` stands for."""
    return text.removeprefix("'")


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str() if value.startswith(FORMULA):
            return f"'{value}"
        case _:
            return str(value)
