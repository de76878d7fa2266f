"""The pages of events: an index, and a page for each with what every source says and what is concluded."""

from __future__ import annotations

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site import claims, parts
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.page import Page, shortened
from summitdata.site.words import code, country, meaning, support, when

TABLE = "events"


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one event."""
    key = str(row["id"])
    own = at.data.where("claims", "event", key)
    quotes = at.data.where("quotes", "event", key)
    body = parts.article(
        TABLE,
        parts.head(
            joined(" · ", (parts.crumbs(at, TABLE), code(row["kind"]), when(row["date"]))),
            row["title"],
            row["summary"],
            el("p", parts.status(row["status"]), parts.chip(support(row)), parts.contested(row), class_="sd-chips"),
        ),
        el(
            "div",
            el(
                "div",
                parts.section(
                    "Said there",
                    el("ol", [_said(at, quote) for quote in quotes], class_="sd-said") if quotes else None,
                    key="quotes",
                ),
                parts.section(
                    "Where sources differ",
                    parts.cards(parts.discrepancy_cards(at, at.data.where("discrepancies", "event", key))),
                    key="differences",
                ),
                parts.section(
                    "What each source says",
                    claims.grouped(at, own, _concluded(row)),
                    key="claims",
                    note="The arrow shows what we conclude, and the words below it why.",
                ),
                class_="sd-main",
            ),
            el("aside", _facts(at, row), class_="sd-aside", aria_label="Facts"),
            class_="sd-columns",
        ),
        parts.citation(at, TABLE, key),
        parts.neighbours(at, TABLE, before, after),
    )
    return Page(f"{TABLE}/{key}.md", str(row["title"]), f"{when(row['date'])}. {row['summary']}", body, "Events")


def _concluded(row: Row) -> dict[str, object]:
    return {"date": row["date"], "place": row["place_name"], "status": row["status"]}


def _said(at: Context, quote: Row) -> Html:
    return el(
        "li",
        el(
            "a",
            el("span", quote["speakers"] or "Not named", class_="sd-kicker"),
            el("span", el("span", "“", class_="sd-open"), quote["text"], "”", class_="sd-entry__quote")
            if quote["text"]
            else None,
            el("span", quote["gist"], class_="sd-entry__gist"),
            href=at.address("quotes", quote["id"]),
            class_="sd-entry",
        ),
    )


def _facts(at: Context, row: Row) -> Html:
    key = str(row["id"])
    people = [
        el("li", at.link("actors", part["actor"]), el("span", f" {code(part['role'])}", class_="sd-quiet"))
        for part in at.data.where("participants", "event", key)
    ]
    inside = [el("li", at.link("events", part["id"])) for part in at.data.where("events", "part_of", key)]
    place = joined(", ", (at.link("places", row["place"]), country(row["country"])))
    point = f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else None
    return parts.facts(
        (
            ("When", flat([when(row["date"]), el("code", row["date"])]) if row["date"] else "no date in the sources"),
            ("Where", flat([place, el("code", point) if point else None])),
            (
                "Status",
                flat([parts.status(row["status"]), el("span", meaning(v.STATUS, row["status"]), class_="sd-quiet")])
                if row["status"]
                else "no source tells",
            ),
            ("Who", el("ul", people) if people else None),
            ("Part of", at.link("events", row["part_of"])),
            ("Its parts", el("ul", inside) if inside else None),
            ("Kind", el("span", code(row["kind"]), title=meaning(v.EVENT_KIND, row["kind"]))),
            ("Key", el("code", key)),
        )
    )


def entry(at: Context, row: Row) -> Entry:
    """Make the entry of one event in the index."""
    key = str(row["id"])
    people = at.data.where("participants", "event", key)
    sources = sorted({str(claim["source"]) for claim in at.data.where("claims", "event", key)})
    return Entry(
        el(
            "a",
            el("span", joined(" · ", (code(row["kind"]), when(row["date"], "undated"))), class_="sd-kicker"),
            el("strong", row["title"]),
            el("span", shortened(str(row["summary"]), 200), class_="sd-entry__gist"),
            el(
                "span",
                parts.status(row["status"]),
                el("span", support(row)),
                parts.contested(row),
                class_="sd-entry__meta",
            ),
            href=at.address(TABLE, key),
            class_="sd-entry",
        ),
        {
            "actor": tuple(sorted({str(part["actor"]) for part in people})),
            "country": (str(row["country"]),) if row["country"] else (),
            "place": (str(row["place"]),) if row["place"] else (),
            "kind": (str(row["kind"]),),
            "status": (str(row["status"]),) if row["status"] else (),
            "source": tuple(sources),
        },
        {
            "date": str(row["date_first"] or row["date_last"] or "9999"),
            "title": str(row["title"]),
            "origins": f"{99_999 - int(str(row['origins'])):05}",
        },
    )


def index(at: Context, rows: list[Row]) -> list[Page]:
    """Make the index of events."""
    return browser(
        at,
        TABLE,
        "What happened, goes on, was planned or feared, with the evidence for each date, place and status.",
        rows,
        entry,
        (
            Filter("actor", "Actor", choices("actor", lambda key: at.data.label("actors", key))),
            Filter("country", "Country", choices("country")),
            Filter("place", "Place", choices("place", lambda key: at.data.label("places", key))),
            Filter("kind", "Kind", choices("kind", code)),
            Filter("status", "Status", choices("status", code)),
            Filter("source", "Source", choices("source", at.source_name)),
        ),
        (("date", "Date"), ("title", "Title"), ("origins", "Most origins")),
    )


def briefly(at: Context, rows: list[Row], everything: str) -> Html:
    """List events in one line each; *everything* is the address of the index that shows just these."""

    def shown(row: Row) -> Html:
        return el(
            "li",
            el("span", when(row["date"], "undated"), class_="sd-quiet"),
            at.link("events", row["id"]),
            parts.status(row["status"]),
        )

    listed = parts.listed(rows, shown, at.href(everything))
    return el("ul", listed, class_="sd-brief sd-brief--dated") if rows else Html("")
