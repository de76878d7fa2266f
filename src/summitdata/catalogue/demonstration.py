"""Showing a check at work: the mistake as a difference between files, and what is really found in them."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from summitdata.catalogue.entry import Entry
from summitdata.diagnostics import Diagnostic

_CONTEXT: Final = 1
_MOST_LINES: Final = 14
_LONGEST_LINE: Final = 400
_MOST_FILES: Final = 5
"""How many lines of one file's difference are shown, how much of each, and of how many files."""

_ROWS: Final = 16
_MOST_BATCHES: Final = 100
"""How many rows of a table are read at a time, and how many times."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """How one file differs: lines that begin with a blank, ``-`` or ``+`` and a blank, or are an ellipsis.

    ``gone`` and ``new`` tell whether the file is there no longer, or was not there before; ``was`` is its name before,
    where it was renamed.
    """

    file: str
    lines: tuple[str, ...] = ()
    gone: bool = False
    new: bool = False
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What an example says, what it changes, and every finding that follows from it.

    ``findings`` has those of the check itself, ``others`` those of other checks that the same mistake breaks.
    """

    says: str
    changes: tuple[FileChange, ...]
    findings: tuple[Diagnostic, ...]
    others: tuple[Diagnostic, ...]


def demonstrate(entry: Entry) -> Demonstration:
    """Make the example of a check in a temporary folder, and find what is wrong there."""
    shown = entry.example
    with tempfile.TemporaryDirectory(prefix="summitdata-") as name:
        root = Path(name) / "dataset"
        root.mkdir()
        shown.start(root)
        before = _texts(root)
        shown.change(root)
        after = _texts(root)
        found = shown.judge(root)
    return Demonstration(
        shown.says,
        tuple(islice(_changes(before, after), _MOST_FILES)),
        tuple(finding for finding in found if finding.code == entry.code),
        tuple(finding for finding in found if finding.code != entry.code),
    )


def _texts(root: Path) -> dict[str, list[str]]:
    """Give every file in a folder as lines: a table as its columns and cells, what is no text with its bytes shown."""
    texts = {}
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.is_symlink():
            texts[file] = [f"(a link to {path.readlink().as_posix()})"]
        elif path.suffix == ".parquet" and path.is_file():
            texts[file] = list(_cells(path))
        elif path.is_file():
            data = path.read_bytes()
            texts[file] = (
                data.decode("utf-8", "backslashreplace").split("\n")
                if data.strip(b"\0")
                else [f"({len(data)} bytes, all of them zero)"]
            )
    return texts


def _cells(path: Path) -> Iterator[str]:
    """Give a built table as lines, one for each column and one for each cell; one line where it is no table.

    It is read a few rows at a time, and the start of each cell kept: an example is made to fill the memory.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = path.read_bytes()
    try:
        table = pq.ParquetFile(pa.BufferReader(data))
    except pa.ArrowException:
        yield f"({len(data)} bytes that are no table)"
        return
    for field in table.schema_arrow:
        yield f"column {field.name}: {field.type}"
    for batch in islice(table.iter_batches(_ROWS), _MOST_BATCHES):
        for row in batch.to_pylist():
            cells = {column: str(value)[: _LONGEST_LINE + 1] for column, value in row.items() if value is not None}
            yield from (f"{cells['id']}, {column}: {value}" for column, value in cells.items())
    yield f"({len(data)} bytes)"


def _changes(before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[FileChange]:
    """Compare all files; where a table differs, its digests in other files go without saying."""
    differing = [file for file in sorted({*before, *after}) if before.get(file) != after.get(file)]
    tables = [file for file in differing if file.endswith(".parquet") and file in before and file in after]
    gone = {file for file in differing if file not in after}
    renamed = {
        file: old for file in differing if file not in before for old in sorted(gone) if before[old] == after[file]
    }  # fmt: skip
    for file in tables or differing:
        if file in renamed:
            yield FileChange(file, was=renamed[file])
        elif file not in before:
            yield FileChange(file, _cut(f"+ {line}" for line in after[file] if line), new=True)
        elif file not in gone:
            old, new = before[file], after[file]
            if tables and old[:-1] != new[:-1]:  # the last line, how long a table is, goes without saying too
                old, new = old[:-1], new[:-1]
            yield FileChange(file, _cut(_difference(old, new)))
        elif file not in renamed.values():
            yield FileChange(file, gone=True)


def _difference(old: list[str], new: list[str]) -> Iterator[str]:
    """Give the lines that differ, each stretch with a line before and behind it."""
    between = False
    for line in list(difflib.unified_diff(old, new, n=_CONTEXT, lineterm=""))[2:]:
        if line.startswith("@@"):
            if between:
                yield "\u2026"
            between = True
        else:
            yield f"{line[0]} {line[1:]}"


def _cut(lines: Iterable[str]) -> tuple[str, ...]:
    """Leave the end of a long difference, and of each long line, out."""
    cut = [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}\u2026" for line in lines]
    return tuple(cut if len(cut) <= _MOST_LINES else [*cut[: _MOST_LINES - 1], "\u2026"])
