"""Rehearsing step by step, and writing down what each showed."""

from __future__ import annotations

import inspect
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from proofs.rehearsal.scratch import ROOT, NotShownError, Scratch
from proofs.rehearsal.steps import STEPS, Step

PAGE: Final = ROOT / "docs" / "proofs" / "release.md"
"""The page that the figures stand on."""

_BEGIN: Final = "<!-- run -->\n"
_END: Final = "<!-- end of run -->"


def prove() -> bool:
    """Take every step, print what each showed, and write the page; tell whether all showed what they should.

    The first step that does not is told of, and ends the rehearsal: the page stays as it was.
    """
    shown: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
        scratch = Scratch(Path(name).resolve())
        for number, step in enumerate(STEPS, 1):
            if sys.stderr.isatty():
                sys.stderr.write(f"\r\033[K{number}/{len(STEPS)} {does(step)}")
            try:
                shown.append((does(step), step(scratch)))
            except NotShownError as error:
                sys.stderr.write(f"\n{does(step)}\n  not shown: {error}\n")
                return False
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    table = Table("step", "shown")
    for each in shown:
        table.add_row(*each)
    Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 110).print(table)
    write(shown)
    return True


def does(step: Step) -> str:
    """Say what a step does: its docstring, as one line."""
    return " ".join((inspect.getdoc(step) or "").split())


def write(shown: list[tuple[str, str]]) -> None:
    """Write what was shown into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    lines = ["| step | what was done | what was shown |", "|---|---|---|"]
    lines += [f"| {number} | {done.rstrip('.')} | {told} |" for number, (done, told) in enumerate(shown, 1)]
    PAGE.write_text(f"{before}{_BEGIN}" + "\n".join(lines) + f"\n{_END}{after}", encoding="utf-8")
