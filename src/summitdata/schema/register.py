"""Who, where, and what we accept: actors, terms, names, places, participants, speakers, waivers, tombstones."""

from __future__ import annotations

from summitdata import vocabularies as v
from summitdata.model import (
    Coded,
    Column,
    ComputedHome,
    Country,
    Day,
    Digest,
    Edtf,
    FileHome,
    Key,
    Language,
    ListHome,
    NestedHome,
    Number,
    Origin,
    Reference,
    Table,
    Text,
)  # fmt: skip

ACTORS = Table(
    "actors",
    "Actors",
    "One row per person, office, government, news organisation or unnamed group that speaks or acts.",
    FileHome("actors"),
    (
        Column("id", Key(), "The permanent key of the actor.", "lee-jae-myung", True, Origin.IMPLIED),
        Column("name", Text(160), "The name that the dataset shows.", "Lee Jae-myung", True),
        Column("kind", Coded(v.ACTOR_KIND), "What sort of actor it is.", "person", True),
        Column("country", Country(), "The country that it belongs to or acts for.", "KR"),
        Column("part_of", Reference("actors"), "The larger body that it belongs to.", "south-korean-government"),
        Column("note", Text(800), "Who it is, in our words.", "President of South Korea since June 2025."),
    ),
    label="name",
)  # fmt: skip

TERMS = Table(
    "terms",
    "Terms of office",
    "One row per office that an actor held, from a work of reference or an article.",
    NestedHome(("actors",), "terms"),
    (
        Column("id", Key(2), "The permanent key of the term.", "lee-jae-myung.president", True, Origin.IMPLIED),
        Column("actor", Reference("actors"), "Who held it.", "lee-jae-myung", True, Origin.IMPLIED),
        Column("office", Text(160), "The office.", "President of South Korea", True),
        Column("country", Country(), "The country of the office.", "KR"),
        Column("since", Edtf(), "When it began.", "2025-06-04"),
        Column("since_first", Day(), "First day on which it may have begun.", "2025-06-04", False, Origin.DERIVED),
        Column("since_last", Day(), "Last day on which it may have begun.", "2025-06-04", False, Origin.DERIVED),
        Column("until", Edtf(), "When it ended; empty while it lasts or where that is not known.", "2025-10-21"),
        Column("until_first", Day(), "First day on which it may have ended.", "2025-10-21", False, Origin.DERIVED),
        Column("until_last", Day(), "Last day on which it may have ended.", "2025-10-21", False, Origin.DERIVED),
        Column("source", Reference("sources"), "The source that it is taken from.", "general-knowledge", True),
    ),
    label="office",
)  # fmt: skip

NAMES = Table(
    "names",
    "Names",
    "One row per spelling of an actor's or a place's name in one source.",
    NestedHome(("sources",), "names"),
    (
        Column("id", Key(2), "The permanent key of the spelling.", "spacewar-2026-01-13-nara.n1", True, Origin.IMPLIED),
        Column("source", Reference("sources"), "The source that prints it.", "spacewar-2026-01-13-nara", True, Origin.IMPLIED),
        Column("actor", Reference("actors"), "The actor that it names; either this or place is given.", "lee-jae-myung"),
        Column("place", Reference("places"), "The place that it names.", "nara"),
        Column("name", Text(160), "The name as printed.", "Lee Jae Myung", True),
        Column("role", Text(200), "The role or title as printed with it.", "South Korea's President"),
        Column("language", Language(), "The language of the text around it.", "en", True),
        Column("note", Text(400), "What a reader should know, in our words.", "In the dateline."),
    ),
    label="name",
    unique=(("source", "actor", "place", "name", "role"),),
)  # fmt: skip

