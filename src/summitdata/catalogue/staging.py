"""Setting the example dataset up in a folder, making one mistake in it, and judging it as the commands do."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow.parquet as pq

from summitdata.build import check_built
from summitdata.build.files import package_files, parquet
from summitdata.dataset import DESCRIPTOR, Package
from summitdata.diagnostics import Diagnostic, Place, ordered
from summitdata.errors import PackageError
from summitdata.evidence import articles, verify
from summitdata.formats.arrow import to_arrow
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import Licence, PackageInfo, Reading, format_rows, read, write_rows
from summitdata.rules import RULES
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.example import folder
from summitdata.rules.language import Edit, Rule
from summitdata.rules.packaged import load, no_package
from summitdata.rules.patching import concluded, example, patched
from summitdata.rules.run import Evaluation, evaluate
from summitdata.rules.schema import schema_findings
from summitdata.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

Change = Callable[[Path], None]
"""Changes the dataset in a folder."""

INFO: Final = PackageInfo(
    name="strait", title="The strait", description="Two leaders of two invented countries meet.", version="1.0.0",
    created=date(2020, 5, 7), homepage=None, keywords=("example",), contributors=(),
    licences=(Licence("data", "CC0-1.0", "Creative Commons Zero", "https://example.org/"),),
)  # fmt: skip
"""What the example dataset says of itself where it is built."""


def rows_alone(root: Path) -> None:
    """Write the row files of the example dataset."""
    write_rows(example().tables, None, root)


def rows_and_package(root: Path) -> None:
    """Write the row files of the example dataset, and the package that is built from them."""
    write_rows(example().tables, INFO, root)
    _put(root, package_files(INFO, complete(example().tables)))


def package_alone(root: Path) -> None:
    """Write the package that is built from the example dataset."""
    _put(root, package_files(INFO, complete(example().tables)))


def edited_rows(edits: Iterable[Edit]) -> Change:
    """Write the row files anew with *edits* made."""

    def change(root: Path) -> None:
        for file in sorted((root / "rows").rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        (root / "rows").rmdir()
        write_rows(patched(edits), None, root)

    return change


def edited_package(edits: tuple[Edit, ...]) -> Change:
    """Write the package anew with *edits* made, those of conclusions among them."""
    return lambda root: _put(root, package_files(INFO, concluded(patched(edits), edits)[0]))


def edited_table(name: str, edit: Callable[[pa.Table], pa.Table]) -> Change:
    """Replace a built table by what *edit* makes of it, and record its new digest."""

    def change(root: Path) -> None:
        rows = complete(example().tables)[name]
        data = parquet(edit(to_arrow(TABLES[name], rows)))
        descriptor = json.loads((root / DESCRIPTOR).read_bytes())
        for resource in descriptor["resources"]:
            if resource["name"] == name:
                resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        _put(root, {f"{name}.parquet": data, DESCRIPTOR: json.dumps(descriptor, indent=2).encode()})

    return change


def swapped(file: str, old: str, new: str) -> Change:
    """Replace *old* in a file by *new*."""
    return rewritten(file, lambda data: data.replace(old.encode(), new.encode(), 1))


def rewritten(file: str, edit: Callable[[bytes], bytes]) -> Change:
    """Replace the bytes of a file by what *edit* makes of them; of a file that is not there, nothing is known."""

    def change(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(edit(path.read_bytes() if path.is_file() else b""))

    return change


def judge_files(root: Path) -> tuple[Diagnostic, ...]:
    """Read the row files, their form included."""
    return read(root, form=True).findings


def judge_form(root: Path) -> tuple[Diagnostic, ...]:
    """Give every row file its canonical form."""
    return format_rows(root).findings


def judge_built(root: Path) -> tuple[Diagnostic, ...]:
    """Hold the package against its row files."""
    return check_built(root)


def judge_schema(table: str) -> Callable[[Path], tuple[Diagnostic, ...]]:
    """Hold one table, read from row files or from a package, against its schema."""

    def judge(root: Path) -> tuple[Diagnostic, ...]:
        if not (root / "rows").is_dir():
            found = schema_findings(TABLES[table], load(Package(root)).frames[table])
            return tuple(replace(finding, place=Place(f"{table}.parquet")) for finding in found)
        reading = read(root)
        found = schema_findings(TABLES[table], polars_tables(complete(reading.tables))[table])
        return tuple(_placed(reading, finding) for finding in found)

    return judge


def judge_rule(rule: Rule) -> Callable[[Path], tuple[Diagnostic, ...]]:
    """Hold the rows, read from row files or from a package, against one rule about tables."""

    def judge(root: Path) -> tuple[Diagnostic, ...]:
        rules = _with_those_before(rule)
        if not (root / "rows").is_dir():
            try:
                rows = load(Package(root)).rows()
            except PackageError as error:
                return (no_package(str(error)),)
            frames = polars_frames(rows, polars_tables(rows), polars_tables(complete(rows)))
            told = _told(evaluate(rules, frames), rows)
            return ordered(replace(finding, place=Place(f"{finding.table}.parquet")) for finding in told)
        reading = read(root)
        rows = complete(reading.tables)
        told = _told(evaluate(rules, polars_frames(rows, polars_tables(rows))), rows)
        return ordered(_placed(reading, finding) for finding in told)

    return judge


def judge_texts(root: Path) -> tuple[Diagnostic, ...]:
    """Hold the rows against the articles of the example."""
    reading = read(root)
    with as_file(folder()) as home:
        found, _ = verify(reading.tables, articles(home / "texts"))
    return tuple(_placed(reading, finding) for finding in found)
