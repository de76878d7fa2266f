"""Split quotations: parts that an article has in order, near each other, within one speaker's turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from summitdata.diagnostics import Diagnostic
from summitdata.evidence import codes
from summitdata.evidence.locating import Located
from summitdata.evidence.spans import Span
from summitdata.model import Row


class _Part(NamedTuple):
    """A stretch of speech where the article has it."""

    start: int
    stop: int
    span: Span


def of_parts(spans: Sequence[Span], located: Sequence[Located], renderings: Mapping[str, Row]) -> Iterator[Diagnostic]:
    """Find split quotations of one source that the article does not have as one.

    Args:
        spans: The spans of the source.
        located: What was found of them; parts without a place of their own are left out, since a finding tells of them.
        renderings: The renderings by their keys.
    """
    said: dict[str, list[_Part]] = defaultdict(list)
    for span, found in zip(spans, located, strict=True):
        is_own = found.source == span.source and not found.others
        if span.rendering in renderings and is_own and found.place is not None:
            said[str(span.rendering)].append(_Part(*found.place, span))
    for key, parts in said.items():
        speech = sorted((part for part in parts if part.span.use == "speech"), key=lambda part: part.span.part)
        yield from _order(speech)
        for left, right in pairwise(sorted(speech, key=lambda part: part.start)):
            yield from _gap(left, right)
            yield from _turn(key, left, right, said, renderings)


def _order(speech: Sequence[_Part]) -> Iterator[Diagnostic]:
    for left, right in pairwise(speech):
        if right.start < left.stop:
            found = f"code point {right.start}, while the part before it stops at {left.stop}"
            yield codes.ORDER.finding("spans", right.span.key, "start", found)


def _gap(left: _Part, right: _Part) -> Iterator[Diagnostic]:
    gap = right.start - left.stop
    if gap > codes.MOST_BETWEEN:
        yield codes.GAP.finding("spans", right.span.key, "start", f"{gap} code points behind the part before it")


def _turn(
    key: str, left: _Part, right: _Part, said: Mapping[str, Sequence[_Part]], renderings: Mapping[str, Row]
) -> Iterator[Diagnostic]:
    """Find words of somebody else that stand wholly between two parts; where a speaker is unknown, nothing is known."""
    speaker = renderings[key]["speaker"]
    for other, parts in said.items():
        another = renderings[other]["speaker"]
        between = any(left.stop <= part.start and part.stop <= right.start for part in parts)
        if between and speaker is not None and another is not None and another != speaker:
            found = f"words of '{another}' in '{other}' before it"
            yield codes.TURN.finding("spans", right.span.key, "start", found)
