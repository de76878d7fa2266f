"""Finding the mistake in a folder with the example dataset, each by the part of a command that finds it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from summitdata.build import check_built
from summitdata.catalogue.entry import Judge
from summitdata.dataset import Package
from summitdata.diagnostics import Diagnostic, Place, ordered
from summitdata.evidence import articles, verify
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import Reading, format_rows, read
from summitdata.rows.files import open_file
from summitdata.rows.layout import record_file
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Rule
from summitdata.rules.packaged import load
from summitdata.rules.run import Evaluation, evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import TABLES


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
            return _in_package(list(_told(evaluation, rows)))
        reading = read(root)
        rows = complete(reading.tables)
        return _in_rows(reading, list(_told(evaluate(rules, polars_frames(rows, polars_tables(rows))), rows)))

    return judge


def by_articles(root: Path) -> tuple[Diagnostic, ...]:
    """Hold the rows against the articles in the folder beside them."""
    reading = read(root)
    return _in_rows(reading, list(verify(reading.tables, articles(root / "texts")).findings))


def _told(evaluation: Evaluation, rows: Rows) -> Iterator[Diagnostic]:
    """Tell of every row that breaks a rule, as the command does; a test holds the two together."""
    for hit in evaluation.hits:
        fix = hit.rule.fix
        if hit.value is not None and hit.target.among is not None:
            keys = [str(row["id"]) for row in rows[hit.target.among]]
            if near := difflib.get_close_matches(hit.value, keys, n=1):
                fix = f"Did you mean '{near[0]}'? {fix}"
        found = hit.found or f"no {hit.column} that holds"
        yield Diagnostic(
            hit.rule.code, hit.rule.severity, hit.rule.sentence, found, fix, hit.target.table, hit.key, hit.column
        )  # fmt: skip


def _in_package(findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Place findings at the file of their table."""
    return ordered(replace(finding, place=Place(f"{finding.table}.parquet")) for finding in findings)


def _in_rows(reading: Reading, findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Place findings at their cells."""
    placed = []
    for finding in findings:
        place = reading.place(str(finding.table), str(finding.key), finding.column)
        placed.append(replace(finding, place=place, excerpt=reading.excerpt(place) if place else None))
    return ordered(placed)
