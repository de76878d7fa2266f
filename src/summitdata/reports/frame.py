"""A code frame: the offending line of a file with its number, and carets under what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from summitdata.diagnostics import Place
from summitdata.escaping import visible

_CUT = "\u2026"


@dataclass(frozen=True, slots=True)
class Frame:
    """The two lines of a code frame, fit to print: the line of the file, and the carets below it."""

    line: str
    carets: str


def code_frame(place: Place, excerpt: str, width: int) -> Frame:
    """Draw the frame of *place* in the line *excerpt* of its file, at most *width* cells wide.

    A long line is cut on one or both sides so that the carets are seen.  What a terminal would hide or act on
    is shown as it is everywhere else, and the carets still stand under what they mean.
    """
    gutter = f"{place.line:>6} | "
    shown = [visible(char) for char in excerpt.rstrip("\r\n")]
    cells = [cell_len(text) for text in shown]
    start = min(max(place.column - 1, 0), len(shown))
    stop = max(min(start + place.width, len(shown)), start)
    first, last = _window(cells, start, stop, max(width - len(gutter), 10))
    head = _CUT if first > 0 else ""
    line = head + "".join(shown[first:last]) + (_CUT if last < len(shown) else "")
    before = len(head) + sum(cells[first:start])
    marked = sum(cells[start : min(stop, last)])
    blank = " " * (len(gutter) - 2) + "| "
    return Frame((gutter + line).rstrip(), blank + " " * before + "^" * max(marked, 1))


def _window(cells: list[int], start: int, stop: int, room: int) -> tuple[int, int]:
    """Give the first and last index of the part of a line to be shown in *room* cells, a cut on each side included."""
    if sum(cells) <= room:
        return 0, len(cells)
    room -= 2 * cell_len(_CUT)
    first = start
    # A third of the room goes to what stands before the carets, and what they leave over besides.
    lead = max(room - sum(cells[start:stop]), room // 3)
    lead = min(lead, room // 3) if sum(cells[start:]) > room - room // 3 else lead
    while first > 0 and sum(cells[first - 1 : start]) <= lead:
        first -= 1
    last = first
    used = 0
    while last < len(cells) and used + cells[last] <= room:
        used += cells[last]
        last += 1
    return first, last
