"""Combining marks that are heaped up: to put a heap of them in order takes the square of their number."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from summitdata.rows.limits import MOST_MARKS

_MAY_BE_HEAP: Final = re.compile(f"[\u0300-\U0010ffff]{{{MOST_MARKS + 1}}}")
"""Finds text that may hold a heap, much faster than a look at each character."""


def heaps(text: str) -> list[tuple[int, int]]:
    """Give start and stop of each stretch of *text* in which too many combining marks follow one another."""
    if _MAY_BE_HEAP.search(text) is None:
        return []
    found = []
    start: int | None = None
    for at, character in enumerate(f"{text} "):
        if unicodedata.combining(character):
            start = at if start is None else start
        elif start is not None:
            if at - start > MOST_MARKS:
                found.append((start, at))
            start = None
    return found


def without_heaps(text: str, found: list[tuple[int, int]], replacement: str) -> str:
    """Put *replacement* in the place of every character of the stretches that :func:`heaps` *found*."""
    parts, end = [], 0
    for start, stop in found:
        parts += [text[end:start], replacement * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])
