"""The pages of events, sources and actors: each shows all that the tables have of it."""

from __future__ import annotations

import html
from functools import cache

from summitdata.model import Row
from summitdata.records import records
from summitdata.site import KINDS
from summitdata.site.context import Context
from summitdata.site.words import when

AT = Context(records(), "../../")
DATA = records()


@cache
def body(table: str, key: str) -> str:
    """Give the page of a row."""
    row = DATA.get(table, key)
    assert row is not None
    return KINDS[table][1](AT, row, None, None).body


def shown(text: object) -> str:
    """Give *text* as a page has it."""
    return html.escape(str(text))


def test_an_event_shows_what_is_concluded_and_why() -> None:
    """Each event has the claims of all sources; where a date is concluded it stands there, with the reason."""
    for row in DATA.rows["events"]:
        page = body("events", str(row["id"]))
        claims = DATA.where("claims", "event", row["id"])
        assert all(f'id="{claim["id"]}"' in page for claim in claims)
        if row["date"] and any(claim["property"] == "date" for claim in claims):
            assert f'<span class="sd-concluded"> → {shown(when(row["date"]))}</span>' in page, row["id"]
    nara = body("events", "nara-summit")
    assert "all who say it agree" in nara
    assert "the furthest along of 2 values that can all be true" in nara
    assert "the narrowest of 2 values that can all be true" in nara


def test_a_source_shows_all_that_it_contributes() -> None:
    """The page of a source leads to each thing it tells of and each side it takes, and has each spelling of it."""
    for row in DATA.rows["sources"]:
        page, key = body("sources", str(row["id"])), row["id"]
        for claim in DATA.where("claims", "source", key):
            assert AT.address(*about(claim)) in page, claim["id"]
        for rendering in DATA.where("renderings", "source", key):
            assert AT.address("quotes", rendering["quote"]) in page
        for position in DATA.where("positions", "source", key):
            assert AT.address("discrepancies", position["discrepancy"]) in page
        for name in DATA.where("names", "source", key):
            assert shown(name["name"]) in page


def about(claim: Row) -> tuple[str, str]:
    """Give the table and the key of what a claim is about."""
    return ("events", str(claim["event"])) if claim["event"] is not None else ("quotes", str(claim["quote"]))


def test_a_source_shows_where_it_comes_from_and_what_comes_from_it() -> None:
    """A tie between two sources stands on the pages of both."""
    tied = [row for row in DATA.rows["sources"] if row["derived_from"] is not None]
    assert tied
    for row in tied:
        assert AT.address("sources", row["derived_from"]) in body("sources", str(row["id"]))
        above = body("sources", str(row["derived_from"]))
        assert "From it derives" in above
        assert AT.address("sources", row["id"]) in above


def test_an_actor_shows_offices_spellings_and_utterances_in_order() -> None:
    """The page of an actor has each office, each spelling, and each utterance once, the earlier before the later."""
    for row in DATA.rows["actors"]:
        page = body("actors", str(row["id"]))
        assert all(shown(term["office"]) in page for term in DATA.where("terms", "actor", row["id"]))
        assert all(shown(name["name"]) in page for name in DATA.where("names", "actor", row["id"]))
        said = [DATA.get("quotes", speaker["quote"]) or {} for speaker in DATA.where("speakers", "actor", row["id"])]
        days = {page.index(f'href="{AT.address("quotes", one["id"])}"'): first_day(one) for one in said}
        assert sorted(days.values()) == [days[place] for place in sorted(days)], row["id"]


def first_day(quote: Row) -> str:
    """Give the first day on which something may have been said; what no source dates comes last."""
    return str(quote["said_first"] or quote["said_last"] or "9999")
