"""Spark: for what one machine cannot hold, in a Java process of this machine or on a cluster."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.engines.counting import Marks, in_one_query
from summitdata.engines.engine import Counts
from summitdata.engines.places import Files
from summitdata.errors import EngineError, MissingExtraError
from summitdata.rules.context import Frame
from summitdata.schema import TABLES

OLDEST_JAVA: Final = 17
"""Spark 4 runs on Java 17 and later."""

_VERSION: Final = re.compile(r'version "(?:1\.)?([0-9]+)')


def find_java() -> str:
    """Give the command of Java: in ``JAVA_HOME``, else on the path.

    Raises:
        EngineError: There is none, or one that is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=os.path.join(home, "bin")) if home else shutil.which("java")  # noqa: PTH118 - a search path
    if java is None:
        where = f"JAVA_HOME is {home}, and holds none" if home else "there is none on the path"
        raise EngineError(
            f"Spark needs Java {OLDEST_JAVA} or later, and {where}. Install it, for instance a package named "
            f"openjdk-{OLDEST_JAVA}-jre-headless, or use the engine duckdb, which needs none."
        )
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the java that was found
    found = _VERSION.search(told.stderr)
    if found is not None and int(found[1]) < OLDEST_JAVA:
        raise EngineError(f"Spark needs Java {OLDEST_JAVA} or later, and {java} is Java {found[1]}. Set JAVA_HOME.")
    return java


_READING: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
"""What a session of Spark must be set to, so that it reads cells as the other engines do."""


def _session(builder: Any, master: str | None, threads: int | None, memory: int | None) -> Any:  # noqa: ANN401 - pyspark has no types where it is not installed
    """Begin a session of Spark, on this machine where no master is named."""
    builder = builder.appName("summitdata check")
    if master is not None and master.startswith("sc://"):
        return builder.remote(master).getOrCreate()
    builder = builder.master(master or f"local[{threads or '*'}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR")
    if memory is not None:
        builder = builder.config("spark.driver.memory", f"{memory // 1024}k")
    if master is None:
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", str(2 * (threads or os.cpu_count() or 1)))
    return builder.getOrCreate()


class SparkEngine:
    """A session of Spark; beside one that was there already it is another, so that nothing of that one is changed."""

    name = "spark"
    at_once: int | None = 4

    def __init__(self, master: str | None, threads: int | None, memory: int | None) -> None:
        try:
            from py4j.protocol import Py4JJavaError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise MissingExtraError("--engine spark", "spark") from error
        if master is not None and threads is not None:
            raise EngineError(
                "--threads is for this machine, and --master says where Spark runs: leave one of them out."
            )
        if master is None or not master.startswith("sc://"):
            find_java()
        self._errors, self._java = PySparkException, Py4JJavaError
        there = SparkSession.getActiveSession()
        self._mine = there is None
        try:
            self._session = (
                _session(SparkSession.builder, master, threads, memory) if there is None else there.newSession()
            )
            for name, value in _READING.items():
                self._session.conf.set(name, value)
        except (PySparkException, Py4JJavaError) as error:
            raise EngineError(f"Spark cannot be opened: {self.failure(error)}") from error
        self._pool = ThreadPoolExecutor(self.at_once)

    def scan(self, files: Files) -> Frame:
        """Scan the files; the cells of partitions are read as text, or as days."""
        from pyspark.sql import functions
        from pyspark.sql.types import StringType, StructType

        reader = self._session.read
        paths = list(files.paths)
        if files.form == "parquet":
            frame = (
                reader.option("basePath", files.root).parquet(*paths) if files.partitions else reader.parquet(*paths)
            )
            for name in files.days:
                frame = frame.withColumn(name, functions.to_date(name))
        elif files.form == "csv":
            # Else Spark drops the cells that a row has too many, and takes the header of one file for all.
            strict = reader.option("mode", "FAILFAST").option("enforceSchema", "false").option("columnPruning", "false")
            frame = strict.csv(paths, header=True, inferSchema=False, quote='"', escape='"', multiLine=True)
        else:
            schema = StructType()
            for name in TABLES[files.table].by_name:
                schema = schema.add(name, StringType())
            frame = reader.schema(schema).json(paths)
        found: Frame = nw.from_native(frame)
        return found

    def rows(self, frames: Sequence[Frame]) -> list[list[dict[str, Any]]]:
        """Compute some at once: planning a query takes Spark longer than a small one, and keeps one processor busy."""

        def computed(frame: Frame) -> list[dict[str, Any]]:
            return [row.asDict() for row in nw.to_native(frame).collect()]

        return [*self._pool.map(computed, frames)]

    def taken(self, frame: Frame) -> pl.DataFrame:
        """Hand the rows over as Arrow."""
        return pl.DataFrame(nw.to_native(frame).toArrow())

    def made(self, frame: pl.DataFrame) -> Frame:
        """Hand the rows over as Arrow."""
        found: Frame = nw.from_native(self._session.createDataFrame(frame.to_arrow()))
        return found

    def held(self, frame: Frame) -> Frame:
        """Keep it in the memory of the cluster."""
        return self.kept(frame)

    def kept(self, frame: Frame) -> Frame:
        """Keep it in the memory and on the disks of the cluster."""
        # What persist() keeps would be planned anew, with all that it was made of, in each query that is built on it.
        found: Frame = nw.from_native(nw.to_native(frame).localCheckpoint(eager=True))
        return found

    def counted(self, frame: Frame, conditions: Sequence[nw.Expr], unlike: Sequence[Sequence[str]]) -> Counts:
        """Count everything in one query."""
        return in_one_query(frame, conditions, unlike, self._marked, self.rows)

    def _marked(self, frame: Frame, groups: Marks) -> Frame:
        """Hash in Spark."""
        from pyspark.sql import functions

        native = nw.to_native(frame)
        found: Frame = nw.from_native(
            native.withColumns({name: functions.xxhash64(*columns) for name, columns in groups.items()})
        )
        return found

    def hashed(self, frame: Frame, column: str) -> Frame:
        """Hash in Spark."""
        from pyspark.sql import functions

        native = nw.to_native(frame)
        found: Frame = nw.from_native(native.select("id", functions.sha2(native[column], 256).alias("digest")))
        return found

    def failure(self, error: BaseException) -> str | None:
        """Errors of Spark, and of the system while it reads; of Java's, which Spark hands on whole, what they say."""
        if isinstance(error, self._java):
            return str(error.java_exception.toString())
        return str(error) if isinstance(error, self._errors | OSError) else None

    def close(self) -> None:
        """End the session that was begun here; in another, Spark gives back what was kept once nothing refers to it."""
        self._pool.shutdown(cancel_futures=True)
        if self._mine:
            self._session.stop()
