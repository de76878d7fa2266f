"""From the trees of row files to rows: every cell typed, every key accounted for, every place kept."""

from __future__ import annotations

import difflib
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from summitdata.diagnostics import Diagnostic, Place
from summitdata.model import Column, Kind, Reference, Row, Rows, Value
from summitdata.rows import codes
from summitdata.rows.cells import CellError, typed
from summitdata.rows.codes import FileRule, quoted
from summitdata.rows.derived import derive, value_kind
from summitdata.rows.encoding import REPLACEMENT, refused
from summitdata.rows.layout import RowFile, Shape, is_slug
from summitdata.rows.lookalikes import disguised, runs_in_a_spreadsheet
from summitdata.rows.nodes import Entry, Mapping, Node, Scalar
from summitdata.schema import CLAIMS

Cell = tuple[str, str, str]
"""Table, key and column."""

Ancestors = tuple[tuple[str, str], ...]
"""The records that a nested record stands in, outermost first: table and key of each."""

_Start = tuple[Place, str, str, str | None]
"""A place, and the table, the key and, for a cell, the column of what starts there."""

_NULLS = frozenset({"~", "null", "Null", "NULL"})
_OF_THE_FILE = frozenset(
    rule.code
    for rule in (codes.BYTE_ORDER_MARK, codes.LINE_END, codes.DOCUMENTS, codes.EDITOR_LINE, codes.FORM, codes.MORE)
)
"""The rules whose findings are about a file as a whole, wherever in it they stand."""

_MOST_SUGGESTIONS = 20
"""How many unknown keys of a file are compared with the known ones; a file with more isn't one of ours."""


