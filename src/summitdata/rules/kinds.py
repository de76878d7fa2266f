"""Kinds: an event, an actor and a party's office are called by words that go with their kind."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import SOUTH_WIRE
from summitdata.rules.language import Query, add, change, patch, rule

EVENT_WORDS: Final = {
    "summit": "summit|leaders|presidents|heads",
    "meeting": "meet|met|talk|encounter|session|conference|gather",
    "visit": "visit|travel|journey|trip",
    "arrival": "arriv|land|depart|leav|return|goes|come|home",
    "meal": "meal|dinner|lunch|breakfast|banquet|supper",
    "tour": "tour|walk|visit",
    "interview": "interview",
    "remark": "remark|speak|spoke|speech|say|said|words|statement|address|call",
    "announcement": "announc|publish|post|readout|publi|releas|declar|statement",
    "agreement": "agree|accord|treaty|pact|deal|settle|sign",
    "offer": "offer|propos|invit|suggest|bid",
    "application": "appl|join|entry|enter|access|member|candida",
    "measure": "ban|sanction|tariff|restrict|control|limit|pressure|coerc|press|dut|stop|curb|embargo|measure|polic",
    "dispute": "disput|quarrel|strain|rival|conflict|tension|feud|row|contest",
    "practice": "practice|cooperat|work|polic|diplomacy|stance|custom|adopt|faith|relation|exchange|dialogue",
    "election": "elect|vote|poll|ballot",
    "tenure": "office|president|minister|succe|govern|majority|power|resign|term|coalition",
    "decree": "law|decree|order|emergency|budget|reform|dissol",
    "rule": "rule|occup|colon|annex|possession",
    "war": "war|fight|fought|battle|campaign|atrocit|invasion|struggle",
    "disaster": "disaster|accident|earthquake|quake|flood|storm|typhoon|collapse|fire|crash|sink|explo",
    "recovery": "recover|identif|remains|rebuil|repair|reconstruct|search|rescue|names",
    "construction": "build|built|construct|found|erect|mak",
}
"""For each kind of event, how the words begin by which an English title or summary tells of one."""

ACTOR_WORDS: Final = {
    "government": "government|state|republic|kingdom|union|administration|regime|authority|authorities",
    "office": "office|ministry|department|secretariat|council|bureau|cabinet|chancellery|palace|embassy|staff",
    "party": "party|union|movement|alliance|league|front|democrats|bloc",
    "media": (
        "news|press|presse|times|agency|broadcast|broadcaster|broadcasting|daily|weekly|newspaper|paper|journal|post"
        "|tv|television|radio|wire|gazette|shimbun|herald|magazine|site"
    ),
    "group": "unnamed|people|[a-z]+s",
}
"""For each kind of actor that is called by its kind, a word that stands in its name or its note."""

_NO_PERSON: Final = (
    "of|the|unnamed|government|ministry|department|office|party|agency|news|council|university|union|organi[sz]ation"
)
"""Words that stand in no person's name."""

_ENGLISH: Final = r"(^| )(the|a|an|of|in|at|on|to|for|from|by|is|are|and|with|before|after)( |\z)"
"""What shows that a text is in English; other languages have other words for the kinds."""


def _has(words: str, begins: str, ends: str = r"([^a-z]|\z)") -> nw.Expr:
    return nw.col(words).str.contains(f"(^|[^a-z])({begins}){ends}")


@rule(
    "W004",
    table="events",
    column="kind",
    severity=Severity.WARNING,
    breaks=[
        patch("A visit is called a disaster.", change("events", "lindqvist-visit-estmark", kind="disaster")),
    ],
    holds=[
        patch(
            "The word of the kind stands in the key alone.",
            change("events", "lindqvist-visit-estmark", title="Lindqvist is to see Estmark",
                   summary="A stay in the year after the summit."),
        ),
        patch(
            "A title and a summary are in another language than English.",
            change("events", "first-strait-summit", kind="meeting", title="Le premier sommet",
                   summary="Le sommet avant celui de Vellin."),
        ),
    ],
)  # fmt: skip
def events_are_called_by_their_kind(frames: Frames) -> Query:
    """The key, the title or the summary of an event, where they are in English, has a word of the event's kind.

    Why:
        The kind is one click in a list, and readers filter by it; the words beside it show whether it was the right
        one.

    Fix:
        Correct the kind, or say in the title or the summary what sort of event it is.
    """
    events = frames["events"].with_columns(
        words=nw.concat_str([nw.col("id"), nw.col("title"), nw.col("summary")], separator=" ").str.to_lowercase()
    )
    wordless = [(nw.col("kind") == kind) & ~_has("words", begins, "") for kind, begins in EVENT_WORDS.items()]
    return events.filter(
        nw.any_horizontal(*wordless, ignore_nulls=True) & nw.col("words").str.contains(_ENGLISH)
    ).select("id", found=nw.format("'{}', and no word of that kind", nw.col("kind")))


@rule(
    "A044",
    table="actors",
    column="kind",
    severity=Severity.WARNING,
    breaks=[
        patch("A government is called a person.", change("actors", "estmark-government", kind="person"),
              also=("A048", "A049")),
        patch("A newspaper is called a government.", change("actors", "harbour-gazette", kind="government"),
              also=("P008",)),
        patch("A person in office is called an organisation.",
              change("actors", "tomas-okafor", kind="organisation")),
    ],
    holds=[
        patch("What sort of paper it is stands in the note alone.",
              change("actors", "harbour-gazette", name="Harbour Gazette", note="A weekly of the port.")),
        patch("A treaty body has a name of any sort.",
              add("actors", "strait-concord", name="Strait Concord", kind="organisation"),
              change("claims", f"{SOUTH_WIRE}.c5", account="strait-concord")),
    ],
)  # fmt: skip
def actors_are_called_by_their_kind(frames: Frames) -> Query:
    """An actor is called by words that go with its kind, as far as they are in English; only people hold offices.

    Why:
        The kind decides who can speak and who is counted as a witness, and a slip in it changes no other cell.

    Fix:
        Correct the kind, or say in the note what the actor is; the term belongs to a person, and not to a body.
    """
    actors = frames["actors"].with_columns(
        called=nw.col("name").str.to_lowercase(),
        words=nw.format("{} {}", nw.col("name"), nw.coalesce("note", nw.lit(""))).str.to_lowercase(),
    )
    strange = [
        (nw.col("kind") == kind) & ~_has("words" if kind == "media" else "called", words)
        for kind, words in ACTOR_WORDS.items()
    ]
    strange += [
        (nw.col("kind") == "person") & _has("called", _NO_PERSON),
        (nw.col("kind") == "organisation") & _has("called", "government|unnamed"),
    ]
    spelt = nw.col("name").str.contains("^[A-Za-z]")
    holders = frames["terms"].select("actor").unique()
    return nw.concat([
        actors.filter(nw.any_horizontal(*strange, ignore_nulls=True) & spelt).select(
            "id", found=nw.format("'{}', while the name is '{}'", nw.col("kind"), nw.col("name"))
        ),
        actors.filter(nw.col("kind") != "person").join(holders, left_on="id", right_on="actor", how="semi").select(
            "id", found=nw.format("'{}', with a term of office", nw.col("kind"))
        ),
    ]).unique(subset=["id"])  # fmt: skip
