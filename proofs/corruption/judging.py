"""Judging a slip: the stages of a check from the cheapest to the dearest, until one finds something new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from proofs.corruption.changes import Changed
from proofs.corruption.footprints import Footprints
from proofs.corruption.waiving import unwaived
from proofs.corruption.worlds import World
from summitdata.build.lock import changes, lock_of
from summitdata.diagnostics import Severity
from summitdata.evidence import Article, verify
from summitdata.model import Rows, Text
from summitdata.resolve import complete
from summitdata.rules import RULES
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Rule
from summitdata.rules.run import Hit, evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import TABLES

_OF_STRETCHES: Final = frozenset({"sources", "spans", "runs", "names", "renderings"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What found a slip first: the code of the check, or None.

    ``rows`` is what a check of the row files finds as an error or a warning; ``information`` what it tells besides;
    ``articles`` and ``locked`` what is found in addition where the articles are at hand, and with the lock.
    """

    rows: str | None
    information: str | None = None
    articles: str | None = None
    locked: str | None = None


class Judge:
    """Judges slips in one dataset; everything that stays the same from slip to slip is computed once."""

    def __init__(self, world: World, footprints: Footprints | None) -> None:
        """Take a dataset, and the columns that each rule reads; without those every rule is run on every slip."""
        self.world, self._footprints = world, footprints
        self._rows = complete(world.tables)
        self._frames = polars_tables(self._rows)
        self._hits = evaluate(RULES.values(), polars_frames(self._rows, self._frames)).hits
        self._told = {_told(hit) for hit in self._hits}

    def judge(self, changed: Changed) -> Verdict:
        """Find out what finds a slip."""
        if changed.code is not None:
            return Verdict(changed.code)
        rows = complete(changed.tables)
        touched = _differences(self._rows, rows)
        names = {name for name, _ in touched}
        frames = {**self._frames, **_some(polars_tables(_some(rows, names)), names)}
        for name in [name for name in names if changed.tables.get(name) is not self.world.tables.get(name)]:
            if findings := schema_findings(TABLES[name], frames[name]):
                return Verdict(findings[0].code)
        hits: list[Hit] = []
        made = polars_frames(rows, frames)
        for asked in self._stages(touched):
            present = evaluate(asked, made).hits
            hits += [hit for hit in present if _told(hit) not in self._told]
            if grave := self._grave(asked, present, rows):
                return Verdict(grave)
        is_printed = any(_may_be_printed(name, column) for name, column in touched)
        article = next((code for code, *_ in self._of_articles(changed.tables)), None) if is_printed else None
        locked = next((each.code for each in changes(_some_locked(self._lock, names), _some(rows, names))), None)
        return Verdict(None, hits[0].rule.code if hits else None, article, locked)

    def _grave(self, asked: list[Rule], present: list[Hit], rows: Rows) -> str | None:
        """Give the code of the first error or warning that was not there before and that no waiver accepts."""
        codes = {rule.code for rule in asked}
        every = [*present, *(hit for hit in self._hits if hit.rule.code not in codes)]
        grave = (hit for hit in every if hit.rule.severity is not Severity.INFORMATION)
        return next((told[0] for told in unwaived(grave, rows) if told not in self._accepted), None)

    @cached_property
    def _accepted(self) -> set[tuple[str, ...]]:
        """Everything that is told of the dataset before a slip."""
        grave = (hit for hit in self._hits if hit.rule.severity is not Severity.INFORMATION)
        return set(unwaived(grave, self._rows))

    def _stages(self, touched: set[tuple[str, str]]) -> list[list[Rule]]:
        """Give the rules whose answer may be another one now, those about a cell that was touched before the others.

        Most slips are found by a rule about their own cell, and then nothing else need be asked.
        """
        if self._footprints is None:
            return [list(RULES.values())]
        asked = [rule for code, rule in RULES.items() if self._footprints[code] & touched]
        near = [rule for rule in asked if any((each.table, each.column) in touched for each in rule.targets)]
        return [near, [rule for rule in asked if rule not in near]]

    def _of_articles(self, tables: Rows) -> Iterator[tuple[str, ...]]:
        """Give what the articles show besides what they showed before."""
        if self.world.texts is not None:
            yield from (told for told in _proved(tables, self.world.texts) if told not in self._shown)

    @cached_property
    def _shown(self) -> set[tuple[str, ...]]:
        return set(_proved(self.world.tables, self.world.texts or ()))

    @cached_property
    def _lock(self) -> dict[tuple[str, str], str]:
        return lock_of(self._rows)


def _may_be_printed(table: str, column: str) -> bool:
    """Tell whether holding rows against articles may look at a column: stretches of text, and whatever is words."""
    return table in _OF_STRETCHES or isinstance(TABLES[table][column].kind, Text)


def _proved(tables: Rows, texts: Iterable[Article]) -> Iterator[tuple[str, ...]]:
    """Give errors and warnings of holding rows against the articles, the code first."""
    for finding in verify(tables, texts).findings:
        if finding.severity is not Severity.INFORMATION:
            yield finding.code, str(finding.table), str(finding.key), str(finding.column), finding.found


def _told(hit: Hit) -> tuple[str, str, str, str, str | None]:
    return hit.rule.code, hit.target.table, hit.key, hit.column, hit.found


def _differences(before: Rows, after: Rows) -> set[tuple[str, str]]:
    """Give table and column of every cell that differs; of a table that gained or lost rows, all columns."""
    found: set[tuple[str, str]] = set()
    for name, table in TABLES.items():
        old, new = before[name], after[name]
        if old == new:
            continue
        if [row["id"] for row in old] != [row["id"] for row in new]:
            found |= {(name, column) for column in table.by_name}
            continue
        pairs = [(left, right) for left, right in zip(old, new, strict=True) if left != right]
        found |= {(name, column) for column in table.by_name for left, right in pairs if left[column] != right[column]}
    return found


def _some(tables: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: tables[name] for name in TABLES if name in names}


def _some_locked(lock: Mapping[tuple[str, str], str], names: set[str]) -> dict[tuple[str, str], str]:
    return {row: digest for row, digest in lock.items() if row[0] in names}
