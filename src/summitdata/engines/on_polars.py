"""polars: the engine that comes with the validator, in this process, streaming."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl
from narwhals.exceptions import ComputeError

from summitdata.engines.counting import marks_of, told, totals
from summitdata.engines.engine import Counts
from summitdata.engines.places import Files
from summitdata.engines.threads import use_threads
from summitdata.errors import EngineError
from summitdata.rules.context import Frame
from summitdata.schema import TABLES

_AT_ONCE: Final = "POLARS_MAX_CONCURRENT_SCANS"
"""The variable of the environment that tells polars how many files it reads at once."""


class PolarsEngine:
    """polars, with what is kept in files of a folder that ends with it."""

    name = "polars"
    at_once: int | None = None

    def __init__(self, threads: int | None, memory: int | None) -> None:
        if memory is not None:
            raise EngineError(
                "polars keeps to no limit of memory. Use the engine duckdb, which does, and spills to disk."
            )
        if threads is not None:
            use_threads(threads)
        # Each file that is read stands decoded in memory; half as many as threads keep all threads busy.
        os.environ.setdefault(_AT_ONCE, str(max(1, pl.thread_pool_size() // 2)))
        self._folder = Path(tempfile.mkdtemp(prefix="summitdata-"))
        self._kept = 0

    def scan(self, files: Files) -> Frame:
        """Scan the files; the cells of partitions are read as text, or as days."""
        if files.form == "parquet":
            hive = {name: pl.Date if name in files.days else pl.String for name in files.partitions}
            frame = pl.scan_parquet(
                list(files.paths), hive_partitioning=bool(files.partitions), hive_schema=hive or None
            )  # fmt: skip
        elif files.form == "csv":
            frame = pl.scan_csv(list(files.paths), infer_schema=False)
        else:
            frame = pl.scan_ndjson(list(files.paths), schema=dict.fromkeys(TABLES[files.table].by_name, pl.String))
        return nw.from_native(frame)

    def rows(self, frames: Sequence[Frame]) -> list[list[dict[str, Any]]]:
        """Compute them in one go."""
        natives: list[pl.LazyFrame] = [nw.to_native(frame) for frame in frames]
        return [frame.to_dicts() for frame in pl.collect_all(natives, engine="streaming")]

    def taken(self, frame: Frame) -> pl.DataFrame:
        """Hand the rows over as Arrow."""
        native: pl.LazyFrame = nw.to_native(frame)
        return native.collect(engine="streaming")

    def made(self, frame: pl.DataFrame) -> Frame:
        """Give it lazily."""
        return nw.from_native(frame.lazy())

    def held(self, frame: Frame) -> Frame:
        """Collect it."""
        native: pl.LazyFrame = nw.to_native(frame)
        return nw.from_native(native.collect().lazy())

    def kept(self, frame: Frame) -> Frame:
        """Write it to a file, and scan that."""
        self._kept += 1
        file = self._folder / f"{self._kept}.parquet"
        native: pl.LazyFrame = nw.to_native(frame)
        # A text that a filter leaves holds on to all texts of its part of a file, until it is a text of its own.
        own = native.with_columns(pl.col(pl.String) + "")
        own.sink_parquet(file, optimizations=pl.QueryOptFlags(predicate_pushdown=False))  # which decodes and waits
        return nw.from_native(pl.scan_parquet(file))

    def counted(self, frame: Frame, conditions: Sequence[nw.Expr], unlike: Sequence[Sequence[str]]) -> Counts:
        """Count in one scan, in which hashes are gathered: to know how many differ takes less memory afterwards."""
        native: pl.LazyFrame = nw.to_native(frame)
        marks = {
            name: (pl.col(*columns) if len(columns) == 1 else pl.struct(columns)).hash()
            for name, columns in marks_of(unlike).items()
        }
        counts: pl.LazyFrame = nw.to_native(frame.select(*totals(conditions)))
        row, *hashes = pl.collect_all(
            [counts, *(native.select(hashed) for hashed in marks.values())], engine="streaming"
        )
        return told(row.row(0, named=True), len(conditions), [each.to_series().n_unique() for each in hashes])

    def hashed(self, frame: Frame, column: str) -> Frame:
        """Hash in Python, batch by batch."""

        def digests(texts: pl.Series) -> pl.Series:
            return pl.Series(
                [hashlib.sha256(text.encode()).hexdigest() if text is not None else None for text in texts],
                dtype=pl.String,
            )

        native: pl.LazyFrame = nw.to_native(frame)
        digest = pl.col(column).map_batches(digests, return_dtype=pl.String, is_elementwise=True)
        return nw.from_native(native.select("id", digest.alias("digest")))

    def failure(self, error: BaseException) -> str | None:
        """Errors of polars, those that narwhals hands on under its own name too, and of the system while it reads."""
        read = pl.exceptions.PolarsError | pl.exceptions.PanicException | ComputeError | OSError
        return str(error) if isinstance(error, read) else None

    def close(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self._folder, ignore_errors=True)
