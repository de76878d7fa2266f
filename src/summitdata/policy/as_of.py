"""The dataset as it could have been known at a moment, from what had been published by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from summitdata.errors import QueryError
from summitdata.model import Origin, Reference, Row, Rows, Value
from summitdata.resolve import complete
from summitdata.schema import PROPERTY_VALUES, TABLES

_LAST_ZONE: Final = timezone(timedelta(hours=-12))
"""Where a day ends last; a day in an unknown zone has ended for certain when it has ended there."""

_NESTED: Final = ("claims", "renderings", "spans", "runs", "names", "terms", "positions")
"""The tables whose rows stand or fall with their source."""

_ROLES: Final = ("participant", "host", "proposer")


def moment(text: str) -> datetime:
    """Read a moment: a date and a time with an offset from UTC, in ISO 8601.

    Raises:
        QueryError: *text* is no such moment, or has no offset, without which it is no moment.
    """
    try:
        read = datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise QueryError(f"as_of={text!r} is no moment: write it like 2026-01-14T09:00+09:00. ({error})") from error
    if read.tzinfo is None:
        raise QueryError(
            f"as_of={text!r} has no offset from UTC, so it names no moment: write it like 2026-01-14T09:00+09:00."
        )
    return read


def as_of(rows: Rows, when: datetime) -> Rows:
    """Give the dataset as it could have been known at *when*.

    A source is known from the end of the last day on which it may have been published (or updated, since its text
    is the updated one) in its own zone, or from the minute that it prints; without a zone, from when that day has
    ended everywhere.  A source without a day is known with the source that tells of it, a work of reference always.
    What rests on unknown sources alone is left out, and everything resolved and counted is computed again.  Titles,
    summaries, gists and notes are those of this version: they are written with hindsight.
    """
    known = _known(rows["sources"], when)
    left: Rows = {name: list(table) for name, table in rows.items()}
    left["sources"] = [
        {**row, "known_via": row["known_via"] if row["known_via"] in known else None}
        for row in rows["sources"]
        if row["id"] in known
    ]
    for name in _NESTED:
        left[name] = [row for row in rows[name] if row["source"] in known and row.get("other") in {None, *known}]
    _keep_open_disagreements(rows, left)
    _keep_told(rows, left)
    return complete(left)


def known_from(source: Row) -> datetime | None:
    """Give the moment from which a source is known by its own dates; None where it has none."""
    days = [
        (row_day, source.get(f"{name}_time"), source.get(f"{name}_first") == row_day)
        for name in ("published", "updated")
        if isinstance(row_day := source.get(f"{name}_last"), date)
    ]
    moments = [
        _moment(day, str(clock) if clock and is_one_day else None, _zone(source)) for day, clock, is_one_day in days
    ]
    return max(moments, default=None)


def _moment(day: date, clock: str | None, zone: tzinfo) -> datetime:
    """Give the minute of that day, or its end."""
    if clock is not None:
        return datetime.combine(day, time.fromisoformat(clock), zone)
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _zone(source: Row) -> tzinfo:
    try:
        return ZoneInfo(str(source["zone"])) if source.get("zone") else _LAST_ZONE
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _LAST_ZONE  # a name that is no zone is a finding of a rule; here it only tells nothing


def _known(sources: list[Row], when: datetime) -> set[Value]:
    """Give the keys of the sources that are known, and of the documents that they come from."""
    by_key = {row["id"]: row for row in sources}

    def is_known(row: Row | None, seen: frozenset[object]) -> bool:
        if row is None or row["id"] in seen:
            return False
        own = known_from(row)
        if own is not None:
            return own <= when
        told_by = by_key.get(row["known_via"])
        return row["kind"] == "reference" or is_known(told_by, seen | {row["id"]})

    known = {key for key, row in by_key.items() if is_known(row, frozenset())}
    for key in list(known):
        above = by_key[key]["derived_from"]
        while above in by_key and above not in known:
            known.add(above)
            above = by_key[above]["derived_from"]
    return known


def _keep_open_disagreements(rows: Rows, left: Rows) -> None:
    """Leave out disagreements of which less than two sides are known, and preferences that came of unknown ones."""

    def positions(of: Rows) -> dict[object, int]:
        counted: dict[object, int] = {}
        for row in of["positions"]:
            counted[row["discrepancy"]] = counted.get(row["discrepancy"], 0) + 1
        return counted

    before, now = positions(rows), positions(left)
    two = 2
    left["discrepancies"] = [
        row
        if now.get(row["id"], 0) == before.get(row["id"], 0)
        else {**row, "preferred": None, "preferred_reason": None}
        for row in rows["discrepancies"]
        if now.get(row["id"], 0) in {before.get(row["id"], 0), *range(two, len(rows["positions"]))}
    ]
    kept = {row["id"] for row in left["discrepancies"]}
    left["positions"] = [row for row in left["positions"] if row["discrepancy"] in kept]


def _keep_told(rows: Rows, left: Rows) -> None:
    """Leave out parts in events, utterances, events, actors and places of which only unknown sources tell."""

    def parts(of: Rows) -> set[tuple[object, object]]:
        return {(row["event"], row["value"]) for row in of["claims"] if row["property"] in _ROLES}

    later = parts(rows) - parts(left)
    left["participants"] = [row for row in rows["participants"] if (row["event"], row["actor"]) not in later]
    while True:
        gone = _told_of(rows) - _told_of(left)
        smaller = {name: [row for row in table if not _is_gone(name, row, gone)] for name, table in left.items()}
        if all(len(smaller[name]) == len(left[name]) for name in left):
            return
        left.update(smaller)


def _is_gone(table: str, row: Row, gone: set[tuple[str, object]]) -> bool:
    return (table, row["id"]) in gone or (table == "participants" and ("events", row["event"]) in gone)


def _told_of(rows: Rows) -> set[tuple[str, object]]:
    """Give table and key of every row that evidence or a row of the register names."""
    named = {
        (target, row[column.name])
        for name in ("sources", *_NESTED, "participants", "events", "actors", "places")
        for column, target in TABLES[name].references
        if column.origin is not Origin.RESOLVED and (name, column.name) != ("participants", "event")
        for row in rows[name]
    }
    return named | set(_values(rows["claims"]))


def _values(claims: Iterable[Row]) -> Iterable[tuple[str, object]]:
    """Give what the values of claims name."""
    for row in claims:
        kind = PROPERTY_VALUES.get(str(row["property"]))
        if isinstance(kind, Reference):
            yield kind.table, row["value"]
