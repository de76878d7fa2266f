"""Where row files stand and what each of them may hold: a shape per file, and the list of all files below a root."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from summitdata.diagnostics import Diagnostic, Place
from summitdata.formats.constraints import SLUG, SLUG_LENGTH
from summitdata.model import Column, Origin, Table
from summitdata.rows import codes
from summitdata.rows.codes import quoted
from summitdata.rows.limits import MOST_BYTES, MOST_FILES, MOST_FINDINGS
from summitdata.rows.package_info import CONTRIBUTORS, LICENCES, PACKAGE
from summitdata.schema import file_tables, list_tables, nested_in

FOLDER: Final = "rows"
"""The folder of the row files in a dataset."""

_SLUG: Final = re.compile(SLUG)
_ALIKE: Final = 0.75
"""How much like a known name another must be to be taken for it."""

PACKAGE_FILE: Final = "package.yaml"
"""The row file that describes the package itself."""


def is_slug(text: str) -> bool:
    """Whether *text* can be one part of a key."""
    return len(text) <= SLUG_LENGTH and _SLUG.fullmatch(text) is not None


@dataclass(frozen=True)
class Shape:
    """What a record may hold: the written columns of its table, and the records of other tables nested in it."""

    table: Table
    nested: dict[str, Shape] = field(default_factory=dict)

    @cached_property
    def written(self) -> dict[str, Column]:
        """The columns that stand in the record, by name."""
        return {column.name: column for column in self.table.written}

    @cached_property
    def implied(self) -> tuple[Column, ...]:
        """The columns that follow from where the record stands."""
        return tuple(column for column in self.table.columns if column.origin is Origin.IMPLIED)

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The names of all columns that reading fills: written, implied, derived."""
        read = {Origin.WRITTEN, Origin.IMPLIED, Origin.DERIVED}
        return tuple(column.name for column in self.table.columns if column.origin in read)


@dataclass(frozen=True)
class RowFile:
    """One row file: its path, its name as findings give it, and what it holds.

    ``key`` is the key of its one record; it is None where the file holds a mapping from keys to records.
    """

    path: Path
    name: str
    shape: Shape
    key: str | None
    editor_line: str


def shape_of(table: Table) -> Shape:
    """Give the shape of the records of *table*, from what the tables declare."""
    return Shape(table, {name: shape_of(inner) for name, inner in nested_in(table.name).items()})


PACKAGE_SHAPE: Final = Shape(PACKAGE, {"contributors": Shape(CONTRIBUTORS), "licences": Shape(LICENCES)})
FILE_SHAPES: Final = {directory: shape_of(table) for directory, table in file_tables().items()}
LIST_SHAPES: Final = {file: shape_of(table) for file, table in list_tables().items()}


def record_file(root: Path, directory: str, key: str) -> RowFile:
    """Give the row file of the record *key* in *directory*, whether it exists or not."""
    name = f"{key}.yaml"
    path = root / FOLDER / directory / name
    return RowFile(
        path, f"{FOLDER}/{directory}/{shown(name)}", FILE_SHAPES[directory], shown(key), _line("../..", directory)
    )


def list_file(root: Path, file: str) -> RowFile:
    """Give the list file *file*, whether it exists or not."""
    stem = file.removesuffix(".yaml")
    return RowFile(root / FOLDER / file, f"{FOLDER}/{file}", LIST_SHAPES[file], None, _line("..", stem))


def package_file(root: Path) -> RowFile:
    """Give the file that describes the package, whether it exists or not."""
    path = root / FOLDER / PACKAGE_FILE
    return RowFile(path, f"{FOLDER}/{PACKAGE_FILE}", PACKAGE_SHAPE, "package", _line("..", "package"))


def row_file_at(path: Path) -> RowFile:
    """Give the row file at *path*; ``ValueError`` where no row file can stand there."""
    folder = path.parent
    if folder.name == FOLDER and path.name in LIST_SHAPES:
        return list_file(folder.parent, path.name)
    if folder.name == FOLDER and path.name == PACKAGE_FILE:
        return package_file(folder.parent)
    if folder.parent.name == FOLDER and folder.name in FILE_SHAPES and path.suffix == ".yaml":
        return record_file(folder.parent.parent, folder.name, path.stem)
    raise ValueError(f"{path} is not where a row file stands")


