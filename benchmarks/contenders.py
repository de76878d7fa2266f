"""What is measured: one check of a corpus by one library, in a process of its own.

    python -m benchmarks.contenders NAME FOLDER

Each prints a line of JSON: how long the work took after everything was imported and opened, and how many cells or rows
were found wrong.  Those in the group ``same`` do the same: they hold the quotes against the pandera schema of
``quotes``, follow three references (of quotes to events and places, of events to places), and see that no quote has the
key of an event or a source; the limits are read off the same declaration.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from summitdata.schema import QUOTES

Work: TypeAlias = Callable[[], int]
"""Does the work, and gives how much was found wrong."""

SAME: Final = ("S", "R001", "R013")
"""Our checks that the others have too."""

REFERENCES: Final = {"event": "events", "place": "places"}
"""The columns of quotes that are followed, with the tables that have their keys."""

ELSEWHERE: Final = ("events", "sources")
"""The tables whose keys no quote may have."""


def bare_scan(folder: Path) -> Work:
    """Read every column of the quotes and count the values that are there: the floor."""
    import duckdb

    counts = ", ".join(f'count("{column.name}")' for column in QUOTES.columns)
    query = f"SELECT {counts} FROM '{folder}/quotes/*.parquet'"  # noqa: S608 - our own columns

    def work() -> int:
        duckdb.execute(query).fetchall()
        return 0

    return work


def written_sql(folder: Path) -> Work:
    """Run the same checks as SQL that is written for DuckDB, one query a table, one for the keys, one for each join."""
    import duckdb

    quotes = f"'{folder}/quotes/*.parquet'"
    broken = ", ".join(f"count(*) FILTER (WHERE {each})" for each in _conditions())
    joins = [
        *((quotes, column, among) for column, among in REFERENCES.items()),
        (f"'{folder}/events.parquet'", "place", "places"),
    ]
    queries = [
        f"SELECT {broken} FROM {quotes}",  # noqa: S608 - as below
        f"SELECT count(*) FROM (SELECT id FROM {quotes} GROUP BY id HAVING count(*) > 1)",  # noqa: S608 - as below
        *(
            f"SELECT count(*) FROM (FROM {table} WHERE {column} IS NOT NULL) q "  # noqa: S608 - our own columns and files
            f"ANTI JOIN '{folder}/{among}.parquet' k ON q.{column} = k.id"
            for table, column, among in joins
        ),
        *(
            f"SELECT count(*) FROM {quotes} q SEMI JOIN '{folder}/{other}.parquet' k USING (id)"  # noqa: S608 - as above
            for other in ELSEWHERE
        ),
    ]  # fmt: skip
    return lambda: sum(int(count) for query in queries for count in duckdb.execute(query).fetchall()[0])


def _conditions() -> Iterator[str]:
    """Write in SQL what must not be of any cell."""
    from summitdata.rules.schema import schema_of

    def literal(value: object) -> str:
        return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)

    for name, column in schema_of("quotes").columns.items():
        if not column.nullable:
            yield f"{name} IS NULL"
        for check in column.checks:
            terms = check._check_kwargs  # noqa: SLF001 - the same limits, unwritten
            match check.name:
                case "isin":
                    yield f"{name} NOT IN ({', '.join(map(literal, terms['allowed_values']))})"
                case "str_matches":
                    pattern = str(getattr(terms["pattern"], "pattern", terms["pattern"]))
                    yield f"NOT regexp_full_match({name}, {literal(pattern.removeprefix('^').removesuffix('$'))})"
                case "str_length":
                    yield f"length({name}) NOT BETWEEN {terms['min_value']} AND {terms['max_value']}"
                case _:
                    yield f"{name} NOT BETWEEN {terms['min_value']} AND {terms['max_value']}"


def ours(engine: str, *select: str, memory: str | None = None) -> Callable[[Path], Work]:
    """Check on one of our engines: the whole corpus as the command does."""

    def ready(folder: Path) -> Work:
        from summitdata.checking.corpus import check_corpus
        from summitdata.engines.engine import open_engine

        opened = open_engine(engine, threads=None if engine == "polars" else os.cpu_count(), memory=memory)

        def work() -> int:
            with closing(opened):
                return sum(outcome.count for outcome in check_corpus(str(folder), opened, select=select).outcomes)

        return work

    return ready


def pandera_polars(folder: Path) -> Work:
    """Validate with pandera's own backend for polars, on rows in memory; references as checks of their own."""
    import pandera.polars as pandera
    import polars as pl

    def keys(table: str) -> pl.Series:
        return pl.read_parquet(folder / f"{table}.parquet", columns=["id"])["id"]

    def within(table: str, *, wanted: bool) -> Any:  # noqa: ANN401 - pandera's Check
        known = keys(table).implode()

        def holds(data: Any) -> Any:  # noqa: ANN401 - as pandera calls it
            return data.lazyframe.select(pl.col(data.key).is_in(known) == wanted)

        return pandera.Check(holds)

    schema = _with_references(pandera, within)

    def work() -> int:
        places = pandera.DataFrameSchema({"place": pandera.Column(str, within("places", wanted=True), nullable=True)})
        events = pl.read_parquet(folder / "events.parquet", columns=["place"])
        quotes = pl.read_parquet(f"{folder}/quotes/*.parquet")
        return _failures(schema, quotes) + _failures(places, events)

    return work


