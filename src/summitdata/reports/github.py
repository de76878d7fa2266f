"""A report as workflow commands of GitHub Actions, which shows each finding beside its line in a pull request.

Each line is one command.  The first sums the run up; GitHub shows the first ten errors, warnings and notices of a step
beside the code, and all of them in the log.  What is waived is a notice.
"""

from __future__ import annotations

from typing import Final

from summitdata.diagnostics import Diagnostic, Report, Result, Severity
from summitdata.escaping import visible
from summitdata.reports.links import file_of, page_of

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_NEW_LINE: Final = "%0A"
"""How a command writes a line break of its message."""


def render(report: Report, *, pages: str = "") -> str:
    """Write a report as one command a line, the sum of it first.

    Args:
        report: What a check found.
        pages: The address below which the pages of the rules are, ending in a slash; relative where it is empty.
    """
    return "\n".join([_summary(report), *(_annotation(report, finding, pages) for finding in report.findings)])


def message(datum: str) -> str:
    """Escape a datum for the message of a command, where a per cent sign begins an escape."""
    return visible(datum).replace("%", "%25")


def property_of(datum: str) -> str:
    """Escape a datum for a property of a command, which a comma or a colon would end."""
    return message(datum).replace(":", "%3A").replace(",", "%2C")


def _annotation(report: Report, finding: Diagnostic, pages: str) -> str:
    """Write one finding."""
    subject = " ".join(part for part in (finding.table, finding.key) if part)
    if finding.column:
        subject += f", {finding.column}"
    properties = {"file": file_of(report, finding.place)}
    place = finding.place
    if place is not None:
        properties["line"] = str(place.line)
        if finding.excerpt is not None:
            properties |= {"col": str(place.column), "endColumn": str(place.column + max(place.width, 1))}
    waived = "" if finding.waiver is None else "waived "
    properties["title"] = f"{finding.code} {waived}{subject}".rstrip(" ,")
    told = (
        *([] if finding.waiver is None else [f"waived: {message(finding.waiver.told)}"]),
        f"found: {message(finding.found)}",
        f"must: {message(finding.expected)}",
        f"mend: {message(finding.fix)}",
        f"rule: {message(page_of(finding.code, pages))}",
    )
    listed = ",".join(f"{name}={property_of(value)}" for name, value in properties.items())
    command = _COMMANDS[finding.severity if finding.waiver is None else Severity.INFORMATION]
    return f"::{command} {listed}::{_NEW_LINE.join(told)}"


def _summary(report: Report) -> str:
    """Say what came of the run, and how much of it was not looked at."""
    counts = [f"{report.count(severity)} of severity {severity.value}" for severity in Severity]
    counts += [f"{report.waived} waived"] if report.waived else []
    results = [
        f"{report.number(result)} {result.value}"
        for result in Result
        if result is not Result.WAIVED or report.number(result)
    ]
    told = f"Findings in {message(report.target)}: {', '.join(counts)}. Checks: {', '.join(results)}."
    told = " ".join([told, *map(message, report.notes)])
    return f"::notice title=summitdata {property_of(report.version)}::{told}"
