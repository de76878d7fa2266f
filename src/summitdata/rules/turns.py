"""Turns: the parts of a quotation belong to one speaker, who was not interrupted by another."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.attribution import kin_of_actors
from summitdata.rules.context import Frames
from summitdata.rules.example import SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule


@rule(
    "A009",
    table="spans",
    column="rendering",
    severity=Severity.WARNING,
    after=("R001", "C005", "C006"),
    breaks=[
        patch(
            "Between two parts of one leader's words the source quotes the other leader.",
            change("spans", f"{SOUTH_WIRE}.r1.s2", start=430, stop=452),
        ),
    ],
    holds=[
        patch(
            "Between the two parts the source quotes the same leader.",
            change("spans", f"{SOUTH_WIRE}.r1.s2", start=430, stop=452),
            change("renderings", f"{SOUTH_WIRE}.r2", speaker="mara-lindqvist", speaker_printed="Lindqvist"),
        ),
        patch(
            "Between the two parts the source quotes her government.",
            change("spans", f"{SOUTH_WIRE}.r1.s2", start=430, stop=452),
            change("renderings", f"{SOUTH_WIRE}.r2", speaker="norvale-government", speaker_printed=None),
        ),
    ],
)
def parts_are_of_one_turn(frames: Frames) -> Query:
    """Between two quoted parts of one rendering, the source quotes nobody else.

    Why:
        Words behind another speaker's are a turn of their own, and may be that speaker's: joined to the first
        part, they become a sentence that nobody said.

    Fix:
        Read who says the second part; give it a rendering of its own unless the text says that it goes on.
    """
    speakers = frames["renderings"].filter(~nw.col("speaker").is_null()).select(rendering="id", by="speaker")
    speech = (
        frames["spans"]
        .filter((nw.col("use") == "speech") & ~nw.col("rendering").is_null())
        .join(speakers, on="rendering")
        .select("id", "source", "rendering", "start", "stop", "by")
    )
    earlier = speech.select(rendering="rendering", from_="stop")
    between = speech.select(
        source="source", other="rendering", other_start="start", other_stop="stop", other_by="by"
    )  # fmt: skip
    return (
        speech.join(earlier, on="rendering")
        .filter(nw.col("from_") <= nw.col("start"))
        .join(between, on="source")
        .filter((nw.col("other_start") >= nw.col("from_")) & (nw.col("other_stop") <= nw.col("start")))
        .join(kin_of_actors(frames), left_on=["by", "other_by"], right_on=["actor", "kin"], how="anti")
        .group_by("id", "by")
        .agg(other=nw.col("other").min(), other_by=nw.col("other_by").min())
        .select(
            "id",
            found=nw.format("words of '{}' behind those of '{}' in '{}'", *map(nw.col, ("by", "other_by", "other"))),
        )
    )
