"""The gazetteer: places are called by their kind, and one work gives the coordinates of each kind."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS
from summitdata.rules.language import Query, add, change, patch, rule

_CALLED: Final = {
    "prefecture": "prefecture|province|oblast|canton",
    "islands": "islands?|archipelago|rocks",
    "city": "city|town|village",
    "region": "peninsula|region|hemisphere",
}
"""For each kind of place, the last words of an English name that can be of no other kind."""

_TWO_WORKS: Final = (
    add("sources", "gazetteer", title="[A gazetteer]", kind="reference", language="en",
        origin_note="Cited for coordinates.", rights="facts", held=False, extent="none", length=0),
    add("places", "port-vellin", name="Port Vellin", kind="city", within="norvale", latitude=12.25,
        longitude=-45.75, source=ATLAS),
    change("claims", "north-wire-2020-05-05.c3", value="port-vellin"),
)  # fmt: skip
"""A second work of reference, and a second town that has its coordinates from the first."""

_HAVING: Final = ("site", "city", "islands")
"""The kinds of place that a pair of coordinates can stand for."""


@rule(
    "R059",
    table="places",
    column="kind",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A place whose name ends in prefecture is called a town.",
            change("places", "vellin", name="Vellin Prefecture"),
        ),
        patch(
            "A country has the coordinates of a point.",
            change("places", "norvale", latitude=13.25, longitude=-45.75, source=ATLAS),
        ),
    ],
    holds=[
        patch(
            "A place whose name ends in town is a town.",
            change("places", "vellin", name="Vellin Town"),
        ),
    ],
)  # fmt: skip
def places_are_called_by_their_kind(frames: Frames) -> Query:
    """A place has the kind that its name ends in, in English, and only what is small has coordinates.

    Why:
        The kind decides how near two dates of one place are and how a map draws it; a slip in it changes no other cell.

    Fix:
        Correct the kind, or the name; take coordinates out of what is no point.
    """
    kind, name = nw.col("kind"), nw.col("name").str.to_lowercase()
    misnamed = [name.str.contains(rf" ({words})\z") & (kind != fit) for fit, words in _CALLED.items()]
    spread = ~kind.is_in(_HAVING) & ~nw.col("latitude").is_null()
    found = nw.when(spread).then(nw.format("'{}', with coordinates", kind)).otherwise(
        nw.format("'{}', while the name is '{}'", kind, nw.col("name"))
    )  # fmt: skip
    return frames["places"].filter(nw.any_horizontal(*misnamed, spread, ignore_nulls=True)).select("id", found=found)


@rule(
    "R060",
    table="places",
    column="source",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "Of three towns one has its coordinates from another work.",
            *_TWO_WORKS,
            add("places", "old-vellin", name="Old Vellin", kind="city", within="norvale", latitude=12.75,
                longitude=-45.5, source="gazetteer"),
            change("claims", "north-wire-2020-05-05.c15", value="old-vellin"),
        ),
    ],
    holds=[
        patch(
            "A town and a site have their coordinates from different works.",
            *_TWO_WORKS,
            add("places", "old-pier", name="Old Pier", kind="site", within="vellin", latitude=12.5,
                longitude=-45.26, source="gazetteer"),
            change("claims", "north-wire-2020-05-05.c15", value="old-pier"),
        ),
    ],
)  # fmt: skip
def one_work_gives_the_coordinates_of_a_kind(frames: Frames) -> Query:
    """All places of one kind in one part of the world have their coordinates from one work, which gives most of them.

    Why:
        Gazetteers differ in what point stands for a town and in how exact it is, and each wants to be credited.

    Fix:
        Take the coordinates from the same work as the others; where that lacks the place, waive it.
    """
    within = frames.ancestors("places", "within")
    largest = frames["places"].filter(nw.col("within").is_null()).select(region="id")
    regions = within.join(largest, left_on="ancestor", right_on="region", how="semi").select("id", region="ancestor")
    located = frames["places"].filter(~nw.col("source").is_null()).select("id", "kind", "source").join(regions, on="id")
    counted = located.group_by("region", "kind", "source").agg(places=nw.col("id").count())
    most = counted.group_by("region", "kind").agg(most=nw.col("places").max())
    fewer = counted.join(most, on=["region", "kind"]).filter(nw.col("places") < nw.col("most"))
    return located.join(
        fewer.select("region", "kind", "source"), on=["region", "kind", "source"], how="semi"
    ).select(
        "id", found=nw.format("'{}', while another work gives more places of the kind '{}'",
                              nw.col("source"), nw.col("kind"))
    )  # fmt: skip


@rule(
    "R062",
    table="places",
    column="within",
    severity=Severity.WARNING,
    after=("R001", "R042", "R012"),
    closed=True,
    breaks=[
        patch(
            "A town of a country lies nowhere in it.",
            add("places", "strait-region", name="Strait Region", kind="region"),
            change("places", "norvale", country="NO"),
            change("places", "vellin", country="NO", latitude=60.5, longitude=5.25, within="strait-region"),
            also=("R011",),
        ),
        patch(
            "A town of no country lies within a country.",
            change("places", "norvale", country="NO"),
            change("places", "vellin", latitude=60.5, longitude=5.25),
        ),
    ],
    holds=[
        patch(
            "A town lies in its country.",
            change("places", "norvale", country="NO"),
            change("places", "vellin", country="NO", latitude=60.5, longitude=5.25),
        ),
    ],
)  # fmt: skip
def places_lie_in_their_countries(frames: Frames) -> Query:
    """A place that is of a country lies in it, directly or through others; and what lies in a country is of it.

    Why:
        Where something happened is concluded along this line, and a country that is missed counts the event nowhere.

    Fix:
        Correct `within` or `country`; a place that two countries claim lies in a region.
    """
    countries = frames["places"].filter(nw.col("kind") == "country").select(above="id", of="country")
    above = frames.ancestors("places", "within").join(countries, left_on="ancestor", right_on="above")
    lying = above.filter(~nw.col("of").is_null()).select("id", "of")
    smaller = frames["places"].filter(~nw.col("kind").is_in(("country", "region"))).select("id", "country")
    return nw.concat([
        smaller.filter(~nw.col("country").is_null())
        .join(lying, left_on=["id", "country"], right_on=["id", "of"], how="anti")
        .select("id", found=nw.format("country {}, and within nothing of it", nw.col("country"))),
        frames["places"].filter(nw.col("country").is_null()).select("id")
        .join(lying, on="id")
        .select("id", found=nw.format("no country, and within a place of {}", nw.col("of"))),
    ])  # fmt: skip
