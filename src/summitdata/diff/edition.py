"""One state of a dataset, as far as two of them are compared: what it declares, and its rows."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from summitdata.dataset import COMMITTED, DESCRIPTOR, Package, open_package
from summitdata.diagnostics import Severity
from summitdata.diff.revision import CODES, take_out
from summitdata.digests import row_digest
from summitdata.errors import PackageError
from summitdata.formats.frictionless import table_schema
from summitdata.model import Origin, Row, Rows
from summitdata.resolve import complete
from summitdata.rows import Reading, read
from summitdata.rows.layout import FOLDER
from summitdata.schema import TABLES

RULES: Final = "rules.json"
"""The file of a released package that lists its checks."""

_LIMITS: Final = frozenset({"pattern", "minLength", "maxLength", "minimum", "maximum"})


@dataclass(frozen=True, slots=True)
class Declared:
    """What a package declares of one column; ``codes`` are those of its vocabulary with their meanings."""

    meaning: str
    kind: str
    required: bool
    codes: Mapping[str, str]
    limits: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of a dataset."""

    name: str
    """What the user called it, with the commit where it is one."""
    version: str | None
    meanings: Mapping[str, str]
    """The meaning of each table, by name."""
    columns: Mapping[str, Mapping[str, Declared]]
    """What is declared of each column, by table and name."""
    rows: Rows
    rules: frozenset[str] | None = None
    """The codes of all checks; None where that is not known."""
    notes: tuple[str, ...] = field(default=())
    """What a reader of the comparison should know of how this state was read."""
    licences: frozenset[str] | None = None
    """What the data stand under; None where that is not known."""


@contextmanager
def opened(spec: str, repository: Path | None = None) -> Iterator[Edition]:
    """Open what *spec* names: a package (folder, ``datapackage.json`` or zip), a folder of row files, or a revision.

    What exists as a file or folder is one; anything else is a revision of the git repository in *repository*, by
    default the current folder: ``HEAD~1``, ``v0.1.0``, or ``v0.1.0:folder``.

    Raises:
        PackageError: There is nothing by that name, or it cannot be read.
    """
    path = Path(spec)
    if not spec.startswith("-") and path.exists():
        yield at(path, spec)
        return
    with tempfile.TemporaryDirectory(prefix="summitdata-") as folder:
        commit, root = take_out(repository or Path(), spec, Path(folder))
        yield at(root, f"{spec} ({commit[:12]})")


def at(path: Path, name: str) -> Edition:
    """Read the dataset at *path*.

    Where a folder has a built package and row files, the package counts as long as it holds what the files say;
    else the files do, and a note says so.

    Raises:
        PackageError: There is no dataset, or neither its package nor its row files can be read.
    """
    if path.is_dir() and path.name == FOLDER and not (path / DESCRIPTOR).exists():
        return _of_rows(name, _clean(read(path.resolve().parent), name), None)
    rules = _rules(path)
    has_package = path.is_file() or (path / DESCRIPTOR).is_file() or (path / COMMITTED / DESCRIPTOR).is_file()
    if not has_package and not (path / FOLDER).is_dir():
        raise PackageError(f"{name} has neither a {DESCRIPTOR} nor row files, so it is no dataset to compare.")
    if not (path / FOLDER).is_dir():
        return _of_package(name, open_package(path), rules)
    if not has_package:
        return _of_rows(name, _clean(read(path), name), rules)
    built = _of_package(name, open_package(path), rules)
    reading = read(path)
    if any(finding.severity is Severity.ERROR for finding in reading.findings):
        return _noted(
            built, f"The row files of {name} cannot all be read by this version; compared are its built tables."
        )
    if _written(built.rows) == _written(reading.tables):
        return built
    return _noted(
        _of_rows(name, reading, rules),
        f"The built tables of {name} are older than its row files; compared are the files.",
    )


