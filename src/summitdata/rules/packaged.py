"""A built package as tables to be checked: each file is held against its hash before it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from summitdata.build import codes
from summitdata.dataset import DESCRIPTOR, Package
from summitdata.diagnostics import Diagnostic
from summitdata.formats.arrow import from_arrow
from summitdata.model import Rows
from summitdata.schema import TABLES
from summitdata.strangers import Refusal

JUDGED = (codes.NO_PACKAGE, codes.MISSING, codes.HASH, codes.UNREADABLE, codes.PLAIN_FILE, codes.READER)
"""The rules about built files that need no row files to be judged by."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The tables of a package: as frames, whatever their columns, and what was found while they were loaded."""

    frames: Mapping[str, pl.DataFrame]
    tables: Mapping[str, pa.Table]
    findings: tuple[Diagnostic, ...]

    def rows(self) -> Rows:
        """Give the rows of every table.

        Raises:
            TypeError: A table has not the declared columns and types, or is not there.
        """
        if absent := [name for name in TABLES if name not in self.tables]:
            raise TypeError(f"the tables {absent} are not there")
        return {name: from_arrow(table, self.tables[name]) for name, table in TABLES.items()}


def load(root: Package) -> Loaded:
    """Load every declared table of a package; one that cannot be loaded is a finding."""
    tables: dict[str, pa.Table] = {}
    findings = []
    for name, found in root.examine(TABLES).items():
        if isinstance(found, Refusal):
            file = f"{name}.parquet" if name in root.names else DESCRIPTOR
            findings.append(codes.refused(name, file, found))
        else:
            tables[name] = found
    frames = {name: pl.DataFrame(pl.from_arrow(_bare(table))) for name, table in tables.items()}
    return Loaded(frames, tables, tuple(findings))


def _bare(table: pa.Table) -> pa.Table:
    """Leave out what a file says of its columns: it may be no text, which ends polars."""
    fields = [pa.field(field.name, field.type, field.nullable) for field in table.schema]
    return pa.Table.from_arrays(table.columns, schema=pa.schema(fields))


def no_package(reason: str) -> Diagnostic:
    """Tell that there is no package which can be read."""
    return codes.NO_PACKAGE.finding(DESCRIPTOR, f"none that can be read: {reason}")
