"""Every table of a SummitData package, declared once.  A newcomer starts here.

The three public tables stand in :mod:`.public`, the evidence behind them in :mod:`.evidence`, and who,
where and what we accept in :mod:`.register`.
"""

from __future__ import annotations

from summitdata.model import ComputedHome, FileHome, ListHome, NestedHome, Table
from summitdata.schema.evidence import CLAIMS, DISCREPANCIES, POSITIONS, PROPERTY_VALUES, RENDERINGS, RUNS, SPANS
from summitdata.schema.public import EVENTS, QUOTES, SOURCES
from summitdata.schema.register import ACTORS, NAMES, PARTICIPANTS, PLACES, SPEAKERS, TERMS, TOMBSTONES, WAIVERS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SOURCES, EVENTS, QUOTES,
        CLAIMS, RENDERINGS, SPANS, RUNS, DISCREPANCIES, POSITIONS,
        ACTORS, TERMS, NAMES, PLACES, PARTICIPANTS, SPEAKERS, WAIVERS, TOMBSTONES,
    )
}  # fmt: skip
"""All tables by name, in the order of the documentation: public, evidence, register."""


def parents_of(table: Table) -> tuple[str, ...]:
    """Give the tables whose records hold the rows of *table*; empty where its rows stand on their own."""
    match table.home:
        case NestedHome(parents=parents):
            return parents
        case FileHome() | ListHome() | ComputedHome():
            return ()


def nested_in(name: str) -> dict[str, Table]:
    """Give the tables whose rows are written inside the records of table *name*, by the key that holds them."""
    return {
        table.home.field: table
        for table in TABLES.values()
        if isinstance(table.home, NestedHome) and name in table.home.parents
    }


def file_tables() -> dict[str, Table]:
    """Give the tables of one file per record, by directory."""
    return {table.home.directory: table for table in TABLES.values() if isinstance(table.home, FileHome)}


def list_tables() -> dict[str, Table]:
    """Give the tables whose records share one file, by file name."""
    return {table.home.file: table for table in TABLES.values() if isinstance(table.home, ListHome)}


def _check_references() -> None:
    for table in TABLES.values():
        for column, target in table.references:
            if target not in TABLES:
                raise ValueError(f"{table.name}.{column.name} refers to {target!r}, which is no table")


_check_references()

__all__ = [
    "ACTORS", "CLAIMS", "DISCREPANCIES", "EVENTS", "NAMES", "PARTICIPANTS", "PLACES", "POSITIONS",
    "PROPERTY_VALUES", "QUOTES", "RENDERINGS", "RUNS", "SOURCES", "SPANS", "SPEAKERS", "TABLES", "TERMS",
    "TOMBSTONES", "WAIVERS", "file_tables", "list_tables", "nested_in", "parents_of",
]  # fmt: skip
