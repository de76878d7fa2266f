"""The sides of a disagreement: positions that hold the same, side by side with those that hold something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summitdata.dates import Interval, parse
from summitdata.model import Edtf, Row
from summitdata.schema import PROPERTY_VALUES
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.page import shortened
from summitdata.site.wordings import quotation
from summitdata.site.words import code, when

MOST_SILENT = 12
"""So many articles that take no side are named; more are counted."""

_BRIEF = 3
"""So many sides an index shows; a record's page shows all."""


@dataclass(frozen=True, slots=True)
class Side:
    """Positions that hold the same value; a wording is a side of its own."""

    positions: tuple[Row, ...]
    claim: Row | None
    rendering: Row | None

    @property
    def says(self) -> str:
        """What the side holds, in our words."""
        return str(self.positions[0]["says"])


def sides(at: Context, positions: Sequence[Row]) -> list[Side]:
    """Put together the positions whose claims give one value of one property, in the order of the first of each."""
    grouped: dict[tuple[object, ...], list[Row]] = {}
    for row in positions:
        claim = at.data.get("claims", row["claim"])
        held = (claim["property"], claim["value"], claim["scope"], claim["about"]) if claim else (row["id"],)
        grouped.setdefault(held, []).append(row)
    return [
        Side(tuple(rows), at.data.get("claims", rows[0]["claim"]), at.data.get("renderings", rows[0]["rendering"]))
        for rows in grouped.values()
    ]


def facing(at: Context, kind: object, found: Sequence[Side]) -> Html:
    """Show every side with what it holds in large letters, its words, its date drawn, and who holds it."""
    texts = {number: _words(side) for number, side in enumerate(found) if _words(side)}
    drawn = _drawn(found)
    return el(
        "div",
        [
            _side(at, side, [text for other, text in texts.items() if other != number], drawn.get(number))
            for number, side in enumerate(found)
        ],
        class_=f"sd-sides sd-sides--{min(len(found), 4)} sd-sides--{kind}",
    )


def briefly(at: Context, kind: object, found: Sequence[Side]) -> Html:
    """Show the first sides in a few words, for an index."""
    more = len(found) - _BRIEF
    return el(
        "span",
        [
            el(
                "span",
                el("span", shortened(side.says, 90), class_="sd-brief-side__says"),
                el("span", _names(at, side), class_="sd-brief-side__who"),
                class_="sd-brief-side",
            )
            for side in found[:_BRIEF]
        ],
        el("span", f"and {more} more", class_="sd-brief-sides__more") if more > 0 else None,
        class_=f"sd-brief-sides sd-sides--{kind}",
    )


def silent(at: Context, positions: Sequence[Row]) -> Html:
    """Name the articles at hand that take no side, since not to mention something is not to deny it."""
    taken = {row["source"] for row in positions}
    others = [row["id"] for row in at.data.rows["sources"] if row["held"] and row["id"] not in taken]
    if not others:
        return Html("")
    named = (
        joined(", ", (at.source(key) for key in others))
        if len(others) <= MOST_SILENT
        else flat([f"{len(others):,} other articles"])
    )
    return el(
        "p",
        el("span", "On no side ", class_="sd-label"),
        named,
        ": nothing is said of it there, or nothing that differs. Silence is not a denial.",
        class_="sd-silent",
    )


def _names(at: Context, side: Side) -> str:
    names = list(dict.fromkeys(at.source_name(row["source"]) for row in side.positions))
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")  # noqa: PLR2004 - a pair


def _words(side: Side) -> str:
    return str(side.rendering["text"]) if side.rendering and side.rendering["text"] else ""


def _side(at: Context, side: Side, others: Sequence[str], drawn: Html | None) -> Html:
    return el(
        "figure",
        el("p", side.says, class_="sd-side__says"),
        quotation(side.rendering, others) if side.rendering and _words(side) else None,
        drawn,
        el("figcaption", [_holder(at, row, side.says) for row in side.positions]),
        class_="sd-side",
    )


def _holder(at: Context, row: Row, says: str) -> Html:
    """Say who holds a position, on what it rests, and how it is put there if that differs."""
    rendering = at.data.get("renderings", row["rendering"])
    claim = at.data.get("claims", row["claim"])
    source = at.data.get("sources", row["source"]) or {}
    basis = rendering or claim or {}
    value = flat([el("a", code(claim["property"]), href=at.anchor(claim)), ": ", at.value(claim)]) if claim else None
    printed = el("q", claim["as_printed"]) if claim and claim["as_printed"] else None
    held = f"published {when(source.get('published'), 'on an unknown day')}" if source.get("held") else "not held"
    utterance = el("a", "the wording", href=at.anchor(rendering)) if rendering else None
    account = at.account(basis.get("account")) if basis.get("account") else None
    return el(
        "div",
        el("p", at.source(row["source"]), class_="sd-wording__source"),
        el("p", row["says"]) if row["says"] != says else None,
        el("p", joined(" · ", (held, account, value, printed, utterance)), class_="sd-quiet"),
        class_="sd-side__holder",
        id=str(row["id"]),
    )


def _drawn(found: Sequence[Side]) -> dict[int, Html]:
    """Draw the dates of several sides on one scale, where at least two differ."""
    dated = {
        number: parse(str(side.claim["value"]))
        for number, side in enumerate(found)
        if side.claim and isinstance(PROPERTY_VALUES[str(side.claim["property"])], Edtf)
    }
    days = [day for one in dated.values() for day in (one.first, one.last) if day]
    if len(dated) < 2 or (min(days) == max(days) and not any(_open(one) for one in dated.values())):  # noqa: PLR2004
        return {}
    return {number: _stretch(one, min(days), max(days)) for number, one in dated.items()}


def _open(one: Interval) -> bool:
    return one.first is None or one.last is None


_WIDE, _EDGE = 300.0, 30.0


def _stretch(one: Interval, first: date, last: date) -> Html:
    """Draw one date within all that the sides say; an open end runs out at the edge."""
    scale = (_WIDE - 2 * _EDGE) / ((last - first).days + 1)
    left = 0.0 if one.first is None else _EDGE + (one.first - first).days * scale
    right = _WIDE if one.last is None else _EDGE + ((one.last - first).days + 1) * scale
    right = max(right, left + 5)
    ends = el("path", d=f"M0 9H{_WIDE:.0f}", class_="sd-stretch__line")
    bar = el("rect", x=f"{left:.1f}", y="3", width=f"{right - left:.1f}", height="12", class_="sd-stretch__bar")
    return el(
        "svg",
        ends,
        bar,
        viewBox=f"0 0 {_WIDE:.0f} 18",
        preserveAspectRatio="none",
        class_="sd-stretch" + (" sd-stretch--open" if _open(one) else ""),
        aria_hidden="true",
        focusable="false",
    )
