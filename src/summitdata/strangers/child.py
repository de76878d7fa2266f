"""The process that reads somebody else's Parquet: it limits itself, and hands over plain columns or says why not.

It is given, on its standard input, a line of JSON with the name and the size of each table's file, then the files one
behind the other.  For each table it gives, on its standard output, a line of JSON: with ``size``, behind which that
many bytes of an Arrow stream follow, or with ``why`` and ``found``.  It opens no file, and is given none to open.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from summitdata.strangers.limits import (
    CPU_SECONDS,
    LARGEST_PACKAGE,
    LONGEST_NAME,
    MEMORY,
    MOST_COLUMNS,
    MOST_GROUPS,
    MOST_ROWS,
)

_LONGEST_MESSAGE: Final = 300
_STATM: Final = Path("/proc/self/statm")


_PLAIN: Final = (
    pa.types.is_null, pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_string,
    pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary, pa.types.is_date32,
)  # fmt: skip
"""The types of which a column may be: each cell takes the room that it seems to take, and every library has them."""

_CALENDAR: Final = tuple((day - date(1970, 1, 1)).days for day in (date.min, date.max))
"""The first and the last day that Python has, counted from 1970."""


class _LimitError(Exception):
    """A table goes beyond a limit."""


def limit() -> None:
    """Take no more memory, time and room than the limits allow.

    On Windows the parent's clock alone limits this process.  Memory is limited on Linux, which tells how much is
    taken already and keeps to the limit; macOS does neither.
    """
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * LARGEST_PACKAGE, 2 * LARGEST_PACKAGE))
    if _STATM.is_file():
        taken = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))


def plain_columns(data: bytes) -> pa.Table:
    """Read Parquet whole, unless it says of itself that it goes beyond the limits or has columns within columns.

    Raises:
        ValueError: There is such a column, a name that is too long, or a day beyond the calendar.
    """
    file = pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True, pre_buffer=False)
    described = file.metadata
    groups = range(described.num_row_groups)
    size = sum(described.row_group(group).total_byte_size for group in groups[: MOST_GROUPS + 1])
    for what, count, most in (
        ("rows", described.num_rows, MOST_ROWS), ("columns", described.num_columns, MOST_COLUMNS),
        ("row groups", len(groups), MOST_GROUPS), ("bytes", size, LARGEST_PACKAGE),
    ):  # fmt: skip
        if not 0 <= count <= most:
            raise _LimitError(f"a table that claims to have {count:,} {what}, where at most {most:,} are read")
    check_columns(file.schema_arrow)
    table = file.read(use_threads=False)
    if table.num_rows != described.num_rows:
        raise ValueError(f"it claims to have {described.num_rows:,} rows and has {table.num_rows:,}")
    if table.nbytes > LARGEST_PACKAGE:
        raise _LimitError(f"a table of {table.nbytes:,} bytes, where at most {LARGEST_PACKAGE:,} are read")
    table.validate(full=True)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_date32(column.type) and not _is_in_calendar(column.cast(pa.int32())):
            raise ValueError(f"its column {name!r} has a day that is in no year from 1 to 9999")
    return table


def _is_in_calendar(days: pa.ChunkedArray[Any]) -> bool:
    """Whether all *days*, counted from 1970, are days that Python has."""
    ends = pc.min_max(days)
    return not ends["min"].is_valid or _CALENDAR[0] <= ends["min"].as_py() <= ends["max"].as_py() <= _CALENDAR[1]


def check_columns(schema: pa.Schema) -> None:
    """Hold the columns of *schema* against what a table of records can have.

    Raises:
        ValueError: A name is too long, stands twice, or its column is not plain: a dictionary, say,
            by which a small table can stand for a huge one, or a list.
    """
    for field in schema:
        if len(field.name) > LONGEST_NAME:
            raise ValueError(f"it has a column whose name has {len(field.name):,} characters")
        if not any(is_kind(field.type) for is_kind in _PLAIN):
            raise ValueError(f"its column {field.name!r} is of the type {str(field.type)[:LONGEST_NAME]}")
    if len(set(schema.names)) != len(schema.names):
        raise ValueError("a name of a column stands twice")


def main(given: BinaryIO, taken: BinaryIO) -> None:
    """Answer for every table that is *given*."""
    for table in json.loads(given.readline()):
        data = given.read(table["size"])
        answer, stream = _answer(data)
        taken.write(json.dumps({"name": table["name"], **answer}).encode() + b"\n" + stream)
        taken.flush()


def _answer(data: bytes) -> tuple[dict[str, str | int], bytes]:
    """Read one table; whatever is wrong with it is an answer too."""
    try:
        table = plain_columns(data)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        stream = sink.getvalue().to_pybytes()
    except _LimitError as error:
        return {"why": "LIMIT", "found": str(error)}, b""
    except MemoryError:
        return {"why": "READER", "found": "a table that needs more memory than its reader may take"}, b""
    except Exception as error:  # noqa: BLE001 - whatever the reader makes of a hostile file is an answer, and told
        said = " ".join(str(error).split())[:_LONGEST_MESSAGE]
        return {"why": "UNREADABLE", "found": f"a file that cannot be read: {said}"}, b""
    return {"size": len(stream)}, stream


if __name__ == "__main__":
    limit()
    main(sys.stdin.buffer, sys.stdout.buffer)
