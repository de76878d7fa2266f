"""Occasions: what was said at an event was said on its days, in its way, and by the account that tells of it."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns

_MEETINGS: Final = ("summit", "meeting")
"""The kinds of event that have opening remarks."""

_OPENING: Final = r"(^|[^a-z])opening([^a-z]|\z)"
"""What shows in the key or the title of an event in English that it is the opening of another one."""

_BODIES: Final = ("government", "office", "party", "organisation", "media")
"""The kinds of actor that publish a readout of their own words."""


@rule(
    "C045",
    table="renderings",
    column="occasion",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "One wire dates the words two days before the summit at which it puts them.",
            change("renderings", f"{SOUTH_WIRE}.r1", said="2020-05-02"),
        ),
    ],
    holds=[
        patch(
            "One wire dates the words by the month of the summit.",
            change("renderings", f"{SOUTH_WIRE}.r1", said="2020-05"),
        ),
    ],
)
def wordings_are_of_the_days_of_their_occasion(frames: Frames) -> Query:
    """Each rendering is said on a day of the event at which its own source puts it.

    Why:
        The utterance has the day on which most agree, so that one rendering with another occasion would not be seen.

    Fix:
        Correct `said` or `occasion` of the rendering; where the source itself is wrong, record the disagreement.
    """
    occasions = frames["events"].select(event="id", at="date", at_first="date_first", at_last="date_last")
    return (
        frames["renderings"]
        .select("id", "occasion", "said", "said_first", "said_last")
        .join(occasions, left_on="occasion", right_on="event")
        .filter((nw.col("said_last") < nw.col("at_first")) | (nw.col("said_first") > nw.col("at_last")))
        .select("id", found=nw.format("said {}, while '{}' is dated {}", *map(nw.col, ("said", "occasion", "at"))))
    )


@rule_of_columns(
    "A060",
    [Target("renderings", "channel"), Target("renderings", "occasion")],
    severity=Severity.WARNING,
    after=("R001", "A050"),
    closed=True,
    breaks=[
        patch(
            "Words at the opening come by an unknown way.",
            change("renderings", f"{NORTH_WIRE}.r1", channel="unknown"),
        ),
        patch(
            "Opening words stand under the summit, whose opening is recorded.",
            change("renderings", f"{NORTH_WIRE}.r1", occasion="strait-summit"),
        ),
    ],
    holds=[
        patch(
            "Words at a summit that has an opening were said to reporters.",
            change("renderings", f"{SOUTH_WIRE}.r1", channel="press"),
        ),
    ],
)  # fmt: skip
def openings_are_told_apart(frames: Frames, target: Target) -> Query:
    """Words at the recorded opening of a meeting come by the channel `opening`, and such words stand under the opening.

    Why:
        What is said as a meeting begins is often public, what is said afterwards is known by somebody's account.

    Fix:
        Correct the channel, or give the opening as the occasion.
    """
    meetings = frames["events"].filter(nw.col("kind").is_in(_MEETINGS)).select(meeting="id")
    called = nw.format("{} {}", nw.col("id"), nw.col("title")).str.to_lowercase()
    openings = (
        frames["events"]
        .filter(called.str.contains(_OPENING))
        .select(opening="id", meeting="part_of")
        .join(meetings, on="meeting", how="semi")
    )
    renderings = frames["renderings"].select("id", "occasion", "channel")
    if target.column == "channel":
        return (
            renderings.filter(nw.col("channel") != "opening")
            .join(openings, left_on="occasion", right_on="opening", how="semi")
            .select("id", found=nw.format("'{}' at '{}'", nw.col("channel"), nw.col("occasion")))
        )
    return (
        renderings.filter(nw.col("channel") == "opening")
        .join(openings, left_on="occasion", right_on="meeting")
        .group_by("id", "occasion")
        .agg(opening=nw.col("opening").min())
        .select("id", found=nw.format("'{}', whose opening is '{}'", nw.col("occasion"), nw.col("opening")))
    )


@rule(
    "A061",
    table="renderings",
    column="channel",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "One side tells what was said at a summit, by an unknown way.",
            change("renderings", f"{SOUTH_WIRE}.r2", channel="unknown"),
        ),
        patch(
            "A readout is made by a person, on nobody's account.",
            change("renderings", f"{GAZETTE}.r1", channel="readout"),
        ),
    ],
    holds=[
        patch(
            "One side tells what was said to reporters.",
            change("renderings", f"{SOUTH_WIRE}.r2", channel="press"),
        ),
        patch(
            "A readout is a government's account.",
            change("renderings", f"{GAZETTE}.r1", channel="readout", account="norvale-government"),
        ),
    ],
)  # fmt: skip
def accounts_go_with_channels(frames: Frames) -> Query:
    """What one party tells from a meeting has a channel; a readout is a body's, or some party's account.

    Why:
        Words from inside the talks and words at their opening weigh differently, and the account shows which they are.

    Fix:
        Give the channel, `talks` for what was said behind closed doors; or correct the account.
    """
    meetings = frames["events"].filter(nw.col("kind").is_in(_MEETINGS)).select(event="id")
    bodies = frames["actors"].filter(nw.col("kind").is_in(_BODIES)).select(actor="id")
    renderings = frames["renderings"].select("id", "occasion", "channel", "speaker", "account")
    return nw.concat([
        renderings.filter((nw.col("channel") == "unknown") & ~nw.col("account").is_null())
        .join(meetings, left_on="occasion", right_on="event", how="semi")
        .select("id", found=nw.format("unknown, at '{}' on the word of '{}'", *map(nw.col, ("occasion", "account")))),
        renderings.filter((nw.col("channel") == "readout") & nw.col("account").is_null())
        .join(bodies, left_on="speaker", right_on="actor", how="anti")
        .select("id", found=nw.lit("a readout, on nobody's account")),
    ])  # fmt: skip


def _within(frames: Frames) -> Frame:
    """Each stretch of a claim beside each stretch of a rendering in the same text that shares a part with it."""
    spans = frames["spans"].select("source", "claim", "rendering", "start", "stop")
    of_renderings = spans.filter(~nw.col("rendering").is_null()).select(
        "source", "rendering", begins="start", ends="stop"
    )
    of_claims = spans.filter(~nw.col("claim").is_null()).select("source", "claim", "start", "stop")
    return of_renderings.join(of_claims, on="source").filter(
        (nw.col("start") < nw.col("ends")) & (nw.col("begins") < nw.col("stop"))
    )


@rule(
    "A063",
    table="renderings",
    column="account",
    severity=Severity.WARNING,
    after=("R001",),
    closed=True,
    breaks=[
        patch(
            "A wording from an announcement is told on nobody's account.",
            change("renderings", f"{SOUTH_WIRE}.r2", account=None),
        ),
        patch(
            "A wording stands inside what a claim tells by a government's account.",
            add("claims", f"{SOUTH_WIRE}.c8", source=SOUTH_WIRE, event="ferry-agreement", property="topic",
                value="The strait.", account="estmark-government"),
            add("spans", f"{SOUTH_WIRE}.c8.s1", source=SOUTH_WIRE, claim=f"{SOUTH_WIRE}.c8", part=1, use="reported",
                start=451, stop=503, sha256="673a3ab48dcd5c4684fee1e7c8f8a416b64f28b0cf74e92a1003e8f61939f9a3"),
        ),
    ],
    holds=[
        patch(
            "A wording beside the words of an announcement is told by the source.",
            change("renderings", f"{SOUTH_WIRE}.r2", account=None),
            change("spans", f"{SOUTH_WIRE}.r2.s2", start=354),
        ),
    ],
)  # fmt: skip
def accounts_cover_what_they_tell(frames: Frames) -> Query:
    """A wording that a text tells out of an announcement, or inside what it tells by an account, is of that account.

    Why:
        The first words of a sentence say whose word it is; a rendering without it would pass for the writer's own.

    Fix:
        Give the account, or a stretch that the announcement is not told in.
    """
    actors = frames["participants"].filter(nw.col("role") == "actor").select("event", party="actor")
    announcements = (
        frames["events"].filter(nw.col("kind") == "announcement").select(event="id").join(actors, on="event")
    )
    claims = frames["claims"]
    announced = (
        claims.filter(nw.col("property") == "status").join(announcements, on="event").select(claim="id", party="party")
    )
    told = claims.filter(~nw.col("account").is_null() & ~nw.col("event").is_null())
    beside = _within(frames)
    holding = beside.filter((nw.col("begins") <= nw.col("start")) & (nw.col("stop") <= nw.col("ends")))
    held = beside.filter((nw.col("start") <= nw.col("begins")) & (nw.col("ends") <= nw.col("stop")))
    parties = nw.concat([
        holding.join(announced, on="claim").select("rendering", "party"),
        held.join(told.select(claim="id", party="account"), on="claim").select("rendering", "party"),
    ])  # fmt: skip
    account, party = nw.coalesce("account", nw.lit("none")), nw.col("party")
    return (
        frames["renderings"]
        .select("id", "speaker", "account")
        .join(parties, left_on="id", right_on="rendering")
        .filter((account != party) & (nw.coalesce("speaker", nw.lit("")) != party))
        .group_by("id", "account")
        .agg(party=nw.col("party").min())
        .select("id", found=nw.format("account {}, inside what '{}' tells", account, party))
    )
