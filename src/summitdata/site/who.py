"""Who says what: a matrix of sources by events and utterances, and which sources derive from which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summitdata.model import Row
from summitdata.site import derivations, matrix, parts
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat
from summitdata.site.page import Page, shortened
from summitdata.site.testimony import TESTIMONIES, Witness, testimonies, witnesses
from summitdata.site.words import when
from summitdata.views import timeline_rows

MOST_ROWS = 150
"""The matrix is drawn for so many subjects at most, those with the most testimonies."""

_LEAD = (
    "Which source tells of which event and utterance, and how. "
    "Nothing in a cell is silence, and silence is not a denial."
)
_DRAWN = ((600, 11.5), (343, 9.0))
"""The widths at which each half of the matrix is drawn, and the size of the letters: beside the other, and alone."""


def page(at: Context) -> Page:
    """Make the page."""
    cells = testimonies(at)
    columns = witnesses(cells)
    subjects = [row for row in timeline_rows(at.data) if any((w, str(row["id"])) in cells for w in columns)]
    if len(subjects) > MOST_ROWS:
        told = {str(row["id"]): sum((w, str(row["id"])) in cells for w in columns) for row in subjects}
        kept = set(sorted(told, key=lambda key: -told[key])[:MOST_ROWS])
        subjects = [row for row in subjects if str(row["id"]) in kept]
    body = parts.article(
        "who",
        parts.head("Testimony", "Who says what", _LEAD),
        parts.section(
            "The matrix",
            _legend(),
            _halves(at, subjects, columns, cells),
            el(
                "details",
                el("summary", "The same as a table"),
                _table(at, subjects, columns, cells),
                class_="sd-details",
            ),
            key="matrix",
        ),
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


def _halves(
    at: Context, subjects: Sequence[Row], columns: Sequence[Witness], cells: Mapping[tuple[Witness, str], str]
) -> Html:
    """Draw events and utterances apart, each at two widths of which the style shows the one that fits."""

    def half(what: str, title: str) -> Html:
        rows = [row for row in subjects if row["what"] == what]
        drawings = [matrix.picture(at, rows, columns, cells, width, size) for width, size in _DRAWN]
        return el("figure", el("figcaption", title), drawings, class_="sd-half") if rows else Html("")

    return el("div", half("event", "Events"), half("quote", "Utterances"), class_="sd-halves", data_search_exclude=True)


def _table(
    at: Context, subjects: Sequence[Row], columns: Sequence[Witness], cells: Mapping[tuple[Witness, str], str]
) -> Html:
    head = el(
        "tr",
        el("th", "Event or utterance", scope="col"),
        [el("th", _witness(at, one), scope="col") for one in columns],
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
                [_cell(cells.get((one, key))) for one in columns],
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
    word, clause = TESTIMONIES[sort]
    return el("td", word, title=clause, class_=f"sd-cell sd-cell--{sort}")


def _legend() -> Html:
    return el(
        "ul",
        [
            el("li", el("svg", matrix.drawn(sort, [(6, 6)]), viewBox="0 0 12 12", aria_hidden="true"), clause)
            for sort, (_, clause) in TESTIMONIES.items()
        ],
        class_="sd-legend sd-legend--testimony",
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
