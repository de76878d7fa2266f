"""How dates, places, statuses and counts of events are resolved, one case at a time."""

from __future__ import annotations

from datetime import date

import pytest

from small_evidence import claim, dataset, one, row
from small_world import ACTORS, PLACES, SOURCES, dispute, event_of
from summitdata.resolve import complete


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [
        ("2026-01-13", "2026-01", "2026-01-13"),  # the narrower of two that overlap
        ("2026", "[2026-01-05..2026-01-11]", "[2026-01-05..2026-01-11]"),
        ("..2026-01-13".join("[]"), "2026", "2026"),  # an open end is wider than any year
        ("2026-01-13~", "2026-01-13", "2026-01-13"),  # of the same days the one without a qualifier
        ("2026-01-13/2026-01-14", "[2026-01-13..2026-01-14]", "2026-01-13/2026-01-14"),  # else the earliest published
        ("2026-01-13", "2026-01-14", None),  # both cannot be true
    ],
)
def test_the_narrowest_date_is_given(early: str, late: str, expected: str | None) -> None:
    """Dates that overlap give the narrowest; dates that do not give none."""
    event = event_of(claim("early.c1", "summit", "date", early), claim("late.c1", "summit", "date", late))
    assert expected == event["date"]


def test_a_date_comes_with_its_days() -> None:
    """The first and last day are those of the date that is given, and an open end stays open."""
    event = event_of(claim("early.c1", "summit", "date", "[..2026-01-13]"))
    assert ("[..2026-01-13]", None, date(2026, 1, 13)) == (event["date"], event["date_first"], event["date_last"])


def test_one_incompatible_date_among_three_gives_none() -> None:
    """Two sources do not outvote a third."""
    days = {"early": "2026-01-13", "late": "2026-01-13", "third": "2026-01-15"}
    event = event_of(*(claim(f"{key}.c1", "summit", "date", value) for key, value in days.items()))
    assert event["date"] is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"preferred": "2026-01-14"}, "2026-01-14"),
        ({"preferred": "2026-01-15"}, None),  # no source gives it
        ({"preferred": "2026-01-14", "scope": "another matter"}, None),
        ({"preferred": "2026-01-14", "property": "place"}, None),
    ],
)
def test_a_discrepancy_prefers_one_of_the_values(cells: dict[str, str], expected: str | None) -> None:
    """What a discrepancy prefers is given if some source gives it, for its own property and without a scope."""
    event = event_of(
        claim("early.c1", "summit", "date", "2026-01-13"),
        claim("late.c1", "summit", "date", "2026-01-14"),
        discrepancies=(dispute("d", event="summit", **{"property": "date", **cells}),),
    )
    assert expected == event["date"]
    assert event["contested"] is True


def test_of_two_preferences_that_of_the_smaller_key_holds() -> None:
    """Two discrepancies that prefer different values do not make the result depend on their order."""
    event = event_of(
        claim("early.c1", "summit", "date", "2026-01-13"),
        claim("late.c1", "summit", "date", "2026-01-14"),
        discrepancies=(
            dispute("d2", event="summit", property="date", preferred="2026-01-14"),
            dispute("d1", event="summit", property="date", preferred="2026-01-13"),
        ),
    )
    assert event["date"] == "2026-01-13"


def test_what_is_said_goes_before_what_is_inferred_and_looked_up() -> None:
    """An inferred claim is heard only where no explicit one speaks, and a work of reference only where nobody does."""
    said = claim("early.c1", "summit", "date", "2026")
    inferred = claim("late.c1", "summit", "date", "2025-10", basis="inferred")
    reference = claim("general.c1", "summit", "date", "1910-08-29")
    assert event_of(said, inferred, reference)["date"] == "2026"
    assert event_of(inferred, reference)["date"] == "2025-10"
    assert event_of(reference)["date"] == "1910-08-29"
    assert event_of()["date"] is None


def test_a_claim_with_a_scope_speaks_of_something_else() -> None:
    """A date with a scope of its own does not date the event."""
    assert event_of(claim("early.c1", "summit", "date", "2026", scope="the invitation"))["date"] is None


