"""Forms: what a rendering, a span and an inference have to have, according to what they are."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns

QUOTED = ("direct", "partial", "transcript")
"""The forms of a rendering that give words of the speaker."""

_WHOLE: Final = 6
"""So many words, of which the first has a capital, are a sentence and not a part of one."""


@rule(
    "A003",
    table="renderings",
    column="form",
    closed=True,
    breaks=[
        patch("Quoted words are said to be reported.", change("renderings", f"{SOUTH_WIRE}.r1", form="indirect")),
        patch("A report is said to be word for word.", change("renderings", f"{SOUTH_WIRE}.r3", form="direct")),
    ],
    holds=[
        patch("Quoted words are said to be whole clauses.", change("renderings", f"{SOUTH_WIRE}.r2", form="direct")),
    ],
)
def form_fits_the_spans(frames: Frames) -> Query:
    """A rendering that is direct, partial or a transcript has a span of speech, and an indirect one has none.

    Why:
        The form says whether the source gives words or only their sense.

    Fix:
        Correct the form, or add the span of the quoted words with its text.
    """
    speaking = frames["spans"].filter((nw.col("use") == "speech") & ~nw.col("rendering").is_null()).select("rendering")
    renderings = frames["renderings"]
    silent = renderings.filter(nw.col("form").is_in(QUOTED)).join(
        speaking, left_on="id", right_on="rendering", how="anti"
    )
    voiced = renderings.filter(nw.col("form") == "indirect").join(
        speaking, left_on="id", right_on="rendering", how="semi"
    )
    return nw.concat([
        silent.select("id", found=nw.format("{}, without a span of speech", nw.col("form"))),
        voiced.select("id", found=nw.format("{}, with a span of speech", nw.col("form"))),
    ])  # fmt: skip


@rule(
    "A005",
    table="spans",
    column="text",
    breaks=[
        patch(
            "A stretch of a source's own prose is kept word for word.",
            change("spans", f"{NORTH_WIRE}.c13.s1", text="is to receive her in Estmark next year"),
        ),
        patch("A term has no words.", change("spans", f"{SOUTH_WIRE}.t1", text=None)),
    ],
    holds=[
        patch("The words are a title.", change("spans", f"{SOUTH_WIRE}.t1", use="title")),
    ],
)
def words_are_kept_by_use(frames: Frames) -> Query:
    """A span of reported prose has no text, and a span of speech, a term or a title has its words.

    Why:
        Quoted speech is kept word for word so that it can be proved; a source's own prose is not ours to copy.

    Fix:
        Take the text out of a reported span; give the words of any other.
    """
    reported = nw.col("use") == "reported"
    silent = nw.col("text").is_null()
    return (
        frames["spans"]
        .filter((reported & ~silent) | (~reported & silent))
        .select("id", found=nw.when(silent).then(nw.format("{} without text", nw.col("use"))).otherwise(
            nw.format("{} with {} code points of text", nw.col("use"), nw.col("text").str.len_chars())
        ))
    )  # fmt: skip


@rule_of_columns(
    "A006",
    [Target("renderings", "link_reason"), Target("claims", "reason")],
    breaks=[
        patch(
            "A link is inferred without a reason.",
            change("renderings", f"{SOUTH_WIRE}.r1", link_reason=None),
        ),
        patch("A claim is inferred without a reason.", change("claims", f"{NORTH_WIRE}.c6", reason=None)),
    ],
    holds=[
        patch(
            "The link needs no reason, since the source states it.",
            change("renderings", f"{SOUTH_WIRE}.r1", link="stated", link_reason=None),
        ),
        patch(
            "The claim needs no reason, since the source makes it.",
            change("claims", f"{NORTH_WIRE}.c6", basis="explicit", reason=None),
        ),
    ],
)
def inference_has_a_reason(frames: Frames, target: Target) -> Query:
    """What is inferred or doubtful says why: a link between wording and utterance, and a claim.

    Why:
        An inference can be judged only by its reasons.

    Fix:
        Write the reasoning, or say that the source states it.
    """
    column = {"renderings": "link", "claims": "basis"}[target.table]
    return (
        frames[target.table]
        .filter(nw.col(column).is_in(("inferred", "doubtful")) & nw.col(target.column).is_null())
        .select("id", found=nw.format(f"{column} '{{}}', and no {target.column}", nw.col(column)))
    )


@rule(
    "A062",
    table="renderings",
    column="form",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A whole sentence between quotation marks is called a part of one.",
            change("renderings", f"{NORTH_WIRE}.r1", form="partial"),
        ),
    ],
    holds=[
        patch(
            "A part of a sentence begins with a name.",
            change("spans", f"{SOUTH_WIRE}.r1.s1", text="The first ferry",
                   sha256="bacd177167079cccf5c9c19e904a2f2b27190bb0385c9d4854eb0411de01bd35"),
        ),
    ],
)  # fmt: skip
def whole_sentences_are_direct(frames: Frames) -> Query:
    """Quoted words that begin with a capital letter and are six or more are direct speech and not a part of a sentence.

    Why:
        A sentence that stands whole between quotation marks is stronger evidence than words that the writer built in.

    Fix:
        Call the form direct.
    """
    return (
        frames["renderings"]
        .filter((nw.col("form") == "partial") & nw.col("text").str.contains(f"^[A-Z][^ ]*( [^ …]+){{{_WHOLE - 1}}}"))
        .select("id", found=nw.format("partial, and the words are '{}'", nw.col("text")))
    )
