"""Reading the row files of a dataset: rows of every table, where each cell stands, and everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from summitdata.diagnostics import Diagnostic, Place, ordered
from summitdata.model import ComputedHome, Rows
from summitdata.rows.derived import base_of, join_speech
from summitdata.rows.files import open_file
from summitdata.rows.form import form_findings
from summitdata.rows.layout import FOLDER, PACKAGE_SHAPE, row_files
from summitdata.rows.limits import excerpt, listed
from summitdata.rows.package_info import PackageInfo, package_info
from summitdata.rows.records import Cell, Records
from summitdata.schema import TABLES


@dataclass(frozen=True)
class Reading:
    """What the row files of a dataset say.

    ``tables`` has the rows of every table but the computed ones, in the order of the files: each row has all
    written, implied and derived columns of its table, typed, None where empty.  ``incomplete`` holds table, key
    and column of each cell that is empty only because it could not be read (for records nested in a record that
    could not be read to its end, the name of their mapping stands for the column): a check that misses a value
    there would only repeat a finding of the reader.  ``lines`` has the lines of each file.  ``info`` is None
    where there is no ``package.yaml``, or one with findings.
    """

    tables: Rows
    places: dict[tuple[str, str, str | None], Place]
    findings: tuple[Diagnostic, ...]
    incomplete: frozenset[Cell]
    lines: dict[str, tuple[str, ...]]
    info: PackageInfo | None

    def place(self, table: str, key: str, column: str | None = None) -> Place | None:
        """Say where a cell stands: the cell, else what it is derived from, else its record, else None."""
        place = self.places.get((table, key, column))
        if place is None and column is not None and table in TABLES:
            place = self.places.get((table, key, base_of(TABLES[table], column)))
        return place or self.places.get((table, key, None))

    def excerpt(self, place: Place) -> str | None:
        """Give the line of the file at *place*; None where there is none, or one too long to be shown."""
        return excerpt(self.lines.get(place.file, ()), place.line)


def read(root: Path, *, form: bool = False) -> Reading:
    """Read the row files in the folder ``rows`` of the dataset *root*.

    Never raises for what is in the files or for how they stand on the disk: all that is wrong is a finding, of
    all files in one run, in the order of places.  With *form*, a file that is not in canonical form is a finding
    too.
    """
    files, stray = row_files(root)
    records = Records()
    findings = listed(stray, FOLDER)
    lines: dict[str, tuple[str, ...]] = {}
    for file in files:
        opened = open_file(file)
        before = len(records.findings)
        records.add(file, opened.tree.root)
        lines[file.name] = tuple(opened.text.split("\n"))
        of_file = [*opened.findings, *records.findings[before:]]
        if form:
            of_file += form_findings(file, opened, of_file)
        findings += listed(of_file, file.name)
    tables = {
        name: records.rows.get(name, []) for name, table in TABLES.items() if not isinstance(table.home, ComputedHome)
    }
    join_speech(tables["renderings"], tables["spans"], records.incomplete)
    reading = Reading(
        tables, records.places, (), frozenset(records.incomplete), lines, _info(records)
    )  # fmt: skip
    placed = (
        replace(finding, excerpt=reading.excerpt(finding.place) if finding.place else None)
        for finding in records.located(findings)
    )
    return replace(reading, findings=ordered(placed))


def _info(records: Records) -> PackageInfo | None:
    """Build what the package says of itself, where it says it without a finding."""
    packages = records.rows.get(PACKAGE_SHAPE.table.name, [])
    tables = {PACKAGE_SHAPE.table.name, *PACKAGE_SHAPE.nested}
    if not packages or any(table in tables for table, _, _ in records.incomplete):
        return None
    return package_info(packages[0], records.rows.get("contributors", []), records.rows.get("licences", []))
