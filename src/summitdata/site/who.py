"""Who says what: a matrix of sources by events and utterances, and which sources derive from which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from summitdata.model import Row
from summitdata.site import derivations, parts
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat
from summitdata.site.page import Page, shortened
from summitdata.site.words import when
from summitdata.views import timeline_rows

MOST_ROWS, MOST_COLUMNS = 200, 16
"""The matrix is drawn for so many subjects and witnesses at most, those with the most testimonies."""

_LEAD = (
    "Which source tells of which event and utterance, and how. "
    "Nothing in a cell is silence, and silence is not a denial."
)
_MARKS = {
    "stated": ("●", "says that it is so"),
    "quoted": ("“", "quotes the words"),
    "reported": ("•", "speaks of it, without quotation marks"),
    "under-way": ("◐", "says that it goes on"),
    "planned": ("○", "says that it is planned"),
    "expected": ("○", "expects it"),
    "feared": ("◌", "says that it is feared"),
    "denied": ("✕", "says that it is not so"),
    "not-mentioned": ("∅", "is said to be silent about it"),
}
_RANK = ("denied", "not-mentioned", "quoted", "stated", "reported", "under-way", "planned", "expected", "feared")


@dataclass(frozen=True, slots=True)
class Witness:
    """A column: a source, or the party whose account another source gives."""

    table: str
    key: str


def page(at: Context) -> Page:
    """Make the page."""
    cells = _cells(at)
    witnesses = _witnesses(cells)
    subjects = [row for row in timeline_rows(at.data) if any((w, str(row["id"])) in cells for w in witnesses)]
    if len(subjects) > MOST_ROWS:
        told = {str(row["id"]): sum((w, str(row["id"])) in cells for w in witnesses) for row in subjects}
        kept = set(sorted(told, key=lambda key: -told[key])[:MOST_ROWS])
        subjects = [row for row in subjects if str(row["id"]) in kept]
    body = parts.article(
        "who",
        parts.head("Testimony", "Who says what", _LEAD),
        parts.section("The matrix", _legend(), _matrix(at, subjects, witnesses, cells), key="matrix"),
        parts.section(
            "Who copied whom",
            el(
                "div",
                derivations.picture(at),
                class_="sd-scroll",
                tabindex="0",
                role="region",
                aria_label="Picture of derivations",
            ),
            _ties_legend(),
            el("details", el("summary", "The same in words"), derivations.in_words(at), class_="sd-details"),
            key="derivations",
            note="Two sites that carry one wire are one witness. Documents that we do not hold stand on the left, "
            "those that were read on the right.",
        ),
    )
    return Page("who-says-what/index.md", "Who says what", _LEAD, body, "Who says what")


def _cells(at: Context) -> dict[tuple[Witness, str], str]:
    found: dict[tuple[Witness, str], set[str]] = defaultdict(set)
    for claim in at.data.rows["claims"]:
        subject = str(claim["event"] or claim["quote"])
        source = Witness("sources", str(claim["source"]))
        if claim["property"] == "stance":
            teller = Witness("actors", str(claim["account"])) if claim["account"] is not None else source
            found[teller, subject].add(str(claim["value"]))
            if teller != source:
                found[source, subject].add("stated")
        elif claim["property"] == "status" and claim["event"] is not None:
            found[source, subject].add("stated" if claim["value"] in {"occurred", "cancelled"} else str(claim["value"]))
        else:
            found[source, subject].add("reported")
    for rendering in at.data.rows["renderings"]:
        sort = "reported" if rendering["form"] == "indirect" else "quoted"
        found[Witness("sources", str(rendering["source"])), str(rendering["quote"])].add(sort)
    return {cell: min(sorts, key=_RANK.index) for cell, sorts in found.items()}


def _witnesses(cells: dict[tuple[Witness, str], str]) -> list[Witness]:
    counts: dict[Witness, int] = defaultdict(int)
    for witness, _ in cells:
        counts[witness] += 1
    by_sort = sorted(counts, key=lambda one: (one.table != "sources", -counts[one], one.key))
    return by_sort[:MOST_COLUMNS]


def _matrix(
    at: Context, subjects: Sequence[Row], witnesses: Sequence[Witness], cells: dict[tuple[Witness, str], str]
) -> Html:
    head = el(
        "tr",
        el("th", "Event or utterance", scope="col"),
        [el("th", _witness(at, one), scope="col") for one in witnesses],
    )
    lines = []
    for row in subjects:
        key, event = str(row["id"]), row["what"] == "event"
        lines.append(
            el(
                "tr",
                el(
                    "th",
                    at.link("events" if event else "quotes", key, shortened(str(row["title"]), 80)),
                    el("span", when(row["date"], ""), class_="sd-quiet"),
                    scope="row",
                ),
                [_cell(cells.get((one, key))) for one in witnesses],
                class_=f"sd-row--{row['what']}",
            )
        )
    return el(
        "div",
        el(
            "table",
            el("caption", "How each source stands to each event and utterance", class_="sd-hidden"),
            el("thead", head),
            el("tbody", lines),
            class_="sd-matrix",
        ),
        class_="sd-scroll sd-scroll--tall",
        tabindex="0",
        role="region",
        aria_label="Matrix of sources by events and utterances",
        data_search_exclude=True,
    )


def _witness(at: Context, one: Witness) -> Html:
    if one.table == "sources":
        return at.link("sources", one.key, shortened(at.source_name(one.key), 32))
    return flat([at.link("actors", one.key), el("span", ", as told", class_="sd-quiet")])


def _cell(sort: str | None) -> Html:
    if sort is None:
        return el("td", el("span", "not mentioned", class_="sd-hidden"))
    mark, words = _MARKS[sort]
    return el(
        "td",
        el("span", mark, aria_hidden="true"),
        el("span", words, class_="sd-hidden"),
        title=words,
        class_=f"sd-cell sd-cell--{sort}",
    )


def _legend() -> Html:
    return el(
        "ul",
        [
            el("li", el("span", mark, class_=f"sd-cell sd-cell--{sort}", aria_hidden="true"), " ", words)
            for sort, (mark, words) in _MARKS.items()
        ],
        class_="sd-legend",
    )


def _ties_legend() -> Html:
    def shown(sort: str, words: str) -> Html:
        line = el("path", d="M1 6H31", class_=f"sd-tie sd-tie--{sort}")
        return el("li", el("svg", line, viewBox="0 0 32 12", aria_hidden="true"), words)

    return el(
        "ul",
        shown("derived", "comes from, as the text says"),
        shown("inferred", "comes from, as we infer"),
        shown("tells", "tells of it"),
        shown("runs", "shares a run of prose"),
        class_="sd-legend sd-legend--wide",
    )
