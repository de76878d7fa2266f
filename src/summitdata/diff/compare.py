"""Comparing two states of a dataset: every difference in what they declare and in what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summitdata.diff import sentences
from summitdata.diff.change import GROUP_OF, Change, Group, Kind, Level, Subject
from summitdata.diff.edition import Declared, Edition
from summitdata.diff.renames import Renames, renames
from summitdata.model import ComputedHome, Origin, Row, Value
from summitdata.schema import TABLES

_GROUPS = tuple(Group)
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two states, in the order in which a report tells it."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    unmarked: tuple[tuple[str, str], ...]
    """Table and key of each row that is gone without a tombstone."""
    reused: tuple[tuple[str, str], ...]
    """Table and key of each row whose key was withdrawn before."""

    @property
    def level(self) -> Level:
        """What the changes together do to the version number."""
        return max((change.level for change in self.changes), default=Level.NONE)


def difference(old: Edition, new: Edition) -> Difference:
    """Compare two states of a dataset."""
    found = renames(old.rows, new.rows)
    changes = [
        *_members(
            Subject.LICENCE, Group.RIGHTS, old.licences, new.licences,
            "the data no longer stand under {}", "the data now stand under {}",
        ),
        *_declarations(old, new),
        *_rows(old, new, found),
        *_members(Subject.RULE, Group.RULES, old.rules, new.rules, "rule {} was removed", "rule {} was added"),
    ]  # fmt: skip
    alive = _keys(new)
    gone = {(name, key) for name, key in _keys(old) - alive if not _is_free(name)}
    graves = {(str(row["table"]), str(row["key"])) for row in old.rows.get("tombstones", [])}
    return Difference(
        old, new, tuple(sorted(changes, key=_order)),
        unmarked=tuple(sorted(key for key in gone if not _is_buried(key, found))),
        reused=tuple(sorted(graves & alive)),
    )  # fmt: skip


def _keys(edition: Edition) -> set[tuple[str, str]]:
    """Give table and key of every row."""
    return {(name, str(row["id"])) for name, rows in edition.rows.items() for row in rows}


def _order(change: Change) -> tuple[object, ...]:
    tables = [*TABLES]
    return (
        _GROUPS.index(change.group), -change.level, change.table is not None and _is_free(change.table),
        _KINDS.index(change.kind),
        tables.index(change.table) if change.table in tables else len(tables),
        change.table or "", change.key or "", _column_order(change), change.sentence,
    )  # fmt: skip


def _column_order(change: Change) -> tuple[int, str]:
    columns = list(TABLES[change.table].by_name) if change.table in TABLES else []
    return (columns.index(change.column) if change.column in columns else len(columns), change.column or "")


def _is_free(table: str) -> bool:
    """Tell whether nobody cites the keys of a table: they follow from the evidence, or excuse a finding for a while."""
    return table == "waivers" or (table in TABLES and isinstance(TABLES[table].home, ComputedHome))


def _is_buried(gone: tuple[str, str], found: Renames) -> bool:
    """Tell whether a withdrawn key, or that of a record which held it, has a tombstone."""
    parts = gone[1].split(".")
    above = {".".join(parts[:length]) for length in range(1, len(parts))}
    return gone in found.buried or any(grave in above for _, grave in found.buried)


def _members(
    subject: Subject, group: Group, old: frozenset[str] | None, new: frozenset[str] | None, gone: str, come: str
) -> Iterator[Change]:  # fmt: skip
    """Compare what both sides list, where both tell it; what is gone takes away what people rely on."""
    if old is None or new is None:
        return
    for name in sorted(old - new):
        yield Change(Kind.REMOVED, subject, None, gone.format(name), Level.MAJOR, group, key=name)
    for name in sorted(new - old):
        yield Change(Kind.ADDED, subject, None, come.format(name), Level.MINOR, group, key=name)


def _of_both(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """Give the names on either side: those of the old in their order, then those that came."""
    return list(dict.fromkeys((*old, *new)))


def _declarations(old: Edition, new: Edition) -> Iterator[Change]:
    """Compare tables, columns and codes."""
    for name in _of_both(old.columns, new.columns):
        if name not in new.columns:
            yield _meaning(Kind.REMOVED, Subject.TABLE, name, f"table {name} was removed", Level.MAJOR)
        elif name not in old.columns:
            yield _meaning(
                Kind.ADDED, Subject.TABLE, name, f"table {name} was added: {new.meanings[name]}", Level.MINOR
            )
        else:
            was, now = old.meanings[name], new.meanings[name]
            if was != now:
                sentence = f"table {name} now means “{now}” (before: “{was}”)"
                yield _meaning(Kind.CHANGED, Subject.TABLE, name, sentence, Level.MAJOR, before=was, after=now)
            yield from _columns(name, old.columns[name], new.columns[name])


def _columns(table: str, old: Mapping[str, Declared], new: Mapping[str, Declared]) -> Iterator[Change]:
    for name in _of_both(old, new):
        what = f"column {name} of {table}"
        if name not in new:
            yield _meaning(Kind.REMOVED, Subject.COLUMN, table, f"{what} was removed", Level.MAJOR, name)
        elif name not in old:
            sentence = f"{what} was added: {new[name].meaning}"
            yield _meaning(Kind.ADDED, Subject.COLUMN, table, sentence, Level.MINOR, name)
        else:
            yield from _column(what, table, name, old[name], new[name])


def _column(what: str, table: str, name: str, was: Declared, now: Declared) -> Iterator[Change]:
    def changed(sentence: str, level: Level, before: Value, after: Value) -> Change:
        return _meaning(Kind.CHANGED, Subject.COLUMN, table, sentence, level, name, before, after)

    if was.meaning != now.meaning:
        sentence = f"{what} now means “{now.meaning}” (before: “{was.meaning}”)"
        yield changed(sentence, Level.MAJOR, was.meaning, now.meaning)
    if was.kind != now.kind:
        yield changed(f"{what} is now of type {now.kind} (before: {was.kind})", Level.MAJOR, was.kind, now.kind)
    if was.required and not now.required:
        yield changed(f"{what} may now be empty", Level.MAJOR, before=True, after=False)
    elif now.required and not was.required:
        yield changed(f"{what} is now never empty", Level.MINOR, before=False, after=True)
    if was.limits != now.limits:
        yield changed(f"{what} has other limits", Level.PATCH, str(dict(was.limits)), str(dict(now.limits)))
    yield from _codes(table, name, was.codes, now.codes)


def _codes(table: str, name: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for code in _of_both(was, now):
        sort, before, after = f"code {code} of {table}.{name}", was.get(code), now.get(code)
        if after is None:
            yield _meaning(Kind.REMOVED, Subject.CODE, table, f"{sort} was removed", Level.MAJOR, name, code)
        elif before is None:
            yield _meaning(Kind.ADDED, Subject.CODE, table, f"{sort} was added: {after}", Level.MINOR, name, None, code)
        elif before != after:
            sentence = f"{sort} now means “{after}” (before: “{before}”)"
            yield _meaning(Kind.CHANGED, Subject.CODE, table, sentence, Level.MAJOR, name, before, after)


def _meaning(  # noqa: PLR0913, PLR0917 - a constructor with the group filled in
    kind: Kind, subject: Subject, table: str, sentence: str, level: Level, column: str | None = None,
    before: Value = None, after: Value = None,
) -> Change:  # fmt: skip
    return Change(kind, subject, table, sentence, level, Group.MEANING, None, column, before, after)


def _rows(old: Edition, new: Edition, found: Renames) -> Iterator[Change]:
    """Compare the rows of every table that both have, and count those of a table that only one has."""
    for name in _of_both(old.rows, new.rows):
        before, after = ({str(row["id"]): row for row in side.rows.get(name, [])} for side in (old, new))
        moved = {key: found.keys[name, key] for key in before if found.keys.get((name, key)) in after}
        weight = Level.PATCH if _is_free(name) else None
        group = GROUP_OF.get(name, Group.EVIDENCE)
        for key in before.keys() - after.keys():
            what = sentences.of_row(name, key, before[key])
            if key in moved:
                yield Change(
                    Kind.RENAMED, Subject.ROW, name, f"{what} is now {moved[key]}", weight or Level.MAJOR, Group.KEYS,
                    key, new_key=moved[key],
                )  # fmt: skip
            else:
                withdrawn = f"{what} {'is gone' if weight else 'was withdrawn'}"
                sentence = withdrawn + _grave(name, key, new)
                at = group if weight else Group.KEYS
                yield Change(Kind.REMOVED, Subject.ROW, name, sentence, weight or Level.MAJOR, at, key)
        for key in after.keys() - before.keys() - set(moved.values()):
            sentence = f"{sentences.of_row(name, key, after[key])} was added"
            yield Change(Kind.ADDED, Subject.ROW, name, sentence, weight or Level.MINOR, group, key)
        for key, row in before.items():
            if (now := moved.get(key, key)) in after:
                yield from _cells(name, key, row, after[now], found)


def _grave(table: str, key: str, new: Edition) -> str:
    """Say what the tombstone of a withdrawn key says."""
    for row in new.rows.get("tombstones", []):
        if (row.get("table"), row.get("key")) == (table, key):
            successor = f"; {row['successor']} takes its place" if row.get("successor") else ""
            return f": {str(row.get('reason')).rstrip('.')}{successor}"
    return "" if _is_free(table) else ", without a tombstone"


def _cells(table: str, key: str, before: Row, after: Row, found: Renames) -> Iterator[Change]:
    """Compare the cells of one row; a reference to a renamed row is the same reference."""
    targets = {column.name: target for column, target in TABLES[table].references} if table in TABLES else {}
    for column in before:
        if column == "id" or column not in after:
            continue
        was = found.now(targets[column], before[column]) if column in targets else before[column]
        if _same(was, after[column]):
            continue
        counted = table in TABLES and column in TABLES[table].by_name and TABLES[table][column].origin is Origin.COUNTED
        yield Change(
            Kind.CHANGED, Subject.CELL, table, sentences.of_cell(table, key, column, before, after), Level.PATCH,
            Group.COUNTS if counted else GROUP_OF.get(table, Group.EVIDENCE), key, column,
            before[column], after[column], str(after["id"]) if str(after["id"]) != key else None,
        )  # fmt: skip


def _same(one: object, other: object) -> bool:
    """Tell whether two cells hold the same; true and 1 do not."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
