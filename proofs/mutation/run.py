"""Meeting mutants, each in a process of its own that has the heavy libraries already."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from proofs.mutation.judging import NO_PYTHON, SURVIVED, expectation, verdict
from proofs.mutation.mutants import ROOT, Mutant, Unchanged

PATIENCE: Final = 180
"""After how many seconds a mutant that does not end is taken for killed."""


UNANSWERED: Final = "killed with its process"
"""How a mutant ends that takes its judge with it, as an endless recursion in C does."""


CONTROLS: Final = ("turns", "language", "schema")
"""Modules that are judged unchanged first: what kills those kills everything, and proves nothing."""

_LIBRARIES: Final = (
    "duckdb", "hypothesis", "narwhals.stable.v2", "pandera.polars", "pytest", "rapidfuzz",
    "summitdata.resolve", "summitdata.rows", "summitdata.schema",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one mutant ended."""

    mutant: Mutant
    ended: str
    change: tuple[str, str] | None = None
    """What the line says before and after, of a survivor."""


def meet(mutants: Sequence[Mutant], workers: int) -> list[Outcome]:
    """Judge every mutant, *workers* at a time, and show how far it is where a person watches.

    Those that are no Python are left out of the answer.

    Raises:
        RuntimeError: A judge failed, or finds fault with a module in which nothing is changed.
    """
    _warm()
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as scratch, Progress(
        *Progress.get_default_columns(), TimeElapsedColumn(), console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    ) as progress:  # fmt: skip
        store = Path(scratch) / "expected"
        first = context.Process(target=expectation, args=(store,))
        first.start()
        first.join()
        if first.exitcode != 0:
            raise RuntimeError("What the rules should raise could not be had.")
        task = progress.add_task("mutants", total=len(mutants))
        found = []
        unchanged = [Unchanged(name, 1, 0, "", 0) for name in CONTROLS]
        if faults := [one for one in _judged(context, unchanged, store, workers) if one.ended != SURVIVED]:
            raise RuntimeError(f"The judge finds fault with {faults[0].mutant.module}, which is not changed.")
        for outcome in _judged(context, mutants, store, workers):
            progress.advance(task)
            if outcome.ended != NO_PYTHON:
                found.append(outcome)
    return sorted(found, key=lambda outcome: outcome.mutant)


def _warm() -> None:
    """Import what every judge needs and no mutant changes.

    No library is used: a thread that it starts would be missing in the processes that are forked from this one.
    """
    os.environ["POLARS_MAX_THREADS"] = "1"
    sys.path.insert(0, str(ROOT / "tests"))
    for name in _LIBRARIES:
        importlib.import_module(name)
    changed = [name for name in sys.modules if name.startswith("summitdata.rules")]
    if changed:
        raise RuntimeError(f"{', '.join(changed)} would not be changed by a mutant")


def _judged(context: ForkContext, mutants: Sequence[Mutant], store: Path, workers: int) -> Iterator[Outcome]:
    """Judge the mutants, and give each as it ends."""
    waiting = list(reversed(mutants))
    running: dict[Connection, tuple[Mutant, ForkProcess, float]] = {}
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_answer, args=(theirs, mutant, store))
            process.start()
            theirs.close()
            running[ours] = mutant, process, time.monotonic() + PATIENCE
        ready = set(wait(list(running), timeout=1))
        for pipe, (mutant, process, until) in list(running.items()):
            if pipe in ready:
                ended, change = _received(pipe)
                process.join(PATIENCE)
            elif time.monotonic() > until:
                ended, change = "killed by the clock", None
            else:
                continue
            if ended == UNANSWERED and process.exitcode == 1:
                raise RuntimeError(f"{mutant} could not be judged")
            process.kill()
            process.join()
            pipe.close()
            del running[pipe]
            yield Outcome(mutant, ended, change)


def _answer(pipe: Connection, mutant: Mutant, store: Path) -> None:
    ended = verdict(mutant, store)
    pipe.send((ended, mutant.change() if ended == SURVIVED else None))


def _received(pipe: Connection) -> tuple[str, tuple[str, str] | None]:
    """Give the verdict, or that its judge ended without one."""
    try:
        ended, change = pipe.recv()
    except EOFError:
        return UNANSWERED, None
    return ended, change
