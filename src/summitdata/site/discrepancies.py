"""The pages of disagreements: what differs, who says what, what a reader should make of it."""

from __future__ import annotations

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site import parts
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.page import Page, shortened
from summitdata.site.words import code, counted, meaning, when

TABLE = "discrepancies"


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one disagreement."""
    key = str(row["id"])
    positions = at.data.where("positions", "discrepancy", key)
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
                parts.chip(counted(len(positions), "position")),
                class_="sd-chips",
            ),
        ),
        el(
            "div",
            el(
                "div",
                parts.section(
                    "Who says what",
                    el("div", [_position(at, one) for one in positions], class_="sd-positions"),
                    key="positions",
                ),
                parts.section(
                    "What to make of it", el("p", row["note"], class_="sd-verdict"), _preferred(at, row), key="note"
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


def _position(at: Context, row: Row) -> Html:
    rendering = at.data.get("renderings", row["rendering"])
    claim = at.data.get("claims", row["claim"])
    source = at.data.get("sources", row["source"]) or {}
    basis = rendering or claim or {}
    words = rendering["text"] if rendering else None
    printed = claim["as_printed"] if claim else None
    link = at.link("quotes", rendering["quote"], "the utterance") if rendering else None
    value = (
        None
        if claim is None
        else flat([el("span", f"{code(claim['property'])}: ", class_="sd-quiet"), at.value(claim)])
    )
    return el(
        "figure",
        el("blockquote", el("p", el("span", "“", class_="sd-open"), words, "”"), class_="sd-quote") if words else None,
        el("p", row["says"], class_="sd-position__says"),
        el(
            "figcaption",
            el("p", at.source(row["source"]), class_="sd-wording__source"),
            el(
                "p",
                joined(
                    " · ",
                    (
                        f"published {when(source.get('published'), 'on an unknown day')}"
                        if source.get("held")
                        else "not held",
                        at.account(basis.get("account")) if basis.get("account") else None,
                        value,
                        el("q", printed) if printed else None,
                        link,
                    ),
                ),
                class_="sd-quiet",
            ),
        ),
        class_="sd-position",
    )


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
    return Entry(
        el(
            "a",
            el("span", joined(" · ", (code(row["kind"]), code(row["status"]))), class_="sd-kicker"),
            el("strong", row["title"]),
            el(
                "span",
                [
                    el("span", el("b", at.source_name(one["source"])), " ", shortened(str(one["says"]), 110))
                    for one in positions[:3]
                ],
                class_="sd-entry__positions",
            ),
            el(
                "span",
                el("span", counted(len(positions), "position") + " of " + counted(len(sources), "source")),
                class_="sd-entry__meta",
            ),
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
