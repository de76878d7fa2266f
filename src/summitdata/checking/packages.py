"""Checking tables without row files: a built package that stands alone, and frames in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from summitdata.build.codes import BUILD_RULES, LOCKED
from summitdata.checking.gathered import Checked
from summitdata.checking.tables import check_tables, keys_of, told
from summitdata.dataset import Package
from summitdata.diagnostics import Diagnostic, Place
from summitdata.errors import NoDatasetError, PackageError, UnknownNameError
from summitdata.formats.arrow import arrow_schema
from summitdata.model import Table
from summitdata.resolve import complete
from summitdata.rows import FILE_RULES
from summitdata.rules.context import polars_tables
from summitdata.rules.packaged import JUDGED, Loaded, load, no_package
from summitdata.rules.schema import SCHEMA_RULES, prove_checks_are_on, schema_findings
from summitdata.schema import TABLES
from summitdata.waivers import WAIVER_RULES

if TYPE_CHECKING:
    import pyarrow as pa

_WAIVERS: Final = tuple(rule.code for rule in WAIVER_RULES)


def check_package(root: Traversable, checked: Checked) -> None:
    """Check a built package that stands alone."""
    checked.leave_out(FILE_RULES, "a built package has no row files")
    judged = {rule.code for rule in JUDGED}
    beside = {rule.code for rule in BUILD_RULES} - {*judged, LOCKED.code}
    checked.leave_out(beside, "there are no row files to hold it against")
    try:
        loaded = load(Package(root))
    except PackageError as error:
        checked.findings.append(no_package(str(error)))
        codes = [*judged - {no_package("").code}, *SCHEMA_RULES, *checked.rules, *_WAIVERS, LOCKED.code]
        checked.leave_out(codes, "there is no package to be read")
        return
    _check_loaded(loaded, checked, in_file)
    if checked.locked and checked.tables is None:
        checked.leave_out([LOCKED.code], "the tables have not the declared columns")
    else:
        checked.hold_against_lock(root, checked.tables or {})


def check_frames(frames: Mapping[str, Any], checked: Checked) -> None:
    """Check tables in memory.

    Raises:
        UnknownNameError: A name is that of no table.
        NoDatasetError: A table is missing, or is no frame.
    """
    for name in frames:
        if name not in TABLES:
            raise UnknownNameError("table", str(name), TABLES)
    if missing := [name for name in TABLES if name not in frames]:
        raise NoDatasetError(
            f"The tables {', '.join(missing)} are missing, and a table that is not there cannot be told from one "
            "without rows. Give them too: {name: summitdata.load(name) for name in summitdata.tables()}."
        )
    checked.leave_out(FILE_RULES, "tables in memory have no row files")
    checked.leave_out([rule.code for rule in BUILD_RULES], "tables in memory are no built package")
    import polars as pl

    tables = {name: _arrow(table, frames[name]) for name, table in TABLES.items()}
    loaded = Loaded({name: pl.DataFrame(pl.from_arrow(table)) for name, table in tables.items()}, tables, ())
    _check_loaded(loaded, checked, nowhere)


def in_file(finding: Diagnostic) -> Diagnostic:
    """Place a finding at the file of its table."""
    return replace(finding, place=Place(f"{finding.table}.parquet"))


def nowhere(finding: Diagnostic) -> Diagnostic:
    """Give a finding as it is, since tables in memory are in no file."""
    return finding


def _check_loaded(loaded: Loaded, checked: Checked, at_home: Callable[[Diagnostic], Diagnostic]) -> None:
    """Check tables that were loaded, and place findings where they come from."""
    checked.findings += loaded.findings
    checked.rows = {name: frame.height for name, frame in loaded.frames.items()}
    if not checked.judges_tables and not checked.locked:
        return
    try:
        rows = loaded.rows()
    except TypeError as error:
        prove_checks_are_on()
        found = [
            finding for name, frame in loaded.frames.items() for finding in schema_findings(TABLES[name], frame)
        ]  # fmt: skip
        if loaded.findings:
            checked.remark(SCHEMA_RULES, str(error))
        checked.leave_out([*checked.rules, *_WAIVERS], f"the tables have not the declared columns: {error}")
    else:
        computed = polars_tables(complete(rows))
        breaches, evaluation = check_tables(checked.asked, rows, loaded.frames, computed=computed)
        found = [*breaches, *told(evaluation, keys_of(rows))]
        checked.take(evaluation)
        checked.tables = rows
    checked.findings += map(at_home, found)


def _arrow(table: Table, frame: Any) -> pa.Table:  # noqa: ANN401 - a frame of any library
    """Give a frame as Arrow, a column in its declared type wherever it holds no value that this would change.

    Libraries differ in how they keep the same values: polars keeps texts as large ones, and pandas whole numbers in 64
    bits and days as times.  What cannot be had in the declared type is left as it is, for the schema to tell.

    Raises:
        NoDatasetError: It is no frame.
    """
    import pandas as pd
    import pyarrow as pa

    if isinstance(frame, pd.DataFrame):
        given = pa.Table.from_pandas(frame, preserve_index=False)
    elif hasattr(frame, "__arrow_c_stream__"):
        given = pa.table(frame)
    else:
        raise NoDatasetError(
            f"The table {table.name} is given as {type(frame).__name__}, which is no frame of pandas, polars, Arrow "
            "or DuckDB."
        )
    schema = arrow_schema(table)
    columns = [
        _cast(column, schema.field(name).type) if name in schema.names else column
        for name, column in zip(given.column_names, given.columns, strict=True)
    ]
    return pa.table(columns, names=given.column_names)


def _cast(column: pa.ChunkedArray[Any], wanted: pa.DataType) -> pa.ChunkedArray[Any]:
    """Give a column in the type that is wanted, where both are texts, numbers or days and no value would change."""
    import pyarrow as pa
    from pyarrow import types

    families = (
        (types.is_string, types.is_large_string, types.is_string_view),
        (types.is_integer, types.is_floating),
        (types.is_date, types.is_timestamp),
    )
    kind = column.type.value_type if types.is_dictionary(column.type) else column.type
    alike = any(any(test(kind) for test in family) and any(test(wanted) for test in family) for family in families)
    if not (alike or types.is_null(kind)):
        return column
    try:
        cast = column.cast(wanted)
        return cast if not types.is_temporal(kind) or _are_days(column.cast(kind), cast) else column
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return column


def _are_days(times: pa.ChunkedArray[Any], days: pa.ChunkedArray[Any]) -> bool:
    """Tell whether times are no more than the days made of them, since Arrow drops a time of day without a word.

    A time with a zone is another day elsewhere, so it is none.
    """
    return getattr(times.type, "tz", None) is None and bool(days.cast(times.type).equals(times))
