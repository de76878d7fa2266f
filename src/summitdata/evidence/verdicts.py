"""The verdict on a stretch of an article, and on a rendering that is put together from such stretches."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """How far an article bears out what a row says of it, from the best to the worst."""

    EXACT = "exact"
    """The words stand between the offsets, letter for letter."""
    FOLDED = "folded"
    """The words stand there, and only marks, width or spaces differ (see :func:`summitdata.texts.fold`)."""
    MOVED = "moved"
    """The words stand elsewhere in the same article."""
    CHANGED = "changed"
    """The article has words there that are like them, and not the same."""
    FOUND_IN_ANOTHER_SOURCE = "found in another source"
    """The article does not have the words; that of another source has."""
    ABSENT = "absent"
    """No article at hand has the words."""
    NOT_CHECKABLE = "not checkable"
    """Nothing can be said: the article is not at hand, or the words are not kept and no stretch has their digest."""


_TELLING: Final = (
    Verdict.ABSENT, Verdict.FOUND_IN_ANOTHER_SOURCE, Verdict.CHANGED, Verdict.NOT_CHECKABLE, Verdict.MOVED,
    Verdict.FOLDED, Verdict.EXACT,
)  # fmt: skip


def most_telling(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the verdict on a whole whose parts have these *verdicts*.

    What disproves a part disproves the whole; what could not be checked in part was not proved; else the worst
    counts.  Of no parts nothing can be said.
    """
    return min(verdicts, key=_TELLING.index, default=Verdict.NOT_CHECKABLE)
