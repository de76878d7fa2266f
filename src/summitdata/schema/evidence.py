"""The evidence behind the public tables: claims, renderings, spans, shared runs, discrepancies, positions."""

from __future__ import annotations

from typing import Final

from summitdata import vocabularies as v
from summitdata.model import (
    Coded,
    Column,
    Count,
    Day,
    Digest,
    Edtf,
    FileHome,
    Flag,
    Key,
    Kind,
    Language,
    NestedHome,
    Number,
    Origin,
    Reference,
    Table,
    Text,
)  # fmt: skip

PROPERTY_VALUES: Final[dict[str, Kind]] = {
    "date": Edtf(),
    "place": Reference("places"),
    "status": Coded(v.STATUS),
    "stance": Coded(v.STANCE),
    "participant": Reference("actors"),
    "host": Reference("actors"),
    "proposer": Reference("actors"),
    "speaker": Reference("actors"),
    "occasion": Reference("events"),
    "channel": Coded(v.CHANNEL),
    "previous": Reference("events"),
    "ordinal": Count(1, 10_000),
    "number": Number(-1e12, 1e12),
    "duration": Number(0.0, 1e9),
    "topic": Text(),
    "outcome": Text(),
    "purpose": Text(),
    "cause": Text(),
    "effect": Text(),
    "manner": Text(),
    "background": Text(),
}
"""The kind of value that a claim of each property holds."""

CLAIMS = Table(
    "claims",
    "Claims",
    "One row per thing that one source says of one property of an event or an utterance.",
    NestedHome(("sources",), "claims"),
    (
        Column("id", Key(2), "The permanent key of the claim.", "spacewar-2026-01-13-nara.c1", True, Origin.IMPLIED),
        Column("source", Reference("sources"), "The source that says it.", "spacewar-2026-01-13-nara", True, Origin.IMPLIED),
        Column("event", Reference("events"), "The event that it speaks of; either this or quote is given.", "nara-summit"),
        Column("quote", Reference("quotes"), "The utterance that it speaks of.", "lee-fought-together-japanese-aggression"),
        Column("property", Coded(v.PROPERTY), "What it tells about its subject.", "date", True),
        Column("scope", Text(160), "What a number or an ordinal counts, in our words.", "visits by Lee to Japan since August 2025"),
        Column("value", Text(400), "The value, typed by the property; words of ours where the property is told in words.", "2026-01-13", True),
        Column("value_first", Day(), "First day of a date value.", "2026-01-13", False, Origin.DERIVED),
        Column("value_last", Day(), "Last day of a date value.", "2026-01-13", False, Origin.DERIVED),
        Column("value_low", Number(-1e12, 1e12), "Lowest number that the value allows.", "81", False, Origin.DERIVED),
        Column("value_high", Number(-1e12, 1e12), "Highest number that the value allows.", "99", False, Origin.DERIVED),
        Column("about", Flag(), "Whether the source gives a number as approximate.", "false", True, default="false"),
        Column("as_printed", Text(80), "The few words that say it, as printed.", "on Tuesday"),
        Column("basis", Coded(v.BASIS), "Whether the source says it or we infer it.", "explicit", True, default="explicit"),
        Column("reason", Text(800), "The reasoning, where we infer it or resolve a relative date.", "One hour and a half are 90 minutes. The text gives it for the meeting of the two leaders and does not split it into parts."),
        Column("account", Reference("actors"), "The party whose account it is; empty where the source speaks for itself.", "lee-jae-myung"),
        Column("origin", Text(160), "The independent origin: actor: and the account, else source: and the root of the source's derivation.", "source:afp-2026-01-13-nara", True, Origin.RESOLVED),
    ),
    label="value",
)  # fmt: skip

