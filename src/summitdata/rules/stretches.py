"""Stretches of text: offsets that are possible, in the order of the text, and the words that they enclose."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns

KEPT = ("speech", "term")
"""The uses of a stretch between quotation marks whose words are kept; a title may hold one of them."""


@rule_of_columns(
    "C005",
    [Target("spans", "stop"), Target("runs", "stop"), Target("runs", "other_stop")],
    after=("R017", "R018"),
    breaks=[
        patch("A span ends behind the end of the text.", change("spans", f"{NORTH_WIRE}.c1.s1", stop=5000)),
        patch("A span ends where it begins.", change("spans", f"{NORTH_WIRE}.c1.s1", stop=128)),
        patch("A run lies behind the end of the other text.", change("runs", f"{GAZETTE}.o1", other_stop=5000)),
    ],
    holds=[
        patch("A span ends with the text.", change("spans", f"{NORTH_WIRE}.c1.s1", stop=564)),
    ],
)
def offsets_lie_in_the_text(frames: Frames, target: Target) -> Query:
    """A stretch begins before it ends, and ends within the text of its source.

    Why:
        Offsets beyond the text, or a stretch without a character, prove nothing.

    Fix:
        Find the words again with `summitdata locate` and write their start and stop.
    """
    prefix = target.column.removesuffix("stop")
    start, stop = nw.col(f"{prefix}start"), nw.col(target.column)
    source = "other" if prefix else "source"
    texts = frames["sources"].select(text_of="id", text_length="length")
    return (
        frames[target.table]
        .join(texts, left_on=source, right_on="text_of")
        .filter((start >= stop) | (stop > nw.col("text_length")))
        .select(
            "id",
            found=nw.format(
                "start {} and stop {} in a text of {} code points", start, stop, nw.col("text_length")
            ),
        )
    )  # fmt: skip


@rule(
    "C006",
    table="spans",
    column="start",
    after=("C005",),
    breaks=[
        patch(
            "The second part of a quotation stands before the first in the text.",
            change("spans", f"{NORTH_WIRE}.r2.s1", part=2),
            change("spans", f"{NORTH_WIRE}.r2.s2", part=1),
        ),
    ],
    holds=[
        patch(
            "The words around a quotation are given before the quotation.",
            change("spans", f"{NORTH_WIRE}.r1.s1", part=2),
            change("spans", f"{NORTH_WIRE}.r1.s2", part=1),
        ),
    ],
)
def parts_stand_in_order(frames: Frames) -> Query:
    """The quoted parts of a rendering are given in the order of the text, and do not overlap.

    Why:
        The wording is put together from its parts in this order.

    Fix:
        Give the spans in the order in which the text has them.
    """
    speech = frames["spans"].filter((nw.col("use") == "speech") & ~nw.col("rendering").is_null())
    earlier = speech.select(rendering="rendering", before="id", before_part="part", before_stop="stop")
    return (
        speech.select("id", "rendering", "part", "start")
        .join(earlier, on="rendering")
        .filter((nw.col("before_part") < nw.col("part")) & (nw.col("start") < nw.col("before_stop")))
        .group_by("id")
        .agg(start=nw.col("start").min(), stop=nw.col("before_stop").max())
        .select("id", found=nw.format("start {}, while an earlier part stops at {}", nw.col("start"), nw.col("stop")))
    )


@rule(
    "C007",
    table="spans",
    column="text",
    after=("C005",),
    breaks=[
        patch(
            "The last character of a quotation is left out of the offsets.",
            change("spans", f"{NORTH_WIRE}.r1.s1", stop=293),
        ),
    ],
    holds=[
        patch(
            "A stretch whose words are not kept is one character shorter.",
            change("spans", f"{NORTH_WIRE}.r1.s2", stop=328),
        ),
    ],
)
def words_fill_the_stretch(frames: Frames) -> Query:
    """The words of a span are as many code points long as the stretch from start to stop.

    Why:
        Offsets that are off by one, and words that were changed by hand, show here without the article.

    Fix:
        Find the words again with `summitdata locate`, and copy them letter for letter.
    """
    length, stretch = nw.col("text").str.len_chars(), nw.col("stop") - nw.col("start")
    return (
        frames["spans"]
        .filter(length != stretch)
        .select("id", found=nw.format("{} code points in a stretch of {}", length, stretch))
    )


@rule(
    "C008",
    table="spans",
    column="start",
    after=("C005", "C006", "C007"),
    breaks=[
        patch(
            "A term lies inside a quotation.",
            change("spans", f"{SOUTH_WIRE}.t1", start=260, stop=271),
        ),
    ],
    holds=[
        patch(
            "A term follows on a quotation without a gap.",
            change("spans", f"{SOUTH_WIRE}.t1", start=277, stop=288),
        ),
    ],
)
def quotations_do_not_overlap(frames: Frames) -> Query:
    """A stretch between quotation marks belongs to one rendering, or is one term.

    Why:
        The same words would be two people's, or somebody's and nobody's.

    Fix:
        Decide whose words they are, and keep that span alone.
    """
    kept = frames["spans"].filter(nw.col("use").is_in(KEPT)).with_columns(
        owner=nw.coalesce("rendering", "claim", "id")
    )  # fmt: skip
    others = kept.select(source="source", other="id", other_owner="owner", other_start="start", other_stop="stop")
    begins_later = (nw.col("other_start") < nw.col("start")) | (
        (nw.col("other_start") == nw.col("start")) & (nw.col("other_stop") <= nw.col("stop"))
    )  # the place decides which of two is told of, not the name; of two that are one stretch both are
    return (
        kept.select("id", "source", "owner", "start", "stop")
        .join(others, on="source")
        .filter(
            begins_later & (nw.col("other") != nw.col("id")) & (nw.col("other_owner") != nw.col("owner"))
            & (nw.col("start") < nw.col("other_stop"))
        )
        .group_by("id")
        .agg(other=nw.col("other").min())
        .select("id", found=nw.format("words that '{}' has too", nw.col("other")))
    )  # fmt: skip


@rule(
    "E001",
    table="spans",
    column="sha256",
    breaks=[
        patch(
            "The digest of a quotation is that of other words.",
            change(
                "spans",
                f"{SOUTH_WIRE}.r1.s2",
                sha256="38d4e9c8d155dd130549291b8be356520844f3051b9e35fe33db1314e05d4248",
            ),
        ),
    ],
    holds=[
        patch(
            "A stretch whose words are not kept has another digest.",
            change(
                "spans",
                f"{SOUTH_WIRE}.c1.s1",
                sha256="5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            ),
        ),
    ],
)
def digests_are_of_the_words(frames: Frames) -> Query:
    """The digest of a span is the SHA-256 of its words, where they are kept.

    Why:
        A slip in the words or in the digest shows here without the article.

    Fix:
        Copy the words letter for letter, and take the digest that `summitdata locate` gives.
    """
    return (
        frames["spans"]
        .join(frames.digests("spans", "text"), on="id")
        .filter(nw.col("sha256") != nw.col("digest"))
        .select("id", found=nw.format("another digest than that of the words, {}", nw.col("digest")))
    )
