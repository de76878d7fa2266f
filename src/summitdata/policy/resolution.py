"""Policies of resolution: which of the values that sources give stands in an event or an utterance."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Final, TypeAlias

from summitdata.errors import UnknownNameError
from summitdata.model import Row, Rows
from summitdata.resolve import complete
from summitdata.resolve.compatible import TREES, closure, compatible, relation
from summitdata.resolve.testimony import RENDERED, Subject, Testimony, by_subject, is_doubtful, is_silence

Resolve: TypeAlias = str
"""``preferred``, ``all``, ``source:<key>``, ``earliest`` or ``independent-majority``."""

POLICIES: Final = ("preferred", "all", "earliest", "independent-majority")
"""The policies that have no argument."""

RESOLVED_TABLES: Final = ("events", "quotes", "speakers")
"""The tables that a policy changes."""

TOLD_BY: Final = "told_by"
"""The column that ``all`` adds: the source that alone is heard in the row."""

_SOURCE: Final = "source:"
_ENDS: Final = {"said": ("said_first", "said_last")}


def resolved(rows: Rows, table: str, policy: Resolve) -> list[Row]:
    """Give the rows of *table* under a policy.

    - ``preferred``: as the package is built; where sources disagree, the value that a discrepancy prefers, else none.
    - ``source:<key>``: one row per record that this source tells of, as if it were the only one.
    - ``all``: those rows for every source, with the source in the column ``told_by``.
    - ``earliest``: of each property the values of the source, or sources, that were published first.
    - ``independent-majority``: of each property the values that agree with more than half of the independent origins
      that speak of it; else none.

    Under the last two the counts are of all evidence, and no preference of a discrepancy is followed.

    Raises:
        UnknownNameError: There is no such policy, source, or table that a policy changes.
    """
    if policy == "preferred":
        return rows[table]
    if table not in RESOLVED_TABLES:
        raise UnknownNameError("table that a policy changes", table, RESOLVED_TABLES)
    sources = [str(row["id"]) for row in rows["sources"]]
    if policy.startswith(_SOURCE):
        source = policy.removeprefix(_SOURCE)
        if source not in sources:
            raise UnknownNameError("source", source, sources)
        return _by_source(rows, source)[table]
    if policy == "all":
        return [{TOLD_BY: source, **row} for source in sources for row in _by_source(rows, source)[table]]
    if policy == "earliest":
        return complete(_hearing(rows, _earliest, later_words=False))[table]
    if policy == "independent-majority":
        return complete(_hearing(rows, _majority(rows), later_words=True))[table]
    raise UnknownNameError("policy", policy, (*POLICIES, *(f"{_SOURCE}{source}" for source in sources)))


def _by_source(rows: Rows, source: str) -> Rows:
    """Give the events and utterances that one source tells of, as it alone tells them."""
    claims = [row for row in rows["claims"] if row["source"] == source]
    renderings = [row for row in rows["renderings"] if row["source"] == source]
    alone = complete({**_without_preferences(rows), "claims": claims, "renderings": renderings})
    told = {
        "events": {row["event"] for row in claims if not is_silence(row)},
        "quotes": {row["quote"] for row in renderings if not is_doubtful(row)},
    }
    told["quotes"] |= {row["quote"] for row in claims if not is_silence(row)}
    return {
        **{name: [row for row in alone[name] if row["id"] in keys] for name, keys in told.items()},
        "speakers": alone["speakers"],
    }


def _without_preferences(rows: Rows) -> Rows:
    return {**rows, "discrepancies": [{**row, "preferred": None} for row in rows["discrepancies"]]}


def _hearing(rows: Rows, heard: Callable[[Subject, list[Testimony]], Collection[str]], *, later_words: bool) -> Rows:
    """Give the rows with every value taken out that is not heard; *heard* names claims and renderings by key."""
    told = by_subject(rows)
    kept = {subject: set(heard(subject, testimonies)) for subject, testimonies in told.items()}
    silent = {
        (subject, one.key)
        for subject, testimonies in told.items()
        for one in testimonies
        if one.key not in kept[subject]
    }
    heard_rows = _without_preferences(rows)
    heard_rows["claims"] = [
        {**row, "value": None, "value_first": None, "value_last": None, "value_low": None, "value_high": None}
        if any(
            ((table, str(row[column]), str(row["property"])), str(row["id"])) in silent
            for table, column in (("events", "event"), ("quotes", "quote"))
        )
        else row
        for row in rows["claims"]
    ]
    later = set() if later_words else _printed_later(rows)
    heard_rows["renderings"] = [_rendering(row, silent, later) for row in rows["renderings"]]
    return heard_rows


def _rendering(row: Row, silent: set[tuple[Subject, str]], later: set[object]) -> Row:
    """Give a rendering without the cells that are not heard, and without words that another printed before."""
    gone = [
        column
        for name, column in RENDERED.items()
        if (("quotes", str(row["quote"]), name), str(row["id"])) in silent
    ]  # fmt: skip
    gone += [end for column in gone for end in _ENDS.get(column, ())]
    if row["id"] in later:
        gone.append("text")
    return {**row, **dict.fromkeys(gone)}


def _printed_later(rows: Rows) -> set[object]:
    """Give the renderings whose utterance another source gave words of on an earlier day."""
    published = {row["id"]: row["published_first"] for row in rows["sources"]}

    def day(row: Row) -> date:
        first = published.get(row["source"])
        return first if isinstance(first, date) else date.max

    worded = [row for row in rows["renderings"] if row.get("text") and not is_doubtful(row)]
    first: dict[object, date] = {}
    for row in worded:
        first[row["quote"]] = min(first.get(row["quote"], date.max), day(row))
    return {row["id"] for row in worded if day(row) > first[row["quote"]]}


def _earliest(_: Subject, testimonies: list[Testimony]) -> list[str]:
    """Hear those that were published first."""
    first = min(one.published for one in testimonies)
    return [one.key for one in testimonies if one.published == first]


def _majority(rows: Rows) -> Callable[[Subject, list[Testimony]], Collection[str]]:
    """Hear those whose value agrees with what more than half of the independent origins say."""
    origins = {str(row["id"]): str(row["origin"]) for name in ("claims", "renderings") for row in rows[name]}
    ancestors = {table: closure(rows, table, column) for table, column in TREES.items()}

    def heard(subject: Subject, testimonies: list[Testimony]) -> list[str]:
        how = relation(subject[2])
        everybody = {origins[one.key] for one in testimonies}

        def agreeing(one: Testimony) -> set[str]:
            return {origins[other.key] for other in testimonies if compatible(how, one, other, ancestors)}

        return [one.key for one in testimonies if 2 * len(agreeing(one)) > len(everybody)]

    return heard