RENDERINGS = Table(
    "renderings",
    "Renderings",
    "One row per wording of an utterance in one source.",
    NestedHome(("sources",), "renderings"),
    (
        Column("id", Key(2), "The permanent key of the rendering.", "spacewar-2026-01-13-nara.r1", True, Origin.IMPLIED),
        Column("source", Reference("sources"), "The source that gives it.", "spacewar-2026-01-13-nara", True, Origin.IMPLIED),
        Column("quote", Reference("quotes"), "The utterance that it renders.", "lee-cooperation-more-important-than-ever", True),
        Column("form", Coded(v.FORM), "How the source gives it.", "direct", True),
        Column("text", Text(4000), "The quoted words, its spans joined; empty where only the gist may be kept.", "intervene or get involved", False, Origin.DERIVED),
        Column("paraphrase", Text(600), "What this source makes the speaker say, in our words.", "China holds Taiwan to be its own.", True),
        Column("language", Language(), "The language of the wording.", "en", True),
        Column("translation", Coded(v.TRANSLATION), "Whether it is in the language in which it was said.", "unknown", True, default="unknown"),
        Column("speaker", Reference("actors"), "Who said it, as this source gives it.", "lee-jae-myung"),
        Column("speaker_printed", Text(160), "How the source names the speaker at this place.", "Lee"),
        Column("said", Edtf(), "When it was said, as this source gives it.", "2026-01-13"),
        Column("said_first", Day(), "First day on which it may have been said.", "2026-01-13", False, Origin.DERIVED),
        Column("said_last", Day(), "Last day on which it may have been said.", "2026-01-13", False, Origin.DERIVED),
        Column("said_printed", Text(120), "The few words that date it.", "at the beginning of the meeting"),
        Column("said_reason", Text(800), "How the date follows from those words.", "The meeting is told of as held on Tuesday, 13 January 2026."),
        Column("occasion", Reference("events"), "The event at which it was said, as this source gives it.", "nara-summit-opening"),
        Column("channel", Coded(v.CHANNEL), "By which way it was said, as this source gives it.", "opening", True),
        Column("account", Reference("actors"), "The party whose account it is; empty where the source speaks for itself.", "chinese-government"),
        Column("link", Coded(v.LINK), "How sure it is that this is the utterance.", "stated", True, default="stated"),
        Column("link_reason", Text(800), "Why, where the link is inferred or doubtful.", "A standing position, told without day or occasion; no single utterance need be behind it."),
        Column("origin", Text(160), "The independent origin: actor: and the account, else source: and the root of the source's derivation.", "source:afp-2026-01-13-nara", True, Origin.RESOLVED),
    ),
    label="paraphrase",
)  # fmt: skip

SPANS = Table(
    "spans",
    "Spans",
    "One row per stretch of a source's text, in code points of the normalised text.",
    NestedHome(("sources", "claims", "renderings"), "spans"),
    (
        Column("id", Key(3, fewest=2), "The permanent key of the span.", "spacewar-2026-01-13-nara.r1.s1", True, Origin.IMPLIED),
        Column("source", Reference("sources"), "The source whose text it is a stretch of.", "spacewar-2026-01-13-nara", True, Origin.IMPLIED),
        Column("claim", Reference("claims"), "The claim that it supports.", "spacewar-2026-01-13-nara.c1", False, Origin.IMPLIED),
        Column("rendering", Reference("renderings"), "The rendering that it is a part of.", "spacewar-2026-01-13-nara.r1", False, Origin.IMPLIED),
        Column("part", Count(1, 1000), "Its place among the spans of the same claim, rendering or source, from 1.", "1", True, Origin.IMPLIED),
        Column("use", Coded(v.USE), "What the stretch is.", "speech", True),
        Column("start", Count(), "First code point, counted from 0.", "1184", True),
        Column("stop", Count(), "The code point after the last.", "1180", True),
        Column("sha256", Digest(), "SHA-256 of the stretch in UTF-8.", "8cba8731a5fd72d30bc960dc772e0a109b6ce94ca332fd3b26fcccc03b4a6089", True),
        Column("text", Text(4000), "The words, for quoted speech, terms and titles only.", "Therefore, cooperation between our two countries is more important than ever"),
    ),
    notes="Quotation marks stand outside the stretch.  A term or title may be a few words; a reported stretch has no text.",
)  # fmt: skip

