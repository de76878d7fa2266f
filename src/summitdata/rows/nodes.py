"""The tree of a row file: mappings and single values, each with its place; and nothing else of YAML."""

from __future__ import annotations

from dataclasses import dataclass, field

from summitdata.diagnostics import Diagnostic


@dataclass(slots=True)
class Scalar:
    """A single value, always as the string that is written; ``plain`` where it stands without quotation marks."""

    text: str
    plain: bool
    line: int
    column: int
    width: int


@dataclass(slots=True)
class Refused:
    """A list, an alias, or a mapping nested too deep: there is a finding about it already."""

    line: int
    column: int
    width: int = 1


@dataclass(slots=True)
class Mapping:
    """Keys and their values in the order of the file.

    ``torn`` where keys of it could not be read, so that nothing can be said about keys that are missing.
    """

    line: int
    column: int
    entries: list[Entry] = field(default_factory=list)
    torn: bool = False
    width: int = 1


Node = Scalar | Mapping | Refused
"""What stands behind a key."""


@dataclass(slots=True)
class Entry:
    """A key with its place and what stands behind it."""

    key: str
    line: int
    column: int
    node: Node


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its place."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What a row file holds: its root (None where there is nothing to read), its comments, and what was found."""

    root: Node | None
    comments: tuple[Comment, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
