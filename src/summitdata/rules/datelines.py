"""Datelines: the days that words and keys name are the days that were concluded from them."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.daywords import DATED
from summitdata.rules.example import NORTH_WIRE, READOUT
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns

_DAY: str = r"(^|-)[0-9]{4}-[0-9]{2}-[0-9]{2}(-|\z)"


@rule_of_columns(
    "C041",
    [Target(table, column) for table, column in DATED],
    severity=Severity.WARNING,
    breaks=[
        patch("A source says May 6, and is dated to the 5th.",
              change("sources", NORTH_WIRE, published_printed="May 6, 2020")),
        patch("A claim says since 2018, and its date is in another year.",
              change("claims", f"{NORTH_WIRE}.c7", value="2017")),
        patch("Words are said in June and dated to May.",
              change("renderings", f"{NORTH_WIRE}.r1", said_printed="in early June")),
    ],
    holds=[
        patch("A month agrees with a day in it.", change("renderings", f"{NORTH_WIRE}.r1", said_printed="in May")),
        patch("The day stands before the month.",
              change("sources", NORTH_WIRE, published_printed="5th of May 2020, 10:01")),
        patch("Of two years one agrees.",
              change("claims", f"{NORTH_WIRE}.c7", as_printed="since 2018 and until 2020")),
    ],
)  # fmt: skip
def day_words_agree(frames: Frames, target: Target) -> Query:
    """A month, a day of it or a year that a text in English prints is one of the date that was concluded from it.

    Why:
        Days are copied from a text by hand, and a slip in one of the two shows when they are held together.

    Fix:
        Correct the date, or the words where they have the slip.
    """
    return (
        frames.prepared("strange_days")
        .filter(nw.col("table") == target.table)
        .select("id", found=nw.format("'{}', which the date leaves out", nw.col("words")))
    )


@rule(
    "C042",
    table="sources",
    column="published",
    severity=Severity.WARNING,
    breaks=[
        patch("A source came out a day before the one in its key.", change("sources", READOUT, published="2020-05-03")),
        patch("A source has a day in its key and none of publication.", change("sources", READOUT, published=None)),
    ],
    holds=[
        patch("The month alone is known.", change("sources", READOUT, published="2020-05")),
        patch(
            "A source has no day in its key.",
            add("sources", "okafor-memoirs-2021", title="[Okafor's memoirs]", kind="report", language="en",
                published="2022", origin_note="A book.", rights="facts", held=False, known_via=NORTH_WIRE,
                extent="none", length=0),
        ),
    ],
)  # fmt: skip
def keys_have_the_day_of_publication(frames: Frames) -> Query:
    """The day in a source's key is that of its publication.

    Why:
        The key says the day a second time, and readers take it from there.

    Fix:
        Correct the date; the key of a source that was released stays, and its finding is waived.
    """
    one_day = nw.col("published_first") == nw.col("published_last")
    day = nw.col("published_first").dt.to_string("%Y-%m-%d")
    return (
        frames["sources"]
        .filter(nw.col("id").str.contains(_DAY))
        .filter(nw.col("published").is_null() | (one_day & ~nw.col("id").str.contains(day, literal=True)))
        .select("id", found=nw.format("published {}", nw.coalesce("published", nw.lit("on no known day"))))
    )
