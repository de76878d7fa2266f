"""Belonging: what lies within a larger event, place or body says so."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import ATLAS, SOUTH_WIRE
from summitdata.rules.language import Query, add, change, patch, rule

_ON_THE_WAY = ("summit", "meeting", "arrival", "meal", "tour", "remark", "agreement")
"""The kinds of event of which a journey consists."""

_MOST_WORDS = 5
"""How many words the key of a part may have behind that of the whole."""

_WHOLE = ("region", "islands")
"""The kinds of place that may be of several countries, or of none for sure, and need then lie in no other."""


def _above(frames: Frames, table: str, column: str) -> Frame:
    """Each row with every row that it belongs to, and with itself."""
    own = frames[table].select("id", ancestor="id")
    return nw.concat([frames.ancestors(table, column).select("id", "ancestor"), own])


def _apart(frames: Frames, events: Frame, whole: str, why: str) -> Query:
    """Tell of the events that do not belong to what stands beside them in the column *whole*, and why they should."""
    return (
        events.join(
            _above(frames, "events", "part_of"), left_on=["id", whole], right_on=["id", "ancestor"], how="anti"
        )
        .group_by("id", "part_of")
        .agg(first=nw.col(whole).min())
        .select("id", found=nw.format(f"part of {{}}, {why} '{{}}'",
                nw.coalesce("part_of", nw.lit("nothing")), nw.col("first")))
    )  # fmt: skip


@rule(
    "C044",
    table="events",
    column="part_of",
    severity=Severity.WARNING,
    after=("R001", "R012"),
    closed=True,
    breaks=[
        patch("The summit of a journey does not belong to it.", change("events", "strait-summit", part_of=None)),
    ],
    holds=[
        patch("The part of a part belongs to the journey.", change("events", "strait-summit-opening",
              title="Opening of the talks in Vellin")),
        patch(
            "A meeting on another day is no part of the journey.",
            add("events", "okafor-meets-lindqvist", title="Okafor meets Lindqvist again", kind="meeting",
                summary="The two meet a second time in the year."),
            add("participants", "okafor-meets-lindqvist.okafor", event="okafor-meets-lindqvist", actor="tomas-okafor",
                role="participant"),
            add("claims", f"{SOUTH_WIRE}.c8", source=SOUTH_WIRE, event="okafor-meets-lindqvist", property="date",
                value="2020-03-05"),
            add("spans", f"{SOUTH_WIRE}.c8.s1", source=SOUTH_WIRE, claim=f"{SOUTH_WIRE}.c8", part=1, use="reported",
                start=128, stop=180, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
        ),
    ],
)  # fmt: skip
def what_happens_on_a_journey_is_part_of_it(frames: Frames) -> Query:
    """What a leader does on the days of his journey to another country is a part of the journey.

    Why:
        A journey is told of through its parts, and one that is left out is missing from its page and its counts.

    Fix:
        Give `part_of`, or correct it or the date; what he did that day and not on the journey is waived.
    """
    guests = frames["participants"].filter(nw.col("role") == "guest").select(journey="event", traveller="actor")
    journeys = (
        frames["events"]
        .filter((nw.col("kind") == "visit") & ~nw.col("date_last").is_null())
        .select(journey="id", begins="date_first", ends="date_last")
        .join(guests, on="journey")
    )
    doers = frames["participants"].select(event="event", traveller="actor")
    on_it = (
        frames["events"]
        .filter(nw.col("kind").is_in(_ON_THE_WAY))
        .select("id", "part_of", "date_first", "date_last")
        .join(doers, left_on="id", right_on="event")
        .join(journeys, on="traveller")
        .filter((nw.col("date_first") >= nw.col("begins")) & (nw.col("date_first") <= nw.col("ends")))
    )
    return _apart(frames, on_it, "journey", "on the days of")


@rule(
    "C047",
    table="events",
    column="part_of",
    severity=Severity.WARNING,
    after=("R001", "R012"),
    closed=True,
    breaks=[
        patch("An agreement of the day of a summit belongs to the journey alone.",
              change("events", "ferry-agreement", part_of="okafor-visit-norvale")),
    ],
    holds=[
        patch("An agreement of another day belongs to no summit.",
              change("events", "ferry-agreement", part_of=None),
              change("claims", f"{SOUTH_WIRE}.c4", value="2020-05-03", as_printed="on Sunday")),
    ],
)  # fmt: skip
def agreements_of_a_summit_are_part_of_it(frames: Frames) -> Query:
    """An agreement that is dated to the one day of a summit is a part of the summit.

    Why:
        What leaders agree on the day on which they meet, they agree there; apart from it, it has no occasion.

    Fix:
        Give the summit as `part_of`, or correct the date; what others agreed that day is waived.
    """
    dated = frames["events"].filter(nw.col("date_first") == nw.col("date_last"))
    summits = dated.filter(nw.col("kind") == "summit").select(summit="id", day="date_first")
    held = (
        dated.filter(nw.col("kind") == "agreement")
        .select("id", "part_of", "date_first")
        .join(summits, left_on="date_first", right_on="day")
    )
    belonging = held.join(
        _above(frames, "events", "part_of"), left_on=["id", "summit"], right_on=["id", "ancestor"], how="semi"
    )
    return _apart(frames, held.join(belonging.select("id"), on="id", how="anti"), "summit", "on the day of")


@rule(
    "R049",
    table="events",
    column="part_of",
    severity=Severity.WARNING,
    after=("R001", "R012"),
    closed=True,
    breaks=[
        patch("The opening of a summit does not belong to it.",
              change("events", "strait-summit-opening", part_of="okafor-visit-norvale")),
    ],
    holds=[
        patch("A summit has the key of another one with a word before it.",
              change("events", "first-strait-summit", title="The first of the strait summits")),
    ],
)  # fmt: skip
def keys_of_parts_begin_with_the_whole(frames: Frames) -> Query:
    """An event whose key begins with the whole key of another event is a part of it.

    Why:
        Keys are built that way for parts, so the key says once more to what the event belongs.

    Fix:
        Give `part_of`, or correct it; an event that is no part gets a key that does not begin like that.
    """
    events = frames["events"].select("id", "part_of")
    begun = nw.concat([
        events.with_columns(begins=nw.col("id").str.replace_all(rf"(-[a-z0-9]+){{{count}}}\z", ""))
        for count in range(1, _MOST_WORDS + 1)
    ])  # fmt: skip
    wholes = begun.filter(nw.col("begins") != nw.col("id")).join(
        frames["events"].select(whole="id"), left_on="begins", right_on="whole"
    )
    return _apart(frames, wholes, "begins", "while the key begins with")


@rule(
    "R050",
    table="places",
    column="within",
    severity=Severity.WARNING,
    breaks=[
        patch("A town lies nowhere.", change("places", "vellin", within=None), also=("R011",)),
    ],
    holds=[
        patch("A country lies in no other place.", change("places", "norvale", note="It lies by the strait.")),
    ],
)
def places_lie_in_something(frames: Frames) -> Query:
    """A site, a town and a prefecture lie in a larger place, and so do regions and islands of one country.

    Why:
        Two sources may name a town and its country, and only through `within` do the two agree.

    Fix:
        Name the next larger place, and add it where it is not there yet.
    """
    is_whole = (nw.col("kind") == "country") | (nw.col("kind").is_in(_WHOLE) & nw.col("country").is_null())
    alone = nw.col("within").is_null() & ~is_whole
    return frames["places"].filter(alone).select("id", found=nw.format("'{}', within nothing", nw.col("kind")))


@rule(
    "A048",
    table="actors",
    column="part_of",
    severity=Severity.WARNING,
    after=("R001", "R012"),
    closed=True,
    breaks=[
        patch("The president of one country belongs to the other's government.",
              change("actors", "tomas-okafor", part_of="norvale-government")),
        patch("A prime minister belongs to nothing.", change("actors", "mara-lindqvist", part_of=None, country="NO")),
    ],
    holds=[
        patch("A president whose term is over belongs to nothing.",
              change("actors", "tomas-okafor", part_of=None, country="SE")),
        patch(
            "One of two offices is of the government, and the other of the party.",
            add("terms", "mara-lindqvist.chair", actor="mara-lindqvist", office="Chair of the Sailors' Party",
                since="2016", source=ATLAS),
        ),
    ],
)  # fmt: skip
def who_is_in_office_belongs_to_it(frames: Frames) -> Query:
    """Who holds an office of a country belongs to a body named after it, and who held one to no other.

    Why:
        Through that body his words count as his government's, and a government's account as one of its own side.

    Fix:
        Correct `part_of` or the office, or write when the term ended.
    """
    bodies = frames.ancestors("actors", "part_of").join(
        frames["actors"].select(ancestor="id", body="name"), on="ancestor"
    )
    terms = (
        frames["terms"]
        .filter(nw.col("office").str.contains(" of ", literal=True))
        .with_columns(realm=nw.col("office").str.replace_all("^(?s:.*) of (the )?", ""))
        .select("actor", "office", "realm", "until")
    )
    fitting = (
        terms.join(bodies, left_on="actor", right_on="id")
        .filter(nw.col("body").str.contains(nw.col("realm"), literal=True))
        .select("actor")
        .unique()
    )
    return (
        frames["actors"]
        .filter(nw.col("kind") == "person")
        .select("id", "part_of")
        .join(terms, left_on="id", right_on="actor")
        .filter(nw.col("until").is_null() | ~nw.col("part_of").is_null())
        .join(fitting, left_on="id", right_on="actor", how="anti")
        .group_by("id", "part_of")
        .agg(office=nw.col("office").min())
        .select("id", found=nw.format("part of {}, with a term as '{}'",
                nw.coalesce("part_of", nw.lit("nothing")), nw.col("office")))
    )  # fmt: skip


@rule(
    "A049",
    table="actors",
    column="part_of",
    severity=Severity.WARNING,
    breaks=[
        patch("An office belongs to nobody.",
              add("actors", "norvale-cabinet-office", name="Cabinet Office of Norvale", kind="office"),
              change("claims", f"{SOUTH_WIRE}.c5", account="norvale-cabinet-office")),
        patch("Nobody knows of what country or body a person is.",
              change("actors", "tomas-okafor", part_of=None)),
    ],
    holds=[
        patch("A person belongs to a body of no one country.",
              change("actors", "tomas-okafor", part_of="estmark-government")),
    ],
)  # fmt: skip
def people_and_offices_are_placed(frames: Frames) -> Query:
    """A person is of a country or belongs to a body, and an office belongs to one.

    Why:
        On whose side somebody speaks decides whose account it is; who is on no side cannot be told from a bystander.

    Fix:
        Give `country` or `part_of`; of somebody of whom nothing is known, say so in a waiver.
    """
    nowhere = nw.col("part_of").is_null()
    placeless = ((nw.col("kind") == "person") & nw.col("country").is_null()) | (nw.col("kind") == "office")
    return (
        frames["actors"]
        .filter(nowhere & placeless)
        .select("id", found=nw.format("'{}', and part of nothing", nw.col("kind")))
    )
