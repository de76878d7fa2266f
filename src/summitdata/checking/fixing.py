"""Mending what has one right answer: the form of row files.

A row file that says what it says in another than the canonical form is rewritten; not one value changes.  Nothing else
is mended without a person: of a digest that does not fit its words either may be wrong, a key that names nothing may
be a slip or a row that is yet to come, and of two claims that disagree both are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summitdata.diagnostics import Diagnostic, Place
from summitdata.rows import FILE_RULES, Rewrite, format_file
from summitdata.rows.codes import UNWRITABLE
from summitdata.rows.layout import row_files
from summitdata.rows.write import replace_file

FIXABLE: Final = frozenset(code for code, rule in FILE_RULES.items() if rule.rewrite is Rewrite.MENDED)
"""The codes of the checks whose findings are mended."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A row file that was rewritten: its path as seen from the dataset's folder, and its bytes before and after."""

    file: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Mending:
    """What was mended, and a finding for each file that could not be written, which is as it was."""

    files: tuple[Mended, ...]
    findings: tuple[Diagnostic, ...]


def mend(root: Path, is_chosen: Callable[[str], bool]) -> Mending:
    """Rewrite each row file of the dataset *root* in which a finding that can be mended stands.

    A file is replaced in one step, after its new text has been read back and found to say the same.  One with a
    finding that a rewrite might lose something of is left alone.

    Args:
        root: The folder that holds the folder ``rows``.
        is_chosen: Tells by the code whether a check was chosen; only files with a finding of such are rewritten.
    """
    files, findings = [], []
    for file in row_files(root)[0]:
        formatted = format_file(file.path)
        wanted = any(finding.code in FIXABLE and is_chosen(finding.code) for finding in formatted.findings)
        if not wanted or formatted.before is None or formatted.after is None:
            continue
        try:
            replace_file(file.path, formatted.after)
            files.append(Mended(file.name, formatted.before, formatted.after))
        except OSError as error:
            findings.append(UNWRITABLE.finding(Place(file.name), f"an error of the system: {error.strerror}"))
    return Mending(tuple(files), tuple(findings))
