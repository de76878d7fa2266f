"""A report as SARIF 2.1.0, the form in which code hosts and editors read the findings of analysers.

Every check is a rule of the tool, with what came of it among its properties; a check that was not evaluated is also a
notification of the invocation, since what is unchecked has not passed.  What is waived is suppressed.  The text is
ASCII and the same at every run.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from summitdata.catalogue import CATALOGUE
from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity
from summitdata.escaping import visible
from summitdata.reports.links import address_of, file_of, page_of

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_LONGEST_SNIPPET: Final = 200

Object = dict[str, Any]


def render(report: Report, *, pages: str = "") -> str:
    """Write a report as SARIF, indented by two.

    Args:
        report: What a check found.
        pages: The absolute address below which the pages of the rules are, ending in a slash.  SARIF allows no
            relative help address, so without it the relative one stands among a rule's properties alone.
    """
    listed = {outcome.code: outcome for outcome in report.outcomes}
    for finding in report.findings:
        listed.setdefault(finding.code, Outcome(finding.code, finding.expected, Result.FAILED))
    index = {code: number for number, code in enumerate(listed)}
    run: Object = {
        "tool": {
            "driver": {
                "name": "summitdata",
                "version": plain(report.version),
                "rules": [_rule(outcome, pages) for outcome in listed.values()],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    _notification(outcome, index[outcome.code])
                    for outcome in report.outcomes
                    if outcome.result is Result.NOT_EVALUATED
                ]
                + [{"level": "note", "message": {"text": message(note)}} for note in report.notes],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, finding, index[finding.code], pages) | _suppressions(report, finding)
            for finding in report.findings
        ],
        "properties": {
            "target": plain(report.target),
            "ok": report.ok,
            "rows": {plain(name): count for name, count in report.rows.items()},
            "counts": {severity.value: report.count(severity) for severity in Severity} | {"waived": report.waived},
        },
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=True)


def plain(text: str) -> str:
    """Escape a datum for any string of SARIF: what is invisible is shown, and JSON then escapes what is its own."""
    return visible(text)


def message(text: str) -> str:
    """Escape a datum for a message, in which ``[words](address)`` would be a link."""
    return plain(text).replace("](", "\\](")


def _rule(outcome: Outcome, pages: str) -> Object:
    """Describe one check, by its page in the catalogue where it has one."""
    entry = CATALOGUE.get(outcome.code)
    page = page_of(outcome.code, pages)
    rule: Object = {
        "id": plain(outcome.code),
        "shortDescription": {"text": message(outcome.title)},
        "fullDescription": {"text": message(f"{outcome.title} {entry.why}" if entry else outcome.title)},
        "help": {"text": message(f"{entry.fix} More: {page}" if entry else f"More: {page}")},
        "defaultConfiguration": {"level": _LEVELS[entry.severity if entry else Severity.ERROR]},
        "properties": {
            "page": page,
            "result": outcome.result.value,
            "count": outcome.count,
            "waived": outcome.waived,
            "reason": None if outcome.reason is None else plain(outcome.reason),
        },
    }
    return rule | {"helpUri": page} if pages else rule


def _notification(outcome: Outcome, index: int) -> Object:
    """Tell of a check that was not evaluated."""
    told = (
        f"{outcome.code} was not evaluated: {outcome.reason}." if outcome.reason else f"{outcome.code}: not evaluated."
    )
    return {
        "level": "note",
        "message": {"text": message(told)},
        "associatedRule": {"id": plain(outcome.code), "index": index},
    }


def _result(report: Report, finding: Diagnostic, index: int, pages: str) -> Object:
    """Write one finding."""
    told = f"Found: {finding.found}. Must: {finding.expected} Mend: {finding.fix}"
    parts = {"table": finding.table, "key": finding.key, "column": finding.column}
    return {
        "ruleId": plain(finding.code),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": message(told)},
        "locations": [_location(report, finding)],
        "partialFingerprints": {"summitdataFinding/v1": _fingerprint(finding)},
        "properties": {
            **{name: None if text is None else plain(text) for name, text in parts.items()},
            "expected": plain(finding.expected),
            "found": plain(finding.found),
            "fix": plain(finding.fix),
            "page": page_of(finding.code, pages),
        },
    }


def _suppressions(report: Report, finding: Diagnostic) -> Object:
    """Say what accepts a finding; where one finding of a run is accepted, the others say that nothing accepts them."""
    waiver = finding.waiver
    if waiver is None:
        return {"suppressions": []} if report.waived else {}
    parts = {"waiver": waiver.key, "who": waiver.who, "until": waiver.until}
    accepted = {
        "kind": "external",
        "status": "accepted",
        "justification": plain(waiver.reason),
        "properties": {name: plain(part) for name, part in parts.items()},
    }
    return {"suppressions": [accepted]}


def _location(report: Report, finding: Diagnostic) -> Object:
    """Say where a finding is: in which file, at which characters, in which cell."""
    place = finding.place
    physical: Object = {"artifactLocation": {"uri": address_of(file_of(report, place))}}
    if place is not None:
        physical["region"] = _region(place, finding.excerpt)
    location: Object = {"physicalLocation": physical}
    cell = [part for part in (finding.table, finding.key, finding.column) if part]
    if cell:
        location["logicalLocations"] = [
            {"name": plain(cell[-1]), "fullyQualifiedName": plain("/".join(cell)), "kind": "member"}
        ]
    return location


def _region(place: Place, excerpt: str | None) -> Object:
    """Say at which characters of its file a finding is; of a file without lines nothing but its beginning is known."""
    region: Object = {"startLine": max(place.line, 1)}
    if excerpt is not None:
        start = max(place.column, 1)
        region |= {"startColumn": start, "endColumn": start + max(place.width, 1)}
        snippet = excerpt[start - 1 : start - 1 + min(place.width, _LONGEST_SNIPPET)]
        if snippet:
            region["snippet"] = {"text": plain(snippet)}
    return region


def _fingerprint(finding: Diagnostic) -> str:
    """Give what makes a finding the same in another run, wherever its line has moved to."""
    file = finding.place.file if finding.place else None
    parts = (finding.code, finding.table, finding.key, finding.column, finding.found, file)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
