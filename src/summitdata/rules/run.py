"""Running rules on the frames of one dataset: which rows break which rule, and what could not be evaluated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.rules.context import IN_MEMORY, Frames, NotEvaluatedError
from summitdata.rules.language import Query, Rule, Target

RowKey: TypeAlias = tuple[str, str]
"""A table and the key of a row in it."""

_Asked: TypeAlias = tuple[Rule, Target, Query]
"""The query of a rule about one column."""

_ANSWER = {"id", "found", "value", "column"}
"""The columns that a query may give."""

_TOGETHER: Final = 15
"""So many queries are handed to polars at a time, which runs them while the next ones are built here in Python."""


FAILURES: Final = (Exception, pl.exceptions.PanicException)
"""What a computation can end with: a panic of polars is no Exception, so that nobody would tell of it."""


class RuleError(RuntimeError):
    """A rule could not be run, which is the mistake of its author and never the data's: nothing is proved by it."""

    def __init__(self, message: str, code: str | None = None) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that breaks a rule."""

    rule: Rule
    target: Target
    key: str
    column: str
    found: str | None
    value: str | None

    @property
    def row(self) -> RowKey:
        """The row's table and key."""
        return self.target.table, self.key

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Sorts the rows that break one rule, which an engine gives in any order."""
        return self.target.table, self.key, self.column, self.found or ""


@dataclass(slots=True)
class Evaluation:
    """What came of running rules.

    ``unevaluated`` gives, for each rule that could not be run at all, the reason, and ``partial`` for each that could
    be run on some of its columns only; ``skipped`` how many rows broke a rule and were left out, since they fail a
    check that comes before it; ``counts`` how many break a rule of which not all are among the hits.
    """

    hits: list[Hit] = field(default_factory=list)
    unevaluated: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    partial: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def evaluate(
    rules: Iterable[Rule], frames: Frames, *, failing: Collection[RowKey] = (), torn: str | None = None
) -> Evaluation:
    """Run *rules*, in the order in which they come after one another.

    Args:
        rules: The rules; with each also those that it comes after, or their failing rows are told again.
        frames: The dataset, as polars frames.
        failing: Rows that fail a check which comes before every rule, such as that of the schema.
        torn: Why rows may be missing, where they may: then closed rules cannot be evaluated.

    Raises:
        RuleError: A rule failed with an error, or gave something other than rows of its table.
    """
    evaluation = Evaluation()
    queries: list[_Asked] = []
    handed = 0
    answers: list[Future[list[list[dict[str, Any]]]]] = []
    with ThreadPoolExecutor(max_workers=1) as beside:
        for rule in rules:
            if rule.closed and torn is not None:
                evaluation.unevaluated[rule.code] = torn
                continue
            try:
                queries += [(rule, target, _built(rule, target, frames)) for target in rule.targets]
            except NotEvaluatedError as reason:
                evaluation.unevaluated[rule.code] = str(reason)
            if len(queries) >= handed + _TOGETHER:
                answers.append(beside.submit(_answers, queries[handed:]))
                handed = len(queries)
        answers.append(beside.submit(_answers, queries[handed:]))
    broken: dict[str, list[Hit]] = {}
    told = chain.from_iterable(answer.result() for answer in answers)
    for (rule, target, _), rows in zip(queries, told, strict=True):
        broken.setdefault(rule.code, []).extend(hit_of(rule, target, row) for row in rows)
    barred: dict[str, set[RowKey]] = {}
    for rule in in_order({rule.code: rule for rule, _, _ in queries}):
        before = set(failing).union(*(barred.get(code, set()) for code in rule.after))
        kept = sorted((hit for hit in broken[rule.code] if hit.row not in before), key=lambda hit: hit.order)
        evaluation.hits += kept
        if len(kept) < len(broken[rule.code]):
            evaluation.skipped[rule.code] = len(broken[rule.code]) - len(kept)
        barred[rule.code] = before | {hit.row for hit in kept}
    return evaluation


def asked(rule: Rule, target: Target, frames: Frames) -> Query:
    """Build the query of one rule, and see that it gives rows of its table."""
    query = _built(rule, target, frames)
    try:
        names = query.collect_schema().names()
    except FAILURES as error:
        raise failed(rule, error) from error
    _gives_rows(rule, names)
    return query


def _built(rule: Rule, target: Target, frames: Frames) -> Query:
    """Build the query of one rule."""
    try:
        return rule.query(frames, target)
    except NotEvaluatedError:
        raise
    except FAILURES as error:
        raise failed(rule, error) from error


def _gives_rows(rule: Rule, names: Sequence[str]) -> None:
    """See that an answer has a key, and nothing that nobody asks for."""
    if "id" not in names or not set(names) <= _ANSWER:
        raise RuleError(
            f"rule {rule.code} ({rule.name}) gives the columns {names}, none but {_ANSWER} with an id", rule.code
        )


def _answers(queries: Sequence[_Asked]) -> list[list[dict[str, Any]]]:
    """Run queries together; where that fails, one by one, to name the rule."""
    natives: list[pl.LazyFrame] = [nw.to_native(query) for _, _, query in queries]
    try:
        answers = pl.collect_all(natives, engine=IN_MEMORY)
    except FAILURES:
        for (rule, _, _), native in zip(queries, natives, strict=True):
            try:
                native.collect(engine=IN_MEMORY)
            except FAILURES as error:
                raise failed(rule, error) from error
        raise
    for (rule, _, _), answer in zip(queries, answers, strict=True):
        _gives_rows(rule, answer.columns)
    return [answer.to_dicts() for answer in answers]


def failed(rule: Rule, error: BaseException) -> RuleError:
    """Tell of an error that a rule ended with."""
    return RuleError(f"rule {rule.code} ({rule.name}) failed with {type(error).__name__}: {error}", rule.code)


def hit_of(rule: Rule, target: Target, row: Mapping[str, Any]) -> Hit:
    """Make a hit out of a row of the answer."""
    if not isinstance(row["id"], str):
        raise RuleError(f"rule {rule.code} ({rule.name}) gives the key {row['id']!r}", rule.code)
    return Hit(rule, target, row["id"], row.get("column") or target.column, row.get("found"), row.get("value"))


def in_order(rules: Mapping[str, Rule]) -> list[Rule]:
    """Sort rules so that each stands behind those that it comes after.

    Raises:
        RuleError: Rules come after one another in a circle.
    """
    ordered: dict[str, Rule] = {}
    waiting = dict(rules)
    while waiting:
        ready = [rule for rule in waiting.values() if not any(code in waiting for code in rule.after)]
        if not ready:
            raise RuleError(f"the rules {sorted(waiting)} come after one another in a circle")
        for rule in ready:
            ordered[rule.code] = waiting.pop(rule.code)
    return list(ordered.values())
