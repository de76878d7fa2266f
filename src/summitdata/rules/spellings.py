"""Spellings: keys are made of the names that they stand for, and one spelling stands for one thing."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns

_NAMED = ("places", "actors", "terms", "sources", "tombstones", "discrepancies")
"""The tables whose keys are made of the words of their rows."""


@rule_of_columns(
    "R045",
    [Target(name, "id") for name in ("claims", "renderings", "spans", "runs", "positions", "names")],
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A spelling has the letter of a claim.",
            add("names", f"{GAZETTE}.c1", source=GAZETTE, actor="norvale-government", name="Norvale", language="en"),
        ),
    ],
    holds=[
        patch(
            "A spelling has the next number.",
            add("names", f"{GAZETTE}.n4", source=GAZETTE, actor="norvale-government", name="Norvale", language="en"),
        ),
    ],
)  # fmt: skip
def numbered_keys_have_their_letter(frames: Frames, target: Target) -> Query:
    """A record that is numbered has the letter of its table: c, r, o, p, n; s for a span, and t for one of a source.

    Why:
        From the key alone a reader knows what it names, and a slip in a key shows.

    Fix:
        Give the record the letter of its table and the next free number.
    """
    letter = {"claims": "c", "renderings": "r", "runs": "o", "positions": "p", "names": "n"}.get(target.table)
    rows = frames[target.table].with_columns(local=nw.col("id").str.replace_all(r"^(?s:.*)\.", ""))
    if letter is not None:
        wrong = rows.filter(~nw.col("local").str.contains(rf"^{letter}[1-9][0-9]*\z"))
    else:
        of_source = nw.col("claim").is_null() & nw.col("rendering").is_null()
        wrong = rows.filter(
            (of_source & ~nw.col("local").str.contains(r"^t[1-9][0-9]*\z"))
            | (~of_source & ~nw.col("local").str.contains(r"^s[1-9][0-9]*\z"))
        )
    return wrong.select("id", found=nw.format("'{}'", nw.col("local")))


@rule(
    "R046",
    table="participants",
    column="id",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "The key of a part names the other leader.",
            change("participants", "strait-summit.lindqvist", actor="norvale-government"),
        ),
    ],
    holds=[
        patch(
            "The key of a part is a word of its actor's name.",
            add("participants", "ferry-agreement.norvale", event="ferry-agreement", actor="norvale-government",
                role="participant"),
            add("participants", "ferry-agreement.estmark", event="ferry-agreement", actor="estmark-government",
                role="participant"),
        ),
    ],
)  # fmt: skip
def parts_are_named_after_their_actor(frames: Frames) -> Query:
    """The key of a part in an event is made of words of its actor's key or name.

    Why:
        The key is a second word for who takes part; where the two differ, one of them is wrong.

    Fix:
        Correct the actor or the key.
    """
    actors = frames["actors"].select(
        actor="id", words=nw.format(" {}  {} ", nw.col("id").str.replace_all("-", " ", literal=True),
                                    nw.col("name").str.to_lowercase().str.replace_all("-", " ", literal=True)),
    )  # fmt: skip
    local = nw.col("id").str.replace_all(r"^(?s:.*)\.", "").str.replace_all("-", " ", literal=True)
    return (
        frames["participants"]
        .select("id", "actor")
        .join(actors, on="actor")
        .with_columns(local=nw.format(" {} ", local))
        .filter(~nw.col("words").str.contains(nw.col("local"), literal=True))
        .select("id", found=nw.format("a key without a word of '{}'", nw.col("actor")))
    )


@rule_of_columns(
    "R047",
    [Target(table, "id") for table in _NAMED],
    severity=Severity.WARNING,
    breaks=[
        patch("A letter of a town's name is another one.", change("places", "vellin", name="Vollin")),
        patch("A person's name has a slip.", change("actors", "mara-lindqvist", name="Mara Lindqvits")),
        patch(
            "An office has a slip.",
            change("terms", "mara-lindqvist.prime-minister", office="Prime Minster of Norvale"),
            also=("A008",),
        ),
        patch(
            "Nothing in a source's row has a word of its key.",
            change("sources", "norvale-readout-2020-05-04", publisher=None),
            also=("P009",),
        ),
    ],
    holds=[
        patch("A town's name has an accent.", change("places", "vellin", name="Vellín")),
        patch("An agency's key is its name's first letters.",
              add("actors", "nfw", name="Northern Ferry Watch", kind="media", note="A news site."),
              change("claims", f"{SOUTH_WIRE}.c5", account="nfw")),
    ],
)  # fmt: skip
def keys_are_made_of_names(frames: Frames, target: Target) -> Query:
    """The words of keys that are made of names, titles or other keys stand in the rows that they name.

    Why:
        Such a key is the name, the office, the title or another key once more; where a letter differs, one of the two
        has a slip.
        It holds for places, people, media, parties, terms, sources, tombstones and disagreements.
        Initials will do, and a numeral tells several terms in one office apart. Works of reference are left out.

    Fix:
        Correct the name or the key; a key that people already use stays, and its finding is waived.
    """
    return (
        frames.prepared("strange_words")
        .filter(nw.col("table") == target.table)
        .select("id", found=nw.format("a key with '{}', which is nowhere in what it is named by", nw.col("words")))
    )


@rule_of_columns(
    "R048",
    [Target("names", "actor"), Target("names", "place")],
    severity=Severity.WARNING,
    after=("R001", "R005"),
    breaks=[
        patch(
            "One leader's full name is given to the other.",
            add("names", f"{SOUTH_WIRE}.n5", source=SOUTH_WIRE, actor="norvale-government", name="Mara Lindqvist",
                     language="en"),
        ),
    ],
    holds=[
        patch(
            "Two people share a family name, and each has a full one that a text gives.",
            add("actors", "jon-lindqvist", name="Jon Lindqvist", kind="person", country="SE"),
            add("names", f"{GAZETTE}.n4", source=GAZETTE, actor="jon-lindqvist", name="Jon Lindqvist", language="en"),
            add("names", f"{GAZETTE}.n5", source=GAZETTE, actor="jon-lindqvist", name="Lindqvist", language="en"),
        ),
        patch(
            "A country is called by the name of its town.",
            add("names", f"{GAZETTE}.n4", source=GAZETTE, place="norvale", name="Vellin", language="en"),
        ),
    ],
)  # fmt: skip
def one_spelling_one_bearer(frames: Frames, target: Target) -> Query:
    """A spelling stands for one actor, and for one place or those around it, unless a text spells its bearer out.

    Why:
        Who spoke is concluded from spellings; one that was given to somebody else puts words into the wrong mouth.

    Fix:
        Correct the actor or the place; of two who share a name, record the fuller name of each as well.
    """
    column = target.column
    bearers = frames["names"].filter(~nw.col(column).is_null())
    others = bearers.select(name="name", other="id", other_bearer=nw.col(column))
    fuller = bearers.select(bearer=nw.col(column), longer="name")
    pairs = (
        bearers.select("id", "name", bearer=nw.col(column))
        .join(others, on="name")
        .filter(nw.col("bearer") != nw.col("other_bearer"))
    )
    if column == "place":
        within = frames.ancestors("places", "within").select(inner="id", outer="ancestor")
        for inner, outer in (("bearer", "other_bearer"), ("other_bearer", "bearer")):
            pairs = pairs.join(within, left_on=[inner, outer], right_on=["inner", "outer"], how="anti")
    spelt_out = (
        pairs.join(fuller, on="bearer")
        .filter((nw.col("longer") != nw.col("name")) & nw.col("longer").str.contains(nw.col("name"), literal=True))
        .select(spelt="id")
    )
    return (
        pairs.join(spelt_out, left_on="id", right_on="spelt", how="anti")
        .group_by("id", "name")
        .agg(other=nw.col("other").min())
        .select("id", found=nw.format("'{}', which is another's in '{}'", nw.col("name"), nw.col("other")))
    )


@rule(
    "R057",
    table="names",
    column="place",
    severity=Severity.WARNING,
    after=("R001", "R005", "R012"),
    breaks=[
        patch("The name of one country is given to the other.", change("names", f"{NORTH_WIRE}.n6", place="norvale")),
    ],
    holds=[
        patch("A country is called by a longer form of its name.",
              change("names", f"{NORTH_WIRE}.n6", name="Estmarkland")),
        patch("A place is called by a name in other letters.",
              change("names", f"{NORTH_WIRE}.n6", name="エストマルク")),
    ],
)  # fmt: skip
def spellings_of_places_have_their_words(frames: Frames) -> Query:
    """A spelling of a place in Latin letters has a word of the place's name, of its key or of a place in it.

    Why:
        Where something happened is concluded from spellings; one that was given to another place moves the event.

    Fix:
        Correct the place; of a name of another origin, such as an old one, waive it.
    """
    return frames.prepared("strange_spellings").select(
        "id", found=nw.format("a name that has no word of '{}'", nw.col("called"))
    )
