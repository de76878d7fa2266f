"""What a change is, how much it weighs in a version number, and where it stands in a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from summitdata.model import Value


class Level(IntEnum):
    """The digit of the version number that a change moves, least first."""

    NONE = 0
    PATCH = 1
    """Values were corrected."""
    MINOR = 2
    """Rows, columns, codes, rules or licences were added."""
    MAJOR = 3
    """A table, column, code, key or licence was removed, or its meaning changed."""

    @property
    def word(self) -> str:
        """The level as people write it."""
        return self.name.lower()


class Group(StrEnum):
    """The headings of a report, in the order of what matters to who uses the data."""

    RIGHTS = "Licences"
    MEANING = "Tables, columns and codes"
    KEYS = "Withdrawn and renamed keys"
    FACTS = "What happened and who said what"
    DISAGREEMENTS = "Where sources differ"
    EVIDENCE = "Sources and what they say"
    REGISTER = "Who and where"
    ACCEPTED = "Waivers and tombstones"
    RULES = "Rules"
    COUNTS = "Counts that follow"


class Kind(StrEnum):
    """What was done."""

    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    ADDED = "added"


class Subject(StrEnum):
    """What it was done to."""

    TABLE = "table"
    COLUMN = "column"
    CODE = "code"
    ROW = "row"
    CELL = "cell"
    RULE = "rule"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: exact, and as a sentence in the domain's words.

    ``key`` is the key before, ``new_key`` the key of a renamed row now.  ``before`` and ``after`` are the cells, or
    what was and is declared.
    """

    kind: Kind
    subject: Subject
    table: str | None
    sentence: str
    level: Level
    group: Group
    key: str | None = None
    column: str | None = None
    before: Value = None
    after: Value = None
    new_key: str | None = None


GROUP_OF = {
    "events": Group.FACTS, "quotes": Group.FACTS, "participants": Group.FACTS, "speakers": Group.FACTS,
    "discrepancies": Group.DISAGREEMENTS, "positions": Group.DISAGREEMENTS,
    "sources": Group.EVIDENCE, "claims": Group.EVIDENCE, "renderings": Group.EVIDENCE, "spans": Group.EVIDENCE,
    "runs": Group.EVIDENCE,
    "actors": Group.REGISTER, "terms": Group.REGISTER, "names": Group.REGISTER, "places": Group.REGISTER,
    "waivers": Group.ACCEPTED, "tombstones": Group.ACCEPTED,
}  # fmt: skip
"""The heading under which rows of each table are told of."""
