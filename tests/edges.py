"""What an edge of a rule is: a small change of the example dataset, on one side of where the rule begins to hold.

The examples of a rule stand on its page and show what it is about.  Edges stand in the tests, since nobody would read
them there: the same day instead of the day before, a code on either side of the one that counts, an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from summitdata.rules.language import Edit


@dataclass(frozen=True)
class Edge:
    """One edge: the code of its rule, what is changed, and the keys of the rows that then break the rule."""

    code: str
    says: str
    edits: tuple[Edit, ...]
    broken: frozenset[str]


def breaks(code: str, says: str, *edits: Edit, keys: str) -> Edge:
    """Give an edge beyond which the rule breaks; *keys* are those of the failing rows, between spaces."""
    return Edge(code, says, edits, frozenset(keys.split()))


def holds(code: str, says: str, *edits: Edit) -> Edge:
    """Give an edge at which the rule holds."""
    return Edge(code, says, edits, frozenset())
