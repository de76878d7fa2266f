"""A drawn time axis that gives room to days on which much happens."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from summitdata.model import Row
from summitdata.site.landmarks import LINE, names
from summitdata.site.markup import Html, el, flat
from summitdata.site.words import when

_FULL_DAY = 10
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GAP = 0.42
"""How much room a stretch without entries gets, for each power of ten of its days."""


class Shape(StrEnum):
    """How surely and how long something lies in time."""

    DAY = "day"
    """On one known day."""
    SPAN = "span"
    """From one known day to another."""
    UNSURE = "unsure"
    """At some time within a stretch of days."""
    BEFORE = "before"
    """At some time up to a day."""
    AFTER = "after"
    """At some time from a day on."""


def shape(row: Row) -> Shape:
    """Tell how the date of a timeline row is to be drawn."""
    text = str(row["date"])
    if row["first"] is None:
        return Shape.BEFORE
    if row["last"] is None:
        return Shape.AFTER
    if row["first"] == row["last"] and not text.endswith(("~", "?", "%")):
        return Shape.DAY
    if "/" in text and not text.startswith("["):
        return Shape.SPAN
    return Shape.UNSURE


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale whose length grows with what happens, not with the days alone."""

    edges: tuple[date, ...]
    places: tuple[float, ...]

    def __call__(self, day: date) -> float:
        """Give the place of the beginning of *day*."""
        if day <= self.edges[0]:
            return self.places[0]
        for index in range(1, len(self.edges)):
            if day <= self.edges[index]:
                left, right = self.edges[index - 1], self.edges[index]
                share = (day - left).days / max((right - left).days, 1)
                return self.places[index - 1] + share * (self.places[index] - self.places[index - 1])
        return self.places[-1]


def scale(ranges: Sequence[tuple[date, date]], width: float) -> Scale:
    """Make the scale for *ranges* of days, both ends included: every range adds as much length as any other."""
    edges = sorted({edge for first, last in ranges for edge in (first, _next(last))})
    lengths = []
    for left, right in pairwise(edges):
        days = (right - left).days
        covering = [(first, last) for first, last in ranges if first <= left and last >= right - timedelta(days=1)]
        share = sum(days / ((last - first).days + 1) for first, last in covering)
        lengths.append(share + _GAP * math.log10(1 + days) * (1 if not covering else 0.3))
    total = sum(lengths) or 1
    places, at = [0.0], 0.0
    for length in lengths:
        at += length
        places.append(at / total * width)
    return Scale(tuple(edges), tuple(places))


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


@dataclass(slots=True)
class _Drawn:
    row: Row
    left: float
    right: float
    shape: Shape
    lane: int = 0


def draw(rows: Sequence[Row], width: int, *, size: float = 10.0, label: float = 62.0, named: int = 0) -> Html:
    """Draw dated *rows* of the timeline: events above the line, utterances below it.

    The events of which most sources tell are named above them, in so many lines as *named* says.  The picture
    repeats what the list says, so that screen readers are spared it.
    """
    dated = [row for row in rows if row["first"] is not None or row["last"] is not None]
    if not dated:
        return Html("")
    ranges = [_range(row) for row in dated]
    place = scale(ranges, width - 2 * size)
    above = _laid([row for row in dated if row["what"] == "event"], place, size)
    below = _laid([row for row in dated if row["what"] == "quote"], place, size)
    lane = size + 3
    top = (max((one.lane for one in above), default=-1) + 1) * lane + 6 + named * LINE
    bottom = (max((one.lane for one in below), default=-1) + 1) * lane + 6
    line = top + 4
    height = line + 34 + bottom
    heights = [line - 8 - one.lane * lane - size / 2 for one in above]
    parts = [
        *_ticks(rows, place, size, line, label),
        *names([(one.row, (one.left + one.right) / 2, y) for one, y in zip(above, heights, strict=True)], width, named),
        *(_mark(one, height, size) for one, height in zip(above, heights, strict=True)),
        *(_mark(one, line + 32 + one.lane * lane + size / 2, size) for one in below),
    ]
    return el(
        "svg",
        flat(parts),
        viewBox=f"0 0 {width} {height:.0f}",
        class_="sd-axis",
        aria_hidden="true",
        focusable="false",
    )


def _range(row: Row) -> tuple[date, date]:
    first, last = row["first"], row["last"]
    start = first if isinstance(first, date) else last
    end = last if isinstance(last, date) else first
    if not isinstance(start, date) or not isinstance(end, date):
        raise TypeError(f"{row['id']} has no date")
    return start, end


