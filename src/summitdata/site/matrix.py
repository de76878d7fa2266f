"""The matrix of who says what, drawn: a line for each event or utterance, a column for each witness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from summitdata.model import Row
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat
from summitdata.site.page import shortened
from summitdata.site.testimony import TESTIMONIES, Witness, name
from summitdata.site.words import when

_LINE = 21
_YEAR = 46
_HEAD = 104
_LETTER = 0.47
"""The mean width of a letter, as a part of its size."""

_LEANING = 6
"""So many times the size of the letters the name over the last column reaches beyond it."""

_HOVERED = 10
"""Only with letters of this size or more a line tells its whole title to the pointer; narrow screens have none."""

_DOT = "M{x} {y}h0"
"""A line without length and with round ends: a dot, in so few letters that thousands of them weigh little."""

_SHAPES = {
    "quoted": "M{x} {high}l5 5-5 5-5-5z",
    "denied": "M{left} {top}l8 8m0-8l-8 8",
    "not-mentioned": "M{left} {low}l8-8",
}


def picture(
    at: Context,
    subjects: Sequence[Row],
    witnesses: Sequence[Witness],
    cells: Mapping[tuple[Witness, str], str],
    width: int,
    size: float,
) -> Html:
    """Draw the testimonies to *subjects*; *size* is that of the letters.

    The picture repeats what the table says, so that screen readers are spared it.
    """
    leaning = _LEANING * size
    step = min(26.0, (width * 0.46 - leaning) / max(len(witnesses), 1))
    start = width - leaning - step * len(witnesses)
    height = _HEAD + _LINE * len(subjects) + 4
    columns = {one: start + step * (number + 0.5) for number, one in enumerate(witnesses)}
    lines = {str(row["id"]): _HEAD + _LINE * (number + 0.5) for number, row in enumerate(subjects)}
    return el(
        "svg",
        _ruled(subjects, width),
        [_witness(at, one, x) for one, x in columns.items()],
        [_subject(at, row, lines[str(row["id"])], start, width, size) for row in subjects],
        marks({cell: sort for cell, sort in cells.items() if cell[0] in columns and cell[1] in lines}, columns, lines),
        viewBox=f"0 0 {width} {height}",
        class_="sd-testimony",
        aria_hidden="true",
        focusable="false",
    )


def marks(
    cells: Mapping[tuple[Witness, str], str], columns: Mapping[Witness, float], lines: Mapping[str, float]
) -> Html:
    """Draw all testimonies of one kind as one path."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for (witness, subject), sort in cells.items():
        found[sort].append((columns[witness], lines[subject]))
    return flat(drawn(sort, found[sort]) for sort in TESTIMONIES if sort in found)


def drawn(sort: str, places: Sequence[tuple[float, float]]) -> Html:
    """Draw one kind of testimony at *places*: dots, rings, or a shape of its own."""

    def path(form: str, part: str) -> Html:
        d = "".join(
            form.format(
                x=f"{x:.0f}", y=f"{y:.0f}", high=f"{y - 5:.0f}", low=f"{y + 4:.0f}", left=f"{x - 4:.0f}",
                top=f"{y - 4:.0f}",
            )
            for x, y in places
        )  # fmt: skip
        return el("path", d=d, class_=f"sd-dot sd-dot--{sort} {part}".strip())

    match sort:
        case "stated" | "reported":
            return path(_DOT, "")
        case "quoted" | "denied":
            return path(_SHAPES[sort], "sd-dot--shape")
        case "not-mentioned":
            return flat([path(_DOT, ""), path(_DOT, "sd-dot--hole"), path(_SHAPES[sort], "sd-dot--shape")])
        case _:
            return flat([path(_DOT, ""), path(_DOT, "sd-dot--hole")])


def _ruled(subjects: Sequence[Row], width: int) -> Html:
    """Draw a line over each year, and write the year before it."""
    lines, before = [], ""
    for number, row in enumerate(subjects):
        day = row["first"] or row["last"]
        year = str(day.year) if isinstance(day, date) else "undated"
        y = _HEAD + _LINE * number
        if year != before:
            lines.append(el("path", d=f"M0 {y}H{width}", class_="sd-testimony__rule"))
            lines.append(el("text", year, x="0", y=f"{y + 15}", class_="sd-testimony__year"))
        before = year
    return flat(lines)


def _witness(at: Context, one: Witness, x: float) -> Html:
    words = shortened(name(at, one), 21)
    return el(
        "a",
        el("title", name(at, one)),
        el("text", words, transform=f"translate({x - 2:.0f} {_HEAD - 8}) rotate(-48)", class_="sd-testimony__witness"),
        href=at.address(one.table, one.key),
        tabindex="-1",
    )


def _subject(at: Context, row: Row, y: float, start: float, width: int, size: float) -> Html:
    most = int((start - _YEAR - 12) / (size * _LETTER))
    event = row["what"] == "event"
    return el(
        "a",
        el("title", f"{row['title']}, {when(row['date'], 'undated')}") if size >= _HOVERED else None,
        el("rect", x="0", y=f"{y - _LINE / 2:.1f}", width=width, height=_LINE, class_="sd-testimony__line"),
        el("text", shortened(str(row["title"]), most), x=_YEAR, y=f"{y + 4:.1f}", class_="sd-testimony__subject"),
        href=at.address("events" if event else "quotes", row["id"]),
        tabindex="-1",
    )
