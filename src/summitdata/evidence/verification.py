"""Holding the rows against the articles at hand: a verdict on every span and every rendering, and every finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summitdata.diagnostics import Diagnostic, ordered
from summitdata.evidence import checks
from summitdata.evidence.articles import Article, Match, match
from summitdata.evidence.locating import NOT_HELD, NOT_READABLE, Located, locate_spans
from summitdata.evidence.parts import of_parts
from summitdata.evidence.printing import of_printed
from summitdata.evidence.prose import Printed, of_prose, printed
from summitdata.evidence.spans import Span, spans_by_source
from summitdata.evidence.verdicts import Verdict, most_telling
from summitdata.model import Row, Rows

NO_SPAN = "it has no span"


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a rendering: the most telling of those on its spans, with the reason why nothing could be said."""

    rendering: str
    source: str
    verdict: Verdict
    reason: str | None = None


@dataclass(frozen=True)
class Verification:
    """All that came of holding rows against articles.

    ``matches`` has the articles at hand by their sources; ``held`` the keys of all sources whose text is held;
    ``located`` and ``judged`` a verdict for every span and every rendering there is, in the order of the rows;
    ``runs`` how many shared runs were checked and how many there are; ``printed`` the articles' own prose.
    """

    held: tuple[str, ...]
    matches: dict[str, Match]
    spans: dict[str, list[Span]]
    sources: dict[str, str]
    located: dict[str, Located]
    judged: dict[str, Judged]
    runs: tuple[int, int]
    printed: Printed
    findings: tuple[Diagnostic, ...]

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The keys of the held sources whose article is not at hand."""
        return tuple(key for key in self.held if key not in self.matches)


def verify(rows: Rows, at_hand: Iterable[Article]) -> Verification:
    """Hold every source of *rows* against its article.

    Args:
        rows: The rows of a dataset, at least with their written, implied and derived columns.
        at_hand: What :func:`summitdata.evidence.articles` gives.

    Raises:
        MissingExtraError: An article has changed, and the library that finds changed words is not installed.
    """
    spans = spans_by_source(rows["spans"])
    matches = match(rows["sources"], spans, at_hand)
    texts = {key: each.article for key, each in matches.items()}
    held = tuple(str(row["id"]) for row in rows["sources"] if row["held"] is True)
    by_source = {key: locate_spans(own, key, texts) for key, own in spans.items()}
    located = {found.span: found for founds in by_source.values() for found in founds}
    every = {str(row["id"]): _found(row, located, held) for row in rows["spans"]}
    theirs = _prose(rows, texts, spans, every)
    findings = [*_findings(rows, matches, spans, by_source), *of_prose(rows, theirs)]
    checked = sum(checks.run_words(run, matches) is not None for run in rows["runs"])
    return Verification(
        held,
        matches,
        spans,
        {str(row["id"]): str(row["source"]) for row in rows["spans"]},
        every,
        {str(row["id"]): each for row, each in zip(rows["renderings"], _judged(rows, every), strict=True)},
        (checked, len(rows["runs"])),
        theirs,
        ordered(findings),
    )


def _found(span: Row, located: dict[str, Located], held: tuple[str, ...]) -> Located:
    """Give what was found of a span, or why nothing could be."""
    key = str(span["id"])
    if span["source"] not in held:
        return Located(key, Verdict.NOT_CHECKABLE, reason=NOT_HELD)
    return located.get(key) or Located(key, Verdict.NOT_CHECKABLE, reason=NOT_READABLE)


def _judged(rows: Rows, located: dict[str, Located]) -> Iterator[Judged]:
    parts: dict[str, list[Located]] = defaultdict(list)
    for span in rows["spans"]:
        parts[str(span["rendering"])].append(located[str(span["id"])])
    for row in rows["renderings"]:
        key = str(row["id"])
        own = parts.get(key, [])
        verdict = most_telling(found.verdict for found in own)
        reason = None
        if verdict is Verdict.NOT_CHECKABLE:
            reason = next((found.reason for found in own if found.reason), NO_SPAN)
        yield Judged(key, str(row["source"]), verdict, reason)


def _findings(
    rows: Rows, matches: dict[str, Match], spans: dict[str, list[Span]], located: dict[str, list[Located]]
) -> Iterator[Diagnostic]:
    sources = {str(row["id"]): row for row in rows["sources"]}
    renderings = {str(row["id"]): row for row in rows["renderings"]}
    articles = {key: each.article for key, each in matches.items()}
    for key, matched in matches.items():
        own, found = spans.get(key, []), located.get(key, [])
        yield from checks.of_article(sources[key], matched, found)
        yield from checks.of_spans(own, found, matched, articles)
        yield from checks.of_quotation_marks(key, own, found, matched.article)
        yield from of_parts(own, found, renderings)
    yield from checks.of_runs(rows["runs"], matches)
    yield from of_printed(rows, matches, spans)


def _prose(
    rows: Rows, articles: dict[str, Article], spans: dict[str, list[Span]], located: dict[str, Located]
) -> Printed:
    """Collect the articles' own prose: what stands outside the stretches whose words the rows keep."""
    quoted = {
        key: [
            place
            for span in own
            if span.text is not None and (found := located[span.key]).source == key and (place := found.place)
        ]
        for key, own in spans.items()
    }
    texts = {key: article.text for key, article in articles.items()}
    return printed(texts, quoted, (str(row["name"]) for row in rows["names"]))
