"""What holds of the resolution for all evidence."""

from __future__ import annotations

import copy
import random

from hypothesis import given
from hypothesis import strategies as st

from small_evidence import evidence, rendering
from summitdata.model import Origin, Rows
from summitdata.resolve import complete
from summitdata.resolve.compatible import TREES, closure, compatible, relation
from summitdata.resolve.conclude import gather
from summitdata.resolve.testimony import by_subject
from summitdata.schema import PROPERTY_VALUES, TABLES


@given(evidence(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: Rows, chance: random.Random) -> None:
    """However the rows are shuffled, the same is concluded."""
    expected = complete(rows)
    for table in rows.values():
        chance.shuffle(table)
    assert expected == complete(rows)


@given(evidence())
def test_completing_is_idempotent_and_pure(rows: Rows) -> None:
    """Complete rows complete to themselves, and the rows given stay as they were."""
    before = copy.deepcopy(rows)
    completed = complete(rows)
    assert before == rows
    assert completed == complete(completed)


@given(evidence())
def test_what_was_computed_before_is_not_looked_at(rows: Rows) -> None:
    """Whatever stands in the computed columns, and in the table of speakers, gives way to what follows now."""
    stale = copy.deepcopy(rows)
    for name, table in TABLES.items():
        computed = [column.name for column in table.columns if column.origin in {Origin.RESOLVED, Origin.COUNTED}]
        for row in stale[name]:
            row.update(dict.fromkeys(computed, "stale"))
    stale["speakers"] = [{"id": "q1.stale", "quote": "q1", "actor": "stale"}]
    assert complete(rows) == complete(stale)


@given(evidence())
def test_every_column_is_there_and_every_table_sorted(rows: Rows) -> None:
    """Each row has the columns of its table in order, each table is sorted by key, and what was given is kept."""
    completed = complete(rows)
    assert list(TABLES) == list(completed)
    for name, table in completed.items():
        assert sorted(str(row["id"]) for row in table) == [row["id"] for row in table]
        assert all(list(TABLES[name].by_name) == list(row) for row in table)
    kept = [c.name for c in TABLES["events"].columns if c.origin not in {Origin.RESOLVED, Origin.COUNTED}]
    for event in rows["events"]:
        (same,) = (row for row in completed["events"] if row["id"] == event["id"])
        assert [event[name] for name in kept] == [same[name] for name in kept]


@given(evidence())
def test_a_doubtful_rendering_changes_nothing(rows: Rows) -> None:
    """A doubtful rendering moves no count and no conclusion about any source, event or quote."""
    expected = complete(rows)
    doubtful = rendering(
        "s1.r99", "q1", "1999", text="other words", speaker="a3", occasion="e3", channel="post", link="doubtful"
    )
    found = complete({**rows, "renderings": [*rows["renderings"], doubtful]})
    for name in ("sources", "events", "quotes", "speakers", "claims"):
        assert expected[name] == found[name]


@given(evidence())
def test_no_value_is_invented(rows: Rows) -> None:
    """A date, place or status of an event stands in a claim about it, and every speaker in some source."""
    completed = complete(rows)
    for event in completed["events"]:
        for name in ("date", "place", "status"):
            told = {
                row["value"] for row in rows["claims"] if (row["event"], row["property"]) == (event["id"], name)
            }  # fmt: skip
            assert event[name] is None or event[name] in told
    named = {(row["quote"], row["speaker"]) for row in rows["renderings"]}
    named |= {(row["quote"], row["value"]) for row in rows["claims"] if row["property"] == "speaker"}
    assert {(row["quote"], row["actor"]) for row in completed["speakers"]} <= named


@given(evidence())
def test_references_of_resolved_columns_resolve(rows: Rows) -> None:
    """Whatever dangles in the evidence, what is concluded from it refers to rows that exist."""
    completed = complete(rows)
    keys = {name: {row["id"] for row in table} for name, table in completed.items()}
    for name, table in TABLES.items():
        for column, target in table.references:
            if column.origin is Origin.RESOLVED:
                assert {row[column.name] for row in completed[name]} - {None} <= keys[target]


@given(evidence())
def test_origins_never_outnumber_what_rests_on_them(rows: Rows) -> None:
    """Each event has at most as many origins as claims, and each quote as many as renderings, and none without."""
    completed = complete(rows)
    for quote in completed["quotes"]:
        assert int(str(quote["origins"])) <= int(str(quote["renderings"]))
        assert (quote["origins"] == 0) == (quote["renderings"] == 0) == (quote["sources"] == 0)
    for event in completed["events"]:
        assert (event["origins"] == 0) == (event["sources"] == 0)


@given(evidence())
def test_compatibility_is_symmetric_and_reflexive(rows: Rows) -> None:
    """Every value is compatible with itself, and of two values each with the other or neither."""
    ancestors = gather(rows).ancestors
    for (_, _, name), told in by_subject(rows).items():
        how = relation(name)
        for one in told:
            assert compatible(how, one, one, ancestors)
            for other in told:
                assert compatible(how, one, other, ancestors) == compatible(how, other, one, ancestors)


@given(evidence())
def test_the_closure_is_transitive(rows: Rows) -> None:
    """An ancestor's ancestor is an ancestor, and the closure holds every direct reference."""
    for table, column in TREES.items():
        pairs = closure(rows, table, column)
        assert {(row["id"], row[column]) for row in rows[table] if row[column]} <= pairs
        assert {(low, high) for low, middle in pairs for other, high in pairs if middle == other} <= pairs


def test_every_property_has_a_relation() -> None:
    """The relation of every property is known, and those of trees name trees that exist."""
    for name in PROPERTY_VALUES:
        how = relation(name)
        table = getattr(how, "table", None)
        assert table is None or table in TREES
