"""The home page: what this is in one screen, one utterance in several wordings, and how to begin."""

from __future__ import annotations

from collections.abc import Iterable

from summitdata.model import Row
from summitdata.site import discrepancies, parts, sides
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, joined, preformatted
from summitdata.site.page import Page
from summitdata.site.wordings import quotation, with_text
from summitdata.site.words import code, counted, when
from summitdata.views import wording_rows

_TITLE = "Who said what, and who says so."
_LEAD = (
    "When two governments meet, newsrooms and press offices each tell it their way. SummitData keeps what happened "
    "apart from what each source says of it, and every disagreement as a row of its own."
)
_SHARPEST = ("conflict", "wording", "omission")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def striking(at: Context) -> Row | None:
    """Choose the utterance with the most quoted wordings, a contested one before others."""
    known = [
        (len(with_text(at.data.where("renderings", "quote", row["id"]))), bool(row["contested"]), row)
        for row in at.data.rows["quotes"]
    ]
    several = [entry for entry in known if entry[0] > 1]
    if not several:
        return None
    return min(several, key=lambda entry: (-entry[0], not entry[1], str(entry[2]["id"])))[2]


def pointed(at: Context) -> list[Row]:
    """Choose one disagreement of each of the kinds that a reader grasps at once, open ones and those of few sides."""
    chosen = []
    for kind in _SHARPEST:
        rows = [row for row in at.data.rows["discrepancies"] if row["kind"] == kind]
        sided = [(row, sides.sides(at, at.data.where("positions", "discrepancy", row["id"]))) for row in rows]
        several = [(row, len(found)) for row, found in sided if len(found) > 1]
        if several:
            chosen.append(
                min(several, key=lambda one: (one[1], one[0]["status"] != "open", str(one[0]["title"]).casefold()))[0]
            )
    return chosen


def page(at: Context, files: Iterable[str], head: Html) -> Page:
    """Make the home page; *files* are the names of the data files that can be fetched."""
    chosen = striking(at)
    body = parts.article(
        "home",
        el(
            "div",
            el("h1", _TITLE),
            el("div", el("p", _LEAD, class_="sd-lead"), _figures(at)),
            class_="sd-hero",
        ),
        _example(at, chosen) if chosen else None,
        parts.section(
            "Where they disagree",
            el("ol", [discrepancies.entry(at, row).item() for row in pointed(at)], class_="sd-list"),
            el(
                "p",
                el("a", f"All {len(at.data.rows['discrepancies'])} disagreements", href=at.href("discrepancies/")),
                class_="sd-more",
            ),
            key="disagreements",
            note="Each stands as a row of its own: who holds what, and what a reader should make of it.",
        )
        if pointed(at)
        else None,
        parts.section("Look around", _doors(at), key="look-around"),
        parts.section("Begin", _begin(at, sorted(files)), key="begin"),
    )
    return Page("index.md", "SummitData", _LEAD, body, "Home", head=head)


def _figures(at: Context) -> Html:
    shown = (
        ("events", "events"),
        ("quotes", "utterances"),
        ("sources", "sources"),
        ("discrepancies", "disagreements"),
    )
    return el(
        "ul",
        [
            el("li", el("a", el("b", len(at.data.rows[table])), words, href=at.href(f"{table}/")))
            for table, words in shown
        ],
        class_="sd-figures",
    )


def _example(at: Context, row: Row) -> Html:
    rows = with_text(wording_rows(at.data, str(row["id"])))
    texts = {one["id"]: str(one["text"]) for one in rows}
    speakers = joined(", ", (at.link("actors", one["actor"]) for one in at.data.where("speakers", "quote", row["id"])))
    number = _NUMBERS[len(rows)] if len(rows) < len(_NUMBERS) else str(len(rows))
    return el(
        "section",
        el("p", joined(" · ", (speakers, when(row["said"]), at.link("events", row["event"]))), class_="sd-kicker"),
        el("h2", f"One sentence, {number} newsrooms, {number} wordings", id="example"),
        el(
            "p",
            f"What {row['speakers']} said, as each printed it. Marked words stand in none of the others.",
            class_="sd-note",
        ),
        el(
            "div",
            [
                el(
                    "figure",
                    quotation(one, [text for key, text in texts.items() if key != one["id"]]),
                    el(
                        "figcaption",
                        el("p", at.source(one["source"]), class_="sd-wording__source"),
                        el(
                            "p",
                            joined(" · ", (code(one["form"]), when(one["published"], ""), at.account(one["account"]))),
                            class_="sd-quiet",
                        ),
                    ),
                )
                for one in rows
            ],
            class_="sd-example__wordings",
        ),
        el(
            "p",
            at.link("quotes", row["id"], "All its wordings, aligned word by word, with offsets and sources"),
            class_="sd-more",
        ),
        class_="sd-example",
        aria_labelledby="example",
    )


def _doors(at: Context) -> Html:
    contested = sum(row["status"] == "open" for row in at.data.rows["discrepancies"])
    one_origin = sum(row["origins"] == 1 for row in at.data.rows["quotes"])
    held = sum(bool(row["held"]) for row in at.data.rows["sources"])
    doors = (
        ("timeline/", "Timeline", "Events and utterances on one axis, with every uncertain date drawn as uncertain."),
        ("discrepancies/", "Disagreements", f"Who contradicts whom, who leaves out what; {contested} are open."),
        ("quotes/", "Quotes", f"Every utterance with its wordings; {one_origin} rest on one origin alone."),
        ("who-says-what/", "Who says what", "Which source tells of which event, and who copied whom."),
        (
            "sources/",
            "Sources",
            f"{counted(held, 'article')} read from end to end, and the documents that they tell of.",
        ),
        ("use/", "Use the data", "Five questions answered in pandas, polars, DuckDB and SQL."),
    )
    return el(
        "div",
        [
            el("a", el("strong", name), el("span", words), href=at.href(address), class_="sd-door")
            for address, name, words in doors
        ],
        class_="sd-doors",
    )


def _begin(at: Context, files: list[str]) -> Html:
    chosen = striking(at)
    load = 'import summitdata\n\nquotes = summitdata.load("quotes")'
    if chosen:
        load += f'\nsummitdata.wordings("{chosen["id"]}")'
    return el(
        "div",
        el(
            "div",
            el("h3", "Load it", id="load"),
            preformatted("$ pip install summitdata"),
            preformatted(load),
            el("p", "Offline, in pandas, polars, Arrow or DuckDB. ", el("a", "More ways", href=at.href("use/"))),
        ),
        el(
            "div",
            el("h3", "Cite it", id="cite"),
            el("p", at.citation, class_="sd-cite"),
            preformatted("$ summitdata cite --format bibtex"),
            el("h3", "Download it", id="download"),
            el(
                "ul",
                [el("li", el("a", name, href=at.href(f"data/{name}"), download=True)) for name in files],
                class_="sd-downloads",
            ),
        ),
        class_="sd-start",
    )
