"""Independence: several sources that go back to one origin are one witness."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.resolve.compatible import Always, relation
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, remove, rule
from summitdata.schema import PROPERTY_VALUES

COMPARED = tuple(name for name in PROPERTY_VALUES if not isinstance(relation(name), Always))
"""The properties whose values can agree or disagree."""


@rule(
    "P003",
    table="quotes",
    column="origins",
    severity=Severity.INFORMATION,
    closed=True,
    breaks=[
        patch(
            "Besides a wire, only its copy renders an utterance.",
            remove("renderings", f"{SOUTH_WIRE}.r1"),
            also=("R040",),
        ),
    ],
    holds=[
        patch("Only one source renders an utterance.", remove("renderings", f"{SOUTH_WIRE}.r3")),
        patch("Two wires render it, and no copy.", remove("renderings", f"{GAZETTE}.r1")),
    ],
)
def sources_are_independent(frames: Frames) -> Query:
    """Several sources of an utterance have more than one independent origin.

    Why:
        Copies of one text, and reports of one party's account, do not confirm each other.

    Fix:
        Nothing need be mended; look for an independent source before you rely on the number of sources.
    """
    return (
        frames["quotes"]
        .filter((nw.col("sources") > 1) & (nw.col("origins") == 1))
        .select("id", found=nw.format("{} sources, one origin", nw.col("sources")))
    )


@rule(
    "P005",
    table="events",
    column="origins",
    severity=Severity.INFORMATION,
    after=("R001",),
    closed=True,
    breaks=[
        patch(
            "That a visit is planned, only a wire and its copy tell.",
            change("claims", f"{GAZETTE}.c2", property="status", value="planned"),
        ),
        patch(
            "Both wires have the place of a summit from one government.",
            change("claims", f"{NORTH_WIRE}.c3", account="norvale-government"),
            change(
                "claims", f"{SOUTH_WIRE}.c3",
                event="strait-summit", property="place", value="vellin", account="norvale-government",
            ),
        ),
    ],
    holds=[
        patch(
            "One of the two wires has the place from a government.",
            change("claims", f"{NORTH_WIRE}.c3", account="norvale-government"),
            change("claims", f"{SOUTH_WIRE}.c3", event="strait-summit", property="place", value="vellin"),
        ),
        patch(
            "A wire and its copy tell different things of the visit.",
            change("claims", f"{GAZETTE}.c2", property="topic", value="The price of a crossing."),
        ),
    ],
)  # fmt: skip
def events_have_independent_witnesses(frames: Frames) -> Query:
    """Where several sources give one property of an event, they have more than one independent origin.

    Why:
        That two papers agree on a day proves little where both have it from one wire or one government.

    Fix:
        Nothing need be mended; look for an independent source before you rely on the agreement.
    """
    return (
        frames["claims"]
        .filter(~nw.col("event").is_null() & nw.col("property").is_in(COMPARED))
        .with_columns(counted=nw.coalesce("scope", nw.lit("")))
        .group_by("event", "property", "counted")
        .agg(sources=nw.col("source").n_unique(), origins=nw.col("origin").n_unique(), origin=nw.col("origin").min())
        .filter((nw.col("sources") > 1) & (nw.col("origins") == 1))
        .select(
            id="event",
            found=nw.format(
                "{} of {} sources, one origin, {}", nw.col("property"), nw.col("sources"), nw.col("origin")
            ),
        )
    )