class Records:
    """Collects the rows of many files, with where each cell stands and what could not be read.

    ``incomplete`` holds each cell that is empty because it could not be read; for records nested in a record
    that could not be read to its end, the name of their mapping stands for the column.
    """

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.places: dict[tuple[str, str, str | None], Place] = {}
        self.incomplete: set[Cell] = set()
        self.findings: list[Diagnostic] = []
        self._file = ""
        self._suggestions = 0

    def add(self, file: RowFile, root: Node | None) -> None:
        """Add what *file* holds; where *root* is no mapping, a record of which nothing is known."""
        self._file = file.name
        self._suggestions = 0
        if isinstance(root, Scalar):
            self._find(codes.NO_MAPPING, self._place(root), f"the text {quoted(root.text)}", (file.shape.table.name,))
        mapping = root if isinstance(root, Mapping) else Mapping(1, 1, torn=True)
        if file.key is not None:
            if not is_slug(file.key):
                self.incomplete.add((file.shape.table.name, file.key, "id"))
            self._record(file.shape, mapping, file.key, self._place(mapping))
            return
        for entry in mapping.entries:
            self._keyed(file.shape, entry, entry.key)

    def located(self, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Give *findings* with the record that each is in, where they name none, and the column where it is in one."""
        starts: dict[str, list[_Start]] = {
            finding.place.file: [] for finding in findings if finding.place and not finding.table
        }
        if starts:
            for (table, key, column), place in self.places.items():
                if place.file in starts:
                    starts[place.file].append((place, table, key, column))
        of_file = {file: _Starts(found) for file, found in starts.items()}
        return [
            finding if finding.table or not finding.place else _located(finding, of_file[finding.place.file])
            for finding in findings
        ]

    def _keyed(self, shape: Shape, entry: Entry, key: str, part: int = 1, ancestors: Ancestors = ()) -> None:
        """Read a record that stands behind a key of its own."""
        table = shape.table.name
        if not is_slug(entry.key):
            self._find(codes.LOCAL_KEY, self._key_place(entry), quoted(entry.key), (table, key, "id"))
            self.incomplete.add((table, key, "id"))
        mapping = self._mapping(entry, (table, key)) or Mapping(entry.line, entry.column, torn=True)
        self._record(shape, mapping, key, self._key_place(entry), ancestors, part)

    def _record(
        self, shape: Shape, mapping: Mapping, key: str, place: Place, ancestors: Ancestors = (), part: int = 1
    ) -> None:  # fmt: skip
        """Read one record and the records nested in it."""
        table = shape.table
        row: Row = dict.fromkeys(shape.read)
        for column in shape.implied:
            row[column.name] = _implied(column, key, ancestors, part)
        self.rows.setdefault(table.name, []).append(row)
        self.places[table.name, key, None] = place
        written = shape.written
        seen: set[str] = set()
        unread: set[str] = set()
        for entry in mapping.entries:
            if entry.key in written:
                row[entry.key] = self._cell(written[entry.key].kind, entry, (table.name, key, entry.key), unread)
            elif entry.key in shape.nested:
                self._nested(shape.nested[entry.key], entry, (*ancestors, (table.name, key)))
            else:
                unread |= self._unknown(shape, entry, key, written.keys() - seen)
            seen.add(entry.key)
        if mapping.torn:
            unread |= shape.nested.keys() - seen
        for name, column in written.items():
            if name not in seen and name not in unread:
                row[name] = self._absent(column, mapping, (table.name, key, name), place, unread)
        if table is CLAIMS and (kind := value_kind(row)) is not None and row["value"] is not None:
            cell = (table.name, key, "value")
            if self._typed(kind, str(row["value"]), self.places[cell], cell, unread) is None:
                row["value"] = None
        derive(table, row, unread)
        self.incomplete.update((table.name, key, name) for name in unread)

    def _nested(self, shape: Shape, entry: Entry, ancestors: Ancestors) -> None:
        """Read the records of one nested mapping."""
        parent, key = ancestors[-1]
        mapping = self._mapping(entry, (parent, key, entry.key))
        if mapping is None or mapping.torn:
            self.incomplete.add((parent, key, entry.key))
        if mapping is None:
            return
        if not mapping.entries and not mapping.torn:
            found = f"{quoted(entry.key)} without any record"
            self._find(codes.EMPTY, self._key_place(entry), found, (parent, key, entry.key))
        for part, inner in enumerate(mapping.entries, 1):
            self._keyed(shape, inner, f"{key}.{inner.key}", part, ancestors)

    def _mapping(self, entry: Entry, about: tuple[str, ...]) -> Mapping | None:
        """Give the mapping behind a key; where there is none, there is a finding."""
        node = entry.node
        if isinstance(node, Scalar) and node.text:
            self._find(
                codes.NO_MAPPING, self._place(node), f"{quoted(entry.key)} with the text {quoted(node.text)}", about
            )
        elif isinstance(node, Scalar):
            self._find(codes.EMPTY, self._key_place(entry), f"{quoted(entry.key)} with nothing in it", about)
        return node if isinstance(node, Mapping) else None

    def _cell(self, kind: Kind, entry: Entry, cell: Cell, unread: set[str]) -> Value:
        """Read one cell; None, and its column in *unread*, where it can't be read."""
        node = entry.node
        place = self.places[cell] = self._place(node)
        if isinstance(node, Scalar) and (not node.text or (node.plain and node.text in _NULLS)):
            found = f"with the empty value {node.text}" if node.text else "without a value"
            self._find(codes.EMPTY, self._key_place(entry), f"{quoted(entry.key)} {found}", cell)
        elif isinstance(node, Mapping):
            self._find(codes.NO_VALUE, place, f"{quoted(entry.key)} with a mapping", cell)
        elif isinstance(node, Scalar) and REPLACEMENT not in node.text:
            hidden = None if node.plain else refused(node.text)
            if hidden is None:
                text = unicodedata.normalize("NFC", node.text)
                if text != node.text:
                    self._find(codes.NOT_NFC, place, "an escape that stands for a part of a character", cell)
                self._seem(text, place, cell)
                return self._typed(kind, text, place, cell, unread)
            rule, character = hidden
            self._find(rule, place, f"an escape that stands for {character}", cell)
        unread.add(entry.key)
        return None

    def _seem(self, text: str, place: Place, cell: Cell) -> None:
        """Find what the text of a cell seems to be and is not."""
        if not text.isascii() and (found := disguised(text)) is not None:
            self._find(codes.CONFUSABLE, place, found, cell)
        if runs_in_a_spreadsheet(text):
            self._find(codes.FORMULA, place, f"a text that begins with {quoted(text[0])}", cell)

    def _typed(self, kind: Kind, text: str, place: Place, cell: Cell, unread: set[str]) -> Value:
        """Type the text of a cell; None, a finding and its column in *unread* where it is no value of its kind."""
        try:
            return typed(kind, text)
        except CellError as error:
            self._find(error.rule, place, error.found, cell, error.fix)
            unread.add(cell[2])
            return None

    def _absent(self, column: Column, mapping: Mapping, cell: Cell, place: Place, unread: set[str]) -> Value:
        """Give what a record means that leaves *column* out."""
        if mapping.torn:
            unread.add(column.name)
        elif column.default is not None:
            return typed(column.kind, column.default)
        elif column.required:
            fix = f"Add the key {quoted(column.name)}: {column.meaning[0].lower()}{column.meaning[1:]}"
            self._find(codes.MISSING_KEY, place, f"no key {quoted(column.name)}", cell, fix)
            unread.add(column.name)
        return None

    def _unknown(self, shape: Shape, entry: Entry, key: str, missing: AbstractSet[str]) -> set[str]:
        """Find an unknown key; give the column that was probably meant, so that it isn't found missing too."""
        table = shape.table
        near: list[str] = []
        found = f"the unknown key {quoted(entry.key)}"
        if entry.key in table.by_name:
            found = f"the key {quoted(entry.key)}, which the build fills"
            fix = "Take the key out; its value follows from other rows, or from where the record stands."
        else:
            known = [*shape.written, *shape.nested]
            self._suggestions += 1
            if self._suggestions <= _MOST_SUGGESTIONS:
                near = difflib.get_close_matches(entry.key, known, 1)
            fix = (
                f"Did you mean {quoted(near[0])}? Rename the key."
                if near
                else f"Take the key out; there are: {', '.join(known)}."
            )
        self._find(codes.UNKNOWN_KEY, self._key_place(entry), found, (table.name, key), fix)
        return set(near) & missing

    def _place(self, node: Node) -> Place:
        return Place(self._file, node.line, node.column, node.width)

    def _key_place(self, entry: Entry) -> Place:
        return Place(self._file, entry.line, entry.column, len(entry.key))

    def _find(
        self, rule: FileRule, place: Place, found: str, about: tuple[str, ...], fix: str | None = None
    ) -> None:  # fmt: skip
        table, key, column = (*about, None, None, None)[:3]
        self.findings.append(rule.finding(place, found, fix, table=table, key=key, column=column))


def _implied(column: Column, key: str, ancestors: Ancestors, part: int) -> Value:
    """Give what follows for an implied *column* from where the record stands."""
    if column.name == "id":
        return key
    if isinstance(column.kind, Reference):
        return next((above for table, above in ancestors if table == column.kind.table), None)
    return part


class _Starts:
    """Where the records and cells of one file start, as they were read and in order."""

    def __init__(self, starts: list[_Start]) -> None:
        self.first = starts[0] if starts else None
        self._sorted = sorted(starts, key=lambda start: start[0])
        self._places = [place for place, *_ in self._sorted]

    def above(self, line: int) -> _Start | None:
        """Give the last that is not behind *line*, of several at one place the one that was read first."""
        after = bisect_right(self._places, line, key=lambda place: place.line)
        return self._sorted[bisect_left(self._places, self._places[after - 1])] if after else self.first


def _located(finding: Diagnostic, starts: _Starts) -> Diagnostic:
    """Give *finding* with the last of *starts*, the records and cells of its file, that is not behind it."""
    place = finding.place
    above = place and (starts.first if finding.code in _OF_THE_FILE else starts.above(place.line))
    if not place or not above:
        return finding
    start, table, key, column = above
    is_inside = start.line == place.line and start.column <= place.column
    return replace(finding, table=table, key=key, column=column if is_inside else None)
