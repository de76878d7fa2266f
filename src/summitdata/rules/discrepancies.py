"""Discrepancies: every disagreement is recorded, and what is recorded is a disagreement."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.agreement import conflicts
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.independence import COMPARED
from summitdata.rules.language import Query, Target, change, patch, remove, rule, rule_of_columns

DISAGREEMENTS = ("conflict", "disputed-attribution", "suspected-error")
"""The kinds of discrepancy in which values stand that cannot both be true."""


def _recorded(frames: Frames) -> Frame:
    """Every two claims or renderings that have positions in one discrepancy about values."""
    evidence = nw.coalesce("claim", "rendering")
    disputes = (
        frames["discrepancies"]
        .filter(nw.col("kind").is_in(DISAGREEMENTS))
        .select(
            discrepancy="id",
            about=nw.when(nw.col("kind") == "disputed-attribution")
            .then(nw.lit("speaker"))
            .otherwise(nw.coalesce("property", nw.lit("")))
        )
    )  # fmt: skip
    positions = frames["positions"].select("discrepancy", id=evidence).join(disputes, on="discrepancy")
    return positions.join(positions.select("discrepancy", other="id"), on="discrepancy").select("id", "other", "about")


def _unrecorded(frames: Frames) -> Frame:
    """Every conflict that no discrepancy has positions of, told of one side or of both.

    Of two that disagree, the one that has no position yet is told of; else the one that more stand against, which is
    the likelier slip; else both.
    """
    recorded = _recorded(frames)
    unrecorded = (
        conflicts(frames, stated=True)
        .join(recorded, left_on=["id", "other", "property"], right_on=["id", "other", "about"], how="anti")
        .join(recorded.filter(nw.col("about") == ""), on=["id", "other"], how="anti")
    )
    placed = recorded.filter(nw.col("id") == nw.col("other")).select("id").unique().with_columns(placed=nw.lit(1))
    against = unrecorded.group_by("id").agg(against=nw.col("other").n_unique())
    ranks = against.join(placed, on="id", how="left").select("id", "against", rank=nw.coalesce("placed", nw.lit(0)))
    others = ranks.select(other="id", other_against="against", other_rank="rank")
    return (
        unrecorded.join(ranks, on="id")
        .join(others, on="other")
        .filter(
            (nw.col("rank") < nw.col("other_rank"))
            | ((nw.col("rank") == nw.col("other_rank")) & (nw.col("against") >= nw.col("other_against")))
        )
    )


@rule_of_columns(
    "X002",
    [Target("claims", "value"), Target("renderings", "quote")],
    after=("R001", "R002", "R007", "R008"),
    closed=True,
    breaks=[
        patch(
            "Two wires date the summit to different days.",
            change("claims", f"{NORTH_WIRE}.c2", value="2020-05-03", as_printed="on Sunday"),
            also=("C047",),
        ),
        patch(
            "A wire says that the summit did not take place.",
            change("claims", f"{SOUTH_WIRE}.c1", value="denied"),
        ),
        patch(
            "A third number of ferries has no position in the discrepancy about them.",
            change("claims", f"{SOUTH_WIRE}.c3", property="number", value="7", scope="ferries a day on the new line"),
            also=("X048",),
        ),
        patch(
            "Two wires have the words said in different ways.",
            change("renderings", f"{SOUTH_WIRE}.r1", link="stated", link_reason=None, channel="press"),
        ),
        patch(
            "A wire that gives the joint words by its own account has them said at another event.",
            change("renderings", f"{SOUTH_WIRE}.r3", link="stated", link_reason=None, occasion="first-strait-summit"),
        ),
        patch(
            "Two wires put the same words into different mouths.",
            change(
                "renderings",
                f"{SOUTH_WIRE}.r1",
                link="stated",
                link_reason=None,
                speaker="tomas-okafor",
                speaker_printed="Okafor",
            ),
        ),
    ],
    holds=[
        patch("One wire gives only the month.", change("claims", f"{NORTH_WIRE}.c2", value="2020-05")),
        patch(
            "The numbers are of different things.",
            change("claims", f"{SOUTH_WIRE}.c3", property="number", value="7", scope="ferries a day on the old line"),
        ),
        patch(
            "A wire that names one of two joint speakers does not contradict the other.",
            change(
                "renderings",
                f"{SOUTH_WIRE}.r3",
                link="stated",
                link_reason=None,
                speaker="tomas-okafor",
                speaker_printed="Okafor",
            ),
        ),
        patch("One wire looks ahead to the summit.", change("claims", f"{SOUTH_WIRE}.c1", value="planned")),
    ],
)
def conflicts_are_recorded(frames: Frames, target: Target) -> Query:
    """Where two sources give values of one property that cannot both be true, a discrepancy has a position of each.

    Why:
        A disagreement that nobody recorded would be lost: the conclusion from it is empty, and no reader sees why.

    Fix:
        Read both texts again.  If they do disagree, write a discrepancy of the kind conflict (or
        disputed-attribution, for speakers) with a position for each; else correct the wrong value, or give the
        numbers scopes of their own.
    """
    told = frames.once(("unrecorded",), lambda: _unrecorded(frames)).filter(nw.col("table") == target.table)
    found = nw.format("{} '{}', while '{}' gives '{}'", *map(nw.col, ("property", "value", "other", "other_value")))
    return told.with_columns(found=found).group_by("id", "column").agg(nw.col("found").min())


@rule(
    "X003",
    table="discrepancies",
    column="title",
    closed=True,
    breaks=[
        patch(
            "A conflict has only one side.",
            change("discrepancies", "okafor-words-one-side", kind="conflict"),
            remove("positions", "okafor-words-one-side.p2"),
        ),
        patch(
            "A disagreement has no sides at all.",
            remove("positions", "okafor-words-one-side.p1"),
            remove("positions", "okafor-words-one-side.p2"),
        ),
    ],
    holds=[
        patch("What one source leaves out has one side.", remove("positions", "okafor-words-one-side.p2")),
    ],
)
def discrepancies_have_positions(frames: Frames) -> Query:
    """A discrepancy has a position, and a conflict or a disputed attribution at least two.

    Why:
        It takes two to disagree, and readers want to know who says what.

    Fix:
        Add a position for each source that takes part, or correct the kind.
    """
    counts = frames["positions"].group_by("discrepancy").agg(taken=nw.len())
    two_sided = nw.col("kind").is_in(("conflict", "disputed-attribution"))
    one = nw.col("taken") == 1
    return (
        frames["discrepancies"]
        .select("id", "kind")
        .join(counts, left_on="id", right_on="discrepancy", how="left")
        .with_columns(taken=nw.coalesce("taken", nw.lit(0)))
        .filter((nw.col("taken") == 0) | (two_sided & one))
        .select("id", found=nw.format("{}, and the number of positions is {}", nw.col("kind"), nw.col("taken")))
    )


@rule(
    "X004",
    table="discrepancies",
    column="kind",
    after=("X003", "X005", "X009"),
    closed=True,
    breaks=[
        patch(
            "The second wire gives the number of the first, and the conflict between them is gone.",
            change("claims", f"{SOUTH_WIRE}.c5", value="12"),
        ),
        patch(
            "An attribution is recorded as disputed, and all sources name the same speaker.",
            change("discrepancies", "okafor-words-one-side", kind="disputed-attribution", property=None),
            also=("X046",),
        ),
    ],
    holds=[
        patch("The second wire gives another number.", change("claims", f"{SOUTH_WIRE}.c5", value="13")),
        patch(
            "Two sides of a conflict told in words cannot be compared.",
            change("discrepancies", "okafor-words-one-side", kind="conflict", property="manner"),
        ),
    ],
)
def recorded_conflicts_exist(frames: Frames) -> Query:
    """In a conflict or a disputed attribution, two positions give values of the property that cannot both be true.

    Why:
        A disagreement that was settled or mended must not stay behind as one.

    Fix:
        Take the discrepancy out with its key going to the tombstones, or correct its property, its scope or the
        claims of its positions.
    """
    subject = nw.when(~nw.col("event").is_null()).then(nw.format("event {}", nw.col("event"))).otherwise(
        nw.format("quote {}", nw.col("quote"))
    )  # fmt: skip
    disputed = nw.col("kind") == "disputed-attribution"
    claimed = frames["discrepancies"].filter(nw.col("kind").is_in(("conflict", "disputed-attribution"))).select(
        "id", "kind", subject=subject, scope=nw.coalesce("scope", nw.lit("")),
        property=nw.when(disputed).then(nw.lit("speaker")).otherwise(nw.col("property")),
    ).filter(nw.col("property").is_in(COMPARED))  # fmt: skip
    positions = frames["positions"].select("discrepancy", evidence=nw.coalesce("claim", "rendering"))
    pairs = (
        conflicts(frames, stated=False)
        .select("subject", "property", "scope", "other", evidence="id")
        .join(positions, on="evidence")
        .join(positions.select(discrepancy="discrepancy", other="evidence"), on=["discrepancy", "other"], how="semi")
    )
    return claimed.join(
        pairs,
        left_on=["id", "subject", "property", "scope"],
        right_on=["discrepancy", "subject", "property", "scope"],
        how="anti",
    ).select("id", found=nw.format("{} about {}, in which no two positions differ", nw.col("kind"), nw.col("property")))


@rule(
    "X005",
    table="discrepancies",
    column="property",
    breaks=[
        patch(
            "A conflict does not say which property differs.",
            change("discrepancies", "ferries-a-day", property=None),
            also=("X046",),
        ),
    ],
    holds=[
        patch(
            "An omission is one of manner.",
            change("discrepancies", "okafor-words-one-side", property="manner"),
        ),
    ],
)
def conflicts_name_the_property(frames: Frames) -> Query:
    """A conflict names the property that differs.

    Why:
        Only then can it be seen whether the values still differ, and which conclusion is contested.

    Fix:
        Write the property of the claims that differ.
    """
    return (
        frames["discrepancies"]
        .filter((nw.col("kind") == "conflict") & nw.col("property").is_null())
        .select("id", found=nw.lit("conflict without a property"))
    )
