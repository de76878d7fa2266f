"""Keys that were renamed: by a tombstone that names a successor, or because the same content has another key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from summitdata.model import ComputedHome, NestedHome, Origin, Row, Rows
from summitdata.schema import TABLES


@dataclass(frozen=True, slots=True)
class Renames:
    """The new key of each renamed row, by table and old key, and the withdrawn keys that have a tombstone."""

    keys: dict[tuple[str, str], str]
    buried: frozenset[tuple[str, str]]

    def now(self, table: str, key: object) -> object:
        """Give the key that a row has now."""
        return self.keys.get((table, str(key)), key) if key is not None else None


def renames(old: Rows, new: Rows) -> Renames:
    """Find which removed row lives on under which new key.

    A tombstone with a successor that is new says it outright.  Else a removed and an added row of one table are
    one where each is the only one of that content: all written cells, of which at least the label is given where the
    table has one.  A row that is nested stays below its record and keeps its references; a record of its own file may
    have others.
    Rows nested in a renamed record, or following from it, are renamed with it.
    """
    tombstones = [row for row in new.get("tombstones", []) if row.get("table") and row.get("key")]
    buried = frozenset((str(row["table"]), str(row["key"])) for row in tombstones)
    successors = {(str(row["table"]), str(row["key"])): row.get("successor") for row in tombstones}
    found: dict[tuple[str, str], str] = {}
    for name in _parents_first(old.keys() & new.keys()):
        before, after = ({str(row["id"]): row for row in rows[name]} for rows in (old, new))
        removed, added = before.keys() - after.keys(), after.keys() - before.keys()
        for key in sorted(removed):
            successor = successors.get((name, key))
            if successor in added:
                found[name, key] = str(successor)
            elif (moved := _moved(name, key, found)) in added:
                found[name, key] = moved
        lost = [key for key in sorted(removed) if (name, key) not in successors and (name, key) not in found]
        fresh = sorted(added - {now for (table, _), now in found.items() if table == name})
        _by_content(name, [before[key] for key in lost], [after[key] for key in fresh], found)
    return Renames(found, buried)


def _parents_first(names: Iterable[str]) -> list[str]:
    """Sort tables so that those whose rows are nested in others, or follow from them, come behind them."""
    known = [name for name in TABLES if name in set(names)]

    def depth(name: str) -> int:
        home = TABLES[name].home
        if isinstance(home, ComputedHome):
            return len(TABLES)
        return 1 + max((depth(parent) for parent in home.parents), default=0) if isinstance(home, NestedHome) else 0

    return sorted(known, key=lambda name: (depth(name), known.index(name)))


def _moved(name: str, key: str, found: dict[tuple[str, str], str]) -> str:
    """Give the key that a row has if it went along with the record in which it is nested, or from which it follows."""
    home = TABLES[name].home
    above, _, local = key.rpartition(".")
    parents = home.parents if isinstance(home, NestedHome) else [target for _, target in TABLES[name].references]
    for parent in parents:
        if (parent, above) in found:
            return f"{found[parent, above]}.{local}"
    return ""


def _by_content(name: str, removed: list[Row], added: list[Row], found: dict[tuple[str, str], str]) -> None:
    """Match the rows of which each is the only one of its content."""
    table = TABLES[name]
    targets = {column.name: target for column, target in table.references}
    is_nested = isinstance(table.home, NestedHome)
    columns = [
        column.name
        for column in table.columns
        if column.origin is Origin.WRITTEN and (is_nested or column.name not in targets)
    ]
    if table.label not in columns and not (is_nested and columns):
        return
    marks = [table.label] if table.label in columns else columns  # a nested row without a label is what it holds

    def content(row: Row, *, is_old: bool) -> tuple[object, ...]:
        cells = [
            found.get((targets[column], str(row.get(column))), row.get(column))
            if is_old and column in targets
            else row.get(column)
            for column in columns
        ]
        above = str(row["id"]).rpartition(".")[0]
        parents = table.home.parents if isinstance(table.home, NestedHome) else ()
        moved = [found[parent, above] for parent in parents if is_old and (parent, above) in found]
        return (*(moved or [above]), *cells)

    by_content: dict[tuple[object, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((removed, added)):
        for row in rows:
            if any(row.get(mark) is not None for mark in marks):
                by_content[content(row, is_old=side == 0)][side].append(row)
    for before, after in by_content.values():
        if len(before) == len(after) == 1:
            found[name, str(before[0]["id"])] = str(after[0]["id"])
