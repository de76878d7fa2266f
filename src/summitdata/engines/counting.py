"""Counting in one query what a scan of a table is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw

from summitdata.engines.engine import Counts
from summitdata.rules.context import Frame
from summitdata.rules.fused import counted, tally

Marks: TypeAlias = Mapping[str, Sequence[str]]
"""Columns of hashes by their names, each with the columns that it is of."""


def marks_of(unlike: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    """Name a column of hashes for each group of columns."""
    return {f"mark_{place}": group for place, group in enumerate(unlike)}


def totals(conditions: Sequence[nw.Expr]) -> list[nw.Expr]:
    """Count all rows, and those that meet each condition."""
    return [nw.len().alias("rows"), *tally(conditions)]


def told(row: Mapping[str, Any], conditions: int, differing: Sequence[int]) -> Counts:
    """Read the counts off the row that holds them."""
    return Counts(int(row["rows"]), counted(row, conditions), [*differing])


def in_one_query(
    frame: Frame,
    conditions: Sequence[nw.Expr],
    unlike: Sequence[Sequence[str]],
    marked: Callable[[Frame, Marks], Frame],
    rows: Callable[[Sequence[Frame]], list[list[dict[str, Any]]]],
) -> Counts:
    """Count everything by the engine's own means, hashes too.

    Args:
        frame: The rows.
        conditions: The conditions.
        unlike: Groups of columns of which differing hashes are counted.
        marked: Adds columns of hashes.
        rows: Computes frames.
    """
    marks = marks_of(unlike)
    several = [nw.col(mark).n_unique().alias(mark) for mark in marks]
    ((row,),) = rows([marked(frame, marks).select(*totals(conditions), *several)])
    return told(row, len(conditions), [int(row[mark] or 0) for mark in marks])
