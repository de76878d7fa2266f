"""What is said of the rules about tables, which say it themselves: their pages and examples as entries."""

from __future__ import annotations

from collections.abc import Iterable

from summitdata.catalogue.entry import Entry, Example
from summitdata.catalogue.judging import by_rules
from summitdata.catalogue.staging import edited_package, edited_rows, package_alone, rows_alone
from summitdata.model import Origin
from summitdata.rules import RULES
from summitdata.rules.checks import needed
from summitdata.rules.language import Edit, Patch, Rule
from summitdata.schema import TABLES

_CONCLUDED = frozenset({Origin.RESOLVED, Origin.COUNTED})


def entries() -> Iterable[Entry]:
    """Give the entry of each rule about tables; its first example is the one that is shown."""
    for rule in RULES.values():
        yield Entry(
            rule.code, rule.severity, rule.sentence, rule.why, rule.fix, rule.since, "check",
            example_of(rule, rule.breaks[0]),
            tuple(dict.fromkeys(f"{target.table}.{target.column}" for target in rule.targets)),
            rule.after,
            tuple(patch.says for patch in rule.holds),
        )  # fmt: skip


def example_of(rule: Rule, patch: Patch) -> Example:
    """Give one example of a rule: in row files, or in a package where a conclusion is edited, which no row has."""
    judge = by_rules(needed(lambda code: code == rule.code))
    if any(map(_concludes, patch.edits)):
        return Example(patch.says, package_alone, edited_package(patch.edits), judge)
    return Example(patch.says, rows_alone, edited_rows(patch.edits), judge)


def _concludes(edit: Edit) -> bool:
    return any(TABLES[edit.table][name].origin in _CONCLUDED for name in edit.values)
