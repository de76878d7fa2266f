"""A difference as text, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import TextWrapper
from typing import Any, Final, Literal, assert_never

from summitdata.diff import sentences
from summitdata.diff.change import Change, Kind, Subject
from summitdata.diff.compare import Difference
from summitdata.escaping import visible
from summitdata.model import NestedHome
from summitdata.schema import TABLES

Format = Literal["text", "markdown", "json"]
"""The forms in which a difference can be had."""

_MARKUP: Final = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def render(found: Difference, form: Format, *, width: int = 80) -> str:
    """Give the difference in one of its forms; text is folded at *width* columns."""
    match form:
        case "text":
            return _text(found, width)
        case "markdown":
            return _markdown(found)
        case "json":
            return _json(found)
        case _:
            assert_never(form)


def lines(changes: Iterable[Change]) -> list[str]:
    """Tell of changes in sentences: one for the cells of a row, for rows that a record gained, for new rules."""
    told: list[str] = []
    for key, group in groupby(changes, key=_together):
        same = list(group)
        if key is None or len(same) == 1:
            told += [change.sentence for change in same]
        elif key[0] is Kind.CHANGED:
            row = f"{sentences.of_key(key[1], key[2])}: "
            told.append(row + "; ".join(change.sentence.removeprefix(row) for change in same))
        elif same[0].subject is Subject.RULE:
            names = ", ".join(str(change.key) for change in same)
            told.append(f"{len(same)} rules were {key[0].value}: {names}")
        else:
            kind, table, parent = key
            way = "added from" if kind is Kind.ADDED else "withdrawn from"
            names = ", ".join(str(change.key).rpartition(".")[2] for change in same)
            told.append(f"{sentences.plural(table, len(same))} {way} {parent} ({names})")
    return told


def summary(found: Difference) -> str:
    """Say in one sentence what came of the comparison."""
    if not found.changes:
        return "Nothing changed."
    count = len(found.changes)
    return f"{count} {'change' if count == 1 else 'changes'}; the largest is {found.level.word}."


def groups(found: Difference) -> Iterator[tuple[str, list[str]]]:
    """Give each heading that has something below it, with its sentences."""
    for group, changes in groupby(found.changes, key=lambda change: change.group):
        yield group.value, lines(changes)


def _together(change: Change) -> tuple[Kind, str, str] | None:
    """Give what changes share if they are told of together: the row of cells, the table and record of other rows.

    Rules that came, or went, have nothing of the kind, and are told of together all the same.
    """
    if change.subject is Subject.RULE:
        return change.kind, "", ""
    if change.subject is Subject.CELL:
        return change.kind, str(change.table), str(change.key)
    if change.subject is not Subject.ROW or change.table not in TABLES or change.kind not in {Kind.ADDED, Kind.REMOVED}:
        return None
    home = TABLES[change.table].home
    above = str(change.key).rpartition(".")[0]
    if not isinstance(home, NestedHome) or not above:
        return None
    if change.kind is Kind.REMOVED and "without a tombstone" in change.sentence:
        return None
    depth = above.count(".")
    parent = home.parents[0] if depth == 0 else "record"
    return change.kind, change.table, f"{sentences.noun(parent) if parent != 'record' else ''} {above}".strip()


def _heading(found: Difference) -> str:
    def named(name: str, version: str | None) -> str:
        return f"{name}, version {version}" if version else name

    return f"From {named(found.old.name, found.old.version)} to {named(found.new.name, found.new.version)}"


def _text(found: Difference, width: int) -> str:
    bullet = TextWrapper(width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)
    plain = TextWrapper(width, break_on_hyphens=False)
    parts = [plain.fill(visible(_heading(found))), *(plain.fill(visible(note)) for note in _notes(found)), ""]
    for heading, told in groups(found):
        parts += [heading, *(bullet.fill(visible(sentence)) for sentence in told), ""]
    return "\n".join([*parts, summary(found)])


def _markdown(found: Difference) -> str:
    parts = [f"## {_escaped(_heading(found))}", "", *(f"{_escaped(note)}\n" for note in _notes(found))]
    for heading, told in groups(found):
        parts += [f"### {heading}", "", *(f"- {_escaped(sentence)}" for sentence in told), ""]
    return "\n".join([*parts, summary(found)])


def _escaped(text: str) -> str:
    """Give text that Markdown prints as it is."""
    return visible(text).translate(_MARKUP)


def _notes(found: Difference) -> tuple[str, ...]:
    unknown = [side.name for side in (found.old, found.new) if side.rules is None]
    if len(unknown) == 1:
        return *found.old.notes, *found.new.notes, f"Rules were not compared: {unknown[0]} does not list them."
    return *found.old.notes, *found.new.notes


def _json(found: Difference) -> str:
    def side(edition: Any) -> dict[str, Any]:  # noqa: ANN401 - an edition, which has no JSON of its own
        return {"name": edition.name, "version": edition.version, "notes": list(edition.notes)}

    told = {
        "old": side(found.old),
        "new": side(found.new),
        "level": found.level.word,
        "changes": [
            {
                "group": change.group.value, "level": change.level.word, "kind": change.kind.value,
                "subject": change.subject.value, "table": change.table, "key": change.key, "new_key": change.new_key,
                "column": change.column, "before": change.before, "after": change.after, "sentence": change.sentence,
            }
            for change in found.changes
        ],
        "withdrawn_without_tombstone": [{"table": table, "key": key} for table, key in found.unmarked],
        "keys_used_again": [{"table": table, "key": key} for table, key in found.reused],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)
