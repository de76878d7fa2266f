"""A report as text for a terminal: each finding with its place, what must hold, what was found, and the mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Final

import click
from rich.cells import cell_len

from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity
from summitdata.escaping import visible
from summitdata.plurals import counted
from summitdata.reports.frame import code_frame

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}
_RESULTS: Final = {
    Result.PASSED: "green", Result.FAILED: "red", Result.WAIVED: "cyan", Result.NOT_EVALUATED: "yellow",
}  # fmt: skip
_INDENT: Final = "  "
_LABEL: Final = 7
_NOT_SELECTED: Final = "it was not selected"


def render(report: Report, *, width: int = 80, colour: bool = False, verbose: bool = False) -> str:
    """Write a whole report.

    Args:
        report: What a check found.
        width: Cells to wrap at; a path or a key that is longer is not broken, so that it can be copied.
        colour: Whether to colour for a terminal.
        verbose: Whether to list every check with what came of it.
    """
    paint = _Paint(colour)
    parts = [_finding(finding, report.target, width, paint) for finding in report.findings]
    if verbose:
        parts.append("\n".join(_checks(report.outcomes, width, paint)))
    parts.append("\n".join(_summary(report, width, paint, verbose=verbose)))
    return "\n\n".join(parts)


def render_findings(
    findings: Iterable[Diagnostic], *, root: str = "", width: int = 80, colour: bool = False
) -> str:  # fmt: skip
    """Write findings alone, those of files below *root*, with one line that counts them."""
    found = tuple(findings)
    paint = _Paint(colour)
    parts = [_finding(finding, root, width, paint) for finding in found]
    return "\n\n".join([*parts, paint(f"Found {_counted(found)}.", bold=True)])


class _Paint:
    """Colours text where that is asked for."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, fg: str | None = None, *, bold: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None) if self._colour else text


def _finding(finding: Diagnostic, root: str, width: int, paint: _Paint) -> str:
    """Write one finding."""
    where = _where(finding, root)
    shade = _COLOURS[finding.severity] if finding.waiver is None else "cyan"
    told = f"{finding.code} {finding.severity}{'' if finding.waiver is None else ', waived'}"
    subject = " ".join(visible(part) for part in (finding.table, finding.key) if part)
    if finding.column and finding.column != "id":
        subject += f", {visible(finding.column)}"
    lines = [f"{paint(where + ':', bold=True) if where else ''} {paint(told, shade, bold=True)}".strip()]
    if subject and cell_len(f"{where}: {told}  {subject}") <= width:
        lines[0] += f"  {subject}"
    elif subject:
        lines.append(_INDENT + subject)
    lines += _labelled("must", finding.expected, width)
    lines += [paint(line, shade) for line in _labelled("found", finding.found, width)]
    if finding.place is not None and finding.excerpt is not None:
        frame = code_frame(finding.place, finding.excerpt, width)
        lines += [frame.line, paint(frame.carets, shade)]
    lines += [paint(line, "green") for line in _labelled("mend", finding.fix, width)]
    if finding.waiver is not None:
        lines += _labelled("waived", finding.waiver.told, width)
    return "\n".join(lines)


def _where(finding: Diagnostic, root: str) -> str:
    """Say where a finding is, in a form that terminals and editors open: a path, and line and column if known."""
    place = finding.place
    if place is None:
        return ""
    file = visible(str(PurePath(root, place.file)))
    if finding.excerpt is None and place == Place(place.file):
        return file
    return f"{file}:{place.line}:{place.column}"


def _labelled(label: str, text: str, width: int) -> list[str]:
    """Write a text behind a label, its further lines indented as far as its first."""
    first = f"{_INDENT}{label}: ".ljust(len(_INDENT) + _LABEL)
    lines = wrapped(visible(text), width - len(first))
    return [first + lines[0], *(" " * len(first) + line for line in lines[1:])]


