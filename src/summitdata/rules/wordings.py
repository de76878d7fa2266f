"""Wordings: which of the words that carry the weight of a statement differ between renderings of it."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule
from summitdata.rules.tongues import in_language


@rule(
    "W002",
    table="renderings",
    column="text",
    severity=Severity.INFORMATION,
    closed=True,
    breaks=[
        patch(
            "Of two wordings of one promise, one is of seven ferries and might not be kept.",
            change("renderings", f"{SOUTH_WIRE}.r1", form="direct"),
            change(
                "spans",
                f"{SOUTH_WIRE}.r1.s1",
                text="seven might not",
                start=226,
                stop=241,
                sha256="38768b8f2968676d93545dca951687b98410dd9bb1fca51fc0dd0499c736502f",
            ),
        ),
    ],
    holds=[
        patch(
            "The second wording is a part of the first, and leaves out what stands before it.",
            change("renderings", f"{SOUTH_WIRE}.r1", link="stated", link_reason=None),
        ),
        patch(
            "The two wordings are in two languages.",
            *in_language(NORTH_WIRE, "de"),
        ),
    ],
)
def weighty_words_agree(frames: Frames) -> Query:
    """Wordings of one utterance in one language agree in numbers, negation, modal verbs, hedges and emphasis.

    Why:
        Such words change what was said: "could" is not "would".  They are also what translators and editors change
        most easily.

    Fix:
        Nothing need be mended where the sources differ; record a discrepancy of the kind wording where readers
        should know.
    """
    drifts = frames.prepared("drifts")
    only_mine, only_theirs = nw.col("theirs") == "", nw.col("mine") == ""
    kind, mine, theirs, other = (nw.col(name) for name in ("kind", "mine", "theirs", "other"))
    return drifts.select(
        "id",
        found=nw.when(only_mine)
        .then(nw.format("{}: {} here, and nothing of the kind in '{}'", kind, mine, other))
        .otherwise(
            nw.when(only_theirs)
            .then(nw.format("{}: nothing here, and {} in '{}'", kind, theirs, other))
            .otherwise(nw.format("{}: {} here, and {} in '{}'", kind, mine, theirs, other))
        ),
    )
