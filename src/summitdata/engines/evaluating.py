"""Running rules on an engine: counts first, all together, and the rows only of rules that are broken.

What comes of a rule is what :func:`summitdata.rules.run.evaluate` gives of rows in memory: there, rows that fail a
check which comes before are taken out of sets of keys; here the engine joins them away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import narwhals.stable.v2 as nw

from summitdata.engines.engine import Engine
from summitdata.rules.context import Frame, Frames, NotEvaluatedError
from summitdata.rules.language import Query, Rule, Target
from summitdata.rules.run import Evaluation, RuleError, asked, failed, hit_of, in_order

_ORDER: Final = ("id", "column", "found", "value")


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The query of one rule about one column."""

    rule: Rule
    target: Target
    query: Query


def evaluate(
    engine: Engine,
    rules: Iterable[Rule],
    frames: Frames,
    present: Iterable[str],
    flawed: Mapping[str, Frame],
    most: int,
    told: Callable[[str], None],
) -> Evaluation:
    """Run rules on the tables of an engine, in the order in which they come after one another.

    Args:
        engine: The engine that has the tables.
        rules: The rules; with each also those that it comes after.
        frames: The tables.
        present: The names of the tables that there are.
        flawed: By table the keys of the rows that fail a check of the schema.
        most: How many rows are fetched for one rule and column.
        told: Is told what is done, for who waits.

    Raises:
        RuleError: A rule failed with an error, or gave something other than rows of its table.
    """
    evaluation = Evaluation()
    queries = _queries(list(rules), frames, set(present), evaluation)
    told(f"counting the rows that break {len({each.rule.code for each in queries})} rules")
    raw = _counted(engine, queries)
    broken = {each: count for each, count in zip(queries, raw, strict=True) if count}
    told(f"fetching the rows that break {len({each.rule.code for each in broken})} rules")
    standing = _standing(queries, broken, flawed)
    answers = iter(engine.rows([frame for each, kept in standing.items() for frame in _wanted(kept, most)]))
    for each in standing:
        code = each.rule.code
        kept, distinct, rows = next(answers), next(answers), next(answers)
        if left_out := broken[each] - int(kept[0]["n"]):
            evaluation.skipped[code] = evaluation.skipped.get(code, 0) + left_out
        evaluation.hits += [hit_of(each.rule, each.target, row) for row in rows]
        evaluation.counts[code] += int(distinct[0]["n"])
    return evaluation


def _standing(
    queries: list[_Asked], broken: Mapping[_Asked, int], flawed: Mapping[str, Frame]
) -> dict[_Asked, Frame]:  # fmt: skip
    """Give of each broken query the rows that no check tells of which comes before its rule."""
    by_rule: dict[str, list[_Asked]] = defaultdict(list)
    for each in queries:
        by_rule[each.rule.code].append(each)
    standing: dict[_Asked, Frame] = {}
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


def _queries(rules: list[Rule], frames: Frames, present: set[str], evaluation: Evaluation) -> list[_Asked]:
    """Build the queries that can be built; a column of a table that is not there has no row that breaks anything."""
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
                built.append(_Asked(rule, target, asked(rule, target, frames)))
            except NotEvaluatedError as reason:
                reasons[str(reason)].append(f"{target.table}.{target.column}")
        queries += built
        if reasons and not built:
            evaluation.unevaluated[rule.code] = "; ".join(reasons)
        elif reasons:
            evaluation.partial[rule.code] = "; ".join(
                f"{', '.join(columns)} could not be looked at: {reason}" for reason, columns in reasons.items()
            )
    return queries


def _counted(engine: Engine, queries: list[_Asked]) -> list[int]:
    """Count the rows of all queries together; where that fails, one by one, to name the rule."""
    counts = [each.query.select(nw.len().alias("n")) for each in queries]
    try:
        return [int(rows[0]["n"]) for rows in engine.rows(counts)]
    except Exception as error:
        for each, count in zip(queries, counts, strict=True):
            try:
                engine.rows([count])
            except Exception as own:
                raise failed(each.rule, own) from own
        raise RuleError(f"the rules failed together, and none alone: {error}") from error
