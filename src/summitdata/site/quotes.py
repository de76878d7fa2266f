"""The pages of utterances: a browser of all, and a page for each with its wordings side by side."""

from __future__ import annotations

from collections.abc import Iterator

from summitdata import vocabularies as v
from summitdata.evidence import Verdict
from summitdata.model import Row
from summitdata.site import claims, parts, proved, wordings
from summitdata.site.browse import Entry, Filter, browser, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.page import Page, shortened
from summitdata.site.words import capital, code, counted, language, meaning, support, when

TABLE = "quotes"


def page(at: Context, row: Row, before: Row | None, after: Row | None) -> Page:
    """Make the page of one utterance."""
    key = str(row["id"])
    renderings = wordings.with_text(at.data.where("renderings", "quote", key))
    body = parts.article(
        TABLE,
        parts.head(
            joined(" · ", (parts.crumbs(at, TABLE), _speakers(at, key), when(row["said"]))),
            row["gist"],
            extra=el("p", _chips(row), class_="sd-chips"),
        ),
        el(
            "div",
            el(
                "div",
                parts.section("Wordings", wordings.cards(at, row), note=_how_to_read(len(renderings))),
                parts.section(
                    "Word by word",
                    wordings.aligned(at, row),
                    note="What all share is plain; what only one has is marked; what another has elsewhere is dotted.",
                ),
                parts.section(
                    "What else the sources say of it",
                    claims.grouped(at, at.data.where("claims", "quote", key), {}),
                    key="claims",
                ),
                parts.section(
                    "Where sources differ",
                    parts.cards(parts.discrepancy_cards(at, at.data.where("discrepancies", "quote", key))),
                    key="differences",
                ),
                class_="sd-main",
            ),
            el("aside", _facts(at, row), class_="sd-aside", aria_label="Facts"),
            class_="sd-columns",
        ),
        parts.citation(at, TABLE, key),
        parts.neighbours(at, TABLE, before, after),
    )
    speakers = row["speakers"] or "Unnamed"
    words = f" “{shortened(str(row['text']), 90)}”" if row["text"] else ""
    return Page(
        f"{TABLE}/{key}.md",
        shortened(str(row["gist"]), 90),
        f"{speakers}, {when(row['said'])}.{words} {counted(row['renderings'], 'wording')} compared.",
        body,
        "Quotes",
    )


def _speakers(at: Context, key: str) -> Html:
    return joined(", ", (at.link("actors", speaker["actor"]) for speaker in at.data.where("speakers", "quote", key)))


def _how_to_read(count: int) -> str:
    if count == 0:
        return "No source gives the words themselves; each tells the gist, which is put in our words here."
    if count == 1:
        return "One source gives the words themselves."
    return "Marked words stand in no other wording. The preferred wording comes first."


def _chips(row: Row) -> Html:
    firm = "good" if row["attribution"] == "undisputed" else "differs"
    return flat(
        [
            parts.chip(code(row["attribution"]), firm, meaning(v.ATTRIBUTION, row["attribution"])),
            parts.chip(counted(row["renderings"], "rendering")),
            parts.chip(counted(row["origins"], "independent origin")),
            parts.contested(row),
        ]
    )


def _facts(at: Context, row: Row) -> Html:
    return parts.facts(
        (
            ("Speaker", _speakers(at, str(row["id"])) or "not named"),
            ("Said", flat([when(row["said"]), el("code", row["said"])]) if row["said"] else "no date in the sources"),
            ("Occasion", at.link("events", row["event"])),
            ("Place", at.link("places", row["place"])),
            (
                "Channel",
                el("span", code(row["channel"]), title=meaning(v.CHANNEL, row["channel"])) if row["channel"] else None,
            ),
            ("Said in", language(row["language"])),
            ("Attribution", capital(meaning(v.ATTRIBUTION, row["attribution"]) or "")),
            ("Proved", proved.summed(at, _verdicts(at, row["id"]), "wording")),
            ("Note", row["note"]),
            ("Key", el("code", row["id"])),
        )
    )


def _verdicts(at: Context, key: object) -> Iterator[Verdict]:
    keys = (str(rendering["id"]) for rendering in at.data.where("renderings", "quote", key))
    return (at.verdicts.renderings[rendering] for rendering in keys if rendering in at.verdicts.renderings)


def entry(at: Context, row: Row) -> Entry:
    """Make the entry of one utterance in the browser."""
    key = str(row["id"])
    speakers = at.data.where("speakers", "quote", key)
    actors = [at.data.get("actors", speaker["actor"]) or {} for speaker in speakers]
    renderings = at.data.where("renderings", "quote", key)
    words = joined(" / ", (rendering["text"] for rendering in renderings if rendering["text"]))
    return Entry(
        el(
            "a",
            el(
                "span",
                joined(" · ", (row["speakers"] or "Not named", when(row["said"], "undated"))),
                class_="sd-kicker",
            ),
            el("span", el("span", "“", class_="sd-open"), row["text"], "”", class_="sd-entry__quote")
            if row["text"]
            else None,
            el("span", row["gist"], class_="sd-entry__gist"),
            el("span", el("span", support(row)), parts.contested(row), class_="sd-entry__meta"),
            el("span", words, hidden=True),
            href=at.address(TABLE, key),
            class_="sd-entry sd-entry--quote",
        ),
        {
            "speaker": tuple(str(speaker["actor"]) for speaker in speakers),
            "country": tuple(str(actor["country"]) for actor in actors if actor.get("country")),
            "channel": (str(row["channel"]),) if row["channel"] else (),
            "source": tuple(sorted({str(rendering["source"]) for rendering in renderings})),
            "attribution": (str(row["attribution"]),),
        },
        {
            "date": str(row["said_first"] or row["said_last"] or "9999"),
            "speaker": str(row["speakers"] or "~"),
            "origins": f"{99_999 - int(str(row['origins'])):05}",
            "wordings": f"{99_999 - int(str(row['renderings'])):05}",
        },
    )


def index(at: Context, rows: list[Row]) -> list[Page]:
    """Make the browser of all utterances, in as many pages as it takes."""
    return browser(
        at,
        TABLE,
        "Every utterance, however many sources render it. Each page sets the wordings side by side.",
        rows,
        entry,
        (
            Filter("speaker", "Speaker", choices("speaker", lambda key: at.data.label("actors", key))),
            Filter("country", "Country", choices("country")),
            Filter("channel", "Channel", choices("channel", code)),
            Filter("source", "Source", choices("source", at.source_name)),
            Filter("attribution", "Attribution", choices("attribution", code)),
        ),
        (("date", "Date"), ("speaker", "Speaker"), ("origins", "Most origins"), ("wordings", "Most wordings")),
    )
