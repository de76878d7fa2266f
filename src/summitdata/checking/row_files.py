"""Checking row files, and the built package beside them against them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from summitdata.build.codes import BUILD_RULES, DESCRIPTION, EDITOR_SCHEMA, LOCKED, NO_INFO, ROWS, SCHEMA
from summitdata.build.proof import describing, differences
from summitdata.checking.gathered import Checked
from summitdata.checking.tables import check_tables, keys_of, told
from summitdata.diagnostics import Diagnostic, Severity
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import Reading, read
from summitdata.rows import codes as file_codes
from summitdata.rules.context import polars_tables
from summitdata.schema import TABLES

_LOSSY: Final = frozenset(
    rule.code
    for rule in (
        file_codes.UNREADABLE, file_codes.LINK, file_codes.TOO_LARGE, file_codes.STRAY, file_codes.NOT_YAML,
        file_codes.NO_ROWS, file_codes.TOO_LARGE_DATASET, file_codes.MORE, file_codes.TOO_MUCH,
    )
)  # fmt: skip
"""The findings in row files behind which whole records may be hidden."""

_OUTDATED: Final = frozenset(rule.code for rule in (SCHEMA, ROWS, DESCRIPTION, EDITOR_SCHEMA))
"""What is found of tables that are older than the rows: whoever changes rows need not build, so it is information."""

_MOST_FILES: Final = 3


def check_rows(root: Path, checked: Checked, *, has_package: bool) -> Reading:
    """Check the row files in *root*, and the package beside them against them; give what was read."""
    reading = read(root)
    checked.findings += reading.findings
    checked.leave_out([file_codes.FORM.code], "summitdata fmt --check looks at the form of row files")
    torn = _torn(reading)
    if torn is not None:
        checked.remark(checked.titles, torn)
    rows = complete(reading.tables)
    read_badly = {(finding.table, finding.key, finding.column) for finding in reading.findings} | reading.incomplete
    failing = {(table, key) for table, key, _ in reading.incomplete}
    if checked.judges_tables:
        breaches, evaluation = check_tables(checked.asked, rows, polars_tables(rows), failing=failing, torn=torn)
        checked.findings += (
            placed(reading, finding)
            for finding in breaches
            if (finding.table, finding.key, finding.column) not in read_badly
        )
        checked.findings += (placed(reading, finding) for finding in told(evaluation, keys_of(rows)))
        checked.take(evaluation)
    checked.tables = rows
    checked.rows = {name: len(table) for name, table in rows.items()}
    checked.hold_against_lock(root, rows)
    _check_built(root, checked, reading, rows, has_package=has_package)
    return reading


def placed(reading: Reading, finding: Diagnostic) -> Diagnostic:
    """Place a finding about a row at its cell."""
    place = reading.place(str(finding.table), str(finding.key), finding.column)
    return replace(finding, place=place, excerpt=reading.excerpt(place) if place else None)


def _check_built(root: Path, checked: Checked, reading: Reading, rows: Rows, *, has_package: bool) -> None:
    """Hold a built package against the rows beside it."""
    codes = [rule.code for rule in BUILD_RULES if rule is not LOCKED]
    if not has_package:
        checked.leave_out(codes, "there is no built package")
    elif any(finding.severity is Severity.ERROR for finding in reading.findings):
        checked.leave_out(codes, "row files with errors cannot be held against a built package")
    elif isinstance(described := describing(reading.info), Diagnostic):
        checked.findings.append(described)
        checked.leave_out([code for code in codes if code != NO_INFO.code], f"rows/package.yaml: {described.found}")
    else:
        checked.findings += (
            replace(finding, severity=Severity.INFORMATION) if finding.code in _OUTDATED else finding
            for finding in differences(root, described, rows)
            if finding.code != LOCKED.code
        )


def _torn(reading: Reading) -> str | None:
    """Say which files hide records, where some do: what is absent then need not be missing."""
    files = {finding.place.file for finding in reading.findings if finding.place and _hides_records(finding)}
    for table, key, column in reading.incomplete:
        if table in TABLES and column not in TABLES[table].by_name:
            place = reading.place(table, key)
            files.add(place.file if place else f"{table} {key}")
    if not files:
        return None
    names = sorted(files)
    more = f" and {len(names) - _MOST_FILES} more" if len(names) > _MOST_FILES else ""
    return f"not every record of {', '.join(names[:_MOST_FILES])}{more} could be read"


def _hides_records(finding: Diagnostic) -> bool:
    """Tell whether a finding in the row files may be of records that nobody read."""
    if finding.code == file_codes.UNKNOWN_KEY.code:  # a mapping of nested records has nothing behind its key
        return (finding.excerpt or "").rstrip().endswith(":")
    return finding.code in _LOSSY
