"""The index of a table: filters, free text and sorting over entries that are complete without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from summitdata.model import Row
from summitdata.site import parts
from summitdata.site.context import SECTIONS, Context
from summitdata.site.markup import Child, Html, el, flat
from summitdata.site.page import Page
from summitdata.site.words import country

PAGE_SIZE = 200
"""So many entries stand on one page of an index, which bounds its weight; the filters fetch the rest."""

MOST_OPTIONS = 200
"""A filter offers so many values at most, those that most entries have; an address can name any other."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what is shown, what filters match, what sorting compares."""

    shown: Html
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Mapping[str, str] = field(default_factory=dict)

    def item(self, **attributes: str | None) -> Html:
        """Give the entry as an item of a list."""
        values = {f"data_{name}": " ".join(found) or None for name, found in self.fields.items()}
        orders = {f"data_sort_{name}": key for name, key in self.order.items()}
        return el("li", self.shown, **values, **orders, **attributes)


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of one value of a field."""

    name: str
    label: str
    options: Callable[[Sequence[Entry]], list[tuple[str, str]]]


def choices(name: str, label: Callable[[str], str] = country) -> Callable[[Sequence[Entry]], list[tuple[str, str]]]:
    """Give a function that lists the values of a field which most entries have, sorted by label."""

    def listed(entries: Sequence[Entry]) -> list[tuple[str, str]]:
        counts = Counter(value for entry in entries for value in entry.fields.get(name, ()))
        found = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_OPTIONS]
        return sorted(((value, label(value)) for value in found), key=lambda pair: (pair[1].casefold(), pair[0]))

    return listed


def controls(
    entries: Sequence[Entry], filters: Sequence[Filter], orders: Sequence[tuple[str, str]] = (), *, target: str
) -> Html:
    """Make the form with the filters; it shows itself where JavaScript runs."""
    selects: list[Child] = []
    for one in filters:
        options = one.options(entries)
        if len(options) > 1:
            selects.append(_select(one.name, one.label, [("", "any"), *options], target))
    if orders:
        selects.append(_select("sort", "Sort by", list(orders), target))
    return el(
        "form",
        el(
            "div",
            el("label", "Words", for_=f"{target}-q"),
            el(
                "input",
                type="search",
                id=f"{target}-q",
                name="q",
                autocomplete="off",
                spellcheck="false",
                placeholder="in any language",
            ),
            class_="sd-field sd-field--words",
        ),
        selects,
        el("button", "Clear", type="reset", class_="sd-button"),
        el("p", role="status", aria_live="polite", class_="sd-count"),
        class_="sd-controls",
        data_browse=target,
        aria_label="Filter the list",
        hidden=True,
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]], target: str) -> Html:
    return el(
        "div",
        el("label", label, for_=f"{target}-{name}"),
        el("select", [el("option", words, value=value) for value, words in options], id=f"{target}-{name}", name=name),
        class_="sd-field",
    )


def browser(
    at: Context,
    table: str,
    lead: str,
    rows: Sequence[Row],
    entry: Callable[[Context, Row], Entry],
    filters: Sequence[Filter],
    orders: Sequence[tuple[str, str]] = (),
) -> list[Page]:
    """Make the index of *table*: one page for every :data:`PAGE_SIZE` rows, each complete in itself."""
    title = SECTIONS[table]
    every = [entry(at, row) for row in rows]
    form = controls(every, filters, orders, target=table)
    starts = range(0, max(len(rows), 1), PAGE_SIZE)
    pages = []
    for number, start in enumerate(starts, start=1):
        here = at if number == 1 else at.seen_from(3)
        paths = addresses(here, table, len(starts))
        chunk = rows[start : start + PAGE_SIZE]
        entries = every[:PAGE_SIZE] if number == 1 else [entry(here, row) for row in chunk]
        count = f"{len(rows)} in all" + (f", page {number} of {len(starts)}" if len(starts) > 1 else "")
        body = parts.article(
            f"index sd-page--{table}-index",
            parts.head(count, title, lead),
            form,
            el(
                "ol",
                [one.item() for one in entries],
                class_="sd-list",
                id=table,
                data_search_exclude=True,
                **rest(paths, number),
            ),
            turning(paths, number),
        )
        path = f"{table}/index.md" if number == 1 else f"{table}/page/{number}.md"
        pages.append(Page(path, title if number == 1 else f"{title}, page {number}", lead, body, title))
    return pages


def addresses(at: Context, table: str, count: int) -> list[str]:
    """Give the links to the pages of a long list."""
    return [at.href(f"{table}/" if number == 1 else f"{table}/page/{number}/") for number in range(1, count + 1)]


def rest(paths: Sequence[str], current: int) -> dict[str, str]:
    """Give the attributes by which a list tells the filters where the rest of it is."""
    if len(paths) == 1:
        return {}
    others = (f"{number}={path}" for number, path in enumerate(paths, start=1) if number != current)
    return {"data_page": str(current), "data_more": " ".join(others)}


def turning(paths: Sequence[str], current: int, labels: Sequence[str] = ()) -> Html:
    """Make the links to the other pages of a long list, by number or by *labels*."""
    if len(paths) == 1:
        return Html("")
    return el(
        "nav",
        flat(
            el("a", label, href=path, aria_current="page" if number == current else None)
            for number, (path, label) in enumerate(
                zip(paths, labels or map(str, range(1, len(paths) + 1)), strict=True), start=1
            )
        ),
        class_="sd-pages",
        aria_label="Pages",
    )
