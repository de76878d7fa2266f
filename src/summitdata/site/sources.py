"""The pages of sources: what each contributes, where it comes from, and what derives from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from summitdata import vocabularies as v
from summitdata.evidence import Verdict
from summitdata.model import Row
from summitdata.site import parts, proved
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html, abroad, el, flat, joined
from summitdata.site.page import Page, shortened
from summitdata.site.words import capital, code, counted, language, meaning, when

TABLE = "sources"


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one source."""
    key = str(row["id"])
    body = parts.article(
        TABLE,
        parts.head(
            joined(
                " · ",
                (
                    parts.crumbs(at, TABLE),
                    code(row["kind"]),
                    at.link("actors", row["publisher"]),
                    when(row["published"], "undated"),
                ),
            ),
            row["title"],
            extra=el("p", _chips(row), class_="sd-chips"),
        ),
        el(
            "div",
            el(
                "div",
                parts.section("Where it comes from", el("p", row["origin_note"]), _derivation(at, row), key="origin"),
                parts.section("Read with care", el("p", row["note"]) if row["note"] else None, key="care"),
                parts.section("Utterances it renders", _renderings(at, key), key="renderings"),
                parts.section("Events it tells of", _events(at, key), key="events"),
                parts.section("Its part in disagreements", _positions(at, key), key="positions"),
                parts.section("Words shared with other texts", _runs(at, key), key="runs"),
                parts.section("Names as it prints them", _names(at, key), key="names"),
                class_="sd-main",
            ),
            el("aside", _facts(at, row), class_="sd-aside", aria_label="Facts"),
            class_="sd-columns",
        ),
        parts.citation(at, TABLE, key),
        parts.neighbours(at, TABLE, before, after),
    )
    described = f"{capital(code(row['kind']))}, {when(row['published'], 'undated')}. {row['origin_note']}"
    return Page(f"{TABLE}/{key}.md", str(row["title"]).strip("[]"), described, body, "Sources")


def _chips(row: Row) -> Html:
    return flat(
        [
            parts.chip("text held" if row["held"] else "text not held", "good" if row["held"] else "plain"),
            parts.chip(counted(row["claims"], "claim")) if row["claims"] else None,
            parts.chip(counted(row["renderings"], "rendering")) if row["renderings"] else None,
        ]
    )


def _derivation(at: Context, row: Row) -> Html:
    lines = []
    if row["derived_from"]:
        lines.append(
            el(
                "li",
                f"{capital(code(row['derivation']))} from ",
                at.link(TABLE, row["derived_from"]),
                flat([" ", parts.chip("inferred", "inferred")]) if row["derivation_basis"] == "inferred" else None,
            )
        )
    if row["known_via"]:
        lines.append(el("li", "Known only through ", at.link(TABLE, row["known_via"])))
    lines += [
        el("li", "From it derives ", at.link(TABLE, other["id"]))
        for other in at.data.where(TABLE, "derived_from", row["id"])
    ]
    lines += [
        el("li", "It alone tells of ", at.link(TABLE, other["id"]))
        for other in at.data.where(TABLE, "known_via", row["id"])
        if other["id"] != row["derived_from"]
    ]
    return el("ul", lines, class_="sd-plain") if lines else Html("")


def _renderings(at: Context, key: str) -> Html:
    def shown(row: Row) -> Html:
        teller = at.data.label("actors", row["speaker"]) or "Not named"
        return el(
            "li",
            el(
                "a",
                el("span", joined(" · ", (teller, code(row["form"]))), class_="sd-kicker"),
                el("span", el("span", "“", class_="sd-open"), row["text"], "”", class_="sd-entry__quote")
                if row["text"]
                else None,
                el("span", row["paraphrase"], class_="sd-entry__gist"),
                href=at.address("quotes", row["quote"]),
                class_="sd-entry",
            ),
        )

    rows = at.data.where("renderings", "source", key)
    everything = at.href(f"quotes/?source={key}")
    return el("ol", parts.listed(rows, shown, everything), class_="sd-said") if rows else Html("")


def _events(at: Context, key: str) -> Html:
    counts = Counter(str(claim["event"]) for claim in at.data.where("claims", "source", key) if claim["event"])
    rows: list[Row] = [
        {"id": event, "count": counts[event]} for event in sorted(counts, key=lambda event: (-counts[event], event))
    ]

    def shown(row: Row) -> Html:
        return el("li", at.link("events", row["id"]), el("span", counted(row["count"], "claim"), class_="sd-quiet"))

    listed = parts.listed(rows, shown, at.href(f"events/?source={key}"))
    return el("ul", listed, class_="sd-brief sd-brief--columns") if rows else Html("")


def _positions(at: Context, key: str) -> Html:
    def shown(row: Row) -> Html:
        return el("li", at.link("discrepancies", row["discrepancy"]), el("span", row["says"], class_="sd-quiet"))

    rows = at.data.where("positions", "source", key)
    listed = parts.listed(rows, shown, at.href(f"discrepancies/?source={key}"))
    return el("ul", listed, class_="sd-brief sd-brief--told") if rows else Html("")


