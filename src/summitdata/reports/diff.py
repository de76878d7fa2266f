"""How a rewritten file differs from what it was, as a unified diff in which nothing is hidden."""

from __future__ import annotations

import difflib
import unicodedata
from typing import Final

import click

from summitdata.escaping import visible

_COLOURS: Final = {"-": "red", "+": "green", "@": "cyan"}


def render(name: str, before: bytes, after: bytes, *, colour: bool = False) -> str:
    """Write the difference between two states of a file of text, with three lines around each change.

    What a terminal would hide or act on is shown as ``<U+XXXX>``, so that a byte order mark, a carriage return and a
    character that was composed are seen.

    Args:
        name: The path of the file.
        before: What it held.
        after: What it holds.
        colour: Whether to colour for a terminal.
    """
    old, new = (text.decode(errors="backslashreplace").split("\n") for text in (before, after))
    shown = visible(name)
    lines = list(difflib.unified_diff([*map(_line, old)], [*map(_line, new)], shown, shown, lineterm=""))
    if not colour:
        return "\n".join(lines)
    head, changes = lines[:2], lines[2:]
    painted = (click.style(line, fg=_COLOURS.get(line[0])) for line in changes)
    return "\n".join([*(click.style(line, bold=True) for line in head), *painted])


def _line(line: str) -> str:
    """Show a line with the marks that compose with the character before them, so that lines that differ look so."""
    return "".join(f"<U+{ord(char):04X}>" if unicodedata.combining(char) else char for char in visible(line))
