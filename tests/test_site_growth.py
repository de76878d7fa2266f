"""The site stays usable however much it has to show."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

import pytest

from many_rows import many
from summitdata.model import Row
from summitdata.records import Records, records
from summitdata.site import KINDS, browse, derivations, ordered, parts, timeline, who
from summitdata.site.browse import Entry, choices
from summitdata.site.context import Context
from summitdata.site.markup import Html
from summitdata.site.page import Page
from summitdata.site.searching import bounded, headed

LIMIT = 350_000
"""No page weighs more bytes than this, however many rows there are."""

COPIES = 24
"""Enough for every bound to be reached: from there on an index gets more pages, and none gets heavier."""


@cache
def _data(*, shared: bool, copies: int = COPIES) -> Records:
    return Records(many(copies, shared=shared))


@pytest.mark.parametrize("shared", [False, True], ids=["wider", "deeper"])
def test_indexes_stay_light(shared: bool) -> None:
    """With many times as many rows no page of an index or of the timeline is heavier than the limit."""
    data = _data(shared=shared)
    at = Context(data, "../")
    made = [*timeline.pages(at), who.page(at)]
    for table in ("quotes", "events", "discrepancies", "sources"):
        made += KINDS[table][0](at, data.rows[table])
    weights = {page.path: len(page.body.encode()) for page in made}
    assert {} == {path: weight for path, weight in weights.items() if weight > LIMIT}
    assert len(made) > len(data.rows["quotes"]) / browse.PAGE_SIZE


def test_the_ties_are_told_up_to_a_bound() -> None:
    """Of very many ties between sources the first are told in words, with a link to the rest; few are all told."""
    at = Context(_data(shared=False), "../")
    every = derivations.ties(at)
    told = derivations.in_words(at)
    assert derivations.MOST_TOLD + 1 == told.count("<li>")
    assert f"The other {len(every) - derivations.MOST_TOLD}, source by source" in told
    few = Context(records(), "../")
    assert len(derivations.ties(few)) == derivations.in_words(few).count("<li>")


@pytest.mark.parametrize(("table", "copies"), [("actors", COPIES), ("places", 3 * COPIES), ("sources", COPIES)])
def test_pages_of_those_on_whom_everything_falls_stay_light(table: str, copies: int) -> None:
    """The page of an actor, a place or a source lists the first of very many, and leads to all of them."""
    data = _data(shared=True, copies=copies)
    at = Context(data, "../../")
    made = [KINDS[table][1](at, row, None, None) for row in data.rows[table]]
    assert {} == {page.path: len(page.body) for page in made if len(page.body.encode()) > LIMIT}
    assert any('class="sd-all"' in page.body for page in made)


def test_nothing_is_cut_where_everything_fits() -> None:
    """A list of as many entries as may be listed is whole, and one more brings the link to all."""

    def shown(row: Row) -> Html:
        return Html(f"<li>{row['id']}</li>")

    rows: list[Row] = [{"id": number} for number in range(parts.MOST_LISTED + 1)]
    whole, cut = (parts.listed(part, shown, "x/") for part in (rows[:-1], rows))
    assert (parts.MOST_LISTED, 0) == (whole.count("<li>"), whole.count("<a"))
    assert (parts.MOST_LISTED, 1) == (cut.count("<li>"), cut.count(f'<a href="x/">All {len(rows)}</a>'))


def test_a_filter_offers_the_values_that_most_entries_have() -> None:
    """Of very many values the most frequent are offered, in the order of their labels."""
    entries = [Entry(Html(""), {"actor": (f"a{number}", "often")}) for number in range(2 * browse.MOST_OPTIONS)]
    offered = choices("actor", str.upper)(entries)
    assert browse.MOST_OPTIONS == len(offered)
    assert ("often", "OFTEN") in offered
    assert offered == sorted(offered, key=lambda pair: pair[1].casefold())


class _Items(HTMLParser):
    """Counts the entries of a list, and where it says that the rest is."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.items = 0
        self.more = ""
        self.feed(page.body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = dict(attrs)
        self.items += "data-item" in given or (tag == "li" and "data-sort-date" in given)
        self.more += given.get("data-more") or ""


@pytest.mark.parametrize("table", ["timeline", "quotes"])
def test_every_entry_stands_on_one_page(table: str) -> None:
    """The pages of a long list hold every entry once, and each names all the others for the filters to fetch."""
    data = _data(shared=True)
    at = Context(data, "../")
    made = timeline.pages(at) if table == "timeline" else KINDS[table][0](at, ordered(data, table))
    read = [_Items(page) for page in made]
    every = len(data.rows["quotes"]) + (len(data.rows["events"]) if table == "timeline" else 0)
    assert every == sum(one.items for one in read)
    for number, one in enumerate(read, start=1):
        named = [int(entry.split("=")[0]) for entry in one.more.split()]
        assert sorted({*range(1, len(made) + 1)} - {number}) == named


def test_the_search_is_bounded() -> None:
    """An index with more entries than may be is cut to one for each page; a smaller one is left as it is."""
    index = {"config": {}, "docs": [{"location": "a/"}, {"location": "a/#x"}, {"location": "b/"}]}
    assert index == bounded(index, 3)
    assert {"config": {}, "docs": [{"location": "a/"}, {"location": "b/"}]} == bounded(index, 2)


def test_only_the_head_of_a_page_is_lifted() -> None:
    """What a page repeats in its sections does not come before the page that it is from."""
    index = {"docs": [{"location": "a/", "boost": 8}, {"location": "a/#x", "boost": 8}, {"location": "b/#y"}]}
    assert {"docs": [{"location": "a/", "boost": 8}, {"location": "a/#x"}, {"location": "b/#y"}]} == headed(index)
