"""Small evidence for the tests of the resolution: rows made by hand, and strategies that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from summitdata import vocabularies as v
from summitdata.dates import parse
from summitdata.model import Flag, Row, Rows, Value
from summitdata.schema import TABLES

DATES = (
    "2025",
    "2026-01",
    "2026-01-13",
    "2026-01-13~",
    "2026-01-13/2026-01-14",
    "[..2026-01-13]",
    "2026-02",
    "2025-10",
)


def row(table: str, key: str, /, **cells: Value) -> Row:
    """Give a row with every column of its table: the cells given, the defaults, and else nothing."""
    defaults: Row = {
        column.name: None if column.default is None else _default(column.default, isinstance(column.kind, Flag))
        for column in TABLES[table].columns
    }
    assert set() == cells.keys() - defaults.keys()
    return {**defaults, "id": key, **cells}


def _default(text: str, flag: bool) -> Value:
    return text == "true" if flag else text


def dataset(*tables: tuple[str, Iterable[Row]]) -> Rows:
    """Give the rows of every table: those given, and else none."""
    return {**{name: [] for name in TABLES}, **{name: list(rows) for name, rows in tables}}


def source(key: str, published: str | None = "2026-01-13", **cells: Value) -> Row:
    """Give a source that is held."""
    day = None if published is None else date.fromisoformat(published)
    return row("sources", key, **{"kind": "report", "published_first": day, "held": True, **cells})


def claim(key: str, subject: str, name: str, value: str, /, **cells: Value) -> Row:
    """Give a claim of the source that its key begins with about an event, or a quote where the subject says so."""
    kind, _, about = subject.rpartition(":")
    ends = parse(value) if name == "date" else None
    standard: Row = {
        "source": key.partition(".")[0],
        kind or "event": about,
        "property": name,
        "value": value,
        "value_first": ends.first if ends else None,
        "value_last": ends.last if ends else None,
    }
    return row("claims", key, **(standard | cells))


def rendering(key: str, quote: str, /, said: str | None = None, **cells: Value) -> Row:
    """Give a rendering in the source that its key begins with."""
    ends = None if said is None else parse(said)
    standard: Row = {
        "source": key.partition(".")[0],
        "quote": quote,
        "form": "direct",
        "language": "en",
        "channel": "unknown",
        "said": said,
        "said_first": ends.first if ends else None,
        "said_last": ends.last if ends else None,
    }
    return row("renderings", key, **(standard | cells))


def one(rows: Rows, table: str, key: str) -> Row:
    """Give the row of this key."""
    (found,) = (row for row in rows[table] if row["id"] == key)
    return found


_SOURCES = ("s1", "s2", "s3", "s4")
_ACTORS = ("a1", "a2", "a3")
_EVENTS = ("e1", "e2", "e3")
_PLACES = ("p1", "p2", "p3")
_QUOTES = ("q1", "q2")
_SUBJECTS = tuple(f"event:{key}" for key in _EVENTS) + tuple(f"quote:{key}" for key in _QUOTES)
_VALUES = {
    "date": DATES,
    "place": (*_PLACES, "missing"),
    "status": (*v.STATUS.names, "nonsense"),
    "stance": v.STANCE.names,
    "speaker": _ACTORS,
    "occasion": _EVENTS,
    "channel": v.CHANNEL.names,
    "topic": ("Words of ours",),
}


def _tree(table: str, column: str, keys: tuple[str, ...], **cells: Value) -> st.SearchStrategy[list[Row]]:
    """Rows that refer to each other in any way, also in cycles and to nothing that exists."""
    parents = st.sampled_from((None, *keys, "missing"))
    return st.tuples(*[parents] * len(keys)).map(
        lambda drawn: [row(table, key, **{column: above}, **cells) for key, above in zip(keys, drawn, strict=True)]
    )


_SAID = [(name, value) for name, values in _VALUES.items() for value in values]
_SOURCE_CELLS = st.fixed_dictionaries(
    {
        "derived_from": st.sampled_from((None, *_SOURCES, "missing")),
        "kind": st.sampled_from(["wire", "report", "readout", "reference"]),
        "derivation": st.sampled_from([None, *v.DERIVATION.names]),
        "publisher": st.sampled_from([None, *_ACTORS]),
        "published": st.sampled_from([None, "2026-01-01", "2026-01-02", "2026-01-03"]),
    }
)
_CLAIM_CELLS = st.fixed_dictionaries(
    {
        "source": st.sampled_from(_SOURCES),
        "subject": st.sampled_from(_SUBJECTS),
        "said": st.sampled_from(_SAID),
        "basis": st.sampled_from(v.BASIS.names),
        "account": st.sampled_from([None, None, *_ACTORS]),
        "scope": st.sampled_from([None, None, None, "another matter"]),
    }
)
_RENDERING_CELLS = st.fixed_dictionaries(
    {
        "source": st.sampled_from(_SOURCES),
        "quote": st.sampled_from(_QUOTES),
        "said": st.sampled_from([None, *DATES]),
        "form": st.sampled_from(v.FORM.names),
        "text": st.sampled_from([None, "some words", "more words than that"]),
        "language": st.sampled_from(["en", "ja"]),
        "translation": st.sampled_from(v.TRANSLATION.names),
        "speaker": st.sampled_from([None, *_ACTORS]),
        "occasion": st.sampled_from([None, *_EVENTS]),
        "channel": st.sampled_from(v.CHANNEL.names),
        "account": st.sampled_from([None, None, *_ACTORS]),
        "link": st.sampled_from(v.LINK.names),
    }
)
_DISCREPANCY_CELLS = st.fixed_dictionaries(
    {
        "subject": st.sampled_from(_SUBJECTS),
        "kind": st.sampled_from(v.DISCREPANCY_KIND.names),
        "said": st.sampled_from(_SAID),
        "prefers": st.booleans(),
        "status": st.sampled_from(v.DISCREPANCY_STATUS.names),
    }
)


def _claim(number: int, cells: dict[str, Any]) -> Row:
    about, said, giver = cells.pop("subject"), cells.pop("said"), cells.pop("source")
    return claim(f"{giver}.c{number}", about, *said, **cells)


def _rendering(number: int, cells: dict[str, Any]) -> Row:
    giver, quote, said = cells.pop("source"), cells.pop("quote"), cells.pop("said")
    return rendering(f"{giver}.r{number}", quote, said, **cells)


def _discrepancy(number: int, cells: dict[str, Any]) -> Row:
    (column, _, key), (name, value) = cells.pop("subject").partition(":"), cells.pop("said")
    preferred = value if cells.pop("prefers") else None
    return row("discrepancies", f"d{number}", **{column: key}, property=name, preferred=preferred, **cells)


def _numbered(
    make: Callable[[int, dict[str, Any]], Row], cells: st.SearchStrategy[dict[str, Any]], most: int
) -> st.SearchStrategy[list[Row]]:
    return st.lists(cells, max_size=most).map(
        lambda drawn: [make(number, dict(each)) for number, each in enumerate(drawn)]
    )


def _participants(drawn: set[tuple[str, str]]) -> list[Row]:
    return [row("participants", f"{e}.{a}", event=e, actor=a, role="participant") for e, a in sorted(drawn)]


_TABLES = st.fixed_dictionaries(
    {
        "sources": st.tuples(*[_SOURCE_CELLS] * len(_SOURCES)).map(
            lambda drawn: [source(key, **cells) for key, cells in zip(_SOURCES, drawn, strict=True)]
        ),
        "actors": _tree("actors", "part_of", _ACTORS, name="A name"),
        "places": _tree("places", "within", _PLACES, name="A name", country="JP"),
        "events": _tree("events", "part_of", _EVENTS, title="A title"),
        "participants": st.sets(
            st.tuples(st.sampled_from(_EVENTS), st.sampled_from([*_ACTORS, "missing"])), max_size=4
        ).map(_participants),
        "claims": _numbered(_claim, _CLAIM_CELLS, 10),
        "renderings": _numbered(_rendering, _RENDERING_CELLS, 8),
        "discrepancies": _numbered(_discrepancy, _DISCREPANCY_CELLS, 3),
    }
)


def evidence() -> st.SearchStrategy[Rows]:
    """Draw any evidence about three events and two quotes, sound or not."""
    quotes = [row("quotes", key, gist="A gist") for key in _QUOTES]
    return _TABLES.map(lambda tables: dataset(("quotes", [dict(quote) for quote in quotes]), *tables.items()))
