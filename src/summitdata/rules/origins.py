"""Origins told: what a source is, whose it is, and how that is known, agree with one another."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import ATLAS, GAZETTE, NORTH_WIRE, READOUT, SOUTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns

PRESS: Final = ("wire", "report", "editorial", "interview")
OFFICIAL: Final = ("readout", "statement", "post")
_WORDS: Final = {
    "editorial": "editorial|leading article|leader",
    "interview": "interview",
    "readout": "readout|announc|communiqu|press release",
    "statement": "statement|remarks|speech|address|declaration",
    "post": "post|tweet",
}
"""For each kind of source that is called by its kind, how a word of it begins in its key, title or notes."""

_TOLD: Final = {
    ("derivation", "syndicated"): "syndicat|carr|licen|subscri|reprint|agency",
    ("derivation", "rewritten"): "rewrit|other words|follow|reword|based on",
    ("derivation", "translated"): "translat",
    ("derivation", "excerpted"): "excerpt|extract|passage|part",
    ("derivation_basis", "inferred"): "infer|conclud|likely|probabl|presum|seem|would|follow",
    ("rights", "open"): "licen|cc |cc-|public domain|official|free|readout|government|announc|tells of it",
    ("extent", "partial"): "part|excerpt|cut|paywall|subscri|beginning|rest|preview|abridg|truncat|missing",
}
"""For columns and codes, how a word begins by which the notes of the source tell of it in English."""


def _has(words: str, begins: str) -> nw.Expr:
    return nw.col(words).str.contains(f"(^|[^a-z])({begins})")


def with_words(frames: Frames, *columns: str) -> Frame:
    """Give the sources, with what stands in some of their columns in small letters as ``words``."""
    told = [nw.coalesce(name, nw.lit("")) for name in columns]
    return frames["sources"].with_columns(words=nw.concat_str(told, separator=" ").str.to_lowercase())


@rule(
    "P008",
    table="sources",
    column="kind",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch("A government's readout is called a report.", change("sources", READOUT, kind="report")),
        patch("A newspaper's report is called a statement.", change("sources", GAZETTE, kind="statement")),
        patch("A wire is of no agency.", change("sources", SOUTH_WIRE, agency=None)),
        patch("A report is of an agency.", change("sources", GAZETTE, agency="north-wire")),
        patch("Nothing calls a report an editorial.", change("sources", GAZETTE, kind="editorial")),
    ],
    holds=[
        patch("A newspaper's editorial is called one in the note.",
              change("sources", GAZETTE, kind="editorial", note="The editorial of the day.")),
        patch("A newspaper carries the wire of an agency.",
              change("sources", GAZETTE, kind="wire", agency="north-wire")),
    ],
)  # fmt: skip
def sources_are_called_by_their_kind(frames: Frames) -> Query:
    """The kind of a source goes with its publisher, its agency, and the words by which it is called.

    Why:
        A wire has its agency, a report comes from a newsroom and a readout does not; what counts as a witness hangs on
        it.

    Fix:
        Correct the kind, the publisher or the agency, or say in the notes what makes it one of that kind.
    """
    kind = nw.col("kind")
    publishers = frames["actors"].select(publisher="id", publisher_kind="kind")
    rows = with_words(frames, "id", "title", "origin_note", "note").join(publishers, on="publisher", how="left")
    of_media = nw.col("publisher_kind") == "media"
    wordless = [(kind == code) & ~_has("words", begins) for code, begins in _WORDS.items()]
    wrong = [
        (kind == "wire") & nw.col("agency").is_null(),
        (kind == "wire") & nw.col("publisher").is_null() & nw.col("derived_from").is_null(),
        (kind != "wire") & ~nw.col("agency").is_null(),
        kind.is_in(PRESS) & ~of_media,
        kind.is_in(OFFICIAL) & of_media,
        (kind == "reference") & ~nw.col("known_via").is_null(),
        (kind == "reference") & (nw.col("rights") == "quotation"),
        *wordless,
    ]
    return rows.filter(nw.any_horizontal(*wrong, ignore_nulls=True)).select(
        "id",
        found=nw.format("'{}' of '{}', agency '{}'", kind, nw.coalesce("publisher", nw.lit("nobody known")),
                        nw.coalesce("agency", nw.lit("none"))),
    )  # fmt: skip


@rule(
    "P009",
    table="sources",
    column="known_via",
    severity=Severity.WARNING,
    after=("R001", "R012", "R016"),
    closed=True,
    breaks=[
        patch("A readout is known from a text that does not name its government.",
              change("sources", READOUT, known_via=NORTH_WIRE)),
        patch("Nobody is known who published a readout that another text tells of.",
              change("sources", READOUT, publisher=None, note="Norvale's.")),
    ],
    holds=[
        patch("The text names the government as the account of something.",
              change("sources", READOUT, known_via=NORTH_WIRE),
              change("claims", f"{NORTH_WIRE}.c9", account="norvale-government")),
    ],
)  # fmt: skip
def tellers_name_what_they_tell_of(frames: Frames) -> Query:
    """A source that is known only through another has a publisher, whom that other one names, quotes or derives from.

    Why:
        That the document exists rests on those words alone; a text that does not name its publisher tells of another.

    Fix:
        Correct `known_via` or the publisher, or record the spelling by which the other text names it.
    """
    named = nw.concat([
        frames["names"].filter(~nw.col("actor").is_null()).select("source", actor="actor"),
        frames["claims"].filter(~nw.col("account").is_null()).select("source", actor="account"),
        frames["renderings"].filter(~nw.col("speaker").is_null()).select("source", actor="speaker"),
        frames["renderings"].filter(~nw.col("account").is_null()).select("source", actor="account"),
        frames["sources"].filter(~nw.col("agency").is_null()).select(source="id", actor="agency"),
    ])  # fmt: skip
    unheld = frames["sources"].filter(~nw.col("held") & ~nw.col("known_via").is_null())
    nameless = unheld.filter(nw.col("publisher").is_null() & nw.col("kind").is_in((*OFFICIAL, "interview")))
    return nw.concat([
        nameless.select("id", found=nw.lit("no publisher, and only another text tells of it")),
        unheld.filter(~nw.col("publisher").is_null())
        .join(named, left_on=["known_via", "publisher"], right_on=["source", "actor"], how="anti")
        .select("id", found=nw.format("'{}', which does not name '{}'", nw.col("known_via"), nw.col("publisher"))),
    ])  # fmt: skip


@rule_of_columns(
    "P010",
    [Target("sources", column) for column in ("derivation", "derivation_basis", "rights", "extent")],
    severity=Severity.WARNING,
    breaks=[
        patch("Nothing tells of the translation that a text is said to be.",
              change("sources", GAZETTE, derivation="translated")),
        patch("A newspaper's text is free to copy, and nothing says why.",
              change("sources", GAZETTE, rights="open"), also=("P013",)),
        patch("A text was read in part, and nothing says which.",
              change("sources", GAZETTE, extent="partial")),
    ],
    holds=[
        patch("The note says which part was read.",
              change("sources", GAZETTE, extent="partial", note="The last paragraph stands behind a paywall.")),
        patch("A work of reference is under an open licence.",
              change("sources", ATLAS, rights="open", note="Under CC BY 4.0.")),
    ],
)  # fmt: skip
def notes_tell_of_origins(frames: Frames, target: Target) -> Query:
    """The notes of a source tell in English of its derivation, of inference, of a licence and of what was not read.

    Why:
        Each of these codes is a judgement; without the words nobody can check it, and a slip in it changes nothing
        else.

    Fix:
        Say in `origin_note` or `note` how it is known, or correct the code.
    """
    rows = with_words(frames, "origin_note", "note")
    code = nw.col(target.column)
    wordless = [
        (code == value) & ~_has("words", begins) for (column, value), begins in _TOLD.items() if column == target.column
    ]
    return rows.filter(nw.any_horizontal(*wordless, ignore_nulls=True)).select(
        "id", found=nw.format("'{}', of which the notes do not tell", code)
    )


@rule(
    "P011",
    table="sources",
    column="published_printed",
    severity=Severity.WARNING,
    after=("C041",),
    breaks=[
        patch("The words of a date were cut off.", change("sources", NORTH_WIRE, published_printed="May 5")),
        patch("The printed minute is another one.",
              change("sources", NORTH_WIRE, published_printed="May 5, 2020, 10:01", published_time="10:10")),
    ],
    holds=[
        patch("Only the weekday is told of a text that is not held.",
              change("sources", READOUT, published_printed="on Monday")),
        patch("The printed minute is the recorded one.",
              change("sources", NORTH_WIRE, published_printed="May 5, 2020, 10:01", published_time="10:01")),
    ],
)  # fmt: skip
def printed_dates_are_whole(frames: Frames) -> Query:
    """The words that date a text in English which is held have its year, its day, and the minute where one is printed.

    Why:
        They are the evidence for the date; where they end in the middle, the date has none.

    Fix:
        Write the words as far as they tell the date, and the time as they print it.
    """
    printed, day = nw.col("published_printed"), nw.col("published_first")
    clock = nw.col("published_time")
    dated = frames["sources"].filter(
        nw.col("held") & nw.col("language").str.contains(r"^en(-|\z)") & (day == nw.col("published_last"))
    )
    year, number = day.dt.to_string("%Y"), day.dt.to_string("%d").str.replace_all("^0", "")
    bare = nw.format(" {} ", printed.str.replace_all("[^0-9]+", " ").str.replace_all(" 0", " ", literal=True))
    has_day = bare.str.contains(nw.format(" {} ", number), literal=True)
    has_year = printed.str.contains(year, literal=True)
    has_clock = printed.str.contains("[0-9]:[0-9]{2}")
    wrong = ~has_day | ~has_year | (has_clock & ~printed.str.contains(clock, literal=True))
    return dated.filter(wrong).select(
        "id",
        found=nw.format("'{}', for {} at {}", printed, nw.col("published"), nw.coalesce(clock, nw.lit("no minute"))),
    )


_NATURES: Final = {
    "speech": "speech|quot|said|words of",
    "name": "name|title|phrase|term|formula|expression|office",
    "prose": "prose|copi|sentence|own words|the writer",
}
"""For each nature of a shared run, how a word of its note begins that tells of it."""


@rule(
    "P012",
    table="runs",
    column="nature",
    severity=Severity.WARNING,
    breaks=[
        patch("A run of quoted words is called prose.", change("runs", f"{GAZETTE}.o1", nature="prose")),
    ],
    holds=[
        patch("The note tells of a name.",
              change("runs", f"{GAZETTE}.o1", nature="name", note="The name of the ferry, which proves nothing.")),
    ],
)  # fmt: skip
def notes_tell_of_the_nature_of_a_run(frames: Frames) -> Query:
    """The note of a shared run has a word of its nature: of speech, of a name or phrase, or of prose and its origin.

    Why:
        Only prose speaks for a common origin, so that a slip in one word makes a copy out of two witnesses.

    Fix:
        Correct the nature, or say in the note what the run consists of.
    """
    rows = frames["runs"].with_columns(words=nw.col("note").str.to_lowercase())
    wordless = [(nw.col("nature") == nature) & ~_has("words", begins) for nature, begins in _NATURES.items()]
    return rows.filter(nw.any_horizontal(*wordless, ignore_nulls=True)).select(
        "id", found=nw.format("'{}', and no word of it in the note", nw.col("nature"))
    )
