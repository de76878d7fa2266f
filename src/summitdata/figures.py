"""The figures of the corruption matrix, as ``docs/proofs/corruption-matrix.json`` has them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from summitdata.errors import SummitDataError

MATRIX: Final = "corruption-matrix.json"
"""The name of the file, in ``docs/proofs``."""

MOST_LOST: Final = 0.01
"""By how much the share that is caught in a column may fall from one release to the next."""

WAYS: Final = {"caught": "from the rows alone", "with_articles": "with the articles"}
"""The ways of checking that are compared from one release to the next."""


class FiguresError(SummitDataError):
    """The figures cannot be read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What came of one sort of slip in one column.

    ``cells`` is how many cells of all datasets the operator applies to, ``tried`` how many of them were corrupted;
    of these the row files alone show ``caught``, are told of as ``information``; ``with_articles`` and ``locked``
    are how many are caught with the articles at hand, and with the lock.  ``by`` counts what was caught first by
    each check.
    """

    table: str
    column: str
    kind: str
    operator: str
    cells: int
    tried: int
    caught: int
    information: int
    with_articles: int
    locked: int
    by: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All figures, and how they were measured: how many cells were tried for each pair, and on what datasets."""

    sample: int | None
    datasets: Mapping[str, int]
    figures: tuple[Figure, ...]


def share(figures: Iterable[Figure], counted: str = "caught") -> float | None:
    """Give the share of slips that were caught, each sort weighted by the cells that it applies to.

    Args:
        figures: Any of the figures.
        counted: Which count: ``caught``, ``information``, ``with_articles`` or ``locked``.

    Returns:
        A share between 0 and 1; None where nothing was tried.
    """
    tried = [figure for figure in figures if figure.tried]
    if not tried:
        return None
    caught: float = sum(each.cells * getattr(each, counted) / each.tried for each in tried)
    return caught / sum(each.cells for each in tried)


def read_matrix(file: Path) -> Matrix:
    """Read the figures.

    Raises:
        FiguresError: The file is missing, or is not what ``python -m proofs.corruption`` writes.
    """
    try:
        return matrix_of(file.read_bytes(), str(file))
    except OSError as error:
        raise _none(str(file), error) from error


def matrix_of(text: bytes, name: str) -> Matrix:
    """Take the figures out of the *text* of a file of that *name*.

    Raises:
        FiguresError: It is not what ``python -m proofs.corruption`` writes.
    """
    try:
        data: dict[str, Any] = json.loads(text)
        figures = tuple(Figure(**each) for each in data["figures"])
        return Matrix(data["sample"], data["datasets"], figures)
    except (ValueError, KeyError, TypeError) as error:
        raise _none(name, error) from error


def _none(name: str, error: Exception) -> FiguresError:
    return FiguresError(
        f"{name} holds no figures of the corruption matrix: {error}. Measure them with: python -m proofs.corruption"
    )


def falls(before: Matrix, now: Matrix, counted: str) -> Iterator[tuple[str, str, float, float | None]]:
    """Give table, column and both shares of every column in which more than :data:`MOST_LOST` less is caught.

    The present share is None where nothing was tried.
    """
    for table, column in dict.fromkeys((figure.table, figure.column) for figure in before.figures):
        was, present = (
            share([each for each in matrix.figures if (each.table, each.column) == (table, column)], counted)
            for matrix in (before, now)
        )
        if was is not None and (present is None or present < was - MOST_LOST):
            yield table, column, was, present
