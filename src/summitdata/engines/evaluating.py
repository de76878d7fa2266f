"""Running rules on an engine: counts first, all together, and the rows only of rules that are broken.

What comes of a rule is what :func:`summitdata.rules.run.evaluate` gives of rows in memory: there, rows that fail a
check which comes before are taken out of sets of keys; here the engine joins them away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.engines.engine import Engine, rows_in_memory
from summitdata.rules.context import Frame, Frames, NotEvaluatedError
from summitdata.rules.language import Query, Rule, Target
from summitdata.rules.rowwise import RowWise
from summitdata.rules.run import FAILURES, Evaluation, RuleError, asked, failed, hit_of, in_order

MOST_TAKEN: Final = 10_000
"""The most rows that break rules which are all taken into memory; of more, no more than are told."""

_ORDER: Final = ("id", "column", "found", "value")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The query of one rule about one column."""

    rule: Rule
    target: Target
    query: Query

    @property
    def broken(self) -> tuple[str, nw.Expr] | None:
        """The table and the condition of the rows that break the rule, where they are rows of one table alone."""
        if not isinstance(self.query, RowWise) or self.query.condition is None:
            return None
        return self.query.table, self.query.condition & ~nw.col("id").is_null()


def evaluate(
    engine: Engine,
    queries: list[Asked],
    counted: Mapping[Asked, int],
    flawed: Mapping[str, Frame],
    most: int,
    told: Callable[[str], None],
    evaluation: Evaluation,
) -> Evaluation:  # fmt: skip
    """Run the queries of rules on the tables of an engine, in the order in which the rules come after one another.

    Args:
        engine: The engine that has the tables.
        queries: The queries, from :func:`queries_of`.
        counted: How many rows break a rule, of the queries of which that is known already.
        flawed: By table the keys of the rows that fail a check of the schema.
        most: How many rows are fetched for one rule and column.
        told: Is told what is done, for who waits.
        evaluation: What came of building the queries; the rest is added to it.

    Raises:
        RuleError: A rule failed with an error, or gave something other than rows of its table.
    """
    raw = dict(counted) | _counted(engine, [each for each in queries if each not in counted], told)
    broken = {each: raw[each] for each in queries if raw[each]}
    computed = engine.rows
    if sum(broken.values()) <= MOST_TAKEN:
        broken, flawed = _taken(engine, broken, flawed, told)
        queries, computed = [*broken], rows_in_memory
    standing = _standing(queries, broken, flawed)
    for done, (each, kept) in enumerate(standing.items()):
        code = each.rule.code
        told(f"fetching the rows that break {code}, {done + 1:,} of {len(standing):,} queries")
        try:
            left, distinct, rows = computed([*_wanted(kept, most)])
        except FAILURES as error:
            raise failed(each.rule, error) from error
        if left_out := broken[each] - int(left[0]["n"]):
            evaluation.skipped[code] = evaluation.skipped.get(code, 0) + left_out
        evaluation.hits += [hit_of(each.rule, each.target, row) for row in rows]
        evaluation.counts[code] += int(distinct[0]["n"])
    return evaluation


def _taken(
    engine: Engine, broken: Mapping[Asked, int], flawed: Mapping[str, Frame], told: Callable[[str], None]
) -> tuple[dict[Asked, int], dict[str, Frame]]:  # fmt: skip
    """Take into memory the rows that break rules, and which of them fail a check of the schema.

    There it costs next to nothing to take the ones from the others, for which an engine would compute each query anew
    in those of all the rules that come after it.
    """
    near: dict[Asked, int] = {}
    keys: dict[str, set[str]] = defaultdict(set)
    for some in _batches([*broken], engine.at_once or len(broken)):
        told(f"fetching the rows that break rules, {len(near):,} of {len(broken):,} queries")
        for each, rows in zip(some, _computed(engine, some, [each.query for each in some]), strict=True):
            near[Asked(each.rule, each.target, _in_memory(each.query, rows))] = broken[each]
            keys[each.target.table].update(hit_of(each.rule, each.target, row).key for row in rows)
    also = {
        table: frame.join(engine.made(pl.DataFrame({"id": sorted(keys[table])})), on="id", how="semi")
        for table, frame in flawed.items()
        if keys[table]
    }
    answers = engine.rows([*also.values()])
    return near, {table: _in_memory(frame, rows) for (table, frame), rows in zip(also.items(), answers, strict=True)}


def _computed(engine: Engine, some: Sequence[Asked], frames: Sequence[Frame]) -> list[list[dict[str, Any]]]:
    """Compute a frame for each of some queries.

    Raises:
        RuleError: A rule failed.
    """
    try:
        return engine.rows(frames)
    except FAILURES as error:
        for each, frame in zip(some, frames, strict=True):
            try:
                engine.rows([frame])
            except FAILURES as own:
                raise failed(each.rule, own) from own
        raise RuleError(f"the rules failed together, and none alone: {error}") from error


