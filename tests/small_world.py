"""A small world for examples of the resolution: some places, actors and sources, one event or one utterance."""

from __future__ import annotations

from small_evidence import dataset, one, row, source
from summitdata.model import Row, Rows
from summitdata.resolve import complete

PLACES = [
    row("places", "japan", name="Japan", country="JP", latitude=36.0, longitude=138.0),
    row("places", "nara-prefecture", name="Nara Prefecture", within="japan", country="JP"),
    row("places", "nara", name="Nara", within="nara-prefecture", country="JP", latitude=34.685, longitude=135.805),
    row("places", "osaka", name="Osaka", within="japan", country="JP"),
]
ACTORS = [
    row("actors", "government", name="The government", kind="government"),
    row("actors", "office", name="The office", kind="office", part_of="government"),
    row("actors", "lee", name="Lee", kind="person", part_of="government"),
    row("actors", "takaichi", name="Takaichi", kind="person"),
    row("actors", "xi", name="Xi", kind="person"),
    row("actors", "paper", name="The paper", kind="media"),
]
SOURCES = [
    source("early", "2026-01-13"),
    source("late", "2026-01-14"),
    source("third", "2026-01-15"),
    source("general", None, kind="reference"),
]


def event_of(*claims: Row, discrepancies: tuple[Row, ...] = ()) -> Row:
    """Complete a dataset of one event, and give the event."""
    rows = dataset(
        ("sources", SOURCES),
        ("places", PLACES),
        ("actors", ACTORS),
        ("events", [row("events", "summit", title="The summit")]),
        ("claims", claims),
        ("discrepancies", discrepancies),
    )
    return one(complete(rows), "events", "summit")


def quotes_of(
    *renderings: Row,
    claims: tuple[Row, ...] = (),
    discrepancies: tuple[Row, ...] = (),
    sources: tuple[Row, ...] = (),
) -> Rows:
    """Complete a dataset of one utterance, made during a meeting that was a part of a visit."""
    return complete(
        dataset(
            ("sources", [*SOURCES, *sources]),
            ("places", PLACES),
            ("actors", ACTORS),
            (
                "events",
                [
                    row("events", "visit", title="The visit"),
                    row("events", "meeting", title="The meeting", part_of="visit"),
                    row("events", "interview", title="The interview"),
                ],
            ),
            ("quotes", [row("quotes", "words", gist="What was said.")]),
            ("renderings", renderings),
            ("claims", claims),
            ("discrepancies", discrepancies),
        )
    )


def quote_of(
    *renderings: Row,
    claims: tuple[Row, ...] = (),
    discrepancies: tuple[Row, ...] = (),
    sources: tuple[Row, ...] = (),
) -> Row:
    """Complete a dataset of one utterance, and give the utterance."""
    rows = quotes_of(*renderings, claims=claims, discrepancies=discrepancies, sources=sources)
    return one(rows, "quotes", "words")


def dispute(key: str, /, **cells: str) -> Row:
    """Give an open conflict."""
    return row("discrepancies", key, **{"kind": "conflict", "status": "open", **cells})
