"""The pages of disagreements: what differs, who says what, what a reader should make of it."""

from __future__ import annotations

from collections.abc import Sequence

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site import parts, sides, wordings
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.page import Page
from summitdata.site.words import code, counted, meaning, when

TABLE = "discrepancies"


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one disagreement."""
    key = str(row["id"])
    positions = at.data.where("positions", "discrepancy", key)
    found = sides.sides(at, positions)
    body = parts.article(
        TABLE,
        parts.head(
            joined(" · ", (parts.crumbs(at, TABLE), code(row["kind"]), code(row["property"]))),
            row["title"],
            extra=el(
                "p",
                parts.chip(code(row["kind"]), "differs", meaning(v.DISCREPANCY_KIND, row["kind"])),
                parts.chip(
                    code(row["status"]),
                    "good" if row["status"] == "resolved" else "plain",
                    meaning(v.DISCREPANCY_STATUS, row["status"]),
                ),
                parts.chip(counted(len(found), "side")),
                parts.chip(counted(len({one["source"] for one in positions}), "source")),
                class_="sd-chips",
            ),
        ),
        parts.section(
            "Who says what", sides.facing(at, row["kind"], found), sides.silent(at, positions), key="positions"
        ),
        el(
            "div",
            el(
                "div",
                parts.section(
                    "What to make of it",
                    el("p", row["note"], class_="sd-verdict"),
                    _explained(row),
                    _preferred(at, row),
                    key="note",
                ),
                parts.section(
                    "Word by word",
                    _aligned(at, found),
                    note="What all share is plain; what only one has is marked; what another has elsewhere is dotted.",
                ),
                class_="sd-main",
            ),
            el("aside", _facts(at, row), class_="sd-aside", aria_label="Facts"),
            class_="sd-columns",
        ),
        parts.citation(at, TABLE, key),
        parts.neighbours(at, TABLE, before, after),
    )
    return Page(f"{TABLE}/{key}.md", str(row["title"]), str(row["note"]), body, "Disagreements")


def _aligned(at: Context, found: Sequence[sides.Side]) -> Html:
    """Align the wordings of the utterance that the sides quote."""
    quoted = {str(side.rendering["quote"]) for side in found if side.rendering and side.rendering["text"]}
    rows = [row for row in (at.data.get("quotes", key) for key in quoted) if row]
    return wordings.aligned(at, rows[0]) if len(rows) == 1 else Html("")


def _explained(row: Row) -> Html:
    if row["explanation"] is None:
        return Html("")
    return el("p", el("span", "Explanation ", class_="sd-label"), row["explanation"], class_="sd-explained")


def _preferred(at: Context, row: Row) -> Html:
    if row["preferred"] is None:
        return Html("")
    shown: Html | str = str(row["preferred"])
    if row["property"] == "date":
        shown = when(row["preferred"])
    for table in ("places", "events", "actors"):
        if at.data.get(table, row["preferred"]) is not None:
            shown = at.link(table, row["preferred"])
    return el(
        "p",
        el("span", "Use ", class_="sd-label"),
        el("strong", shown),
        flat([" — ", str(row["preferred_reason"])]) if row["preferred_reason"] else None,
        class_="sd-preferred",
    )


def _facts(at: Context, row: Row) -> Html:
    return parts.facts(
        (
            ("About", at.link("events", row["event"]) or at.link("quotes", row["quote"])),
            ("Property", code(row["property"])),
            ("What is counted", row["scope"]),
            ("Kind", meaning(v.DISCREPANCY_KIND, row["kind"])),
            ("Status", meaning(v.DISCREPANCY_STATUS, row["status"])),
            ("Key", el("code", row["id"])),
        )
    )


def entry(at: Context, row: Row) -> Entry:
    """Make the entry of one disagreement in the index."""
    positions = at.data.where("positions", "discrepancy", str(row["id"]))
    sources = sorted({str(one["source"]) for one in positions})
    found = sides.sides(at, positions)
    return Entry(
        el(
            "a",
            el(
                "span",
                el("span", joined(" · ", (code(row["kind"]), code(row["status"]))), class_="sd-kicker"),
                el("strong", row["title"]),
                el(
                    "span",
                    el("span", f"{counted(len(found), 'side')}, {counted(len(sources), 'source')}"),
                    class_="sd-entry__meta",
                ),
                class_="sd-entry__head",
            ),
            sides.briefly(at, row["kind"], found),
            href=at.address(TABLE, row["id"]),
            class_="sd-entry sd-entry--differs",
        ),
        {
            "kind": (str(row["kind"]),),
            "status": (str(row["status"]),),
            "source": tuple(sources),
            "property": (str(row["property"]),) if row["property"] else (),
        },
        {
            "kind": f"{v.DISCREPANCY_KIND.names.index(str(row['kind'])):02}",
            "title": str(row["title"]),
            "positions": f"{999 - len(positions):03}",
        },
    )


def index(at: Context, rows: list[Row]) -> list[Page]:
    """Make the index of disagreements."""
    return browser(
        at,
        TABLE,
        "Where sources contradict each other, leave something out, or give one utterance in words that mean "
        "different things. Each says who holds what, and what a reader should make of it.",
        rows,
        entry,
        (
            Filter("kind", "Kind", choices("kind", code)),
            Filter("status", "Status", choices("status", code)),
            Filter("property", "Property", choices("property", code)),
            Filter("source", "Source", choices("source", at.source_name)),
        ),
        (("kind", "Kind"), ("title", "Title"), ("positions", "Most positions")),
    )
