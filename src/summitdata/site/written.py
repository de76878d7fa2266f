"""Pages that are written by hand: small changes on their way to the site."""

from __future__ import annotations

import re
from pathlib import Path

_TITLE = re.compile(r"# (?P<number>[0-9]+)\. (?P<title>.+)")
_CONTINUED = re.compile(r"(?m)^ {3}(?! )")
_NEXT_ITEM = re.compile(r"(?m)(?<=[^\n])\n(?=[0-9]+\. )")
_BRACKETS = re.compile(r"(?m)^(#+) \[([^\]]+)\](?!\()")
_NOTHING_YET = re.compile(r"(?m)^## \[Unreleased\]\n+(?=## )")
_ROLE = re.compile(r":(?:func|class|data|mod|meth):(?=<code>|`)")


def decisions(folder: Path) -> str:
    """Give a Markdown list of the decisions in *folder*, in order."""
    lines = []
    for file in sorted(folder.glob("[0-9]*.md")):
        found = _TITLE.match(file.read_text(encoding="utf-8"))
        title = found["title"] if found else file.stem
        lines.append(f"{int(file.name[:4])}. [{title}]({file.name})")
    return "\n".join(lines)


def copied(text: str) -> str:
    """Give a file of the repository as a page: lists as Python-Markdown wants them, links from the docs folder.

    Of a changelog the numbers of versions lose their brackets, and a version that has nothing yet is left out.
    """
    text = _BRACKETS.sub(r"\1 \2", _NOTHING_YET.sub("", text))
    return _NEXT_ITEM.sub("\n\n", _CONTINUED.sub("    ", text)).replace("](docs/", "](")


def without_roles(html: str) -> str:
    """Take out the roles of reStructuredText that docstrings use."""
    return _ROLE.sub("", html)
