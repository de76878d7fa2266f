"""Holding measured figures against the targets, and against those of the last release."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from proofs.corruption.columns import OVERALL, TARGETS, ColumnClass, class_named, measured
from summitdata.figures import WAYS, Figure, Matrix, falls, share

ALONE: Final = ("caught",)
"""The ways of checking that need no articles."""


def of_column(matrix: Matrix, table: str, column: str) -> list[Figure]:
    """Give the figures of one column."""
    return [figure for figure in matrix.figures if (figure.table, figure.column) == (table, column)]


def with_target(matrix: Matrix) -> list[Figure]:
    """Give the figures of all columns that have a target."""
    return [figure for figure in matrix.figures if ColumnClass(figure.kind) in TARGETS]


def short_of_target(matrix: Matrix, counted: str = "with_articles") -> list[tuple[str, str, float]]:
    """Give table, column and share of every column in which less is caught than its class asks for."""
    found = []
    for table, column in measured():
        caught = share(of_column(matrix, table, column), counted)
        wanted = TARGETS.get(class_named(table, column))
        if caught is not None and wanted is not None and caught < wanted:
            found.append((table, column, caught))
    return found


def overall(matrix: Matrix, counted: str) -> float:
    """Give the share that is caught over all columns that have a target; nought where nothing was tried."""
    return share(with_target(matrix), counted) or 0.0


def fallen(before: Matrix, now: Matrix, counts: Collection[str] = tuple(WAYS)) -> Iterator[str]:
    """Say of every column in which more than a point less is caught than before, by how much; and what is unlocked.

    A column that was measured before and is no longer, or that the lock does not wholly cover, is told too.  *counts*
    are the ways of checking that were measured.
    """
    for counted in counts:
        for table, column, was, present in falls(before, now, counted):
            if present is None:
                yield f"{table}.{column}: nothing was tried, and {was:.1%} were caught before"
            else:
                yield f"{table}.{column}: {present:.1%} are caught {WAYS[counted]}, and {was:.1%} were before"
    for table, column in measured():
        locked = share(of_column(now, table, column), "locked")
        if locked is not None and locked < 1:
            yield f"{table}.{column}: {locked:.1%} are caught with the lock, and all must be"


def lost_targets(before: Matrix, now: Matrix) -> Iterator[str]:
    """Say what reached its target before, and no longer does."""
    earlier = {(table, column) for table, column, _ in short_of_target(before)}
    for table, column, caught in short_of_target(now):
        if (table, column) not in earlier:
            yield f"{table}.{column}: {caught:.1%} are caught, short of the target of its class"
    if overall(now, "with_articles") < OVERALL <= overall(before, "with_articles"):
        yield f"over all columns {overall(now, 'with_articles'):.1%} are caught, and the target is {OVERALL:.0%}"
