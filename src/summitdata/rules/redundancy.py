"""Redundancy: what is written twice says the same, and what is numbered is numbered throughout."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.model import Coded
from summitdata.rules.context import Frames
from summitdata.rules.example import ATLAS, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, remove, rule, rule_of_columns
from summitdata.schema import PLACES

_NUMBERED = "^[a-z]+[0-9]{1,6}$"
_LARGER = {
    "site": ("city", "prefecture", "region", "country", "islands", "site"),
    "city": ("prefecture", "region", "country", "islands"),
    "islands": ("prefecture", "region", "country", "islands"),
    "prefecture": ("region", "country"),
    "country": ("region",),
    "region": ("region", "country"),
}
"""In what a place of each kind may lie."""

if not isinstance(PLACES["kind"].kind, Coded) or set(_LARGER) != set(PLACES["kind"].kind.vocabulary.names):
    raise ValueError("every kind of place needs the kinds that it may lie in")


@rule_of_columns(
    "R040",
    [Target(name, "id") for name in ("claims", "renderings", "spans", "runs", "positions", "names")],
    severity=Severity.WARNING,
    closed=True,
    breaks=[
        patch("A spelling was taken out.", remove("names", f"{NORTH_WIRE}.n2")),
    ],
    holds=[
        patch(
            "A spelling was withdrawn, and has its tombstone.",
            remove("names", f"{NORTH_WIRE}.n2"),
            add(
                "tombstones", "north-wire-n2", table="names", key=f"{NORTH_WIRE}.n2",
                reason="The text does not print it.", version="0.1.0",
            ),
        ),
    ],
)  # fmt: skip
def numbers_have_no_gap(frames: Frames, target: Target) -> Query:
    """Records that are numbered within one record are numbered from 1 without a gap, but for withdrawn ones.

    Why:
        A gap is a record that was lost without a word, or a key with a slip in it; keys are permanent, and who
        withdraws one says so.

    Fix:
        Put the record back, or correct its key; where it was withdrawn, write a tombstone for its key.
    """
    of_table = nw.col("table") == target.table
    live = frames[target.table].select("id")
    withdrawn = frames["tombstones"].filter(of_table).select(id=nw.col("key"))
    numbered = (
        nw.concat([live, withdrawn])
        .with_columns(local=nw.col("id").str.replace_all(r"^.*\.", ""))
        .filter(nw.col("local").str.contains(_NUMBERED))
        .with_columns(
            above=nw.col("id").str.replace_all(r"[^.]*$", ""), letters=nw.col("local").str.replace_all("[0-9]+$", ""),
            number=nw.when(nw.col("local").str.contains(_NUMBERED))
            .then(nw.col("local").str.replace_all("^[a-z]+", "")).otherwise(None).cast(nw.Int64),
        )
    )  # fmt: skip
    before = numbered.select(above_before="above", letters_before="letters", number_before=nw.col("number") + 1)
    followers = numbered.filter(nw.col("number") > 1).join(
        before,
        left_on=["above", "letters", "number"],
        right_on=["above_before", "letters_before", "number_before"],
        how="anti",
    )
    return followers.join(live, on="id", how="semi").select(
        "id", found=nw.format("a key ending in {}, and none that ends in the number before", nw.col("local"))
    )


@rule(
    "R041",
    table="places",
    column="within",
    after=("R001",),
    breaks=[
        patch("A country lies in a town.", change("places", "estmark", within="vellin")),
    ],
    holds=[
        patch("A town has become a prefecture.", change("places", "vellin", kind="prefecture")),
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
            for kind, kinds in _LARGER.items()
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
        patch("Nothing is known of the country of the town.", change("places", "norvale", country="NO")),
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
        .select("id", found=nw.format("{} within '{}' in {}", *map(nw.col, ("country", "within", "outer_country"))))
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
        .select("id", found=nw.format("{}, while '{}' is of {}", *map(nw.col, ("country", above, "other_country"))))
    )


@rule(
    "C040",
    table="spans",
    column="sha256",
    after=("C005", "C007", "E001"),
    breaks=[
        patch(
            "Two claims rest on one sentence, and its digest has a slip in one of them.",
            change("spans", f"{NORTH_WIRE}.c2.s1", start=128, stop=180),
            change("spans", f"{NORTH_WIRE}.c1.s1", start=128, stop=180),
        ),
    ],
    holds=[
        patch(
            "Two texts have each a stretch at one place.",
            change("spans", f"{SOUTH_WIRE}.c1.s1", start=128, stop=180),
        ),
    ],
)
def one_stretch_one_digest(frames: Frames) -> Query:
    """Two spans of one source at one place have one digest, and two with one digest are of one length.

    Why:
        A slip in an offset or a digest shows here without the article, wherever two records rest on one stretch.

    Fix:
        Find the words again with `summitdata locate`, and write start, stop and digest as it gives them.
    """
    columns = "id", "source", "start", "stop", "sha256"
    texts = frames["sources"].select(text_of="id", text_length="length")
    spans = (
        frames["spans"]
        .join(texts, left_on="source", right_on="text_of")
        .filter((nw.col("start") < nw.col("stop")) & (nw.col("stop") <= nw.col("text_length")))
        .select(*columns)
    )
    other = spans.select(**{f"other_{name}": nw.col(name) for name in columns})
    at_one_place = spans.join(
        other, left_on=["source", "start", "stop"], right_on=["other_source", "other_start", "other_stop"]
    ).filter((nw.col("other_id") < nw.col("id")) & (nw.col("sha256") != nw.col("other_sha256")))
    of_one_digest = spans.join(
        other, left_on=["source", "sha256"], right_on=["other_source", "other_sha256"]
    ).filter(
        (nw.col("other_id") < nw.col("id"))
        & (nw.col("stop") - nw.col("start") != nw.col("other_stop") - nw.col("other_start"))
    )  # fmt: skip
    return nw.concat([
        at_one_place.group_by("id").agg(other=nw.col("other_id").min())
        .select("id", found=nw.format("another digest than that of '{}', which stands at the same place", nw.col("other"))),
        of_one_digest.group_by("id").agg(other=nw.col("other_id").min())
        .select("id", found=nw.format("the digest of '{}', which is of another length", nw.col("other"))),
    ])  # fmt: skip


@rule_of_columns(
    "A040",
    [Target("renderings", "language"), Target("names", "language")],
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch("A wording is in another language than the text.", change("renderings", f"{NORTH_WIRE}.r1", language="fr")),
    ],
    holds=[
        patch(
            "A work of reference gives a name in another language.",
            add("names", f"{ATLAS}.n1", source=ATLAS, actor="mara-lindqvist", name="Maria", language="fr"),
        ),
    ],
)
def wordings_are_in_the_language_of_the_text(frames: Frames, target: Target) -> Query:
    """Wordings and spellings are in the language of the text that gives them, but for those of works of reference.

    Why:
        Wordings are compared within one language, and a slip in it hides a difference or makes one.

    Fix:
        Correct the language of the wording or of the source; where a text does quote a foreign language, waive it.
    """
    texts = frames["sources"].filter(nw.col("kind") != "reference").select(text="id", text_language="language")
    return (
        frames[target.table]
        .join(texts, left_on="source", right_on="text")
        .filter(nw.col("language") != nw.col("text_language"))
        .select("id", found=nw.format("{} in a text in {}", nw.col("language"), nw.col("text_language")))
    )
