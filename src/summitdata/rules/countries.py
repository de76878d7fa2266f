"""Where places lie, and whose side actors are on: kinds, countries and coordinates that go together."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns

LARGER = {
    "site": ("city", "prefecture", "region", "country", "islands", "site"),
    "city": ("prefecture", "region", "country", "islands"),
    "islands": ("prefecture", "region", "country", "islands"),
    "prefecture": ("region", "country"),
    "country": ("region",),
    "region": ("region", "country"),
}
"""In what a place of each kind may lie."""


@rule(
    "R041",
    table="places",
    column="within",
    after=("R001",),
    breaks=[
        patch("A country lies in a town.", change("places", "estmark", within="vellin")),
    ],
    holds=[
        patch(
            "A town has become a prefecture.",
            change("places", "vellin", kind="prefecture", latitude=None, longitude=None, source=None),
        ),
    ],
)
def places_lie_in_larger_ones(frames: Frames) -> Query:
    """A place lies in one of a larger kind.

    Why:
        Where something happened is concluded along this line, from the narrower place to the wider.

    Fix:
        Correct the kind of the place, or name another one in `within`.
    """
    larger = frames["places"].select(outer="id", outer_kind="kind")
    pairs = frames["places"].join(larger, left_on="within", right_on="outer")
    return nw.concat(
        [
            pairs.filter((nw.col("kind") == kind) & ~nw.col("outer_kind").is_in(kinds)).select(
                "id", found=nw.format("a {} within '{}', a {}", nw.col("kind"), nw.col("within"), nw.col("outer_kind"))
            )
            for kind, kinds in LARGER.items()
        ]
    )


@rule(
    "R042",
    table="places",
    column="country",
    after=("R001",),
    breaks=[
        patch(
            "A town lies in another country than the country that it lies in.",
            change("places", "vellin", country="SE"),
            change("places", "norvale", country="NO"),
        ),
    ],
    holds=[
        patch(
            "Nothing is known of the country that the town is said to lie in.",
            change("places", "vellin", kind="region", country="NO", latitude=None, longitude=None, source=None),
        ),
    ],
)
def places_share_their_country(frames: Frames) -> Query:
    """A place has the country of the place that it lies in.

    Why:
        A slip in one of the two puts an event into another country.

    Fix:
        Correct the country of one of the two, or leave it out where it is disputed.
    """
    outer = frames["places"].select(outer="id", outer_country="country")
    return (
        frames["places"]
        .join(outer, left_on="within", right_on="outer")
        .filter(nw.col("country") != nw.col("outer_country"))
        .select(
            "id", found=nw.format("country {} within '{}' in {}", *map(nw.col, ("country", "within", "outer_country")))
        )
    )


@rule(
    "R043",
    table="places",
    column="latitude",
    breaks=[
        patch("A place has one coordinate.", change("places", "vellin", longitude=None)),
        patch("Nothing says where the coordinates come from.", change("places", "vellin", source=None)),
        patch("A place without coordinates names their source.", change("places", "norvale", source=ATLAS)),
    ],
    holds=[
        patch(
            "A place has no coordinates and no source of them.",
            change("places", "vellin", latitude=None, longitude=None, source=None),
        ),
    ],
)
def coordinates_come_together(frames: Frames) -> Query:
    """A place has both coordinates and their source, or none of the three.

    Why:
        One coordinate is no place, and one that nobody vouches for cannot be checked.

    Fix:
        Give latitude, longitude and source, or take out what there is of them.
    """
    empty = [nw.col(name).is_null() for name in ("latitude", "longitude", "source")]
    told = nw.when(empty[2]).then(nw.lit("no source")).otherwise(nw.lit("a source"))
    return (
        frames["places"]
        .filter(nw.any_horizontal(*empty, ignore_nulls=False) & ~nw.all_horizontal(*empty, ignore_nulls=False))
        .select("id", found=nw.format("{}, and coordinates that do not go with it", told))
    )


@rule_of_columns(
    "R044",
    [Target("actors", "country"), Target("terms", "country")],
    after=("R001",),
    breaks=[
        patch(
            "A leader is of another country than the government that she belongs to.",
            change("actors", "mara-lindqvist", country="SE"),
            change("actors", "norvale-government", country="NO"),
        ),
    ],
    holds=[
        patch("Nothing is known of the leader's country.", change("actors", "norvale-government", country="NO")),
    ],
)
def actors_share_their_country(frames: Frames, target: Target) -> Query:
    """An actor is of the country of the body that it belongs to, and holds the offices of that country.

    Why:
        Which side somebody speaks for is concluded from it.

    Fix:
        Correct the country of one of the two; leave it out of an actor that belongs to none.
    """
    above = "part_of" if target.table == "actors" else "actor"
    others = frames["actors"].select(other="id", other_country="country")
    return (
        frames[target.table]
        .join(others, left_on=above, right_on="other")
        .filter(nw.col("country") != nw.col("other_country"))
        .select(
            "id", found=nw.format("country {}, while '{}' is of {}", *map(nw.col, ("country", above, "other_country")))
        )
    )
