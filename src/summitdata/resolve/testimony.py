"""What each source says: the claims and renderings as testimonies, by their subject and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final, TypeAlias

from summitdata.model import Coded, Reference, Row, Rows, Value
from summitdata.resolve.compatible import Overlapping, relation
from summitdata.schema import PROPERTY_VALUES

Subject: TypeAlias = tuple[str, str, str]
"""What is spoken of: table, key, property."""

RENDERED: Final = {"speaker": "speaker", "date": "said", "occasion": "occasion", "channel": "channel"}
"""The properties of an utterance that its renderings tell, with the column of ``renderings`` that does."""


class Standing(IntEnum):
    """How directly a testimony speaks; only the best standing that occurs is heard."""

    SAID = 0
    """The source says it: an explicit claim, or a rendering whose link to the utterance is stated."""
    INFERRED = 1
    """We infer it from the source: an inferred claim, or a rendering whose link is inferred."""
    REFERENCE = 2
    """A work of reference says it, which fills only what no other source tells."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """One value that one account in one source gives of one property; the ends of a date are ordinals of days."""

    key: str
    """The claim or rendering."""
    witness: tuple[str, str]
    """Source and account: the values of one witness hold together."""
    value: str
    low: float | None
    high: float | None
    standing: Standing
    published: date
    """The first day on which the source may have been published; ``date.max`` where that is not known."""


def is_doubtful(rendering: Row) -> bool:
    """Tell whether the rendering may be of another utterance: nothing is concluded from it, and nothing counts it."""
    return rendering.get("link") == "doubtful"


def is_silence(claim: Row) -> bool:
    """Tell whether the claim only says that its source or account does not mention the subject."""
    return claim.get("property") == "stance" and claim.get("value") == "not-mentioned"


def by_subject(rows: Rows) -> dict[Subject, list[Testimony]]:
    """Gather every testimony without a scope of its own, by what it speaks of.

    A value that is not of its property's kind (a code outside the vocabulary, the key of no row, a date without
    days) is a finding of other checks and testifies nothing.
    """
    sources = {str(row["id"]): row for row in rows.get("sources", [])}
    keys = {name: {str(row["id"]) for row in table} for name, table in rows.items()}
    gathered: dict[Subject, list[Testimony]] = defaultdict(list)
    for subject, row, value, first, last in _told(rows):
        source = sources.get(str(row["source"]), {})
        if not _holds(subject[2], value, first, last, keys):
            continue
        if source.get("kind") == "reference":
            standing = Standing.REFERENCE
        elif row.get("basis") == "inferred" or row.get("link") == "inferred":
            standing = Standing.INFERRED
        else:
            standing = Standing.SAID
        published = source.get("published_first")
        gathered[subject].append(
            Testimony(
                key=str(row["id"]),
                witness=(str(row["source"]), str(row.get("account") or "")),
                value=str(value),
                low=_number(first),
                high=_number(last),
                standing=standing,
                published=published if isinstance(published, date) else date.max,
            )
        )
    return dict(gathered)


def _told(rows: Rows) -> Iterator[tuple[Subject, Row, Value, Value, Value]]:
    """Give each value with its subject, the row that gives it, and the ends of its range."""
    for claim in rows.get("claims", []):
        name = claim.get("property")
        if claim.get("scope") is not None or name not in PROPERTY_VALUES:
            continue
        how = relation(str(name))
        ends = (claim.get(how.low), claim.get(how.high)) if isinstance(how, Overlapping) else (None, None)
        for table, column in (("events", "event"), ("quotes", "quote")):
            if claim.get(column) is not None:
                yield (table, str(claim[column]), str(name)), claim, claim.get("value"), *ends
    for rendering in rows.get("renderings", []):
        if is_doubtful(rendering):
            continue
        for name, column in RENDERED.items():
            ends = (rendering.get("said_first"), rendering.get("said_last")) if name == "date" else (None, None)
            yield ("quotes", str(rendering["quote"]), name), rendering, rendering.get(column), *ends


def _holds(name: str, value: Value, first: Value, last: Value, keys: dict[str, set[str]]) -> bool:
    """Tell whether *value* is one of the property *name*."""
    if value is None:
        return False
    if isinstance(relation(name), Overlapping):
        return first is not None or last is not None
    match PROPERTY_VALUES[name]:
        case Coded(vocabulary=vocabulary):
            return value in vocabulary
        case Reference(table=table):
            return value in keys.get(table, set())
        case _:
            return True


def _number(end: Value) -> float | None:
    """Give the end of a range on one line for days and numbers alike."""
    match end:
        case date():
            return end.toordinal()
        case int() | float():
            return end
        case _:
            return None
