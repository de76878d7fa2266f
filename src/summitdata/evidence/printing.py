"""What the rows give as printed, held against the articles: the same letters, as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summitdata.diagnostics import Diagnostic
from summitdata.evidence.articles import Match
from summitdata.evidence.codes import PRINTED
from summitdata.evidence.spans import Span
from summitdata.model import Row, Rows
from summitdata.texts import digest

PRINTED_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "sources": ("title", "byline", "dateline", "published_printed"),
    "claims": ("as_printed",),
    "renderings": ("speaker_printed", "said_printed"),
    "names": ("name", "role"),
}
"""By table, the columns that hold words as the source prints them."""

CLOCKS: Final = ("published_time", "updated_time")
"""The columns of a source that hold a time which its text prints, in whatever form."""

_OURS: Final = "["
"""Begins a title that we gave to a document without one."""

_WRITTEN: Final = re.compile("[0-9A-Za-z\u00c0-\u024f]")
"""A character of a word in a script that parts its words by blanks."""


def of_printed(rows: Rows, matches: Mapping[str, Match], spans: Mapping[str, Sequence[Span]]) -> Iterator[Diagnostic]:
    """Find words that the article of their source does not print: those of a claim, in the stretches it rests on.

    Only articles that are the text that was read are looked at, and of a claim only stretches that are in their places,
    since a finding of its own tells of any other.
    """
    texts = {key: match.article.text for key, match in matches.items() if match.how is None}
    resting = _resting(spans)
    for table, columns in PRINTED_COLUMNS.items():
        for row in rows[table]:
            text = texts.get(str(row["id"] if table == "sources" else row["source"]))
            if text is None:
                continue
            stretches = resting.get(str(row["id"]), []) if table == "claims" else []
            if any(digest(text[span.start : span.stop]) != span.sha256 for span in stretches):
                continue
            if table == "sources":
                yield from _of_clocks(row, text)
            for column in columns:
                if row[column] is not None and not _is_title_of_ours(column, row):
                    yield from _of_cell(table, row, column, text, stretches)


def _resting(spans: Mapping[str, Sequence[Span]]) -> dict[str, list[Span]]:
    """Give the stretches of each record that has some, by its key."""
    found: dict[str, list[Span]] = {}
    for own in spans.values():
        for span in own:
            found.setdefault(span.key.rpartition(".")[0], []).append(span)
    return found


def _is_title_of_ours(column: str, row: Row) -> bool:
    return column == "title" and str(row[column]).startswith(_OURS)


def _of_cell(table: str, row: Row, column: str, text: str, stretches: Sequence[Span]) -> Iterator[Diagnostic]:
    words = str(row[column])
    places = [(span.start, span.stop) for span in stretches] or [(0, len(text))]
    if any(_stands(words, text, start, stop) for start, stop in places):
        return
    elsewhere = bool(stretches) and _stands(words, text, 0, len(text))
    where = "outside the stretches that it rests on" if elsewhere else "nowhere in the article"
    yield PRINTED.finding(table, str(row["id"]), column, f"{words!r}, which stands {where}")


def _of_clocks(source: Row, text: str) -> Iterator[Diagnostic]:
    """Find times of a source that its article prints in none of the usual forms."""
    for column in CLOCKS:
        if source[column] is not None:
            hour, _, minute = str(source[column]).partition(":")
            hours = {hour, str(int(hour)), str((int(hour) - 1) % 12 + 1)}
            if not any(
                _stands(f"{each}{mark}{minute}", text, 0, len(text)) for each in hours for mark in (":", ".", "h", "")
            ):
                found = f"{source[column]!r}, a time which stands nowhere in the article"
                yield PRINTED.finding("sources", str(source["id"]), column, found)


def _stands(words: str, text: str, start: int, stop: int) -> bool:
    """Tell whether *words* stand between *start* and *stop* of *text* and neither begin nor end within a word."""
    at = text.find(words, start, stop)
    while at >= 0:
        end = at + len(words)
        if not _is_inside(text, at) and not _is_inside(text, end):
            return True
        at = text.find(words, at + 1, stop)
    return False


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a word goes on from the character before *at* to the one behind it.

    A capital behind a small letter begins a word: web pages lose the blank between a caption and its text.
    """
    if not 0 < at < len(text) or (text[at - 1].islower() and text[at].isupper()):
        return False
    return bool(_WRITTEN.match(text[at - 1]) and _WRITTEN.match(text[at]))
