"""The tables of an engine as rules want them: with closures, digests, and what Python prepares while rows are few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.dates import DAY_PATTERN
from summitdata.engines.engine import Engine
from summitdata.engines.places import Files
from summitdata.errors import EngineError
from summitdata.formats.words import kind_in_words
from summitdata.model import Count, Day, Flag, Kind, Row, Rows
from summitdata.resolve import complete
from summitdata.resolve.compatible import closure
from summitdata.rules.context import Frame, Frames, NotEvaluatedError, polars_tables
from summitdata.rules.prepared import PREPARED, Prepared
from summitdata.rules.rowwise import RowWise
from summitdata.rules.unswitched import polars_type
from summitdata.schema import TABLES

MOST_IN_MEMORY: Final = 100_000
"""The most rows of a table that are taken into memory: at once by the engine, and for what only Python computes."""

MOST_COMPARED: Final = 2_000_000
"""The most rows of a table whose words are compared in memory, some 2 GB."""

MOST_LINKS: Final = 5_000_000
"""The most references within one table that are followed in memory, some 2 GB."""


def opened(engine: Engine, files: Files) -> tuple[Frame, int]:
    """Give the rows of a table and their number: read once if they are few, else scanned whenever they are asked for.

    Raises:
        EngineError: A cell of a text file is not of the type of its column.
    """
    frame = engine.scan(files)
    if files.partitions:
        frame = frame.select(*_in_order(files, frame.collect_schema().names()))
    if as_text := [*frame.collect_schema().names()] if files.form != "parquet" else _divided(files):
        frame = _typed(engine, files, frame, as_text)
    ((counted,),) = engine.rows([frame.select(nw.len().alias("n"))])
    return engine.held(frame) if counted["n"] <= MOST_IN_MEMORY else frame, int(counted["n"])


def _in_order(files: Files, names: list[str]) -> list[str]:
    """Put the columns by which files are divided where they are declared; those that are not declared only divide."""
    declared = [*TABLES[files.table].by_name]
    given = [name for name in names if name in declared or name not in files.partitions]
    divided = [name for name in given if name in files.partitions]
    rest = [name for name in given if name not in files.partitions]
    for name in sorted(divided, key=declared.index):
        before = sum(declared.index(other) < declared.index(name) for other in rest if other in declared)
        rest.insert(before, name)
    return rest


def _divided(files: Files) -> list[str]:
    """Give the columns that stand as text in the names of folders, and are of another type; engines read days there."""
    types = TABLES[files.table].by_name
    kinds = {name: types[name].kind for name in files.partitions if name in types}
    return [name for name, kind in kinds.items() if polars_type(kind) not in {pl.String, pl.Date}]


def _typed(engine: Engine, files: Files, frame: Frame, names: Sequence[str]) -> Frame:
    """Give cells that stand as text in the types of their columns; an empty text stands for nothing."""
    types = TABLES[files.table].by_name
    given = frame.with_columns(*(nw.when(nw.col(name) != "").then(nw.col(name)).alias(name) for name in names))
    typed = {
        name: types[name].kind for name in names if name in types and polars_type(types[name].kind) is not pl.String
    }
    wrong = {name: ~nw.col(name).str.contains(_pattern(kind)) for name, kind in typed.items()}
    counts = [nw.when(is_wrong).then(1).otherwise(0).sum().alias(name) for name, is_wrong in wrong.items()]
    ((counted,),) = engine.rows([given.select(nw.len().alias("n"), *counts)])
    for name, is_wrong in wrong.items():
        if counted[name]:
            ((first,),) = engine.rows([given.filter(is_wrong).select(cell=nw.col(name)).sort("cell").head(1)])
            raise EngineError(
                f"{files.shown} cannot be read as the table {files.table}: {name} must be a "
                f"{kind_in_words(typed[name])}, and {first['cell']!r} is none (cells that are none: {counted[name]:,})."
            )
    cast = [_cast(nw.col(name), kind).alias(name) for name, kind in typed.items()]
    return given.with_columns(*cast) if cast else given


def _pattern(kind: Kind) -> str:
    """Give the form of a value as text, whatever its limits, which are for the schema to judge."""
    match kind:
        case Flag():
            form = "true|false"
        case Day():
            form = DAY_PATTERN
        case Count():
            form = "-?[0-9]{1,10}"
        case _:
            form = r"-?[0-9]+(\.[0-9]+)?([Ee][+-]?[0-9]+)?"
    return rf"^({form})\z"


def _cast(cell: nw.Expr, kind: Kind) -> nw.Expr:
    """Give cells that have the form of *kind* as its values."""
    match kind:
        case Flag():
            return cell == "true"
        case Day():
            return cell.str.to_date(format="%Y-%m-%d")
        case Count():
            return cell.cast(nw.Int32)
        case _:
            return cell.cast(nw.Float64)


class Taken(dict[str, list[Row]]):
    """Rows of an engine's tables, each taken into memory when it is first asked for.

    Raises:
        NotEvaluatedError: A table that is asked for is not there, or has too many rows.
    """

    def __init__(self, engine: Engine, tables: Mapping[str, Frame], heights: Mapping[str, int]) -> None:
        super().__init__()
        self._engine, self._tables, self._heights = engine, tables, heights

    def __missing__(self, table: str) -> list[Row]:
        if table not in self._tables:
            raise NotEvaluatedError(f"there is no table {table}")
        if self._heights[table] > MOST_IN_MEMORY:
            raise NotEvaluatedError(
                f"it needs what only Python computes, and {table} has {self._heights[table]:,} rows, of which at most "
                f"{MOST_IN_MEMORY:,} are taken into memory"
            )
        self[table] = self._engine.rows([self._tables[table].select(*TABLES[table].by_name)])[0]
        return self[table]

    def columns(self, table: str, names: Sequence[str]) -> pl.DataFrame:
        """Give some columns of a table, of which there may be more rows since they are not taken one by one.

        Raises:
            NotEvaluatedError: The table is not there, or has too many rows even so.
        """
        if table not in self._tables:
            raise NotEvaluatedError(f"there is no table {table}")
        if self._heights[table] > MOST_COMPARED:
            raise NotEvaluatedError(
                f"it compares words in memory, and {table} has {self._heights[table]:,} rows, of which at most "
                f"{MOST_COMPARED:,} are compared"
            )
        return self._engine.taken(self._tables[table].select(*names))

    def whole(self) -> Rows:
        """Give every table."""
        return {name: self[name] for name in TABLES}


def frames_of(engine: Engine, given: Mapping[str, Frame], rows: Taken) -> Frames:
    """Give the frames of an engine's tables.

    Args:
        engine: The engine.
        given: The tables that there are.
        rows: The same tables, to be taken into memory where a rule needs it.
    """
    keyed = {name: RowWise.of(name, frame.filter(~nw.col("id").is_null())) for name, frame in given.items()}

    def present(table: str) -> Frame:
        if table not in keyed:
            raise NotEvaluatedError(f"there is no table {table}")
        return keyed[table]

    def pairs(table: str, column: str) -> Frame:
        links = present(table).select("id", column).filter(~nw.col(column).is_null())
        count = engine.rows([links.select(nw.len().alias("n"))])[0][0]["n"]
        if count > MOST_LINKS:
            raise NotEvaluatedError(
                f"{table}.{column} has {count:,} links, of which at most {MOST_LINKS:,} are followed"
            )
        found = sorted(closure({table: engine.rows([links])[0]}, table, column))
        return engine.made(pl.DataFrame(found, schema={"id": pl.String, "ancestor": pl.String}, orient="row"))

    def digests(table: str, column: str) -> Frame:
        return engine.hashed(present(table).filter(~nw.col(column).is_null()), column)

    def prepared(name: str) -> Frame:
        made = PREPARED[name]
        if made.whole is not None:
            return engine.made(made.whole({table: rows.columns(table, names) for table, names in made.needs.items()}))
        if made.by:
            return _of_unlike(engine, made, present(made.table))
        return engine.made(made.frame(rows).collect())

    return Frames(
        keyed, closures=pairs, digests=digests, prepared=prepared, computed=_Concluded(engine, rows), kept=engine.kept
    )


def _of_unlike(engine: Engine, made: Prepared, table: Frame) -> Frame:
    """Prepare a frame out of one row of those that are alike in what it depends on, and give it of all of them."""
    cells = {f"by_{column}": nw.col(column).cast(nw.String).fill_null("") for column in made.by}
    rows = table.select("id", *made.by, **cells)
    ones = rows.join(rows.group_by(*cells).agg(nw.col("id").min()).select("id"), on="id", how="semi")
    key, *rest = made.columns
    answers = engine.made(made.frame({made.table: engine.rows([ones.select("id", *made.by)])[0]}).collect())
    answered = answers.join(ones, left_on=key, right_on="id").select(*cells, *rest)
    return rows.select("id", *cells).join(answered, on=[*cells]).select(nw.col("id").alias(key), *rest)


class _Concluded(Mapping[str, Frame]):
    """The tables with every resolved and counted column computed anew, when they are first asked for."""

    def __init__(self, engine: Engine, rows: Taken) -> None:
        self._engine, self._rows = engine, rows
        self._frames: dict[str, Frame] = {}

    def __getitem__(self, table: str) -> Frame:
        if not self._frames:
            follows = polars_tables(complete(self._rows.whole()))
            self._frames = {name: self._engine.made(frame) for name, frame in follows.items()}
        return self._frames[table]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)
