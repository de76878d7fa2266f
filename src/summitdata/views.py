"""The timeline and the wordings of one utterance: the two views that the tables exist for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, overload

from summitdata.dataset import Package
from summitdata.errors import UnknownNameError
from summitdata.frames import Backend, Frame, to_frame
from summitdata.model import Row
from summitdata.records import Records, records

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_TIMELINE = ("first", "last", "date", "what", "id", "title", "kind", "status", "place", "who", "event", "sources",
             "origins", "contested")  # fmt: skip
_WORDINGS = ("id", "source", "title", "published", "form", "text", "paraphrase", "language", "translation", "speaker",
             "speaker_printed", "said", "account", "link", "origin")  # fmt: skip


def timeline_rows(data: Records) -> list[Row]:
    """Give events and utterances in order of time, as rows of the columns that :func:`timeline` names."""
    entries: list[Row] = [
        {
            "first": row["date_first"], "last": row["date_last"], "date": row["date"], "what": "event",
            "id": row["id"], "title": row["title"], "kind": row["kind"], "status": row["status"],
            "place": row["place_name"], "who": row["participants"], "event": row["part_of"],
            "sources": row["sources"], "origins": row["origins"], "contested": row["contested"],
        }
        for row in data.rows["events"]
    ]  # fmt: skip
    entries += [
        {
            "first": row["said_first"], "last": row["said_last"], "date": row["said"], "what": "quote",
            "id": row["id"], "title": row["gist"], "kind": row["channel"], "status": row["attribution"],
            "place": row["place_name"], "who": row["speakers"], "event": row["event"],
            "sources": row["sources"], "origins": row["origins"], "contested": row["contested"],
        }
        for row in data.rows["quotes"]
    ]  # fmt: skip
    return sorted(entries, key=lambda row: _order(data, row))


def _order(data: Records, row: Row) -> tuple[date, int, tuple[str, ...]]:
    first = row["first"] if isinstance(row["first"], date) else row["last"]
    last = row["last"] if isinstance(row["last"], date) else date.max
    start = first if isinstance(first, date) else date.max
    # Of two that begin on one day the longer comes first; of two that also end on one day, the whole
    # stands above its parts, and an event above what was said at it.
    path = [str(row["id"])]
    above = data.get("events", row["event"])
    while above is not None and str(above["id"]) not in path:
        path.insert(0, str(above["id"]))
        above = data.get("events", above["part_of"])
    return start, -last.toordinal(), tuple(path)


def wording_rows(data: Records, quote: str) -> list[Row]:
    """Give every rendering of one utterance, the preferred one first, then by publication.

    Raises:
        UnknownNameError: There is no such utterance; the message names the nearest.
    """
    utterance = data.get("quotes", quote)
    if utterance is None:
        raise UnknownNameError("quote", quote, (str(row["id"]) for row in data.rows["quotes"]))
    rows: list[Row] = []
    for rendering in data.where("renderings", "quote", quote):
        source = data.get("sources", rendering["source"]) or {}
        rows.append(
            {
                **{name: rendering.get(name) for name in _WORDINGS if name in rendering},
                "title": source.get("title"),
                "published": source.get("published"),
            }
        )
    rows.sort(key=lambda row: (row["id"] != utterance["rendering"], str(row["published"] or "9999"), str(row["id"])))
    return [{name: row[name] for name in _WORDINGS} for row in rows]


def _table(rows: list[Row], names: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa

    kinds: dict[str, pa.DataType] = {
        "first": pa.date32(), "last": pa.date32(), "sources": pa.int32(), "origins": pa.int32(), "contested": pa.bool_()
    }  # fmt: skip
    return pa.Table.from_pylist(rows, schema=pa.schema({name: kinds.get(name, pa.string()) for name in names}))


@overload
def timeline(backend: Literal["pandas"] = "pandas", *, package: Package | None = ...) -> pd.DataFrame: ...
@overload
def timeline(backend: Literal["polars"], *, package: Package | None = ...) -> pl.DataFrame: ...
@overload
def timeline(backend: Literal["pyarrow"], *, package: Package | None = ...) -> pa.Table: ...
@overload
def timeline(backend: Literal["duckdb"], *, package: Package | None = ...) -> duckdb.DuckDBPyRelation: ...
@overload
def timeline(backend: Backend, *, package: Package | None = ...) -> Frame: ...
def timeline(backend: Backend = "pandas", *, package: Package | None = None) -> Frame:
    """Give events and utterances in one table, in order of time.

    Returns:
        One row per event or utterance: ``first`` and ``last`` day, the ``date`` in EDTF, ``what`` (event
        or quote), ``id``, ``title`` (the gist of a quote), ``kind`` (an utterance's channel), ``status``
        (an utterance's attribution), ``place``, ``who``, ``event`` (what it belongs to), ``sources``,
        ``origins`` and ``contested``.  What no source dates comes last.

    Raises:
        UnknownNameError: There is no such backend.
        MissingExtraError: The backend's library is not installed.
    """
    return to_frame(_table(timeline_rows(records(package)), _TIMELINE), backend)


@overload
def wordings(quote: str, backend: Literal["pandas"] = "pandas", *, package: Package | None = ...) -> pd.DataFrame: ...
@overload
def wordings(quote: str, backend: Literal["polars"], *, package: Package | None = ...) -> pl.DataFrame: ...
@overload
def wordings(quote: str, backend: Literal["pyarrow"], *, package: Package | None = ...) -> pa.Table: ...
@overload
def wordings(quote: str, backend: Literal["duckdb"], *, package: Package | None = ...) -> duckdb.DuckDBPyRelation: ...
@overload
def wordings(quote: str, backend: Backend, *, package: Package | None = ...) -> Frame: ...
def wordings(quote: str, backend: Backend = "pandas", *, package: Package | None = None) -> Frame:
    """Give one utterance with all its renderings.

    Args:
        quote: The key of the utterance.
        backend: The library whose frame is wanted.
        package: Another package than the one that is installed.

    Returns:
        One row per rendering, the preferred one first: its ``source`` with ``title`` and ``published``,
        ``form``, ``text``, ``paraphrase``, ``language``, ``translation``, ``speaker`` and
        ``speaker_printed``, ``said``, ``account``, ``link`` and ``origin``.

    Raises:
        UnknownNameError: There is no such utterance or backend; the message names the nearest.
        MissingExtraError: The backend's library is not installed.
    """
    return to_frame(_table(wording_rows(records(package), quote), _WORDINGS), backend)
