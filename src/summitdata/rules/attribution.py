"""Attribution: who is said to speak, and by what name."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, add, change, patch, remove, rule

PRONOUNS = ("he", "she", "it", "they", "we", "i")
"""What an English text puts in the place of a name; none of them can be misspelt for somebody else's."""


def kin_of_actors(frames: Frames) -> Frame:
    """Pair actors of whom one belongs to the other, in both orders, and each with itself."""
    within = frames.ancestors("actors", "part_of")
    return nw.concat([
        within.select(actor="id", kin="ancestor"),
        within.select(actor="ancestor", kin="id"),
        frames["actors"].select(actor="id", kin="id"),
    ]).unique()  # fmt: skip


@rule(
    "A001",
    table="renderings",
    column="speaker",
    after=("R001",),
    breaks=[
        patch(
            "A copy puts the words into the other leader's mouth, and nothing records the dispute.",
            change("renderings", f"{GAZETTE}.r1", speaker="tomas-okafor", speaker_printed="Okafor"),
        ),
    ],
    holds=[
        patch(
            "A copy gives the words to the government to which the speaker belongs.",
            change("renderings", f"{GAZETTE}.r1", speaker="norvale-government", speaker_printed=None),
        ),
    ],
)
def speakers_agree(frames: Frames) -> Query:
    """The speaker whom a rendering names is one of the speakers of the utterance, or of the same body.

    Why:
        Where a source names somebody else, it is another utterance, or the attribution is disputed.

    Fix:
        Correct the speaker or the utterance, or record a discrepancy of the kind disputed-attribution in which
        the rendering has a position.
    """
    disputes = frames["discrepancies"].filter(nw.col("kind") == "disputed-attribution").select(dispute="id")
    placed = (
        frames["positions"]
        .join(disputes, left_on="discrepancy", right_on="dispute", how="semi")
        .filter(~nw.col("rendering").is_null())
        .select(placed="rendering")
    )
    speakers = frames["speakers"].select(quote="quote", actor="actor")
    accepted = speakers.join(kin_of_actors(frames), on="actor").select("quote", "kin")
    names = frames["quotes"].select(quote="id", said_by="speakers")
    return (
        frames["renderings"]
        .filter((nw.col("link") != "doubtful") & ~nw.col("speaker").is_null())
        .select("id", "quote", "speaker")
        .join(speakers.select("quote").unique(), on="quote", how="semi")
        .join(accepted, left_on=["quote", "speaker"], right_on=["quote", "kin"], how="anti")
        .join(placed, left_on="id", right_on="placed", how="anti")
        .join(names, on="quote")
        .select("id", found=nw.format("'{}', while the speaker is {}", nw.col("speaker"), nw.col("said_by")))
    )


@rule(
    "A002",
    table="renderings",
    column="speaker_printed",
    severity=Severity.WARNING,
    after=("R001", "A001"),
    breaks=[
        patch(
            "The name of a speaker is misspelt.",
            change("renderings", f"{SOUTH_WIRE}.r1", speaker_printed="Lindquist"),
        ),
        patch(
            "The name is one that the source has for somebody else.",
            change("renderings", f"{NORTH_WIRE}.r1", speaker_printed="Okafor"),
        ),
    ],
    holds=[
        patch(
            "The name stands with the role that the source gives.",
            change("renderings", f"{SOUTH_WIRE}.r1", speaker_printed="Prime Minister Lindqvist"),
        ),
        patch(
            "The first name alone is a word of a spelling.",
            change("renderings", f"{NORTH_WIRE}.r1", speaker_printed="Mara"),
        ),
    ],
)
def printed_names_are_known(frames: Frames) -> Query:
    """The name that a source prints for a speaker is a spelling that is recorded for that actor and source.

    Why:
        A spelling that is recorded nowhere is most often a slip, or belongs to somebody else.

    Fix:
        Correct `speaker_printed` or `speaker`, or add the spelling, with its role, to the source's `names`.
    """
    printed = _folded(nw.col("speaker_printed"))
    names = frames["names"].filter(~nw.col("actor").is_null())
    words = names.with_columns(word=nw.col("name").str.split(" ")).explode("word")
    with_role = nw.concat_str([nw.col("role"), nw.col("name")], separator=" ")
    forms = [(nw.col("name"), names), (nw.col("role"), names), (with_role, names), (nw.col("word"), words)]
    known = nw.concat([rows.select("source", "actor", form=_folded(form)) for form, rows in forms])
    return (
        frames["renderings"]
        .filter(~nw.col("speaker").is_null() & ~printed.is_null() & ~printed.is_in(PRONOUNS))
        .with_columns(printed=printed)
        .join(
            known.unique(), left_on=["source", "speaker", "printed"], right_on=["source", "actor", "form"], how="anti"
        )
        .select(
            "id",
            found=nw.format(
                "'{}', which '{}' has not recorded for '{}'", *map(nw.col, ("speaker_printed", "source", "speaker"))
            ),
        )
    )


def _folded(name: nw.Expr) -> nw.Expr:
    """Give a name without the article before it, and in lower case."""
    return name.str.to_lowercase().str.replace_all("^the ", "")


@rule(
    "A007",
    table="quotes",
    column="gist",
    severity=Severity.WARNING,
    after=("R010",),
    closed=True,
    breaks=[
        patch(
            "Nobody is named as the speaker of an utterance.",
            remove("claims", f"{NORTH_WIRE}.c10"),
            remove("claims", f"{NORTH_WIRE}.c11"),
            also=("R040",),
        ),
    ],
    holds=[
        patch(
            "One of two speakers is no longer named, and the claim has its tombstone.",
            remove("claims", f"{NORTH_WIRE}.c10"),
            add(
                "tombstones",
                "north-wire-c10",
                table="claims",
                key=f"{NORTH_WIRE}.c10",
                reason="The text does not say it.",
                version="0.1.0",
            ),
        ),
    ],
)
def somebody_speaks(frames: Frames) -> Query:
    """Each utterance has a speaker: a rendering or a claim names one.

    Why:
        Words between quotation marks that nobody speaks are a term, and belong to the source's own spans.

    Fix:
        Name the speaker (a group without a name is an actor too), or make the words a span of the use term.
    """
    named = nw.concat([
        frames["renderings"].filter(~nw.col("speaker").is_null()).select(key="quote"),
        frames["claims"].filter((nw.col("property") == "speaker") & ~nw.col("quote").is_null()).select(key="quote"),
    ])  # fmt: skip
    return (
        frames["quotes"]
        .join(named, left_on="id", right_on="key", how="anti")
        .select("id", found=nw.lit("no speaker in any rendering or claim"))
    )