def test_the_deepest_place_is_given() -> None:
    """Nested places give the deepest, with its own name, country and coordinates."""
    event = event_of(
        claim("early.c1", "summit", "place", "japan"),
        claim("late.c1", "summit", "place", "nara"),
        claim("third.c1", "summit", "place", "nara-prefecture"),
    )
    assert tuple(event[name] for name in ("place", "place_name", "country", "latitude", "longitude")) == (
        "nara",
        "Nara",
        "JP",
        34.685,
        135.805,
    )


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, ("nara", "2026-01-13")),
        ({"place": "nara-prefecture", "date": "2026-01"}, ("nara", "2026-01-13")),  # a vague part narrows nothing
        ({"place": "osaka", "date": "2026-01-14"}, ("japan", "2026-01-13/2026-01-14")),
    ],
)
def test_a_whole_reaches_as_far_as_its_parts(parts: dict[str, str], expected: tuple[str, str]) -> None:
    """A visit that led elsewhere too was not in one city on one day, although a source tells only of that one."""
    rows = dataset(
        ("sources", SOURCES),
        ("places", PLACES),
        (
            "events",
            [
                row("events", "visit", title="The visit"),
                row("events", "stage", title="A stage of it", part_of="visit"),
                row("events", "talk", title="A talk", part_of="stage"),
            ],
        ),
        (
            "claims",
            [
                claim("early.c1", "visit", "place", "nara"),
                claim("early.c2", "visit", "date", "2026-01-13"),
                claim("late.c1", "visit", "place", "japan"),
                claim("late.c2", "visit", "date", "2026-01-13/2026-01-14"),
                *(claim(f"third.{name}", "talk", name, value) for name, value in parts.items()),
            ],
        ),
    )
    visit = one(complete(rows), "events", "visit")
    assert expected == (visit["place"], visit["date"])


def test_coordinates_are_not_borrowed_from_a_larger_place() -> None:
    """A place without coordinates has none, though the country around it has."""
    event = event_of(claim("early.c1", "summit", "place", "nara-prefecture"))
    assert (event["place_name"], event["latitude"], event["longitude"]) == ("Nara Prefecture", None, None)


def test_two_places_side_by_side_give_none() -> None:
    """Two cities of one country are no granularity but a conflict."""
    event = event_of(claim("early.c1", "summit", "place", "nara"), claim("late.c1", "summit", "place", "osaka"))
    assert (event["place"], event["place_name"], event["country"]) == (None, None, None)


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [
        ("feared", "occurred", "occurred"),
        ("occurred", "planned", "occurred"),  # a later source that writes of the plan takes nothing back
        ("planned", "cancelled", "cancelled"),
        ("expected", "denied", "denied"),
        ("feared", "planned", "planned"),
        ("expected", "feared", "expected"),
        ("under-way", "occurred", "occurred"),
        ("occurred", "under-way", "under-way"),
        ("denied", "cancelled", "cancelled"),
        ("occurred", "denied", None),
        ("occurred", "cancelled", None),
        ("under-way", "denied", None),
        ("under-way", "cancelled", None),
    ],
)
def test_the_status_furthest_along_is_given(early: str, late: str, expected: str | None) -> None:
    """What looks ahead agrees with what came of it; what happened does not agree with what did not."""
    event = event_of(claim("early.c1", "summit", "status", early), claim("late.c1", "summit", "status", late))
    assert expected == event["status"]


def test_of_two_statuses_on_one_day_the_one_that_is_over_is_given() -> None:
    """Where two sources of one day differ in under way and occurred, it occurred."""
    event = event_of(
        claim("early.c1", "summit", "status", "under-way"),
        claim("early.c2", "summit", "status", "occurred", account="lee"),
    )
    assert event["status"] == "occurred"


def test_sources_and_origins_of_an_event_are_counted() -> None:
    """Two claims of one source are one source; one account in two sources is one origin; silence does not count."""
    event = event_of(
        claim("early.c1", "summit", "topic", "trade"),
        claim("early.c2", "summit", "topic", "security", account="lee"),
        claim("late.c1", "summit", "outcome", "an agreement", account="lee"),
        claim("third.c1", "summit", "stance", "not-mentioned", account="xi"),
    )
    assert (event["sources"], event["origins"]) == (2, 2)


def test_a_work_of_reference_corroborates_nothing() -> None:
    """What we look up counts as a source only where no other source tells of the event."""
    looked_up = claim("general.c1", "summit", "topic", "trade")
    told = event_of(
        looked_up,
        claim("early.c1", "summit", "topic", "security"),
        claim("late.c1", "summit", "topic", "security"),
    )
    assert (told["sources"], told["origins"]) == (2, 2)
    alone = event_of(looked_up)
    assert (alone["sources"], alone["origins"]) == (1, 1)


def test_participants_are_named_once_and_in_order() -> None:
    """The names of those who had a part are sorted, whatever their parts."""
    rows = dataset(
        ("actors", ACTORS),
        ("events", [row("events", "summit", title="The summit")]),
        (
            "participants",
            [
                row("participants", "summit.a", event="summit", actor="takaichi", role="host"),
                row("participants", "summit.b", event="summit", actor="lee", role="guest"),
                row("participants", "summit.c", event="summit", actor="lee", role="actor"),
            ],
        ),
    )
    assert one(complete(rows), "events", "summit")["participants"] == "Lee; Takaichi"
