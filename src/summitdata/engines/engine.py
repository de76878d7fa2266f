"""What an engine does for a check: it scans files, counts, fetches a few rows, and keeps what is asked for again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.engines import NAMES
from summitdata.engines.places import Files
from summitdata.errors import EngineError, UnknownNameError
from summitdata.rules.context import IN_MEMORY, Frame

_SIZE: Final = re.compile(r"(?P<number>[1-9][0-9]{0,8}) ?(?P<unit>[KMGT])(?P<binary>i)?B", re.IGNORECASE)
_POWERS: Final = {"K": 1, "M": 2, "G": 3, "T": 4}


Computed: TypeAlias = Callable[[Sequence[Frame]], list[list[dict[str, Any]]]]
"""Computes several frames, each of few rows."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a scan of a table counted: rows, those that meet each condition, and hashes that differ of each group."""

    rows: int
    met: list[int]
    differing: list[int]


class Engine(Protocol):
    """One engine, open: every frame that it gives belongs to it, and is of no use once it is closed."""

    name: str
    """What a person calls it."""

    at_once: int | None
    """How many frames it computes at once, None for as many as it is given, of which it shares what they share."""

    def scan(self, files: Files) -> Frame:
        """Give the rows of one table, lazily; nothing is read but what describes the files."""

    def rows(self, frames: Sequence[Frame]) -> list[list[dict[str, Any]]]:
        """Compute several frames, each of few rows, together, so that an engine can share what they have in common."""

    def taken(self, frame: Frame) -> pl.DataFrame:
        """Compute a frame, and take its rows into memory column by column."""

    def made(self, frame: pl.DataFrame) -> Frame:
        """Give a frame out of rows that are in memory."""

    def held(self, frame: Frame) -> Frame:
        """Read a small table into memory once, for the many rules that ask for it."""

    def kept(self, frame: Frame) -> Frame:
        """Compute a frame once and keep it, outside the memory where the engine can, for the frames built on it."""

    def counted(self, frame: Frame, conditions: Sequence[nw.Expr], unlike: Sequence[Sequence[str]]) -> Counts:
        """Count in one scan the rows, those that meet each condition, and the hashes of some columns that differ.

        A hash has 64 bits, and cells that are alike hash alike.
        """

    def hashed(self, frame: Frame, column: str) -> Frame:
        """Give ``id`` and ``digest``, the SHA-256 of a column of text in UTF-8; no cell of it is empty."""

    def failure(self, error: BaseException) -> str | None:
        """Give what *error* says if it came from the engine, so that it speaks of the data or the files, else None."""

    def close(self) -> None:
        """End it, and take what it kept away."""


def rows_in_memory(frames: Sequence[Frame]) -> list[list[dict[str, Any]]]:
    """Compute frames of polars whose rows are in memory, as :meth:`Engine.rows` computes those of an engine."""
    natives: list[pl.LazyFrame] = [nw.to_native(frame) for frame in frames]
    return [frame.to_dicts() for frame in pl.collect_all(natives, engine=IN_MEMORY)]


def size(text: str) -> int:
    """Give the bytes of a size such as ``512MB`` or ``2 GiB``.

    Raises:
        EngineError: It is no size.
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise EngineError(
            f"{text!r} is no size of memory. Write a whole number and KB, MB, GB or TB, such as 512MB, "
            "or KiB, MiB, GiB or TiB for powers of 1024."
        )
    return int(found["number"]) * int((1024 if found["binary"] else 1000) ** _POWERS[found["unit"].upper()])


def open_engine(
    name: str, *, master: str | None = None, threads: int | None = None, memory: str | None = None
) -> Engine:  # fmt: skip
    """Open an engine.

    Args:
        name: ``polars``, ``duckdb`` or ``spark``.
        master: The address of a Spark cluster; this machine where none is given.
        threads: How many threads to use on this machine; all processors where nothing is said.
        memory: How much memory to take, such as ``2GB``.

    Raises:
        UnknownNameError: There is no such engine.
        MissingExtraError: Its library is not installed.
        EngineError: It has not the option that is asked for, or Java is missing.
    """
    if name not in NAMES:
        raise UnknownNameError("engine", name, NAMES)
    if threads is not None and threads < 1:
        raise EngineError(f"{threads} threads do no work: ask for one or more.")
    limit = None if memory is None else size(memory)
    if name != "spark" and master is not None:
        raise EngineError(f"--master is the address of a Spark cluster, and {name} runs on this machine alone.")
    match name:
        case "polars":
            from summitdata.engines.on_polars import PolarsEngine

            return PolarsEngine(threads, limit)
        case "duckdb":
            from summitdata.engines.on_duckdb import DuckDBEngine

            return DuckDBEngine(threads, limit)
        case _:
            from summitdata.engines.on_spark import SparkEngine

            return SparkEngine(master, threads, limit)
