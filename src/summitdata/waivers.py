"""Waivers: findings that somebody accepts for a while, and what is wrong with a waiver itself.

A waiver is a row of the table ``waivers``.  It names a rule, a row by table and key, the digest of that row as it was
looked at, a reason, who accepts the finding, and the last day.  A waived finding stays in every report and fails no
run.  A waiver that has expired, excuses nothing, or was given for another state of the row is an error of its own.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from summitdata.diagnostics import Diagnostic, Severity, Waiver
from summitdata.digests import written_digest
from summitdata.model import Row, Rows
from summitdata.schema import TABLES, WAIVERS

_Subject = tuple[str, str, str]
"""What a waiver excuses: a rule's code, a table, and the key of a row in it."""


@dataclass(frozen=True, slots=True)
class WaiverRule:
    """One V code: permanent, with the sentence that must hold and the sentence that says how to mend a breach."""

    code: str
    expected: str
    fix: str

    def finding(self, waiver: Row, column: str, found: str, fix: str | None = None) -> Diagnostic:
        """Make a finding at a column of a waiver."""
        return Diagnostic(
            self.code, Severity.ERROR, self.expected, found, fix or self.fix, WAIVERS.name, str(waiver["id"]), column
        )  # fmt: skip


EXPIRED = WaiverRule(
    "V001", "No waiver is past its last day.",
    "Mend the finding and take the waiver out, or look at the finding again and write a later day.",
)  # fmt: skip
UNUSED = WaiverRule("V002", "Every waiver excuses a finding that there is.", "Take the waiver out.")
OUTDATED = WaiverRule(
    "V003", "A waiver holds for the row as it was when the waiver was given.",
    "Look at the row again; if the finding is still accepted, write the digest that is told here.",
)  # fmt: skip
UNFIT = WaiverRule(
    "V004", "A waiver names a table, and a rule about rows that summitdata check evaluates.",
    "Correct the name, or mend the finding: what keeps a file from being read or a table from being built, and a "
    "finding about a waiver, cannot be waived.",
)  # fmt: skip

WAIVER_RULES: Final = (EXPIRED, UNUSED, OUTDATED, UNFIT)
"""Every V code, in order."""


def waive(
    findings: Iterable[Diagnostic], rows: Rows, *, waivable: Collection[str], evaluated: Collection[str], today: date
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Mark the findings that a waiver accepts, and find what is wrong with the waivers.

    Args:
        findings: Everything that was found.
        rows: Every table, with the waivers and the rows that they speak of.
        waivable: The codes of the rules whose findings can be waived.
        evaluated: Those of them that were evaluated in full, so that a finding which is not there does not exist.
        today: The day on which waivers must still hold.

    Returns:
        All *findings*, the accepted ones with their waiver, and the findings about waivers.
    """
    listed = list(findings)
    found: dict[_Subject, int] = defaultdict(int)
    for finding in listed:
        found[finding.code, str(finding.table), str(finding.key)] += 1
    of_rows = {table: {str(row["id"]): row for row in rows.get(table, [])} for table in TABLES}
    accepted: dict[_Subject, Waiver] = {}
    wrong: list[Diagnostic] = []
    for waiver in sorted(rows.get(WAIVERS.name, []), key=lambda row: str(row["id"])):
        if any(waiver[column.name] is None for column in WAIVERS.columns if column.required):
            continue  # what it lacks is a finding of the schema or the reader, and excuses nothing
        subject = (str(waiver["rule"]), str(waiver["table"]), str(waiver["key"]))
        row = of_rows.get(subject[1], {}).get(subject[2])
        problem = _problem(waiver, subject, waivable, today)
        if problem is None and row is not None and subject in found:
            problem = _outdated(waiver, subject, row)
        elif problem is None and subject[0] in evaluated:
            problem = _unused(waiver, subject, row)
        if problem is not None:
            wrong.append(problem)
        elif row is not None:
            accepted.setdefault(
                subject, Waiver(str(waiver["id"]), str(waiver["reason"]), str(waiver["who"]), str(waiver["until"]))
            )
    marked = (
        replace(finding, waiver=accepted.get((finding.code, str(finding.table), str(finding.key))))
        for finding in listed
    )
    return list(marked), wrong


def _problem(waiver: Row, subject: _Subject, waivable: Collection[str], today: date) -> Diagnostic | None:
    """Say why a waiver cannot hold, whatever was found."""
    code, table, _ = subject
    if code not in waivable:
        return _unfit(waiver, "rule", code, waivable)
    if table not in TABLES:
        return _unfit(waiver, "table", table, TABLES)
    until = waiver["until"]
    if isinstance(until, date) and until < today:
        return EXPIRED.finding(waiver, "until", f"a waiver that held until {until}, while today is {today}")
    return None


def _unfit(waiver: Row, column: str, name: str, known: Collection[str]) -> Diagnostic:
    """Tell of a name that is none, with the nearest that is one."""
    near = difflib.get_close_matches(name, known, n=1)
    fix = f"Did you mean '{near[0]}'? {UNFIT.fix}" if near else None
    what = "no rule whose findings can be waived" if column == "rule" else "no table"
    return UNFIT.finding(waiver, column, f"'{name}', which is {what}", fix)


def _outdated(waiver: Row, subject: _Subject, row: Row) -> Diagnostic | None:
    """Tell of a row that is not as it was when the waiver was given."""
    present = written_digest(TABLES[subject[1]], row)
    if waiver["digest"] == present:
        return None
    return OUTDATED.finding(
        waiver, "digest", f"a waiver for another state of {subject[1]} {subject[2]}",
        f"Look at the row again; if the finding is still accepted, write {present} as the digest.",
    )  # fmt: skip


def _unused(waiver: Row, subject: _Subject, row: Row | None) -> Diagnostic:
    """Tell of a waiver that excuses nothing."""
    code, table, key = subject
    if row is None:
        return UNUSED.finding(waiver, "key", f"no row {key} in {table}")
    return UNUSED.finding(waiver, "key", f"no finding of {code} at {table} {key}")
