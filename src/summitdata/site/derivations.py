"""A picture of which sources derive from which, which tell of which, and which share words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summitdata.model import Row
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat
from summitdata.site.page import shortened
from summitdata.site.words import code, counted

MOST = 60
"""So many sources are drawn at most, those with the most ties first."""

MOST_TOLD = 100
"""So many ties are told in words at most; the page of each source has its own."""

_STEP = 58
_WIDTH = 1080
_BOX = 330
_LEFT, _RIGHT = 8, 560


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between two sources, from the one that depends on the other."""

    below: str
    above: str
    sort: str
    words: str


def ties(at: Context) -> list[Tie]:
    """Give every tie between sources that the tables record."""
    found = []
    for row in at.data.rows["sources"]:
        if row["derived_from"] is not None:
            sure = "" if row["derivation_basis"] == "explicit" else ", inferred"
            sort = "derived" if row["derivation_basis"] == "explicit" else "inferred"
            found.append(Tie(str(row["id"]), str(row["derived_from"]), sort, f"{code(row['derivation'])}{sure}"))
        if row["known_via"] is not None and row["known_via"] != row["id"]:
            other = at.data.get("sources", row["known_via"]) or {}
            if other.get("derived_from") != row["id"]:
                found.append(Tie(str(row["known_via"]), str(row["id"]), "tells", "tells of it"))
    found.extend(
        Tie(str(row["source"]), str(row["other"]), "runs", f"{counted(row['words'], 'word')} in common")
        for row in at.data.rows["runs"]
        if row["nature"] == "prose"
    )
    return found


def picture(at: Context) -> Html:
    """Draw the ties: documents that are not held on the left, those that were read on the right."""
    drawn = ties(at)
    named = sorted({key for tie in drawn for key in (tie.above, tie.below)})
    counts = {key: sum(key in {tie.above, tie.below} for tie in drawn) for key in named}
    named = sorted(sorted(named, key=lambda key: -counts[key])[:MOST])
    rows = [row for row in at.data.rows["sources"] if str(row["id"]) in named]
    held = [row for row in rows if row["held"]]
    order = {str(row["id"]): number for number, row in enumerate(held)}
    others = sorted(
        (row for row in rows if not row["held"]), key=lambda row: (_near(row, drawn, order), str(row["id"]))
    )
    if not rows:
        return Html("")
    places = {**_column(held, _RIGHT, len(rows)), **_column(others, _LEFT, len(rows))}
    height = max(y for _, y in places.values()) + 40
    return el(
        "svg",
        flat(_line(tie, places) for tie in drawn if tie.above in places and tie.below in places),
        flat(_box(at, row, places[str(row["id"])]) for row in rows),
        viewBox=f"0 0 {_WIDTH} {height:.0f}",
        class_="sd-ties",
        aria_hidden="true",
        focusable="false",
    )


def _near(row: Row, drawn: Sequence[Tie], order: dict[str, int]) -> float:
    found = [
        order[other]
        for tie in drawn
        for other in (tie.above, tie.below)
        if str(row["id"]) in {tie.above, tie.below} and other in order
    ]
    return sum(found) / len(found) if found else 99.0


def _column(rows: Sequence[Row], x: float, most: int) -> dict[str, tuple[float, float]]:
    tallest = max(len(rows), (most + 1) // 2)
    spread = _STEP * tallest / max(len(rows), 1)
    return {str(row["id"]): (x, 12 + spread * (number + 0.5)) for number, row in enumerate(rows)}


def _line(tie: Tie, places: dict[str, tuple[float, float]]) -> Html:
    (x1, y1), (x2, y2) = places[tie.above], places[tie.below]
    if x1 == x2:  # both on the same side: a bow to the right
        edge = x1 + _BOX
        bow = edge + 40 + abs(y2 - y1) * 0.3
        path = f"M{edge} {y1:.0f}C{bow:.0f} {y1:.0f} {bow:.0f} {y2:.0f} {edge} {y2:.0f}"
        at_x, at_y = edge + (bow - edge) * 0.75 + 4, (y1 + y2) / 2
        anchor = "start"
    else:
        left, right = ((x1, y1), (x2, y2)) if x1 < x2 else ((x2, y2), (x1, y1))
        start, end = left[0] + _BOX, right[0]
        middle = (start + end) / 2
        path = f"M{start} {left[1]:.0f}C{middle:.0f} {left[1]:.0f} {middle:.0f} {right[1]:.0f} {end} {right[1]:.0f}"
        at_x, at_y, anchor = middle, (left[1] + right[1]) / 2 - 5, "middle"
    return flat(
        [
            el("path", d=path, class_=f"sd-tie sd-tie--{tie.sort}"),
            el("text", tie.words, x=f"{at_x:.0f}", y=f"{at_y:.0f}", text_anchor=anchor, class_="sd-tie__words"),
        ]
    )


def _box(at: Context, row: Row, place: tuple[float, float]) -> Html:
    x, y = place
    key = str(row["id"])
    first = at.data.label("actors", row["publisher"])
    if not first:
        first = (
            f"unnamed {code(row['kind'])}"
            if row["agency"] is None
            else f"unnamed, after {at.data.label('actors', row['agency'])}"
        )
    return el(
        "a",
        el("title", row["title"]),
        el(
            "rect",
            x=x,
            y=f"{y - 21:.0f}",
            width=_BOX,
            height=42,
            rx=5,
            class_="sd-box" + ("" if row["held"] else " sd-box--absent"),
        ),
        el("text", shortened(first, 38), x=x + 12, y=f"{y - 4:.0f}", class_="sd-box__name"),
        el("text", shortened(str(row["title"]).strip("[]"), 50), x=x + 12, y=f"{y + 12:.0f}", class_="sd-box__title"),
        href=at.address("sources", key),
        tabindex="-1",
    )


def in_words(at: Context) -> Html:
    """Say the same as the picture, for those who do not see it."""
    told = ties(at)
    phrases = {
        "derived": "comes from",
        "inferred": "comes from",
        "tells": "alone tells of",
        "runs": "shares prose with",
    }
    return el(
        "ul",
        [
            el(
                "li",
                at.link("sources", tie.below),
                f" {phrases[tie.sort]} ",
                at.link("sources", tie.above),
                el("span", f" ({tie.words})", class_="sd-quiet") if tie.sort != "tells" else None,
            )
            for tie in told[:MOST_TOLD]
        ],
        el("li", el("a", f"The other {len(told) - MOST_TOLD:,}, source by source", href=at.href("sources/")))
        if len(told) > MOST_TOLD
        else None,
        class_="sd-plain",
    )
