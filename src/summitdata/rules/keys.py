"""Keys: one key means one thing, for ever."""

from __future__ import annotations

from datetime import date

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.model import FileHome
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE
from summitdata.rules.language import Edit, Query, Target, add, change, patch, remove, rule, rule_of_columns
from summitdata.schema import TABLES

MAIN = tuple(table.name for table in TABLES.values() if isinstance(table.home, FileHome))
"""The tables of one file per record; a page and `summitdata show` know their rows by key alone."""


@rule_of_columns(
    "R013",
    [Target(name, "id") for name in MAIN[1:]],
    breaks=[
        patch(
            "A region has the key of a person.",
            add("places", "mara-lindqvist", name="Mara Lindqvist Land", kind="region", within="norvale"),
            change("places", "vellin", within="mara-lindqvist"),
        ),
    ],
    holds=[
        patch(
            "The region has a key of its own.",
            add("places", "lindqvist-land", name="Lindqvist Land", kind="region", within="norvale"),
            change("places", "vellin", within="lindqvist-land"),
        ),
    ],
)
def keys_mean_one_thing(frames: Frames, target: Target) -> Query:
    """A key stands in only one of the tables that have a file for each record.

    Why:
        People, links and `summitdata show` name a record by its key alone.

    Fix:
        Give the newer of the two records another key.
    """
    taken = []
    for name in MAIN[: MAIN.index(target.table)]:
        other = frames[name].select("id")
        found = nw.format(f"'{{}}', which is a key of {name} too", nw.col("id"))
        taken.append(frames[target.table].select("id").join(other, on="id", how="semi").select("id", found=found))
    return nw.concat(taken)


@rule(
    "R014",
    table="tombstones",
    column="key",
    breaks=[
        patch(
            "A withdrawn key is in use.",
            change("tombstones", "okafor-apology", key="okafor-our-mistake"),
            also=("R047",),
        ),
    ],
    holds=[
        patch(
            "Another key of the same look is in use.",
            remove("tombstones", "okafor-apology"),
            add(
                "tombstones",
                "okafor-our-mistakes",
                table="quotes",
                key="okafor-our-mistakes",
                reason="There was one mistake.",
                successor="okafor-our-mistake",
                version="0.1.0",
            ),
        ),
    ],
)
def withdrawn_keys_stay_withdrawn(frames: Frames) -> Query:
    """A key that was withdrawn is never used again.

    Why:
        Who cited the key must not be shown something else under it.

    Fix:
        Give the new row another key.
    """
    return nw.concat([
        frames["tombstones"]
        .filter(nw.col("table") == name)
        .join(frames[name].select(taken="id"), left_on="key", right_on="taken", how="semi")
        .select("id", found=nw.format(f"'{{}}', which {name} have again", nw.col("key")))
        for name in TABLES
    ])  # fmt: skip


@rule(
    "R015",
    table="tombstones",
    column="successor",
    closed=True,
    breaks=[
        patch(
            "The row that takes the place of a withdrawn one is not there.",
            change("tombstones", "okafor-apology", successor="okafor-confession"),
            also=("R058",),
        ),
        patch("The key is said to belong to no table.", change("tombstones", "okafor-apology", table="utterances")),
    ],
    holds=[
        patch(
            "Nothing takes the place.",
            change("tombstones", "okafor-apology", successor=None, reason="Nobody said it."),
        ),
    ],
)
def successors_exist(frames: Frames) -> Query:
    """A tombstone names a table and, as successor, a row of that table.

    Why:
        Who looks for a withdrawn key is led to what replaced it.

    Fix:
        Correct the table or the successor; leave the successor out where nothing took the place.
    """
    graves = frames["tombstones"]
    return nw.concat([
        graves.filter(~nw.col("table").is_in(tuple(TABLES))).select(
            "id", found=nw.format("'{}', which is no table", nw.col("table"))
        ),
        *(
            graves.filter((nw.col("table") == name) & ~nw.col("successor").is_null())
            .join(frames[name].select(living="id"), left_on="successor", right_on="living", how="anti")
            .select("id", found=nw.format(f"'{{}}', which is no key of {name}", nw.col("successor")))
            for name in TABLES
        ),
    ])  # fmt: skip


def _waiver(key: str) -> Edit:
    return add(
        "waivers", key, rule="P010", table="sources", key=GAZETTE, reason="The page is cut off.", who="The curators",
        until=date(2027, 1, 31), digest="0" * 64,
    )  # fmt: skip


@rule(
    "R063",
    table="waivers",
    column="id",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A waiver is called by why it was given.",
            _waiver("paywall"),
        ),
    ],
    holds=[
        patch(
            "A waiver is called by what it accepts.",
            _waiver("harbour-gazette-2020-05-06-p010"),
        ),
    ],
)
def waivers_are_called_by_what_they_accept(frames: Frames) -> Query:
    """The key of a waiver is the key of the row that it excuses and the code of the rule, with hyphens between.

    Why:
        Nobody has to invent a name, no finding is waived twice, and a slip in one of the three shows.

    Fix:
        Call it so, in small letters; points in the key of the row become hyphens.
    """
    expected = nw.format("{}-{}", nw.col("key").str.replace_all(".", "-", literal=True), nw.col("rule"))
    return (
        frames["waivers"]
        .with_columns(expected=expected.str.to_lowercase())
        .filter(nw.col("id") != nw.col("expected"))
        .select("id", found=nw.format("'{}', and not '{}'", nw.col("id"), nw.col("expected")))
    )
