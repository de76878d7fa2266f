"""The quick way to the tree of a row file that is written as ``fmt`` writes it; all else is left to ruamel.yaml.

ruamel.yaml's scanner takes about 0.12 ms for a line, so that a dataset of 40,000 lines would take five seconds.
The form that ``fmt`` writes needs no scanner: each line is a key, a key with a value, or a line of a folded text.
This reader knows that form only and gives up at the first line that is anything else, or that could be read in
more than one way.  A property test holds it to the tree, and the places, that ruamel.yaml gives.
"""

from __future__ import annotations

import re
from typing import Final

from summitdata.rows.nodes import Comment, Entry, Mapping, Scalar, Tree

_LINE: Final = re.compile(
    r"( *)([a-z0-9][a-z0-9_-]{0,99}):"
    r'(?: (?:"([^"\\]*)"|(>-)|((?:-[0-9]|[A-Za-z0-9(/\u00a1-\U0010ffff]).*)))?'
)
_TEXT: Final = re.compile(r"( +)([^ ](?:.*[^ ])?)")


class _OtherFormError(Exception):
    """A line is not in the plain form."""


def is_plain(text: str) -> bool:
    """Whether *text* behind a colon is itself for every YAML reader, as far as the marks of YAML go.

    It says nothing of texts that some readers take for a number, a date or a truth value.
    """
    match = _LINE.fullmatch(f"k: {text}")
    return match is not None and match[5] is not None and _ends_with_itself(text)


def parse(text: str, deepest: int) -> Tree | None:
    """Read the clean *text* of a row file; None where it isn't in the plain form throughout."""
    lines = text.split("\n")
    if lines.pop() or not lines:
        return None
    head = lines[0].startswith("#")
    comments = (Comment(lines[0], 1, 1),) if head else ()
    if lines[head:] == ["{}"]:
        return Tree(Mapping(len(lines), 1), comments)
    try:
        return Tree(_tree(lines, 1 if head else 0, deepest), comments)
    except _OtherFormError:
        return None


def _tree(lines: list[str], number: int, deepest: int) -> Mapping:
    """Read the lines from *number* on, counted from 0, as a mapping of mappings."""
    root = Mapping(number + 1, 1)
    stack: list[tuple[Mapping, set[str]]] = [(root, set())]
    opening: Entry | None = Entry("", 0, 0, root)
    while number < len(lines):
        match = _LINE.fullmatch(lines[number])
        if match is None:
            raise _OtherFormError
        depth, odd = divmod(len(match[1]), 2)
        at, column = number + 1, len(match[1]) + 1
        if odd or depth >= deepest or (depth != len(stack) - 1 if opening else depth >= len(stack)):
            raise _OtherFormError
        del stack[depth + 1 :]
        mapping, keys = stack[depth]
        key = match[2]
        if key in keys:
            raise _OtherFormError
        keys.add(key)
        opening = None
        if lines[number].endswith(":") and match[3] is match[4] is match[5] is None:
            inner = Mapping(at + 1, column + 2)
            opening = Entry(key, at, column, inner)
            mapping.entries.append(opening)
            stack.append((inner, set()))
            number += 1
        else:
            value, number = _value(lines, number, match, column)
            mapping.entries.append(Entry(key, at, column, value))
    if opening:
        raise _OtherFormError
    return root


def _value(lines: list[str], number: int, match: re.Match[str], column: int) -> tuple[Scalar, int]:
    """Read the value in line *number*, and say with which line the reading goes on."""
    at, after = number + 1, match.end(2) + 3
    _, _, between, folded, bare = match.groups()
    if between is not None:
        return Scalar(between, plain=False, line=at, column=after, width=len(between) + 2), at
    if folded is None:
        if not _ends_with_itself(bare):
            raise _OtherFormError
        return Scalar(bare, plain=True, line=at, column=after, width=len(bare)), at
    number = at
    parts = []
    while number < len(lines) and (part := _TEXT.fullmatch(lines[number])) and len(part[1]) == column + 1:
        parts.append(part[2])
        number += 1
    if not parts:
        raise _OtherFormError
    return Scalar(" ".join(parts), plain=False, line=at, column=after, width=len(folded)), number


def _ends_with_itself(text: str) -> bool:
    """Whether no mark in *text* ends a value that stands without quotation marks."""
    return ": " not in text and " #" not in text and text[-1] not in " :"
