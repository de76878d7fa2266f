"""What each rule reads, so that a slip has to be held only against the rules that can tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.rules.context import Frame, Frames
from summitdata.rules.language import Rule, Target
from summitdata.rules.unswitched import polars_type
from summitdata.schema import TABLES

Footprints: TypeAlias = Mapping[str, frozenset[tuple[str, str]]]
"""By the code of each rule, the columns that it reads, each as table and column."""


_EVERYTHING: Final = frozenset((name, column) for name, table in TABLES.items() for column in table.by_name)


def footprint(rule: Rule) -> frozenset[tuple[str, str]]:
    """Find out which columns a rule reads: those without which its query cannot even be made.

    A rule that asks for more than tables, closures and digests is taken to read everything.
    """
    found: set[tuple[str, str]] = set()
    for target in rule.targets:
        watched = _Watched()
        if not _works(rule, target, watched):
            return _EVERYTHING
        found |= watched.asked
        for name in watched.tables:
            found |= {
                (name, column)
                for column in TABLES[name].by_name
                if column == "id" or not _works(rule, target, _Watched((name, column)))
            }
    return frozenset(found)


class _Watched(Frames):
    """The tables without a row, and perhaps without a column; it notes what a rule asks for."""

    def __init__(self, without: tuple[str, str] | None = None) -> None:
        self.tables: set[str] = set()
        self.asked: set[tuple[str, str]] = set()
        self._without = without
        super().__init__({}, closures=self._closure, digests=self._digest)

    def __getitem__(self, table: str) -> Frame:
        self.tables.add(table)
        return _empty(
            {
                column.name: polars_type(column.kind)
                for column in TABLES[table].columns
                if (table, column.name) != self._without
            }
        )

    def _closure(self, table: str, column: str) -> Frame:
        self.asked |= {(table, "id"), (table, column)}
        return _empty({"id": pl.String, "ancestor": pl.String})

    def _digest(self, table: str, column: str) -> Frame:
        self.asked |= {(table, "id"), (table, column)}
        return _empty({"id": pl.String, "digest": pl.String})


def _empty(columns: Mapping[str, Any]) -> Frame:
    return nw.from_native(pl.LazyFrame(schema=dict(columns)))


def _works(rule: Rule, target: Target, frames: Frames) -> bool:
    """Tell whether the query of a rule can be made on these tables."""
    try:
        rule.query(frames, target).collect_schema()
    except Exception:  # noqa: BLE001 - whatever it fails with, it needs what is not there
        return False
    return True
