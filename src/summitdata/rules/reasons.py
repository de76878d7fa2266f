"""Reasons: whoever explains a judgement has made one, and what he explains it by stands in the row."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS, GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns
from summitdata.rules.origins import with_words

_SAME_OCCASION: Final = (
    "same ([a-z]+ )?(summit|meeting|talks|visit|interview|parliament|occasion|press conference|dinner)"
)
"""How a reason in English says that two wordings belong to one occasion."""

_OF_TONGUES: Final = (
    "(^|[^a-z])(translat|original|interpret|language|spoken in|spoke in|in (english|japanese|korean|chinese))"
)
"""How a word begins by which a note in English tells in which language something was said."""

_LICENCE: Final = "(^|[^a-z])(cc by|cc-by|cc0|public domain|open licen[cs]e|open government licen[cs]e)"
"""How a note in English names an open licence."""


@rule(
    "A055",
    table="renderings",
    column="link",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A link has a reason and is said to be stated.",
            change("renderings", f"{SOUTH_WIRE}.r1", link="stated"),
        ),
    ],
    holds=[
        patch(
            "A link is stated, and no reason is given.",
            change("renderings", f"{SOUTH_WIRE}.r1", link="stated", link_reason=None),
        ),
    ],
)
def stated_links_need_no_reason(frames: Frames) -> Query:
    """Where the source states which utterance it renders, no reason is given for the link.

    Why:
        A reason shows that somebody had to conclude it; a link that is stated counts as certain.

    Fix:
        Call the link inferred or doubtful; or take the reason out where the source leaves no choice.
    """
    return (
        frames["renderings"]
        .filter((nw.col("link") == "stated") & ~nw.col("link_reason").is_null())
        .select("id", found=nw.lit("stated, and a reason for it"))
    )


@rule(
    "A056",
    table="claims",
    column="basis",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "A claim has a reason, and neither words that it is about nor an inference.",
            change("claims", f"{NORTH_WIRE}.c6", basis="explicit"),
        ),
        patch(
            "A work of reference is cited for what is inferred.",
            add("claims", f"{ATLAS}.c1", source=ATLAS, event="strait-summit", property="place", value="vellin",
                basis="inferred", reason="Any atlas has it."),
        ),
    ],
    holds=[
        patch(
            "A claim has a reason and the words that it is about.",
            change("claims", f"{NORTH_WIRE}.c6", basis="explicit", as_printed="second"),
        ),
        patch(
            "A work of reference is cited, with where it can be looked up.",
            add("claims", f"{ATLAS}.c1", source=ATLAS, event="strait-summit", property="place", value="vellin",
                reason="Any atlas has it."),
        ),
    ],
)  # fmt: skip
def reasons_are_of_words_or_inferences(frames: Frames) -> Query:
    """A claim with a reason is inferred, or has the printed words that the reason is about; references say it outright.

    Why:
        What a source says needs no reasoning beyond how its words are read; anything more is ours.

    Fix:
        Call the claim inferred, or give the words in `as_printed`; a fact that needs inference is no general knowledge.
    """
    references = frames["sources"].filter(nw.col("kind") == "reference").select(source="id")
    reasoned = frames["claims"].filter(
        (nw.col("basis") == "explicit") & ~nw.col("reason").is_null() & nw.col("as_printed").is_null()
    )
    return nw.concat([
        reasoned.join(references, on="source", how="anti").select(
            "id", found=nw.lit("explicit, with a reason and without printed words")
        ),
        frames["claims"].filter(nw.col("basis") == "inferred").join(references, on="source", how="semi").select(
            "id", found=nw.format("inferred, from '{}'", nw.col("source"))
        ),
    ])  # fmt: skip


@rule(
    "A057",
    table="renderings",
    column="occasion",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A wording is linked by the summit, and stands under none.",
            change("renderings", f"{SOUTH_WIRE}.r1", link_reason="The same summit and the same ferry.", occasion=None),
        ),
    ],
    holds=[
        patch(
            "A wording is linked by the summit, and stands under it.",
            change("renderings", f"{SOUTH_WIRE}.r1", link_reason="The same summit and the same ferry."),
        ),
        patch(
            "A wording is linked by its words alone.",
            change("renderings", f"{SOUTH_WIRE}.r1", occasion=None),
        ),
    ],
)
def links_by_occasion_name_it(frames: Frames) -> Query:
    """A link that is reasoned by the same meeting or interview, in English, belongs to a rendering with an occasion.

    Why:
        The occasion is then the evidence for the link, and a reader must be able to compare it.

    Fix:
        Give the occasion, or reason by what the source does tell.
    """
    return (
        frames["renderings"]
        .filter(nw.col("occasion").is_null() & nw.col("link_reason").str.to_lowercase().str.contains(_SAME_OCCASION))
        .select("id", found=nw.lit("no occasion, while the link is reasoned by one"))
    )


@rule(
    "A058",
    table="renderings",
    column="translation",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "A wording is called a translation, and nothing tells of that.",
            change("renderings", f"{NORTH_WIRE}.r1", translation="translated"),
        ),
    ],
    holds=[
        patch(
            "The note of the utterance tells of the translation.",
            change("renderings", f"{NORTH_WIRE}.r1", translation="translated"),
            change("quotes", "lindqvist-first-ferry", note="North Wire had it translated by its own staff."),
        ),
        patch(
            "The reason of a link tells of the translation.",
            change("renderings", f"{SOUTH_WIRE}.r1", translation="translated",
                   link_reason="The same words about the same ferry, in another translation."),
        ),
    ],
)  # fmt: skip
def tongues_are_told_of(frames: Frames) -> Query:
    """That a wording is original or a translation is told of in the note of its utterance or the reason of its link.

    Why:
        A source in English rarely says in which language its quotations were spoken, and a guess looks like a fact.

    Fix:
        Say in the note of the utterance what shows it, or leave the translation unknown.
    """
    notes = frames["quotes"].select(quote="id", of_quote="note")
    words = nw.concat_str([nw.coalesce(column, nw.lit("")) for column in ("of_quote", "link_reason")], separator=" ")
    return (
        frames["renderings"]
        .filter(nw.col("translation") != "unknown")
        .join(notes, on="quote", how="left")
        .filter(~words.str.to_lowercase().str.contains(_OF_TONGUES))
        .select("id", found=nw.format("'{}', of which no note tells", nw.col("translation")))
    )


@rule(
    "A059",
    table="renderings",
    column="occasion",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A wording is dated by neither words nor an occasion.",
            change("renderings", f"{NORTH_WIRE}.r2", occasion=None),
        ),
    ],
    holds=[
        patch(
            "A wording is dated by words.",
            change("renderings", f"{NORTH_WIRE}.r2", occasion=None, said_printed="on Monday",
                   said_reason="Printed on Tuesday 5 May 2020."),
        ),
    ],
)  # fmt: skip
def dates_of_words_come_from_somewhere(frames: Frames) -> Query:
    """A rendering that is dated has the words that date it, or the occasion from which the date follows.

    Why:
        A date that neither the text nor the occasion gives has no evidence.

    Fix:
        Give `said_printed` or the occasion, or take the date out.
    """
    return (
        frames["renderings"]
        .filter(~nw.col("said").is_null() & nw.col("said_printed").is_null() & nw.col("occasion").is_null())
        .select("id", found=nw.format("said {}, without words and without an occasion", nw.col("said")))
    )


@rule_of_columns(
    "P013",
    [Target("sources", "rights"), Target("sources", "derivation_basis")],
    severity=Severity.WARNING,
    after=("R001", "P002"),
    breaks=[
        patch(
            "A licence is named, and only facts are taken.",
            change("sources", ATLAS, note="Under CC BY 4.0."),
        ),
        patch(
            "A carried text may be kept, while of its original only facts may be.",
            change("sources", NORTH_WIRE, rights="facts"),
            also=("P001", "P006"),
        ),
        patch(
            "The notes infer a derivation that is called explicit.",
            change("sources", GAZETTE, derivation_basis="explicit",
                   origin_note="That it was rewritten from the wire is inferred: it follows it point by point."),
        ),
    ],
    holds=[
        patch(
            "A licence is named, and the work is open.",
            change("sources", ATLAS, rights="open", note="Under CC BY 4.0."),
        ),
        patch(
            "The text says itself that it was rewritten.",
            change("sources", GAZETTE, derivation_basis="explicit"),
        ),
    ],
)  # fmt: skip
def codes_tell_what_notes_tell(frames: Frames, target: Target) -> Query:
    """A licence in the notes makes a source open, no copy is freer than its original, and what notes infer is inferred.

    Why:
        Rights and derivation decide what is kept and who counts as a witness; the notes are what they were read from.

    Fix:
        Correct the code, or the note.
    """
    rows = with_words(frames, "origin_note", "note")
    if target.column == "derivation_basis":
        return rows.filter(
            (nw.col("derivation_basis") == "explicit") & nw.col("words").str.contains("(^|[^a-z])infer")
        ).select("id", found=nw.lit("explicit, while the notes infer"))
    originals = frames["sources"].select(original="id", of_original="rights")
    freer = (
        ((nw.col("of_original") == "facts") & (nw.col("rights") != "facts"))
        | ((nw.col("of_original") == "quotation") & (nw.col("rights") == "open"))
    )  # fmt: skip
    return nw.concat([
        rows.filter((nw.col("rights") != "open") & nw.col("words").str.contains(_LICENCE)).select(
            "id", found=nw.format("'{}', while a note names an open licence", nw.col("rights"))
        ),
        rows.join(originals, left_on="derived_from", right_on="original").filter(freer).select(
            "id", found=nw.format("'{}', while the rights of '{}' are '{}'", nw.col("rights"),
                                  nw.col("derived_from"), nw.col("of_original"))
        ),
    ]).unique(subset=["id"])  # fmt: skip
