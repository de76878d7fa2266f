"""What a check found: a place, a diagnostic, the outcome of each check, and the report of a whole run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The dataset is wrong or cannot be read; the run fails."""
    WARNING = "warning"
    """Probably wrong; the run fails."""
    INFORMATION = "information"
    """Worth knowing; the run does not fail."""


class Result(StrEnum):
    """What came of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a row file: path as seen from the dataset's folder, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``expected`` is a full sentence that says what must hold; ``found`` a lower-case fragment that says
    what is there instead; ``fix`` a full sentence that says how to mend it.  ``excerpt`` is the offending
    line of the file, where there is one.
    """

    code: str
    severity: Severity
    expected: str
    found: str
    fix: str
    table: str | None = None
    key: str | None = None
    column: str | None = None
    place: Place | None = None
    excerpt: str | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str, str, str]:
        """Sorts findings by place, then by code and row, so that a report is the same at every run."""
        place = self.place or Place("")
        return (
            place.file, place.line, place.column, self.code, self.table or "", self.key or "", self.column or ""
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one check: passed, failed with so many findings, or not evaluated and why."""

    code: str
    title: str
    result: Result
    count: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found, and every check that ran or could not."""

    target: str
    version: str
    rows: dict[str, int] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing but information was found."""
        return not any(finding.severity is not Severity.INFORMATION for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def ordered(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give the findings in the order in which every report shows them, without exact doubles."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: (finding.order, finding.found)))
