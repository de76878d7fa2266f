"""The pages of actors: offices, spellings, utterances in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site import events, parts
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, joined
from summitdata.site.page import Page, shortened
from summitdata.site.words import code, counted, country, language, meaning, when


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one actor."""
    key = str(row["id"])
    spoken = in_order(_rows(at, "quotes", (one["quote"] for one in at.data.where("speakers", "actor", key))), "said")
    took_part = {str(one["event"]) for one in at.data.where("participants", "actor", key)}
    shared = in_order(_rows(at, "events", took_part), "date")
    accounts = at.data.where("renderings", "account", key) + at.data.where("claims", "account", key)
    body = parts.article(
        "actors",
        parts.head(
            joined(" · ", (parts.crumbs(at, "actors"), code(row["kind"]), country(row["country"]))),
            row["name"],
            row["note"],
            el("p", native(at, "actor", key), class_="sd-native"),
        ),
        el(
            "div",
            el(
                "div",
                parts.section("Utterances, in order", _utterances(at, key, spoken), key="quotes"),
                parts.section("Took part in", events.briefly(at, shared, f"events/?actor={key}"), key="events"),
                parts.section("Published", _published(at, key), key="sources"),
                parts.section("On this actor's account", _accounts(at, accounts), key="accounts"),
                parts.section("Names as printed", spellings(at, "actor", key), key="names"),
                class_="sd-main",
            ),
            el("aside", _actor_facts(at, row), class_="sd-aside", aria_label="Facts"),
            class_="sd-columns",
        ),
        parts.citation(at, "actors", key),
        parts.neighbours(at, "actors", before, after),
    )
    told = f"{counted(len(spoken), 'utterance')}, {counted(len(shared), 'event')}. {row['note'] or ''}"
    return Page(f"actors/{key}.md", str(row["name"]), f"{row['name']}: {told}", body, "Actors", sought=True)


def _rows(at: Context, table: str, keys: Iterable[object]) -> list[Row]:
    """Give the rows that there are."""
    return [row for key in keys if (row := at.data.get(table, key)) is not None]


def in_order(rows: list[Row], column: str) -> list[Row]:
    """Sort rows by the first day of a date column, undated ones last."""

    def day(row: Row) -> tuple[date, str]:
        first = row.get(f"{column}_first") or row.get(f"{column}_last")
        return (first if isinstance(first, date) else date.max, str(row.get("id")))

    return sorted(rows, key=day)


def native(at: Context, column: str, key: str) -> Html:
    """Give the names in Japanese, Korean and Chinese, each once."""
    found = {
        (str(name["name"]), str(name["language"])): None
        for name in at.data.where("names", column, key)
        if str(name["language"]).split("-")[0] in {"ja", "ko", "zh"}
    }
    return joined(" ", (el("span", name, lang=tag, title=language(tag)) for name, tag in found))


def _utterances(at: Context, key: str, rows: list[Row]) -> Html:
    def shown(row: Row) -> Html:
        return el(
            "li",
            el(
                "a",
                el("span", joined(" · ", (when(row["said"], "undated"), row["occasion"])), class_="sd-kicker"),
                el("span", el("span", "“", class_="sd-open"), row["text"], "”", class_="sd-entry__quote")
                if row["text"]
                else None,
                el("span", row["gist"], class_="sd-entry__gist"),
                el("span", parts.contested(row), class_="sd-entry__meta") if row["contested"] else None,
                href=at.address("quotes", row["id"]),
                class_="sd-entry",
            ),
        )

    everything = at.href(f"quotes/?speaker={key}")
    return el("ol", parts.listed(rows, shown, everything), class_="sd-said") if rows else Html("")


def _published(at: Context, key: str) -> Html:
    rows = at.data.where("sources", "publisher", key) + [
        row for row in at.data.where("sources", "agency", key) if row["publisher"] != key
    ]

    def shown(row: Row) -> Html:
        return el("li", el("span", when(row["published"], "undated"), class_="sd-quiet"), at.link("sources", row["id"]))

    everything = at.href(f"sources/?publisher={key}")
    return el("ul", parts.listed(rows, shown, everything), class_="sd-brief sd-brief--dated") if rows else Html("")


