"""Holding measured figures against the targets, and against those of the last release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from proofs.corruption.columns import OVERALL, TARGETS, ColumnClass, class_named, measured
from summitdata.figures import Figure, Matrix, share

MOST_LOST: Final = 0.01
"""By how much the share that is caught in a column may fall from one release to the next."""

COUNTS: Final = {"caught": "from the rows alone", "with_articles": "with the articles"}
"""The two ways of checking that are compared with those of the last release."""


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


def fallen(before: Matrix, now: Matrix) -> Iterator[str]:
    """Say of every column in which more than a point less is caught than before, by how much; and what is unlocked.

    A column that was measured before and is no longer, or that the lock does not wholly cover, is told too.
    """
    for table, column in measured():
        old, new = of_column(before, table, column), of_column(now, table, column)
        for counted, said in COUNTS.items():
            was, is_now = share(old, counted), share(new, counted)
            if was is not None and is_now is None:
                yield f"{table}.{column}: nothing was tried, and {was:.1%} were caught before"
            elif was is not None and is_now is not None and is_now < was - MOST_LOST:
                yield f"{table}.{column}: {is_now:.1%} are caught {said}, and {was:.1%} were before"
        locked = share(new, "locked")
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
