"""Prose: what we tell in words of our own is told in whole sentences, with capitals where sentences and names begin."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.model import Text
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule_of_columns
from summitdata.schema import PROPERTY_VALUES, TABLES

_SENTENCES: Final = frozenset({
    "summary", "gist", "note", "origin_note", "reason", "said_reason", "link_reason", "explanation",
    "preferred_reason", "paraphrase", "says",
})  # fmt: skip
"""The columns that hold sentences of ours, in whichever table."""

_HEADINGS: Final = frozenset({("events", "title"), ("discrepancies", "title"), ("claims", "scope")})
"""The columns that hold words of ours which are no sentences."""

_SENTENCE_COLUMNS: Final = tuple(
    Target(table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.name in _SENTENCES
)

_IN_WORDS: Final = Target("claims", "value")
"""The column that holds sentences in some of its rows."""

_TOLD: Final = tuple(name for name, kind in PROPERTY_VALUES.items() if isinstance(kind, Text))
"""The properties whose value is told in words."""

_SMALL: Final = "^[a-z]"
"""How a text begins that is no whole sentence."""

_END: Final = "[.?!\u2026\u3002\uff1f\uff01][\"'\u201d\u2019)\\]\u300d]?\\z"
"""How a sentence ends."""

_CAPITAL_INSIDE: Final = "(^|[^A-Za-z])[a-z]+[A-Z]"
"""A word that begins small and goes on with a capital; names such as GeoNames begin with one."""


@rule_of_columns(
    "W005",
    [*_SENTENCE_COLUMNS, _IN_WORDS],
    severity=Severity.WARNING,
    breaks=[
        patch(
            "The end of a summary is missing.",
            change("events", "strait-summit", summary="The two leaders hold their second"),
        ),
        patch(
            "A gist begins small.",
            change("quotes", "lindqvist-first-ferry", gist="lindqvist promises a ferry before the end of autumn."),
        ),
        patch(
            "A claim in words is a key.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, event="ferry-agreement", property="purpose",
                value="mara-lindqvist"),
            add("spans", f"{NORTH_WIRE}.c16.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c16", part=1, use="reported",
                start=331, stop=375, sha256="af4b9d2831a9ea3d7d76221f723cf996bd08eaf1adfc9ab21bb37a07385cec1b"),
        ),
    ],
    holds=[
        patch(
            "A sentence ends with a quotation mark.",
            change("events", "strait-summit", summary='The two leaders hold what one text calls "the second."'),
        ),
        patch(
            "A sentence begins with a number.",
            change("quotes", "lindqvist-first-ferry", gist="1 ferry is promised before the end of autumn."),
        ),
    ],
)  # fmt: skip
def prose_is_in_whole_sentences(frames: Frames, target: Target) -> Query:
    """What is told in words of ours does not begin with a small letter, and ends as a sentence ends.

    Why:
        A text that was cut off, or a key in the place of words, reads like a short note and is never missed.

    Fix:
        Write a whole sentence.
    """
    column = nw.col(target.column)
    rows = frames[target.table]
    if target == _IN_WORDS:
        rows = rows.filter(nw.col("property").is_in(_TOLD))
    return rows.filter(column.str.contains(_SMALL) | ~column.str.contains(_END)).select(
        "id", found=nw.format("'{}'", column)
    )


@rule_of_columns(
    "W006",
    [*_SENTENCE_COLUMNS, _IN_WORDS, *(Target(*heading) for heading in sorted(_HEADINGS))],
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A capital slipped into a word.",
            change("events", "strait-summit", summary="The two leaders hold their secoNd summit."),
        ),
    ],
    holds=[
        patch(
            "A name has a capital inside.",
            change("events", "strait-summit", summary="The two leaders hold the second McAdam summit."),
        ),
    ],
)
def words_have_no_capital_inside(frames: Frames, target: Target) -> Query:
    """In words of ours, no word that begins with a small letter has a capital inside.

    Why:
        It is a slip of the shift key, and keeps equal words from being found.

    Fix:
        Write the word small; a name that is spelt so is waived.
    """
    column = nw.col(target.column)
    return (
        frames[target.table].filter(column.str.contains(_CAPITAL_INSIDE)).select("id", found=nw.format("'{}'", column))
    )
