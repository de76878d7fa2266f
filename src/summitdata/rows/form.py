"""``summitdata fmt``: giving each row file its canonical form, or leaving it alone and saying why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

from summitdata.diagnostics import Diagnostic, Place, ordered
from summitdata.rows import codes
from summitdata.rows.codes import FILE_RULES, Rewrite, quoted
from summitdata.rows.files import Opened, open_bytes, open_file
from summitdata.rows.layout import FOLDER, RowFile, row_file_at, row_files
from summitdata.rows.limits import excerpt, listed
from summitdata.rows.nodes import Mapping
from summitdata.rows.records import Records
from summitdata.rows.write import canonical, replace_file

_BEFORE: Final = 20
"""How much of a line is shown before the point where it differs from its canonical form."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """What formatting makes of one file: its bytes before and after, and what was found in it.

    ``before`` is None where the file can't be read.  ``after`` is None where the file is left alone, since a
    finding says that rewriting it might lose something; the same as ``before`` where it is canonical already.
    """

    before: bytes | None
    after: bytes | None
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Formatting:
    """What formatting made of a dataset: how many row files there are, and how many were not in canonical form.

    ``findings`` has what kept files from being formatted, and for a check each file that is not canonical.
    """

    files: int
    changed: int
    findings: tuple[Diagnostic, ...]


def format_file(path: Path) -> Formatted:
    """Give the canonical form of the row file at *path*; nothing is written.

    Raises ``ValueError`` where *path* is not ``rows/<folder>/<key>.yaml`` or a list file in ``rows``.
    """
    return _formatted(row_file_at(path))


def format_rows(root: Path, *, check: bool = False) -> Formatting:
    """Give every row file of the dataset *root* its canonical form; with *check*, only say which ones need it.

    A file is replaced in one step, after its new text has been read back and found to say the same.
    """
    files, stray = row_files(root)
    findings = listed(stray, FOLDER)
    changed = 0
    for file in files:
        formatted = _formatted(file)
        if formatted.after is None or formatted.before == formatted.after:
            findings += _refusing(formatted.findings)
            continue
        if check:
            changed += 1
            findings += [finding for finding in formatted.findings if _rewrite(finding) is Rewrite.MENDED]
            continue
        try:
            replace_file(file.path, formatted.after)
            changed += 1
        except OSError as error:
            found = f"an error of the system: {error.strerror}"
            findings.append(codes.UNWRITABLE.finding(Place(file.name), found))
    return Formatting(len(files), changed, ordered(findings))


def form_findings(file: RowFile, opened: Opened, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Find where an opened *file* differs from its canonical form.

    Nothing is found where *findings*, all that is known of the file, say that it can't be formatted or that
    formatting it would mend something else anyway.
    """
    if any(_rewrite(finding) is not Rewrite.KEPT for finding in findings):
        return []
    after = _canonical(file, opened, findings)
    if after is None or after.encode() == opened.data:
        return []
    lines = zip_longest(opened.text.split("\n"), after.split("\n"))
    number, line, other = next((at, line, other) for at, (line, other) in enumerate(lines, 1) if line != other)
    pairs = enumerate(zip(line or "", other or "", strict=False))
    column = next((at for at, (one, two) in pairs if one != two), min(len(line or ""), len(other or "")))
    if line is None:
        found = (
            f"the end of the file where the canonical form has {_near(other, 0)}"
            if other
            else "no line feed at its end"
        )
    elif other is None:
        found = "a line behind the end of the canonical form"
    else:
        found = f"{_near(line, column)} where the canonical form has {_near(other, column)}"
    place = Place(file.name, number, column + 1, max(1, len(line or "") - column))
    return [codes.FORM.finding(place, found)]


def _near(line: str, column: int) -> str:
    """Quote *line* from a little before *column*."""
    start = max(0, column - _BEFORE)
    return quoted(f"...{line[start:]}" if start else line)


def _formatted(file: RowFile) -> Formatted:
    opened = open_file(file)
    records = Records()
    records.add(file, opened.tree.root)
    findings = [*opened.findings, *records.findings]
    after = _canonical(file, opened, findings)
    if after is not None:
        findings += form_findings(file, opened, findings)
    if after is not None and after.encode() != opened.data:
        _prove_the_same(file, records, after)
    lines = opened.text.split("\n")
    placed = tuple(
        replace(finding, excerpt=excerpt(lines, finding.place.line))
        for finding in records.located(listed(findings, file.name))
        if finding.place is not None
    )
    return Formatted(opened.data, None if after is None else after.encode(), ordered(placed))


def _canonical(file: RowFile, opened: Opened, findings: Iterable[Diagnostic]) -> str | None:
    """Give the canonical text of an opened *file*; None where *findings* say that it might lose something."""
    root = opened.tree.root
    return canonical(file, root) if isinstance(root, Mapping) and not _refusing(findings) else None


def _prove_the_same(file: RowFile, records: Records, after: str) -> None:
    """Read the new text of *file* back; ``RuntimeError`` where it doesn't give the same rows, which is a fault here."""
    again = Records()
    opened = open_bytes(file, after.encode())
    again.add(file, opened.tree.root)
    if again.rows != records.rows or again.incomplete != records.incomplete or _refusing(opened.findings):
        raise RuntimeError(f"the canonical form of {file.name} would not say the same; the file was left alone")


def _rewrite(finding: Diagnostic) -> Rewrite:
    return FILE_RULES[finding.code].rewrite


def _refusing(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [finding for finding in findings if _rewrite(finding) is Rewrite.REFUSED]
