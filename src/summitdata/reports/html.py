"""A report as one HTML file: it needs no script, asks for nothing from anywhere, and can be kept with a build.

The text is ASCII, other characters being written as references, so that no transfer can damage it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity
from summitdata.escaping import visible
from summitdata.plurals import counted
from summitdata.reports.links import page_of
from summitdata.reports.style import STYLE

_NAMES: Final = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFORMATION: ("piece of information", "pieces of information"),
}
_BEFORE, _MARKED, _AFTER = 100, 200, 160
"""How much of a long line is shown before, of and behind what is wrong."""


def render(report: Report, *, pages: str = "") -> str:
    """Write a report as an HTML document.

    Args:
        report: What a check found.
        pages: The address below which the pages of the rules are, ending in a slash; relative where it is empty.
    """
    parts = [*_head(report), *_findings(report, pages), *_checks(report, pages), "</main>", "</body>", "</html>"]
    return "\n".join(parts).encode("ascii", "xmlcharrefreplace").decode()


def text(datum: str) -> str:
    """Escape a datum for HTML, in text and in attributes between quotation marks."""
    return escape(visible(datum), quote=True)


def _data(datum: str, tag: str = "bdi", shade: str = "") -> str:
    """Give a datum in an element that keeps its direction of writing to itself."""
    named = f' class="{shade}"' if shade else ""
    return f'<{tag}{named} dir="auto">{text(datum)}</{tag}>'


def _head(report: Report) -> Iterator[str]:
    """Give everything above the findings: what was checked, and what came of it."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<link rel="icon" href="data:,">'
    yield f"<title>{_verdict(report)}: {text(report.target)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield '<header class="top">'
    yield f'<p class="quiet">summitdata {text(report.version)} checked {_data(report.target, "code")}</p>'
    yield f'<h1 class="{"good" if report.ok else "bad"}">{_verdict(report)}</h1>'
    yield "<dl>"
    for result in Result:
        if result is not Result.WAIVED or report.number(result):
            yield f"<div><dt>checks {result.value}</dt><dd>{report.number(result):,}</dd></div>"
    if report.rows:
        yield f"<div><dt>rows</dt><dd>{sum(report.rows.values()):,}</dd></div>"
    yield "</dl>"
    yield from (f'<p class="note">{_data(note)}</p>' for note in report.notes)
    yield "</header>"


def _verdict(report: Report) -> str:
    """Say in a few words what came of the run."""
    parts = [counted(count, *_NAMES[severity]) for severity in Severity if (count := report.count(severity))]
    waived = counted(report.waived, "waived finding")
    if parts:
        besides = f", and {waived} besides" if report.waived else ""
        return "Found " + (" and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]) + besides
    if report.waived:
        return f"Found nothing but {waived}"
    if report.number(Result.PASSED):
        return "Found nothing wrong"
    return "Nothing could be checked"


def _findings(report: Report, pages: str) -> Iterator[str]:
    """Give the findings, those of each file together."""
    if not report.findings:
        return
    yield '<section aria-labelledby="findings">'
    yield '<h2 id="findings">Findings</h2>'
    for file, inside in groupby(report.findings, key=lambda finding: finding.place.file if finding.place else None):
        yield f"<h3>{_data(file, 'code') if file else 'The dataset as a whole'}</h3>"
        for finding in inside:
            yield from _finding(finding, pages)
    yield "</section>"


def _finding(finding: Diagnostic, pages: str) -> Iterator[str]:
    """Give one finding."""
    place, waiver = finding.place, finding.waiver
    yield f'<article class="{finding.severity.value if waiver is None else "waived"}">'
    yield '<p class="line">'
    yield f'<a class="code" href="{text(page_of(finding.code, pages))}">{text(finding.code)}</a>'
    yield f'<span class="severity">{finding.severity.value}{"" if waiver is None else ", waived"}</span>'
    if finding.table:
        yield _data(finding.table, "bdi", "quiet")
    if finding.key:
        yield _data(finding.key, "code")
    if finding.column and finding.column != "id":
        yield f'<span class="quiet">column {_data(finding.column, "code")}</span>'
    if place is not None and finding.excerpt is not None:
        yield f'<span class="quiet">line {place.line}, character {place.column}</span>'
    yield "</p>"
    yield f'<p class="found"><span class="quiet">Found</span> {_data(finding.found)}</p>'
    if place is not None and finding.excerpt is not None:
        yield _frame(place, finding.excerpt)
    yield "<dl>"
    yield f"<div><dt>Must</dt><dd>{_data(finding.expected)}</dd></div>"
    yield f"<div><dt>Mend</dt><dd>{_data(finding.fix)}</dd></div>"
    if waiver is not None:
        yield f"<div><dt>Waived</dt><dd>{_data(waiver.told)}</dd></div>"
    yield "</dl>"
    yield "</article>"


def _frame(place: Place, excerpt: str) -> str:
    """Show the line of the file with what is wrong in it marked; a long line is cut on both sides."""
    start = min(max(place.column - 1, 0), len(excerpt))
    stop = min(start + max(place.width, 1), len(excerpt))
    before, marked, after = excerpt[:start], excerpt[start:stop], excerpt[stop:]
    head = "\u2026" + text(before[-_BEFORE:]) if len(before) > _BEFORE else text(before)
    middle = text(marked[:_MARKED]) + ("\u2026" if len(marked) > _MARKED else "")
    tail = text(after[:_AFTER]) + ("\u2026" if len(after) > _AFTER else "")
    return (
        f'<pre tabindex="0" aria-label="line {place.line}"><span class="number">{place.line}</span>'
        f"<code>{head}<mark>{middle or ' '}</mark>{tail}</code></pre>"
    )


def _checks(report: Report, pages: str) -> Iterator[str]:
    """Give every check with what came of it, folded away where it passed, together where the reason is one."""
    if not report.outcomes:
        return
    yield '<section aria-labelledby="checks">'
    yield '<h2 id="checks">Checks</h2>'
    for result in (Result.FAILED, Result.WAIVED, Result.NOT_EVALUATED, Result.PASSED):
        outcomes = [outcome for outcome in report.outcomes if outcome.result is result]
        if not outcomes:
            continue
        yield f"<details{'' if result is Result.PASSED else ' open'}>"
        yield f"<summary>{len(outcomes):,} {result.value}</summary>"
        for reason in dict.fromkeys(outcome.reason for outcome in outcomes):
            if reason is not None:
                yield f'<p class="reason">{_data(_capital(reason))}</p>'
            yield "<ul>"
            yield from (_check(outcome, pages) for outcome in outcomes if outcome.reason == reason)
            yield "</ul>"
        yield "</details>"
    yield "</section>"


def _check(outcome: Outcome, pages: str) -> str:
    """Give one check."""
    count = f' <span class="quiet">({counted(outcome.count, "finding")})</span>' if outcome.count else ""
    link = f'<a class="code" href="{text(page_of(outcome.code, pages))}">{text(outcome.code)}</a>'
    return f"<li>{link}<span>{_data(outcome.title)}{count}</span></li>"


def _capital(reason: str) -> str:
    """Make a line of its own of a fragment, unless it begins with the name of a command."""
    return reason if reason.startswith("summitdata ") else f"{reason[:1].upper()}{reason[1:]}"
