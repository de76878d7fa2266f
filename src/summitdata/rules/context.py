"""What a rule may read: the tables as lazy frames of one engine, and what follows from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.model import Rows
from summitdata.resolve.compatible import closure
from summitdata.rules.prepared import PREPARED
from summitdata.rules.unswitched import polars_type
from summitdata.schema import TABLES

Frame: TypeAlias = "nw.LazyFrame[Any]"
"""A lazy frame of any engine."""

IN_MEMORY: Final = "in-memory"
"""How polars runs many small queries fastest; what is larger than memory goes to an engine of its own."""


class NotEvaluatedError(Exception):
    """A rule cannot be evaluated on this input; the message is a lower-case fragment that says why."""


class Frames:
    """The tables of one dataset as narwhals lazy frames, and the frames that follow from them.

    The engine that owns the frames decides how they are made: polars out of rows in memory
    (:func:`polars_frames`), another one out of files.  All frames of one object belong to one engine.
    """

    def __init__(
        self,
        tables: Mapping[str, Frame],
        *,
        closures: Callable[[str, str], Frame],
        digests: Callable[[str, str], Frame],
        prepared: Callable[[str], Frame] | None = None,
        computed: Mapping[str, Frame] | None = None,
        kept: Callable[[Frame], Frame] | None = None,
    ) -> None:
        """Take the tables by name.

        Args:
            tables: A frame for each table.
            closures: Gives, for a table and one of its columns that refers to the table itself, all pairs
                ``id``, ``ancestor``; a key in a circle is an ancestor of itself.
            digests: Gives, for a table and one of its columns of text, the columns ``id`` and ``digest``, the
                SHA-256 of the cell in UTF-8, without the rows whose cell is empty.
            prepared: Gives a frame of :mod:`.prepared` by its name; None where the rows are not in memory.
            computed: The tables once more, with every resolved and counted column computed anew from the
                evidence; None where the tables themselves were just computed.
            kept: Computes a frame once for all that is asked of it; None where the engine sees to that.
        """
        self._tables, self._computed, self._kept = tables, computed, kept
        self._closures, self._digests, self._prepared = closures, digests, prepared
        self._made: dict[tuple[str, ...], Frame] = {}

    def __getitem__(self, table: str) -> Frame:
        """The rows of a table; ``KeyError`` for a name that is no table.

        Raises:
            NotEvaluatedError: The table was not given, which is not the same as having no rows.
        """
        if table in TABLES and table not in self._tables:
            raise NotEvaluatedError(f"there is no table {table}")
        return self._tables[table]

    def ancestors(self, table: str, column: str) -> Frame:
        """Give all pairs ``id``, ``ancestor`` of a table by a column that refers to the table itself."""
        return self.once(("closure", table, column), lambda: self._closures(table, column))

    def digests(self, table: str, column: str) -> Frame:
        """Give ``id`` and ``digest``, the SHA-256 of a column of text, where it is not empty."""
        return self.once(("digest", table, column), lambda: self._digests(table, column))

    def prepared(self, name: str) -> Frame:
        """Give a frame that is made in Python, see :mod:`.prepared`.

        Raises:
            NotEvaluatedError: The rows are not in memory.
        """
        if self._prepared is None:
            raise NotEvaluatedError("it needs what is computed only from rows in memory")
        make = self._prepared
        return self.once(("prepared", name), lambda: make(name))

    def computed(self, table: str) -> Frame:
        """Give the rows of a table as they follow from the evidence.

        Raises:
            NotEvaluatedError: The tables were computed from the rows in this very run.
        """
        if self._computed is None:
            raise NotEvaluatedError("the conclusions were drawn from the row files in this very run")
        return self._computed[table]

    def once(self, name: tuple[str, ...], make: Callable[[], Frame], *, keep: bool = False) -> Frame:
        """Give the frame *name*, made when it is first asked for; several rules may share it.

        With *keep* it is computed then and there: a small answer to much work, of which much is asked.
        """
        if name not in self._made:
            made = make()
            self._made[name] = self._kept(made) if keep and self._kept else made
        return self._made[name]


def polars_tables(rows: Rows) -> dict[str, pl.DataFrame]:
    """Give every table of *rows* as a polars DataFrame with the declared types, whatever the limits of the kinds.

    Raises:
        TypeError: A cell has another type than its column declares.
    """
    return {
        name: pl.DataFrame(
            {column.name: [row[column.name] for row in rows.get(name, [])] for column in table.columns},
            schema={column.name: polars_type(column.kind) for column in table.columns},
        )
        for name, table in TABLES.items()
    }


def polars_frames(
    rows: Rows, tables: Mapping[str, pl.DataFrame], computed: Mapping[str, pl.DataFrame] | None = None
) -> Frames:
    """Give the frames of a dataset in memory.

    Args:
        rows: Every table as rows, from which closures and digests are made.
        tables: The same rows as DataFrames.
        computed: As in :class:`Frames`.
    """

    def pairs(table: str, column: str) -> Frame:
        found = sorted(closure(rows, table, column))
        return nw.from_native(
            pl.LazyFrame(found, schema={"id": pl.String, "ancestor": pl.String}, orient="row")
        )  # fmt: skip

    def hashes(table: str, column: str) -> Frame:
        texts = ((row["id"], str(row[column])) for row in rows[table] if row[column] is not None)
        found = [(key, hashlib.sha256(text.encode()).hexdigest()) for key, text in texts]
        return nw.from_native(pl.LazyFrame(found, schema={"id": pl.String, "digest": pl.String}, orient="row"))

    def prepared(name: str) -> Frame:
        return nw.from_native(PREPARED[name].frame(rows))

    def lazy(frames: Mapping[str, pl.DataFrame]) -> dict[str, Frame]:
        # A row without a key breaks its schema, and no finding about it could name it.
        return {name: nw.from_native(frame.lazy().filter(pl.col("id").is_not_null())) for name, frame in frames.items()}

    def kept(frame: Frame) -> Frame:
        native: pl.LazyFrame = nw.to_native(frame)
        return nw.from_native(native.collect(engine=IN_MEMORY).lazy())

    return Frames(
        lazy(tables), closures=pairs, digests=hashes, prepared=prepared, kept=kept,
        computed=None if computed is None else lazy(computed),
    )  # fmt: skip
