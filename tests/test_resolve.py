"""Origins, relations and what holds of all that is concluded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from small_evidence import claim, dataset, one, rendering, row, source
from small_world import quotes_of
from summitdata import vocabularies as v
from summitdata.formats.arrow import to_arrow
from summitdata.formats.pandera_schema import pandera_schema
from summitdata.formats.strategies import datasets
from summitdata.model import Origin, Rows
from summitdata.resolve import complete
from summitdata.resolve.compatible import Always, Listed, Nested, Overlapping, closure, relation
from summitdata.resolve.events import FURTHEST
from summitdata.resolve.quotes import DERIVATIONS, FORMS
from summitdata.schema import TABLES


def test_the_origin_is_the_account_or_the_root_of_the_derivation() -> None:
    """Copies of one wire share its origin, and an account is the same origin wherever it is printed."""
    sources = [
        source("wire"),
        source("copy", derived_from="wire"),
        source("rewrite", derived_from="copy"),
        source("orphan", derived_from="missing"),
    ]
    claims = [
        claim("copy.c1", "summit", "topic", "x"),
        claim("rewrite.c1", "summit", "topic", "x"),
        claim("rewrite.c2", "summit", "topic", "x", account="wire"),
        claim("orphan.c1", "summit", "topic", "x"),
    ]
    rows = complete(dataset(("sources", sources), ("claims", claims)))
    origins = {str(found["id"]): found["origin"] for found in rows["claims"]}
    assert origins == {
        "copy.c1": "source:wire",
        "rewrite.c1": "source:wire",
        "rewrite.c2": "actor:wire",
        "orphan.c1": "source:orphan",
    }
    assert {str(found["id"]): found["origin"] for found in rows["sources"]} == {
        "wire": "wire", "copy": "wire", "rewrite": "wire", "orphan": "orphan"
    }  # fmt: skip


@pytest.mark.parametrize("order", ["a b c d", "d c b a", "c a d b"])
def test_a_cycle_of_derivations_ends_at_its_smallest_key(order: str) -> None:
    """All who stand in a cycle, or lead into one, share the root; nothing hangs."""
    above = {"a": "b", "b": "c", "c": "b", "d": "d"}
    rows = complete(dataset(("sources", [source(key, derived_from=above[key]) for key in order.split()])))
    assert {str(found["id"]): found["origin"] for found in rows["sources"]} == {"a": "b", "b": "b", "c": "b", "d": "d"}


def test_what_a_source_tells_is_counted() -> None:
    """Claims are counted as rows, renderings as utterances, doubtful ones left out."""
    rows = quotes_of(
        rendering("early.r1", "words"),
        rendering("early.r2", "words"),
        rendering("late.r1", "words", link="doubtful"),
        claims=(claim("early.c1", "visit", "topic", "x"), claim("early.c2", "visit", "topic", "y")),
    )
    assert [(one(rows, "sources", key)["claims"], one(rows, "sources", key)["renderings"])
                                for key in ("early", "late")] == [(2, 1), (0, 0)]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("date", Overlapping("value_first", "value_last")),
        ("ordinal", Overlapping("value_low", "value_high")),
        ("place", Nested("places", "within")),
        ("previous", Nested("events", "part_of")),
        ("speaker", Nested("actors", "part_of")),
        ("participant", Always()),
        ("topic", Always()),
    ],
)
def test_the_relation_follows_from_the_kind(name: str, expected: object) -> None:
    """A property's relation is that of its value's kind; of many participants none contradicts another."""
    assert expected == relation(name)


def test_every_code_has_its_rank() -> None:
    """A status, a form and a derivation that the vocabularies add must be given a rank."""
    assert set(v.STATUS.names) == FURTHEST.keys()
    assert set(v.FORM.names) == set(FORMS)
    assert {None, *v.DERIVATION.names} == set(DERIVATIONS)


def test_codes_are_compatible_as_listed() -> None:
    """Silence agrees with a statement and with a denial, which do not agree with each other."""
    stance = relation("stance")
    assert isinstance(stance, Listed)
    assert ("stated", "not-mentioned") in stance.pairs
    assert ("stated", "denied") not in stance.pairs


def test_the_closure_marks_cycles() -> None:
    """A key in a cycle is its own ancestor; what does not exist is an ancestor all the same."""
    rows = dataset(
        ("places", [row("places", "a", within="b"), row("places", "b", within="a"), row("places", "c", within="lost")])
    )
    assert {("a", "b"), ("a", "a"), ("b", "a"), ("b", "b"), ("c", "lost")} == closure(rows, "places", "within")


COMPUTED = [
    name for name, table in TABLES.items() if any(c.origin in {Origin.RESOLVED, Origin.COUNTED} for c in table.columns)
]


@given(datasets())
@settings(max_examples=10)
def test_what_is_concluded_from_a_valid_dataset_is_valid(rows: Rows) -> None:
    """Every resolved and counted cell is of its column's kind: patterns, codes, lengths and ranges hold."""
    import polars as pl

    completed = complete(rows)
    for name in COMPUTED:
        frame = pl.from_arrow(to_arrow(TABLES[name], completed[name]))
        assert isinstance(frame, pl.DataFrame)
        assert len(completed[name]) == pandera_schema(TABLES[name]).validate(frame, lazy=True).height
