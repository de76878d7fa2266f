"""Holding the rows against the articles: digests, offsets, quotation marks, and our own prose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from summitdata.diagnostics import Diagnostic, Severity, ordered
from summitdata.model import Column, Origin, Row, Rows, Text
from summitdata.schema import TABLES
from summitdata.texts import digest, normalise, quoted

RUN = 8
"""A run of so many words in common with an article counts as copied prose (design, section 2)."""

_AS_PRINTED = {
    ("sources", "title"), ("sources", "byline"), ("sources", "dateline"), ("sources", "published_printed"),
    ("claims", "as_printed"), ("renderings", "speaker_printed"), ("renderings", "said_printed"), ("spans", "text"),
    ("names", "name"), ("names", "role"),
}  # fmt: skip
_BREAK = "\0"
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def articles(folder: Path) -> dict[str, str]:
    """Read every file of *folder* as an article.

    Returns:
        The normalised texts by their SHA-256, which is how a source row names its text.

    Raises:
        TextError: A file is not UTF-8.
    """
    found = (normalise(file.read_bytes()) for file in sorted(folder.iterdir()) if file.is_file())
    return {digest(text): text for text in found}


def verify(rows: Rows, texts: Mapping[str, str]) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """Hold every held source of *rows* against its article.

    Args:
        rows: The rows of a dataset, at least with their written, implied and derived columns.
        texts: What :func:`articles` gives.

    Returns:
        The findings, and the keys of the held sources whose article is not at hand: those are unchecked.
    """
    findings: list[Diagnostic] = []
    unchecked: list[str] = []
    spans: dict[str, list[Row]] = defaultdict(list)
    for span in rows["spans"]:
        spans[str(span["source"])].append(span)
    at_hand: dict[str, str] = {}
    for source in rows["sources"]:
        if not source["held"]:
            continue
        key = str(source["id"])
        text = texts.get(str(source["text_sha256"]))
        if text is None:
            unchecked.append(key)
            continue
        at_hand[key] = text
        findings.extend(_length(source, text))
        findings.extend(finding for span in spans[key] for finding in _span(span, text))
        findings.extend(_uncovered(key, spans[key], text))
        findings.extend(_shared_runs(rows, key, text, texts))
    findings.extend(_own_prose(rows, at_hand, spans))
    return ordered(findings), tuple(unchecked)


def _finding(code: str, table: str, row: Row, column: str | None, expected: str, found: str, fix: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, expected, found, fix, table, str(row["id"]), column)


def _length(source: Row, text: str) -> Iterator[Diagnostic]:
    if source["length"] != len(text):
        yield _finding(
            "E002", "sources", source, "length",
            "A source's length is that of its normalised text in code points.",
            f"length {source['length']}, and the article has {len(text)}", f"Write length: {len(text)}.",
        )  # fmt: skip


def _span(span: Row, text: str) -> Iterator[Diagnostic]:
    where = _slice(span["start"], span["stop"])
    if where is None:
        return
    words = text[where]
    locate = "Find the stretch with `summitdata locate ARTICLE 'words'` and write its start, stop and sha256."
    if digest(words) != span["sha256"]:
        yield _finding(
            "E003", "spans", span, "sha256",
            "A span's digest is that of the article's words between its offsets.",
            f"another digest for code points {where.start} to {where.stop}", locate,
        )  # fmt: skip
    elif span["text"] is not None and span["text"] != words:
        yield _finding(
            "E004", "spans", span, "text",
            "A span's words are the article's, letter for letter.",
            "words that differ from those between the offsets", locate,
        )  # fmt: skip


def _uncovered(source: str, spans: list[Row], text: str) -> Iterator[Diagnostic]:
    covered = [
        (span["start"], span["stop"]) for span in spans if span["use"] in {"speech", "term", "title"}
    ]  # fmt: skip
    for stretch in quoted(text):
        count = covered.count((stretch.start, stretch.stop))
        if count != 1:
            yield _finding(
                "E005", "sources", {"id": source}, None,
                "Every stretch between quotation marks is covered by exactly one span of speech, a term or a title.",
                f"{count} spans for code points {stretch.start} to {stretch.stop}",
                "Add the span to the rendering that it belongs to, or to the source's own spans if nobody says it.",
            )  # fmt: skip


def _slice(start: object, stop: object) -> slice | None:
    return slice(start, stop) if isinstance(start, int) and isinstance(stop, int) else None


def _words(text: str) -> list[str]:
    return [match.group().casefold().replace("\u2019", "'") for match in _WORD.finditer(text)]


def _shared_runs(rows: Rows, source: str, text: str, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    digests = {str(row["id"]): str(row["text_sha256"]) for row in rows["sources"]}
    for run in rows["runs"]:
        other = texts.get(digests.get(str(run["other"]), ""))
        if run["source"] != source or other is None:
            continue
        here = _slice(run["start"], run["stop"])
        there = _slice(run["other_start"], run["other_stop"])
        if here is None or there is None:
            continue
        left, right = _words(text[here]), _words(other[there])
        if left != right or len(left) != run["words"]:
            yield _finding(
                "E006", "runs", run, "words",
                "A shared run is the same words in both texts, as many as it says.",
                f"{len(left)} words here and {len(right)} there" + ("" if left == right else ", not the same ones"),
                "Correct the offsets, and count the words of the stretch.",
            )  # fmt: skip


def _prose(name: str) -> Iterator[Column]:
    for column in TABLES[name].columns:
        if column.origin is Origin.WRITTEN and isinstance(column.kind, Text) and (name, column.name) not in _AS_PRINTED:
            yield column


def _tokens(text: str, names: re.Pattern[str] | None) -> list[str]:
    """Split *text* into words; a printed name counts as one word, however long it is."""
    return _words(names.sub(lambda match: "".join(_words(match.group())), text) if names else text)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[index : index + RUN]) for index in range(len(words) - RUN + 1))


def _printed(
    texts: Mapping[str, str], spans: Mapping[str, list[Row]], names: re.Pattern[str] | None
) -> dict[tuple[str, ...], str]:
    """Give every run of the articles' own prose, quoted speech, terms and titles left out, with its source."""
    printed: dict[tuple[str, ...], str] = {}
    for source, text in texts.items():
        masked = list(text)
        for span in spans[source]:
            where = _slice(span["start"], span["stop"])
            if span["text"] is not None and where is not None:
                masked[where] = _BREAK * len(masked[where])
        for stretch in "".join(masked).split(_BREAK):
            for run in _runs(_tokens(stretch, names)):
                printed.setdefault(run, source)
    return printed


def _own_prose(rows: Rows, texts: Mapping[str, str], spans: Mapping[str, list[Row]]) -> Iterator[Diagnostic]:
    spelt = sorted({str(row["name"]) for row in rows["names"]}, key=len, reverse=True)
    names = re.compile("|".join(re.escape(name) for name in spelt)) if spelt else None
    printed = _printed(texts, spans, names)
    cells = ((name, column, row) for name in TABLES for column in _prose(name) for row in rows.get(name, []))
    for name, column, row in cells:
        words = _tokens(str(row[column.name] or ""), names)
        run = next((run for run in _runs(words) if run in printed), None)
        if run is not None:
            yield _finding(
                "W001", name, row, column.name,
                f"Our own prose has no run of {RUN} words in common with an article.",
                f"{' '.join(run)!r}, which {printed[run]} prints too",
                "Say it in words of your own.",
            )  # fmt: skip
