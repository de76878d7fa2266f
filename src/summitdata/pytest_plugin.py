"""A plugin of pytest: ``pytest --summitdata PATH`` runs every check of a dataset as a test of its own.

pytest imports this module whenever the package is installed, so it imports nothing that is heavy until the option is
given.  A check that failed is a test that failed, with the findings as its text; one that was not evaluated is skipped
with its reason; one whose findings are all waived is expected to fail, with the waivers.  Information fails no test.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from os import PathLike

    from summitdata.diagnostics import Diagnostic, Outcome, Report


class FindingsError(Exception):
    """A check has findings; the message is what the report says of them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option to the command line of pytest."""
    group = parser.getgroup("summitdata", "checking datasets with SummitData")
    group.addoption(
        "--summitdata", action="append", default=[], metavar="PATH",
        help="Run every check of the dataset at PATH as a test (repeatable).",
    )  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Add a test for each check of each dataset that was asked for, before others choose among all tests."""
    for path in session.config.getoption("summitdata"):
        items.extend(_checks(session, path))


class CheckItem(pytest.Item):
    """One check of one dataset."""

    def __init__(self, *, outcome: Outcome, findings: tuple[Diagnostic, ...], target: str, **terms: object) -> None:
        super().__init__(**terms)  # type: ignore[arg-type] # what pytest hands to every item
        self.outcome, self.findings, self.target = outcome, findings, target

    def runtest(self) -> None:
        """Fail, skip, pass or fail as expected, as the check did; information is told of a test that passes.

        Raises:
            FindingsError: The check has findings that fail a run.
        """
        from summitdata.diagnostics import Result

        if self.outcome.result is Result.NOT_EVALUATED:
            pytest.skip(self.outcome.reason or "not evaluated")
        if any(finding.fails for finding in self.findings):
            raise FindingsError(self._told())
        if self.outcome.result is Result.WAIVED:
            pytest.xfail("; ".join(finding.waiver.told for finding in self.findings if finding.waiver is not None))
        if self.findings:
            self.add_report_section("call", "information", self._told())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: None = None) -> str:  # type: ignore[override]
        """Give the findings alone, without a traceback of this module."""
        if isinstance(excinfo.value, FindingsError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """Give the heading under which a failure is shown."""
        return self.path, None, f"{self.outcome.code}: {self.outcome.title}"

    def _told(self) -> str:
        from summitdata.reports.text import render_findings

        return render_findings(self.findings, root=self.target)


def _checks(session: pytest.Session, path: str) -> Iterable[pytest.Item]:
    """Check the dataset at *path*, and give a test for what came of each check."""
    import summitdata
    from summitdata.errors import SummitDataError

    try:
        report: Report = summitdata.check(path)
    except SummitDataError as error:
        raise pytest.UsageError(f"--summitdata {path}: {error}") from error
    for outcome in report.outcomes:
        findings = tuple(finding for finding in report.findings if finding.code == outcome.code)
        yield CheckItem.from_parent(
            session, name=outcome.code, nodeid=f"{path}::{outcome.code}", outcome=outcome, findings=findings,
            target=report.target,
        )  # fmt: skip
