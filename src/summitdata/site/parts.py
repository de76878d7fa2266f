"""The parts that pages are put together from: heads, facts, chips, sections, neighbours, citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from summitdata.model import Row
from summitdata.site.context import SECTIONS, Context
from summitdata.site.markup import Child, Html, el, flat, joined
from summitdata.site.page import shortened

STATUS_MARKS = {
    "occurred": "●",
    "under-way": "◐",
    "planned": "○",
    "expected": "○",
    "feared": "◌",
    "denied": "✕",
    "cancelled": "✕",
}
"""A mark for each status, so that no status is told by colour alone."""


def head(kicker: Child, title: Child, lead: Child = None, extra: Child = None) -> Html:
    """Make the head of a page: a line above, the title, a line below."""
    return el(
        "header",
        el("p", kicker, class_="sd-kicker"),
        el("h1", title),
        el("p", lead, class_="sd-lead") if lead else None,
        extra,
        class_="sd-head",
    )


def section(title: str, *children: Child, key: str | None = None, note: Child = None) -> Html:
    """Make a section with a heading; nothing where it would be empty."""
    inside = flat(children)
    if not inside:
        return Html("")
    anchor = key or title.lower().replace(" ", "-")
    return el(
        "section",
        el("h2", title, id=anchor),
        el("p", note, class_="sd-note") if note else None,
        inside,
        class_="sd-section",
        aria_labelledby=anchor,
    )


def facts(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Make a list of names and values; empty values are left out."""
    rows = [(name, flat([value])) for name, value in pairs]
    return el(
        "dl",
        [el("div", el("dt", name), el("dd", value)) for name, value in rows if value],
        class_="sd-facts",
    )


def chip(words: Child, sort: str = "plain", title: str | None = None) -> Html:
    """Make a small label."""
    return el("span", words, class_=f"sd-chip sd-chip--{sort}", title=title)


def status(value: object) -> Html:
    """Show a status with its mark."""
    if not value:
        return Html("")
    mark = el("span", STATUS_MARKS.get(str(value), "·"), aria_hidden="true")
    return el("span", mark, " ", str(value).replace("-", " "), class_=f"sd-status sd-status--{_word(value)}")


def contested(row: Row) -> Html:
    """Mark a row for which a disagreement is recorded."""
    return (
        chip(flat([el("span", "≠", aria_hidden="true"), " sources differ"]), "differs")
        if row["contested"]
        else Html("")
    )


MOST_LISTED = 100
"""So many entries a record's own page lists of each kind; the rest is one link away."""


def listed(rows: Sequence[Row], shown: Callable[[Row], Html], everything: str) -> Html:
    """Show the items of a list, the first :data:`MOST_LISTED` of them and a link to where all are."""
    items = [shown(row) for row in rows[:MOST_LISTED]]
    if len(rows) > MOST_LISTED:
        items.append(el("li", el("a", f"All {len(rows):,}", href=everything), class_="sd-all"))
    return flat(items)


def _word(value: object) -> str:
    return "".join(char for char in str(value) if char.isalnum() or char == "-")


def crumbs(at: Context, table: str) -> Html:
    """Lead back to the index of a table."""
    return el("a", SECTIONS[table], href=at.href(f"{table}/"))


def neighbours(at: Context, table: str, before: Row | None, after: Row | None) -> Html:
    """Lead to the rows before and after this one."""

    def side(row: Row | None, word: str, rel: str) -> Html:
        if row is None:
            return el("span")
        label = shortened(at.data.label(table, row["id"]), 90)
        words = (el("span", word, class_="sd-next__word"), el("span", label, class_="sd-next__title"))
        return el("a", *words, href=at.address(table, row["id"]), rel=rel, class_=f"sd-next__{rel}")

    return el(
        "nav",
        side(before, "Previous", "prev"),
        side(after, "Next", "next"),
        class_="sd-next",
        aria_label=f"Previous and next in {SECTIONS[table].lower()}",
    )


def citation(at: Context, table: str, key: object) -> Html:
    """Say how to cite and how to get one row."""
    if not at.citation:
        return Html("")
    return section(
        "Cite this row",
        el("p", f"{at.citation} Row ", el("code", f"{table}/{key}"), ".", class_="sd-cite"),
        el(
            "div",
            el("pre", el("code", f"$ summitdata show {key}"), tabindex="0", aria_label="On the command line"),
            el(
                "pre",
                el("code", f'summitdata.load("{table}").set_index("id").loc["{key}"]'),
                tabindex="0",
                aria_label="In Python",
            ),
            class_="sd-code",
        ),
        key="cite",
    )


def discrepancy_cards(at: Context, rows: Sequence[Row]) -> Html:
    """Show the disagreements that a row is part of."""
    return flat(
        el(
            "a",
            el("span", joined(" · ", [str(row["kind"]).replace("-", " "), row["status"]]), class_="sd-kicker"),
            el("strong", row["title"]),
            el("span", shortened(str(row["note"]), 180), class_="sd-card__text"),
            href=at.address("discrepancies", row["id"]),
            class_=f"sd-card sd-sides--{row['kind']}",
        )
        for row in rows
    )


def cards(children: Child) -> Html:
    """Set cards side by side as far as there is room."""
    inside = flat([children])
    return el("div", inside, class_="sd-cards") if inside else inside


def article(table: str, *children: Child) -> Html:
    """Make the one element that a drawn page consists of."""
    return el("div", *children, class_=f"sd-page sd-page--{table}", id="main")