def _runs(at: Context, key: str) -> Html:
    def shown(row: Row) -> Html:
        other = row["other"] if row["source"] == key else row["source"]
        return el(
            "li",
            el("span", counted(row["words"], "word"), " with ", at.source(other), " (", code(row["nature"]), ")"),
            el("span", row["note"], class_="sd-quiet"),
        )

    rows = at.data.where("runs", "source", key) + at.data.where("runs", "other", key)
    return el("ul", parts.listed(rows, shown, at.href("tables/runs/")), class_="sd-brief") if rows else Html("")


def _names(at: Context, key: str) -> Html:
    def shown(row: Row) -> Html:
        return el(
            "li",
            el("span", row["name"], lang=str(row["language"])),
            " ",
            at.link("actors", row["actor"], "→ actor") or at.link("places", row["place"], "→ place"),
            el("span", row["role"], class_="sd-quiet") if row["role"] else None,
        )

    rows = at.data.where("names", "source", key)
    listed = parts.listed(rows, shown, at.href("tables/names/"))
    return el("ul", listed, class_="sd-names", data_search_exclude=True) if rows else Html("")


def _facts(at: Context, row: Row) -> Html:
    published = joined(" ", (when(row["published"], "no date in the text"), row["published_time"]))
    return parts.facts(
        (
            (
                "Published",
                flat(
                    [
                        published,
                        el("span", f"printed as “{row['published_printed']}”", class_="sd-quiet")
                        if row["published_printed"]
                        else None,
                    ]
                ),
            ),
            ("Publisher", at.link("actors", row["publisher"])),
            ("Agency", at.link("actors", row["agency"])),
            ("Byline", row["byline"]),
            ("Dateline", row["dateline"]),
            ("Kind", el("span", code(row["kind"]), title=meaning(v.SOURCE_KIND, row["kind"]))),
            ("Language", language(row["language"])),
            ("Address", abroad(row["url"]) if row["url"] else None),
            ("Origin", at.link(TABLE, row["origin"])),
            ("Extent read", meaning(v.EXTENT, row["extent"])),
            ("Rights", meaning(v.RIGHTS, row["rights"])),
            ("Length", f"{row['length']} code points" if row["held"] else None),
            ("SHA-256", el("code", row["text_sha256"], class_="sd-digest") if row["text_sha256"] else None),
            ("Proved", proved.summed(at, _verdicts(at, row["id"]), "span")),
            ("Key", el("code", row["id"])),
        )
    )


def _verdicts(at: Context, key: object) -> Iterator[Verdict]:
    keys = (str(span["id"]) for span in at.data.where("spans", "source", key))
    return (at.verdicts.spans[span] for span in keys if span in at.verdicts.spans)


def entry(at: Context, row: Row) -> Entry:
    """Make the entry of one source in the index."""
    counts = joined(
        " · ",
        (
            counted(row["claims"], "claim") if row["claims"] else None,
            counted(row["renderings"], "rendering") if row["renderings"] else None,
        ),
    )
    return Entry(
        el(
            "a",
            el(
                "span",
                joined(
                    " · ",
                    (
                        code(row["kind"]),
                        at.data.label("actors", row["publisher"]) or None,
                        when(row["published"], "undated"),
                    ),
                ),
                class_="sd-kicker",
            ),
            el("strong", row["title"]),
            el("span", shortened(str(row["origin_note"]), 180), class_="sd-entry__gist"),
            el(
                "span",
                parts.chip("text held" if row["held"] else "not held", "good" if row["held"] else "plain"),
                counts,
                class_="sd-entry__meta",
            ),
            href=at.address(TABLE, row["id"]),
            class_="sd-entry",
        ),
        {
            "kind": (str(row["kind"]),),
            "language": (str(row["language"]),),
            "held": ("yes" if row["held"] else "no",),
            "publisher": (str(row["publisher"]),) if row["publisher"] else (),
            "agency": (str(row["agency"]),) if row["agency"] else (),
        },
        {
            "claims": f"{99_999 - int(str(row['claims'])):05}",
            "date": str(row["published_first"] or "9999"),
            "title": str(row["title"]),
        },
    )


def index(at: Context, rows: list[Row]) -> list[Page]:
    """Make the index of sources."""
    return browser(
        at,
        TABLE,
        "Every document that was read, and every one that another tells of. Each says how its origin is known.",
        rows,
        entry,
        (
            Filter("kind", "Kind", choices("kind", code)),
            Filter("language", "Language", choices("language", language)),
            Filter("publisher", "Publisher", choices("publisher", lambda key: at.data.label("actors", key))),
            Filter("agency", "Agency", choices("agency", lambda key: at.data.label("actors", key))),
            Filter("held", "Text held", choices("held")),
        ),
        (("claims", "Most claims"), ("date", "Date"), ("title", "Title")),
    )