def pandera_pandas(folder: Path) -> Work:
    """Validate with pandera's own backend for pandas, on rows in memory; references as checks of their own."""
    import pandas as pd
    import pandera.pandas as pandera

    def keys(table: str) -> Any:  # noqa: ANN401 - a Series
        return pd.read_parquet(folder / f"{table}.parquet", columns=["id"], dtype_backend="pyarrow")["id"]

    def within(table: str, *, wanted: bool) -> Any:  # noqa: ANN401 - pandera's Check
        known = keys(table)
        return pandera.Check(lambda cells: cells.isin(known) == wanted)

    schema = _with_references(pandera, within)

    def work() -> int:
        places = pandera.DataFrameSchema({"place": pandera.Column(None, within("places", wanted=True), nullable=True)})
        events = pd.read_parquet(folder / "events.parquet", columns=["place"], dtype_backend="pyarrow")
        quotes = pd.read_parquet(folder / "quotes", dtype_backend="pyarrow")
        return _failures(schema, quotes) + _failures(places, events)

    return work


def pandera_ibis(folder: Path) -> Work:
    """Validate with pandera's backend for ibis on DuckDB, which has no check of unique keys: they are counted apart."""
    import ibis
    import pandera.ibis as pandera

    connection = ibis.duckdb.connect()
    quotes = connection.read_parquet(f"{folder}/quotes/*.parquet")
    tables = {name: connection.read_parquet(folder / f"{name}.parquet") for name in ("events", "places", "sources")}

    def within(table: str, *, wanted: bool) -> Any:  # noqa: ANN401 - pandera's Check
        known = tables[table].id

        def holds(data: Any) -> Any:  # noqa: ANN401 - as pandera calls it
            inside = data.table[data.key].isin(known)
            return (inside if wanted else ~inside) | data.table[data.key].isnull()  # noqa: PD003 - of ibis

        return pandera.Check(holds)

    schema = _with_references(pandera, within, unique=False)

    def work() -> int:
        places = pandera.DataFrameSchema({"place": pandera.Column(None, within("places", wanted=True), nullable=True)})
        twice = quotes.group_by("id").having(quotes.count() > 1).agg().count().execute()
        return _failures(schema, quotes) + _failures(places, tables["events"]) + int(twice)

    return work


def _with_references(pandera: Any, within: Callable[..., Any], *, unique: bool = True) -> Any:  # noqa: ANN401 - one of its modules
    """Give the schema of quotes in one of pandera's backends, with the references and the keys of other tables."""
    from summitdata.rules.schema import schema_of

    columns = {}
    for name, column in schema_of("quotes").columns.items():
        checks = [getattr(pandera.Check, check.name)(**check._check_kwargs) for check in column.checks]  # noqa: SLF001 - the same limits, unwritten
        if name in REFERENCES:
            checks.append(within(REFERENCES[name], wanted=True))
        if name == "id":
            checks += [within(table, wanted=False) for table in ELSEWHERE]
        columns[name] = pandera.Column(None, checks, nullable=column.nullable, unique=unique and column.unique)
    return pandera.DataFrameSchema(columns)


def _failures(schema: Any, frame: Any) -> int:  # noqa: ANN401 - schemas and frames of several libraries
    """Validate, and count what pandera tells of."""
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def dataframely(folder: Path) -> Work:
    """Filter with schemas of dataframely that have the same limits, as a collection with its references."""
    import dataframely as dy
    import polars as pl

    from summitdata.formats.constraints import constraints, whole
    from summitdata.model import Count, Day, Flag

    def column(declared: Any) -> Any:  # noqa: ANN401 - columns of two libraries
        limits = constraints(declared.kind)
        terms: dict[str, Any] = {"nullable": not declared.required}
        match declared.kind:
            case Flag():
                return dy.Bool(**terms)
            case Day():
                return dy.Date(**terms)
            case Count():
                return dy.Int32(**terms, min=int(limits.minimum or 0), max=int(limits.maximum or 0))
        if limits.codes:
            return dy.String(**terms, check=lambda cell: cell.is_in(limits.codes))
        return dy.String(
            **terms, primary_key=declared.name == "id", regex=whole(str(limits.pattern)),
            min_length=limits.min_length, max_length=limits.max_length,
        )  # fmt: skip

    schema: Any = type("Quotes", (dy.Schema,), {declared.name: column(declared) for declared in QUOTES.columns})

    def work() -> int:
        good, failures = schema.filter(pl.read_parquet(f"{folder}/quotes/*.parquet"))
        keys = {
            name: pl.read_parquet(folder / f"{name}.parquet", columns=["id"])
            for name in ("events", "places", "sources")
        }
        # dataframely's collections filter members by joins on keys; these are the joins that it would make.
        lost = sum(
            good.select(column).drop_nulls().join(keys[table], left_on=column, right_on="id", how="anti").height
            for column, table in REFERENCES.items()
        )
        events = pl.read_parquet(folder / "events.parquet", columns=["place"])
        lost += events.drop_nulls().join(keys["places"], left_on="place", right_on="id", how="anti").height
        lost += sum(good.select("id").join(keys[table], on="id", how="semi").height for table in ELSEWHERE)
        lost += len(failures)
        return int(lost)

    return work


