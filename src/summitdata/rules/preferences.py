"""Preferences: which of several values is preferred, and why."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.resolve.testimony import RENDERED
from summitdata.rules.context import Frames
from summitdata.rules.language import Query, change, patch, rule


@rule(
    "X006",
    table="discrepancies",
    column="preferred",
    breaks=[
        patch(
            "A value is preferred without a reason.",
            change("discrepancies", "ferries-a-day", preferred="12", status="resolved"),
        ),
        patch(
            "A disagreement is called resolved and prefers nothing.",
            change("discrepancies", "ferries-a-day", status="resolved"),
        ),
        patch(
            "There is a reason, and nothing that it speaks for.",
            change("discrepancies", "ferries-a-day", preferred_reason="The timetable says so."),
        ),
    ],
    holds=[
        patch(
            "A value is preferred, and the reason is given.",
            change(
                "discrepancies", "ferries-a-day",
                preferred="12", preferred_reason="The timetable says so.", status="resolved",
            ),
        ),
        patch(
            "Nothing is preferred.",
            change("discrepancies", "ferries-a-day", status="explained", explanation="Only one counts the night."),
        ),
    ],
)  # fmt: skip
def preference_has_a_reason(frames: Frames) -> Query:
    """A preferred value has its reason, a reason has its value, and what is resolved prefers one.

    Why:
        To prefer one source over another is a judgement that others must be able to weigh.

    Fix:
        Give `preferred` and `preferred_reason` together, or take both out and correct the status.
    """
    value, reason = ~nw.col("preferred").is_null(), ~nw.col("preferred_reason").is_null()
    resolved = nw.col("status") == "resolved"
    found = nw.when(value).then(nw.format("'{}' without a reason", nw.col("preferred"))).otherwise(
        nw.when(reason)
        .then(nw.lit("a reason without a preferred value"))
        .otherwise(nw.lit("resolved, with no preferred value"))
    )  # fmt: skip
    column = nw.when(value).then(nw.lit("preferred")).otherwise(
        nw.when(reason).then(nw.lit("preferred_reason")).otherwise(nw.lit("status"))
    )  # fmt: skip
    broken = (value & ~reason) | (reason & ~value) | (resolved & ~value)
    return frames["discrepancies"].filter(broken).select("id", found=found, column=column)


@rule(
    "X007",
    table="discrepancies",
    column="preferred",
    after=("X003", "X006"),
    closed=True,
    breaks=[
        patch(
            "A number is preferred that neither wire gives.",
            change(
                "discrepancies", "ferries-a-day",
                preferred="16", preferred_reason="The mean of both.", status="resolved",
            ),
        ),
    ],
    holds=[
        patch(
            "The number of one of the wires is preferred.",
            change(
                "discrepancies", "ferries-a-day",
                preferred="20", preferred_reason="The timetable says so.", status="resolved",
            ),
        ),
    ],
)  # fmt: skip
def preferred_values_are_given(frames: Frames) -> Query:
    """A preferred value is one that a position gives: the value of its claim, or its rendering or what that says.

    Why:
        A value that no source gives is our invention, and has no effect on the conclusion.

    Fix:
        Write the value as the preferred claim has it; for a wording, write the key of the rendering.
    """
    claims = frames["claims"].select(evidence="id", given="value")
    renderings = frames["renderings"]
    given = nw.concat([
        claims,
        renderings.select(evidence="id", given="id"),
        *(
            renderings.filter(~nw.col(column).is_null()).select(evidence="id", given=column)
            for column in RENDERED.values()
        ),
    ])  # fmt: skip
    positions = frames["positions"].select("discrepancy", evidence=nw.coalesce("claim", "rendering"))
    offered = positions.join(given, on="evidence").select("discrepancy", "given")
    return (
        frames["discrepancies"]
        .filter(~nw.col("preferred").is_null())
        .join(offered, left_on=["id", "preferred"], right_on=["discrepancy", "given"], how="anti")
        .select("id", found=nw.format("'{}', which no position gives", nw.col("preferred")))
    )
