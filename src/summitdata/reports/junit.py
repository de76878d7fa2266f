"""A report as JUnit XML, for the servers that show the tests of a build.

A check that passed is a test that passed, and one that was not evaluated is skipped with its reason.  Each finding of
a check that failed is a test of its own: failed, skipped where a waiver accepts it, or with the finding as its output
where it is information.  A check that failed, but whose findings the report does not show, is skipped.  The text is
ASCII, has no times, and is the same at every run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from summitdata.diagnostics import Diagnostic, Outcome, Report, Result, Severity
from summitdata.escaping import visible
from summitdata.reports.links import file_of, page_of

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(report: Report, *, pages: str = "") -> str:
    """Write a report as JUnit XML, the checks of each family as one suite.

    Args:
        report: What a check found.
        pages: The address below which the pages of the rules are, ending in a slash; relative where it is empty.
    """
    root = Element("testsuites", name="summitdata")
    found: dict[str, list[Diagnostic]] = {outcome.code: [] for outcome in report.outcomes}
    for finding in report.findings:
        found.setdefault(finding.code, []).append(finding)
    known = {outcome.code: outcome for outcome in report.outcomes}
    families: dict[str, list[Element]] = {}
    for code, findings in found.items():
        outcome = known.get(code) or Outcome(code, findings[0].expected, Result.FAILED, len(findings))
        family = f"summitdata.{text(code[:1])}"
        families.setdefault(family, []).extend(_cases(report, outcome, findings, family, pages))
    for family, cases in families.items():
        _suite(root, family, cases)
    if report.notes:
        properties = Element("properties")
        for note in report.notes:
            SubElement(properties, "property", name="note", value=text(note))
        root.insert(0, properties)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    _number_doubles(root)
    indent(root)
    body: bytes = tostring(root, encoding="us-ascii", xml_declaration=False)
    return _HEAD + body.decode()


def text(datum: str) -> str:
    """Escape a datum for XML: no character that XML forbids is left, and the writer escapes what is XML's own."""
    return visible(datum)


def _suite(root: Element, family: str, cases: list[Element]) -> None:
    """Add the checks of one family, with their sums."""
    sums = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {name: str(sum(case.find(tag) is not None for case in cases)) for name, tag in sums.items()}
    suite = SubElement(root, "testsuite", {"name": family, "tests": str(len(cases)), **counts})
    suite.extend(cases)


def _cases(
    report: Report, outcome: Outcome, findings: list[Diagnostic], family: str, pages: str
) -> Iterator[Element]:  # fmt: skip
    """Write one check: each of its findings, or what came of it without any."""
    if findings:
        for finding in findings:
            yield _finding(report, finding, family, pages)
        return
    case = Element("testcase", classname=family, name=text(f"{outcome.code} {outcome.title}"))
    if outcome.result is Result.NOT_EVALUATED:
        SubElement(case, "skipped", message=text(outcome.reason or ""))
    elif outcome.result is not Result.PASSED:
        SubElement(case, "skipped", message=f"{outcome.result.value}, and its findings are not shown")
    yield case


def _finding(report: Report, finding: Diagnostic, family: str, pages: str) -> Element:
    """Write one finding."""
    subject = ", ".join(part for part in (finding.table, finding.key, finding.column) if part)
    file = file_of(report, finding.place)
    case = Element("testcase", classname=family, name=text(f"{finding.code} {subject or file}"), file=text(file))
    where = text(file)
    if finding.place is not None:
        case.set("line", str(finding.place.line))
        where += f":{finding.place.line}:{finding.place.column}"
    lines = [
        where,
        f"must:  {text(finding.expected)}",
        f"found: {text(finding.found)}",
        f"mend:  {text(finding.fix)}",
        f"rule:  {page_of(finding.code, pages)}",
    ]
    if finding.excerpt is not None:
        lines.insert(1, f"line:  {text(finding.excerpt)}")
    if finding.waiver is not None:
        lines.append(f"waiver: {text(finding.waiver.told)}")
        told = SubElement(case, "skipped", message=f"waived: {text(finding.waiver.told)}")
    elif finding.severity is Severity.INFORMATION:
        told = SubElement(case, "system-out")
    else:
        told = SubElement(case, "failure", type=finding.severity.value, message=text(finding.found))
    told.text = "\n".join(lines)
    return case


def _number_doubles(root: Element) -> None:
    """Tell tests of one name apart, since servers take two such for one."""
    seen: Counter[str] = Counter()
    for case in root.iter("testcase"):
        name = case.get("name", "")
        seen[name] += 1
        if seen[name] > 1:
            case.set("name", f"{name} ({seen[name]})")
