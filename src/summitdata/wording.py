"""Words of one utterance side by side: which of them differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['\u2019\u00bd-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a wording, and whether it differs from what it was compared with."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    stop: int


def _words(text: str) -> list[_Word]:
    return [
        _Word(match.group().casefold().replace("\u2019", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def _shared(left: Sequence[_Word], right: Sequence[_Word]) -> set[int]:
    """Give the places of *left* whose words *right* has too: aligned in order first, then moved elsewhere."""
    ours, theirs = [word.folded for word in left], [word.folded for word in right]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    shared = {block.a + offset for block in blocks for offset in range(block.size)}
    aligned = {block.b + offset for block in blocks for offset in range(block.size)}
    elsewhere = Counter(word for index, word in enumerate(theirs) if index not in aligned)
    for index, word in enumerate(ours):
        if index not in shared and elsewhere[word] > 0:
            elsewhere[word] -= 1
            shared.add(index)
    return shared


def compare(text: str, others: Sequence[str]) -> tuple[Segment, ...]:
    """Split *text* into stretches whose words some of the *others* have and stretches whose words none has.

    A word that stands elsewhere in another wording is shared, as often as it stands there; case and the
    form of the apostrophe do not count as differences.  The segments joined give *text* again.  Without
    others nothing differs.
    """
    words = _words(text)
    shared: set[int] = set() if others else set(range(len(words)))
    for other in others:
        shared |= _shared(words, _words(other))
    segments: list[Segment] = []
    position, index = 0, 0
    while index < len(words):
        differs = index not in shared
        end = index
        while end + 1 < len(words) and (end + 1 not in shared) == differs:
            end += 1
        if differs:
            if words[index].start > position:
                segments.append(Segment(text[position : words[index].start], differs=False))
            segments.append(Segment(text[words[index].start : words[end].stop], differs=True))
            position = words[end].stop
        index = end + 1
    if position < len(text):
        segments.append(Segment(text[position:], differs=False))
    return tuple(segments)
