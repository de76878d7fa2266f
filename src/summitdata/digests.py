"""Digests of content: the same for the same rows, whatever library wrote them into whatever file.

A row is one line: a JSON object of all its columns in the order of the table, without blanks, in UTF-8; days as
YYYY-MM-DD, numbers with a fraction as the shortest decimal that gives the same double, missing values as null.
What no valid row holds, a number that is not finite, is the text nan, inf or -inf, which no number equals.
The digest of a table is the SHA-256 of its rows' lines in the order of their keys, each ended by a line feed; the
digest of a dataset that of one line per table, ``<name> <digest>``, in the order of the tables.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from summitdata.model import Kind, Number, Origin, Row, Rows, Table, Value
from summitdata.schema import TABLES

DIGEST: Final = "summitdata:digest"
"""The property of a built package, and of each of its tables, that records the digest of its content."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def canonical_line(table: Table, row: Row, *, written: bool = False) -> str:
    """Give the row as one line of canonical JSON, without the line feed; its key and *written* columns alone."""
    cells = {
        column.name: _plain(column.kind, row.get(column.name))
        for column in table.columns
        if not written or column.name == "id" or column.origin is Origin.WRITTEN
    }
    return _JSON.encode(cells)


def row_digest(table: Table, row: Row) -> str:
    """Give the SHA-256 of one row's line, in hexadecimal."""
    return hashlib.sha256(canonical_line(table, row).encode()).hexdigest()


def written_digest(table: Table, row: Row) -> str:
    """Give the SHA-256 of what people wrote of a row: of the line of its key and its written columns."""
    return hashlib.sha256(canonical_line(table, row, written=True).encode()).hexdigest()


def table_digest(table: Table, rows: Iterable[Row]) -> str:
    """Give the digest of a table's rows, whatever order they come in."""
    digest = hashlib.sha256()
    for row in sorted(rows, key=lambda row: str(row["id"])):
        digest.update(canonical_line(table, row).encode() + b"\n")
    return digest.hexdigest()


def table_digests(rows: Rows) -> dict[str, str]:
    """Give the digest of every table, in the order of the tables."""
    return {name: table_digest(table, rows.get(name, [])) for name, table in TABLES.items()}


def dataset_digest(digests: Mapping[str, str]) -> str:
    """Give the digest of a whole dataset from the :func:`table_digests` of its tables."""
    return hashlib.sha256("".join(f"{name} {digest}\n" for name, digest in digests.items()).encode()).hexdigest()


def _plain(kind: Kind, value: Value) -> Value:
    """Give a cell as JSON knows it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and not math.isfinite(value):  # a stranger's table may hold it, JSON may not
        return str(value)
    if isinstance(kind, Number) and isinstance(value, int):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
