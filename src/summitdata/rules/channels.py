"""Channels: the way by which something was said, the occasion, the speaker and the account go together."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns

_OCCASIONS: Final[dict[str, tuple[str, ...]]] = {
    "opening": ("summit", "meeting", "remark", "visit"),
    "talks": ("summit", "meeting", "meal", "tour", "visit", "agreement"),
    "press": ("summit", "meeting", "visit", "remark", "announcement", "agreement", "tour"),
    "interview": ("interview",),
    "parliament": ("remark",),
    "post": ("announcement", "remark"),
    "readout": ("announcement", "summit", "meeting"),
    "comment": (),
    "print": ("announcement", "remark"),
}
"""The kinds of event at which words come by each channel; a comment is made at none."""

_TELLING: Final = ("interview", "announcement")
"""The kinds of event that tell by themselves by which channel words came."""

_THERE: Final = ("opening", "talks", "interview", "parliament", "post")
"""The channels of words that were said at an event."""

_COMMENT: Final = "comment"


@rule(
    "A050",
    table="renderings",
    column="channel",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch("What was said at an opening comes from a parliament.",
              change("renderings", f"{NORTH_WIRE}.r1", channel="parliament")),
        patch("Words from inside the talks are tied to no talks.",
              change("renderings", f"{SOUTH_WIRE}.r2", occasion=None)),
        patch("A prime minister gives a comment as a bystander.",
              change("renderings", f"{GAZETTE}.r1", channel="comment")),
    ],
    holds=[
        patch("Nobody tells by which way it was said.",
              change("renderings", f"{NORTH_WIRE}.r2", channel="unknown")),
        patch("Remarks to reporters are tied to no occasion.",
              change("renderings", f"{NORTH_WIRE}.r2", channel="press", occasion=None, said_printed="on Monday")),
    ],
)  # fmt: skip
def channels_go_with_occasions(frames: Frames) -> Query:
    """Words come by a channel that goes with their occasion, and a comment comes from nobody with a term of office.

    Why:
        Nobody speaks in parliament at a dinner; and what is said at a meeting, in an interview or in a post has the
        event at which it was said.

    Fix:
        Correct the channel or the occasion; leave the channel unknown where no source tells it.
    """
    kinds = frames["events"].select(event="id", kind="kind")
    renderings = frames["renderings"].select("id", "occasion", "channel", "speaker")
    strange = [(nw.col("channel") == channel) & ~nw.col("kind").is_in(fit) for channel, fit in _OCCASIONS.items()]
    strange += [(nw.col("channel") == "unknown") & nw.col("kind").is_in(_TELLING)]
    officials = frames["terms"].select(speaker="actor").unique()
    return nw.concat([
        renderings.join(kinds, left_on="occasion", right_on="event")
        .filter(nw.any_horizontal(*strange, ignore_nulls=True))
        .select("id", found=nw.format("'{}' at an event of the kind '{}'", nw.col("channel"), nw.col("kind"))),
        renderings.filter(nw.col("occasion").is_null() & nw.col("channel").is_in(_THERE))
        .select("id", found=nw.format("'{}', and no occasion", nw.col("channel"))),
        renderings.filter(nw.col("occasion").is_null() & (nw.col("channel") == _COMMENT))
        .join(officials, on="speaker", how="semi")
        .select("id", found=nw.format("a comment of '{}', who has a term of office", nw.col("speaker"))),
    ])  # fmt: skip


@rule(
    "A051",
    table="renderings",
    column="occasion",
    severity=Severity.WARNING,
    after=("R001", "A001"),
    closed=True,
    breaks=[
        patch("A leader speaks at an event in which only the other one has a part.",
              change("renderings", f"{GAZETTE}.r1", occasion="okafor-visit-norvale")),
    ],
    holds=[
        patch("The parts of an event are not recorded.",
              change("renderings", f"{GAZETTE}.r1", occasion="strait-summit-opening", channel="opening")),
    ],
)  # fmt: skip
def speakers_have_a_part_in_the_occasion(frames: Frames) -> Query:
    """Who speaks at an event has a part in it, or in what it is a part of, where parts are recorded.

    Why:
        Words are tied to an occasion by reading; who was not there did not say them there.

    Fix:
        Correct the occasion, or record the part that the speaker has in it.
    """
    bodies = frames.ancestors("actors", "part_of").select(actor="id", kin="ancestor")
    own = frames["participants"].select("event", kin="actor")
    by_body = frames["participants"].select("event", kin="actor").join(bodies, on="kin").select("event", kin="actor")
    by_member = frames["participants"].select("event", "actor").join(bodies, on="actor").select("event", "kin")
    parts = nw.concat([own, by_body, by_member])
    larger = frames.ancestors("events", "part_of").select(event="id", whole="ancestor")
    of_larger = larger.join(parts, left_on="whole", right_on="event").select("event", "kin")
    return (
        frames["renderings"]
        .filter(~nw.col("speaker").is_null() & (nw.col("link") != "doubtful"))
        .select("id", "occasion", "speaker")
        .join(own.select("event").unique(), left_on="occasion", right_on="event", how="semi")
        .join(nw.concat([parts, of_larger]), left_on=["occasion", "speaker"], right_on=["event", "kin"], how="anti")
        .select("id", found=nw.format("'{}', in which '{}' has no part", nw.col("occasion"), nw.col("speaker")))
    )


@rule(
    "A052",
    table="claims",
    column="account",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "Of two claims that rest on the same words, one is another's account.",
            change("claims", f"{NORTH_WIRE}.c4", account="norvale-government"),
        ),
    ],
    holds=[
        patch("Two claims rest on different words.",
              change("claims", f"{NORTH_WIRE}.c9", account="norvale-government")),
    ],
)  # fmt: skip
def the_same_words_are_one_account(frames: Frames) -> Query:
    """Claims that rest on the same stretch of a text are the account of the same party, but for stances.

    Why:
        What one party says in one sentence has one origin; counted as two, it would seem to be confirmed.

    Fix:
        Give both claims the same account, or each the stretch that it rests on.
    """
    stretches = frames["spans"].filter(~nw.col("claim").is_null()).select("claim", "source", "start", "stop")
    told = frames["claims"].filter(nw.col("property") != "stance")
    accounts = told.select("id", party=nw.coalesce("account", nw.lit("none")))
    resting = stretches.join(accounts, left_on="claim", right_on="id")
    place = ["source", "start", "stop"]
    several = (
        resting.group_by(*place)
        .agg(least=nw.col("party").min(), most=nw.col("party").max())
        .filter(nw.col("least") != nw.col("most"))
    )
    return (
        resting.join(several, on=place)
        .select("claim", "party")
        .unique()
        .select(id="claim", found=nw.format("account '{}', and another one of the same words", nw.col("party")))
    )


@rule(
    "A053",
    table="claims",
    column="account",
    severity=Severity.WARNING,
    after=("R001", "A001"),
    breaks=[
        patch(
            "What stands in a speaker's own words is told as the wire's.",
            change("spans", f"{NORTH_WIRE}.c9.s1", start=250, stop=260),
        ),
    ],
    holds=[
        patch(
            "It is told as the speaker's account.",
            change("claims", f"{NORTH_WIRE}.c9", account="mara-lindqvist"),
            change("spans", f"{NORTH_WIRE}.c9.s1", start=250, stop=260),
        ),
    ],
)  # fmt: skip
def what_is_quoted_is_the_speakers_account(frames: Frames) -> Query:
    """A claim about an event that rests on quoted words alone is the account of whoever says them.

    Why:
        A source that quotes somebody does not say itself what he says, and is no second witness of it.

    Fix:
        Give the speaker as the account, or the stretch outside the quotation marks that the claim rests on.
    """
    quoted = (
        frames["spans"]
        .filter((nw.col("use") == "speech") & ~nw.col("rendering").is_null())
        .select("source", "rendering", begins="start", ends="stop")
        .join(frames["renderings"].select(rendering="id", speaker="speaker"), on="rendering")
        .filter(~nw.col("speaker").is_null())
    )
    resting = frames["spans"].filter(~nw.col("claim").is_null()).select("claim", "source", "start", "stop")
    claims = (
        frames["claims"].filter(~nw.col("event").is_null()).select("id", party=nw.coalesce("account", nw.lit("none")))
    )
    return (
        claims.join(resting, left_on="id", right_on="claim")
        .join(quoted, on="source")
        .filter((nw.col("begins") <= nw.col("start")) & (nw.col("stop") <= nw.col("ends")))
        .filter(nw.col("party") != nw.col("speaker"))
        .group_by("id", "party")
        .agg(speaker=nw.col("speaker").min())
        .select("id", found=nw.format("account '{}', on words of '{}'", nw.col("party"), nw.col("speaker")))
    )


@rule_of_columns(
    "A054",
    [Target("claims", "account"), Target("renderings", "account")],
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch("Nobody is said to be silent.", change("claims", f"{SOUTH_WIRE}.c6", account=None)),
        patch(
            "A source says whose account some words are, and gives them by nobody's.",
            add("claims", f"{SOUTH_WIRE}.c8", source=SOUTH_WIRE, quote="okafor-our-mistake", property="stance",
                value="stated", account="norvale-government"),
            add("spans", f"{SOUTH_WIRE}.c8.s1", source=SOUTH_WIRE, claim=f"{SOUTH_WIRE}.c8", part=1, use="reported",
                start=128, stop=180, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
            change("renderings", f"{SOUTH_WIRE}.r2", account=None),
            also=("A063",),
        ),
    ],
    holds=[
        patch(
            "A source says whose account some words are, and gives them by that.",
            add("claims", f"{SOUTH_WIRE}.c8", source=SOUTH_WIRE, quote="okafor-our-mistake", property="stance",
                value="stated", account="norvale-government"),
            add("spans", f"{SOUTH_WIRE}.c8.s1", source=SOUTH_WIRE, claim=f"{SOUTH_WIRE}.c8", part=1, use="reported",
                start=128, stop=180, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
        ),
    ],
)  # fmt: skip
def stances_have_their_party(frames: Frames, target: Target) -> Query:
    """What is not mentioned is so in some party's account, and words that a party is said to state are its account.

    Why:
        Silence is somebody's silence; and words told by one side alone count as one-sided only if that is recorded.

    Fix:
        Give the account, or correct it in one of the two.
    """
    stances = frames["claims"].filter((nw.col("property") == "stance") & ~nw.col("quote").is_null())
    if target.table == "claims":
        return stances.filter((nw.col("value") == "not-mentioned") & nw.col("account").is_null()).select(
            "id", found=nw.lit("not mentioned, and no party that does not")
        )
    stated = stances.filter((nw.col("value") == "stated") & ~nw.col("account").is_null())
    return (
        frames["renderings"]
        .join(stated.select("source", "quote", party="account"), on=["source", "quote"])
        .filter(nw.coalesce("account", nw.lit("")) != nw.col("party"))
        .group_by("id", "account")
        .agg(party=nw.col("party").min())
        .select("id", found=nw.format("account {}, while '{}' is said to state it",
                nw.coalesce("account", nw.lit("none")), nw.col("party")))
    )  # fmt: skip
