"""Waivers while slips are judged: which findings they accept, and what is wrong with them, as in any check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from summitdata.diagnostics import Diagnostic
from summitdata.model import Rows
from summitdata.rules import RULES
from summitdata.rules.run import Hit
from summitdata.waivers import waive

TODAY: Final = date(2026, 2, 2)
"""The day on which slips are judged; a fixed one, so that a waiver is as far from its end at every run."""


def unwaived(hits: Iterable[Hit], rows: Rows) -> list[tuple[str, ...]]:
    """Give what no waiver accepts of *hits*, and what is wrong with the waivers, each beginning with its code."""
    found = [_diagnostic(hit) for hit in hits]
    marked, wrong = waive(found, rows, waivable=RULES, evaluated=RULES, today=TODAY)
    return [_told(each) for each in (*marked, *wrong) if each.waiver is None]


def _diagnostic(hit: Hit) -> Diagnostic:
    rule = hit.rule
    return Diagnostic(
        rule.code, rule.severity, rule.sentence, hit.found or "", rule.fix, hit.target.table, hit.key, hit.column
    )  # fmt: skip


def _told(finding: Diagnostic) -> tuple[str, ...]:
    return finding.code, str(finding.table), str(finding.key), str(finding.column), finding.found
