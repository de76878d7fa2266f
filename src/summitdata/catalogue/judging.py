"""Finding the mistake in a folder with the example dataset, each by the part of a command that finds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from summitdata.build import check_built
from summitdata.catalogue.entry import Judge
from summitdata.checking import check
from summitdata.checking.packages import in_file
from summitdata.checking.row_files import placed
from summitdata.checking.tables import keys_of, told
from summitdata.dataset import Package
from summitdata.diagnostics import Diagnostic, ordered
from summitdata.evidence import articles, verify
from summitdata.resolve import complete
from summitdata.rows import Reading, format_rows, read
from summitdata.rows.files import open_file
from summitdata.rows.layout import record_file
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Rule
from summitdata.rules.packaged import load
from summitdata.rules.run import evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import TABLES

TODAY: Final = date(2020, 6, 1)
"""The day on which the example dataset is checked."""


def by_reading(root: Path) -> tuple[Diagnostic, ...]:
    """Read the row files, their form included."""
    return read(root, form=True).findings


def by_opening(directory: str, key: str) -> Judge:
    """Open one row file, which was there when the folder was listed."""
    return lambda root: open_file(record_file(root, directory, key)).findings


def by_formatting(root: Path) -> tuple[Diagnostic, ...]:
    """Give every row file its canonical form."""
    return format_rows(root).findings


def by_proving(root: Path) -> tuple[Diagnostic, ...]:
    """Hold the package against its row files."""
    return check_built(root)


def by_schema(table: str) -> Judge:
    """Hold one table, read from row files or from a package that stands alone, against its schema."""

    def judge(root: Path) -> tuple[Diagnostic, ...]:
        if not (root / "rows").is_dir():
            return _in_package(schema_findings(TABLES[table], load(Package(root, own=True)).frames[table]))
        reading = read(root)
        return _in_rows(reading, schema_findings(TABLES[table], polars_tables(complete(reading.tables))[table]))

    return judge


def by_rules(rules: tuple[Rule, ...]) -> Judge:
    """Hold the rows, read from row files or from a package that stands alone, against rules about tables."""

    def judge(root: Path) -> tuple[Diagnostic, ...]:
        if not (root / "rows").is_dir():
            rows = load(Package(root, own=True)).rows()
            evaluation = evaluate(rules, polars_frames(rows, polars_tables(rows), polars_tables(complete(rows))))
            return _in_package(list(told(evaluation, keys_of(rows))))
        reading = read(root)
        rows = complete(reading.tables)
        evaluation = evaluate(rules, polars_frames(rows, polars_tables(rows)))
        return _in_rows(reading, list(told(evaluation, keys_of(rows))))

    return judge


def by_articles(root: Path) -> tuple[Diagnostic, ...]:
    """Hold the rows against the articles in the folder beside them."""
    reading = read(root)
    return _in_rows(reading, list(verify(reading.tables, articles(root / "texts")).findings))


def by_checking(root: Path) -> tuple[Diagnostic, ...]:
    """Check the dataset on a day of its own time, so that waivers expire when their example says."""
    return check(root, today=TODAY).findings


def _in_package(findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Place findings at the file of their table."""
    return ordered(map(in_file, findings))


def _in_rows(reading: Reading, findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Place findings at their cells."""
    return ordered(placed(reading, finding) for finding in findings)
