"""What a YAML error means, in one sentence for somebody who doesn't know the grammar of YAML."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

_QUOTE_IT: Final = "Put the value between double quotation marks."
_QUOTE_TEXT: Final = "Put the text between double quotation marks, or take the character out."
_INDENT: Final = "Indent each level by two spaces, and all keys of one record alike."
_BELOW: Final = "Begin the text on the next line, indented by two spaces, or put it between double quotation marks."
_ESCAPE: Final = "Write two backslashes for one, or put the text between single quotation marks."
_WITHOUT_KEY: Final = "Write 'key: value'; indent the lines of a long text deeper than its key."
_ONE_RECORD: Final = "Take it out; one file is one record."
_ONE_PAIR: Final = 'Put the whole value between one pair of double quotation marks, with \\" for each one inside it.'
_INSIDE: Final = 'Close it; inside double quotation marks write \\" for each one that belongs to the text.'


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a YAML error is (line and column from 1), what is there, and how to mend it if that is known."""

    line: int
    column: int
    found: str
    fix: str | None


class At(Enum):
    """Where the place of an error is looked for."""

    FAILED = "where reading failed"
    BEGAN = "where what failed began"
    LINE = "at the first character of the line"
    QUOTE = "at the nearest line above in which a quotation mark has no partner"


BEGAN, FAILED, LINE, QUOTE = At.BEGAN, At.FAILED, At.LINE, At.QUOTE

_KNOWN: Final[tuple[tuple[str, At, str, str], ...]] = (
    ("quoted scalar; found unexpected", BEGAN, "a quotation mark that is never closed", _INSIDE),
    ("could not find expected ':'", BEGAN, "a line without a key and a colon", _WITHOUT_KEY),
    (r"expected ',' or '\}'", BEGAN, "a '{' that is not closed as it should be", _QUOTE_IT),
    (r"expected ',' or '\]'", BEGAN, "a '[' that is not closed as it should be", _QUOTE_IT),
    ("found character (.*) that cannot start", FAILED, r"text that begins with \1", _QUOTE_TEXT),
    ("mapping values .*; after a colon", FAILED, "a second colon in a value without quotation marks", _QUOTE_IT),
    ("mapping values are not allowed", LINE, "a key that is indented deeper than the line above it allows", _INDENT),
    ("but found '<scalar>'.*; after a lone quotation mark", QUOTE, "a quotation mark that is not closed", _INSIDE),
    ("but found '<scalar>'.*; after a quotation mark", FAILED, "text behind a closing quotation mark", _ONE_PAIR),
    ("sequence entries are not allowed here", FAILED, "a value that begins with '- '", _QUOTE_IT),
    ("mapping keys are not allowed here", FAILED, "a value that begins with '? '", _QUOTE_IT),
    ("escape", FAILED, "a backslash between double quotation marks that begins no known escape", _ESCAPE),
    ("expected (chomping|a comment or a line break)", FAILED, "text in the line of '>' or '|'", _BELOW),
    ("expected indentation indicator", FAILED, "an indentation of 0 behind '>' or '|'", "Write '>-' and no number."),
    ("more indented follow up line", FAILED, "a text whose first line is empty and indented too deep", _INDENT),
    ("expected the node content", FAILED, "a bracket, a comma or a colon where a value should begin", _QUOTE_IT),
    ("but found '<document start>'", FAILED, "a line of hyphens inside a record", _ONE_RECORD),
    ("after document end marker", FAILED, "text behind the mark of the end", _ONE_RECORD),
    ("directive|incompatible YAML", LINE, "a line that begins with '%'", _QUOTE_TEXT),
    ("expected '<document start>'", FAILED, "a line that belongs to nothing above it", _INDENT),
    ("but found '-'", FAILED, "an item of a list where a key should stand", "Write a key; lists are not used."),
    ("expected <block end>", FAILED, "a line whose indentation fits no line above it", _INDENT),
    ("scanning an anchor", BEGAN, "a value that begins with '&'", _QUOTE_IT),
    ("scanning an alias", BEGAN, "a value that begins with '*'", _QUOTE_IT),
    ("tag", BEGAN, "a value that begins with '!'", _QUOTE_IT),
)  # fmt: skip
"""What ruamel.yaml says, where the place is, what is found, the mend; the first that fits is taken."""


def explain(error: MarkedYAMLError, lines: list[str]) -> Explanation:
    """Explain *error*, which ruamel.yaml raised on the text of these *lines*."""
    failed = error.problem_mark or error.context_mark
    if failed is None:
        return Explanation(1, 1, "text that is not YAML", None)
    began = error.context_mark or failed
    line = lines[failed.line] if failed.line < len(lines) else ""
    before = line[: failed.column].rstrip()
    said = f"{error.context}; {error.problem}"
    if ": " in line[: failed.column]:
        said += "; after a colon"
    if before.endswith('"') and before.count('"') % 2:
        said += "; after a lone quotation mark"
    elif before.endswith(("'", '"')):
        said += "; after a quotation mark"
    for pattern, at, found, fix in _KNOWN:
        match = re.search(pattern, said)
        if match is not None:
            mark = began if at is BEGAN else failed
            place = (mark.line + 1, mark.column + 1)
            if at is LINE:
                place = (place[0], len(line) - len(line.lstrip()) + 1)
            elif at is QUOTE:
                place = _opening(lines, failed.line)
            return Explanation(*place, match.expand(found), fix)
    return Explanation(failed.line + 1, failed.column + 1, f"text that is not YAML: {error.problem}", None)


def explain_unexpected(latest: tuple[int, int], lines: list[str]) -> Explanation:
    """Explain an error that ruamel.yaml itself did not foresee, somewhere behind the place *latest*."""
    for number, line in enumerate(lines[latest[0] - 1 :], latest[0]):
        for escape in re.finditer(r"\\U([0-9A-Fa-f]{8})", line):
            if int(escape[1], 16) > sys.maxunicode:
                found = f"the escape {escape[0]}, which stands for no character"
                return Explanation(number, escape.start() + 1, found, "Write the character itself.")
    return Explanation(*latest, "text behind this place that YAML cannot read", None)


def _opening(lines: list[str], number: int) -> tuple[int, int]:
    """Find the quotation mark without a partner that stands nearest above line *number*, counted from 0."""
    for above in range(number - 1, -1, -1):
        if lines[above].count('"') % 2:
            return above + 1, lines[above].rindex('"') + 1
    return number + 1, 1
