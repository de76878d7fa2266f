"""A whole package in memory, as rows that know their neighbours: what the views and pages are made from."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache

from summitdata.dataset import Package, open_package
from summitdata.errors import UnknownNameError
from summitdata.formats.arrow import from_arrow
from summitdata.model import Row, Rows
from summitdata.schema import TABLES

MAIN_TABLES = ("events", "quotes", "sources", "actors", "places", "discrepancies")
"""The tables whose rows have a page of their own; their keys are unique across all of them."""


class Records:
    """The rows of every table, by key and by what they refer to."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Row]:
        return {(name, str(row["id"])): row for name, rows in self.rows.items() for row in rows}

    @cached_property
    def _by_column(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        index: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for name, rows in self.rows.items():
            for column, _ in TABLES[name].references:
                cells: dict[str, list[Row]] = defaultdict(list)
                for row in rows:
                    if row[column.name] is not None:
                        cells[str(row[column.name])].append(row)
                index[name, column.name] = cells
        return index

    def get(self, table: str, key: object) -> Row | None:
        """Give the row of *table* with this key, or None."""
        return None if key is None else self._by_key.get((table, str(key)))

    def where(self, table: str, column: str, key: object) -> list[Row]:
        """Give the rows of *table* whose reference *column* names *key*, sorted by their own keys."""
        return self._by_column[table, column].get(str(key), [])

    def label(self, table: str, key: object) -> str:
        """Give what a person reads for the row: its title, gist or name; the key where there is no such row."""
        row = self.get(table, key)
        return "" if key is None else str(key) if row is None else str(row[TABLES[table].label])

    def related(self, table: str, key: str) -> dict[str, list[Row]]:
        """Give the rows of every table that refer to this row, by ``table.column``."""
        found = {
            f"{name}.{column}": cells[key]
            for (name, column), cells in self._by_column.items()
            if key in cells and any(target == table for own, target in TABLES[name].references if own.name == column)
        }
        return dict(sorted(found.items()))

    def find(self, key: str) -> tuple[str, Row]:
        """Give the table and the row of *key*, looking through the main tables.

        Raises:
            UnknownNameError: No main table has it; the message names the nearest keys.
        """
        for table in MAIN_TABLES:
            if row := self.get(table, key):
                return table, row
        raise UnknownNameError("record", key, (str(row["id"]) for table in MAIN_TABLES for row in self.rows[table]))


@lru_cache(maxsize=4)
def records(package: Package | None = None) -> Records:
    """Read every table of *package*, by default of the package that is installed."""
    package = package or open_package()
    return Records({name: from_arrow(TABLES[name], package.read(name)) for name in TABLES})
