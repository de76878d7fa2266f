"""Holdings: which documents we have, and how we know of those that we have not."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, READOUT
from summitdata.rules.language import Query, change, patch, rule


@rule(
    "R016",
    table="sources",
    column="known_via",
    breaks=[
        patch("Nobody tells of a readout that is not held.", change("sources", READOUT, known_via=None)),
    ],
    holds=[
        patch(
            "The document that is not held is a work of reference.",
            change("sources", READOUT, known_via=None, kind="reference"),
            change("places", "vellin", source=READOUT),
        ),
    ],
)
def unheld_sources_are_known_via_another(frames: Frames) -> Query:
    """A source whose text is not held is a work of reference, or names the source that tells of it.

    Why:
        A document that was never seen is known only on the word of one that was.

    Fix:
        Write the source that tells of the document into `known_via`.
    """
    return (
        frames["sources"]
        .filter(~nw.col("held") & (nw.col("kind") != "reference") & nw.col("known_via").is_null())
        .select("id", found=nw.format("no known_via, and kind '{}'", nw.col("kind")))
    )


@rule(
    "R017",
    table="sources",
    column="held",
    breaks=[
        patch("A held text has no digest.", change("sources", GAZETTE, text_sha256=None)),
        patch("None of a held text was read.", change("sources", GAZETTE, extent="none")),
    ],
    holds=[
        patch(
            "A held text was read in part.",
            change("sources", GAZETTE, extent="partial", note="The rest stands behind a paywall."),
        ),
    ],
)
def held_sources_have_a_text(frames: Frames) -> Query:
    """A source whose text is held has the text's digest, its length, and an extent that was read.

    Why:
        Offsets mean nothing unless it is known in which text they count.

    Fix:
        Give `text_sha256` and `length` of the normalised text, and `extent` full or partial; or say that the
        text is not held.
    """
    lacks = [
        (nw.col("text_sha256").is_null(), "no text_sha256"),
        (nw.col("length") == 0, "length 0"),
        (nw.col("extent") == "none", "extent none"),
    ]
    found = nw.concat_str(
        [nw.when(lack).then(nw.lit(words)) for lack, words in lacks], separator=", ", ignore_nulls=True
    )
    return (
        frames["sources"]
        .filter(nw.col("held") & (lacks[0][0] | lacks[1][0] | lacks[2][0]))
        .select("id", found=nw.format("held with {}", found))
    )


@rule(
    "R018",
    table="sources",
    column="held",
    breaks=[
        patch("A text that is not held has a length.", change("sources", READOUT, length=120)),
    ],
    holds=[
        patch("A text that is not held has an address.", change("sources", READOUT, url="https://norvale.example/")),
    ],
)
def unheld_sources_have_no_text(frames: Frames) -> Query:
    """A source whose text is not held has no digest, the length 0 and the extent none.

    Why:
        Otherwise it seems to have been read.

    Fix:
        Take out `text_sha256`, write `length: 0` and `extent: none`; or say that the text is held.
    """
    has = [
        (~nw.col("text_sha256").is_null(), nw.lit("a text_sha256")),
        (nw.col("length") != 0, nw.format("length {}", nw.col("length"))),
        (nw.col("extent") != "none", nw.format("extent {}", nw.col("extent"))),
    ]
    found = nw.concat_str([nw.when(there).then(words) for there, words in has], separator=", ", ignore_nulls=True)
    return (
        frames["sources"]
        .filter(~nw.col("held") & (has[0][0] | has[1][0] | has[2][0]))
        .select("id", found=nw.format("not held, with {}", found))
    )
