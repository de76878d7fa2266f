"""Blanks: what we write has plain ones; what a source prints has the source's own."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.model import Origin, Text
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule_of_columns
from summitdata.schema import TABLES

_PRINTED: Final = frozenset({
    ("sources", "title"), ("sources", "byline"), ("sources", "dateline"), ("sources", "published_printed"),
    ("claims", "as_printed"), ("renderings", "speaker_printed"), ("renderings", "said_printed"), ("spans", "text"),
    ("names", "name"), ("names", "role"),
})  # fmt: skip
"""The columns that hold words as a source prints them."""

_OTHER_BLANKS: Final = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""Every blank but the plain one, as a pattern."""


@rule_of_columns(
    "W003",
    [
        Target(table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.origin is Origin.WRITTEN and isinstance(column.kind, Text)
        and (table.name, column.name) not in _PRINTED
    ],
    breaks=[
        patch(
            "A no-break space was pasted into a summary.",
            change("events", "strait-summit", summary="The two leaders hold their second\u00a0summit."),
        ),
    ],
    holds=[
        patch(
            "A source prints a no-break space.",
            change("claims", f"{NORTH_WIRE}.c3", as_printed="in the port\u00a0town of Vellin"),
        ),
    ],
)  # fmt: skip
def our_blanks_are_plain(frames: Frames, target: Target) -> Query:
    """In words of ours every blank is a plain space; only what a source prints may have another one.

    Why:
        A no-break space looks like a blank, comes with pasted text, and keeps equal values from being equal.

    Fix:
        Write a plain space.
    """
    return (
        frames[target.table]
        .filter(nw.col(target.column).str.contains(_OTHER_BLANKS))
        .select("id", found=nw.lit("a blank of another kind"))
    )