def pointblank(folder: Path) -> Work:
    """Interrogate with pointblank on polars: the schema of quotes, and references as sets of keys."""
    import pointblank as pb
    import polars as pl

    from summitdata.rules.schema import schema_of

    def work() -> int:
        plan = pb.Validate(data=pl.read_parquet(f"{folder}/quotes/*.parquet"))
        for name, column in schema_of("quotes").columns.items():
            if not column.nullable:
                plan = plan.col_vals_not_null(columns=name)
            cell = pl.col(name)
            for check in column.checks:
                terms = check._check_kwargs  # noqa: SLF001 - the same limits, unwritten
                match check.name:
                    case "isin":
                        holds = cell.is_in(list(terms["allowed_values"]))
                    case "str_matches":
                        holds = cell.str.contains(str(getattr(terms["pattern"], "pattern", terms["pattern"])))
                    case "str_length":
                        holds = cell.str.len_chars().is_between(terms["min_value"], terms["max_value"])
                    case _:
                        holds = cell.is_between(terms["min_value"], terms["max_value"])
                plan = plan.col_vals_expr(expr=holds.fill_null(value=True))
            if name in REFERENCES:
                known = pl.read_parquet(folder / f"{REFERENCES[name]}.parquet", columns=["id"])["id"].implode()
                plan = plan.col_vals_expr(expr=cell.is_in(known).fill_null(value=True))
        failed = plan.rows_distinct(columns_subset=["id"]).interrogate().n_failed()
        return sum(int(number) for number in failed.values())

    return work


def frictionless(folder: Path) -> Work:
    """Validate with the Frictionless schema of the table, cell by cell, without references."""
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


def likeness(folder: Path) -> Work:
    """Compare the wordings of a corpus of renderings, and count the pairs that are alike."""
    import polars as pl

    from summitdata.rules.comparing import NEEDS, similarities

    def work() -> int:
        tables = {name: pl.read_parquet(folder / f"{name}.parquet", columns=[*NEEDS[name]]) for name in NEEDS}
        return similarities(tables).height

    return work


@dataclass(frozen=True, slots=True)
class Contender:
    """Who is measured, of what, and on how many quotes at the most: beyond that it takes too long, or too much."""

    ready: Callable[[Path], Work]
    group: str
    most: int = 10**9


FLOOR: Final = "bare scan (DuckDB)"
POLARS, DUCKDB, DUCKDB_LIMITED = "summitdata on polars", "summitdata on DuckDB", "summitdata on DuckDB, 1 GB"
PANDAS, DATAFRAMELY, SQL = "pandera on pandas", "dataframely", "hand-written SQL (DuckDB)"
SPARK: Final = "summitdata on Spark"
LIKENESS: Final = "likeness of wordings"
LIMIT: Final = "1GB"

CONTENDERS: Final[dict[str, Contender]] = {
    FLOOR: Contender(bare_scan, "same"),
    POLARS: Contender(ours("polars", *SAME), "same"),
    DUCKDB: Contender(ours("duckdb", *SAME), "same"),
    DUCKDB_LIMITED: Contender(ours("duckdb", *SAME, memory=LIMIT), "same"),
    SQL: Contender(written_sql, "same"),
    "pandera on polars": Contender(pandera_polars, "same", 10_000_000),
    "pandera through ibis (DuckDB)": Contender(pandera_ibis, "same", 10_000_000),
    DATAFRAMELY: Contender(dataframely, "same", 10_000_000),
    PANDAS: Contender(pandera_pandas, "same", 10_000_000),
    "pointblank (polars)": Contender(pointblank, "same", 1_000_000),
    "frictionless": Contender(frictionless, "same", 100_000),
    SPARK: Contender(ours("spark", *SAME), "same"),
    "schemas on polars": Contender(ours("polars", "S"), "stages"),
    "all rules on polars": Contender(ours("polars"), "stages"),
    "schemas on DuckDB, 1 GB": Contender(ours("duckdb", "S", memory=LIMIT), "stages"),
    "all rules on DuckDB, 1 GB": Contender(ours("duckdb", memory=LIMIT), "stages"),
    LIKENESS: Contender(likeness, "likeness"),
}  # fmt: skip
"""Every contender by its name, in the order of the tables."""


def main() -> None:
    """Run one contender, and print what came of it."""
    before = time.perf_counter()
    work = CONTENDERS[sys.argv[1]].ready(Path(sys.argv[2]))
    opened, busy = time.perf_counter(), _busy()
    found = work()
    seconds, processor = time.perf_counter() - opened, _busy() - busy
    print(json.dumps({"opening": opened - before, "seconds": seconds, "processor": processor, "found": found}))


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