RUNS = Table(
    "runs",
    "Shared runs",
    "One row per run of words that the texts of two sources share.",
    NestedHome(("sources",), "runs"),
    (
        Column("id", Key(2), "The permanent key of the run.", "marketexpress-2026-01-13-nara.o1", True, Origin.IMPLIED),
        Column("source", Reference("sources"), "The source under which it is recorded.", "marketexpress-2026-01-13-nara", True, Origin.IMPLIED),
        Column("other", Reference("sources"), "The other source.", "spacewar-2026-01-13-nara", True),
        Column("start", Count(), "First code point in the source's normalised text.", "4387", True),
        Column("stop", Count(), "The code point after the last.", "4473", True),
        Column("other_start", Count(), "First code point in the other source's normalised text.", "3936", True),
        Column("other_stop", Count(), "The code point after the last there.", "4022", True),
        Column("words", Count(1), "Its length in words.", "14", True),
        Column("nature", Coded(v.RUN_NATURE), "What the run consists of.", "prose", True),
        Column("note", Text(800), "What it shows, and what is inference, in our words.", "The official name of the trade pact, with its article; it proves nothing about a common origin.", True),
    ),
)  # fmt: skip

DISCREPANCIES = Table(
    "discrepancies",
    "Discrepancies",
    "One row per known disagreement between sources, or between a source and what is generally known.",
    FileHome("discrepancies"),
    (
        Column("id", Key(), "The permanent key of the discrepancy.", "takaichi-party-majority", True, Origin.IMPLIED),
        Column("title", Text(160), "A short title in our words.", "In how many chambers Takaichi's party has the majority", True),
        Column("kind", Coded(v.DISCREPANCY_KIND), "What sort of disagreement it is.", "omission", True),
        Column("event", Reference("events"), "The event that it is about; either this or quote is given.", "takaichi-party-position"),
        Column("quote", Reference("quotes"), "The utterance that it is about.", "lee-fought-together-japanese-aggression"),
        Column("property", Coded(v.PROPERTY), "The property that differs.", "stance"),
        Column("scope", Text(160), "The scope of the number or ordinal that differs.", "chambers of the Diet in which her party has the majority"),
        Column("note", Text(2000), "What a reader should know, in our words.", "One text places it during the journey to China, the other names no occasion.", True),
        Column("explanation", Text(800), "Why the sources differ, where that is known, in our words.", "The text is less exact; the two agree."),
        Column("preferred", Text(400), "The value to be used all the same.", "0"),
        Column("preferred_reason", Text(800), "Why that value.", "The seats of each group are a matter of public record; the text is loose, not a witness."),
        Column("status", Coded(v.DISCREPANCY_STATUS), "How far it is settled.", "open", True),
    ),
    label="title",
)  # fmt: skip

POSITIONS = Table(
    "positions",
    "Positions",
    "One row per thing that one source says within a discrepancy.",
    NestedHome(("discrepancies",), "positions"),
    (
        Column("id", Key(2), "The permanent key of the position.", "takaichi-party-majority.p1", True, Origin.IMPLIED),
        Column("discrepancy", Reference("discrepancies"), "The discrepancy that it belongs to.", "takaichi-party-majority", True, Origin.IMPLIED),
        Column("source", Reference("sources"), "The source that takes it.", "yomiuri-2026-01-14-editorial", True),
        Column("claim", Reference("claims"), "The claim in which it does; either this or rendering is given.", "seek-stronger-ties-2026-01-13.c18"),
        Column("rendering", Reference("renderings"), "The rendering in which it does.", "yomiuri-2026-01-14-editorial.r4"),
        Column("says", Text(400), "What it says, in our words.", "In one of two.", True),
    ),
    label="says",
)  # fmt: skip
