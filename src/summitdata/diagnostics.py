"""What a check found: a place, a diagnostic, the outcome of each check, and the report of a whole run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, overload

from summitdata.frames import Backend, Frame, to_frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_COLUMNS: Final = (
    "code", "severity", "table", "key", "column", "expected", "found", "fix", "file", "line", "position", "waiver",
    "reason", "who", "until",
)  # fmt: skip
"""The columns of a report as a frame."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The dataset is wrong or cannot be read; the run fails."""
    WARNING = "warning"
    """Probably wrong; the run fails."""
    INFORMATION = "information"
    """Worth knowing; the run does not fail."""

    def reaches(self, least: Severity) -> bool:
        """Whether this severity is *least* or graver."""
        order = list(Severity)
        return order.index(self) <= order.index(least)


class Result(StrEnum):
    """What came of one check."""

    PASSED = "passed"
    FAILED = "failed"
    WAIVED = "waived"
    """There are findings, and each of them is accepted by a waiver."""
    NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a row file: path as seen from the dataset's folder, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding is accepted: the key of the waiver, the reason, who accepts it, and its last day, YYYY-MM-DD."""

    key: str
    reason: str
    who: str
    until: str

    @property
    def told(self) -> str:
        """The whole waiver in one line."""
        return f"{self.reason} ({self.who}, until {self.until}, waiver {self.key})"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``expected`` is a full sentence that says what must hold; ``found`` a lower-case fragment that says
    what is there instead; ``fix`` a full sentence that says how to mend it.  ``excerpt`` is the offending
    line of the file, where there is one; ``waiver`` what accepts the finding, where something does.
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
    waiver: Waiver | None = None

    @property
    def fails(self) -> bool:
        """Whether the finding fails a run: it is more than information, and nothing accepts it."""
        return self.severity is not Severity.INFORMATION and self.waiver is None

    @property
    def order(self) -> tuple[str, int, int, str, str, str, str]:
        """Sorts findings by place, then by code and row, so that a report is the same at every run."""
        place = self.place or Place("")
        return (
            place.file, place.line, place.column, self.code, self.table or "", self.key or "", self.column or ""
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one check: passed, failed with so many findings, all of them waived, or not evaluated and why.

    ``count`` is the number of all findings of the check on the whole dataset, ``waived`` of those that are accepted.
    """

    code: str
    title: str
    result: Result
    count: int = 0
    reason: str | None = None
    waived: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found, and every check that ran or could not.

    ``notes`` are sentences about what the report does not show although it was found.
    """

    target: str
    version: str
    rows: dict[str, int] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found but information and what is waived."""
        return not any(finding.fails for finding in self.findings)

    @property
    def waived(self) -> int:
        """How many findings are accepted by a waiver."""
        return sum(finding.waiver is not None for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity and are accepted by no waiver."""
        return sum(finding.severity is severity and finding.waiver is None for finding in self.findings)

    def number(self, result: Result) -> int:
        """How many checks have this result."""
        return sum(outcome.result is result for outcome in self.outcomes)

    @overload
    def to_frame(self, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pyarrow"]) -> pa.Table: ...
    @overload
    def to_frame(self, backend: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
    @overload
    def to_frame(self, backend: Backend) -> Frame: ...
    def to_frame(self, backend: Backend = "pandas") -> Frame:
        """Give the findings as a frame.

        Args:
            backend: The library whose frame is wanted.

        Returns:
            One row per finding, in the order of the report, with the columns ``code``, ``severity``, ``table``,
            ``key``, ``column``, ``expected``, ``found``, ``fix``, ``file``, ``line``, ``position`` (the character
            in that line, from 1), and, where a waiver accepts the finding, ``waiver`` (its key), ``reason``,
            ``who`` and ``until``.

        Raises:
            UnknownNameError: There is no such backend; the message names the nearest.
            MissingExtraError: The backend's library is not installed.
        """
        import pyarrow as pa

        cells = [
            (
                finding.code, finding.severity.value, finding.table, finding.key, finding.column,
                finding.expected, finding.found, finding.fix,
                place and place.file, place and place.line, place and place.column,
                waiver and waiver.key, waiver and waiver.reason, waiver and waiver.who,
                waiver and date.fromisoformat(waiver.until),
            )
            for finding in self.findings
            for place, waiver in [(finding.place, finding.waiver)]
        ]  # fmt: skip
        types: dict[str, pa.DataType] = {"line": pa.int32(), "position": pa.int32(), "until": pa.date32()}
        schema = pa.schema([(name, types.get(name, pa.string())) for name in _COLUMNS])
        return to_frame(
            pa.Table.from_pylist([dict(zip(_COLUMNS, row, strict=True)) for row in cells], schema), backend
        )  # fmt: skip


def ordered(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give the findings in the order in which every report shows them, without exact doubles."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: (finding.order, finding.found)))
