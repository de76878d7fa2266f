"""Outcomes: what became of a plan is told by sources, and never concluded from the clock."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.resolve.compatible import PROSPECTS
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE
from summitdata.rules.language import Query, change, patch, rule


def _told(frames: Frames) -> Frame:
    """Each event with the held sources that tell of it, of what it is a part of, or of its parts."""
    held = frames["sources"].filter(nw.col("held")).select(
        source="id", came_out="published", since="published_first"
    )  # fmt: skip
    told = nw.concat([
        frames["claims"].select("source", told="event"),
        frames["renderings"].select("source", told="occasion"),
    ]).filter(~nw.col("told").is_null())  # fmt: skip
    within = frames.ancestors("events", "part_of")
    kin = nw.concat([
        frames["events"].select(event="id", told="id"),
        within.select(event="id", told="ancestor"),
        within.select(event="ancestor", told="id"),
    ]).unique()  # fmt: skip
    return kin.join(told.unique(), on="told").join(held, on="source")


@rule(
    "C013",
    table="events",
    column="status",
    severity=Severity.INFORMATION,
    closed=True,
    breaks=[
        patch(
            "A return visit is planned for a day before a paper came out that tells of it.",
            change("claims", f"{NORTH_WIRE}.c14", value="2020-05-05"),
        ),
    ],
    holds=[
        patch(
            "The visit is planned for the day on which the paper came out.",
            change("claims", f"{NORTH_WIRE}.c14", value="2020-05-06"),
        ),
        patch(
            "The paper that came out later tells that the visit took place.",
            change("claims", f"{NORTH_WIRE}.c14", value="2020-05-05"),
            change("claims", f"{GAZETTE}.c2", property="status", value="occurred", account="estmark-government"),
        ),
        patch(
            "The paper that came out later tells of other things.",
            change("claims", f"{NORTH_WIRE}.c14", value="2020-05-05"),
            change("claims", f"{GAZETTE}.c2", event="ferry-agreement", property="status", value="occurred"),
        ),
    ],
)
def plans_have_an_outcome(frames: Frames) -> Query:
    """What became of a plan is told by a source that came out later and tells of the same.

    Why:
        A plan whose day is over is still only a plan: sources move a status, never the clock.

    Fix:
        Read the later source again and add the claim about the status if it makes one; if it is silent, nothing
        need be mended.
    """
    late = frames["events"].filter(nw.col("status").is_in(PROSPECTS)).select("id", "status", "date", "date_last")
    return (
        late.join(_told(frames), left_on="id", right_on="event")
        .filter(nw.col("since") > nw.col("date_last"))
        .with_columns(told_of=nw.format("'{}' of {} tells of '{}'", *map(nw.col, ("source", "came_out", "told"))))
        .group_by("id", "status", "date")
        .agg(told_of=nw.col("told_of").min())
        .select("id", found=nw.format("{} for {}, and {}", nw.col("status"), nw.col("date"), nw.col("told_of")))
    )
