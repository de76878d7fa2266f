"""Chronology: days that are said of the same, of its parts and of its occasion can all be true."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.rules.context import Frames
from summitdata.rules.example import NORTH_WIRE
from summitdata.rules.language import Query, Target, change, patch, rule, rule_of_columns
from summitdata.rules.tongues import in_language

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ja": ("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"),
    "ko": ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
}
"""The days of the week by language, in the order of ISO 8601, which counts them from 1."""


def _disjoint(first: str, last: str, other_first: str, other_last: str) -> nw.Expr:
    """Whether two ranges of days have no day in common; an open end reaches any day."""
    return (nw.col(last) < nw.col(other_first)) | (nw.col(other_last) < nw.col(first))


@rule(
    "C003",
    table="events",
    column="part_of",
    after=("R012",),
    breaks=[
        patch(
            "The visit is over before the summit that is a part of it.",
            change("claims", f"{NORTH_WIRE}.c12", value="2020-05-01/2020-05-03", as_printed=None),
        ),
    ],
    holds=[
        patch(
            "The visit lasts longer than the summit that is a part of it.",
            change("claims", f"{NORTH_WIRE}.c12", value="2020-05-01/2020-05-09", as_printed=None),
        ),
        patch(
            "The visit was on one unknown day, which may be that of the summit.",
            change("claims", f"{NORTH_WIRE}.c12", value="[2020-05-04..2020-05-09]", as_printed=None),
        ),
    ],
)
def parts_lie_within(frames: Frames) -> Query:
    """The days of a part of an event lie within the days of the whole.

    Why:
        What happened before the whole began, or after it ended, is no part of it.

    Fix:
        Correct one of the two dates, or take out `part_of`.
    """
    wholes = frames["events"].select(
        whole="id", whole_date="date", whole_first="date_first", whole_last="date_last"
    )  # fmt: skip
    lasting = nw.col("date").str.contains("/", literal=True)
    sticks_out = lasting & (
        (nw.col("date_first") < nw.col("whole_first")) | (nw.col("date_last") > nw.col("whole_last"))
    )
    return (
        frames["events"]
        .select("id", "part_of", "date", "date_first", "date_last")
        .join(wholes, left_on="part_of", right_on="whole")
        .filter(_disjoint("date_first", "date_last", "whole_first", "whole_last") | sticks_out)
        .select(
            "id",
            found=nw.format(
                "dated {}, while '{}' is dated {}", nw.col("date"), nw.col("part_of"), nw.col("whole_date")
            ),
        )
    )


@rule(
    "C009",
    table="quotes",
    column="said",
    breaks=[
        patch(
            "Words that open a summit are said two days before it.",
            change("renderings", f"{NORTH_WIRE}.r1", said="2020-05-02"),
            also=("C045",),
        ),
    ],
    holds=[
        patch(
            "The words are said in the month of the summit.",
            change("renderings", f"{NORTH_WIRE}.r1", said="2020-05"),
        ),
    ],
)
def said_at_the_occasion(frames: Frames) -> Query:
    """An utterance was made on a day of the event at which it was made.

    Why:
        One of the two dates is wrong, or the occasion is.

    Fix:
        Correct `said` or `occasion` of the rendering, or the date of the event.
    """
    occasions = frames["events"].select(event="id", at="date", at_first="date_first", at_last="date_last")
    return (
        frames["quotes"]
        .select("id", "event", "said", "said_first", "said_last")
        .join(occasions, on="event")
        .filter(_disjoint("said_first", "said_last", "at_first", "at_last"))
        .select("id", found=nw.format("said {}, while '{}' is dated {}", *map(nw.col, ("said", "event", "at"))))
    )


@rule(
    "C010",
    table="terms",
    column="until",
    breaks=[
        patch(
            "A term of office ends before it begins.",
            change("terms", "tomas-okafor.president", until="2015"),
            change("names", f"{NORTH_WIRE}.n3", role=None),
        ),
    ],
    holds=[
        patch(
            "A term of office ends in the year in which it began.",
            change("terms", "tomas-okafor.president", until="2016"),
            change("names", f"{NORTH_WIRE}.n3", role=None),
        ),
    ],
)
def terms_end_after_they_begin(frames: Frames) -> Query:
    """A term of office ends no earlier than it begins.

    Why:
        Whether a speaker held the office on a day is concluded from the two dates.

    Fix:
        Correct `since` or `until`.
    """
    return (
        frames["terms"]
        .filter(nw.col("until_last") < nw.col("since_first"))
        .select("id", found=nw.format("until {}, since {}", nw.col("until"), nw.col("since")))
    )


@rule_of_columns(
    "C011",
    [Target("claims", "as_printed"), Target("renderings", "said_printed"), Target("sources", "published_printed")],
    breaks=[
        patch(
            "A source says Sunday, and the day that was concluded is a Monday.",
            change("claims", f"{NORTH_WIRE}.c2", as_printed="on Sunday"),
        ),
        patch(
            "A source is dated to a Friday, which was a Tuesday.",
            change("sources", NORTH_WIRE, published_printed="Friday, May 5, 2020"),
        ),
        patch(
            "A source in Japanese says Sunday of a Monday.",
            *in_language(NORTH_WIRE, "ja"),
            change("claims", f"{NORTH_WIRE}.c2", as_printed="日曜日に"),
        ),
        patch(
            "A source in Korean says Friday of a Tuesday.",
            *in_language(NORTH_WIRE, "ko-KR", published_printed="2020년 5월 5일 금요일"),
        ),
    ],
    holds=[
        patch(
            "The source says Monday, and the day is one.",
            change("claims", f"{NORTH_WIRE}.c2", as_printed="on Monday, May 4"),
        ),
        patch(
            "The source says Sunday, and the date is a span of days.",
            change("claims", f"{NORTH_WIRE}.c12", as_printed="from Sunday"),
        ),
        patch(
            "A source in Japanese says Monday, and has a character of Sunday's name besides.",
            *in_language(NORTH_WIRE, "ja"),
            change("claims", f"{NORTH_WIRE}.c2", as_printed="4日の月曜日"),
        ),
        patch(
            "A source in Korean says Tuesday.",
            *in_language(NORTH_WIRE, "ko", published_printed="2020년 5월 5일 화요일"),
        ),
    ],
)
def weekdays_agree(frames: Frames, target: Target) -> Query:
    """A weekday that a text in English, Japanese or Korean prints is that of the day that was concluded from it.

    Why:
        A relative date is most easily resolved to the wrong week or counted off by one.

    Fix:
        Correct the date, and say in the reason how it follows from the words and the day of publication.
    """
    dated = {"claims": "value", "renderings": "said", "sources": "published"}[target.table]
    first, last, printed = nw.col(f"{dated}_first"), nw.col(f"{dated}_last"), nw.col("printed")
    rows = frames[target.table].with_columns(printed=nw.col(target.column).str.to_lowercase())
    if target.table != "sources":
        rows = rows.join(frames["sources"].select(source="id", tongue="language"), on="source")
    else:
        rows = rows.with_columns(tongue=nw.col("language"))
    by_tongue = []
    for tongue, names in WEEKDAYS.items():
        named = printed.str.contains("|".join(names).lower())
        agreeing = (
            printed.str.contains(name.lower(), literal=True) & (nw.col("weekday") == at)
            for at, name in enumerate(names, 1)
        )
        spoken = nw.col("tongue").str.contains(rf"^{tongue}(-|\z)")
        by_tongue.append(spoken & named & ~nw.any_horizontal(*agreeing, ignore_nulls=True))
    weekday = nw.col("weekday").replace_strict(
        list(range(1, 8)), WEEKDAYS["en"], default=nw.lit(""), return_dtype=nw.String
    )  # fmt: skip
    return (
        rows.filter(first == last)
        .with_columns(weekday=first.dt.weekday())
        .filter(nw.any_horizontal(*by_tongue, ignore_nulls=True))
        .select("id", found=nw.format("'{}', while {} is a {}", nw.col(target.column), nw.col(dated), weekday))
    )