def _laid(rows: Sequence[Row], place: Scale, size: float) -> list[_Drawn]:
    """Lay marks out in lanes; those of one crowded day unfold along the day."""
    crowds: dict[tuple[date, date], list[Row]] = defaultdict(list)
    for row in rows:
        crowds[_range(row)].append(row)
    drawn = []
    for (first, last), crowd in crowds.items():
        left, right = place(first) + size, place(_next(last)) + size
        for number, row in enumerate(crowd):
            how = shape(row)
            if how is Shape.DAY:
                middle = left + (number + 0.5) * (right - left) / len(crowd)
                drawn.append(_Drawn(row, middle - size / 2, middle + size / 2, how))
            elif how in {Shape.BEFORE, Shape.AFTER}:
                reach = 2.6 * size
                edge = right if how is Shape.BEFORE else left
                drawn.append(
                    _Drawn(
                        row,
                        edge - reach if how is Shape.BEFORE else edge,
                        edge if how is Shape.BEFORE else edge + reach,
                        how,
                    )
                )
            else:
                drawn.append(_Drawn(row, left + 1, max(right - 1, left + size), how))
    taken: list[list[tuple[float, float]]] = []
    for one in sorted(drawn, key=lambda one: (one.shape is Shape.UNSURE, one.left, -(one.right - one.left))):
        for number, lane in enumerate(taken):
            if all(one.left >= right + 2 or one.right <= left - 2 for left, right in lane):
                one.lane = number
                lane.append((one.left, one.right))
                break
        else:
            one.lane = len(taken)
            taken.append([(one.left, one.right)])
    return drawn


def _mark(one: _Drawn, middle: float, size: float) -> Html:
    row = one.row
    status = str(row["status"] or "unknown") if row["what"] == "event" else "said"
    half = size / 2
    match one.shape:
        case Shape.DAY:
            drawing = (
                el("circle", cx=f"{one.left + half:.1f}", cy=f"{middle:.1f}", r=f"{half - 0.8:.1f}")
                if row["what"] == "event"
                else el("path", d=_diamond(one.left + half, middle, half))
            )
        case Shape.SPAN:
            drawing = el(
                "rect",
                x=f"{one.left:.1f}",
                y=f"{middle - half / 2:.1f}",
                width=f"{one.right - one.left:.1f}",
                height=f"{half:.1f}",
                rx=f"{half / 2:.1f}",
            )
        case Shape.BEFORE | Shape.AFTER | Shape.UNSURE:
            drawing = el(
                "rect",
                x=f"{one.left:.1f}",
                y=f"{middle - half / 2:.1f}",
                width=f"{one.right - one.left:.1f}",
                height=f"{half:.1f}",
                rx=f"{half / 2:.1f}",
            )
            tip = {Shape.BEFORE: (one.left, "M{x} {y}l5-3.5v7z"), Shape.AFTER: (one.right, "M{x} {y}l-5-3.5v7z")}.get(
                one.shape
            )
            if tip:
                drawing = flat(
                    [drawing, el("path", d=tip[1].format(x=f"{tip[0]:.1f}", y=f"{middle:.1f}"), class_="sd-tip")]
                )
    title = el(
        "title",
        f"{when(row['date'])}: {row['title']}"
        + (f" ({str(row['status']).replace('-', ' ')})" if row["what"] == "event" and row["status"] else ""),
    )
    return el(
        "a",
        title,
        drawing,
        href=f"#{row['id']}",
        tabindex="-1",
        class_=f"sd-mark sd-mark--{one.shape} sd-mark--{status}",
        data_for=str(row["id"]),
    )


def _diamond(x: float, y: float, half: float) -> str:
    return f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y:.1f}L{x:.1f} {y + half:.1f}L{x - half:.1f} {y:.1f}Z"


def _ticks(rows: Sequence[Row], place: Scale, size: float, line: float, label: float) -> list[Html]:
    """Draw the line, a tick for each edge, and as many labels as there is room for."""
    end = place.places[-1] + 2 * size
    drawn = [el("line", x1="0", x2=f"{end:.1f}", y1=f"{line:.1f}", y2=f"{line:.1f}", class_="sd-line")]
    finest: dict[date, int] = {}
    for row in rows:
        day = row["first"] if isinstance(row["first"], date) else row["last"]
        if isinstance(day, date):
            exact = max(
                (
                    len(part.strip("[]~?%. "))
                    for part in str(row["date"]).replace("..", "/").replace(",", "/").split("/")
                ),
                default=4,
            )
            finest[day] = max(finest.get(day, 0), exact)
    rooms = {edge: right - left for edge, left, right in zip(place.edges, place.places, place.places[1:], strict=False)}
    free: list[tuple[float, float]] = []
    for day in sorted(finest, key=lambda day: (-rooms.get(day, 0.0), day)):
        x = place(day) + size
        drawn.append(el("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=f"{line:.1f}", y2=f"{line + 5:.1f}", class_="sd-line"))
        if any(x < right and x + label > left for left, right in free) or x + label > end + 4:
            continue
        free.append((x, x + label))
        over, under = _words(day, finest[day])
        drawn.append(el("text", over, x=f"{x:.1f}", y=f"{line + 17:.1f}", class_="sd-tick"))
        if under:
            drawn.append(el("text", under, x=f"{x:.1f}", y=f"{line + 28:.1f}", class_="sd-tick sd-tick--under"))
    return drawn


def _words(day: date, exact: int) -> tuple[str, str]:
    if exact >= _FULL_DAY:
        return f"{day.day} {_MONTHS[day.month]}", str(day.year)
    if exact > len("2026"):
        return _MONTHS[day.month], str(day.year)
    return str(day.year), ""
