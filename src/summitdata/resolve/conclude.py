"""What follows from the testimonies of one property: who is heard, whether they agree, and which value is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

from summitdata.model import Row, Rows
from summitdata.resolve.compatible import JOINT, TREES, Nested, Pairs, closure, compatible, relation
from summitdata.resolve.testimony import Subject, Testimony, by_subject

Rank: TypeAlias = tuple[Any, ...]
"""A sort key, compared with ranks of the same property only; the first in order is given."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every testimony by its subject, the values that discrepancies prefer, and what lies within what."""

    testimonies: Mapping[Subject, list[Testimony]]
    preferences: Mapping[Subject, str]
    ancestors: Mapping[str, Pairs]
    depths: Mapping[str, Counter[str]]
    """How many larger ones each row of a tree lies within, by table and key."""

    def conclude(self, subject: Subject, rank: Callable[[Testimony], Rank]) -> Testimony | None:
        """Give the one value that the sources together allow, or None.

        The preferred value of a discrepancy, where some source gives that value; else, of the testimonies of the
        best standing, the first by *rank*, provided that no two of them disagree.
        """
        said = self.testimonies.get(subject, [])
        if chosen := [one for one in said if one.value == self.preferences.get(subject)]:
            return min(chosen, key=lambda one: (one.standing, rank(one)))
        heard = best_standing(said)
        if self.disagree(subject[2], heard):
            return None
        return min(heard, key=rank, default=None)

    def conclude_jointly(self, subject: Subject) -> list[str]:
        """Give the values of a property of :data:`.JOINT`, sorted; none where sources disagree.

        A value that is only the larger body of another one given is left out.
        """
        said = self.testimonies.get(subject, [])
        if chosen := {one.value for one in said if one.value == self.preferences.get(subject)}:
            return sorted(chosen)
        heard = best_standing(said)
        if self.disagree(subject[2], heard):
            return []
        values = {one.value for one in heard}
        how = relation(subject[2])
        within = self.ancestors[how.table] if isinstance(how, Nested) else set()
        return sorted(
            value
            for value in values
            if not any((other, value) in within and (value, other) not in within for other in values)
        )

    def disagree(self, name: str, heard: Iterable[Testimony]) -> bool:
        """Tell whether two of the testimonies of the property *name* cannot both be true."""
        how = relation(name)

        def covers(ones: Iterable[Testimony], others: Iterable[Testimony]) -> bool:
            return all(any(compatible(how, one, other, self.ancestors) for one in ones) for other in others)

        if name in JOINT:
            witnesses: dict[tuple[str, str], list[Testimony]] = {}
            for testimony in heard:
                witnesses.setdefault(testimony.witness, []).append(testimony)
            sides = list(witnesses.values())
        else:
            sides = [[one] for one in {(one.value, one.low, one.high): one for one in heard}.values()]
        return not all(covers(ones, others) or covers(others, ones) for ones, others in combinations(sides, 2))


def best_standing(said: Iterable[Testimony]) -> list[Testimony]:
    """Give the testimonies of the best standing that occurs among them."""
    ordered = list(said)
    best = min((one.standing for one in ordered), default=None)
    return [one for one in ordered if one.standing is best]


def narrowest(testimony: Testimony) -> Rank:
    """Rank the fewest days first, open ends last; then dates without a qualifier, the earliest published, the key."""
    low, high = testimony.low, testimony.high
    days = float("inf") if low is None or high is None else high - low
    return days, any(mark in testimony.value for mark in "?~%"), testimony.published, testimony.key


def gather(rows: Rows) -> Evidence:
    """Gather all that the sources say and all that the discrepancies prefer."""
    ancestors = {table: closure(rows, table, column) for table, column in TREES.items()}
    return Evidence(
        testimonies=by_subject(rows),
        preferences=preferences(rows.get("discrepancies", [])),
        ancestors=ancestors,
        depths={table: Counter(key for key, above in pairs if key != above) for table, pairs in ancestors.items()},
    )


def preferences(discrepancies: list[Row]) -> dict[Subject, str]:
    """Give the preferred value of each property without a scope; of two discrepancies the one of the smaller key."""
    preferred: dict[Subject, str] = {}
    for row in sorted(discrepancies, key=lambda row: str(row["id"]), reverse=True):
        if row.get("preferred") is None or row.get("property") is None or row.get("scope") is not None:
            continue
        for table, column in (("events", "event"), ("quotes", "quote")):
            if row.get(column) is not None:
                preferred[table, str(row[column]), str(row["property"])] = str(row["preferred"])
    return preferred
