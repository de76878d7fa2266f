"""The pages of places: where things happened, as each source spells it."""

from __future__ import annotations

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site import events, parts
from summitdata.site.actors import in_order, native, spellings
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import SECTIONS, Context
from summitdata.site.markup import el, flat, joined
from summitdata.site.page import Page, shortened
from summitdata.site.words import code, counted, country, meaning


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one place."""
    key = str(row["id"])
    here = in_order(at.data.where("events", "place", key), "date")
    inside = at.data.where("places", "within", key)
    point = f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else None
    body = parts.article(
        "places",
        parts.head(
            joined(" · ", (parts.crumbs(at, "places"), code(row["kind"]), country(row["country"]))),
            row["name"],
            row["note"],
            el("p", native(at, "place", key), class_="sd-native"),
        ),
        el(
            "div",
            el(
                "div",
                parts.section("Events here", events.briefly(at, here, f"events/?place={key}"), key="events"),
                parts.section(
                    "Places within it",
                    el("ul", [el("li", at.link("places", one["id"])) for one in inside], class_="sd-plain")
                    if inside
                    else None,
                    key="within",
                ),
                parts.section("Names as printed", spellings(at, "place", key), key="names"),
                class_="sd-main",
            ),
            el(
                "aside",
                parts.facts(
                    (
                        ("Within", at.link("places", row["within"])),
                        ("Country", country(row["country"]) or "disputed or none"),
                        (
                            "Coordinates",
                            flat([el("code", point), el("span", "from ", at.source(row["source"]), class_="sd-quiet")])
                            if point
                            else None,
                        ),
                        ("Kind", el("span", code(row["kind"]), title=meaning(v.PLACE_KIND, row["kind"]))),
                        ("Key", el("code", key)),
                    )
                ),
                class_="sd-aside",
                aria_label="Facts",
            ),
            class_="sd-columns",
        ),
        parts.citation(at, "places", key),
        parts.neighbours(at, "places", before, after),
    )
    return Page(
        f"places/{key}.md",
        str(row["name"]),
        f"{row['name']}: {counted(len(here), 'event')}. {row['note'] or ''}",
        body,
        SECTIONS["places"],
        sought=True,
    )


def entry(at: Context, row: Row) -> Entry:
    """Make the entry of one place in the index."""
    key = str(row["id"])
    here = at.data.where("events", "place", key)
    return Entry(
        el(
            "a",
            el(
                "span",
                joined(" · ", (code(row["kind"]), at.data.label("places", row["within"]) or None)),
                class_="sd-kicker",
            ),
            el("strong", row["name"], " ", el("span", native(at, "place", key), class_="sd-native")),
            el("span", shortened(str(row["note"]), 140), class_="sd-entry__gist") if row["note"] else None,
            el("span", counted(len(here), "event"), class_="sd-entry__meta") if here else None,
            href=at.address("places", key),
            class_="sd-entry",
        ),
        {"kind": (str(row["kind"]),), "country": (str(row["country"]),) if row["country"] else ()},
        {"name": str(row["name"]), "events": f"{9999 - len(here):04}"},
    )


def index(at: Context, rows: list[Row]) -> list[Page]:
    """Make the index of places."""
    return browser(
        at,
        "places",
        "Where things happened or were planned, each inside the next larger place.",
        rows,
        entry,
        (Filter("kind", "Kind", choices("kind", code)), Filter("country", "Country", choices("country"))),
        (("name", "Name"), ("events", "Most events")),
    )
