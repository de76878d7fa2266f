"""From text to the tree of a row file, by the events of ruamel.yaml and a stack of our own, never by recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import is_normalized

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.scanner import Scanner

from summitdata.diagnostics import Diagnostic, Place
from summitdata.rows import codes
from summitdata.rows.codes import FileRule, quoted
from summitdata.rows.encoding import REPLACEMENT, refused
from summitdata.rows.limits import DEEPEST, MOST_TOKENS
from summitdata.rows.nodes import Comment, Entry, Mapping, Node, Refused, Scalar, Tree
from summitdata.rows.syntax import explain, explain_unexpected

_KEY: Final = re.compile("[^\t\n\r]{1,200}")
"""What a key can be at all; whether it is one that its record knows is seen later."""


class _TooMuchError(Exception):
    """The text has more tokens than are read; with line and column of the first that was not, from 1."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


class _CommentKeepingScanner(Scanner):
    """ruamel's scanner for data, which skips comments, made to remember where they stand and to end in time."""

    comments: list[Comment]
    tokens_read: int

    def __init__(self, loader: Any = None) -> None:  # noqa: ANN401 - ruamel's own signature
        self.comments = []
        self.tokens_read = 0
        super().__init__(loader)

    def fetch_more_tokens(self) -> Any:  # noqa: ANN401 - ruamel's own signature
        self._count()
        return super().fetch_more_tokens()

    def scan_to_next_token(self) -> None:
        reader = self.reader
        while True:
            while reader.peek() == " ":
                reader.forward()
            if reader.peek() == "#":
                self._keep_comment()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> Any:  # noqa: ANN401 - ruamel's own signature
        while self.reader.peek() == " ":
            self.reader.forward()
        if self.reader.peek() == "#":
            self._keep_comment()
        return super().scan_block_scalar_ignored_line(start_mark)

    def _count(self) -> None:
        self.tokens_read += 1
        if self.tokens_read > MOST_TOKENS:
            mark = self.reader.get_mark()
            raise _TooMuchError(mark.line + 1, mark.column + 1)

    def _keep_comment(self) -> None:
        self._count()
        reader = self.reader
        mark = reader.get_mark()
        length = 0
        while reader.peek(length) not in "\n\0":
            length += 1
        self.comments.append(Comment(reader.prefix(length), mark.line + 1, mark.column + 1))
        reader.forward(length)


@dataclass(slots=True)
class _Open:
    """A collection that is still open; ``node`` is None inside what is refused as a whole."""

    node: Mapping | None
    result: Node
    flow: bool
    """Whether it stands between brackets, so that nothing of it can be kept where they are not closed."""
    keys: dict[str, int] = field(default_factory=dict)
    """The line of each key so far."""
    waiting: Scalar | None = None
    """The key that waits for its value."""
    dropping: bool = False
    """Whether the key that waits was refused, so that its value goes with it."""
    finding: Diagnostic | None = None
    """What was found about the collection itself; what is nested too deep is told once."""


def parse(text: str, file: str) -> Tree:
    """Read the clean *text* of *file* (see :mod:`.encoding`); never raises, whatever the text."""
    builder = _Builder(text, file)
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _CommentKeepingScanner
    events: Iterator[Event] = yaml.parse(text)
    try:
        for event in events:
            if not builder.take(event):
                break
    except MarkedYAMLError as error:
        what = explain(error, builder.lines)
        builder.tear(codes.SYNTAX, what.line, what.column, what.found, what.fix)
    except _TooMuchError as error:
        builder.tear(codes.TOO_MUCH, error.line, error.column, f"more than {MOST_TOKENS:,} by this place")
    except (YAMLError, OverflowError, ValueError):  # ruamel.yaml doesn't expect an escape such as "\UFFFFFFFF"
        what = explain_unexpected(builder.latest, builder.lines)
        builder.tear(codes.SYNTAX, what.line, what.column, what.found, what.fix)
    comments = tuple(yaml.scanner.comments)
    return Tree(builder.root, comments, tuple(builder.findings))


