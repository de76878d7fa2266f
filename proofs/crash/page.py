"""Writing down what came of every case: a table of counts, and the page that sums it up."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from proofs.crash.run import Outcome, meet
from proofs.crash.tracing import why_not
from proofs.crash.worlds import COMMANDS

DOCS: Final = Path(__file__).parents[2] / "docs" / "proofs"

_HEAD: Final = ("command", "call", "met", "left", "ended", "cases")


def prove(commands: list[str]) -> int:
    """Meet every case of *commands*, of all without any, and write table and page; give the number of bad ones."""
    if (reason := why_not()) is not None:
        sys.stderr.write(f"Nothing was proved: {reason}.\n")
        return 1
    bad = 0
    for command in commands or COMMANDS:
        outcome = meet(command)
        _write(outcome)
        bad += len(outcome.bad)
        for line in outcome.bad:
            sys.stderr.write(f"{command}: {line}\n")
    return bad


def _rows(outcome: Outcome) -> list[list[str]]:
    """Count the cases of a command by call, what it met, what was left and how it ended."""
    counts = Counter((one.case.call, one.case.kind, one.left, one.told) for one in outcome.met)
    return [[outcome.command, *key, str(count)] for key, count in sorted(counts.items())]


def _line(outcome: Outcome) -> str:
    """Give the row of the summary of a command."""
    left = Counter(one.left for one in outcome.met)
    cells = [len(outcome.met), left["old"], left["new"] + left["old or new, each file"], left["committed"]]
    return f"| `{outcome.command}` | {' | '.join(map(str, cells))} | {outcome.states} | {len(outcome.bad)} |"


def _write(outcome: Outcome) -> None:
    """Write table and page; what stands there of other commands is kept."""
    file, page = DOCS / "crash.csv", DOCS / "crash.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition("<!-- run -->\n")
    run, _, after = rest.partition("<!-- end of run -->")
    lines = {line.split("`")[1]: line for line in run.splitlines() if line.startswith("| `")}
    kept = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))[1:] if file.is_file() else []
    lines[outcome.command] = _line(outcome)
    kept = [row for row in kept if row[0] != outcome.command] + _rows(outcome)
    kept.sort(key=lambda row: COMMANDS.index(row[0]))
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([_HEAD, *kept])
    told = [
        "| command | cases | left old | left new | left committed | states run again | bad |",
        "|---|---|---|---|---|---|---|",
        *(lines[name] for name in COMMANDS if name in lines),
    ]
    page.write_text(f"{before}<!-- run -->\n" + "\n".join(told) + f"\n<!-- end of run -->{after}", encoding="utf-8")
