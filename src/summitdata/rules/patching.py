"""Applying the examples of the rules to the example dataset."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file

from summitdata.formats.literals import literal
from summitdata.model import Origin, Row, Rows, Table, Value
from summitdata.resolve import complete
from summitdata.rows.derived import derive, join_speech
from summitdata.rows.read import Reading, read
from summitdata.rules.example import folder
from summitdata.rules.language import Action, Edit
from summitdata.schema import TABLES, nested_in

_CONCLUDED = frozenset({Origin.RESOLVED, Origin.COUNTED})


@cache
def example() -> Reading:
    """Read the example dataset, once."""
    with as_file(folder()) as root:
        return read(root)


def patched(edits: Iterable[Edit]) -> Rows:
    """Give the rows of the example dataset with *edits* made, as reading them would give them.

    Edits of concluded columns are left out: they can be made only in what was concluded, see :func:`concluded`.

    Raises:
        ValueError: An edit names a table, a row or a column that is not there, or adds a row that is.
    """
    rows = {name: [dict(row) for row in table] for name, table in example().tables.items()}
    touched = False
    for edit in edits:
        table = _table(edit)
        values = {name: value for name, value in edit.values.items() if table[name].origin not in _CONCLUDED}
        if edit.action is Action.REMOVE:
            _remove(rows, table, edit.key)
        elif edit.action is Action.ADD:
            if _find(rows, edit.table, edit.key) is not None:
                raise ValueError(f"{edit.table} {edit.key!r} is in the example already")
            row: Row = {column.name: _default(table, column.name) for column in table.columns
                   if column.origin not in _CONCLUDED}  # fmt: skip
            rows[edit.table].append(row | values | {"id": edit.key})
            _derive(table, rows[edit.table][-1])
        elif values:
            row = _existing(rows, edit)
            row.update(values)
            _derive(table, row)
        touched = touched or edit.table in {"spans", "renderings"}
    if touched:
        for row in rows["renderings"]:
            row["text"] = None
        rows["spans"].sort(key=lambda span: (str(span["rendering"]), int(str(span["part"]))))
        join_speech(rows["renderings"], rows["spans"], set())
    return rows


def concluded(rows: Rows, edits: Iterable[Edit]) -> tuple[Rows, Rows]:
    """Give the complete rows with the *edits* of concluded columns made, and those that follow from the evidence."""
    follows = complete(rows)
    given = {name: [dict(row) for row in table] for name, table in follows.items()}
    for edit in edits:
        values = {name: value for name, value in edit.values.items() if _table(edit)[name].origin in _CONCLUDED}
        if values:
            _existing(given, edit).update(values)
    return given, follows


def _table(edit: Edit) -> Table:
    if edit.table not in TABLES:
        raise ValueError(f"an example edits {edit.table!r}, which is no table")
    table = TABLES[edit.table]
    if unknown := edit.values.keys() - table.by_name.keys():
        raise ValueError(f"an example edits the columns {sorted(unknown)} of {edit.table}, which it has not")
    return table


def _find(rows: Rows, table: str, key: str) -> Row | None:
    return next((row for row in rows[table] if row["id"] == key), None)


def _existing(rows: Rows, edit: Edit) -> Row:
    row = _find(rows, edit.table, edit.key)
    if row is None:
        raise ValueError(f"the example has no row {edit.key!r} in {edit.table}")
    return row


def _default(table: Table, name: str) -> Value:
    column = table[name]
    return None if column.default is None else literal(column.kind, column.default)


def _derive(table: Table, row: Row) -> None:
    """Fill the derived columns anew; what cannot be told stays empty, as in a row that was read so."""
    for column in table.columns:
        if column.origin is Origin.DERIVED:
            row[column.name] = None
    try:
        derive(table, row, set())
    except ValueError:
        return


def _remove(rows: Rows, table: Table, key: str) -> None:
    """Remove a row with everything that is nested in it."""
    kept = [row for row in rows[table.name] if row["id"] != key]
    if len(kept) == len(rows[table.name]):
        raise ValueError(f"the example has no row {key!r} in {table.name}")
    rows[table.name] = kept
    for inner in nested_in(table.name).values():
        for row in [row for row in rows[inner.name] if str(row["id"]).startswith(f"{key}.")]:
            _remove(rows, inner, str(row["id"]))
