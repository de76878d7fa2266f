"""The lock: the digest of every row as it was built, so that each row that is another one since can be named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Final

from summitdata.build import codes
from summitdata.diagnostics import Diagnostic
from summitdata.digests import row_digest
from summitdata.model import Rows
from summitdata.schema import TABLES
from summitdata.strangers import Refusal, contents
from summitdata.strangers.limits import LARGEST_PACKAGE

LOCK: Final = "rows.sha256"
"""The file of the lock in a dataset's folder: a line for each row, its SHA-256, two blanks, its table, '/', its key."""

Lock = dict[tuple[str, str], str]
"""The digest of each row, by table and key."""

_LINE: Final = re.compile("(?P<digest>[0-9a-f]{64})  (?P<table>[a-z]+)/(?P<key>[^/ ]+)")


class LockError(ValueError):
    """The text of a lock cannot be read; the message says what stands there, and where."""


def lock_of(rows: Rows) -> Lock:
    """Give the lock of complete *rows*: of each the digest that :func:`summitdata.digests.row_digest` gives."""
    return {
        (name, str(row["id"])): row_digest(table, row) for name, table in TABLES.items() for row in rows.get(name, [])
    }


def written(lock: Lock) -> bytes:
    """Give the file of a lock: its lines in the order of the tables, and in each in that of the keys."""
    order = list(TABLES)
    rows = sorted(lock, key=lambda row: (order.index(row[0]), row[1]))
    return "".join(f"{lock[row]}  {row[0]}/{row[1]}\n" for row in rows).encode()


def parsed(data: bytes) -> Lock:
    """Read the file of a lock.

    Raises:
        LockError: It is not UTF-8, a line is none of a lock, or a row stands in it twice.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise LockError(f"bytes that are no text, from byte {error.start} on") from error
    lock: Lock = {}
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise LockError(f"line {number}, which is no digest, table and key: {line[:80]!r}")
        row = found["table"], found["key"]
        if row in lock:
            raise LockError(f"line {number}, which has {row[0]}/{row[1]} a second time")
        lock[row] = found["digest"]
    return lock


def unlocked(root: Traversable, rows: Rows) -> Iterator[Diagnostic]:
    """Find every row of complete *rows* that differs from the lock in the dataset's folder *root*, or no lock there."""
    data = contents(root.joinpath(LOCK), LARGEST_PACKAGE)
    if isinstance(data, Refusal):
        yield codes.LOCKED.finding(LOCK, data.found)
        return
    try:
        lock = parsed(data)
    except LockError as error:
        yield codes.LOCKED.finding(LOCK, str(error))
    else:
        yield from changes(lock, rows)


def changes(lock: Mapping[tuple[str, str], str], rows: Rows) -> Iterator[Diagnostic]:
    """Find every row of complete *rows* that is not the one in the lock, is new, or is there no longer."""
    now = lock_of(rows)
    for row, digest in now.items():
        if row not in lock:
            yield _finding(row, "a row that the lock does not have")
        elif lock[row] != digest:
            yield _finding(row, f"a row with the digest {digest[:12]}, while {lock[row][:12]} is locked")
    for row in lock:
        if row not in now:
            yield _finding(row, "no such row, while one is locked")


def _finding(row: tuple[str, str], found: str) -> Diagnostic:
    table, key = row
    return codes.LOCKED.finding(LOCK, found, table=table, key=key)
