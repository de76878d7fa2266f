"""Meeting the cases of one command, one after the other, and running it again on everything that they left."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from proofs.crash.judging import Judged, State, everything, grow_old, judged, keep, restore
from proofs.crash.tracing import CALLS, Case, Met, at_first_change, cases
from proofs.crash.worlds import World, second, world

Choose = Callable[[list[Case]], Iterable[Case]]
"""Which of the cases of a command are met."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the cases of a command: each case, the states that were left, and those that do not converge."""

    command: str
    met: tuple[Judged, ...]
    states: int
    bad: tuple[str, ...]


def every(of: list[Case]) -> Iterable[Case]:
    """Choose every case."""
    return of


def meet(command: str, choose: Choose = every) -> Outcome:
    """Meet the cases of a command that *choose* gives, and run the command again on each state that was left."""
    with tempfile.TemporaryDirectory(prefix="crash-") as name:
        folder = Path(name).resolve()
        this = world(command, folder)
        keep(this.watched, folder / "old")
        told = folder / "told.json"

        def act(go_on: Callable[[Case | None], Met]) -> None:
            told.write_text(json.dumps([asdict(one) for one in _meet_all(this, folder, go_on, choose)]))

        if at_first_change(list(this.arguments), this.watched, folder, act) != 0:
            raise RuntimeError(f"{command} could not be met")
        met = [Judged(**{**one, "case": Case(**one["case"])}) for one in json.loads(told.read_text())]
        states = sorted((folder / "states").iterdir())
        new = everything(folder / "new")
        bad = [*_bad(met), *(said for state in states if (said := _again(this, state, new)) is not None)]
        return Outcome(command, tuple(met), len(states), tuple(bad))


def _meet_all(this: World, folder: Path, go_on: Callable[[Case | None], Met], choose: Choose) -> Iterable[Judged]:
    """Go on with the command without a case first, to know its calls and the new state; then with each case."""
    (folder / "states").mkdir()
    done = go_on(None)
    if done.code != 0:
        raise RuntimeError(f"without a case: {done.code} {done.said}")
    keep(this.watched, folder / "new")
    old, new = everything(folder / "old"), everything(folder / "new")
    if old == new:
        raise RuntimeError("nothing changes, so nothing is shown")
    chosen = [*choose([*cases(folder / CALLS, this.watched)])]
    for number, case in enumerate(chosen, 1):
        restore(this.watched, folder / "old")
        one = judged(this, case, go_on(case), old, new)
        if not (folder / "states" / one.state).exists():
            keep(this.watched, folder / "states" / one.state)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{this.name}: {number}/{len(chosen)}  ")
        yield one


def _bad(met: Iterable[Judged]) -> list[str]:
    return [f"{one.case.injection}: {one.left}, {one.told}" for one in met if "BAD" in one.left or "BAD" in one.told]


def _again(this: World, state: Path, new: State) -> str | None:
    """Run the command again on what was left; say what is bad, None where it gives the new state and nothing else."""
    restore(this.watched, state)
    grow_old(this.watched)
    said = state.parent.parent / "said"
    if (code := second(this, said)) != 0:
        return f"the next run ends with {code}: {said.read_text(encoding='utf-8', errors='replace')[-300:]}"
    found = everything(this.watched)
    differing = [name for name in {*found, *new} if found.get(name) != new.get(name)]
    return f"the next run leaves something else: {sorted(differing)[:3]}" if differing else None
