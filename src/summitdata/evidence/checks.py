"""What is wrong between the rows and one article: its digest and length, the places of spans, quotation marks, runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summitdata.diagnostics import Diagnostic
from summitdata.evidence import codes
from summitdata.evidence.articles import Article, Match
from summitdata.evidence.locating import Located
from summitdata.evidence.spans import Span
from summitdata.evidence.verdicts import Verdict
from summitdata.evidence.words import words_of
from summitdata.model import Row
from summitdata.texts import digest, quoted
from summitdata.wording import compare

_QUOTED = frozenset({"speech", "term", "title"})
_ENDS = (("source", "start", "stop"), ("other", "other_start", "other_stop"))
"""The columns of a shared run that hold its two sources, and where the run begins and ends in the text of each."""


def of_article(source: Row, match: Match, located: Sequence[Located]) -> Iterator[Diagnostic]:
    """Find whether the article is the text that was read, and as long as the source says."""
    key, length = str(source["id"]), len(match.article.text)
    if match.how is None:
        if source["length"] != length:
            found = f"length {source['length']}, and the article has {length}"
            yield codes.LENGTH.finding("sources", key, "length", found, f"Write length: {length}.")
        return
    sure = [found for found in located if found.is_sure]
    moved = sum(found.verdict is Verdict.MOVED for found in sure)
    told = (
        f"another text, of {length} code points, recognised by {match.how}: of {len(located)} spans "
        f"{len(sure) - moved} stand in their places, {moved} in new ones, {len(located) - len(sure)} in none for sure"
    )
    fix = "Run `summitdata verify --texts DIR --fix`, which writes the digest, the length and the new places."
    yield codes.AS_READ.finding("sources", key, "text_sha256", told, fix if len(sure) == len(located) else None)


def of_spans(
    spans: Sequence[Span], located: Sequence[Located], match: Match, articles: Mapping[str, Article]
) -> Iterator[Diagnostic]:
    """Find spans whose words do not stand between their offsets, or are not the article's.

    In an article that has changed, spans that moved to one place go without saying: the finding about the article
    counts them.
    """
    for span, found in zip(spans, located, strict=True):
        words = match.article.text[span.start : span.stop]
        if words and digest(words) == span.sha256:
            if span.text is not None and span.text != words:
                told = f"words that differ from those between the offsets{_difference(span, found, articles)}"
                yield codes.LETTERS.finding("spans", span.key, "text", told)
        elif match.how is None or not found.is_sure:
            told = _where(span, found, articles)
            yield codes.PLACE.finding("spans", span.key, "sha256", told, _mend(span, found, match.article))


def _where(span: Span, found: Located, articles: Mapping[str, Article]) -> str:
    """Say where the words of a span are instead."""
    place = f"code points {found.start} to {found.stop}"
    match found.verdict:
        case Verdict.EXACT:
            told = f"another digest for {place}"
        case Verdict.FOLDED:
            told = f"the words with other marks, width or spaces at {place} ({found.verdict})"
        case Verdict.MOVED if found.others:
            told = f"the words at {len(found.others) + 1} other places, the nearest {place} ({found.verdict})"
        case Verdict.MOVED:
            told = f"the words at {place} ({found.verdict})"
        case Verdict.CHANGED:
            told = f"other words at {place} ({found.verdict}){_difference(span, found, articles)}"
        case Verdict.FOUND_IN_ANOTHER_SOURCE:
            told = f"the words in the article of {found.source} alone, at {place} ({found.verdict})"
        case Verdict.ABSENT:
            told = f"the words in no article at hand ({found.verdict})"
        case Verdict.NOT_CHECKABLE:
            told = f"no such stretch; {found.reason} ({found.verdict})"
    return told


def _difference(span: Span, found: Located, articles: Mapping[str, Article]) -> str:
    """Show the words of a span and those of the article, with marks around words that the other has not."""
    if span.text is None or found.place is None or found.source is None:
        return ""
    theirs = articles[found.source].text[slice(*found.place)]
    ours, other = _marked(span.text, theirs), _marked(theirs, span.text)
    return f": “{ours}” here, “{other}” in the article"


def _marked(text: str, other: str) -> str:
    """Put marks around the words of *text* that *other* has not."""
    return "".join(f"‹{part.text}›" if part.differs else part.text for part in compare(text, [other])).replace(
        "\n", " "
    )


def _mend(span: Span, found: Located, article: Article) -> str | None:
    """Say what to write where the words have one place; None where that takes a look at the article."""
    if not found.is_sure or found.place is None:
        return None
    start, stop = found.place
    written = [f"start: {start}", f"stop: {stop}", f"sha256: {digest(article.text[start:stop])}"]
    if span.text is not None and span.text != article.text[start:stop]:
        written.append("the words as the article has them")
    return f"Write {', '.join(written[:-1])} and {written[-1]}; `summitdata verify --texts DIR --fix` does."


def of_quotation_marks(
    source: str, spans: Sequence[Span], located: Sequence[Located], article: Article
) -> Iterator[Diagnostic]:
    """Find stretches between quotation marks that are covered by no span, or by several."""
    covers = [
        found for span, found in zip(spans, located, strict=True) if span.use in _QUOTED and found.source == source
    ]
    for stretch in quoted(article.text):
        count = sum(_covers(found, stretch.start, stretch.stop) for found in covers)
        if count != 1:
            told = f"{count} spans for code points {stretch.start} to {stretch.stop}"
            yield codes.COVERED.finding("sources", source, None, told)


def _covers(found: Located, start: int, stop: int) -> bool:
    if found.place is None:
        return False
    if found.verdict is Verdict.CHANGED:  # its finding tells of it; a second one would not help
        return found.place[0] < stop and start < found.place[1]
    return found.place == (start, stop)


def of_runs(runs: Sequence[Row], matches: Mapping[str, Match]) -> Iterator[Diagnostic]:
    """Find shared runs that the two articles do not share; those that cannot be held against both are left out."""
    for run in runs:
        stretches = run_words(run, matches)
        if stretches is None:
            continue
        left, right = stretches
        if left != right or len(left) != run["words"]:
            found = f"{len(left)} words here and {len(right)} there" + ("" if left == right else ", not the same ones")
            found += f", where the row has {run['words']}"
            yield codes.SHARED.finding("runs", str(run["id"]), "words", found)
        else:
            yield from _of_edges(run, matches)


def _of_edges(run: Row, matches: Mapping[str, Match]) -> Iterator[Diagnostic]:
    """Find a stretch of a shared run that begins before its first word or ends behind its last."""
    for source, start, stop in _ENDS:
        words = matches[str(run[source])].article.text[int(str(run[start])) : int(str(run[stop]))]
        for column, edge in ((start, words[:1]), (stop, words[-1:])):
            if not edge.isalnum():
                told = f"{edge!r} at the end of the stretch, which is no part of a word"
                yield codes.SHARED.finding("runs", str(run["id"]), column, told)


def run_words(run: Row, matches: Mapping[str, Match]) -> tuple[list[str], list[str]] | None:
    """Give the words of a shared run in both articles; None where one of them is not at hand as it was read."""
    both = []
    for source, start, stop in _ENDS:
        match, first, last = matches.get(str(run[source])), run[start], run[stop]
        if match is None or match.how is not None or not isinstance(first, int) or not isinstance(last, int):
            return None
        both.append(words_of(match.article.text[first:last]))
    return both[0], both[1]
