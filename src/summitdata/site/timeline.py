"""The timeline: a drawn axis, and a list that is complete without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from summitdata.model import Row
from summitdata.site import parts
from summitdata.site.axis import Shape, draw, shape
from summitdata.site.browse import Entry, Filter, addresses, choices, controls, rest, turning
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.page import Page
from summitdata.site.words import capital, code, counted, when
from summitdata.views import timeline_rows

CROWDED = 6
"""More entries than this on one date are folded under it."""

PAGE_SIZE = 200
"""So many entries stand on one page of the timeline, which bounds its weight."""

_LEAD = (
    "Events and utterances in order of time, as far as the sources date them. Events stand above the line, "
    "utterances below; a day on which much happens has more room."
)
_UNDATED = "No date in the sources"


def pages(at: Context) -> list[Page]:
    """Make the timeline, in as many pages as it takes."""
    rows = timeline_rows(at.data)
    chunks = [rows[start : start + PAGE_SIZE] for start in range(0, max(len(rows), 1), PAGE_SIZE)]
    form = controls([_entry(at, row) for row in rows], _filters(at), target="timeline")
    labels = [_stretch(chunk) for chunk in chunks]
    made = []
    for number, chunk in enumerate(chunks, start=1):
        here = at if number == 1 else at.seen_from(3)
        paths = addresses(here, "timeline", len(chunks))
        turn = turning(paths, number, labels)
        body = parts.article(
            "timeline",
            parts.head(
                _count(rows) + (f", page {number} of {len(chunks)}" if len(chunks) > 1 else ""), "Timeline", _LEAD
            ),
            turn,
            el(
                "figure", draw(chunk, 1240, named=3), draw(chunk, 350, size=6.5, label=40), _legend(), class_="sd-drawn"
            ),
            form,
            el(
                "ol",
                _years(here, chunk),
                class_="sd-time",
                id="timeline",
                **rest(paths, number),
            ),
        )
        path = "timeline/index.md" if number == 1 else f"timeline/page/{number}.md"
        title = "Timeline" if number == 1 else f"Timeline, page {number}"
        made.append(Page(path, title, _LEAD, body, "Timeline", searched=False))
    return made


def _stretch(rows: Sequence[Row]) -> str:
    """Name the months that a page of the timeline reaches over."""
    days = [day for row in rows for day in (row["first"] or row["last"],) if isinstance(day, date)]
    if not days:
        return _UNDATED
    first, last = (f"{day:%b} {day.year}" for day in (min(days), max(days)))
    return first if first == last else f"{first} – {last}"


def _count(rows: Sequence[Row]) -> str:
    events = sum(row["what"] == "event" for row in rows)
    return f"{counted(events, 'event')}, {counted(len(rows) - events, 'utterance')}"


def _filters(at: Context) -> tuple[Filter, ...]:
    return (
        Filter("actor", "Actor", choices("actor", lambda key: at.data.label("actors", key))),
        Filter("country", "Country", choices("country")),
        Filter("kind", "Kind", choices("kind", code)),
        Filter("status", "Status", choices("status", code)),
        Filter("source", "Source", choices("source", at.source_name)),
    )


def _legend() -> Html:
    def shown(words: str, kind: str, drawing: Html) -> Html:
        return el(
            "li", el("svg", el("g", drawing, class_=f"sd-mark {kind}"), viewBox="0 0 22 12", aria_hidden="true"), words
        )

    circle = el("circle", cx="11", cy="6", r="4.2")
    bar = el("rect", x="1", y="3.5", width="20", height="5", rx="2.5")
    return el(
        "figcaption",
        el(
            "ul",
            shown("occurred", "sd-mark--occurred", circle),
            shown("goes on", "sd-mark--under-way", circle),
            shown("planned or expected", "sd-mark--planned", circle),
            shown("lasts", "sd-mark--span sd-mark--occurred", bar),
            shown("some day within", "sd-mark--unsure sd-mark--occurred", bar),
            shown("said", "sd-mark--said", el("path", d="M11 1L16 6L11 11L6 6Z")),
            class_="sd-legend",
        ),
    )


def _years(at: Context, rows: Sequence[Row]) -> list[Html]:
    def heading(row: Row) -> str:
        day = row["first"] or row["last"]
        return str(day.year) if isinstance(day, date) else _UNDATED

    return [
        el(
            "li",
            el("h2", year, id="undated" if year == _UNDATED else f"y{year}"),
            el(
                "ol",
                [_date(at, list(same)) for _, same in groupby(entries, key=lambda row: row["date"])],
                class_="sd-dates",
            ),
            class_="sd-year",
            data_group=True,
        )
        for year, entries in groupby(rows, key=heading)
    ]


def _date(at: Context, rows: Sequence[Row]) -> Html:
    depths = _depths(rows)
    entries = el("ol", [_item(at, row, depths[str(row["id"])]) for row in rows], class_="sd-items")
    if rows[0]["date"] is None:
        return el("li", el("div", class_="sd-date"), entries, class_="sd-day", data_group=True)
    how = shape(rows[0])
    label = flat(
        [capital(when(rows[0]["date"])), el("span", _surely(how), class_="sd-quiet") if how is not Shape.DAY else None]
    )
    heading = el("h3", label, class_="sd-date")
    if len(rows) <= CROWDED:
        return el("li", heading, entries, class_=f"sd-day sd-day--{how}", data_group=True)
    return el(
        "li",
        el("details", el("summary", heading, el("span", _count(rows), class_="sd-quiet")), entries, open=True),
        class_=f"sd-day sd-day--crowded sd-day--{how}",
        data_group=True,
    )


def _surely(how: Shape) -> str:
    return {
        Shape.SPAN: "from the first day to the last",
        Shape.UNSURE: "the day is not told",
        Shape.BEFORE: "how long before is not told",
        Shape.AFTER: "how long after is not told",
    }.get(how, "")


def _depths(rows: Sequence[Row]) -> dict[str, int]:
    """Tell how deep each entry lies within others of the same date."""
    depths: dict[str, int] = {}
    for row in rows:
        above = str(row["event"]) if row["event"] is not None else None
        depths[str(row["id"])] = min(depths[above] + 1, 3) if above in depths else 0
    return depths


def _item(at: Context, row: Row, depth: int) -> Html:
    status = row["status"] if row["what"] == "event" else "said"
    return _entry(at, row).item(
        id=str(row["id"]),
        class_=f"sd-item sd-item--{row['what']} sd-depth-{depth} sd-is-{status}",
        data_item=str(row["what"]),
    )


def _entry(at: Context, row: Row) -> Entry:
    key, event = str(row["id"]), row["what"] == "event"
    table = "events" if event else "quotes"
    evidence = at.data.where("claims" if event else "renderings", "event" if event else "quote", key)
    actors = [
        one["actor"]
        for one in at.data.where("participants" if event else "speakers", "event" if event else "quote", key)
    ]
    full = at.data.get(table, key) or {}
    countries = {str((at.data.get("actors", actor) or {}).get("country") or "") for actor in actors}
    countries |= {str(full.get("country") or "")}
    title = row["title"] if event or not row["who"] else flat([el("b", row["who"]), ": ", str(row["title"])])
    words = full.get("text")
    status = (
        parts.status(row["status"])
        if event
        else (parts.chip(code(row["status"]), "differs") if row["status"] not in {"undisputed", None} else None)
    )
    return Entry(
        el(
            "div",
            el("a", title, href=at.address(table, key), class_="sd-item__title"),
            el("p", el("span", "“", class_="sd-open"), words, "”", class_="sd-item__quote")
            if words and not event
            else None,
            el(
                "p",
                joined(
                    " ",
                    (
                        status,
                        el("span", row["place"]) if row["place"] else None,
                        el("span", counted(row["sources"], "source")),
                        parts.contested(row) or None,
                    ),
                ),
                class_="sd-entry__meta",
            ),
            class_="sd-item__body",
        ),
        {
            "actor": tuple(dict.fromkeys(str(actor) for actor in actors)),
            "country": tuple(sorted(countries - {""})),
            "kind": (str(row["kind"]) if event else "utterance",),
            "status": (str(row["status"]),) if row["status"] else (),
            "source": tuple(sorted({str(one["source"]) for one in evidence})),
        },
    )
