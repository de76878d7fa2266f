"""Making a slip in the rows of a dataset: one cell through the text of its row file, a key, or whole rows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from proofs.corruption.operators import DELETED, DOUBLED, EMPTIED, RowOperator
from summitdata.model import FileHome, ListHome, NestedHome, Origin, Reference, Row, Rows, Table
from summitdata.rows import codes
from summitdata.rows.cells import written
from summitdata.rows.derived import join_speech
from summitdata.rows.encoding import refused
from summitdata.rows.files import open_bytes
from summitdata.rows.layout import RowFile, is_slug, list_file, record_file
from summitdata.rows.nodes import Entry, Mapping, Scalar
from summitdata.rows.records import Records
from summitdata.rows.write import canonical
from summitdata.schema import TABLES, nested_in

_NUMBERED: Final = re.compile("([a-z]+)([0-9]+)")
_READ: Final = frozenset({Origin.WRITTEN, Origin.DERIVED})
_NOWHERE: Final = Path()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a slip came to: the code of the reader's finding, or the tables as the reader gives them now."""

    code: str | None = None
    tables: Rows = field(default_factory=dict)


def cell_changed(tables: Rows, table: Table, row: Row, column: str, text: str) -> Changed | None:
    """Write the corrupted *text* of a cell into its row file's text and read that; None where nothing changed.

    The file that is written holds the record and those that it stands in, since no finding of the reader about a
    cell depends on the other records of a file.
    """
    if column == "id":
        return _key_changed(tables, table, row, text)
    file, tree = _file_of(tables, table, row, {column: text})
    opened = open_bytes(file, _raw(canonical(file, tree)).encode())
    records = Records()
    records.add(file, opened.tree.root)
    for finding in (*opened.findings, *records.findings):
        return Changed(finding.code)
    key = str(row["id"])
    as_read = next(each for each in records.rows[table.name] if each["id"] == key)
    new = dict(row)
    for each in table.columns:
        if each.origin in _READ and (table.name, each.name) != ("renderings", "text"):
            new[each.name] = as_read[each.name]
    if new == row:
        return None
    return Changed(tables=_with(tables, {table.name: [new if each is row else each for each in tables[table.name]]}))


def rows_changed(tables: Rows, table: Table, row: Row, operator: RowOperator) -> Changed | None:
    """Delete or double a row, or exchange it with the next one; None where that cannot be or changes nothing."""
    siblings = [each for each in tables[table.name] if _above(each) == _above(row)]
    index = next(index for index, each in enumerate(siblings) if each is row)
    if operator is DELETED:
        return Changed(tables=_with(tables, _without(tables, table, row)))
    if operator is DOUBLED:
        key = _next_key(str(row["id"]), {str(each["id"]) for each in siblings})
        return Changed(tables=_with(tables, _doubled(tables, table, row, key, len(siblings) + 1)))
    if index + 1 == len(siblings):
        return None
    other = siblings[index + 1]
    names = [column.name for column in table.columns if column.origin in _READ]
    if all(row[name] == other[name] for name in names):
        return None
    first, second = row | {name: other[name] for name in names}, other | {name: row[name] for name in names}
    new = [first if each is row else second if each is other else each for each in tables[table.name]]
    return Changed(tables=_with(tables, {table.name: new}))


def _key_changed(tables: Rows, table: Table, row: Row, local: str) -> Changed | None:
    """Give a row another key, with all that stands inside it."""
    if not is_slug(local):
        return Changed((codes.FILE_NAME if isinstance(table.home, FileHome) else codes.LOCAL_KEY).code)
    above = _above(row)
    key = f"{above}.{local}" if above else local
    if any(each["id"] == key for each in tables[table.name]):
        # Two files of one name cannot be.
        return None if isinstance(table.home, FileHome) else Changed(codes.DUPLICATE_KEY.code)
    new = {name: list(rows) for name, rows in tables.items()}
    for name, each, renamed in _family(tables, table, row, key):
        new[name] = [renamed if other is each else other for other in new[name]]
    return Changed(tables=_with(tables, {name: rows for name, rows in new.items() if rows != tables[name]}))


def _family(tables: Rows, table: Table, row: Row, key: str) -> list[tuple[str, Row, Row]]:
    """Give a row and all that stands inside it as they are and as they would be under another key."""
    old = str(row["id"])
    found = [(table.name, row, row | {"id": key})]
    for inner in _inside(table):
        for each in tables[inner.name]:
            if not str(each["id"]).startswith(f"{old}."):
                continue
            moved = each | {"id": key + str(each["id"])[len(old) :]}
            for column in inner.columns:
                value = each[column.name] if column.origin is Origin.IMPLIED else None
                if isinstance(column.kind, Reference) and value is not None:
                    is_moved = value == old or str(value).startswith(f"{old}.")
                    moved[column.name] = key + str(value)[len(old) :] if is_moved else value
            found.append((inner.name, each, moved))
    return found