def _in_memory(frame: Frame, rows: list[dict[str, Any]]) -> Frame:
    """Give the computed rows of a frame as a frame of polars."""
    found: Frame = nw.from_native(pl.LazyFrame(rows, schema=frame.collect_schema().to_polars()))
    return found


def _standing(
    queries: list[Asked], broken: Mapping[Asked, int], flawed: Mapping[str, Frame]
) -> dict[Asked, Frame]:  # fmt: skip
    """Give of each broken query the rows that no check tells of which comes before its rule."""
    by_rule: dict[str, list[Asked]] = defaultdict(list)
    for each in queries:
        by_rule[each.rule.code].append(each)
    standing: dict[Asked, Frame] = {}
    barred: dict[str, dict[str, list[Frame]]] = {}
    for rule in in_order({each.rule.code: each.rule for each in queries}):
        before: dict[str, list[Frame]] = defaultdict(list, {table: [keys] for table, keys in flawed.items()})
        for code in rule.after:
            for table, keysets in barred.get(code, {}).items():
                before[table] += [keys for keys in keysets if not any(keys is other for other in before[table])]
        barred[rule.code] = defaultdict(list, {table: [*keysets] for table, keysets in before.items()})
        for each in by_rule[rule.code]:
            if each in broken:
                keysets = before[each.target.table]
                keys = nw.concat(keysets).unique() if len(keysets) > 1 else keysets[0] if keysets else None
                standing[each] = each.query if keys is None else each.query.join(keys, on="id", how="anti")
                barred[rule.code][each.target.table].append(each.query.select("id").unique())
    return standing


def _wanted(kept: Frame, most: int) -> tuple[Frame, Frame, Frame]:
    """Give what is wanted of the rows that break a rule: how many, how many that are unlike, and the first of them."""
    distinct = kept.unique()
    names = [name for name in _ORDER if name in kept.collect_schema().names()]
    return (
        kept.select(nw.len().alias("n")),
        distinct.select(nw.len().alias("n")),
        distinct.sort(*names, nulls_last=False).head(most),
    )


def queries_of(
    rules: Iterable[Rule], frames: Frames, present: Collection[str]
) -> tuple[list[Asked], Evaluation]:  # fmt: skip
    """Build the queries that can be built, and tell which rules have none, or not all.

    A column of a table that is not there has no row that breaks anything.

    Args:
        rules: The rules; with each also those that it comes after.
        frames: The tables.
        present: The names of the tables that there are.

    Raises:
        RuleError: A rule failed with an error, or gave something other than rows of its table.
    """
    evaluation = Evaluation()
    queries = []
    for rule in rules:
        targets = [target for target in rule.targets if target.table in present]
        if not targets:
            evaluation.unevaluated[rule.code] = f"there is no table {rule.targets[0].table}" + (
                "" if len({target.table for target in rule.targets}) == 1 else ", or another that it speaks of"
            )
            continue
        reasons: dict[str, list[str]] = defaultdict(list)
        built = []
        for target in targets:
            try:
                built.append(Asked(rule, target, asked(rule, target, frames)))
            except NotEvaluatedError as reason:
                reasons[str(reason)].append(f"{target.table}.{target.column}")
        queries += built
        if reasons and not built:
            evaluation.unevaluated[rule.code] = "; ".join(reasons)
        elif reasons:
            evaluation.partial[rule.code] = "; ".join(
                f"{', '.join(columns)} could not be looked at: {reason}" for reason, columns in reasons.items()
            )
    return queries, evaluation


def _counted(engine: Engine, queries: list[Asked], told: Callable[[str], None]) -> dict[Asked, int]:
    """Count the rows of all queries, as many together as the engine computes at once.

    Raises:
        RuleError: A rule failed.
    """
    found: dict[Asked, int] = {}
    rules = len({each.rule.code for each in queries})
    for some in _batches(queries, engine.at_once or len(queries)):
        told(f"counting the rows that break {rules} rules, {len(found):,} of {len(queries):,} queries")
        answers = _computed(engine, some, [each.query.select(nw.len().alias("n")) for each in some])
        found |= {each: int(rows[0]["n"]) for each, rows in zip(some, answers, strict=True)}
    return found


def _batches(queries: Sequence[Asked], size: int) -> Iterator[Sequence[Asked]]:
    """Give so many queries at a time."""
    for first in range(0, len(queries), max(1, size)):
        yield queries[first : first + size]