def wrapped(text: str, width: int) -> list[str]:
    """Break *text* between words so that each line has at most *width* cells; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _checks(outcomes: Sequence[Outcome], width: int, paint: _Paint) -> Iterator[str]:
    """List every check with what came of it."""
    longest = max((len(result) for result in Result), default=0)
    for outcome in outcomes:
        result = paint(outcome.result.ljust(longest), _RESULTS[outcome.result])
        count = f" ({outcome.count})" if outcome.count else ""
        reason = f" [{outcome.reason}]" if outcome.reason else ""
        indent = len(outcome.code) + longest + 4
        lines = wrapped(visible(f"{outcome.title}{count}{reason}"), width - indent)
        yield f"{outcome.code}  {result}  {lines[0]}"
        yield from (" " * indent + line for line in lines[1:])


def _summary(report: Report, width: int, paint: _Paint, *, verbose: bool) -> Iterator[str]:
    """Say what came of the run as a whole, and what it did not look at."""
    standing = [finding for finding in report.findings if finding.waiver is None]
    waived = counted(report.waived, "waived finding")
    if standing:
        files = len({finding.place.file for finding in standing if finding.place})
        within = f" in {counted(files, 'file')}" if files else ""
        besides = f", and {waived} besides" if report.waived else ""
        shade = "red" if not report.ok else "cyan"
        yield paint(f"Found {_counted(standing)}{within}{besides}.", shade, bold=True)
    elif report.waived:
        yield paint(f"Found nothing but {waived}.", "cyan", bold=True)
    elif report.number(Result.PASSED):
        yield paint("Found nothing wrong.", "green", bold=True)
    else:
        yield paint("Nothing could be checked.", "yellow", bold=True)
    main = ", ".join(f"{report.rows[name]:,} {name}" for name in ("sources", "events", "quotes") if name in report.rows)
    rows = f", over {sum(report.rows.values()):,} rows ({main})" if main else ""
    waived = f"{report.number(Result.WAIVED)} waived, " if report.number(Result.WAIVED) else ""
    left_out = sum(outcome.reason == _NOT_SELECTED for outcome in report.outcomes)
    told = (
        f"{counted(report.number(Result.PASSED), 'check')} passed, {report.number(Result.FAILED)} failed, "
        f"{waived}{report.number(Result.NOT_EVALUATED) - left_out} not evaluated"
        f"{f', {left_out} not selected' if left_out else ''}{rows}."
    )
    yield from wrapped(visible(told), width)
    for note in report.notes:
        yield from wrapped(visible(note), width)
    if not verbose:
        yield from _unevaluated(report.outcomes, width, paint)


def _unevaluated(outcomes: Sequence[Outcome], width: int, paint: _Paint) -> Iterator[str]:
    """Say by reason which checks were not evaluated; those that nobody asked for go without saying."""
    left_out = [outcome for outcome in outcomes if outcome.result is Result.NOT_EVALUATED]
    reasons = dict.fromkeys(str(outcome.reason) for outcome in left_out if outcome.reason != _NOT_SELECTED)
    position = {outcome.code: index for index, outcome in enumerate(outcomes)}
    told = []
    for reason in reasons:
        codes = [outcome.code for outcome in left_out if outcome.reason == reason]
        told.append(f"{', '.join(_ranges(codes, position))} ({reason})")
    if told:
        lines = wrapped(visible(f"Not evaluated: {'; '.join(told)}."), width - len(_INDENT))
        yield from (paint(line, "yellow") for line in (lines[0], *(f"{_INDENT}{line}" for line in lines[1:])))


def _ranges(codes: Sequence[str], position: dict[str, int]) -> Iterator[str]:
    """Join codes that follow one another in the catalogue and the family into ranges."""
    numbered = enumerate(codes)
    for _, group in groupby(numbered, lambda pair: (pair[1][0], position[pair[1]] - pair[0])):
        run = [code for _, code in group]
        yield run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}"


def _counted(findings: Iterable[Diagnostic]) -> str:
    """Count findings by severity, in words."""
    severities = [finding.severity for finding in findings]
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "piece"}
    parts = [
        counted(count, names[severity]) + (" of information" if severity is Severity.INFORMATION else "")
        for severity in Severity
        if (count := severities.count(severity))
    ]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0] if parts else "nothing"
