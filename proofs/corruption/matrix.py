"""Measuring the matrix: which slips are tried, in several processes, and what is counted."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import groupby, islice
from multiprocessing import get_context
from typing import Final

from proofs.corruption.changes import Changed, cell_changed, rows_changed
from proofs.corruption.columns import ROWS, class_named, corrupted_columns, measured
from proofs.corruption.footprints import Footprints, footprint
from proofs.corruption.judging import Judge, Verdict
from proofs.corruption.operators import OPERATORS, ROW_OPERATORS, cells_of
from proofs.corruption.worlds import World
from summitdata.figures import Figure, Matrix
from summitdata.model import ComputedHome, Row
from summitdata.rules import RULES
from summitdata.schema import TABLES

_BATCH: Final = 2
"""How many pairs of column and operator are judged in one go, so that work is shared evenly and progress is seen."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: in which dataset and row, and the corrupted text, or None where the operator is one on rows."""

    world: int
    table: str
    column: str
    operator: str
    key: str
    text: str | None = None

    @property
    def pair(self) -> tuple[str, str, str]:
        """What a figure is of."""
        return self.table, self.column, self.operator


def measure(
    worlds: tuple[World, ...], sample: int | None, *, processes: int, told: Callable[[int, int], None]
) -> Matrix:
    """Measure the matrix.

    Args:
        worlds: The datasets.
        sample: How many cells are tried for each pair of column and operator; None for all.
        processes: How many processes share the work.
        told: Is called with how many slips are judged, and of how many.
    """
    groups = chosen(worlds)
    tried = sum(_most(group, sample) for group in groups)
    batches = [groups[index : index + _BATCH] for index in range(0, len(groups), _BATCH)]
    figures: list[Figure] = []
    os.environ["POLARS_MAX_THREADS"] = "1"  # for the processes to come: one of them is busy enough with one thread
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(worlds,)) as pool:
        read = dict(zip(RULES, pool.map(_footprint, RULES, chunksize=4), strict=True))
        waiting = {pool.submit(_figures, batch, sample, read): batch for batch in batches}
        judged = 0
        for done in as_completed(waiting):
            figures += done.result()
            judged += sum(_most(group, sample) for group in waiting[done])
            told(judged, tried)
    order = {pair: index for index, pair in enumerate(measured())}
    names = [operator.name for operator in (*OPERATORS, *ROW_OPERATORS)]
    figures.sort(key=lambda figure: (order[figure.table, figure.column], names.index(figure.operator)))
    return Matrix(sample, {world.name: _size(world) for world in worlds}, tuple(figures))


def chosen(worlds: tuple[World, ...]) -> list[list[Slip]]:
    """Give all slips by column and operator, each group in the order in which they are tried.

    A digest of each decides on it, so that the choice stays the same while other rows come and go.
    """
    everything = sorted(_possible(worlds), key=lambda slip: (slip.pair, _rank(slip)))
    return [list(group) for _, group in groupby(everything, key=lambda slip: slip.pair)]


def _most(group: list[Slip], sample: int | None) -> int:
    return len(group) if sample is None else min(sample, len(group))


def _possible(worlds: tuple[World, ...]) -> Iterator[Slip]:
    """Give every slip that can be made."""
    for number, world in enumerate(worlds):
        for name, table in TABLES.items():
            for column in corrupted_columns(table):
                for row, cell in cells_of(name, column, world.tables[name]):
                    key = str(row["id"])
                    for operator in OPERATORS:
                        text = operator.corrupt(cell, f"{name} {column.name} {key}")
                        if text is not None:
                            yield Slip(number, name, column.name, operator.name, key, text)
            if not isinstance(table.home, ComputedHome):
                for row in world.tables[name]:
                    for row_operator in ROW_OPERATORS:
                        yield Slip(number, name, ROWS, row_operator.name, str(row["id"]))


def _rank(slip: Slip) -> str:
    return hashlib.sha256(f"{slip.world} {slip.pair} {slip.key}".encode()).hexdigest()


def _size(world: World) -> int:
    return sum(map(len, world.tables.values()))


_WORLDS: list[World] = []
"""The datasets, in each process."""


def _begin(worlds: tuple[World, ...]) -> None:
    _WORLDS.extend(worlds)


def _footprint(code: str) -> frozenset[tuple[str, str]]:
    return footprint(RULES[code])


_JUDGES: dict[int, Judge] = {}
"""The judge of each dataset, in each process, made when it is first needed."""


def _figures(groups: list[list[Slip]], sample: int | None, read: Footprints) -> list[Figure]:
    """Try the slips of some columns and operators, each group until so many have been tried as are asked for."""
    return [
        figure for group in groups if (figure := counted(group, islice(_verdicts(group, read), sample))) is not None
    ]


def _verdicts(slips: list[Slip], read: Footprints) -> Iterator[Verdict]:
    """Judge slips, one after the other; those that turn out to change nothing are passed over."""
    for slip in slips:
        if slip.world not in _JUDGES:
            _JUDGES[slip.world] = Judge(_WORLDS[slip.world], read)
        changed = made(_WORLDS[slip.world], slip)
        if changed is not None:
            yield _JUDGES[slip.world].judge(changed)


def counted(slips: list[Slip], verdicts: Iterable[Verdict]) -> Figure | None:
    """Count what came of those slips of one column and operator that were tried; None where none was."""
    found = list(verdicts)
    if not found:
        return None
    table, column, operator = slips[0].pair
    by = Counter(code for each in found if (code := each.rows or each.articles) is not None)
    return Figure(
        table, column, class_named(table, column).value, operator, len(slips), len(found),
        caught=sum(each.rows is not None for each in found),
        information=sum(each.rows is None and each.information is not None for each in found),
        with_articles=sum((each.rows or each.articles) is not None for each in found),
        locked=sum((each.rows or each.articles or each.locked) is not None for each in found),
        by=dict(sorted(by.items())),
    )  # fmt: skip


def made(world: World, slip: Slip) -> Changed | None:
    """Make a slip in its dataset; None where it turns out to change nothing."""
    table = TABLES[slip.table]
    row = _row(world.tables[slip.table], slip.key)
    if slip.text is not None:
        return cell_changed(world.tables, table, row, slip.column, slip.text)
    operator = next(each for each in ROW_OPERATORS if each.name == slip.operator)
    return rows_changed(world.tables, table, row, operator)


def _row(rows: list[Row], key: str) -> Row:
    return next(row for row in rows if row["id"] == key)
