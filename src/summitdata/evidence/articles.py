"""The articles at hand, and which of them is the text of which source."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from summitdata.evidence.spans import Span
from summitdata.model import Row
from summitdata.texts import Folded, TextError, digest, fold, normalise

LEAST_SHARE: Final = 0.5
"""A text that has fewer of a source's spans than this share of them is not taken for its article."""


@dataclass(frozen=True)
class Article:
    """A normalised text, and the name of its file without the ending."""

    name: str
    text: str

    @cached_property
    def sha256(self) -> str:
        """The digest by which a source names its text."""
        return digest(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The text folded."""
        return fold(self.text)

    def stretches(self, wanted: Mapping[int, set[str]]) -> dict[str, list[int]]:
        """Find by their digests stretches whose words nobody kept.

        Args:
            wanted: Digests by the length of their stretches in code points.

        Returns:
            Where the stretches with each of these digests start.  The work is one digest for each code point and
            length.
        """
        starts: dict[str, list[int]] = defaultdict(list)
        for length, digests in wanted.items():
            for start in range(len(self.text) - length + 1):
                found = hashlib.sha256(self.text[start : start + length].encode()).hexdigest()
                if found in digests:
                    starts[found].append(start)
        return starts


@dataclass(frozen=True, slots=True)
class Match:
    """The article of a source.

    ``how`` says by what it was told where it is not the text that was read: ``its file name``, ``its spans`` or
    ``its title``; it is None where the digest is the source's.
    """

    article: Article
    how: str | None = None


def articles(folder: Path) -> tuple[Article, ...]:
    """Read every file of *folder* as an article; hidden files and folders are left out.

    Raises:
        TextError: A file is not UTF-8 or cannot be read; the message names it.
    """
    found = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.is_file() or file.name.startswith("."):
            continue
        try:
            found.append(Article(file.stem, normalise(file.read_bytes())))
        except TextError as error:
            raise TextError(f"{file}: {error}") from error
        except OSError as error:
            raise TextError(f"{file}: it cannot be read: {error.strerror}.") from error
    return tuple(found)


def match(
    sources: Iterable[Row], spans: Mapping[str, list[Span]], at_hand: Iterable[Article]
) -> dict[str, Match]:  # fmt: skip
    """Tell which article is the text of which held source.

    The digest decides.  A source whose text is not there may have changed: it gets, of the articles that are nobody's,
    the one whose file is called by its key; else the one that has the most of its spans, if at least
    :data:`LEAST_SHARE` of them; else the only one that has its title.  Nothing is guessed where two do equally.

    Returns:
        The articles by the keys of their sources; a source without one is not in it.
    """
    held = [row for row in sources if row["held"] is True]
    ordered = sorted(at_hand, key=lambda article: (article.name, article.sha256))
    by_digest = {article.sha256: article for article in ordered}
    matches = {
        str(row["id"]): Match(by_digest[str(row["text_sha256"])]) for row in held if row["text_sha256"] in by_digest
    }
    for guess in (_by_name, _by_spans, _by_title):
        taken = {each.article.sha256 for each in matches.values()}
        free = [article for digest_of, article in by_digest.items() if digest_of not in taken]
        lost = {str(row["id"]): row for row in held if str(row["id"]) not in matches}
        for key, article, how in guess(lost, free, spans):
            if key not in matches and article.sha256 not in taken:
                matches[key] = Match(article, how)
                taken.add(article.sha256)
    return matches


_Guess = tuple[str, Article, str]
_Spans = Mapping[str, list[Span]]


def _by_name(lost: Mapping[str, Row], free: Sequence[Article], _: _Spans) -> list[_Guess]:
    """Give the articles whose files are called by the key of a source."""
    return [(article.name, article, "its file name") for article in free if article.name in lost]


def _by_spans(lost: Mapping[str, Row], free: Sequence[Article], spans: _Spans) -> list[_Guess]:
    """Give the articles that have enough of the spans of a source, those with the largest share first."""
    shares = {
        (key, article): _share(spans.get(key, []), article) for key in lost for article in free
    }  # fmt: skip
    guesses = []
    for (key, article), share in sorted(shares.items(), key=lambda each: -each[1]):
        rivals = [other for other in free if shares[key, other] == share]
        if share >= LEAST_SHARE and len(rivals) == 1:
            guesses.append((key, article, "its spans"))
    return guesses


def _share(spans: Iterable[Span], article: Article) -> float:
    """Tell what share of *spans* an article has at any place."""
    wanted: dict[int, set[str]] = defaultdict(set)
    kept = [span for span in spans if span.text is not None]
    unkept = [span for span in spans if span.text is None]
    for span in unkept:
        if span.length > 0:
            wanted[span.length].add(span.sha256)
    places = article.stretches(wanted)
    found = sum(span.sha256 in places for span in unkept)
    found += sum(any(article.folded.find(fold(span.text or "").text)) for span in kept)
    return found / (len(kept) + len(unkept)) if kept or unkept else 0.0


def _by_title(lost: Mapping[str, Row], free: Sequence[Article], _: _Spans) -> list[_Guess]:
    """Give the only article that has the title of a source, where no other source has that title."""
    guesses = []
    titles = [str(row["title"]) for row in lost.values()]
    for key, row in lost.items():
        title = str(row["title"])
        having = [article for article in free if any(article.folded.find(fold(title).text))]
        if row["title"] and titles.count(title) == 1 and len(having) == 1:
            guesses.append((key, having[0], "its title"))
    return guesses
