"""The language in which rules are written: a rule is a function that returns the rows which break it.

::

    @rule("R002", table="claims", column="event", breaks=[...], holds=[...])
    def claim_subject(frames: Frames) -> Query:
        '''A claim speaks of an event or of an utterance, and not of both.

        Why:
            A claim without a subject says nothing, and one with two subjects says two things.

        Fix:
            Give `event` or `quote`, and split a claim that speaks of both into two.
        '''
        ...

The function gets the tables as narwhals lazy frames and returns one with a row for each failing row: the
column ``id`` is its key, ``found`` (optional) the fragment that says what is there instead, ``value``
(optional) the cell that should have named something else, for which the nearest name is proposed.  A rule
that holds for several columns alike is written once with :func:`rule_of_columns`.

Only the portable subset of narwhals is used, so that the same function runs on polars, DuckDB and Spark:
expressions, joins on key columns, groups; no Python functions, no regular expression beyond ASCII classes.
Null means unknown, and unknown is not a violation.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Required, TypeAlias, TypedDict, Unpack

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.model import Value
from summitdata.rules.context import Frames
from summitdata.schema import TABLES

Query: TypeAlias = "nw.LazyFrame[Any]"
"""The rows that break a rule."""

_CODE = re.compile(r"[A-Z][0-9]{3}")
_SECTIONS = re.compile(r"(?P<sentence>.+?)\n\nWhy:\n(?P<why>.+?)\n\nFix:\n(?P<fix>.+)", re.DOTALL)


class Action(StrEnum):
    """What an edit does to a row."""

    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one row of the example dataset."""

    action: Action
    table: str
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def change(table: str, key: str, /, **values: Value) -> Edit:
    """Give some columns of a row other values; None empties a column."""
    return Edit(Action.CHANGE, table, key, values)


def add(table: str, key: str, /, **values: Value) -> Edit:
    """Add a row; columns that are not named are empty or hold their default."""
    return Edit(Action.ADD, table, key, values)


def remove(table: str, key: str, /) -> Edit:
    """Remove a row with everything that is written inside it."""
    return Edit(Action.REMOVE, table, key)


@dataclass(frozen=True, slots=True)
class Patch:
    """An example: a sentence that says what is done to the example dataset, and the edits that do it.

    ``also`` names the rules that the same edits break besides, where that cannot be helped.
    """

    says: str
    edits: tuple[Edit, ...]
    also: tuple[str, ...] = ()


def patch(says: str, /, *edits: Edit, also: tuple[str, ...] = ()) -> Patch:
    """Make an example out of a sentence and its edits."""
    if not edits:
        raise ValueError(f"the example {says!r} changes nothing")
    return Patch(says, edits, also)


