"""DuckDB: for what is larger than memory, in this process, spilling to disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.engines.counting import Marks, in_one_query
from summitdata.engines.engine import Counts
from summitdata.engines.places import Files
from summitdata.errors import EngineError, MissingExtraError
from summitdata.rules.context import Frame
from summitdata.schema import TABLES

if TYPE_CHECKING:
    import duckdb

_T = TypeVar("_T")

_BESIDE: Final = 250_000_000
"""The bytes that Python and its libraries take beside DuckDB, so that both stay within one limit."""

_STRICT: Final = "nullstr := '', delim := ',', quote := '\"', escape := '\"', skip := 0"
"""How a CSV file is read; DuckDB would else skip lines, the header too, that have not as many cells as the next."""


def _literal(value: str | Iterable[str] | Mapping[str, str]) -> str:
    """Write texts as SQL."""
    match value:
        case str():
            return "'" + value.replace("'", "''") + "'"
        case Mapping():
            return "{" + ", ".join(f"{_literal(key)}: {_literal(text)}" for key, text in value.items()) + "}"
        case _:
            return "[" + ", ".join(map(_literal, value)) + "]"


class DuckDBEngine:
    """DuckDB with a database of its own in a folder that ends with it."""

    name = "duckdb"
    at_once: int | None = 1

    def __init__(self, threads: int | None, memory: int | None) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtraError("--engine duckdb", "duckdb") from error
        self._errors = duckdb.Error
        self._folder = Path(tempfile.mkdtemp(prefix="summitdata-"))
        settings: dict[str, Any] = {
            "temp_directory": str(self._folder / "spilt"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
        if threads is not None:
            settings["threads"] = threads
        if memory is not None:
            settings["memory_limit"] = f"{max(memory - _BESIDE, memory // 2) // 1000} KB"
        try:
            self._connection = duckdb.connect(str(self._folder / "kept.duckdb"), config=settings)
        except duckdb.Error as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise EngineError(f"DuckDB cannot be opened: {error}") from error
        self._connection.execute("ATTACH ':memory:' AS held")
        self._thread = ThreadPoolExecutor(1)
        self._kept = 0

    def scan(self, files: Files) -> Frame:
        """Scan the files; the cells of partitions are read as text, or as days."""
        paths = _literal(files.paths)
        if files.form == "parquet":
            hive = {name: "DATE" if name in files.days else "VARCHAR" for name in files.partitions}
            told = f", hive_types := {_literal(hive)}" if hive else ""
            source = f"read_parquet({paths}, hive_partitioning := {bool(hive)}{told})"
        elif files.form == "csv":
            source = f"read_csv({paths}, all_varchar := true, header := true, {_STRICT})"
        else:
            texts = dict.fromkeys(TABLES[files.table].by_name, "VARCHAR")
            source = f"read_json({paths}, format := 'newline_delimited', columns := {_literal(texts)})"
        # A view, since parameters of two relations that are joined would clash.
        self._kept += 1
        self._connection.execute(f"CREATE VIEW scanned_{self._kept} AS FROM {source}")
        return nw.from_native(self._connection.view(f"scanned_{self._kept}"))

    def rows(self, frames: Sequence[Frame]) -> list[list[dict[str, Any]]]:
        """Compute one after the other."""
        answers = []
        for frame in frames:
            relation = nw.to_native(frame)
            names = relation.columns
            rows = self._done(relation.fetchall)
            answers.append([dict(zip(names, row, strict=True)) for row in rows])
        return answers

    def taken(self, frame: Frame) -> pl.DataFrame:
        """Hand the rows over as Arrow."""
        relation: duckdb.DuckDBPyRelation = nw.to_native(frame)
        return pl.DataFrame(self._done(relation.to_arrow_table))

    def made(self, frame: pl.DataFrame) -> Frame:
        """Store it as a table."""
        arrow = frame.to_arrow()
        self._connection.register("given", arrow)
        name = self._table("given")
        self._connection.unregister("given")
        return nw.from_native(self._connection.table(name))

    def held(self, frame: Frame) -> Frame:
        """Store it as a table in memory, not compressed: each relation that is built on files opens them again."""
        relation = nw.to_native(frame)
        return nw.from_native(self._connection.table(self._table(f"({relation.sql_query()})", "held.")))

    def kept(self, frame: Frame) -> Frame:
        """Store it as a table, on disk where memory is short."""
        relation = nw.to_native(frame)
        name = self._table(f"({relation.sql_query()})")
        return nw.from_native(self._connection.table(name))

    def _table(self, query: str, within: str = "") -> str:
        self._kept += 1
        name = f"{within}kept_{self._kept}"
        self._done(lambda: self._connection.execute(f"CREATE TABLE {name} AS FROM {query}"))
        return name

    def _done(self, work: Callable[[], _T]) -> _T:
        """Have a thread of its own do the work: here DuckDB would tell of a Ctrl-C by an error like any other."""
        task = self._thread.submit(work)
        try:
            return task.result()
        except KeyboardInterrupt:
            self._connection.interrupt()
            wait([task])
            raise

    def counted(self, frame: Frame, conditions: Sequence[nw.Expr], unlike: Sequence[Sequence[str]]) -> Counts:
        """Count everything in one query."""
        return in_one_query(frame, conditions, unlike, self._marked, self.rows)

    def _marked(self, frame: Frame, groups: Marks) -> Frame:
        """Hash in DuckDB."""
        relation: duckdb.DuckDBPyRelation = nw.to_native(frame)
        marks = ['hash("' + '", "'.join(columns) + f'") AS "{name}"' for name, columns in groups.items()]
        return nw.from_native(relation.project(", ".join(["*", *marks])))

    def hashed(self, frame: Frame, column: str) -> Frame:
        """Hash in DuckDB."""
        relation: duckdb.DuckDBPyRelation = nw.to_native(frame)
        return nw.from_native(relation.project(f'id, sha256("{column}") AS digest'))

    def failure(self, error: BaseException) -> str | None:
        """Errors of DuckDB, and of the system while it reads."""
        return str(error) if isinstance(error, self._errors | OSError) else None

    def close(self) -> None:
        """End the connection, and take the folder away."""
        self._thread.shutdown()
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)
