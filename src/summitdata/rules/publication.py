"""Publication: what a source prints could be known on the day on which it came out."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import GAZETTE, NORTH_WIRE
from summitdata.rules.language import Query, change, patch, rule


def _last_known(frames: Frames) -> Frame:
    """Each source with the last day from which its text can be: that of its update, else of its publication."""
    return frames["sources"].select(source="id", printed=nw.coalesce("updated_last", "published_last"))


def _known_too_late(frames: Frames, rows: Frame, day: nw.Expr, longitude: str) -> Frame:
    """Keep the *rows* whose *day*, reckoned at a place, comes after the one on which their source was printed.

    The same moment has another date elsewhere: where the clocks of the place may be ahead of those of the source's
    zone, its day may be the next one already.  The clock of a place is that of its meridian, an hour for each 15
    degrees of *longitude*; of an unknown place or an unknown zone it may be ahead.
    """
    at_home = nw.col("hours") >= (nw.col(longitude) / 15).round()
    late = day > nw.col("printed")
    by_more = day > nw.col("printed").dt.offset_by("1d")
    return (
        rows.join(_last_known(frames), on="source")
        .join(frames.prepared("clocks"), on="source", how="left")
        .filter((late & nw.coalesce(at_home, nw.lit(value=False))) | by_more)
    )


@rule(
    "C001",
    table="renderings",
    column="said",
    breaks=[
        patch(
            "A wire of the 5th prints what was said on the 7th.",
            change("renderings", f"{NORTH_WIRE}.r2", said="2020-05-07", occasion=None, said_printed="in the same week"),
        ),
        patch(
            "A wire of the day before prints the words, from a zone whose clocks are ahead of the town's.",
            change("sources", NORTH_WIRE, published="2020-05-03", published_printed=None),
            also=("C002", "C042"),
        ),
    ],
    holds=[
        patch(
            "A wire of the day before prints the words, from a zone whose clocks are behind the town's.",
            change(
                "sources",
                NORTH_WIRE,
                published="[2020-05-02..2020-05-03]",
                published_printed=None,
                zone="America/Los_Angeles",
            ),
        ),
        patch(
            "The wire prints what was said on the day of its publication.",
            change("renderings", f"{NORTH_WIRE}.r2", said="2020-05-05", occasion=None, said_printed="in the same week"),
        ),
        patch(
            "The wire prints what was said in that month.",
            change("renderings", f"{NORTH_WIRE}.r2", said="2020-05", occasion=None, said_printed="in the same week"),
        ),
    ],
)
def said_before_printed(frames: Frames) -> Query:
    """An utterance was made no later than the day on which a source that renders it was published.

    Why:
        A source cannot print what has yet to be said; one of the two dates is wrong, or it is another utterance.
        Where the clocks of the place may be ahead of the source's, its day may be the next one already.

    Fix:
        Correct `said` or the source's `published` or `zone`.  Where the source was extended later, give `updated`.
    """
    meridians = frames["places"].select(place="id", meridian="longitude")
    utterances = (
        frames["quotes"]
        .select("place", quote="id", resolved="said_first")
        .join(meridians, on="place", how="left")
        .select("quote", "resolved", "meridian")
    )
    occasions = frames["events"].select(occasion="id", at="longitude")
    own = (
        frames["renderings"]
        .filter(nw.col("link") != "doubtful")
        .select("id", "source", "quote", "occasion", "said_first")
        .join(utterances, on="quote")
        .join(occasions, on="occasion", how="left")
        .with_columns(where=nw.coalesce("at", "meridian"))
    )
    first = nw.coalesce("said_first", "resolved")
    return _known_too_late(frames, own, first, "where").select(
        "id", found=nw.format("said on {} at the earliest, printed by {}", first, nw.col("printed"))
    )


@rule(
    "C002",
    table="claims",
    column="value",
    breaks=[
        patch(
            "A wire of 2020 tells that the visit of 2021 has taken place.",
            change("claims", f"{NORTH_WIRE}.c13", value="occurred"),
        ),
        patch(
            "A wire tells of a summit two days ahead, which no time zone explains.",
            change("sources", NORTH_WIRE, published="2020-05-02", published_printed=None, zone="America/Los_Angeles"),
            also=("C001", "C042"),
        ),
    ],
    holds=[
        patch(
            "A wire from far west tells of the summit, while there it is still the evening before.",
            change(
                "sources",
                NORTH_WIRE,
                published="[2020-05-02..2020-05-03]",
                published_printed=None,
                zone="Pacific/Honolulu",
            ),
        ),
        patch(
            "It is not known in which zone a wire of the day before was dated.",
            change("sources", NORTH_WIRE, published="[2020-05-02..2020-05-03]", published_printed=None, zone=None),
        ),
        patch("The wire tells that the visit is expected.", change("claims", f"{NORTH_WIRE}.c13", value="expected")),
    ],
)
def occurred_before_printed(frames: Frames) -> Query:
    """What a source says has happened or goes on began no later than the day of its publication.

    Why:
        A plan is not an event that happened: the status or one of the dates is wrong.  Where the clocks of the
        place may be ahead of the source's, its day may be the next one already.

    Fix:
        Give the status that the source gives (planned, expected, feared), or correct the date or the source's `zone`.
    """
    days = frames["events"].select(event="id", began="date_first", at="longitude")
    told = frames["claims"].filter(
        (nw.col("property") == "status") & nw.col("value").is_in(("occurred", "under-way"))
    )  # fmt: skip
    return _known_too_late(frames, told.join(days, on="event"), nw.col("began"), "at").select(
        "id",
        found=nw.format(
            "{}, but the event is on {} at the earliest and the source of {}",
            nw.col("value"), nw.col("began"), nw.col("printed"),
        ),
    )  # fmt: skip


@rule(
    "C004",
    table="sources",
    column="updated",
    breaks=[
        patch("A text was updated before it came out.", change("sources", GAZETTE, updated="2020-05-05")),
        patch(
            "A text was updated an hour before it came out.",
            change("sources", GAZETTE, updated="2020-05-06", published_time="10:00", updated_time="09:00"),
        ),
    ],
    holds=[
        patch("A text was updated in the month in which it came out.", change("sources", GAZETTE, updated="2020-05")),
        patch(
            "A text was updated at an earlier hour of a later day.",
            change("sources", GAZETTE, published_time="10:00", updated_time="09:00"),
        ),
    ],
)
def updated_after_published(frames: Frames) -> Query:
    """A source was updated no earlier than it was published.

    Why:
        The two dates are easily exchanged, and what the source could know depends on them.

    Fix:
        Correct `published` or `updated`.
    """
    same_day = (nw.col("published") == nw.col("updated")) & (nw.col("published_first") == nw.col("published_last"))
    earlier = same_day & (nw.col("updated_time") < nw.col("published_time"))
    blank = nw.lit("")
    return frames["sources"].filter((nw.col("updated_last") < nw.col("published_first")) | earlier).select(
        "id",
        found=nw.concat_str(
            [
                nw.col("updated"), nw.coalesce("updated_time", blank), nw.lit("before"),
                nw.col("published"), nw.coalesce("published_time", blank),
            ],
            separator=" ",
        ).str.replace_all("  ", " ", literal=True).str.strip_chars(" "),
    )  # fmt: skip


@rule(
    "C012",
    table="sources",
    column="derived_from",
    breaks=[
        patch(
            "A text came out a day before the one that it rewrites.",
            change("sources", GAZETTE, published="2020-05-04"),
            also=("C042",),
        ),
    ],
    holds=[
        patch(
            "A text came out on the day of the one that it rewrites.",
            change("sources", GAZETTE, published="[2020-05-05..2020-05-06]"),
        ),
    ],
)
def derived_after_its_root(frames: Frames) -> Query:
    """A source was published no earlier than the one from which it is derived.

    Why:
        A copy cannot be older than what it copies; the derivation may run the other way.

    Fix:
        Correct one of the two dates, or `derived_from`.
    """
    roots = frames["sources"].select(root="id", came_out="published", root_first="published_first")
    return (
        frames["sources"]
        .join(roots, left_on="derived_from", right_on="root")
        .filter(nw.col("published_last") < nw.col("root_first"))
        .select(
            "id",
            found=nw.format(
                "published {}, while '{}' was published {}", *map(nw.col, ("published", "derived_from", "came_out"))
            ),
        )
    )


@rule(
    "C014",
    table="sources",
    column="zone",
    breaks=[patch("A zone is given by its letters.", change("sources", NORTH_WIRE, zone="JST"))],
    holds=[
        patch("The zone is that of a town.", change("sources", NORTH_WIRE, zone="Asia/Seoul")),
        patch("No zone is known.", change("sources", NORTH_WIRE, zone=None)),
    ],
)
def zones_exist(frames: Frames) -> Query:
    """The zone of a source is one of the IANA time zone database.

    Why:
        In which zone a day is reckoned decides what could be known on it; letters such as CST mean several zones.

    Fix:
        Write the zone by its town, such as Asia/Tokyo, or leave it out where it is not known.
    """
    return (
        frames["sources"]
        .filter(~nw.col("zone").is_null())
        .join(frames.prepared("clocks"), left_on="id", right_on="source", how="anti")
        .select("id", found=nw.format("'{}', which is no zone", nw.col("zone")))
    )
