"""The resolved and counted columns of events: what all claims about an event come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Final

from summitdata.model import Row, Rows, Value
from summitdata.resolve.compatible import PROSPECTS, compatible, relation
from summitdata.resolve.conclude import Evidence, Rank, narrowest
from summitdata.resolve.testimony import Testimony, is_silence

FURTHEST: Final[dict[str, int]] = {
    **{status: step for step, status in enumerate(PROSPECTS)},
    "denied": 3,
    "cancelled": 4,  # it did not happen either, and we know why
    "under-way": 5,
    "occurred": 5,  # as far along as under-way: the later published source tells which it is
}
"""How far along each status is.  Of statuses that agree, the furthest along is given."""


def resolve_events(rows: Rows, evidence: Evidence) -> None:
    """Fill the resolved and counted columns of every row of ``events``.

    The origins of the claims must be there already.
    """
    places = {str(row["id"]): row for row in rows["places"]}
    actors = {str(row["id"]): row for row in rows["actors"]}
    telling = grouped((claim for claim in rows["claims"] if not is_silence(claim)), "event")
    reference = {source["id"] for source in rows["sources"] if source.get("kind") == "reference"}
    parts = grouped(rows["participants"], "event")
    contested = {row.get("event") for row in rows["discrepancies"]}
    dates = _with_parts(rows["events"], "date", narrowest, evidence)
    sites = _with_parts(rows["events"], "place", lambda one: deepest(one, "places", evidence), evidence)
    for event in rows["events"]:
        key = str(event["id"])
        when, where = dates[key], sites[key]
        what = evidence.conclude(("events", key, "status"), furthest_along)
        place = places[where.value] if where else {}
        claims = telling.get(key, [])
        # A work of reference is a witness only where there is no other: what we look up corroborates nothing.
        claims = [claim for claim in claims if claim["source"] not in reference] or claims
        event.update(
            date=when.value if when else None,
            date_first=day(when.low) if when else None,
            date_last=day(when.high) if when else None,
            place=where.value if where else None,
            place_name=place.get("name"),
            country=place.get("country"),
            latitude=place.get("latitude"),
            longitude=place.get("longitude"),
            status=what.value if what else None,
            participants=joined((part.get("actor") for part in parts.get(key, [])), actors),
            sources=len({claim["source"] for claim in claims}),
            origins=len({claim["origin"] for claim in claims}),
            contested=key in contested,
        )


def _with_parts(
    events: list[Row], name: str, rank: Callable[[Testimony], Rank], evidence: Evidence
) -> dict[str, Testimony | None]:
    """Conclude a property of every event that an event with parts shares with them: its date, its place.

    Of the values that the sources give, the first is the one that is incompatible with the fewest of its parts:
    a visit to a country that led to two of its cities was not in one of them, although a source names that one.
    """
    own = {key: evidence.conclude(("events", key, name), rank) for key in (str(event["id"]) for event in events)}
    parts: dict[str, list[Testimony]] = {}
    for part, whole in evidence.ancestors["events"]:
        if part != whole and (value := own[part]) is not None:
            parts.setdefault(whole, []).append(value)

    def fitting(testimony: Testimony, key: str) -> Rank:
        of_parts = parts.get(key, [])
        misfits = sum(not compatible(relation(name), testimony, part, evidence.ancestors) for part in of_parts)
        return misfits, *rank(testimony)

    return {key: evidence.conclude(("events", key, name), partial(fitting, key=key)) for key in own}


def furthest_along(testimony: Testimony) -> Rank:
    """Rank the furthest along first, then the latest published; of the same day, what occurred."""
    published = testimony.published.toordinal() if testimony.published != date.max else 0
    return -FURTHEST[testimony.value], -published, testimony.value != "occurred"


def deepest(testimony: Testimony, table: str, evidence: Evidence) -> Rank:
    """Rank the one that lies within the most larger ones first; in a cycle, where there is none, the smaller key."""
    return -evidence.depths[table][testimony.value], testimony.value


def day(ordinal: float | None) -> date | None:
    """Give the day of an end of a range; None for an open end."""
    return None if ordinal is None else date.fromordinal(int(ordinal))


def joined(keys: Iterable[Value], actors: dict[str, Row]) -> str | None:
    """Give the names of the actors, each once, sorted and joined by semicolons; None where there are none."""
    names = {actors[key]["name"] for key in keys if isinstance(key, str) and key in actors}
    return "; ".join(sorted(str(name) for name in names if name is not None)) or None


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Group the rows by the value of *column*, without those that leave it empty."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if (value := row.get(column)) is not None:
            groups.setdefault(str(value), []).append(row)
    return groups
