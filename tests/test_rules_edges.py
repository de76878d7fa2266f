"""On one side of its edge a rule holds, and on the other the rows break it that should."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import polars as pl
import pytest

import edges_of_days
import edges_of_judgements
import edges_of_records
import edges_of_texts
from edges import Edge
from rule_examples import datasets, number_of
from summitdata.model import Rows
from summitdata.rules import RULES
from summitdata.rules.context import polars_frames
from summitdata.rules.run import evaluate

EDGES: tuple[Edge, ...] = (
    *edges_of_days.EDGES,
    *edges_of_judgements.EDGES,
    *edges_of_records.EDGES,
    *edges_of_texts.EDGES,
)


@cache
def together() -> tuple[Rows, dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Give a dataset with a copy of the example dataset for each edge, the number of the edge before its keys."""
    return datasets([edge.edits for edge in EDGES])


@cache
def _broken() -> dict[int, set[str]]:
    """Give the keys of the rows that break the rule of each edge."""
    rows, tables, follows = together()
    found: dict[int, set[str]] = defaultdict(set)
    for hit in evaluate(RULES.values(), polars_frames(rows, tables, follows)).hits:
        number = number_of(hit.key)
        if hit.rule.code == EDGES[number].code:
            found[number].add(hit.key.removeprefix(f"x{number}-"))
    return found


@pytest.mark.parametrize("number", range(len(EDGES)), ids=lambda number: f"{EDGES[number].code} {EDGES[number].says}")
def test_edges(number: int) -> None:
    """The rows that break the rule are those that should, and no others."""
    assert EDGES[number].broken == _broken().get(number, set())
