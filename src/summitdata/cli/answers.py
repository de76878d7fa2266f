"""How the report of a check is printed, and answered from a receipt where nothing has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from summitdata import receipts
from summitdata.cli.codes import CLEAN, FINDINGS
from summitdata.diagnostics import Report

FORMS: Final = ("text", "json", "sarif", "junit", "github", "html")
"""The forms of a report."""

_INSISTING: Final = {"FORCE_COLOR", "TTY_COMPATIBLE"}
"""Variables of the environment by which output that no terminal reads can be treated as if one did."""


@dataclass(frozen=True, slots=True)
class View:
    """How a report is printed: in which form, and as text for which terminal."""

    form: str
    verbose: bool
    width: int = 80
    colour: bool = False

    @classmethod
    def of(cls, form: str, *, verbose: bool) -> View:
        """Give the view for where the output goes."""
        if form != "text" or not (sys.stdout.isatty() or _INSISTING & os.environ.keys()):
            return cls(form, verbose)
        from summitdata.display.console import console

        to = console()
        return cls(form, verbose, to.width, to.is_terminal and not to.no_color)

    def show(self, report: Report, asked: Asked | None = None) -> NoReturn:
        """Print a report, and end with what it means; a clean one that was *asked* for leaves a receipt."""
        printed = self._rendered(report)
        click.echo(printed)
        if report.ok and asked is not None:
            asked.leave_receipt(printed)
        sys.exit(CLEAN if report.ok else FINDINGS)

    def _rendered(self, report: Report) -> str:
        if self.form == "text":
            from summitdata.reports.text import render

            return render(report, width=self.width, colour=self.colour, verbose=self.verbose)
        rendered: str = import_module(f"summitdata.reports.{self.form}").render(report)
        return rendered


class Asked:
    """A check as it was asked for, which a receipt may answer."""

    def __init__(self, path: Path, options: Mapping[str, Any], view: View) -> None:
        self._root = _dataset(path)
        how = {
            "path": str(path), "options": dict(options), "view": asdict(view),
            "day": datetime.now().astimezone().date().isoformat(),
        }  # fmt: skip
        self._files = self._digest()
        self._name = receipts.named(self._root.resolve(), self._files, how) if self._files is not None else None

    def answer_from_receipt(self) -> None:
        """Print what the check printed, and end, where it was clean and nothing has changed; else do nothing."""
        receipt = receipts.find(self._name) if self._name is not None else None
        if receipt is None:
            return
        click.echo(receipt.printed)
        if sys.stderr.isatty():
            when = receipt.checked.astimezone()
            click.echo(
                f"Nothing has changed since this check of {when:%d %B %Y, %H:%M}; --fresh runs it again.", err=True
            )
        sys.exit(CLEAN)

    def leave_receipt(self, printed: str) -> None:
        """Keep what was printed, unless something was changed while the check ran."""
        if self._name is not None and self._files == self._digest():
            receipts.keep(self._name, printed)

    def _digest(self) -> str | None:
        """Give the digest of the dataset's files, None where there is none, or where they are just being replaced."""
        real = self._root.resolve()  # a check looks beside the folder as it is named, a release writes beside this one
        if any(receipts.is_unfinished(root) for root in (self._root, real)):
            return None
        return receipts.digest_of_files(real)


def _dataset(path: Path) -> Path:
    """Give the folder that a check of *path* looks into: the one above, where *path* is the folder of the rows."""
    if path.name == "rows":
        return path.parent
    real = path.resolve()  # "." and a link have other names than what they lead to
    return real.parent if real.name == "rows" else path
