"""Subjects of discrepancies: what a disagreement is about is what its positions speak of."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS, NORTH_WIRE
from summitdata.rules.language import Query, add, change, patch, rule

_OF_WORDINGS: Final = ("speaker", "date", "occasion", "channel", "manner", "stance")
"""The properties in which two renderings of one utterance can differ."""

_OF_VALUES: Final = ("granularity", "suspected-error")
"""The kinds of disagreement that are about the value of a property, besides a conflict, which has a rule of its own."""


@rule(
    "X041",
    table="discrepancies",
    column="property",
    severity=Severity.WARNING,
    after=("R001", "R003"),
    closed=True,
    breaks=[
        patch("A disagreement about silence is said to be one about a place.",
              change("discrepancies", "okafor-words-one-side", property="place"), also=("X049",)),
        patch("A disagreement about how exact a number is names no property.",
              change("discrepancies", "ferries-a-day", kind="granularity", property=None), also=("X002", "X046")),
    ],
    holds=[
        patch("A disagreement about two wordings is one of manner.",
              add("discrepancies", "lindqvist-first-ferry-words", title="Words for one ferry", kind="wording",
                  quote="lindqvist-first-ferry", property="manner", note="They differ.", status="open"),
              add("positions", "lindqvist-first-ferry-words.p1", discrepancy="lindqvist-first-ferry-words",
                  source=NORTH_WIRE, rendering=f"{NORTH_WIRE}.r1", says="We will see it.")),
    ],
)  # fmt: skip
def positions_speak_of_the_property(frames: Frames) -> Query:
    """A disagreement names the property of a claim that takes part in it, or one in which renderings can differ.

    Why:
        Readers find the disagreement beside the value of that property; at another one it would mislead.

    Fix:
        Give or correct the property, or add the position whose claim is about it.
    """
    claims = frames["claims"].select(claim="id", of_claim="property")
    positions = frames["positions"].join(claims, on="claim", how="left")
    told = positions.select("discrepancy", "rendering", "of_claim")
    resting = told.select("discrepancy").unique()
    fitting = told.filter(~nw.col("of_claim").is_null()).select("discrepancy", property="of_claim").unique()
    with_renderings = told.filter(~nw.col("rendering").is_null()).select("discrepancy").unique()
    rows = frames["discrepancies"].filter(~nw.col("property").is_null()).select("id", "property")
    wrong = rows.join(resting, left_on="id", right_on="discrepancy", how="semi").join(
        fitting, left_on=["id", "property"], right_on=["discrepancy", "property"], how="anti"
    )
    told_once = (
        told.filter(~nw.col("of_claim").is_null())
        .group_by("discrepancy")
        .agg(least=nw.col("of_claim").min(), most=nw.col("of_claim").max())
    )
    unnamed = (
        frames["discrepancies"]
        .filter(nw.col("property").is_null() & nw.col("kind").is_in(_OF_VALUES)).select("id")
        .join(told_once.filter(nw.col("least") == nw.col("most")), left_on="id", right_on="discrepancy")
        .select("id", found=nw.format("none, while all claims are about '{}'", nw.col("least")))
    )  # fmt: skip
    of_wordings = wrong.filter(nw.col("property").is_in(_OF_WORDINGS)).join(
        with_renderings, left_on="id", right_on="discrepancy", how="semi"
    )
    misnamed = wrong.join(of_wordings.select("id"), on="id", how="anti").select(
        "id", found=nw.format("'{}', of which no position speaks", nw.col("property"))
    )
    return nw.concat([misnamed, unnamed])


@rule(
    "X042",
    table="discrepancies",
    column="event",
    after=("R001", "R003", "R006"),
    closed=True,
    breaks=[
        patch("A disagreement about one event is given to another.",
              change("discrepancies", "ferries-a-day", event="okafor-confession-readout"),
              also=("X004",)),
    ],
    holds=[
        patch("One of several positions speaks of something else besides.",
              change("discrepancies", "okafor-words-one-side", kind="omission")),
    ],
)  # fmt: skip
def positions_speak_of_the_subject(frames: Frames) -> Query:
    """At least one position of a disagreement rests on a claim or a rendering of the subject that it is about.

    Why:
        The subject is marked as contested; where no position is about it, another one is.

    Fix:
        Correct the event or the utterance of the disagreement, or its positions.
    """
    claims = frames["claims"].select(claim="id", subject=nw.coalesce("event", "quote"))
    renderings = frames["renderings"].select(rendering="id", subject="quote")
    positions = frames["positions"]
    column = nw.when(nw.col("event").is_null()).then(nw.lit("quote")).otherwise(nw.lit("event"))
    about = nw.concat([
        positions.join(claims, on="claim").select("discrepancy", "subject"),
        positions.join(renderings, on="rendering").select("discrepancy", "subject"),
    ])  # fmt: skip
    return (
        frames["discrepancies"]
        .select("id", subject=nw.coalesce("event", "quote"), column=column)
        .filter(~nw.col("subject").is_null())
        .join(about.select("discrepancy").unique(), left_on="id", right_on="discrepancy", how="semi")
        .join(about, left_on=["id", "subject"], right_on=["discrepancy", "subject"], how="anti")
        .select("id", "column", found=nw.format("'{}', of which no position speaks", nw.col("subject")))
    )


@rule(
    "X043",
    table="discrepancies",
    column="status",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "A yearbook tells how many ferries there are, and the question is open.",
            add("claims", f"{ATLAS}.c1", source=ATLAS, event="ferry-agreement", property="number", value="20",
                scope="ferries a day on the new line", reason="The yearbook lists the line."),
            add("positions", "ferries-a-day.p3", discrepancy="ferries-a-day", source=ATLAS, claim=f"{ATLAS}.c1",
                says="Twenty."),
        ),
    ],
    holds=[
        patch(
            "A yearbook explains it.",
            add("claims", f"{ATLAS}.c1", source=ATLAS, event="ferry-agreement", property="number", value="20",
                scope="ferries a day on the new line", reason="The yearbook lists the line."),
            add("positions", "ferries-a-day.p3", discrepancy="ferries-a-day", source=ATLAS, claim=f"{ATLAS}.c1",
                says="Twenty."),
            change("discrepancies", "ferries-a-day", status="explained",
                   explanation="Only one counts the night."),
        ),
    ],
)  # fmt: skip
def works_of_reference_explain(frames: Frames) -> Query:
    """A disagreement in which a work of reference takes a position is explained or resolved.

    Why:
        What is generally known is cited to say why two texts differ; then the question is no longer open.

    Fix:
        Correct the status, or take the position out if it explains nothing.
    """
    works = frames["sources"].filter(nw.col("kind") == "reference").select(source="id")
    known = frames["positions"].join(works, on="source", how="semi").select(discrepancy="discrepancy").unique()
    return (
        frames["discrepancies"]
        .filter(nw.col("status") == "open")
        .join(known, left_on="id", right_on="discrepancy", how="semi")
        .select("id", found=nw.lit("open, with a position of a work of reference"))
    )


@rule(
    "X044",
    table="discrepancies",
    column="kind",
    severity=Severity.WARNING,
    after=("R001", "R003"),
    closed=True,
    breaks=[
        patch("Two numbers are called a wording.",
              change("discrepancies", "ferries-a-day", kind="wording"), also=("X002", "X049")),
    ],
    holds=[
        patch("Two wordings of one utterance differ.",
              add("discrepancies", "lindqvist-first-ferry-words", title="Words for one ferry", kind="wording",
                  quote="lindqvist-first-ferry", property="manner", note="They differ.", status="open"),
              add("positions", "lindqvist-first-ferry-words.p1", discrepancy="lindqvist-first-ferry-words",
                  source=NORTH_WIRE, rendering=f"{NORTH_WIRE}.r1", says="We will see it.")),
    ],
)  # fmt: skip
def kinds_of_disagreement_have_their_evidence(frames: Frames) -> Query:
    """A disagreement about wording rests on words, one of omission on two accounts, a suspected error on what is known.

    Why:
        The kind tells a reader what to make of it: another word, a silence, or a slip in one of the texts.

    Fix:
        Correct the kind, or add the position that makes it one of that kind.
    """
    claims = frames["claims"].select(claim="id", of_claim="property")
    works = frames["sources"].filter(nw.col("kind") == "reference").select(source="id", is_known=nw.lit(1))
    told = (
        frames["positions"]
        .join(claims, on="claim", how="left")
        .join(works, on="source", how="left")
        .group_by("discrepancy")
        .agg(
            in_words=(
                ~nw.col("rendering").is_null() | nw.coalesce(nw.col("of_claim"), nw.lit("")).is_in(_TOLD_IN_WORDS)
            ).cast(nw.Int64).sum(),
            known=nw.coalesce(nw.col("is_known"), nw.lit(0)).sum(),
        )
    )  # fmt: skip
    kind = nw.col("kind")
    return (
        frames["discrepancies"]
        .select("id", "kind")
        .join(told, left_on="id", right_on="discrepancy")
        .filter(
            ((kind == "wording") & (nw.col("in_words") == 0))
            | ((kind == "suspected-error") & (nw.col("known") == 0))
            | ((kind == "omission") & (nw.col("in_words") == 0))
        )
        .select("id", found=nw.format("'{}', on positions that show none", kind))
    )


_TOLD_IN_WORDS: Final = (
    "topic", "outcome", "purpose", "cause", "effect", "manner", "background", "stance",
)  # fmt: skip
"""The properties whose value is words, or whether there are any."""
