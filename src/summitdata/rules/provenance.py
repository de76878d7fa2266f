"""Provenance: where texts come from, and what may be kept of them."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS, GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns


@rule(
    "P001",
    table="spans",
    column="text",
    breaks=[
        patch(
            "Of a source that allows only facts, words are kept.",
            change("sources", SOUTH_WIRE, rights="facts"),
            also=("P006",),
        ),
    ],
    holds=[
        patch(
            "The source is free to copy.", change("sources", SOUTH_WIRE, rights="open", note="Under an open licence.")
        )
    ],
)
def rights_allow_the_words(frames: Frames) -> Query:
    """Of a source from which only facts are taken, no quoted words are kept.

    Why:
        A few words are words too: a fact can be told in ours, and the source cited for it.

    Fix:
        Take out the text and write the span as reported, with the rendering as indirect; or correct the rights.
    """
    factual = frames["sources"].filter(nw.col("rights") == "facts").select(source="id")
    return (
        frames["spans"]
        .filter(~nw.col("text").is_null() & (nw.col("use") != "title"))
        .join(factual, on="source", how="semi")
        .select("id", found=nw.format("words of '{}', whose rights are facts", nw.col("source")))
    )


@rule(
    "P002",
    table="sources",
    column="derived_from",
    breaks=[
        patch("A text is derived from another, and how is not said.", change("sources", GAZETTE, derivation=None)),
        patch("A text is rewritten, and from what is not said.", change("sources", GAZETTE, derived_from=None)),
    ],
    holds=[
        patch(
            "A text is not derived at all.",
            change("sources", GAZETTE, derived_from=None, derivation=None, derivation_basis=None),
        ),
    ],
)
def derivation_is_whole(frames: Frames) -> Query:
    """A derived source says from what, how, and whether its text says so; any other says none of the three.

    Why:
        Two sites that carry one wire are one witness; whether we know that or infer it matters.

    Fix:
        Give `derived_from`, `derivation` and `derivation_basis` together, or take all three out.
    """
    columns = ("derived_from", "derivation", "derivation_basis")
    there = [~nw.col(column).is_null() for column in columns]
    some, every = there[0] | there[1] | there[2], there[0] & there[1] & there[2]
    names = tuple(zip(there, columns, strict=True))
    given, lacking = (
        nw.concat_str(
            [nw.when(given if wanted else ~given).then(nw.lit(name)) for given, name in names],
            separator=" and ", ignore_nulls=True,
        )
        for wanted in (True, False)
    )  # fmt: skip
    return frames["sources"].filter(some & ~every).select("id", found=nw.format("{} without {}", given, lacking))


@rule(
    "P004",
    table="sources",
    column="agency",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A paper credits an agency, and is taken for an independent witness.",
            change(
                "sources",
                GAZETTE,
                kind="wire",
                agency="north-wire",
                derived_from=None,
                derivation=None,
                derivation_basis=None,
            ),
        ),
    ],
    holds=[
        patch(
            "A paper credits an agency, and is derived from its wire.",
            change("sources", GAZETTE, kind="wire", agency="north-wire"),
        ),
        patch("The agency publishes its own wire.", change("sources", NORTH_WIRE, byline="By nobody")),
    ],
)
def agency_texts_are_derived(frames: Frames) -> Query:
    """A source that carries an agency's text, and is not published by the agency, names the wire it is derived from.

    Why:
        Otherwise every client of an agency counts as an origin of its own.

    Fix:
        Write the agency's own document into `derived_from`, as a source that is not held if nobody has it.
    """
    return (
        frames["sources"]
        .filter((nw.col("publisher") != nw.col("agency")) & nw.col("derived_from").is_null())
        .select("id", found=nw.format("agency '{}' and no derived_from", nw.col("agency")))
    )


@rule_of_columns(
    "P006",
    [Target("claims", "as_printed"), Target("renderings", "said_printed")],
    breaks=[
        patch(
            "Of a work of reference, from which only facts are taken, the words of a date are kept.",
            add(
                "claims", f"{ATLAS}.c1",
                source=ATLAS, event="first-strait-summit", property="date", value="2018", as_printed="in 2018",
            ),
        ),
    ],
    holds=[
        patch(
            "Of a work of reference the fact alone is taken.",
            add("claims", f"{ATLAS}.c1", source=ATLAS, event="first-strait-summit", property="date", value="2018"),
        ),
    ],
)  # fmt: skip
def rights_allow_what_is_printed(frames: Frames, target: Target) -> Query:
    """Of a source from which only facts are taken, not even the few words that date or say something are kept.

    Why:
        What a source's rights do not allow must not be passed on with the dataset.

    Fix:
        Take the words out and say in the reason what follows from them; or correct the rights.
    """
    factual = frames["sources"].filter(nw.col("rights") == "facts").select(source="id")
    return (
        frames[target.table]
        .filter(~nw.col(target.column).is_null())
        .join(factual, on="source", how="semi")
        .select("id", found=nw.format("words of '{}', whose rights are facts", nw.col("source")))
    )


@rule(
    "P007",
    table="sources",
    column="rights",
    severity=Severity.WARNING,
    after=("R017", "R018"),
    breaks=[
        patch(
            "More than half of a protected text is kept as speech.",
            change("renderings", f"{NORTH_WIRE}.r1", speaker=None, speaker_printed=None),
            change(
                "spans", f"{NORTH_WIRE}.r1.s1", start=0, stop=319, text=" ".join(["again and again"] * 20),
                sha256="ac312e702daf1c6141f21d1bd351eb55a2945f49659ca61487ff645ddc57a684",
            ),
        ),
    ],
    holds=[
        patch(
            "More than half of a text is kept that is free to copy.",
            change("sources", NORTH_WIRE, rights="open", note="Under an open licence."),
            change("renderings", f"{NORTH_WIRE}.r1", speaker=None, speaker_printed=None),
            change(
                "spans", f"{NORTH_WIRE}.r1.s1", start=0, stop=319, text=" ".join(["again and again"] * 20),
                sha256="ac312e702daf1c6141f21d1bd351eb55a2945f49659ca61487ff645ddc57a684",
            ),
        ),
    ],
)  # fmt: skip
def quotations_are_parts(frames: Frames) -> Query:
    """Of a protected text, at most half is kept word for word.

    Why:
        The right to quote is one to quote parts; an interview that is kept whole is a copy.

    Fix:
        Keep the words that matter, write the other spans as reported and paraphrase them; or correct the rights.
    """
    kept = (
        frames["spans"]
        .filter(~nw.col("text").is_null() & (nw.col("use") == "speech"))
        .with_columns(size=nw.col("stop").cast(nw.Int64) - nw.col("start").cast(nw.Int64))  # some sum in what they get
        .group_by("source")
        .agg(kept=nw.col("size").sum())
    )
    return (
        frames["sources"]
        .filter((nw.col("rights") == "quotation") & (nw.col("length") > 0))
        .join(kept, left_on="id", right_on="source")
        .filter(nw.col("kept") * 2 > nw.col("length"))
        .select("id", found=nw.format("{} of {} code points kept as speech", nw.col("kept"), nw.col("length")))
    )