PLACES = Table(
    "places",
    "Places",
    "One row per place.",
    FileHome("places"),
    (
        Column("id", Key(), "The permanent key of the place.", "nara-prefecture", True, Origin.IMPLIED),
        Column("name", Text(160), "The name that the dataset shows.", "Nara Prefecture", True),
        Column("kind", Coded(v.PLACE_KIND), "What sort of place it is.", "prefecture", True),
        Column("within", Reference("places"), "The next larger place that it lies in.", "japan"),
        Column("country", Country(), "The country that it lies in; empty where that is disputed.", "JP"),
        Column("latitude", Number(-90.0, 90.0), "Latitude in degrees (WGS 84).", "34.6851"),
        Column("longitude", Number(-180.0, 180.0), "Longitude in degrees (WGS 84).", "135.8048"),
        Column("source", Reference("sources"), "The source of the coordinates.", "general-knowledge"),
        Column("note", Text(800), "What a reader should know, in our words.", "Town south-west of the city of Nara, in which Horyuji lies."),
    ),
    label="name",
)  # fmt: skip

PARTICIPANTS = Table(
    "participants",
    "Participants",
    "One row per part that an actor has in an event.",
    NestedHome(("events",), "participants"),
    (
        Column("id", Key(2), "The permanent key of the participation.", "nara-summit.takaichi", True, Origin.IMPLIED),
        Column("event", Reference("events"), "The event.", "nara-summit", True, Origin.IMPLIED),
        Column("actor", Reference("actors"), "Who has the part.", "sanae-takaichi", True),
        Column("role", Coded(v.ROLE), "The part.", "host", True),
    ),
    unique=(("event", "actor", "role"),),
)  # fmt: skip

SPEAKERS = Table(
    "speakers",
    "Speakers",
    "One row per speaker of an utterance; joint speech has several.",
    ComputedHome(),
    (
        Column("id", Key(2), "The keys of utterance and speaker.", "lee-cooperation-more-important-than-ever.lee-jae-myung", True, Origin.RESOLVED),
        Column("quote", Reference("quotes"), "The utterance.", "lee-cooperation-more-important-than-ever", True, Origin.RESOLVED),
        Column("actor", Reference("actors"), "Who said it.", "lee-jae-myung", True, Origin.RESOLVED),
    ),
    unique=(("quote", "actor"),),
)  # fmt: skip

WAIVERS = Table(
    "waivers",
    "Waivers",
    "One row per finding that is accepted for a while, with the reason.",
    ListHome("waivers.yaml"),
    (
        Column("id", Key(), "The permanent key of the waiver.", "lee-fought-together-japanese-aggression-a004", True, Origin.IMPLIED),
        Column("rule", Text(8), "The code of the rule.", "A004", True),
        Column("table", Text(40), "The table of the row that it excuses.", "quotes", True),
        Column("key", Text(300), "The key of that row.", "lee-fought-together-japanese-aggression", True),
        Column("reason", Text(800), "Why the finding is accepted.", "No other account of these words is known.", True),
        Column("who", Text(160), "Who accepts it.", "SummitData maintainers", True),
        Column("until", Day(), "The last day on which the waiver holds.", "2027-01-31", True),
        Column("digest", Digest(), "Digest of the row as it was when the waiver was given.", "0f3c2a1b4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8", True),
    ),
)  # fmt: skip

TOMBSTONES = Table(
    "tombstones",
    "Tombstones",
    "One row per key that was withdrawn and must never be used again.",
    ListHome("tombstones.yaml"),
    (
        Column("id", Key(), "The permanent key of the tombstone.", "event-osaka-dinner", True, Origin.IMPLIED),
        Column("table", Text(40), "The table that the key belonged to.", "events", True),
        Column("key", Text(300), "The withdrawn key.", "osaka-dinner", True),
        Column("reason", Text(800), "Why it was withdrawn.", "Doubled nara-dinner.", True),
        Column("successor", Text(300), "The key that takes its place.", "nara-dinner"),
        Column("version", Text(40), "The first version without it.", "0.2.0", True),
    ),
)  # fmt: skip