def _rules(path: Path) -> frozenset[str] | None:
    """Give the codes of the checks that a dataset was released or is kept with, where it tells them."""
    lists = path.resolve().parent / CODES
    if path.is_dir() and lists.is_file():
        return frozenset(line.split()[0] for line in lists.read_text(encoding="utf-8").splitlines() if line.strip())
    try:
        listed = json.loads(open_package(path).file(RULES))["rules"]
    except (PackageError, ValueError, KeyError):
        return None  # a package need not list them, and the comparison says that it does not
    return frozenset(str(rule["code"]) for rule in listed)


def _noted(edition: Edition, note: str) -> Edition:
    return replace(edition, notes=(*edition.notes, note))


def _clean(reading: Reading, name: str) -> Reading:
    """Give the reading if it has no errors."""
    if wrong := [finding for finding in reading.findings if finding.severity is Severity.ERROR]:
        first = wrong[0]
        where = f"{first.place.file}:{first.place.line}: " if first.place else ""
        raise PackageError(
            f"The row files of {name} have {len(wrong)} errors; summitdata check lists them. "
            f"The first: {where}{first.found}."
        )
    return reading


def _of_rows(name: str, reading: Reading, rules: frozenset[str] | None) -> Edition:
    """Give row files as the tables that would be built of them."""
    described = {table.name: table_schema(table) for table in TABLES.values()}
    return Edition(
        name, reading.info.version if reading.info else None,
        {table: str(schema["description"]) for table, schema in described.items()},
        {table: _declared(schema) for table, schema in described.items()},
        complete(reading.tables), rules,
        licences=frozenset(licence.name for licence in reading.info.licences) if reading.info else None,
    )  # fmt: skip


def _of_package(name: str, package: Package, rules: frozenset[str] | None) -> Edition:
    """Give a built package as it describes itself."""
    resources = {
        entry["name"]: entry for entry in package.descriptor["resources"] if entry["path"].endswith(".parquet")
    }
    return Edition(
        name, package.descriptor.get("version"),
        {table: str(entry.get("description", "")) for table, entry in resources.items()},
        {table: _declared(entry.get("schema", {})) for table, entry in resources.items()},
        {table: package.read(table, verify=True).to_pylist() for table in resources}, rules,
        licences=_licences(package),
    )  # fmt: skip


def _licences(package: Package) -> frozenset[str] | None:
    """Give the names of the licences that a package states, None where it states none that can be compared."""
    stated = package.descriptor.get("licenses")
    entries = stated if isinstance(stated, list) else []
    return frozenset(str(entry["name"]) for entry in entries if isinstance(entry, dict) and "name" in entry) or None


def _declared(schema: Mapping[str, Any]) -> dict[str, Declared]:
    """Give what a Table Schema declares of each column."""
    targets = {
        key["fields"][0]: key["reference"].get("resource", "itself")
        for key in schema.get("foreignKeys", [])
        if len(key["fields"]) == 1
    }
    declared = {}
    for entry in schema.get("fields", []):
        limits = entry.get("constraints", {})
        kind = entry.get("type", "any")
        declared[entry["name"]] = Declared(
            meaning=str(entry.get("description", "")),
            kind=f"{kind}, key in {targets[entry['name']]}" if entry["name"] in targets else kind,
            required=bool(limits.get("required")),
            codes={code["value"]: code.get("label", "") for code in entry.get("categories", [])},
            limits={key: value for key, value in limits.items() if key in _LIMITS},
        )
    return declared


def _written(rows: Rows) -> dict[str, list[str]]:
    """Give a digest of every row by its written columns alone."""
    return {
        name: sorted(
            row_digest(table, {**dict.fromkeys(table.by_name), **_only_written(name, row)})
            for row in rows.get(name, [])
        )
        for name, table in TABLES.items()
        if any(column.origin is Origin.WRITTEN for column in table.columns)
    }


def _only_written(table: str, row: Row) -> Row:
    """Give the key and the written cells of a row."""
    return {"id": row["id"], **{column.name: row.get(column.name) for column in TABLES[table].written}}
