"""Companions: what belongs to another cell of its row fits it, and does not stand without it."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, READOUT, SOUTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns

_LEADERS: Final = {
    ("renderings", "said_printed"): "said",
    ("renderings", "said_reason"): "said",
    ("renderings", "speaker_printed"): "speaker",
    ("sources", "published_printed"): "published",
    ("sources", "published_time"): "published",
    ("sources", "updated_time"): "updated",
}
"""Columns that say something of another column, with that one."""

_NEARLY: Final = (
    r"(^|[^a-z])(about|around|approximately|roughly|nearly|almost|some [0-9]+|more than|less than|fewer than"
    r"|over [0-9]+|up to)([^a-z]|\z)"
)
"""Words by which a text in English gives a number as approximate."""


@rule_of_columns(
    "A041",
    [Target(table, column) for table, column in _LEADERS],
    breaks=[
        patch("The words that date a source stand without the date.", change("sources", READOUT, published=None,
              published_printed="on Monday"), also=("C042",)),
        patch("A reason dates nothing.", change("renderings", f"{SOUTH_WIRE}.r1", said_reason="It is dated so.")),
        patch("A speaker is printed and not named.", change("renderings", f"{NORTH_WIRE}.r1", speaker=None)),
        patch("A minute of an unknown day.", change("sources", GAZETTE, updated=None, updated_time="10:01")),
    ],
    holds=[
        patch("A date has no words and no reason.", change("renderings", f"{SOUTH_WIRE}.r1", said="2020-05-04")),
        patch("A minute of a known day.", change("sources", GAZETTE, updated_time="10:01")),
    ],
)  # fmt: skip
def companions_have_their_leader(frames: Frames, target: Target) -> Query:
    """Words, reasons and clock times that say something of a date or a speaker stand with it.

    Why:
        They are the evidence for a value; evidence without its value means that the value was lost.

    Fix:
        Write the date or the speaker that they tell of, or take them out.
    """
    leader = _LEADERS[target.table, target.column]
    return (
        frames[target.table]
        .filter(~nw.col(target.column).is_null() & nw.col(leader).is_null())
        .select("id", found=nw.format(f"'{{}}', and no {leader}", nw.col(target.column)))
    )


@rule(
    "A042",
    table="renderings",
    column="speaker_printed",
    severity=Severity.WARNING,
    breaks=[
        patch("A source names a speaker in no words.", change("renderings", f"{NORTH_WIRE}.r1", speaker_printed=None)),
    ],
    holds=[
        patch(
            "Nothing names the speaker, who is concluded from what stands before.",
            change("renderings", f"{SOUTH_WIRE}.r1", speaker_printed=None),
        ),
    ],
)
def speakers_are_named_in_words(frames: Frames) -> Query:
    """A rendering that is stated to be a person's gives the words by which its source names him.

    Why:
        Whether a text names the speaker, and how, is what an attribution rests on.

    Fix:
        Write the words, such as a name or an office; where the text names nobody, the link is inferred.
    """
    people = frames["actors"].filter(nw.col("kind") == "person").select(speaker="id")
    return (
        frames["renderings"]
        .filter((nw.col("link") == "stated") & nw.col("speaker_printed").is_null())
        .join(people, on="speaker")
        .select("id", found=nw.format("'{}', without words", nw.col("speaker")))
    )


@rule(
    "A043",
    table="claims",
    column="about",
    breaks=[
        patch("A place is approximate.", change("claims", f"{NORTH_WIRE}.c3", about=True)),
        patch("A text says nearly, and the number is given as exact.",
              change("claims", f"{SOUTH_WIRE}.c5", as_printed="nearly twenty")),
    ],
    holds=[
        patch("A number is approximate.",
              change("claims", f"{SOUTH_WIRE}.c5", as_printed="nearly twenty", about=True)),
        patch("A word that makes a number approximate has another meaning beside a place.",
              change("claims", f"{NORTH_WIRE}.c3", as_printed="all over Vellin")),
    ],
)  # fmt: skip
def about_goes_with_a_number(frames: Frames) -> Query:
    """What is about so much is a number, and a number that a text in English gives as approximate is about so much.

    Why:
        Approximate numbers agree with others near them, and exact ones do not.

    Fix:
        Set `about` as the words of the text ask for; leave it out where the value is no number.
    """
    texts = frames["sources"].filter(nw.col("language").str.contains(r"^en(-|\z)")).select(source="id")
    of_number = nw.col("property").is_in(("ordinal", "number", "duration"))
    numbers = frames["claims"].filter(of_number)
    exact = numbers.filter(~nw.col("about") & nw.col("as_printed").str.to_lowercase().str.contains(_NEARLY))
    others = frames["claims"].filter(nw.col("about") & ~of_number)
    return nw.concat([
        others.select("id", found=nw.format("about, and the property is {}", nw.col("property"))),
        exact.join(texts, on="source").select(
            "id", found=nw.format("exact, while the text has '{}'", nw.col("as_printed"))
        ),
    ])  # fmt: skip
