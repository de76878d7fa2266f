"""Coordinates: a place lies in its country, where no other place lies, and both its numbers are equally exact."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns

_NOTHING = 1e-6
"""What remains of a whole number that was multiplied by a power of ten."""

_MOST_APART = 2
"""By how many decimals two coordinates of one place may differ: one in a hundred ends in two noughts."""

_MOST_SHARED = 2
"""Up to how many decimals two places may have the same latitude or longitude by chance."""

_NEAR: Final = {"city": 1, "prefecture": 5, "region": 45}
"""By kind of place, within how many degrees of another of its places each is; of few does one lie farther off."""


@rule(
    "R051",
    table="places",
    column="latitude",
    severity=Severity.WARNING,
    after=("R042",),
    breaks=[
        patch(
            "A Norwegian town lies in the Atlantic.",
            change("places", "vellin", country="NO"),
            change("places", "norvale", country="NO"),
        ),
    ],
    holds=[
        patch(
            "A Norwegian town lies in Norway.",
            change("places", "vellin", country="NO", latitude=60.5, longitude=5.25),
            change("places", "norvale", country="NO"),
        ),
        patch("A town is of no country.", change("places", "vellin", latitude=60.5)),
    ],
)
def places_lie_in_their_country(frames: Frames) -> Query:
    """The coordinates of a place are within the degrees between which its country lies.

    Why:
        A sign that was lost or two digits that changed places put a town into another ocean, and a map shows it there.

    Fix:
        Look the coordinates up again; latitude comes first, north and east are positive.
    """
    return frames.prepared("outside").select(
        "id", found=nw.format("coordinates outside the country, which has {}", nw.col("extent"))
    )


def _decimals(column: str) -> nw.Expr:
    """Give how many decimals a coordinate has, of at most four."""
    number = nw.col(column)
    counted = nw.when(_is_whole(number)).then(nw.lit(0))
    for count in (1, 2, 3):
        counted = counted.when(_is_whole(number * 10**count)).then(nw.lit(count))
    return counted.otherwise(nw.lit(4))


def _is_whole(number: nw.Expr) -> nw.Expr:
    return (number - number.round()).abs() < _NOTHING


@rule(
    "R052",
    table="places",
    column="latitude",
    severity=Severity.WARNING,
    after=("R043",),
    breaks=[
        patch("A latitude was cut off.", change("places", "vellin", latitude=12.0, longitude=-45.2533)),
    ],
    holds=[
        patch("A longitude ends in two noughts.", change("places", "vellin", latitude=12.4013, longitude=-45.25)),
    ],
)
def coordinates_are_equally_exact(frames: Frames) -> Query:
    """Latitude and longitude of a place have about as many decimals: not three or more apart.

    Why:
        Both come from one entry of a gazetteer; where one is much rougher, it lost its end on the way.

    Fix:
        Look the coordinates up again and write both as they stand there; of one that ends in noughts, waive it.
    """
    own, other = _decimals("latitude"), _decimals("longitude")
    return (
        frames["places"]
        .filter(~nw.col("latitude").is_null() & ~nw.col("longitude").is_null())
        .with_columns(own=own, other=other)
        .filter((nw.col("own") - nw.col("other")).abs() > _MOST_APART)
        .select("id", found=nw.format("{} and {} decimals", nw.col("own"), nw.col("other")))
    )


@rule_of_columns(
    "R053",
    [Target("places", "latitude"), Target("places", "longitude")],
    severity=Severity.WARNING,
    breaks=[
        patch(
            "Two towns have one latitude, to four decimals.",
            change("places", "vellin", latitude=12.5012, longitude=-45.2531),
            add("places", "port-vellin", name="Port Vellin", kind="city", within="norvale", latitude=12.5012,
                longitude=-46.1203, source=ATLAS),
            change("claims", "north-wire-2020-05-05.c3", value="port-vellin"),
        ),
    ],
    holds=[
        patch(
            "Two towns have one latitude, to a degree.",
            change("places", "vellin", latitude=12.5),
            add("places", "port-vellin", name="Port Vellin", kind="city", within="norvale", latitude=12.5,
                longitude=-46.1, source=ATLAS),
            change("claims", "north-wire-2020-05-05.c3", value="port-vellin"),
        ),
    ],
)  # fmt: skip
def places_have_coordinates_of_their_own(frames: Frames, target: Target) -> Query:
    """No two places have the same latitude or the same longitude, to three decimals or more.

    Why:
        A number of four decimals is shared by chance once in thousands of places, and by copying at once.

    Fix:
        Look both places up again; two sites that do lie on one line are waived.
    """
    column = target.column
    exact = frames["places"].filter(_decimals(column) > _MOST_SHARED).select("id", at=column)
    firsts = exact.group_by("at").agg(first=nw.col("id").min(), last=nw.col("id").max())
    return (
        exact.join(firsts, on="at")
        .filter(nw.col("first") != nw.col("last"))
        .select("id", found=nw.format("{}, which '{}' and '{}' have", nw.col("at"), nw.col("first"), nw.col("last")))
    )


@rule(
    "R064",
    table="places",
    column="latitude",
    severity=Severity.WARNING,
    after=("R012",),
    closed=True,
    breaks=[
        patch(
            "Two towns of a small region are a third of the earth apart.",
            change("places", "norvale", kind="region"),
            add("places", "port-vellin", name="Port Vellin", kind="city", within="norvale", latitude=-42.75,
                longitude=-46.1, source=ATLAS),
            change("claims", "north-wire-2020-05-05.c3", value="port-vellin"),
        ),
    ],
    holds=[
        patch(
            "Of three towns of a region, each is near to another one.",
            change("places", "norvale", kind="region"),
            add("places", "port-vellin", name="Port Vellin", kind="city", within="norvale", latitude=-31.75,
                longitude=-46.1, source=ATLAS),
            change("claims", "north-wire-2020-05-05.c3", value="port-vellin"),
        ),
        patch(
            "Nothing else of a region has coordinates.",
            change("places", "norvale", kind="region"),
        ),
    ],
)  # fmt: skip
def places_are_near_to_others(frames: Frames) -> Query:
    """A place is near to another one of the same town, prefecture or region, where any other has coordinates.

    Why:
        A sign that was lost, or two digits that changed places, put it far from all that it belongs to.

    Fix:
        Look the coordinates up again, or correct `within`; what does lie far off is waived.
    """
    located = frames["places"].filter(~nw.col("latitude").is_null() & ~nw.col("longitude").is_null())
    kinds = frames["places"].select(around="id", of_kind="kind").filter(nw.col("of_kind").is_in(tuple(_NEAR)))
    within = nw.concat([
        frames.ancestors("places", "within").select("id", around="ancestor"),
        located.select("id", around="id"),
    ]).join(kinds, on="around")  # fmt: skip
    here = located.select("id", "latitude", "longitude").join(within, on="id")
    there = located.select(other="id", north="latitude", east="longitude").join(
        within.select("around", other="id"), on="other"
    )
    apart = nw.max_horizontal(
        (nw.col("latitude") - nw.col("north")).abs(), (nw.col("longitude") - nw.col("east")).abs()
    )
    nearest = (
        here.join(there, on="around")
        .filter(nw.col("id") != nw.col("other"))
        .with_columns(apart=apart)
        .group_by("id", "around", "of_kind")
        .agg(nearest=nw.col("apart").min())
    )
    too_far = [(nw.col("of_kind") == kind) & (nw.col("nearest") > most) for kind, most in _NEAR.items()]
    return (
        nearest.filter(nw.any_horizontal(*too_far, ignore_nulls=True))
        .group_by("id")
        .agg(around=nw.col("around").min())
        .select("id", found=nw.format("far from everything else in '{}'", nw.col("around")))
    )
