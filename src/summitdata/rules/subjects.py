"""Subjects: a row that may speak of one of two things speaks of exactly one."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule


def _not_exactly_one(rows: Frame, one: str, other: str) -> Query:
    """Rows that give both columns or neither."""
    neither = nw.col(one).is_null() & nw.col(other).is_null()
    both = ~nw.col(one).is_null() & ~nw.col(other).is_null()
    found = nw.when(both).then(
        nw.format(f"both {one} '{{}}' and {other} '{{}}'", nw.col(one), nw.col(other))
    ).otherwise(nw.lit(f"neither {one} nor {other}"))  # fmt: skip
    return rows.filter(neither | both).select("id", found=found)


@rule(
    "R002",
    table="claims",
    column="event",
    breaks=[
        patch(
            "A claim speaks of an event and an utterance at once.",
            change("claims", f"{NORTH_WIRE}.c15", quote="joint-strait-belongs"),
        ),
        patch(
            "A claim speaks of nothing.",
            change("claims", f"{NORTH_WIRE}.c15", event=None),
        ),
    ],
    holds=[
        patch(
            "A claim speaks of an utterance alone.",
            change("claims", f"{NORTH_WIRE}.c15", event=None, quote="joint-strait-belongs", value="vellin"),
        ),
    ],
)
def claim_subject(frames: Frames) -> Query:
    """A claim speaks of either an event or an utterance.

    Why:
        A claim without a subject says nothing, and one with two subjects would be counted twice.

    Fix:
        Give `event` or `quote`; split a claim that speaks of both into two.
    """
    return _not_exactly_one(frames["claims"], "event", "quote")


@rule(
    "R003",
    table="positions",
    column="claim",
    breaks=[
        patch(
            "A position names a claim and a rendering.",
            change("positions", "okafor-words-one-side.p2", rendering=f"{SOUTH_WIRE}.r2"),
        ),
        patch(
            "A position names neither.",
            change("positions", "okafor-words-one-side.p1", rendering=None),
        ),
    ],
    holds=[
        patch(
            "A position names another claim of its source.",
            change("positions", "okafor-words-one-side.p2", claim=f"{SOUTH_WIRE}.c7"),
        ),
    ],
)
def position_evidence(frames: Frames) -> Query:
    """A position rests on either a claim or a rendering.

    Why:
        What a source says within a disagreement has to be found again in what it says at all.

    Fix:
        Name the claim or the rendering in which the source takes this position; where it takes it in two
        places, write two positions.
    """
    return _not_exactly_one(frames["positions"], "claim", "rendering")


@rule(
    "R004",
    table="positions",
    column="source",
    after=("R001", "R003"),
    breaks=[
        patch(
            "A position of one source rests on a claim of another.",
            change("positions", "okafor-words-one-side.p2", source=GAZETTE),
        ),
    ],
    holds=[
        patch(
            "Source and claim are both those of another source.",
            change("positions", "okafor-words-one-side.p2", source=GAZETTE, claim=f"{GAZETTE}.c2"),
        ),
    ],
)
def position_source(frames: Frames) -> Query:
    """The claim or rendering of a position is one of the source that takes it.

    Why:
        Otherwise a source is made to say what another one says.

    Fix:
        Correct the source, or the key of the claim or rendering.
    """
    columns = "id", "source", "evidence", "teller"
    claims = frames["claims"].select(evidence="id", teller="source")
    renderings = frames["renderings"].select(evidence="id", teller="source")
    positions = frames["positions"]
    resting = nw.concat([
        positions.join(claims, left_on="claim", right_on="evidence")
        .with_columns(evidence=nw.col("claim")).select(*columns),
        positions.join(renderings, left_on="rendering", right_on="evidence")
        .with_columns(evidence=nw.col("rendering")).select(*columns),
    ])  # fmt: skip
    return resting.filter(nw.col("source") != nw.col("teller")).select(
        "id", found=nw.format("'{}', while '{}' belongs to '{}'", *map(nw.col, ("source", "evidence", "teller")))
    )


@rule(
    "R005",
    table="names",
    column="actor",
    breaks=[
        patch(
            "A spelling names an actor and a place.",
            change("names", f"{NORTH_WIRE}.n6", actor="estmark-government"),
        ),
        patch("A spelling names nobody.", change("names", f"{SOUTH_WIRE}.n4", actor=None)),
    ],
    holds=[
        patch(
            "The name of a place that stands for its government names the actor alone.",
            change("names", f"{NORTH_WIRE}.n6", actor="estmark-government", place=None),
        ),
    ],
)
def name_subject(frames: Frames) -> Query:
    """A spelling names either an actor or a place.

    Why:
        The name of a capital may stand for a town or for a government, and it matters which.

    Fix:
        Give `actor` or `place`; where a text uses one name for both, write two spellings.
    """
    return _not_exactly_one(frames["names"], "actor", "place")


@rule(
    "R006",
    table="discrepancies",
    column="event",
    breaks=[
        patch(
            "A disagreement is about an event and an utterance.",
            change("discrepancies", "okafor-words-one-side", event="strait-summit"),
        ),
        patch(
            "A disagreement is about nothing.",
            change("discrepancies", "okafor-words-one-side", quote=None),
        ),
    ],
    holds=[
        patch(
            "The disagreement is about an event alone.",
            change("discrepancies", "okafor-words-one-side", quote=None, event="okafor-confession-readout"),
            change("positions", "okafor-words-one-side.p2", claim=f"{SOUTH_WIRE}.c7"),
        ),
    ],
)
def discrepancy_subject(frames: Frames) -> Query:
    """A discrepancy is about either an event or an utterance.

    Why:
        The event or utterance shows that something about it is contested, and the preferred value is its own.

    Fix:
        Give `event` or `quote`; where both are contested, write two discrepancies.
    """
    return _not_exactly_one(frames["discrepancies"], "event", "quote")
