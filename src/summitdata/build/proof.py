"""Proving that a built package holds what its row files say, by content and never by the bytes of Parquet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from summitdata.build import codes
from summitdata.build.atomic import is_unfinished
from summitdata.build.descriptor import ROWS, VERSION, descriptor, file_of
from summitdata.build.files import SCHEMAS, editor_schemas, package_files
from summitdata.build.lock import LOCK, lock_of, written
from summitdata.dataset import DESCRIPTOR, Package
from summitdata.diagnostics import Diagnostic
from summitdata.digests import DIGEST, canonical_line, table_digest
from summitdata.errors import PackageError
from summitdata.formats.arrow import arrow_schema, from_arrow
from summitdata.model import Row, Rows, Table
from summitdata.rows.package_info import PackageInfo
from summitdata.schema import TABLES
from summitdata.strangers import Refusal, contents
from summitdata.strangers.files import NO_FILE

_SHOWN: Final = 3
"""How many differences of one file a finding names."""

_ADDED_BY_PARQUET: Final = b"PARQUET:field_id"


def describing(info: PackageInfo | None) -> PackageInfo | Diagnostic:
    """Give what a package says of itself, or find that it says nothing or no version."""
    if info is None:
        return codes.NO_INFO.finding("rows/package.yaml", "no such file")
    if re.fullmatch(VERSION, info.version) is None:
        found = f"the version {info.version!r}, which is not three numbers joined by points"
        return codes.NO_INFO.finding("rows/package.yaml", found)
    return info


def differences(root: Path, package: PackageInfo, rows: Rows) -> Iterator[Diagnostic]:
    """Find everything in which the built package in *root* differs from complete *rows*."""
    if is_unfinished(root):
        yield codes.UNFINISHED.finding(DESCRIPTOR, "a build or a release that a crash interrupted after its commit")
        return
    yield from _strays(root)
    if _is_as_built(root, package, rows):
        return
    yield from _editor_schemas(root)
    try:
        built = Package(root)
    except PackageError as error:
        there = (root / DESCRIPTOR).exists()
        yield codes.NO_PACKAGE.finding(DESCRIPTOR, f"one that cannot be read: {error}" if there else "no such file")
        return
    found = built.examine(name for name in TABLES if name in built.names)
    tables = [finding for name in TABLES for finding in _table(root, name, found.get(name), rows[name])]
    yield from tables
    if not tables:  # of rows that differ it goes without saying that the lock is not theirs
        yield from _lock(root, rows)
    # Hashes were looked at one by one; of rows that differ it goes without saying that their digests do.
    told = {"hash", DIGEST, ROWS} if tables else {"hash"}
    expected = descriptor(package, rows, dict.fromkeys(TABLES, ""))
    unlike = list(islice(_unlike(_without(told, built.descriptor), _without(told, expected), ""), _SHOWN))
    if unlike:
        yield codes.DESCRIPTION.finding(DESCRIPTOR, "; ".join(unlike))


def _is_as_built(root: Path, package: PackageInfo, rows: Rows) -> bool:
    """Tell whether every file is, byte for byte, what the rows give with this pyarrow: then none need be opened."""
    try:
        files = package_files(package, rows)
    except TypeError:  # a row breaks its schema, and no package can hold it
        return False
    return all(contents(root / name, len(data)) == data for name, data in files.items())


def _strays(root: Path) -> Iterator[Diagnostic]:
    """Find files that look like the package's and are not."""
    declared = {file_of(name) for name in TABLES} | editor_schemas().keys()
    for file in sorted([*root.glob("*.parquet"), *root.glob(f"{SCHEMAS}/*")]):
        if (name := file.relative_to(root).as_posix()) not in declared:
            yield codes.STRAY.finding(name, "a file that no table needs")


def _editor_schemas(root: Path) -> Iterator[Diagnostic]:
    """Find editor schemas that are not there or not the declared ones."""
    for name, expected in editor_schemas().items():
        found = contents(root / name, len(expected))
        if isinstance(found, Refusal) and found.found == NO_FILE:
            yield codes.MISSING.finding(name, NO_FILE)
        elif found != expected:
            yield codes.EDITOR_SCHEMA.finding(name, found.found if isinstance(found, Refusal) else "another schema")


