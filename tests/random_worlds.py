"""Random datasets, most of them broken: the example dataset with some rules' examples and some random edits made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from rule_examples import EXAMPLES, apart, number_of, together
from summitdata.diagnostics import Diagnostic
from summitdata.model import Key, Reference, Row, Rows
from summitdata.resolve import complete
from summitdata.rules import RULES
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Action, Edit
from summitdata.rules.patching import patched
from summitdata.rules.run import evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import PROPERTY_VALUES, TABLES

_PREFIX = re.compile(r"\bx[0-9]+-")
_KEPT = {"id", "text", "sha256", "text_sha256"}
_WITHDRAWN = {("tombstones", "key"), ("tombstones", "successor")}


def world(random: Random) -> Rows:
    """Give the example dataset with the edits of up to two rules' examples and up to two random edits of cells."""
    edits = [edit for example in random.sample(EXAMPLES, random.randint(0, 2)) for edit in example.patch.edits]
    try:
        rows = patched(edits)
    except ValueError:  # two examples that edit one another's rows away
        rows = patched(())
    for _ in range(random.randint(0, 2)):
        table = random.choice([name for name, records in rows.items() if len(records) > 1])
        column = random.choice([column for column in TABLES[table].columns if column.name not in _KEPT])
        one, other = random.sample(list(rows[table]), 2)
        value = None if random.random() < 0.3 and not column.required else other.get(column.name)
        if column.name in one:
            try:
                rows = patched([*edits, Edit(Action.CHANGE, table, str(one["id"]), {column.name: value})])
            except ValueError:
                continue
    return rows


def judged(datasets: Sequence[Rows]) -> list[frozenset[Diagnostic]]:
    """Check datasets, each apart from the others, and give the findings in each.

    A row that breaks its schema is not held against the rules, as in a run of the command.
    """
    rows = complete(together(apart(each, number) for number, each in enumerate(datasets)))
    tables = polars_tables(rows)
    findings = [finding for name, frame in tables.items() for finding in schema_findings(TABLES[name], frame)]
    failing = {(str(finding.table), str(finding.key)) for finding in findings}
    for hit in evaluate(RULES.values(), polars_frames(rows, tables), failing=failing).hits:
        rule = hit.rule
        findings.append(
            Diagnostic(
                rule.code,
                rule.severity,
                rule.sentence,
                hit.found or "",
                rule.fix,
                hit.target.table,
                hit.key,
                hit.column,
            )
        )
    by_number: dict[int, set[Diagnostic]] = defaultdict(set)
    for finding in findings:
        told = replace(finding, key=_PREFIX.sub("", str(finding.key)), found=_PREFIX.sub("", finding.found))
        by_number[number_of(str(finding.key))].add(told)
    return [frozenset(by_number[number]) for number in range(len(datasets))]


def keys_in(row: Row, table: str) -> dict[str, str]:
    """Give the columns of a row that hold a key, its own or another's, with that key."""

    def is_key(column: str) -> bool:
        kind = TABLES[table][column].kind
        if (table, column) == ("claims", "value"):
            kind = PROPERTY_VALUES.get(str(row["property"]), kind)
        return isinstance(kind, Key | Reference) or (table, column) in _WITHDRAWN

    return {column: str(value) for column, value in row.items() if value is not None and is_key(column)}
