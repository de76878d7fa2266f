"""Settling: a disagreement says in what the sources differ, and, as far as that is known, why."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.language import Query, change, patch, rule

_FITTING: Final = {
    "granularity": (
        "date", "place", "status", "occasion", "channel", "previous", "participant", "host", "proposer", "ordinal",
        "number", "duration", "topic", "background",
    ),
    "wording": ("purpose", "cause", "effect", "manner", "topic", "outcome", "background"),
    "omission": ("stance", "speaker", "participant", "topic", "outcome", "background", "manner"),
}  # fmt: skip
"""For kinds of disagreement, the properties in which there can be one."""


@rule(
    "X046",
    table="discrepancies",
    column="property",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "Nothing says in what the accounts differ.",
            change("discrepancies", "okafor-words-one-side", property=None),
        ),
    ],
    holds=[
        patch(
            "The accounts differ in the stance of the two sides.",
            change("discrepancies", "okafor-words-one-side", property="stance"),
        ),
    ],
)
def disagreements_name_a_property(frames: Frames) -> Query:
    """A disagreement names the property in which the sources differ.

    Why:
        It is shown beside the value of that property; without one, readers of the value never learn of it.

    Fix:
        Give the property: that of the claims, or `manner` where two wordings differ in what they say.
    """
    return (
        frames["discrepancies"]
        .filter(nw.col("property").is_null())
        .select("id", found=nw.format("none, of a disagreement of the kind '{}'", nw.col("kind")))
    )


@rule(
    "X047",
    table="discrepancies",
    column="status",
    after=("X006",),
    breaks=[
        patch(
            "A disagreement is called explained, and nothing explains it.",
            change("discrepancies", "ferries-a-day", status="explained"),
        ),
        patch(
            "A disagreement is explained and called open.",
            change("discrepancies", "ferries-a-day", explanation="Only one counts the night ferries."),
        ),
        patch(
            "A value is preferred, and the disagreement is called open.",
            change("discrepancies", "ferries-a-day", preferred="12", preferred_reason="The timetable says so."),
        ),
    ],
    holds=[
        patch(
            "A disagreement is explained.",
            change("discrepancies", "ferries-a-day", status="explained",
                   explanation="Only one counts the night ferries."),
        ),
        patch(
            "A disagreement is resolved, and explained besides.",
            change("discrepancies", "ferries-a-day", status="resolved", preferred="12",
                   preferred_reason="The timetable says so.", explanation="Only one counts the night ferries."),
        ),
    ],
)  # fmt: skip
def what_is_explained_has_an_explanation(frames: Frames) -> Query:
    """What is explained says why the sources differ, what is open has no explanation, and a preference resolves.

    Why:
        How far a disagreement is settled decides whether a value may be used; the words show whether it is.

    Fix:
        Give the `explanation`, or call the disagreement open; call it resolved where a value is preferred.
    """
    status, explained = nw.col("status"), ~nw.col("explanation").is_null()
    preferred = ~nw.col("preferred").is_null()
    bare = (status == "explained") & ~explained
    found = nw.when(bare).then(nw.lit("explained, without an explanation")).otherwise(
        nw.when(preferred)
        .then(nw.format("'{}', with a preferred value", status))
        .otherwise(nw.lit("open, with an explanation"))
    )  # fmt: skip
    broken = bare | ((status == "open") & explained) | ((status != "resolved") & preferred)
    return frames["discrepancies"].filter(broken).select("id", found=found)


@rule(
    "X049",
    table="discrepancies",
    column="kind",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A silence is said to be less exact than what is told.",
            change("discrepancies", "okafor-words-one-side", kind="granularity"),
        ),
    ],
    holds=[
        patch(
            "A subject of talks is told of more exactly by one source.",
            change("discrepancies", "okafor-words-one-side", kind="granularity", property="occasion"),
        ),
    ],
)
def kinds_of_disagreement_go_with_the_property(frames: Frames) -> Query:
    """What is less exact can be more exact, what differs in wording is told in words, and what is left out can be.

    Why:
        A date can be wider than another, and a purpose cannot; a kind that does not go with the property was mistaken.

    Fix:
        Correct the kind or the property.
    """
    kind, named = nw.col("kind"), nw.col("property")
    strange = [(kind == of) & ~named.is_in(fit) for of, fit in _FITTING.items()]
    return (
        frames["discrepancies"]
        .filter(nw.any_horizontal(*strange, ignore_nulls=True))
        .select("id", found=nw.format("'{}', in the property '{}'", kind, named))
    )
