"""Opening one row file: its bytes, its clean text, its tree, and the line for editors at its head."""

from __future__ import annotations

import errno
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summitdata.diagnostics import Diagnostic, Place
from summitdata.rows import codes, plain
from summitdata.rows.codes import quoted
from summitdata.rows.encoding import clean
from summitdata.rows.layout import RowFile
from summitdata.rows.limits import DEEPEST, LARGEST
from summitdata.rows.nodes import Tree

_EDITOR_LINE: Final = re.compile(r"#\s*yaml-language-server\b")


@dataclass(frozen=True, slots=True)
class Opened:
    """A row file as it was read: its bytes (None where they can't be had), its clean text, its tree."""

    data: bytes | None
    text: str
    tree: Tree
    findings: tuple[Diagnostic, ...]


def open_file(file: RowFile) -> Opened:
    """Read *file* as far as it can be read; never raises for what is in it or for how it stands on the disk."""
    try:
        data = _bytes(file.path)
    except OSError as error:
        finding = codes.UNREADABLE.finding(Place(file.name), f"an error of the system: {error.strerror}")
        return Opened(None, "", Tree(None), (finding,))
    if len(data) > LARGEST:
        finding = codes.TOO_LARGE.finding(Place(file.name), f"more than {LARGEST:,} bytes")
        return Opened(None, "", Tree(None), (finding,))
    return open_bytes(file, data)


def open_bytes(file: RowFile, data: bytes) -> Opened:
    """Read *data* as what stands in *file*; never raises."""
    cleaned = clean(data, file.name)
    tree = plain.parse(cleaned.text, DEEPEST) or _parsed(cleaned.text, file.name)
    findings = [*cleaned.findings, *_without_echoes(tree, cleaned.findings, cleaned.text)]
    if tree.root is not None:
        findings += _comments(tree, file)
    elif not findings:
        findings.append(codes.NO_MAPPING.finding(Place(file.name), "an empty file"))
    return Opened(data, cleaned.text, tree, tuple(findings))


def _parsed(text: str, name: str) -> Tree:
    """Read the text of the file *name* as YAML of any form, with a library that the plain form does without."""
    from summitdata.rows import parser

    return parser.parse(text, name)


def _bytes(path: Path) -> bytes:
    """Read at most one byte more than a row file may have; ``OSError`` where *path* is no regular file."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _without_echoes(tree: Tree, earlier: tuple[Diagnostic, ...], text: str) -> list[Diagnostic]:
    """Give what the parser found, without a syntax error that a tab in the indentation above it explains."""
    if not tree.findings:
        return []
    lines = text.split("\n")
    tabs = [found.place for found in earlier if found.code == codes.TAB.code and found.place is not None]
    indented = [place.line for place in tabs if not lines[place.line - 1][: place.column].strip()]
    return [
        finding
        for finding in tree.findings
        if finding.code != codes.SYNTAX.code
        or finding.place is None
        or finding.place.line < min(indented, default=1 << 30)
    ]


def _comments(tree: Tree, file: RowFile) -> list[Diagnostic]:
    """Find every comment but the line for editors, and that line where it is missing or wrong."""
    findings: list[Diagnostic] = []
    has_line = False
    fix = f"Run summitdata fmt, which writes {quoted(file.editor_line)}."
    for comment in tree.comments:
        place = Place(file.name, comment.line, comment.column, len(comment.text))
        if _EDITOR_LINE.match(comment.text) is None:
            findings.append(codes.COMMENT.finding(place, f"the comment {quoted(comment.text)}"))
            continue
        if has_line or (comment.line, comment.column) != (1, 1) or comment.text != file.editor_line:
            wrong = quoted(comment.text) if comment.text != file.editor_line else f"that line as line {comment.line}"
            findings.append(codes.EDITOR_LINE.finding(place, wrong, fix))
        has_line = True
    if not has_line:
        findings.append(codes.EDITOR_LINE.finding(Place(file.name), "no such line", fix))
    return findings
