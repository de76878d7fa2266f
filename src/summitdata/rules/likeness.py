"""Likeness: how alike two wordings are, which informs whoever judges what belongs together, and proves nothing."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.comparing import ALIKE
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule

UNLIKE: Final = 40
"""Below it two wordings are unlike; in the dataset of the first release all renderings of one utterance lie above."""


@rule(
    "X011",
    table="renderings",
    column="quote",
    severity=Severity.INFORMATION,
    after=("R001",),
    closed=True,
    breaks=[
        patch(
            "A wire gives, as another utterance, almost the words that the leader said elsewhere.",
            change(
                "renderings", f"{SOUTH_WIRE}.r2", speaker="mara-lindqvist", speaker_printed="Lindqvist",
                paraphrase="A ferry sails before the autumn is over.", account=None,
            ),
            change("spans", f"{SOUTH_WIRE}.r2.s2", start=354),
        ),
    ],
    holds=[
        patch(
            "What the words have in common is little.",
            change(
                "renderings", f"{SOUTH_WIRE}.r2", speaker="mara-lindqvist", speaker_printed="Lindqvist",
                paraphrase="Closing the strait was wrong.", account=None,
            ),
            change("spans", f"{SOUTH_WIRE}.r2.s2", start=354),
        ),
        patch(
            "The words are alike, and those of somebody else.",
            change("renderings", f"{SOUTH_WIRE}.r2", paraphrase="A ferry sails before the autumn is over."),
        ),
    ],
)  # fmt: skip
def alike_words_are_linked(frames: Frames) -> Query:
    """Two wordings of one speaker that are alike render one utterance, or a discrepancy tells of both.

    Why:
        One utterance that was entered twice is counted twice, and its wordings are never seen side by side.

    Fix:
        Compare the two; link both to one utterance if they are.  Speakers repeat themselves: then nothing need be
        mended.
    """
    renderings = frames["renderings"]
    positions = frames["positions"].filter(~nw.col("rendering").is_null())
    together = positions.select("discrepancy", id="rendering").join(
        positions.select("discrepancy", other="rendering"), on="discrepancy"
    )
    return (
        frames.prepared("similarities")
        .filter(~nw.col("linked") & (nw.col("score") >= ALIKE))
        .join(together.select("id", "other").unique(), on=["id", "other"], how="anti")
        .join(renderings.select(other="id", of="quote"), on="other")
        .select(
            "id",
            found=nw.format(
                "alike by {} of 100 to '{}', which renders '{}'",
                nw.col("score").round().cast(nw.Int64), nw.col("other"), nw.col("of"),
            ),
        )
    )  # fmt: skip


@rule(
    "X012",
    table="renderings",
    column="link",
    severity=Severity.INFORMATION,
    after=("R001",),
    closed=True,
    breaks=[
        patch(
            "What a wire makes both leaders say is something else.",
            change("renderings", f"{SOUTH_WIRE}.r3", paraphrase="Taxes rise."),
        ),
    ],
    holds=[
        patch(
            "What differs is said to be doubtful.",
            change("renderings", f"{SOUTH_WIRE}.r3", paraphrase="Taxes rise.", link="doubtful"),
        ),
        patch(
            "The paraphrases differ, and the words are the same.",
            change("renderings", f"{NORTH_WIRE}.r1", paraphrase="Ships return."),
        ),
    ],
)
def linked_words_are_alike(frames: Frames) -> Query:
    """Two wordings that are linked to one utterance, neither of them doubtfully, are alike.

    Why:
        Wordings that share little may be of two utterances, or one of them may be told very freely.

    Fix:
        Compare the two, and split the utterance or call the link doubtful if they are not of one; else nothing need
        be mended.
    """
    sure = frames["renderings"].filter(nw.col("link") != "doubtful")
    return (
        frames.prepared("similarities")
        .filter(nw.col("linked") & (nw.col("score") < UNLIKE))
        .join(sure.select("id"), on="id", how="semi")
        .join(sure.select(other="id"), on="other", how="semi")
        .select(
            "id",
            found=nw.format(
                "alike by {} of 100 to '{}'", nw.col("score").round().cast(nw.Int64), nw.col("other")
            ),
        )
    )  # fmt: skip