def _lock(root: Path, rows: Rows) -> Iterator[Diagnostic]:
    """Find a lock that is not there or is that of other rows; which rows, the lock itself tells."""
    expected = written(lock_of(rows))
    found = contents(root / LOCK, len(expected))
    if isinstance(found, Refusal):
        yield codes.LOCKED.finding(LOCK, found.found)
    elif found != expected:
        yield codes.LOCKED.finding(LOCK, "the lock of other rows, which summitdata check --locked names")


def _table(root: Path, name: str, found: pa.Table | Refusal | None, expected: list[Row]) -> Iterator[Diagnostic]:
    """Find in what one built table differs from the rows that it should hold; None is found where none is described."""
    table, file = TABLES[name], file_of(name)
    if found is None:  # the description differs, and is found to
        if not (root / file).is_file():
            yield codes.MISSING.finding(file, NO_FILE, table=name)
    elif isinstance(found, Refusal):
        yield codes.refused(name, file, found)
    elif (mistake := _schema_mistake(found.schema, arrow_schema(table))) is not None:
        yield codes.SCHEMA.finding(file, mistake, table=name)
    else:
        try:
            rows = from_arrow(table, found)
        except ValueError as error:
            yield codes.UNREADABLE.finding(file, f"a file that cannot be read: {error}", table=name)
            return
        if table_digest(table, rows) != table_digest(table, expected):
            yield codes.ROWS.finding(file, _row_differences(table, rows, expected), table=name)


def _schema_mistake(found: pa.Schema, expected: pa.Schema) -> str | None:
    """Say in what one Arrow schema differs from another, its metadata included; None where it does not."""
    if found.names != expected.names:
        return f"the columns {', '.join(found.names)}"
    for have, want in zip(found, expected, strict=True):
        own = {name: text for name, text in (have.metadata or {}).items() if name != _ADDED_BY_PARQUET}
        if not have.equals(want) or own != want.metadata:
            return f"another type or meaning of the column {have.name}: {have}"
    return None if found.metadata == expected.metadata else "another title or meaning of the table"


def _row_differences(table: Table, found: list[Row], expected: list[Row]) -> str:
    """Say which rows differ, the first of them by key and column."""
    have, want = ({str(row["id"]): row for row in rows} for rows in (found, expected))
    parts = [f"no row {key}" for key in want.keys() - have.keys()]
    parts += [f"a row {key} too many" for key in have.keys() - want.keys()]
    for key in have.keys() & want.keys():
        if canonical_line(table, have[key]) != canonical_line(table, want[key]):
            columns = [column.name for column in table.columns if have[key][column.name] != want[key][column.name]]
            parts.append(f"{key} with another {', '.join(columns)}")
    parts = sorted(parts) or ["rows that stand twice"]
    more = f"; and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    return "; ".join(parts[:_SHOWN]) + more


def _without(told: set[str], described: Mapping[str, Any]) -> dict[str, Any]:
    """Give a description without some properties of the package and its resources."""
    resources = [{name: value for name, value in each.items() if name not in told} for each in described["resources"]]
    return {**{name: value for name, value in described.items() if name not in told}, "resources": resources}


def _unlike(found: Any, expected: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Give each place where one JSON value is not the other."""
    match found, expected:
        case dict(), dict():
            for name in [*expected, *(name for name in found if name not in expected)]:
                yield from _unlike(found.get(name), expected.get(name), f"{path}/{name}")
        case list(), list() if len(found) == len(expected):
            for index, (have, want) in enumerate(zip(found, expected, strict=True)):
                yield from _unlike(have, want, f"{path}/{index}")
        case _ if found != expected:
            have, want = (json.dumps(value, ensure_ascii=False)[:80] for value in (found, expected))
            yield f"{have} at {path}, where the rows give {want}"
