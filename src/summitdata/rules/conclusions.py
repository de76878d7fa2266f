"""Conclusions: what the build resolved and counted follows from the evidence, and what it is worth."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.model import Origin
from summitdata.resolve.attribution import OWN_VOICE
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import SOUTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns
from summitdata.schema import TABLES

CONCLUDED = tuple(
    Target(table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.origin in {Origin.RESOLVED, Origin.COUNTED}
)
"""Every column that the build computes from the evidence."""


def _sides(frames: Frames) -> Frame:
    """Each actor with the largest body that it belongs to, which stands for its side; none for those in a circle."""
    within = frames.ancestors("actors", "part_of")
    tops = frames["actors"].select(top="id").join(within.select("id"), left_on="top", right_on="id", how="anti")
    return nw.concat([
        tops.select(actor="top", side="top"),
        within.join(tops, left_on="ancestor", right_on="top", how="semi").select(actor="id", side="ancestor"),
    ])  # fmt: skip


@rule(
    "A004",
    table="quotes",
    column="attribution",
    after=("R012",),
    breaks=[
        patch(
            "Words that only the other side tells of are called undisputed.",
            change("quotes", "okafor-our-mistake", attribution="undisputed"),
            also=("X008",),
        ),
    ],
    holds=[
        patch(
            "The source has the words from a newspaper, which is no side.",
            change("renderings", f"{SOUTH_WIRE}.r2", account="harbour-gazette"),
            change("spans", f"{SOUTH_WIRE}.r2.s2", start=354),
        ),
        patch(
            "The source gives the words on its own account.",
            change("renderings", f"{SOUTH_WIRE}.r2", account=None),
            change("spans", f"{SOUTH_WIRE}.r2.s2", start=354),
        ),
    ],
)
def one_sided_words_are_marked(frames: Frames) -> Query:
    """An utterance that only the account of another side gives is not called undisputed.

    Why:
        Readers must see that a leader's words are told by the other side alone.

    Fix:
        Build the package again; where the account is wrong, correct it in the renderings.
    """
    sides = _sides(frames)
    onlookers = frames["actors"].filter(nw.col("kind") == "media").select(onlooker="id")
    parties = sides.join(onlookers, left_on="actor", right_on="onlooker", how="anti")
    own_voices = (
        frames["sources"].filter(nw.col("kind").is_in(tuple(sorted(OWN_VOICE)))).select(source="id", voice="publisher")
    )
    speaking = (
        frames["speakers"].join(sides, on="actor").select("quote", "side").unique().with_columns(own=nw.lit(1))
    )  # fmt: skip
    telling = (
        frames["renderings"]
        .filter(nw.col("link") != "doubtful")
        .join(own_voices, on="source", how="left")
        .select("id", "quote", teller=nw.coalesce("account", "voice"))
        .join(parties, left_on="teller", right_on="actor", how="left")
        .join(speaking, on=["quote", "side"], how="left")
        .with_columns(foreign=nw.when(~nw.col("side").is_null() & nw.col("own").is_null()).then(1).otherwise(0))
        .group_by("quote")
        .agg(foreign=nw.col("foreign").min())
        .filter(nw.col("foreign") == 1)
    )
    return (
        frames["quotes"]
        .filter(nw.col("attribution") == "undisputed")
        .join(frames["speakers"].select("quote").unique(), left_on="id", right_on="quote", how="semi")
        .join(telling, left_on="id", right_on="quote", how="semi")
        .select("id", found=nw.lit("undisputed, while every rendering is another side's account"))
    )


@rule_of_columns(
    "X008",
    CONCLUDED,
    closed=True,
    breaks=[
        patch(
            "A package counts a rendering too many.",
            change("quotes", "lindqvist-first-ferry", renderings=4),
        ),
        patch("A package dates an event otherwise.", change("events", "ferry-agreement", date="2020-05-05")),
        patch("A package lacks the place of an event.", change("events", "strait-summit", place=None)),
    ],
    holds=[
        patch(
            "A package places an event where its sources do.",
            change("events", "strait-summit", place="vellin"),
        ),
    ],
)
def conclusions_follow(frames: Frames, target: Target) -> Query:
    """What a package concludes and counts is what follows from its claims, renderings and discrepancies.

    Why:
        A conclusion that was written by hand, or is older than the evidence, is nobody's finding.

    Fix:
        Build the package again with `summitdata build`.
    """
    follows = frames.computed(target.table)
    if target.column == "id":
        surplus = frames[target.table].join(follows.select("id"), on="id", how="anti")
        missing = follows.join(frames[target.table].select("id"), on="id", how="anti")
        return nw.concat([
            surplus.select("id", found=nw.lit("a row that does not follow from the evidence")),
            missing.select("id", found=nw.lit("no row, though one follows from the evidence")),
        ])  # fmt: skip
    given, expected = nw.col(target.column), nw.col("expected")
    differs = (given != expected) | (given.is_null() & ~expected.is_null()) | (~given.is_null() & expected.is_null())
    shown, wanted = (nw.coalesce(cell.cast(nw.String), nw.lit("nothing")) for cell in (given, expected))
    return (
        frames[target.table]
        .select("id", target.column)
        .join(follows.select("id", expected=target.column), on="id")
        .filter(differs)
        .select("id", found=nw.format(f"{target.column} {{}}, while {{}} follows", shown, wanted))
    )
