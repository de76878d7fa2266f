"""Finding the files of each table: in a folder, behind a pattern, or at an address of an object store."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import Final

from summitdata.errors import NoDatasetError
from summitdata.model import Day
from summitdata.schema import TABLES

FORMATS: Final = {
    ".parquet": "parquet", ".csv": "csv", ".csv.gz": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl", ".ndjson.gz": "jsonl",
}  # fmt: skip
"""The formats of files that engines read, by how the names of the files end."""

_PARTITION: Final = re.compile(r"(?P<column>[a-z][a-z0-9_]*)=[^/]*")
_SHOWN: Final = ", ".join(f"*{ending}" for ending in FORMATS)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one table.

    ``paths`` are the files, or patterns of them where only the engine can list them; ``root`` is the folder below
    which a folder ``column=value`` gives the cells of a column, and ``partitions`` are those columns.
    """

    table: str
    form: str
    paths: tuple[str, ...]
    root: str
    partitions: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, ...]:
        """Those of the columns by which folders divide that are days; an engine reads the others as text."""
        kinds = {name: column.kind for name, column in TABLES[self.table].by_name.items()}
        return tuple(name for name in self.partitions if isinstance(kinds.get(name), Day))

    @property
    def shown(self) -> str:
        """What a finding calls them: the file, or the folder where there are several."""
        return PurePosixPath(self.paths[0]).name if len(self.paths) == 1 else f"{self.table}/"


def find_files(place: str) -> dict[str, Files]:
    """Find the files of every table at a place, by table in the order of the tables.

    A file belongs to the table that it is named after (``quotes.parquet``, ``quotes-0001.parquet``), or that a folder
    above it is (``quotes/language=en/part-0.parquet``).

    Args:
        place: A folder, a pattern such as ``corpus/*.parquet`` or ``corpus/quotes/**``, a file, or the address of
            files in an object store, such as ``s3://bucket/quotes/*.parquet``.

    Raises:
        NoDatasetError: There is no such place, no file there belongs to a table, or those of one table are unlike.
    """
    if "://" in place:
        return {files.table: files for files in _remote(place)}
    if has_magic(place):
        files = [Path(name) for name in sorted(glob(place, recursive=True)) if Path(name).is_file()]  # noqa: PTH207 - the pattern may begin at any folder
        base = Path(place[: re.search(r"[*?\[]", place).start()]).parent  # type: ignore[union-attr]
        if not files:
            raise NoDatasetError(f"No file is like {place!r}.")
    else:
        base = Path(place)
        if not base.exists():
            raise NoDatasetError(f"There is no folder or file {place}.")
        files = sorted(_below(base)) if base.is_dir() else [base]
    found = _by_table(files, base)
    if not found:
        raise NoDatasetError(
            f"No file in {place} belongs to a table. Name files or folders after the tables ({', '.join(TABLES)}), "
            f"such as quotes.parquet or quotes/part-0.parquet; read are {_SHOWN}."
        )
    return {name: found[name] for name in TABLES if name in found}


def _below(folder: Path) -> Iterator[Path]:
    """Give the data files of a folder: in it, and anywhere below the folders that are named after tables."""
    own = _named(folder.resolve().name)
    for entry in folder.iterdir():
        if entry.is_file() and _form(entry.name):
            yield entry
        elif entry.is_dir() and (_named(entry.name) or own) and not entry.name.startswith((".", "_")):
            yield from (file for file in entry.rglob("*") if file.is_file() and not _hidden(file, entry))


def _hidden(file: Path, folder: Path) -> bool:
    """Tell whether a file is one that engines leave beside the data."""
    return any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)


def _by_table(files: Iterable[Path], base: Path) -> dict[str, Files]:
    """Sort files by the table that they belong to; those that belong to none are left aside.

    Raises:
        NoDatasetError: The files of one table have several formats, or several ways of being divided.
    """
    paths: dict[str, list[tuple[Path, Path]]] = defaultdict(list)
    for file in files:
        home = _home(file, base)
        if home is not None and _form(file.name):
            paths[home[0]].append((file, home[1]))
    found = {}
    for table, listed in paths.items():
        root = listed[0][1]
        forms = {_form(file.name) for file, _ in listed}
        parts = {_partitions(file.relative_to(root) if root in file.parents else file) for file, _ in listed}
        if len(forms) > 1 or len(parts) > 1 or len({home for _, home in listed}) > 1:
            raise NoDatasetError(
                f"The files of {table} are of several kinds, such as {listed[0][0]} and {listed[-1][0]}. "
                "Keep a table in one place, in one format, and divided into folders in one way."
            )
        found[table] = Files(
            table, str(forms.pop()), tuple(str(file) for file, _ in listed), str(root), parts.pop()
        )  # fmt: skip
    return found


def _home(file: Path, base: Path) -> tuple[str, Path] | None:
    """Give the table that a file belongs to, and the folder that holds all of its files."""
    if table := _named(file.name.partition(".")[0]):
        return table, file.parent
    highest = base.resolve() if base.is_dir() else base.resolve().parent
    for folder in file.resolve().parents:
        if table := _named(folder.name):
            root = next((each for each in file.parents if each.resolve() == folder), base)
            return table, root
        if folder == highest:
            break
    return None


def _named(name: str) -> str | None:
    """Give the table that a file or folder is named after."""
    table = re.split(r"[-_.]", name, maxsplit=1)[0]
    return table if table in TABLES else None


def _form(name: str) -> str | None:
    return next((form for ending, form in FORMATS.items() if name.lower().endswith(ending)), None)


def _partitions(file: Path) -> tuple[str, ...]:
    return tuple(found["column"] for part in file.parts[:-1] if (found := _PARTITION.fullmatch(part)))


def _remote(place: str) -> Iterator[Files]:
    """Take an address as it is: it names the files of one table, which only the engine can list."""
    parts = place.partition("://")[2].split("/")
    table = next((table for part in reversed(parts) if (table := _named(part))), None)
    form = _form(place)
    if table is None or form is None:
        raise NoDatasetError(
            f"The address {place} names no files of a table. Write it with the table and the ending of its files, "
            "such as s3://bucket/corpus/quotes/*.parquet."
        )
    yield Files(table, form, (place,), place.rpartition("/")[0])
