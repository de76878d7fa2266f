"""What no engine can compute: frames that are made here in Python, out of rows in memory, for rules to join.

An engine that holds the rows elsewhere hands them over while they are few; beyond that, rules that ask for one of these
frames are not evaluated, except where rows that are alike give the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import polars as pl

from summitdata.model import Row, Rows
from summitdata.resolve.testimony import is_doubtful
from summitdata.rules import comparing, daywords, drift, extents, naming

Record: TypeAlias = tuple[str | float | bool | None, ...]
"""The cells of one row of a prepared frame, in the order of its columns."""

WHOLE: Final = frozenset({"direct", "transcript"})
"""The forms of a rendering in which whole clauses are quoted, so that what is missing in them was left out."""

_SOME_DAY: Final = date(2000, 1, 1)
"""The day on which the clock of an undated source is read."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A frame that is made in Python: its columns, and the function that gives its records.

    Where it has one record at most for a row of ``table``, and all that it says of the row follows from the columns
    ``by``, an engine need hand over only one row of those that are alike in them.  Where there is ``whole``, it makes
    the same frame out of the columns ``needs`` of whole tables, for more rows than Python could hold one by one.
    """

    columns: Mapping[str, type[pl.DataType]]
    records: Callable[[Rows], Iterable[Record]]
    table: str = ""
    by: tuple[str, ...] = ()
    whole: Callable[[Mapping[str, pl.DataFrame]], pl.DataFrame] | None = None
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def frame(self, rows: Rows) -> pl.LazyFrame:
        """Make the frame out of the rows of a dataset."""
        return pl.LazyFrame(list(self.records(rows)), schema=dict(self.columns), orient="row")


def _clocks(rows: Rows) -> Iterator[Record]:
    """Give each source whose time zone there is, with how many hours its clock is ahead of UTC when it comes out."""
    for source in rows["sources"]:
        day = source["published_first"] or source["published_last"]
        noon = datetime.combine(day if isinstance(day, date) else _SOME_DAY, datetime.min.time()).replace(hour=12)
        try:
            there = noon.replace(tzinfo=ZoneInfo(str(source["zone"] or "")))
        except (OSError, ValueError, KeyError):  # no such zone, or nothing that could name one
            continue
        yield str(source["id"]), (noon.replace(tzinfo=UTC) - there).total_seconds() / 3600


def _drifts(rows: Rows) -> Iterator[Record]:
    """Give each rendering that is not doubtful with what it has that another of its utterance has not, and that one."""
    by_quote: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for rendering in rows["renderings"]:
        if rendering["text"] is not None and not is_doubtful(rendering):
            by_quote[str(rendering["quote"]), str(rendering["language"])].append(rendering)
    for (_, language), renderings in by_quote.items():
        for one, other in _pairs(renderings):
            excerpts = one["form"] not in WHOLE, other["form"] not in WHOLE
            for kind, mine, theirs in drift.differences(str(one["text"]), str(other["text"]), language, excerpts):
                yield str(one["id"]), str(other["id"]), kind, mine, theirs


def _pairs(renderings: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Pair renderings, each pair once, its order decided by the wording and not by the key; two alike both ways."""
    for one, other in combinations(renderings, 2):
        mine, theirs = ([str(row[column]) for column in ("text", "paraphrase")] for row in (one, other))
        if mine >= theirs:
            yield one, other
        if mine <= theirs:
            yield other, one


PREPARED: Final[dict[str, Prepared]] = {
    "clocks": Prepared(
        {"source": pl.String, "hours": pl.Float64}, _clocks, "sources", ("zone", "published_first", "published_last")
    ),
    "outside": Prepared(
        {"id": pl.String, "extent": pl.String}, extents.outside, "places", ("country", "latitude", "longitude")
    ),
    "similarities": Prepared(comparing.SCHEMA, comparing.records, whole=comparing.similarities, needs=comparing.NEEDS),
    "strange_words": Prepared({"table": pl.String, "id": pl.String, "words": pl.String}, naming.strange_words),
    "strange_spellings": Prepared({"id": pl.String, "called": pl.String}, naming.strange_spellings),
    "strange_days": Prepared({"table": pl.String, "id": pl.String, "words": pl.String}, daywords.contradicted),
    "drifts": Prepared(
        {"id": pl.String, "other": pl.String, "kind": pl.String, "mine": pl.String, "theirs": pl.String}, _drifts
    ),
}
"""Every prepared frame by its name."""
