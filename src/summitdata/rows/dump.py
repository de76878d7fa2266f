"""Writing a whole dataset's row files from its rows: the inverse of reading them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from summitdata.model import NestedHome, Origin, Row, Rows, Table
from summitdata.rows.cells import written
from summitdata.rows.layout import (
    FILE_SHAPES,
    FOLDER,
    LIST_SHAPES,
    PACKAGE_SHAPE,
    Shape,
    is_slug,
    list_file,
    package_file,
    record_file,
)
from summitdata.rows.nodes import Entry, Mapping, Scalar
from summitdata.rows.package_info import PackageInfo, package_rows
from summitdata.rows.write import canonical, replace_file
from summitdata.schema import TABLES, parents_of

_DIGITS: Final = re.compile("([0-9]+)")

Children = dict[tuple[str, str, str], list[Row]]
"""Nested rows by the table and key of the record that holds them, and by their own table."""


def write_rows(rows: Rows, info: PackageInfo | None, root: Path) -> None:
    """Write the row files of a dataset into *root*, which must not have a folder ``rows`` yet.

    Raises ``FileExistsError`` where there is one, and ``ValueError`` as :func:`row_texts` does.
    """
    files = row_texts(rows, info, root)
    (root / FOLDER).mkdir(parents=True)
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        replace_file(path, text.encode())


def row_texts(rows: Rows, info: PackageInfo | None, root: Path) -> dict[Path, str]:
    """Give the row files of a dataset that lies in *root*, by their paths, without writing them.

    *rows* may be complete: only the written columns and the keys are looked at.  Nested records stand in the
    natural order of their local keys (c2 before c10), those that have a ``part`` in the order of their parts.

    Raises ``ValueError`` for a row whose key can't be
    the name of a file or of a nested record, or whose parent isn't there.
    """
    files: dict[Path, str] = {}
    children = _children(rows)
    for directory, shape in FILE_SHAPES.items():
        for row in rows.get(shape.table.name, []):
            file = record_file(root, directory, _slug(str(row["id"])))
            files[file.path] = canonical(file, _mapping(shape, row, children))
    for name, shape in LIST_SHAPES.items():
        file = list_file(root, name)
        listed = sorted(rows.get(shape.table.name, []), key=lambda row: str(row["id"]))
        entries = [Entry(_slug(str(row["id"])), 0, 0, _mapping(shape, row, children)) for row in listed]
        files[file.path] = canonical(file, Mapping(0, 0, entries))
    if children:
        table, key, _ = next(iter(children))
        raise ValueError(f"there are rows nested in {key!r}, but {table} has no such row")
    if info is not None:
        files[package_file(root).path] = package_text(info)
    return files


def package_text(info: PackageInfo) -> str:
    """Give the text of the file ``package.yaml`` that says what the package is."""
    package, contributors, licences = package_rows(info)
    nested = {("package", "package", "contributors"): contributors, ("package", "package", "licences"): licences}
    return canonical(package_file(Path()), _mapping(PACKAGE_SHAPE, package, nested))


def _children(rows: Rows) -> Children:
    """Sort the rows of the nested tables by the records that hold them."""
    children: Children = {}
    for table in TABLES.values():
        if isinstance(table.home, NestedHome):
            for row in rows.get(table.name, []):
                children.setdefault((*_parent(table, row), table.name), []).append(row)
    return children


def _parent(table: Table, row: Row) -> tuple[str, str]:
    """Give table and key of the record that holds *row*: the one whose key is the row's key without its last part."""
    key = str(row["id"]).rpartition(".")[0]
    for column, target in table.references:
        if column.origin is Origin.IMPLIED and target in parents_of(table) and key and row[column.name] == key:
            return target, key
    raise ValueError(f"the key {row['id']!r} in {table.name} does not begin with the key of a row that can hold it")


def _mapping(shape: Shape, row: Row, children: Children) -> Mapping:
    """Turn a row into the tree of its record, and take what is nested in it from *children*."""
    entries = [
        Entry(column.name, 0, 0, Scalar(written(row[column.name]), plain=True, line=0, column=0, width=1))
        for column in shape.table.written
        if row.get(column.name) is not None
    ]
    for name, inner in shape.nested.items():
        nested = children.pop((shape.table.name, str(row["id"]), inner.table.name), [])
        if nested:
            inside = [
                Entry(_slug(_local(each)), 0, 0, _mapping(inner, each, children)) for each in sorted(nested, key=_rank)
            ]
            entries.append(Entry(name, 0, 0, Mapping(0, 0, inside)))
    return Mapping(0, 0, entries)


def _rank(row: Row) -> tuple[int, list[tuple[int, str]]]:
    """Sort by part, then by local key with the numbers in it as numbers."""
    part = row.get("part")
    pieces = _DIGITS.split(_local(row))
    return (
        part if isinstance(part, int) else 0,
        [(int(piece) if piece.isdigit() else -1, piece) for piece in pieces],
    )


def _local(row: Row) -> str:
    return str(row["id"]).rpartition(".")[2]


def _slug(key: str) -> str:
    """Give *key* if it can be the name of a file or of a nested record."""
    if not is_slug(key):
        raise ValueError(f"the key {key!r} cannot stand in a row file")
    return key