def row_files(root: Path) -> tuple[list[RowFile], list[Diagnostic]]:
    """List every row file of the dataset in *root* by name, with findings about what else stands there."""
    files: list[RowFile] = []
    findings: list[Diagnostic] = []
    folder = root / FOLDER
    if folder.is_symlink():
        return files, [codes.LINK.finding(Place(FOLDER), "a symbolic link")]
    if not folder.is_dir():
        return files, [codes.NO_ROWS.finding(Place(FOLDER), "no such folder")]
    for entry in _entries(folder, FOLDER, findings):
        name = f"{FOLDER}/{shown(entry.name)}"
        if entry.is_symlink():
            findings.append(codes.LINK.finding(Place(name), "a symbolic link"))
        elif entry.is_dir() and entry.name in FILE_SHAPES:
            files += _records(root, entry.name, findings)
        elif entry.is_file() and entry.name in LIST_SHAPES:
            files.append(list_file(root, entry.name))
        elif entry.is_file() and entry.name == PACKAGE_FILE:
            files.append(package_file(root))
        else:
            findings.append(_stray(name, entry, suggest=len(findings) < MOST_FINDINGS))
    findings += _excess(files)
    if any(finding.code == codes.TOO_LARGE_DATASET.code for finding in findings):
        return [], findings
    return files, findings


def shown(name: str) -> str:
    """Give the name of a file as text that can be printed, whatever bytes it is made of."""
    text = os.fsencode(name).decode("utf-8", errors="backslashreplace")
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")


def _line(up: str, schema: str) -> str:
    return f"# yaml-language-server: $schema={up}/schema/{schema}.json"


def _entries(folder: Path, name: str, findings: list[Diagnostic]) -> list[os.DirEntry[str]]:
    """List what stands in *folder* by name, without the hidden files that editors and systems leave there."""
    try:
        with os.scandir(folder) as entries:
            first = list(islice(entries, MOST_FILES + 1))
    except OSError as error:
        findings.append(codes.UNREADABLE.finding(Place(name), f"a folder that cannot be listed: {error.strerror}"))
        return []
    if len(first) > MOST_FILES:
        found = f"more than {MOST_FILES:,} entries in this folder"
        findings.append(codes.TOO_LARGE_DATASET.finding(Place(name), found))
        return []
    return sorted(
        (entry for entry in first if not entry.name.startswith(".") or _is_yaml(entry.name)),
        key=lambda entry: entry.name,
    )


def _excess(files: list[RowFile]) -> Iterator[Diagnostic]:
    """Find that there are too many *files*, or too much in them together."""
    if len(files) > MOST_FILES:
        yield codes.TOO_LARGE_DATASET.finding(Place(FOLDER), f"{len(files):,} row files")
    size = 0
    for file in files:
        with suppress(OSError):  # what cannot be looked at is found when it is opened
            size += file.path.lstat().st_size
    if size > MOST_BYTES:
        yield codes.TOO_LARGE_DATASET.finding(Place(FOLDER), f"row files of {size:,} bytes together")


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def _records(root: Path, directory: str, findings: list[Diagnostic]) -> list[RowFile]:
    """List the record files of one folder."""
    files = []
    table = FILE_SHAPES[directory].table.name
    for entry in _entries(root / FOLDER / directory, f"{FOLDER}/{directory}", findings):
        name = f"{FOLDER}/{directory}/{shown(entry.name)}"
        key = entry.name.removesuffix(".yaml")
        if entry.is_symlink():
            findings.append(codes.LINK.finding(Place(name), "a symbolic link", table=table))
        elif not entry.is_file():
            what = "a folder" if entry.is_dir() else "neither a file nor a folder"
            findings.append(codes.STRAY.finding(Place(name), what, table=table))
        elif key == entry.name:
            fix = f"Rename the file to {quoted(shown(key[: key.rfind('.')]) + '.yaml')}." if _is_yaml(key) else None
            findings.append(codes.NOT_YAML.finding(Place(name), quoted(shown(entry.name)), fix, table=table))
        else:
            if not is_slug(key):
                slug = re.sub("[^a-z0-9]+", "-", key.lower()).strip("-")
                fix = f"Rename the file to {quoted(slug + '.yaml')}." if slug else None
                findings.append(codes.FILE_NAME.finding(Place(name), quoted(shown(key)), fix, table=table))
            files.append(record_file(root, directory, key))
    return files


def _stray(name: str, entry: os.DirEntry[str], *, suggest: bool) -> Diagnostic:
    stem = entry.name.removesuffix(".yaml")
    known = [*FILE_SHAPES] if entry.is_dir() else [*LIST_SHAPES, PACKAGE_FILE]
    near = difflib.get_close_matches(entry.name, known, n=1, cutoff=_ALIKE) if suggest else []
    fix = None
    if near:
        fix = f"Did you mean {quoted(near[0])}? Rename it, or move it out of the folder rows."
    elif not entry.is_dir() and stem in FILE_SHAPES:
        fix = f"Give each record a file of its own in the folder {FOLDER}/{stem}."
    found = f"the {'folder' if entry.is_dir() else 'file'} {quoted(shown(entry.name))}"
    return codes.STRAY.finding(Place(name), found, fix)
