"""What is gathered while one dataset is checked, and what came of each check in the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import metadata
from importlib.resources.abc import Traversable
from typing import Final

from summitdata.build.codes import LOCKED
from summitdata.build.lock import unlocked
from summitdata.diagnostics import Diagnostic, Outcome, Report, Result, Severity
from summitdata.errors import UnknownNameError
from summitdata.model import Rows
from summitdata.plurals import counted
from summitdata.rules.checks import CHECKS, needed
from summitdata.rules.language import Rule
from summitdata.rules.run import Evaluation
from summitdata.rules.schema import SCHEMA_RULES

NOT_SELECTED: Final = "it was not selected"


@dataclass(slots=True)
class Checked:
    """What is gathered while one dataset is checked.

    ``rules`` are all rules about tables by code, those of others among them, and ``is_chosen`` tells which checks are
    to be reported; ``locked`` tells whether the lock is looked at.  ``unevaluated`` and ``remarks`` say by code why a
    check was not evaluated, and what limits one that was.  ``rows`` counts the rows of each table, and ``tables`` has
    them complete, where they could be read.  ``counts`` tells how many findings a check has of which only the first
    were fetched.
    """

    rules: Mapping[str, Rule]
    is_chosen: Callable[[str], bool]
    locked: bool = False
    findings: list[Diagnostic] = field(default_factory=list)
    unevaluated: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    tables: Rows | None = None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def asked(self) -> tuple[Rule, ...]:
        """The rules to run: those that were chosen, and those that they come after."""
        return needed(self.is_chosen, self.rules)

    @property
    def judges_tables(self) -> bool:
        """Whether any check of what the tables hold was chosen."""
        return any(map(self.is_chosen, (*SCHEMA_RULES, *self.rules)))

    @property
    def titles(self) -> dict[str, str]:
        """Every check with the sentence that must hold: ours in their order, then those of others."""
        return CHECKS | {code: rule.sentence for code, rule in self.rules.items() if code not in CHECKS}

    @property
    def evaluated(self) -> frozenset[str]:
        """The rules that were chosen and evaluated without any limit."""
        limited = {*self.unevaluated, *self.remarks}
        return frozenset(code for code in self.rules if self.is_chosen(code) and code not in limited)

    def leave_out(self, codes: Iterable[str], reason: str) -> None:
        """Note that checks were not evaluated."""
        self.unevaluated.update(dict.fromkeys(codes, reason))

    def remark(self, codes: Iterable[str], limit: str) -> None:
        """Note what limits the result of checks that were evaluated."""
        self.remarks.update(dict.fromkeys(codes, limit))

    def hold_against_lock(self, root: Traversable, rows: Rows) -> None:
        """Hold every row against the lock, where that is asked for."""
        if self.locked:
            self.findings += unlocked(root, rows)
        else:
            self.leave_out([LOCKED.code], "the lock is looked at with --locked")

    def take(self, evaluation: Evaluation) -> None:
        """Note what of the rules could not be evaluated."""
        self.unevaluated.update(evaluation.unevaluated)
        failed = {hit.rule.code for hit in evaluation.hits}
        for code, count in evaluation.skipped.items():
            told = f"{counted(count, 'row')} left out, which another check has findings in"
            _join(self.remarks if code in failed else self.unevaluated, code, told)
        for code, told in evaluation.partial.items():
            _join(self.remarks if code in failed else self.unevaluated, code, told)

    def outcomes(self, findings: Iterable[Diagnostic]) -> tuple[Outcome, ...]:
        """Conclude what came of each check, in the order of the checks."""
        found: dict[str, list[Diagnostic]] = defaultdict(list)
        for finding in findings:
            found[finding.code].append(finding)
        return tuple(self._outcome(code, title, found.get(code, [])) for code, title in self.titles.items())

    def _outcome(self, code: str, title: str, findings: list[Diagnostic]) -> Outcome:
        """Conclude what came of one check."""
        if not self.is_chosen(code):
            return Outcome(code, title, Result.NOT_EVALUATED, reason=NOT_SELECTED)
        if findings:
            waived = sum(finding.waiver is not None for finding in findings)
            count = max(len(findings), self.counts[code])
            result = Result.WAIVED if waived == count else Result.FAILED
            return Outcome(code, title, result, count, self.remarks.get(code), waived)
        if code in self.unevaluated:
            return Outcome(code, title, Result.NOT_EVALUATED, reason=self.unevaluated[code])
        return Outcome(code, title, Result.PASSED, reason=self.remarks.get(code))


def _join(reasons: dict[str, str], code: str, told: str) -> None:
    """Add a reason to those that a check has already."""
    reasons[code] = f"{reasons[code]}; {told}" if code in reasons else told


def severity_of(name: Severity | str) -> Severity:
    """Give the severity that a caller names.

    Args:
        name: A severity, or the word for one.

    Raises:
        UnknownNameError: There is no such severity.
    """
    if name not in list(Severity):
        raise UnknownNameError("severity", str(name), [each.value for each in Severity])
    return Severity(name)


def at_least(report: Report, least: Severity) -> Report:
    """Leave out the findings below a severity, and note how many there are."""
    shown = tuple(finding for finding in report.findings if finding.severity.reaches(least))
    left_out = len(report.findings) - len(shown)
    if not left_out:
        return report
    told = "1 finding below" if left_out == 1 else f"{left_out:,} findings below"
    note = f"{told} severity {least.value} {'is' if left_out == 1 else 'are'} not shown."
    return replace(report, findings=shown, notes=(*report.notes, note))


def version() -> str:
    """Give the version of the checker; of one that runs uninstalled nobody can tell."""
    try:
        return metadata.version("summitdata")
    except metadata.PackageNotFoundError:
        return "uninstalled"
