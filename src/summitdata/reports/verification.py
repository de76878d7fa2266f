"""A verification as text for a terminal: what was found, and a table of verdicts by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import click
from rich.cells import cell_len

from summitdata.diagnostics import Diagnostic
from summitdata.escaping import visible
from summitdata.evidence import Verdict, Verification
from summitdata.reports.text import render_findings, wrapped

_HEADINGS: Final = {
    Verdict.EXACT: "exact", Verdict.FOLDED: "folded", Verdict.MOVED: "moved", Verdict.CHANGED: "changed",
    Verdict.FOUND_IN_ANOTHER_SOURCE: "other", Verdict.ABSENT: "absent", Verdict.NOT_CHECKABLE: "unchecked",
}  # fmt: skip
"""The heading of each verdict's column; two are short for the sake of the width."""

_SHADES: Final = {Verdict.EXACT: "green", Verdict.FOLDED: "green", Verdict.NOT_CHECKABLE: "yellow"}


def render(found: Verification, findings: Sequence[Diagnostic], *, width: int = 80, colour: bool = False) -> str:
    """Write the findings, then for each source and for all how many spans and renderings have which verdict.

    Args:
        found: What came of holding rows against articles.
        findings: Its findings, with their places, and those of reading the rows.
        width: Cells to wrap at; the names of sources are not broken.
        colour: Whether to colour for a terminal.
    """
    parts = [render_findings(findings, width=width, colour=colour)] if findings else []
    parts += ["\n".join(_table(found)), "\n".join(_ending(found, findings, width))]
    text = "\n\n".join(parts)
    return text if colour else click.unstyle(text)


def _table(found: Verification) -> Iterator[str]:
    """Write a line for the spans of each source, one for all spans, and one for all renderings."""
    by_source = {key: Counter[Verdict]() for key in [*found.held, *found.sources.values()]}
    for key, source in found.sources.items():
        by_source[source][found.located[key].verdict] += 1
    spans = sum(by_source.values(), Counter[Verdict]())
    renderings = Counter(each.verdict for each in found.judged.values())
    lines = [(visible(key), by_source[key]) for key in sorted(by_source)]
    lines += [("all spans", spans), ("all renderings", renderings)]
    shown = [verdict for verdict in Verdict if verdict is Verdict.EXACT or spans[verdict] or renderings[verdict]]
    label = max(cell_len(name) for name, _ in lines)
    headings = "  ".join(_HEADINGS[verdict] for verdict in shown)
    yield click.style(f"{'spans of'.ljust(label)}  {headings}", bold=True)
    for name, counts in lines:
        cells = "  ".join(_cell(counts[verdict], verdict) for verdict in shown)
        yield f"{name}{' ' * (label - cell_len(name))}  {cells}"


def _cell(count: int, verdict: Verdict) -> str:
    text = str(count or "-").rjust(len(_HEADINGS[verdict]))
    return click.style(text, fg=_SHADES.get(verdict, "red")) if count else text


def _ending(found: Verification, findings: Sequence[Diagnostic], width: int) -> Iterator[str]:
    """Say what all of it comes to, and what was not looked at."""
    checked, runs = found.runs
    told = (
        f"{len(found.matches)} of {len(found.held)} articles are at hand; {checked} of {runs} shared runs were checked."
    )
    yield from wrapped(told, width)
    for key in found.unchecked:
        lines = wrapped(f"Not checked: the article of {visible(key)} is not at hand.", width)
        yield from (click.style(line, fg="yellow") for line in lines)
    if not findings:
        yield click.style("Every span that could be checked stands where its row says.", fg="green", bold=True)
