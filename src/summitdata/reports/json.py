"""A report as JSON for machines.

The object has these members; a change that could break a reader raises the first number of ``version``.

``format``
    Always ``summitdata-report``.
``version``
    The version of this form, two numbers: ``2.0``.
``checker``
    ``name`` and ``version`` of the program.
``target``
    The dataset that was checked; the files of findings are seen from here.
``ok``
    Whether nothing was found but information and what is waived.
``rows``
    How many rows each table has, by table.
``counts``
    How many findings there are, by severity: ``error``, ``warning``, ``information``; those that a waiver accepts are
    counted as ``waived`` alone.
``notes``
    Sentences about what the report does not show although it was found.
``outcomes``
    Every check in the order of the catalogue: ``code``; ``title``, the sentence that must hold; ``result``, one of
    ``passed``, ``failed``, ``waived`` where every finding is waived, ``not evaluated``; ``count`` of all findings,
    ``waived`` of those that are; ``reason`` why it was not evaluated or what limits the result, or null.
``findings``
    Every finding in the order of places: ``code``; ``severity``; ``expected``, the sentence that must hold;
    ``found``, what is there instead; ``fix``, how to mend it; ``table``, ``key`` and ``column`` or null; ``place``
    or null, with ``file``, ``line`` and ``column`` from 1, and ``width`` in characters; ``excerpt``, the line of
    the file, or null; ``waiver`` or null, with its ``key``, its ``reason``, ``who`` accepts the finding, and the last
    day ``until`` which it holds.

The text is ASCII: everything else, and every control character, is escaped, so that it can go to any terminal.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from summitdata.diagnostics import Report, Severity

FORMAT: Final = "summitdata-report"
VERSION: Final = "2.0"


def render(report: Report) -> str:
    """Write a report as JSON, indented by two."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "checker": {"name": "summitdata", "version": report.version},
        "target": report.target,
        "ok": report.ok,
        "rows": report.rows,
        "counts": {severity.value: report.count(severity) for severity in Severity} | {"waived": report.waived},
        "notes": report.notes,
        "outcomes": [asdict(outcome) for outcome in report.outcomes],
        "findings": [asdict(finding) for finding in report.findings],
    }
    # JSON lets DEL pass as it is.
    return json.dumps(document, indent=2, ensure_ascii=True).replace("\x7f", "\\u007f")