def _inside(table: Table) -> list[Table]:
    """Give the tables whose rows stand inside rows of *table*, at any depth."""
    found: dict[str, Table] = {}
    for inner in nested_in(table.name).values():
        found |= {each.name: each for each in (inner, *_inside(inner))}
    return list(found.values())


def _without(tables: Rows, table: Table, row: Row) -> Rows:
    """Give the tables that lose rows when *row* is taken out; the parts behind it move up."""
    gone = {(name, str(each["id"])) for name, each, _ in _family(tables, table, row, str(row["id"]))}
    kept = {
        name: [each for each in tables[name] if (name, str(each["id"])) not in gone]
        for name in {name for name, _ in gone}
    }
    if "part" in table.by_name:
        parts: dict[str, int] = {}
        for index, each in enumerate(kept[table.name]):
            parts[_above(each)] = parts.get(_above(each), 0) + 1
            kept[table.name][index] = each | {"part": parts[_above(each)]}
    return kept


def _doubled(tables: Rows, table: Table, row: Row, key: str, part: int) -> Rows:
    """Give the tables that gain rows when *row* is there a second time."""
    new: Rows = {}
    for name, _, copy in _family(tables, table, row, key):
        new.setdefault(name, list(tables[name])).append(copy)
    if "part" in table.by_name:
        new[table.name][-1]["part"] = part
    return new


def _next_key(key: str, taken: set[str]) -> str:
    """Give the key that a person would give a copy: the next number, or the same key with a number behind it."""
    above, dot, local = key.rpartition(".")
    numbered = _NUMBERED.fullmatch(local)
    stem, number = (numbered[1], int(numbered[2])) if numbered else (f"{local}-", 1)
    while (found := f"{above}{dot}{stem}{number + 1}") in taken:
        number += 1
    return found


def _with(tables: Rows, new: Rows) -> Rows:
    """Give the tables with some of them anew, and with the wording of the renderings that follows from spans."""
    merged = {**tables, **new}
    if new.keys() & {"spans", "renderings"}:
        joined: list[Row] = [row | {"text": None} for row in merged["renderings"]]
        join_speech(joined, merged["spans"], set())
        merged["renderings"] = merged["renderings"] if joined == merged["renderings"] else joined
    return merged


def _above(row: Row) -> str:
    return str(row["id"]).rpartition(".")[0]


def _file_of(tables: Rows, table: Table, row: Row, other: dict[str, str]) -> tuple[RowFile, Mapping]:
    """Give the file that a record stands in, and the tree of the record and of those above it alone."""
    local = str(row["id"]).rpartition(".")[2]
    tree = _record(table, row, other)
    while isinstance(table.home, NestedHome):
        home = table.home
        parent, above = next(
            (name, each) for name in home.parents for each in tables[name] if each["id"] == _above(row)
        )  # fmt: skip
        inner = Entry(home.field, 0, 0, Mapping(0, 0, [Entry(local, 0, 0, tree)]))
        table, row, local = TABLES[parent], above, str(above["id"]).rpartition(".")[2]
        tree = _record(table, row, {})
        tree.entries.append(inner)
    if isinstance(table.home, ListHome):
        return list_file(_NOWHERE, table.home.file), Mapping(0, 0, [Entry(local, 0, 0, tree)])
    if not isinstance(table.home, FileHome):
        raise TypeError(f"the rows of {table.name} stand in no file")
    return record_file(_NOWHERE, table.home.directory, local), tree


def _record(table: Table, row: Row, other: dict[str, str]) -> Mapping:
    """Give the tree of one record with *other* texts in some cells, each safe from being mended by the writer."""
    texts = {column.name: written(row[column.name]) for column in table.written if row[column.name] is not None}
    texts |= {name: _safe(text) for name, text in other.items()}
    return Mapping(0, 0, [
        Entry(name, 0, 0, Scalar(text, plain=True, line=0, column=0, width=1))
        for name, text in texts.items() if text != EMPTIED
    ])  # fmt: skip


_TOKEN: Final = re.compile("zq([0-9a-f]+)qz")


def _safe(text: str) -> str:
    """Write characters that the writer would compose or escape as words, which it leaves alone."""
    return "".join(f"zq{ord(each):x}qz" if _is_mended(each) else each for each in text)


def _is_mended(character: str) -> bool:
    is_part = unicodedata.combining(character) or "\u1100" <= character <= "\u11ff"
    return bool(is_part) or refused(character) is not None


def _raw(text: str) -> str:
    """Put the characters themselves into a file's text that :func:`_safe` wrote as words."""
    return _TOKEN.sub(lambda found: chr(int(found[1], 16)), text)
