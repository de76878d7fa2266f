"""Our own prose held against the articles' prose: runs of words that both have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitdata.diagnostics import Diagnostic
from summitdata.evidence.codes import COPIED, RUN
from summitdata.evidence.printing import PRINTED_COLUMNS
from summitdata.evidence.words import words_of
from summitdata.model import Column, Origin, Rows, Text
from summitdata.schema import TABLES

_AS_PRINTED = {(table, column) for table, columns in PRINTED_COLUMNS.items() for column in columns} | {
    ("spans", "text")
}
_BREAK = "\0"

_Run = tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """Every run of words of the articles' own prose, each with the source that prints it first.

    Quoted speech, terms and titles are left out of it; a printed name counts as one word, however long it is.
    """

    runs: Mapping[_Run, str]
    names: re.Pattern[str] | None

    def first_run(self, prose: str) -> tuple[str, str] | None:
        """Give the first run of words that *prose* has in common with an article, and its source; else None."""
        words = _tokens(prose, self.names)
        return next(((" ".join(run), self.runs[run]) for run in _runs(words) if run in self.runs), None)


def printed(
    texts: Mapping[str, str], quoted: Mapping[str, Iterable[tuple[int, int]]], names: Iterable[str]
) -> Printed:  # fmt: skip
    """Collect the runs of the articles' prose.

    Args:
        texts: The articles by their sources.
        quoted: Start and stop of the stretches of each that may be quoted, by source.
        names: Names as printed.
    """
    spelt = sorted(set(names), key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(re.escape(name) for name in spelt)) if spelt else None
    runs: dict[_Run, str] = {}
    for source, text in sorted(texts.items()):
        masked = list(text)
        for start, stop in quoted.get(source, ()):
            masked[start:stop] = _BREAK * len(masked[start:stop])
        for stretch in "".join(masked).split(_BREAK):
            for run in _runs(_tokens(stretch, pattern)):
                runs.setdefault(run, source)
    return Printed(runs, pattern)


def of_prose(rows: Rows, theirs: Printed) -> Iterator[Diagnostic]:
    """Find cells of our own prose that have a run of words in common with an article."""
    cells = ((name, column, row) for name in TABLES for column in _columns(name) for row in rows.get(name, []))
    for name, column, row in cells:
        found = theirs.first_run(str(row[column.name] or ""))
        if found is not None:
            run, source = found
            yield COPIED.finding(name, str(row["id"]), column.name, f"{run!r}, which {source} prints too")


def _columns(name: str) -> Iterator[Column]:
    """Give the columns of a table that hold prose of ours."""
    for column in TABLES[name].columns:
        if column.origin is Origin.WRITTEN and isinstance(column.kind, Text) and (name, column.name) not in _AS_PRINTED:
            yield column


def _tokens(text: str, names: re.Pattern[str] | None) -> list[str]:
    """Split *text* into words; a printed name counts as one word, however long it is."""
    return words_of(names.sub(lambda match: "".join(words_of(match.group())), text) if names else text)


def _runs(words: Sequence[str]) -> Iterator[_Run]:
    return (tuple(words[index : index + RUN]) for index in range(len(words) - RUN + 1))