class _Builder:
    """Builds the tree from events; each event is taken in constant time, and depth is bounded."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.file = file
        self.root: Node | None = None
        self.findings: list[Diagnostic] = []
        self.latest = (1, 1)
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Event) -> bool:
        """Take one event; False where the rest of the file is not to be read."""
        self.latest = (event.start_mark.line + 1, event.start_mark.column + 1)
        match event:
            case DocumentStartEvent():
                return self._document(event)
            case MappingStartEvent() | SequenceStartEvent():
                return self._collection(event)
            case MappingEndEvent() | SequenceEndEvent():
                self._attach(self._open.pop().result)
            case AliasEvent():
                self._find(codes.ANCHOR, event, f"the alias {quoted('*' + str(event.anchor))}")
                self._attach(Refused(*self.latest, self._width(event)))
            case ScalarEvent():
                self._properties(event)
                self._hidden(event)
                self._attach(Scalar(event.value, event.style is None, *self.latest, self._width(event)))
        return True

    def tear(self, rule: FileRule, line: int, column: int, found: str, fix: str | None = None) -> None:
        """Add a finding after which nothing more is read, and mark what is still open."""
        told = {id(collection.finding) for collection in self._open}
        self.findings = [finding for finding in self.findings if id(finding) not in told]
        self.findings.append(rule.finding(Place(self.file, line, column), found, fix))
        above: _Open | None = None
        for collection in self._open:
            if collection.flow:
                collection.node, collection.result = None, Refused(collection.result.line, collection.result.column)
            if above is None:
                self.root = collection.result
            elif above.node is not None and above.waiting is not None:
                key = above.waiting
                above.node.entries.append(Entry(key.text, key.line, key.column, collection.result))
            if collection.node is not None:
                collection.node.torn = True
                _drop_empty_end(collection.node)
            above = collection

    def _document(self, event: DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._find(codes.DOCUMENTS, event, "a second document")
            return False
        if event.version or event.tags:
            line = next((at for at, text in enumerate(self.lines, 1) if text.startswith("%")), self.latest[0])
            self.findings.append(codes.DOCUMENTS.finding(Place(self.file, line), "a directive that begins with '%'"))
        return True

    def _collection(self, event: MappingStartEvent | SequenceStartEvent) -> bool:
        if len(self._open) == DEEPEST:
            self.tear(codes.DEPTH, *self.latest, f"a value nested {DEEPEST + 1} deep")
            return False
        self._properties(event)
        above = self._open[-1] if self._open else None
        opened = _Open(None, Refused(*self.latest), flow=bool(event.flow_style))
        if above is not None and above.node is None:
            pass  # it stands in what is refused as a whole
        elif above is not None and above.waiting is None and not above.dropping:
            opened.finding = self._find(codes.KEY_FORM, event, "a list or a mapping in the place of a key")
        elif isinstance(event, SequenceStartEvent):
            opened.finding = self._find(codes.NO_VALUE, event, "a list")
        else:
            opened.node = opened.result = Mapping(*self.latest)
        self._open.append(opened)
        return True

    def _attach(self, node: Node) -> None:
        """Put a finished node where it belongs: at the root, in the place of a key, or behind one."""
        if not self._open:
            self.root = node
            return
        above = self._open[-1]
        if above.node is None:
            return
        if above.dropping:
            above.dropping = False
        elif above.waiting is not None:
            key, above.waiting = above.waiting, None
            above.node.entries.append(Entry(key.text, key.line, key.column, node))
        elif isinstance(node, Scalar) and self._is_usable(node, above):
            above.waiting = node
        else:
            above.node.torn = True
            above.dropping = True

    def _is_usable(self, key: Scalar, mapping: _Open) -> bool:
        """Whether *key* can stand in *mapping*; if not, there is a finding."""
        place = Place(self.file, key.line, key.column, key.width)
        if key.plain and key.text == "<<":
            self.findings.append(codes.MERGE.finding(place, "the merge key '<<'"))
            return False
        if _KEY.fullmatch(key.text) is None or refused(key.text) or not is_normalized("NFC", key.text):
            found = quoted(key.text) if key.text else "an empty key"
            if REPLACEMENT not in key.text:
                self.findings.append(codes.KEY_FORM.finding(place, found))
            return False
        if key.text in mapping.keys:
            found = f"{quoted(key.text)} again, which stands in line {mapping.keys[key.text]} already"
            self.findings.append(codes.DUPLICATE_KEY.finding(place, found))
            return False
        mapping.keys[key.text] = key.line
        return True

    def _properties(self, event: NodeEvent) -> None:
        if event.anchor is not None:
            self._find(codes.ANCHOR, event, f"the anchor {quoted('&' + str(event.anchor))}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = re.search(r"!\S*", self.text[event.start_mark.index :])
            self._find(codes.TAG, event, f"the tag {quoted(written[0] if written else str(tag))}")

    def _hidden(self, event: ScalarEvent) -> None:
        """Find an escape that stands for the character that elsewhere means that there is a finding already."""
        if REPLACEMENT in event.value and REPLACEMENT not in self.text[event.start_mark.index : event.end_mark.index]:
            self._find(codes.MEANINGLESS, event, "an escape that stands for U+FFFD (replacement character)")

    def _find(self, rule: FileRule, event: Event, found: str) -> Diagnostic:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        finding = rule.finding(Place(self.file, line, column, self._width(event)), found)
        self.findings.append(finding)
        return finding

    def _width(self, event: Event) -> int:
        """How many columns of its first line an event takes, at least one."""
        start, stop = event.start_mark, event.end_mark
        end = stop.column if stop.line == start.line else len(self.lines[start.line].rstrip())
        return max(1, int(end - start.column))


def _drop_empty_end(mapping: Mapping) -> None:
    """Take back the last value in a torn mapping where it is empty: its text is what could not be read."""
    while mapping.entries:
        last = mapping.entries[-1]
        if isinstance(last.node, Scalar) and last.node.plain and not last.node.text:
            last.node = Refused(last.node.line, last.node.column)
            mapping.torn = True
        if not isinstance(last.node, Mapping):
            return
        mapping = last.node
