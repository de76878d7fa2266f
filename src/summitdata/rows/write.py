"""Writing row files: the one canonical form of a file, a whole dataset from its rows, and the atomic write below both.

The form is so plain that a writer of our own is shorter than the settings that ruamel.yaml would need, and ten
times as fast, which counts because ``check`` asks of every file whether it is canonical.  Property tests have
ruamel.yaml and PyYAML (YAML 1.1) read it back, and both must get the very texts that were written.
"""

from __future__ import annotations

import glob
import os
import re
import tempfile
import time
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

from summitdata.model import Clock, Count, Day, Edtf, Flag, Kind, Number, Text
from summitdata.rows.encoding import refused
from summitdata.rows.layout import RowFile, Shape
from summitdata.rows.nodes import Mapping, Node, Scalar
from summitdata.rows.plain import is_plain

WIDTH: Final = 100
"""A line that would be longer is folded, where its text has blanks to fold it at."""

_LEFT_BEHIND: Final = 60
"""After how many seconds an unfinished copy of a file is one that nobody is writing any more."""

_AMBIGUOUS: Final = re.compile(
    "(?i:y|n|yes|no|on|off|true|false|null|nan|inf)"
    "|-?[0-9][0-9_.,:eE+-]*|-?0[xX][0-9a-fA-F_]+|-?0[bBoO][0-7_]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt ].*"
)
"""What some YAML reader takes for a truth value, nothing, a number, a time or a date."""

_BREAK: Final = re.compile("[\t\n\r]")
_BETWEEN_WORDS: Final = re.compile("(?<! ) (?! )")
_ESCAPES: Final = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def canonical(file: RowFile, root: Mapping) -> str:
    """Give the one text that *file* should have, if *root* is what it holds.

    The line for editors; then keys in the order of the table's columns, nested mappings behind them in the order
    of the tables, local keys in the order in which they stand; values that are the default left out.  Raises
    ``ValueError`` where *root* holds anything that a row file may not, so that nothing is lost without a word.
    """
    lines = [file.editor_line]
    if file.key is not None:
        lines += _record(file.shape, root, "") or ["{}"]
    else:
        for entry in root.entries:
            lines += _keyed(file.shape, entry.key, _mapping(entry.node), "")
        lines += [] if root.entries else ["{}"]
    return "\n".join(lines) + "\n"


def replace_file(path: Path, data: bytes) -> None:
    """Put *data* in the place of the file *path* in one step: at any moment there is the old file or the new one.

    What a killed process left of an earlier try is cleared away once it is a minute old.  ``OSError`` passes through:
    the old file is as it was.
    """
    _clear_away(path)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _clear_away(path: Path) -> None:
    """Remove what is left of earlier tries to write *path*; what is newer, another process may be writing just now."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        with suppress(FileNotFoundError):  # another process clears away too
            if time.time() - left.lstat().st_mtime > _LEFT_BEHIND:
                left.unlink()


def _record(shape: Shape, mapping: Mapping, indent: str) -> list[str]:
    """Write one record, the keys of its table first, then the records nested in it."""
    nodes = {entry.key: entry.node for entry in mapping.entries}
    lines: list[str] = []
    for column in shape.written.values():
        node = nodes.pop(column.name, None)
        if node is None:
            continue
        text = _text(node)
        if text != column.default:
            lines += _line(indent, column.name, column.kind, text)
    for name, inner in shape.nested.items():
        node = nodes.pop(name, None)
        if node is None:
            continue
        lines.append(f"{indent}{name}:")
        for entry in _mapping(node).entries:
            lines += _keyed(inner, entry.key, _mapping(entry.node), indent + "  ")
    if nodes:
        raise ValueError(f"{shape.table.name} has no keys {sorted(nodes)}")
    return lines


def _keyed(shape: Shape, key: str, mapping: Mapping, indent: str) -> list[str]:
    """Write one record behind its key."""
    lines = _record(shape, mapping, indent + "  ")
    name = _short(Text(), key)
    return [f"{indent}{name}:", *lines] if lines else [f"{indent}{name}: {{}}"]


def _text(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    raise ValueError(f"there is no single value in line {node.line}")


def _mapping(node: Node) -> Mapping:
    if isinstance(node, Mapping) and not node.torn:
        return node
    raise ValueError(f"there is no mapping in line {node.line} that could be read to its end")


def _line(indent: str, key: str, kind: Kind, value: str) -> list[str]:
    """Write a key and its value, folded at blanks where one line would be too long."""
    text = unicodedata.normalize("NFC", value)
    line = f"{indent}{key}: {_short(kind, text)}"
    if len(line) <= WIDTH or text != text.strip() or _BREAK.search(text) or refused(text):
        return [line]
    words = _BETWEEN_WORDS.split(text)
    if len(words) == 1:
        return [line]
    room = WIDTH - len(indent) - 2
    folded = [words[0]]
    for word in words[1:]:
        if len(folded[-1]) + 1 + len(word) <= room:
            folded[-1] += f" {word}"
        else:
            folded.append(word)
    return [f"{indent}{key}: >-", *(f"{indent}  {part}" for part in folded)]


def _short(kind: Kind, text: str) -> str:
    """Write a value on one line: plain where every reader takes it for itself, else in double quotation marks."""
    match kind:
        case Day() | Edtf() | Clock():
            plain = False  # some readers make a date, a number or a time of it
        case Flag() | Count() | Number():
            plain = _is_bare(text)  # every reader may make of it what it is
        case _:
            plain = _is_bare(text) and _AMBIGUOUS.fullmatch(text) is None
    if plain:
        return text
    escaped = text.translate(_ESCAPES)
    if refused(escaped):
        escaped = "".join(f"\\U{ord(each):08X}" if refused(each) else each for each in escaped)
    return f'"{escaped}"'


def _is_bare(text: str) -> bool:
    """Whether *text* without quotation marks is that text, as far as the marks of YAML go."""
    return is_plain(text) and text == text.strip() and _BREAK.search(text) is None and refused(text) is None
