"""Values: what a claim says is of the kind that its property asks for, and says what it counts."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.formats.constraints import text_form
from summitdata.model import Coded, Count, Edtf, Number
from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, change, patch, rule
from summitdata.schema import PROPERTY_VALUES

COUNTED = ("number", "ordinal")
"""The properties whose value means nothing without what is counted."""


@rule(
    "R008",
    table="claims",
    column="value",
    breaks=[
        patch("A status is no code.", change("claims", f"{NORTH_WIRE}.c1", value="happened")),
        patch("A date is given in words.", change("claims", f"{NORTH_WIRE}.c2", value="Monday")),
        patch("An ordinal is given in words.", change("claims", f"{NORTH_WIRE}.c5", value="second")),
        patch("An ordinal has a fraction.", change("claims", f"{NORTH_WIRE}.c5", value="2.5")),
        patch("An ordinal counts from nought.", change("claims", f"{NORTH_WIRE}.c5", value="0")),
    ],
    holds=[
        patch("The status is another code.", change("claims", f"{NORTH_WIRE}.c1", value="under-way")),
        patch("The date is a month.", change("claims", f"{NORTH_WIRE}.c2", value="2020-05")),
        patch("A number has a fraction.", change("claims", f"{SOUTH_WIRE}.c5", value="20.5")),
    ],
)
def claim_value(frames: Frames) -> Query:
    """The value of a claim is of the kind that its property asks for.

    Why:
        Values of one kind can be compared across sources; the words of the source stand in `as_printed`.

    Fix:
        Write a code of the vocabulary, an EDTF date, or digits alone; what can be said only in words belongs to
        a property that is told in words.
    """
    value = nw.col("value")
    wrong = []
    for name, kind in PROPERTY_VALUES.items():
        of_property = frames["claims"].filter(nw.col("property") == name)
        match kind:
            case Coded(vocabulary=vocabulary):
                codes = ", ".join(vocabulary.names)
                wrong.append(
                    of_property.filter(~value.is_in(vocabulary.names)).select(
                        "id", found=nw.format(f"{name} '{{}}', which is none of {codes}", value)
                    )
                )
            case Edtf():
                undated = nw.col("value_first").is_null() & nw.col("value_last").is_null()
                wrong.append(
                    of_property.filter(undated).select(
                        "id", found=nw.format(f"{name} '{{}}', which is no EDTF date", value)
                    )
                )
            case Count(minimum=low, maximum=high) | Number(minimum=low, maximum=high):
                # Where the number is approximate, the two ends lie as far from it on either side.
                number = (nw.col("value_low") + nw.col("value_high")) / 2
                unlike = ~value.str.contains(rf"^({text_form(kind).pattern})\z")
                sort = "whole number" if isinstance(kind, Count) else "number"
                wrong.append(
                    of_property.filter(unlike | number.is_null() | (number < low) | (number > high)).select(
                        "id", found=nw.format(f"{name} '{{}}', which is no {sort} from {low:,} to {high:,}", value)
                    )
                )
            case _:
                continue  # keys have rule R007, and words are free
    return nw.concat(wrong)


@rule(
    "X001",
    table="claims",
    column="scope",
    breaks=[
        patch("An ordinal does not say what it counts.", change("claims", f"{NORTH_WIRE}.c5", scope=None)),
    ],
    holds=[
        patch(
            "The length of an event needs no scope.",
            change("claims", f"{NORTH_WIRE}.c5", scope=None, property="duration", value="90"),
        ),
    ],
)
def numbers_say_what_they_count(frames: Frames) -> Query:
    """A number or an ordinal says what it counts.

    Why:
        Numbers of different things do not conflict, and one without a scope would seem to be of anything.

    Fix:
        Write into `scope`, in a few words, what is counted; use the same words wherever the same is counted.
    """
    return (
        frames["claims"]
        .filter(nw.col("property").is_in(COUNTED) & nw.col("scope").is_null())
        .select("id", found=nw.format("{} {} without a scope", nw.col("property"), nw.col("value")))
    )