@dataclass(frozen=True, slots=True)
class Target:
    """A column that a rule speaks of, and the table whose keys it may hold, for proposals."""

    table: str
    column: str
    among: str | None = None

    def __post_init__(self) -> None:
        if self.table not in TABLES or self.column not in TABLES[self.table].by_name:
            raise ValueError(f"a rule speaks of {self.table}.{self.column}, which is no column")
        if self.among is not None and self.among not in TABLES:
            raise ValueError(f"a rule proposes keys of {self.among!r}, which is no table")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what must hold, why, how to mend it, and the query that finds the rows which break it.

    ``after`` lists the codes of rules: a row that fails one of them is not evaluated here, since what would
    be found follows from that.  ``closed`` says that the rule concludes from the absence of a row, and so
    cannot be evaluated while a part of the dataset is unreadable.
    """

    code: str
    name: str
    severity: Severity
    sentence: str
    why: str
    fix: str
    targets: tuple[Target, ...]
    query: Callable[[Frames, Target], Query]
    breaks: tuple[Patch, ...]
    holds: tuple[Patch, ...]
    after: tuple[str, ...]
    closed: bool
    since: str


class Terms(TypedDict, total=False):
    """What every rule may say of itself besides its code and its columns."""

    breaks: Required[Iterable[Patch]]
    """Examples that break this rule and no other."""
    holds: Required[Iterable[Patch]]
    """Near misses that break none."""
    severity: Severity
    """How much a finding matters; an error where nothing is said."""
    after: tuple[str, ...]
    """Codes of the rules whose failing rows are not evaluated."""
    closed: bool
    """Whether the rule concludes from the absence of a row."""
    since: str
    """The version of SummitData that first had the rule."""


def rule(
    code: str, *, table: str, column: str, among: str | None = None, **terms: Unpack[Terms]
) -> Callable[[Callable[[Frames], Query]], Rule]:
    """Make a rule about one column out of a function with a docstring of three parts.

    Args:
        code: The permanent code, a capital letter and three digits, never used again for another rule.
        table: The table whose rows break the rule.
        column: The column that a finding points to.
        among: The table among whose keys the nearest to a wrong value is proposed.
        terms: Examples and what else there is to say, see :class:`Terms`.

    Raises:
        ValueError: The docstring lacks a section, the code has another form, or an example is missing.
    """

    def decorate(function: Callable[[Frames], Query]) -> Rule:
        return _made(code, function, (Target(table, column, among),), lambda frames, _: function(frames), terms)

    return decorate


def rule_of_columns(
    code: str, targets: Iterable[Target], **terms: Unpack[Terms]
) -> Callable[[Callable[[Frames, Target], Query]], Rule]:
    """Make one rule that holds for several columns alike; the function gets the column as well.

    Args:
        code: As in :func:`rule`.
        targets: The columns, generated from the declared tables wherever that can be done.
        terms: As in :func:`rule`.

    Raises:
        ValueError: As in :func:`rule`, or no column is given.
    """

    def decorate(function: Callable[[Frames, Target], Query]) -> Rule:
        return _made(code, function, tuple(targets), function, terms)

    return decorate


def _made(
    code: str,
    function: Callable[..., Query],
    targets: tuple[Target, ...],
    query: Callable[[Frames, Target], Query],
    terms: Terms,
) -> Rule:
    """Put a rule together, or say what it lacks."""
    if _CODE.fullmatch(code) is None:
        raise ValueError(f"{code!r} is no code: a capital letter and three digits")
    sections = _SECTIONS.fullmatch(inspect.cleandoc(function.__doc__ or ""))
    if sections is None:
        raise ValueError(f"the docstring of rule {code} needs a sentence and the sections 'Why:' and 'Fix:'")
    breaks, holds = tuple(terms["breaks"]), tuple(terms["holds"])
    if not (targets and breaks and holds):
        raise ValueError(f"rule {code} needs a column, an example that breaks it and one that does not")
    sentence, why, fix = (" ".join(sections[part].split()) for part in ("sentence", "why", "fix"))
    return Rule(
        code=code,
        name=function.__name__,
        severity=terms.get("severity", Severity.ERROR),
        sentence=sentence,
        why=why,
        fix=fix,
        targets=targets,
        query=query,
        breaks=breaks,
        holds=holds,
        after=terms.get("after", ()),
        closed=terms.get("closed", False),
        since=terms.get("since", "0.1.0"),
    )


def catalogue(rules: Iterable[Rule]) -> dict[str, Rule]:
    """The rules by code, in the order of their codes.

    Raises:
        ValueError: Two rules share a code, or one comes after a rule that does not exist.
    """
    listed: dict[str, Rule] = {}
    for entry in sorted(rules, key=lambda entry: entry.code):
        if entry.code in listed:
            raise ValueError(f"the code {entry.code} is given twice: {listed[entry.code].name} and {entry.name}")
        listed[entry.code] = entry
    for entry in listed.values():
        if unknown := [code for code in entry.after if code not in listed]:
            raise ValueError(f"rule {entry.code} comes after {unknown}, which do not exist")
    return listed