def _accounts(at: Context, rows: list[Row]) -> Html:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        table = "quotes" if row.get("quote") else "events"
        seen[table, str(row.get("quote") or row.get("event"))] += 1
    subjects: list[Row] = [{"table": table, "id": key, "count": count} for (table, key), count in seen.items()]

    def shown(row: Row) -> Html:
        told = el("span", counted(row["count"], "statement"), class_="sd-quiet")
        return el("li", at.link(str(row["table"]), row["id"]), told)

    everything = at.href("tables/renderings/#account")
    return el("ul", parts.listed(subjects, shown, everything), class_="sd-brief") if seen else Html("")


def _actor_facts(at: Context, row: Row) -> Html:
    key = str(row["id"])
    terms = [
        el(
            "li",
            term["office"],
            el(
                "span",
                joined(
                    " ",
                    (
                        f"since {when(term['since'])}" if term["since"] else None,
                        f"until {when(term['until'])}" if term["until"] else None,
                    ),
                ),
                class_="sd-quiet",
            ),
        )
        for term in at.data.where("terms", "actor", key)
    ]
    members = [el("li", at.link("actors", one["id"])) for one in at.data.where("actors", "part_of", key)]
    return parts.facts(
        (
            ("Offices", el("ul", terms) if terms else None),
            ("Kind", el("span", code(row["kind"]), title=meaning(v.ACTOR_KIND, row["kind"]))),
            ("Country", country(row["country"])),
            ("Part of", at.link("actors", row["part_of"])),
            ("Belonging to it", el("ul", members) if members else None),
            ("Key", el("code", key)),
        )
    )


def spellings(at: Context, column: str, key: str) -> Html:
    """Show how the sources print a name, each spelling once."""
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for name in at.data.where("names", column, key):
        found[str(name["name"]), str(name["role"] or ""), str(name["language"])].append(name)
    return (
        el(
            "ul",
            [
                el(
                    "li",
                    el("span", name, lang=tag, class_="sd-name"),
                    el("span", role, class_="sd-quiet") if role else None,
                    el(
                        "span",
                        joined(", ", (at.source(one["source"]) for one in rows[: parts.MOST_LISTED])),
                        f" and {len(rows) - parts.MOST_LISTED:,} more" if len(rows) > parts.MOST_LISTED else None,
                        class_="sd-quiet",
                    ),
                )
                for (name, role, tag), rows in found.items()
            ],
            class_="sd-names",
        )
        if found
        else Html("")
    )


def entry(at: Context, row: Row) -> Entry:
    """Make the entry of one actor in the index."""
    key = str(row["id"])
    spoken, part = at.data.where("speakers", "actor", key), at.data.where("participants", "actor", key)
    counts = joined(
        " · ",
        (
            counted(len(spoken), "utterance") if spoken else None,
            counted(len({one["event"] for one in part}), "event") if part else None,
        ),
    )
    return Entry(
        el(
            "a",
            el("span", joined(" · ", (code(row["kind"]), country(row["country"]))), class_="sd-kicker"),
            el("strong", row["name"], " ", el("span", native(at, "actor", key), class_="sd-native")),
            el("span", shortened(str(row["note"]), 140), class_="sd-entry__gist") if row["note"] else None,
            el("span", counts, class_="sd-entry__meta") if counts else None,
            href=at.address("actors", key),
            class_="sd-entry",
        ),
        {"kind": (str(row["kind"]),), "country": (str(row["country"]),) if row["country"] else ()},
        {"name": str(row["name"]), "utterances": f"{9999 - len(spoken):04}", "events": f"{9999 - len(part):04}"},
    )


def index(at: Context, rows: list[Row]) -> list[Page]:
    """Make the index of actors."""
    return browser(
        at,
        "actors",
        "Who speaks, acts, publishes or is acted upon: people, offices, governments, news organisations and groups.",
        rows,
        entry,
        (Filter("kind", "Kind", choices("kind", code)), Filter("country", "Country", choices("country"))),
        (("name", "Name"), ("utterances", "Most utterances"), ("events", "Most events")),
    )
