"""The figures of the corruption matrix, as ``docs/proofs/corruption-matrix.json`` has them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from summitdata.errors import SummitDataError

MATRIX: Final = "corruption-matrix.json"
"""The name of the file, in ``docs/proofs``."""


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
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        figures = tuple(Figure(**each) for each in data["figures"])
        return Matrix(data["sample"], data["datasets"], figures)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FiguresError(
            f"{file} holds no figures of the corruption matrix: {error}. Measure them with: python -m proofs.corruption"
        ) from error
