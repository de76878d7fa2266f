"""Several wordings of one utterance in rows: what they share stands side by side, what differs as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['\u2019\u00bd-][^\W_]+)*)[^\w\s]*\s*|[^\w\s]+\s*")
_BARE = re.compile(r"[^\w'\u2019\u00bd-]+")


class Mark(StrEnum):
    """How the words of a cell stand to the other wordings."""

    SAME = "same"
    """All wordings have these words here."""
    MOVED = "moved"
    """Another wording has these words, but elsewhere or not all of them do."""
    OWN = "own"
    """No other wording has these words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one wording, and how they stand to the others."""

    text: str
    mark: Mark


Line = tuple[tuple[Piece, ...], ...]
"""One row of the alignment: for each wording its pieces, none where it has nothing here."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: str


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match.group(), _BARE.sub("", match.group()).casefold().replace("\u2019", "'"))
        for match in _TOKEN.finditer(text)
    ]


def align(texts: Sequence[str]) -> tuple[Line, ...]:
    """Align *texts* with the first of them.

    The pieces of each wording, read from top to bottom, give its text again.
    """
    tokens = [_tokens(text) for text in texts]
    centre = [token.word for token in tokens[0]]
    places = [_places(centre, [token.word for token in other]) for other in tokens]
    lines: list[tuple[tuple[bool, ...], Line]] = []
    done = [0] * len(texts)
    for index, _ in enumerate([*centre, ""]):
        upto = [_reach(place, index, len(tokens[number])) for number, place in enumerate(places)]
        sharing = tuple(index in place for place in places)
        if sum(sharing) == 1:  # no other wording has the word here, so it stands among what differs
            upto[0] += 1
            sharing = (False,) * len(texts)
        lines.append(
            ((False,) * len(texts), _line([words[a:b] for words, a, b in zip(tokens, done, upto, strict=True)], tokens))
        )
        done = upto
        if any(sharing):
            upto = [position + shares for position, shares in zip(done, sharing, strict=True)]
            lines.append((sharing, _line([words[a:b] for words, a, b in zip(tokens, done, upto, strict=True)], tokens)))
            done = upto
    return _folded(lines)


def _places(centre: list[str], other: list[str]) -> dict[int, int]:
    """Give the place in *other* of each word of *centre* that is aligned."""
    blocks = SequenceMatcher(None, centre, other, autojunk=False).get_matching_blocks()
    return {
        block.a + offset: block.b + offset
        for block in blocks
        for offset in range(block.size)
        if centre[block.a + offset]
    }


def _reach(place: dict[int, int], index: int, end: int) -> int:
    following = [there for here, there in place.items() if here >= index]
    return min(following, default=end)


def _line(cells: Sequence[Sequence[_Token]], tokens: Sequence[Sequence[_Token]]) -> Line:
    words = [tuple(token.word for token in cell) for cell in cells]
    if all(words) and len(set(words)) == 1:
        return tuple((Piece("".join(token.text for token in cell), Mark.SAME),) for cell in cells)
    line: list[tuple[Piece, ...]] = []
    for number, cell in enumerate(cells):
        elsewhere = Counter(
            token.word for other, all_tokens in enumerate(tokens) if other != number for token in all_tokens
        )
        line.append(
            _grouped(
                [(token.text, Mark.MOVED if elsewhere[token.word] or not token.word else Mark.OWN) for token in cell]
            )
        )
    return tuple(line)


def _grouped(pieces: Sequence[tuple[str, Mark]]) -> tuple[Piece, ...]:
    grouped: list[Piece] = []
    for text, mark in pieces:
        if grouped and grouped[-1].mark is mark:
            grouped[-1] = Piece(grouped[-1].text + text, mark)
        else:
            grouped.append(Piece(text, mark))
    return tuple(grouped)


def _folded(lines: Sequence[tuple[tuple[bool, ...], Line]]) -> tuple[Line, ...]:
    """Join neighbouring lines that the same wordings share, and those that none share."""
    folded: list[tuple[tuple[bool, ...], Line]] = []
    for sharing, line in lines:
        if not any(line):
            continue
        if folded and folded[-1][0] == sharing:
            cells = (
                _grouped([(piece.text, piece.mark) for piece in (*above, *below)])
                for above, below in zip(folded[-1][1], line, strict=True)
            )
            folded[-1] = (sharing, tuple(cells))
        else:
            folded.append((sharing, line))
    return tuple(line for _, line in folded)
