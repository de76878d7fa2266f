"""The vocabulary of a table: kinds of value, columns, tables, and where their rows are written.

Everything here is a frozen value.  A table says nothing about Arrow, pandera or JSON; the modules
in :mod:`summitdata.formats` turn it into those, with one exhaustive ``match`` over :data:`Kind` each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a vocabulary, with one sentence that says what it means."""

    code: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of codes."""

    name: str
    meaning: str
    codes: tuple[Code, ...]

    def __contains__(self, code: object) -> bool:
        return code in self.names

    @property
    def names(self) -> tuple[str, ...]:
        """The codes alone, in the order in which they are declared."""
        return tuple(code.code for code in self.codes)

    def meaning_of(self, code: str) -> str:
        """Say what *code* means; ``KeyError`` for a code that the vocabulary does not have."""
        for entry in self.codes:
            if entry.code == code:
                return entry.meaning
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Key:
    """The permanent key of a row: lower-case slugs, as many joined by dots as the row is nested deep.

    ``parts`` is how many the deepest row has; ``fewest`` how many the shallowest, where that differs.
    """

    parts: int = 1
    fewest: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The key of a row in another table, or in the same one."""

    table: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, without control characters or blanks at either end; lengths in code points."""

    maximum: int = 400
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a closed vocabulary."""

    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number."""

    minimum: int = 0
    maximum: int = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may have a fraction."""

    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as exact as its source allows, in the profile of EDTF that :mod:`summitdata.dates` reads."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day to the minute, HH:MM, in the zone that the row names."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A SHA-256 in lower-case hexadecimal."""


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 language tag; ``und`` where the language is not known."""


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166-1 alpha-2 country code."""


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address."""


Kind = (
    Key | Reference | Text | Coded | Flag | Count | Number | Day | Edtf | Clock | Digest | Language | Country | Address
)
"""The closed union of kinds; every format matches all of them."""


class Origin(StrEnum):
    """Where a column's value comes from."""

    WRITTEN = "written"
    """Stands in the row file."""
    IMPLIED = "implied"
    """Follows from where the row stands: its file, its parent, its place in the list."""
    DERIVED = "derived"
    """Computed from written columns of the same row or of its own parts."""
    RESOLVED = "resolved"
    """Concluded by the build from the evidence of all sources."""
    COUNTED = "counted"
    """Counted by the build."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, kind, meaning in one sentence, and one real example.

    ``required`` means that no row of the built table may leave it empty; ``default`` is what a row file
    that leaves the column out means.
    """

    name: str
    kind: Kind
    meaning: str
    example: str
    required: bool = False
    origin: Origin = Origin.WRITTEN
    default: str | None = None


@dataclass(frozen=True, slots=True)
class FileHome:
    """One record, one file ``rows/<directory>/<key>.yaml``."""

    directory: str


@dataclass(frozen=True, slots=True)
class NestedHome:
    """Records inside their parents' files, in a mapping ``field`` from local key to record."""

    parents: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class ListHome:
    """All records in one file ``rows/<file>``, in a mapping from key to record."""

    file: str


@dataclass(frozen=True, slots=True)
class ComputedHome:
    """Written nowhere: the build makes every row from the evidence."""


Home = FileHome | NestedHome | ListHome | ComputedHome


@dataclass(frozen=True)
class Table:
    """A table, declared once.

    ``columns[0]`` is always ``id``, the primary key.  ``label`` names the column that a person reads
    for the whole row.  ``unique`` lists further sets of columns that no two rows may share.
    """

    name: str
    title: str
    meaning: str
    home: Home
    columns: tuple[Column, ...]
    label: str = "id"
    unique: tuple[tuple[str, ...], ...] = ()
    notes: str = field(default="")

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if names[:1] != ["id"] or not isinstance(self.columns[0].kind, Key):
            raise ValueError(f"the first column of table {self.name!r} must be its key, 'id'")
        if doubled := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"table {self.name!r} declares {sorted(doubled)} more than once")
        known = set(names)
        for name in (self.label, *(part for group in self.unique for part in group)):
            if name not in known:
                raise ValueError(f"table {self.name!r} speaks of {name!r}, which is no column of it")

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    def __getitem__(self, name: str) -> Column:
        return self.by_name[name]

    @property
    def references(self) -> tuple[tuple[Column, str], ...]:
        """Each reference column with the table that it points to."""
        return tuple((column, column.kind.table) for column in self.columns if isinstance(column.kind, Reference))

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns that a person writes into the row files."""
        return tuple(column for column in self.columns if column.origin is Origin.WRITTEN)


Value = str | bool | int | float | date | None
"""What a cell may hold."""

Row = dict[str, Value]
"""One row: column name to value; a built row has every column of its table."""

Rows = dict[str, list[Row]]
"""The rows of every table, by table name."""
