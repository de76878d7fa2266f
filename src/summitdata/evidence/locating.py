"""Where an article has the words of a span: at its offsets, elsewhere, changed, in another article, or nowhere."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final

from summitdata.errors import MissingExtraError
from summitdata.evidence.articles import Article
from summitdata.evidence.spans import Span
from summitdata.evidence.verdicts import Verdict
from summitdata.texts import digest, fold, quoted
from summitdata.texts import locate as find

ALIKE: Final = 75.0
"""Words are changed ones of a span, not others, where their likeness is at least this, of 100.

The measure is rapidfuzz's partial ratio of the folded texts: 100 less the share of insertions and deletions.  Over
the kept stretches of the dataset, an article without any form of a stretch has nothing that is more like it than 71,
and a stretch in which one word is replaced by another keeps 75.8 in the worst case.
"""

NOT_AT_HAND: Final = "its article is not at hand"
NOT_HELD: Final = "its source is not held"
NOT_READABLE: Final = "its offsets or its digest could not be read"
NOT_KEPT: Final = "its words are not kept, and no stretch of its length has its digest"


@dataclass(frozen=True, slots=True)
class Located:
    """What was found of one span.

    ``start`` and ``stop`` are code points of the normalised text of the article of ``source``, which is the span's own
    unless the words were found in another; all three are None where there is no such place.  ``others`` are further
    places in the same text that may be meant as well.  ``likeness`` is that of changed words, of 100; None where the
    digest proves the place.  ``reason`` says
    why nothing could be checked.
    """

    span: str
    verdict: Verdict
    source: str | None = None
    start: int | None = None
    stop: int | None = None
    others: tuple[tuple[int, int], ...] = ()
    likeness: float | None = None
    reason: str | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """Start and stop, where there is a place."""
        return None if self.start is None or self.stop is None else (self.start, self.stop)

    @property
    def is_sure(self) -> bool:
        """Whether the words of the span stand at one place of its own article and nowhere else."""
        return self.verdict in {Verdict.EXACT, Verdict.FOLDED, Verdict.MOVED} and not self.others


@dataclass(frozen=True)
class _Ground:
    """An article to search, and in it the places of stretches whose digests were asked for."""

    article: Article
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def having(self, span: Span) -> list[tuple[int, int]]:
        """Give every place of the words of *span*: the exact ones, or where there is none the folded ones."""
        if span.text is None:
            return [(start, start + span.length) for start in self.places.get(span.sha256, ())]
        exact = [(place.start, place.stop) for place in find(self.article.text, span.text)]
        return exact or list(self.article.folded.find(fold(span.text).text))


def locate_spans(spans: Sequence[Span], source: str, articles: Mapping[str, Article]) -> list[Located]:
    """Locate the *spans* of one source.

    Each is looked for by a ladder whose first step that finds it gives the verdict: between its offsets, letter for
    letter or folded; elsewhere in its article; changed in its article; in another article.

    Args:
        spans: The spans of the source.
        source: The key of the source.
        articles: The articles at hand by the keys of their sources.

    Raises:
        MissingExtraError: Words are not found as they are, and the library that finds changed ones is not installed.
    """
    own = articles.get(source)
    if own is None:
        return [Located(span.key, Verdict.NOT_CHECKABLE, reason=NOT_AT_HAND) for span in spans]
    standing = {span.key for span in spans if _stands(span, own)}
    sought = [span for span in spans if span.key not in standing]
    ground = _Ground(own, _digests(sought, own))
    lost = [span for span in sought if not ground.having(span)]
    others = {key: _Ground(each, _digests(lost, each)) for key, each in articles.items() if lost and key != source}
    located = [
        Located(span.key, Verdict.EXACT, source, span.start, span.stop)
        if span.key in standing
        else _search(span, ground, others)
        for span in spans
    ]
    return _settled(spans, located)


def _stands(span: Span, article: Article) -> bool:
    """Whether the words of *span*, or words with its digest, stand between its offsets."""
    words = article.text[span.start : span.stop]
    return words != "" and (digest(words) == span.sha256 if span.text is None else words == span.text)


def _digests(spans: Iterable[Span], article: Article) -> dict[str, list[int]]:
    wanted: dict[int, set[str]] = defaultdict(set)
    for span in spans:
        if span.text is None and span.length > 0:
            wanted[span.length].add(span.sha256)
    return article.stretches(wanted)


def _search(span: Span, own: _Ground, others: Mapping[str, _Ground]) -> Located:
    """Go through the ladder for a span that does not stand between its offsets letter for letter."""
    found = _in_own(span, own)
    if found is not None:
        return found
    for key in sorted(others):
        if places := others[key].having(span):
            return Located(span.key, Verdict.FOUND_IN_ANOTHER_SOURCE, key, *places[0], tuple(places[1:]))
    if span.text is None:
        return Located(span.key, Verdict.NOT_CHECKABLE, reason=NOT_KEPT)
    return Located(span.key, Verdict.ABSENT)


def _in_own(span: Span, own: _Ground) -> Located | None:
    """Find the words of a span in its own article: folded, moved or changed; None where it has no form of them."""
    if (place := _folded_in_place(span, own.article)) is not None:
        return Located(span.key, Verdict.FOLDED, span.source, *place)
    if places := sorted(own.having(span), key=lambda place: abs(place[0] - span.start)):
        return Located(span.key, Verdict.MOVED, span.source, *places[0], tuple(places[1:]))
    if digest(own.article.text[span.start : span.stop]) == span.sha256:  # the place is right, the kept words are not
        return Located(span.key, Verdict.CHANGED, span.source, span.start, span.stop)
    if span.text is not None and (nearest := _nearest(span.text, own.article)) is not None:
        place, likeness = nearest
        return Located(span.key, Verdict.CHANGED, span.source, *place, likeness=likeness)
    return None


def _folded_in_place(span: Span, article: Article) -> tuple[int, int] | None:
    """Find the folded words of *span* where it starts, or within its offsets."""
    places = article.folded.find(fold(span.text).text) if span.text is not None else iter(())
    return next(
        (place for place in places if place[0] == span.start or (span.start < place[0] and place[1] <= span.stop)), None
    )


def _nearest(words: str, article: Article) -> tuple[tuple[int, int], float] | None:
    """Find the stretch that is most like *words*, with its likeness; None where none is like them.

    A stretch between quotation marks is given whole, if as a whole it is like them; any other in whole words.
    """
    try:
        from rapidfuzz.fuzz import partial_ratio_alignment, ratio
    except ModuleNotFoundError as error:
        raise MissingExtraError("Finding words that an article has changed", "check") from error
    sought, folded = fold(words).text, article.folded
    found = partial_ratio_alignment(sought, folded.text, score_cutoff=ALIKE)
    if found is None or found.dest_start == found.dest_end:
        return None
    first, last = _whole_words(folded.text, found.dest_start, found.dest_end)
    start, stop = folded.starts[first], folded.stops[last - 1]
    for stretch in quoted(article.text):
        whole = ratio(sought, fold(stretch.text).text)
        if stretch.start < stop and start < stretch.stop and whole >= ALIKE:
            return (stretch.start, stretch.stop), round(whole, 1)
    return (start, stop), round(found.score, 1)


def _whole_words(text: str, start: int, stop: int) -> tuple[int, int]:
    """Widen a stretch of *text* by the rest of the words that it cuts, and leave out blanks at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
        stop += 1
    inside = text[start:stop]
    return start + len(inside) - len(inside.lstrip()), stop - len(inside) + len(inside.rstrip())


def _settled(spans: Sequence[Span], located: Sequence[Located]) -> list[Located]:
    """Settle which of several places is meant: the only one that keeps the order of the text.

    The words must stand between the places to which the nearest spans before and behind them went.
    """
    went = sorted(
        (span.start, found.start)
        for span, found in zip(spans, located, strict=True)
        if found.is_sure and found.start is not None
    )
    return [_settle(span, found, went) for span, found in zip(spans, located, strict=True)]


def _settle(span: Span, found: Located, went: Sequence[tuple[int, int]]) -> Located:
    """Settle the place of one span by those to which others *went*: pairs of an old start and a new one, in order."""
    if found.verdict is not Verdict.MOVED or found.place is None or not found.others:
        return found
    before, behind = (side(went, span.start, key=itemgetter(0)) for side in (bisect_left, bisect_right))
    lowest = went[before - 1][1] if before else 0
    highest = went[behind][1] if behind < len(went) else math.inf
    kept = [place for place in (found.place, *found.others) if lowest <= place[0] <= highest]
    return replace(found, start=kept[0][0], stop=kept[0][1], others=()) if len(kept) == 1 else found
