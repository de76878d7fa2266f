"""What is measured: one check of the quotes of a corpus by one library, in a process of its own.

    python -m benchmarks.contenders NAME FOLDER

Each prints a line of JSON: how long the work took after everything was imported and opened, what the imports took, and
how many cells or rows were found wrong.  The checks are those of the pandera schema of ``quotes``, and with the names
that end in ``rules`` our rules too.  Every contender reads the columns of that schema from Parquet.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from summitdata.schema import QUOTES

_LIMIT: Final = "1GB"


def bare_scan(folder: Path) -> Callable[[], int]:
    """Read every column and count the values that are there: the floor."""
    import duckdb

    counts = ", ".join(f'count("{column.name}")' for column in QUOTES.columns)
    return lambda: duckdb.sql(f"SELECT {counts} FROM '{folder}/quotes/*.parquet'").fetchall() and 0  # noqa: S608 - our own columns


def _schema_on(name: str, folder: Path, memory: str | None = None) -> Callable[[], int]:
    from summitdata.engines.engine import open_engine
    from summitdata.engines.places import find_files
    from summitdata.engines.schemas import judge
    from summitdata.engines.tables import opened

    engine = open_engine(name, threads=None if name == "polars" else os.cpu_count(), memory=memory)
    files = find_files(str(folder))["quotes"]

    def work() -> int:
        with closing(engine):
            return sum(judge(engine, QUOTES, opened(engine, files)[0], 100).counts.values())

    return work


def _rules_on(name: str, folder: Path, memory: str | None = None) -> Callable[[], int]:
    from summitdata.checking.corpus import check_corpus
    from summitdata.engines.engine import open_engine

    engine = open_engine(name, threads=None if name == "polars" else os.cpu_count(), memory=memory)

    def work() -> int:
        with closing(engine):
            return sum(outcome.count for outcome in check_corpus(str(folder), engine).outcomes)

    return work


def pandera_polars(folder: Path) -> Callable[[], int]:
    """Validate with pandera's own backend for polars, on rows in memory."""
    import polars as pl
    from pandera.errors import SchemaErrors

    from summitdata.rules.schema import schema_of

    def work() -> int:
        try:
            schema_of("quotes").validate(pl.read_parquet(f"{folder}/quotes/*.parquet"), lazy=True)
        except SchemaErrors as errors:
            return int(errors.failure_cases.height)
        return 0

    return work


def pandera_pandas(folder: Path) -> Callable[[], int]:
    """Validate with pandera's own backend for pandas, with the same checks, on rows in memory."""
    import pandas as pd
    import pandera.pandas as pandera
    from pandera.errors import SchemaErrors

    from summitdata.rules.schema import schema_of

    of_polars = schema_of("quotes").columns
    schema = pandera.DataFrameSchema({
        name: pandera.Column(
            None, [getattr(pandera.Check, check.name)(**check._check_kwargs) for check in column.checks],  # noqa: SLF001 - the same limits, unwritten
            nullable=column.nullable, unique=column.unique,
        )
        for name, column in of_polars.items()
    })  # fmt: skip

    def work() -> int:
        frame = pd.read_parquet(folder / "quotes", dtype_backend="pyarrow")
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            return len(errors.failure_cases)
        return 0

    return work


def dataframely(folder: Path) -> Callable[[], int]:
    """Filter with a schema of dataframely that has the same limits."""
    import dataframely as dy
    import polars as pl

    from summitdata.formats.constraints import constraints, whole
    from summitdata.model import Count, Day, Flag

    def column(declared: Any) -> Any:  # noqa: ANN401 - columns of two libraries
        limits = constraints(declared.kind)
        terms: dict[str, Any] = {"nullable": not declared.required, "primary_key": declared.name == "id"}
        match declared.kind:
            case Flag():
                return dy.Bool(nullable=not declared.required)
            case Day():
                return dy.Date(nullable=not declared.required)
            case Count():
                return dy.Int32(
                    nullable=not declared.required, min=int(limits.minimum or 0), max=int(limits.maximum or 0)
                )
        if limits.codes:
            return dy.String(nullable=not declared.required, check=lambda cell: cell.is_in(limits.codes))
        return dy.String(
            **terms, regex=whole(str(limits.pattern)), min_length=limits.min_length, max_length=limits.max_length
        )  # fmt: skip

    schema = type("Quotes", (dy.Schema,), {declared.name: column(declared) for declared in QUOTES.columns})

    def work() -> int:
        _, failures = schema.filter(pl.read_parquet(f"{folder}/quotes/*.parquet"))  # type: ignore[attr-defined]
        return len(failures)

    return work


def frictionless(folder: Path) -> Callable[[], int]:
    """Validate with the Frictionless schema of the table, cell by cell."""
    from frictionless import Resource, Schema, system

    from summitdata.formats.frictionless import table_schema

    schema = Schema.from_descriptor(table_schema(QUOTES))
    schema.foreign_keys = []

    def work() -> int:
        count = 0
        with system.use_context(trusted=True):
            for file in sorted((folder / "quotes").iterdir()):
                count += Resource(path=str(file), schema=schema).validate().stats["errors"]
        return count

    return work


CONTENDERS: Final[dict[str, Callable[[Path], Callable[[], int]]]] = {
    "bare scan (DuckDB)": bare_scan,
    "summitdata on polars": lambda folder: _schema_on("polars", folder),
    "summitdata on DuckDB": lambda folder: _schema_on("duckdb", folder),
    "summitdata on DuckDB, 1 GB": lambda folder: _schema_on("duckdb", folder, _LIMIT),
    "summitdata on Spark": lambda folder: _schema_on("spark", folder),
    "pandera on polars": pandera_polars,
    "pandera on pandas": pandera_pandas,
    "dataframely": dataframely,
    "frictionless": frictionless,
    "schemas and rules on polars": lambda folder: _rules_on("polars", folder),
    "schemas and rules on DuckDB, 1 GB": lambda folder: _rules_on("duckdb", folder, _LIMIT),
    "schemas and rules on Spark": lambda folder: _rules_on("spark", folder),
}
"""Every contender by its name, in the order of the table; each is given the folder and gives the work."""


def main() -> None:
    """Run one contender, and print what came of it."""
    before = time.perf_counter()
    work = CONTENDERS[sys.argv[1]](Path(sys.argv[2]))
    opened, busy = time.perf_counter(), _busy()
    found = work()
    seconds, processor = time.perf_counter() - opened, _busy() - busy
    print(json.dumps({"opening": opened - before, "seconds": seconds, "processor": processor, "found": found}))


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
