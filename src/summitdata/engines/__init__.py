"""Engines: the same schemas and rules over tables that polars, DuckDB or Spark hold in files, however large.

An engine is asked for counts first, in few passes; rows that fail are fetched only where there are any, and no more
of them than a report is to show.
"""

from __future__ import annotations

from typing import Final

NAMES: Final = ("polars", "duckdb", "spark")
"""The engines by name, in the order of the documentation."""

MOST_FINDINGS: Final = 100
"""How many findings of one check a report lists where nobody asks for another number."""
