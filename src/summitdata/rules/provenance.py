"""Provenance: where texts come from, and what may be kept of them."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule


@rule(
    "P001",
    table="spans",
    column="text",
    breaks=[
        patch(
            "Of a source that allows only facts, words are kept.",
            change("sources", SOUTH_WIRE, rights="facts"),
        ),
    ],
    holds=[patch("The source is free to copy.", change("sources", SOUTH_WIRE, rights="open"))],
)
def rights_allow_the_words(frames: Frames) -> Query:
    """Of a source from which only facts are taken, no quoted words are kept.

    Why:
        What a source's rights do not allow must not be passed on with the dataset.

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
            change("sources", GAZETTE, agency="north-wire", derived_from=None, derivation=None, derivation_basis=None),
        ),
    ],
    holds=[
        patch(
            "A paper credits an agency, and is derived from its wire.",
            change("sources", GAZETTE, agency="north-wire"),
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
