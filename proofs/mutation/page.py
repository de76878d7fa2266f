"""Telling what came of the mutants: the share that was killed, by module, and why the others survive."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from proofs.mutation.judging import SURVIVED
from proofs.mutation.mutants import ROOT, Mutant
from proofs.mutation.run import Outcome

LEAST: Final = 0.9
"""The share of mutants that must be killed, of all that were drawn."""

REASONS: Final = Path(__file__).with_name("survivors.toml")
"""Why survivors survive: for each the module, the line before and after, and the reason."""

PAGE: Final = ROOT / "docs" / "proofs" / "mutation.md"
_BEGIN, _END = "<!-- run -->\n", "<!-- end of run -->"

_Reasons: TypeAlias = Mapping[tuple[str, str, str], str]


def write(outcomes: Sequence[Outcome], possible: int, seed: int, *, publish: bool) -> bool:
    """Tell what came of the run, on the page too if *publish*; give whether something is wrong.

    Wrong is a survivor without a reason, and a share that is too small.
    """
    listed = reasons()
    survivors = [(outcome.mutant, outcome.change) for outcome in outcomes if outcome.change is not None]
    share = 1 - len(survivors) / len(outcomes)
    told = (
        f"Of {possible:,} mutants {len(outcomes):,} were drawn (seed {seed}); "
        f"{len(outcomes) - len(survivors):,} were killed, {share:.1%}."
    )
    sys.stdout.write(f"{told}\n")
    unexplained = [(mutant, change) for mutant, change in survivors if (mutant.module, *change) not in listed]
    for mutant, (before, after) in unexplained:
        sys.stdout.write(f"{mutant.module}:{mutant.line}:{mutant.column} survives ({mutant.operator})\n")
        sys.stdout.write(f"  - {before}\n  + {after}\n")
    if publish:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
        after = rest.partition(_END)[2]
        tables = f"{told}\n\n{_by_module(outcomes)}\n\n## What survives\n\n{_survivors(survivors, listed)}\n"
        PAGE.write_text(f"{before}{_BEGIN}\n{tables}\n{_END}{after}", encoding="utf-8")
    return bool(unexplained) or share < LEAST


def reasons() -> _Reasons:
    """Read why survivors survive."""
    entries = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    return {(entry["module"], entry["before"], entry["after"]): entry["reason"] for entry in entries}


def _by_module(outcomes: Sequence[Outcome]) -> str:
    """Give the table of modules."""
    lines = ["| module | mutants | by examples | by tests | broken or endless | survive |", "|---|--:|--:|--:|--:|--:|"]
    modules = sorted({outcome.mutant.module for outcome in outcomes})
    for module in [*modules, None]:
        ended = Counter(one.ended for one in outcomes if module in {None, one.mutant.module})
        cells = [ended.total(), ended.pop("killed by examples", 0), ended.pop("killed by tests", 0)]
        survive = ended.pop(SURVIVED, 0)
        name = "**all**" if module is None else f"`{module}`"
        lines.append(f"| {name} | {' | '.join(map(str, [*cells, ended.total(), survive]))} |")
    return "\n".join(lines)


def _survivors(survivors: Sequence[tuple[Mutant, tuple[str, str]]], listed: _Reasons) -> str:
    """Give every survivor with its reason."""
    told = []
    for mutant, (before, after) in survivors:
        reason = listed.get((mutant.module, before, after), "No example shows this yet.")
        told.append(f"- `{mutant.module}`: {reason}\n\n    ```diff\n    - {before}\n    + {after}\n    ```")
    return "\n".join(told) or "None."
