"""References: what a row names exists, and no chain of references comes back to where it began."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.model import Origin, Reference
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule_of_columns
from summitdata.schema import PROPERTY_VALUES, TABLES

REFERENCES = tuple(
    Target(table.name, column.name, among) for table in TABLES.values() for column, among in table.references
)
"""Every column that refers to a table, with that table."""

CHAINS = tuple(
    Target(table.name, column.name)
    for table in TABLES.values()
    for column, among in table.references
    if among == table.name and column.origin is Origin.WRITTEN
)
"""Every written column that refers to its own table."""

KEYED_PROPERTIES = {
    table: tuple(
        name for name, kind in PROPERTY_VALUES.items() if isinstance(kind, Reference) and kind.table == table
    )
    for table in sorted({kind.table for kind in PROPERTY_VALUES.values() if isinstance(kind, Reference)})
}  # fmt: skip
"""The properties whose value is a key, by the table that has the key."""


@rule_of_columns(
    "R001",
    REFERENCES,
    closed=True,
    breaks=[
        patch(
            "A claim speaks of an event that nobody has entered.",
            change("claims", f"{NORTH_WIRE}.c2", event="strait-sumit"),
        ),
        patch(
            "A place lies within one that nobody has entered.",
            change("places", "estmark", within="the-continent"),
        ),
    ],
    holds=[
        patch(
            "The claim speaks of another event, which is there.",
            change("claims", f"{NORTH_WIRE}.c2", event="ferry-agreement"),
        ),
    ],
)
def references_exist(frames: Frames, target: Target) -> Query:
    """Every reference names a row that exists.

    Why:
        A reference to a row that is not there loses what it was to say, and a misspelt key silently makes a
        second subject out of one.

    Fix:
        Correct the key, or add the row that it names.
    """
    keys = frames[str(target.among)].select(key="id")
    return (
        frames[target.table]
        .filter(~nw.col(target.column).is_null())
        .join(keys, left_on=target.column, right_on="key", how="anti")
        .select(
            "id",
            found=nw.format(f"'{{}}', which is no key of {target.among}", nw.col(target.column)),
            value=nw.col(target.column),
        )
    )


@rule_of_columns(
    "R007",
    [Target("claims", "value", table) for table in KEYED_PROPERTIES],
    closed=True,
    breaks=[
        patch(
            "The place that a claim gives is misspelt.",
            change("claims", f"{NORTH_WIRE}.c3", value="velin"),
        ),
        patch(
            "A speaker is given by name and not by key.",
            change("claims", f"{NORTH_WIRE}.c10", value="Mara Lindqvist"),
        ),
    ],
    holds=[
        patch(
            "The claim gives another place, which is there.",
            change("claims", f"{NORTH_WIRE}.c3", value="norvale"),
        ),
    ],
)
def claim_names_a_row(frames: Frames, target: Target) -> Query:
    """The value of a claim about a place, an actor or an event is the key of one.

    Why:
        Values that are keys can be compared across sources and counted; the words of the source stand in
        `as_printed`.

    Fix:
        Write the key of the row, and add the row if it is not there yet.
    """
    keys = frames[str(target.among)].select(key="id")
    return (
        frames["claims"]
        .filter(nw.col("property").is_in(KEYED_PROPERTIES[str(target.among)]) & ~nw.col("value").is_null())
        .join(keys, left_on="value", right_on="key", how="anti")
        .select(
            "id",
            found=nw.format(f"{{}} '{{}}', which is no key of {target.among}", nw.col("property"), nw.col("value")),
            value=nw.col("value"),
        )
    )


@rule_of_columns(
    "R012",
    CHAINS,
    after=("R001",),
    breaks=[
        patch(
            "A country is said to lie within its own town.",
            change("places", "norvale", within="vellin"),
            also=("R041",),
        ),
        patch(
            "A source is known only through itself.",
            change("sources", "norvale-readout-2020-05-04", known_via="norvale-readout-2020-05-04"),
        ),
    ],
    holds=[
        patch(
            "The country lies within a continent.",
            add("places", "the-continent", name="The continent", kind="region"),
            change("places", "norvale", within="the-continent"),
        ),
    ],
)
def chains_end(frames: Frames, target: Target) -> Query:
    """No row comes before itself: following a reference within one table never leads back to the row.

    Why:
        Nothing lies within itself or comes from itself, and a circle has no root from which to count
        independent origins.

    Fix:
        Find the one reference of the circle that is wrong, and correct it or take it out.
    """
    circles = frames.ancestors(target.table, target.column).filter(nw.col("id") == nw.col("ancestor"))
    return (
        frames[target.table]
        .select("id", next=target.column)
        .join(circles.select("id"), on="id", how="semi")
        .select("id", found=nw.format(f"{target.column} '{{}}', from which a chain leads back here", nw.col("next")))
    )
