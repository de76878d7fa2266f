"""The cross-source rules and the conclusions of the build have one sense of what agrees."""

from __future__ import annotations

from itertools import combinations

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.dates import parse
from summitdata.model import Coded, Edtf, Reference, Row, Rows
from summitdata.resolve import complete
from summitdata.resolve.compatible import JOINT, Always, relation
from summitdata.resolve.conclude import gather
from summitdata.rules import agreement
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.patching import patched
from summitdata.schema import CLAIMS, PROPERTY_VALUES

_COMPARED = sorted(name for name in PROPERTY_VALUES if not isinstance(relation(name), Always))
_DATES = [
    "2020",
    "2020-05",
    "2020-05-04",
    "2020-05-05",
    "../2020-05-04",
    "2020-05-05/..",
    "[2020-05-03..2020-05-04]",
    "2019~",
]
_NUMBERS = ["1", "2", "3", "9", "10", "11"]
_KEYS = {
    "places": ["norvale", "vellin", "estmark", "nowhere"],
    "events": ["strait-summit", "strait-summit-opening", "okafor-visit-norvale", "ferry-agreement", "nowhen"],
    "actors": ["mara-lindqvist", "norvale-government", "tomas-okafor", "estmark-government", "nobody"],
}
_SOURCES = ["north-wire-2020-05-05", "south-wire-2020-05-05", "harbour-gazette-2020-05-06"]


def _values(name: str) -> list[str]:
    match PROPERTY_VALUES[name]:
        case Edtf():
            return _DATES
        case Reference(table=table):
            return _KEYS[table]
        case Coded(vocabulary=vocabulary):
            return [*vocabulary.names, "no-code"]
        case _:
            return _NUMBERS


@st.composite
def said(draw: st.DrawFn) -> tuple[str, Rows]:
    """The example dataset with nothing claimed but some values of one property of one event."""
    name = draw(st.sampled_from(_COMPARED))
    rows = patched(())
    empty: Row = {column.name: None for column in CLAIMS.columns}
    claims = []
    for number in range(draw(st.integers(2, 5))):
        source, value = draw(st.sampled_from(_SOURCES)), draw(st.sampled_from(_values(name)))
        about = draw(st.booleans())
        claim = empty | {"id": f"{source}.c{number}", "source": source, "event": "strait-summit", "property": name}
        claim |= {"value": value, "about": about, "basis": "explicit"}
        if PROPERTY_VALUES[name] == Edtf():
            interval = parse(value)
            claim |= {"value_first": interval.first, "value_last": interval.last}
        elif _values(name) is _NUMBERS:
            margin = float(value) / 10 if about else 0.0
            claim |= {"value_low": float(value) - margin, "value_high": float(value) + margin}
        claim["account"] = draw(st.sampled_from([None, "norvale-government"]))
        claims.append(claim)
    return name, rows | {"claims": claims, "renderings": [], "spans": [], "discrepancies": [], "positions": []}


def _found(whole: Rows) -> set[tuple[str, str]]:
    frames = polars_frames(whole, polars_tables(whole))
    native: pl.LazyFrame = nw.to_native(agreement.conflicts(frames, stated=True))
    return {(row["id"], row["other"]) for row in native.collect().to_dicts()}


@given(said())
def test_the_rules_find_a_conflict_where_the_build_concludes_nothing(case: tuple[str, Rows]) -> None:
    """Claims are in conflict, as a query over tables, exactly where the conclusion from them is that they disagree.

    Of a property with one value, the very pairs are found that alone would disagree; of one with joint values,
    each pair that is found is of two witnesses who disagree as a whole.
    """
    name, rows = case
    whole = complete(rows)
    evidence = gather(whole)
    heard = {one.key: one for one in evidence.testimonies.get(("events", "strait-summit", name), [])}
    found = _found(whole)
    assert evidence.disagree(name, heard.values()) == bool(found)
    if name not in JOINT:
        pairs = [
            (one.key, other.key)
            for one, other in combinations(heard.values(), 2)
            if evidence.disagree(name, [one, other])
        ]
        assert {*pairs, *((other, one) for one, other in pairs)} == found
        return
    for one, other in found:
        witnesses = {heard[one].witness, heard[other].witness}
        assert len(witnesses) == 2
        assert evidence.disagree(name, [said for said in heard.values() if said.witness in witnesses])


def _claimed(**values: str) -> set[tuple[str, str]]:
    """Find the conflicts of the example dataset after two claims about the summit's place were given *values*."""
    rows = patched(())
    for claim in rows["claims"]:
        if claim["id"] in {"north-wire-2020-05-05.c3", "south-wire-2020-05-05.c1"}:
            claim.update(property="place", value="vellin" if claim["source"] == _SOURCES[0] else "estmark")
            if claim["source"] == _SOURCES[1]:
                claim.update(values)
    return {pair for pair in _found(complete(rows)) if "south-wire-2020-05-05.c1" in pair}


@pytest.mark.parametrize(
    "values",
    [
        {"basis": "inferred"},
        {"scope": "the dinner"},
        {"event": "first-strait-summit"},
        {"source": "atlas"},
        {"value": "norvale"},
        {"value": "no-place"},
    ],
    ids=str,
)
def test_what_is_not_compared(values: dict[str, str]) -> None:
    """Inferences, other scopes, other subjects, works of reference, larger places and unknown keys do not conflict."""
    assert len(_claimed()) == 2
    assert set() == _claimed(**values)
