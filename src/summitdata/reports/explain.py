"""The page of one check as text for a terminal, and the catalogue as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import click
from rich.cells import cell_len, set_cell_size

from summitdata.catalogue import CATALOGUE, FAMILIES, Demonstration, Entry, FileChange, demonstrate, entry_of
from summitdata.diagnostics import Severity
from summitdata.escaping import visible
from summitdata.reports.links import page_of
from summitdata.reports.text import render_findings, wrapped

VERSION: Final = "1.1"
"""The version of the form of the JSON; a change that could break a reader raises its first number."""

_SHADES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}
_MARKS: Final = {"-": "red", "+": "green"}
_LABEL: Final = 9
_MOST_TARGETS: Final = 6
_MOST_FINDINGS: Final = 3
_MOST_FILES: Final = 3
_INDENT: Final = "  "


def explain(code: str, *, width: int = 80, colour: bool = False) -> str:
    """Write all that is known of a check: its page, its example, and what is really found in that.

    Args:
        code: Its code, in capital letters or not.
        width: Cells to wrap at.
        colour: Whether to colour for a terminal.

    Raises:
        UnknownNameError: There is no such check.
    """
    entry = entry_of(code)
    shown = demonstrate(entry)
    text = "\n".join([*_page(entry, width), "", *_example(entry, shown, width, colour=colour)])
    return text if colour else click.unstyle(text)


def rules_table(*, width: int = 80, colour: bool = False) -> str:
    """Write the catalogue as a table: code, severity and sentence of every check, family by family."""
    blocks = []
    for family, entries in groupby(CATALOGUE.values(), key=lambda entry: entry.code[0]):
        lines = [click.style(f"{family}  {FAMILIES[family]}", bold=True)]
        for entry in entries:
            severity = click.style(entry.severity.ljust(11), fg=_SHADES[entry.severity])
            fixable = " [--fix]" if entry.fixable else ""
            first, *others = wrapped(visible(f"{entry.sentence}{fixable}"), width - 19)
            lines += [f"{entry.code}  {severity}  {first}", *(" " * 19 + line for line in others)]
        blocks.append("\n".join(lines))
    counts = ", ".join(
        f"{sum(entry.severity is severity for entry in CATALOGUE.values())} of severity {severity.value}"
        for severity in Severity
    )
    last = (
        f"{len(CATALOGUE)} checks: {counts}.\nsummitdata check --fix mends those with [--fix]; "
        "summitdata explain CODE prints the page of one."
    )
    text = "\n\n".join([*blocks, last])
    return text if colour else click.unstyle(text)


def rules_json(*, examples: bool = False) -> str:
    """Write the catalogue as JSON: an object whose ``rules`` are the entries, in the order of the table.

    Each entry has ``code``, ``family``, ``severity``, ``sentence``, ``why``, ``fix``, ``since``, ``command``,
    ``tables``, ``columns``, ``after``, ``fixable``, ``page`` and ``example`` with ``says`` and ``near``, the list of
    what looks like a breach and is none.  With *examples* each example is also run, and has ``files`` with the lines
    that it changes and ``findings`` with what is then found; that takes some seconds.
    """
    document = {
        "format": "summitdata-rules",
        "version": VERSION,
        "families": FAMILIES,
        "rules": [_object(entry, demonstrate(entry) if examples else None) for entry in CATALOGUE.values()],
    }
    # JSON lets DEL pass as it is.
    return json.dumps(document, indent=2, ensure_ascii=True).replace("\x7f", "\\u007f")


def _object(entry: Entry, shown: Demonstration | None) -> dict[str, Any]:
    """Give one entry for JSON."""
    example: dict[str, Any] = {"says": entry.example.says, "near": entry.near}
    if shown is not None:
        example["files"] = [
            {
                "file": change.file, "lines": change.lines,
                "gone": change.gone, "new": change.new, "was": change.was,
            }
            for change in shown.changes
        ]  # fmt: skip
        example["findings"] = [
            {
                "table": finding.table, "key": finding.key, "column": finding.column,
                "expected": finding.expected, "found": finding.found, "fix": finding.fix,
                "file": finding.place.file if finding.place else None,
                "line": finding.place.line if finding.place else None,
            }
            for finding in shown.findings
        ]  # fmt: skip
    return {
        "code": entry.code,
        "family": entry.code[0],
        "severity": entry.severity,
        "sentence": entry.sentence,
        "why": entry.why,
        "fix": entry.fix,
        "since": entry.since,
        "command": entry.command,
        "tables": entry.tables,
        "columns": [target for target in entry.targets if "." in target],
        "after": entry.after,
        "fixable": entry.fixable,
        "page": page_of(entry.code),
        "example": example,
    }


def _page(entry: Entry, width: int) -> Iterator[str]:
    """Give what a page says of a check."""
    code = click.style(entry.code, bold=True)
    severity = click.style(entry.severity.value, fg=_SHADES[entry.severity], bold=True)
    yield f"{code}  {severity}  {FAMILIES[entry.code[0]]}"
    yield ""
    yield from (click.style(line, bold=True) for line in wrapped(visible(entry.sentence), width))
    yield ""
    yield from _labelled("Why", entry.why, width)
    yield from _labelled("Mend", entry.fix, width)
    targets = ", ".join(entry.targets[:_MOST_TARGETS])
    if (more := len(entry.targets) - _MOST_TARGETS) > 0:
        targets += f" and {more} more"
    if targets:
        yield from _labelled("About", targets, width)
    if entry.after:
        yield from _labelled("After", f"{', '.join(entry.after)}: rows that fail these are left out", width)
    if entry.fixable:
        yield from _labelled("Fix", "summitdata check --fix mends it, and shows what it changes", width)
    yield from _labelled("Run by", f"summitdata {entry.command}, since version {entry.since}", width)
    yield from _labelled("Page", page_of(entry.code), width)


def _labelled(label: str, text: str, width: int) -> Iterator[str]:
    """Give a text behind a label, its further lines as far in as its first."""
    first, *others = wrapped(visible(text), width - _LABEL)
    yield click.style(label.ljust(_LABEL), dim=True) + first
    yield from (" " * _LABEL + line for line in others)


def _example(entry: Entry, shown: Demonstration, width: int, *, colour: bool) -> Iterator[str]:
    """Give the example: what it says, what it changes, what is found."""
    yield from _labelled("Example", shown.says, width)
    for change in shown.changes[:_MOST_FILES]:
        yield ""
        yield from _change(change, width)
    if (others := len(shown.changes) - _MOST_FILES) > 0:
        yield ""
        yield f"{_INDENT}and {others} more files"
    told = shown.findings[:_MOST_FINDINGS]
    yield ""
    more = f", and {len(shown.findings) - len(told)} more" if len(told) < len(shown.findings) else ""
    yield click.style(f"What summitdata {entry.command} says of it{more}:", dim=True)
    yield ""
    yield render_findings(told, width=width, colour=colour).rpartition("\n\n")[0]
    if shown.others:
        yield ""
        broken = ", ".join(dict.fromkeys(finding.code for finding in shown.others))
        yield from wrapped(f"The same mistake breaks {broken} too.", width)
    for near in entry.near:
        yield ""
        yield from _labelled("Allowed", near, width)


def _change(change: FileChange, width: int) -> Iterator[str]:
    """Give how one file differs."""
    what = " is no longer there" if change.gone else " is new" if change.new else ""
    if change.was is not None:
        yield f"{_INDENT}{_fitted(visible(change.was), width - len(_INDENT) - 11)} is now named"
    yield f"{_INDENT}{click.style(_fitted(visible(change.file), width - 26), bold=True)}{what}"
    for line in change.lines:
        yield _INDENT + click.style(_fitted(visible(line), width - len(_INDENT)), fg=_MARKS.get(line[0]))


def _fitted(text: str, width: int) -> str:
    """Cut a line that is longer than *width* cells."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "\u2026"
