"""When two values of one property are compatible: the one place that says so.

A relation is a value, so that two readers can use it: :func:`compatible` here, on pairs of testimonies, and the
cross-source rules, as expressions over whole tables (the range columns of an :class:`Overlapping` relation, the
:func:`closure` of a :class:`Nested` one, the pairs of a :class:`Listed` one).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Protocol, assert_never

from summitdata import vocabularies as v
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    Flag,
    Key,
    Language,
    Number,
    Reference,
    Rows,
    Text,
)  # fmt: skip
from summitdata.schema import PROPERTY_VALUES, TABLES

Pairs = set[tuple[str, str]]
"""Pairs of a key and one of its ancestors."""


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Two values are compatible when their ranges share a point; an empty end of a range is open.

    ``low`` and ``high`` name the columns of ``claims`` that hold the range.
    """

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Nested:
    """Two keys are compatible when they are the same, or one lies within the other by ``table.column``."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Two codes are compatible when they are the same, or stand in ``pairs``, which holds both orders of each."""

    pairs: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Always:
    """Two values are always compatible: sources tell of different aspects, or the words are ours."""


Relation = Overlapping | Nested | Listed | Always
"""The closed union of relations."""

TREES: Final[dict[str, str]] = {"places": "within", "events": "part_of", "actors": "part_of"}
"""The tables whose rows lie within one another, with the column that says in what."""

JOINT: Final = frozenset({"speaker", "host", "proposer"})
"""Properties of which one account may give several values that hold together.

Two accounts then disagree when neither gives, for each value of the other, a compatible one of its own.
"""

MANY: Final = frozenset({"participant"})
"""Properties of which every account gives some values and none need give all: nothing in them disagrees."""

PROSPECTS: Final = ("feared", "expected", "planned")
"""Statuses that look ahead, the furthest along last: each agrees with whatever came of it."""

_AGREEING_STATUSES: Final = (
    *combinations(PROSPECTS, 2),
    *((prospect, outcome) for prospect in PROSPECTS for outcome in ("under-way", "occurred", "denied", "cancelled")),
    ("under-way", "occurred"),  # it went on when one wrote and was over when the other did
    ("denied", "cancelled"),  # it did not happen: one of them knows why
)


def _both_orders(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(ordered for one, other in pairs for ordered in ((one, other), (other, one)))


_LISTED: Final[dict[str, Listed]] = {
    v.STATUS.name: Listed(_both_orders(_AGREEING_STATUSES)),
    v.STANCE.name: Listed(_both_orders([("stated", "not-mentioned"), ("denied", "not-mentioned")])),
    v.CHANNEL.name: Listed(_both_orders(("unknown", code) for code in v.CHANNEL.names if code != "unknown")),
}


def relation(name: str) -> Relation:
    """Tell which values of the property *name* are compatible; ``KeyError`` for a name that is no property."""
    kind = PROPERTY_VALUES[name]
    if name in MANY or isinstance(kind, Text):
        return Always()
    match kind:
        case Edtf():
            return Overlapping("value_first", "value_last")
        case Count() | Number():
            return Overlapping("value_low", "value_high")
        case Reference(table=table):
            return Nested(table, TREES[table])
        case Coded(vocabulary=vocabulary):
            return _LISTED.get(vocabulary.name, Listed())
        case Key() | Flag() | Day() | Clock() | Digest() | Language() | Country() | Address():
            return Listed()
        case _:
            assert_never(kind)


class Ranged(Protocol):
    """A value with the ends of its range, days by their ordinals."""

    @property
    def value(self) -> str:
        """The value as the claim or rendering holds it."""

    @property
    def low(self) -> float | None:
        """The lowest number that it allows; None where that end is open, or it has no range."""

    @property
    def high(self) -> float | None:
        """The highest number that it allows; None where that end is open, or it has no range."""


def compatible(how: Relation, one: Ranged, other: Ranged, ancestors: Mapping[str, Pairs]) -> bool:
    """Tell whether two values of one property can both be true.

    *ancestors* holds the :func:`closure` of each table that :data:`TREES` names.
    """
    match how:
        case Overlapping():
            return _reaches(one.low, other.high) and _reaches(other.low, one.high)
        case Nested(table=table):
            pairs = ancestors[table]
            return one.value == other.value or (one.value, other.value) in pairs or (other.value, one.value) in pairs
        case Listed(pairs=listed):
            return one.value == other.value or (one.value, other.value) in listed
        case Always():
            return True
        case _:
            assert_never(how)


def _reaches(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high


def closure(rows: Rows, table: str, column: str) -> Pairs:
    """Give every pair of a key of *table* and one of its ancestors by *column*, however far up.

    A key that stands in a cycle is an ancestor of itself; a reference to a row that does not exist is an
    ancestor without ancestors.  Raises ``KeyError`` where *column* is no column of *table*.
    """
    TABLES[table][column]
    parents = {str(row["id"]): row.get(column) for row in rows.get(table, [])}
    pairs: Pairs = set()
    for key, parent in parents.items():
        above = parent
        while isinstance(above, str) and (key, above) not in pairs:
            pairs.add((key, above))
            above = parents.get(above)
    return pairs
