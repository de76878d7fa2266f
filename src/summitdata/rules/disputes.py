"""Disputes: who said something, and in which language it was said, cannot be two things at once."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule
from summitdata.rules.tongues import in_language


@rule(
    "X009",
    table="discrepancies",
    column="kind",
    breaks=[
        patch(
            "Who said something is recorded as a conflict like any other.",
            change("discrepancies", "okafor-words-one-side", kind="conflict", property="speaker"),
        ),
        patch(
            "A disputed attribution is about an event.",
            change(
                "discrepancies", "okafor-words-one-side",
                kind="disputed-attribution", property="speaker", quote=None, event="strait-summit",
            ),
            also=("X042",),
        ),
        patch(
            "A disputed attribution is about another property.",
            change("discrepancies", "okafor-words-one-side", kind="disputed-attribution", property="date"),
        ),
    ],
    holds=[
        patch(
            "That one account leaves the speaker out is an omission.",
            change("discrepancies", "okafor-words-one-side", property="speaker"),
        ),
    ],
)  # fmt: skip
def disputes_about_speakers_are_called_so(frames: Frames) -> Query:
    """A disagreement about who said something is a disputed attribution of the utterance, and that is nothing else.

    Why:
        Whether an utterance is disputed is concluded from discrepancies of this kind, and shown with every quote.

    Fix:
        Write the kind disputed-attribution with the utterance under `quote`; give another property its own
        discrepancy.
    """
    disputed, speaker = nw.col("kind") == "disputed-attribution", nw.col("property") == "speaker"
    elsewhere = nw.col("quote").is_null() | (~nw.col("property").is_null() & ~speaker)
    about = nw.coalesce("property", nw.lit("an event"))
    return frames["discrepancies"].filter(
        ((nw.col("kind") == "conflict") & speaker) | (disputed & elsewhere)
    ).select("id", found=nw.format("{} about {}", nw.col("kind"), about))  # fmt: skip


@rule(
    "X010",
    table="renderings",
    column="translation",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "Of wordings in two languages both are said to be the original.",
            change("renderings", f"{NORTH_WIRE}.r1", translation="original"),
            *in_language(SOUTH_WIRE, "ja"),
            change("renderings", f"{SOUTH_WIRE}.r1", translation="original"),
            change("quotes", "lindqvist-first-ferry", note="Two texts tell in which language they have it."),
        ),
    ],
    holds=[
        patch(
            "The wording in the other language is a translation.",
            change("renderings", f"{NORTH_WIRE}.r1", translation="original"),
            *in_language(SOUTH_WIRE, "ja"),
            change("renderings", f"{SOUTH_WIRE}.r1", translation="translated"),
            change("quotes", "lindqvist-first-ferry", note="Two texts tell in which language they have it."),
        ),
        patch(
            "Both are in English, in two spellings of it.",
            change("renderings", f"{NORTH_WIRE}.r1", translation="original", language="en-US"),
            change("renderings", f"{SOUTH_WIRE}.r1", translation="original", language="en-GB"),
            change("quotes", "lindqvist-first-ferry", note="Two texts tell in which language they have it."),
        ),
    ],
)
def originals_are_of_one_language(frames: Frames) -> Query:
    """Wordings of one utterance that are said to be in its own language are in one language.

    Why:
        All but one of them are translations, which differ from the original in ways that matter.

    Fix:
        Correct `language` or `translation`; split the utterance where two speakers spoke, each in a language.
    """
    tongue = nw.col("language").str.replace_all(r"-(?s:.*)\z", "")
    originals = frames["renderings"].filter(
        (nw.col("translation") == "original") & (nw.col("link") != "doubtful")
    ).select("id", "quote", "language", tongue=tongue)  # fmt: skip
    others = originals.select("quote", other="id", other_language="language", other_tongue="tongue")
    return (
        originals.join(others, on="quote")
        .filter(nw.col("other_tongue") != nw.col("tongue"))
        .group_by("id", "language")
        .agg(other=nw.col("other").min(), other_language=nw.col("other_language").min())
        .select(
            "id",
            found=nw.format(
                "original in {}, while '{}' is original in {}", *map(nw.col, ("language", "other", "other_language"))
            ),
        )
    )
