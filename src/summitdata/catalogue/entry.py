"""One entry of the catalogue: a check with all that is said of it, and the example that it is shown on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from summitdata.diagnostics import Diagnostic, Severity

Change: TypeAlias = Callable[[Path], None]
"""Changes the dataset in a folder."""

Judge: TypeAlias = Callable[[Path], tuple[Diagnostic, ...]]
"""Gives what is found in the dataset in a folder."""


@dataclass(frozen=True, slots=True)
class Example:
    """A change that breaks a check, and what it is made to.

    ``start`` fills an empty folder with a dataset that is valid, ``change`` makes the mistake in it, and ``judge``
    finds it, as the command of the entry would.
    """

    says: str
    start: Change
    change: Change
    judge: Judge


@dataclass(frozen=True, slots=True)
class Entry:
    """One check.

    ``targets`` are the tables, or the columns with their tables, that it speaks of; none where it speaks of files.
    ``after`` are the codes of the checks whose failing rows it leaves alone, ``near`` says what looks like a breach
    and is none, and ``command`` is the command that evaluates it.  ``fixable`` tells whether ``summitdata check --fix``
    mends it.
    """

    code: str
    severity: Severity
    sentence: str
    why: str
    fix: str
    since: str
    command: str
    example: Example
    targets: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    fixable: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the check speaks of."""
        return tuple(dict.fromkeys(target.partition(".")[0] for target in self.targets))
