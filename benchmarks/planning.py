"""The page that plans a run past this machine: cost of each stage, a model of it, and what it says of 235 million."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.contenders import DUCKDB_LIMITED, FLOOR, LIKENESS, POLARS, SPARK
from benchmarks.targets import Figures, NotMeasuredError
from summitdata.engines.tables import MOST_COMPARED, MOST_IN_MEMORY, MOST_LINKS

QUOTEBANK: Final = 235_000_000
"""So many quotes as Quotebank has."""

CLUSTER: Final = (10, 16)
"""The cluster that is planned for: machines, and processors of each."""

LARGE_MACHINE: Final = 32
_MILLION: Final = 1_000_000
_HEAD: Final = """\
---
title: Plan a large run
description: What a check of many millions of quotes costs on one machine, and what breaks first.
section: Use
---

# Plan a large run

This page is written by the command of the [benchmarks](benchmarks.md), out of the same figures.
"""


@dataclass(frozen=True, slots=True)
class Model:
    """What a run costs: so much for the start, and so much for each million quotes."""

    start: float
    million: float

    def at(self, quotes: int) -> float:
        """Give the cost of so many quotes."""
        return self.start + self.million * quotes / _MILLION


def model(figures: Figures, name: str, what: str, at_most: int) -> Model:
    """Draw the line through the two largest corpora, up to a size, on which a contender was measured.

    Raises:
        NotMeasuredError: There are not two.
    """
    sizes = sorted({
        run["quotes"] for run in figures.runs
        if run["name"] == name and run["state"] == "good" and "failed" not in run and run["quotes"] <= at_most
    })[-2:]  # fmt: skip
    if len(sizes) < 2:  # noqa: PLR2004 - a line has two points
        raise NotMeasuredError(f"{name} at two sizes")
    low, high = (median(run[what] for run in figures.of(name, size)) for size in sizes)
    million = (high - low) / (sizes[1] - sizes[0]) * _MILLION
    return Model(low - million * sizes[0] / _MILLION, million)


def planning(figures: dict[str, Any]) -> str:
    """Write the page as Markdown."""
    asked = Figures(figures)
    good = sorted({run["quotes"] for run in asked.runs if run["state"] == "good"})
    beyond = [size for size in good if size > 10 * _MILLION]
    base = max((size for size in good if size not in beyond), default=0)
    try:
        parts = [
            _HEAD, *_stages(asked, base), *_whole(asked, base, figures["machine"]), *_checked(asked, base, beyond),
            *_breaks(asked, base, figures["machine"]),
        ]  # fmt: skip
    except NotMeasuredError as missing:
        parts = [_HEAD, f"There are not enough figures for a plan: {missing} was not measured."]
    return "\n".join(parts).rstrip() + "\n"


_STAGES: Final = {
    "polars": (FLOOR, "schemas on polars", "all rules on polars"),
    "DuckDB within 1 GB": (FLOOR, "schemas on DuckDB, 1 GB", "all rules on DuckDB, 1 GB"),
}


def _stages(figures: Figures, base: int) -> Iterator[str]:
    """Write what each stage costs."""
    yield "## What a million quotes cost\n"
    yield "Processor seconds, of good quotes with their places, events and sources.\n"
    yield "| stage | " + " | ".join(_STAGES) + " |"
    yield "|---|" + "---:|" * len(_STAGES)
    models = [[model(figures, name, "processor", base).million for name in names] for names in _STAGES.values()]
    for place, stage in enumerate((
        "read every column (the bare scan)", "schemas: forms, codes, lengths, keys that stand once",
        "rules: about rows, references, keys across tables",
    )):  # fmt: skip
        costs = [of[place] - (of[place - 1] if place else 0) for of in models]
        yield f"| {stage} | " + " | ".join(f"{cost:.2f}" for cost in costs) + " |"
    yield "| together | " + " | ".join(f"{of[-1]:.2f}" for of in models) + " |"
    starts = [model(figures, names[-1], "processor", base).start for names in _STAGES.values()]
    yield "| once, however many | " + " | ".join(f"{max(0.0, start):.2f}" for start in starts) + " |"
    yield (
        "\nEach further row is what the run with that stage took beyond the one without it; the first is DuckDB's "
        f"for both.\nThe model is a line through the two largest corpora up to {base:,} quotes: "
        "`cost = once + millions of quotes × together`.\n"
    )


def _whole(figures: Figures, base: int, machine: dict[str, Any]) -> Iterator[str]:
    """Write what the whole of Quotebank costs, on this machine, a larger one and a cluster."""
    yield f"## What {QUOTEBANK:,} quotes would cost\n"
    yield (
        f"{QUOTEBANK:,} is the size of Quotebank. *All rules* is what `summitdata check --engine` does; the other rows "
        "do what the benchmarks compare, the schemas and some references.\nMemory is the line continued, an upper "
        "estimate: an engine that has a limit keeps to it and spills, as the next table shows.\n"
    )
    here = machine["processors"]
    yield f"| engine, and what it does | processor seconds | busy processors here | on {here} processors | on {LARGE_MACHINE} | peak memory here, GB |"
    yield "|---|---:|---:|---:|---:|---:|"
    spark = None
    for name in ("all rules on polars", "all rules on DuckDB, 1 GB", POLARS, DUCKDB_LIMITED, SPARK):
        try:
            cost, memory = (model(figures, name, what, base) for what in ("processor", "memory"))
            busy = _busy(figures, name, base)
        except NotMeasuredError:
            yield f"| {name} | not measured | | | | |"
            continue
        total = cost.at(QUOTEBANK)
        share = busy / here
        yield (
            f"| {name} | {total:,.0f} | {busy:.1f} of {here} | {_told(total / busy)} | "
            f"{_told(total / (LARGE_MACHINE * share))} | {max(memory.at(QUOTEBANK), 0) / 1000:,.1f} |"
        )
        if name == SPARK:
            machines, each = CLUSTER
            spark = (
                f"\nA cluster of {machines} machines with {each} processors each would take Spark "
                f"{_told(total / (machines * each * share))}, if {share:.0%} of its processors were as busy as here."
            )
    yield spark or "\nFor a cluster no figure is given: Spark was not measured at two sizes."
    yield "These figures leave out that disks and networks may be slower than processors, and that not every stage divides evenly.\n"


def _busy(figures: Figures, name: str, base: int) -> float:
    """Give how many processors a contender kept busy."""
    sizes = [
        size
        for size in (base, base // 10)
        if any(run["name"] == name and run["quotes"] == size for run in figures.runs)
    ]
    runs = figures.of(name, sizes[0] if sizes else base)
    return float(median(run["processor"] / run["seconds"] for run in runs))


def _checked(figures: Figures, base: int, beyond: list[int]) -> Iterator[str]:
    """Hold the model against the largest run."""
    yield "## The model against the largest run\n"
    size = max(beyond, default=base)
    below = base if beyond else base // 10
    yield f"Of {size:,} quotes, foretold by the line through smaller corpora and then measured:\n"
    yield "| validator | what | foretold | measured | off by |"
    yield "|---|---|---:|---:|---:|"
    for name in (FLOOR, POLARS, DUCKDB_LIMITED):
        for what, unit in (("processor", "processor seconds"), ("memory", "peak memory, MB")):
            try:
                told = model(figures, name, what, below).at(size)
                seen = median(run[what] for run in figures.of(name, size))
            except NotMeasuredError as missing:
                yield f"| {name} | {unit} | | not measured: {missing} | |"
                continue
            yield f"| {name} | {unit} | {told:,.0f} | {seen:,.0f} | {(told - seen) / seen:+.0%} |"
    yield ""


def _breaks(figures: Figures, base: int, machine: dict[str, Any]) -> Iterator[str]:
    """Write which stage breaks first, by the limits in the code and the slopes that were measured."""
    yield "## What breaks first\n"
    yield (
        f"1. **What only Python computes.** Words of keys, days of the week in words and drift between wordings are "
        f"evaluated while a table they need has no more than {MOST_IN_MEMORY:,} rows, and count as not evaluated beyond."
    )
    likeness = sorted(
        (run for run in figures.runs if run["name"] == LIKENESS and "failed" not in run), key=lambda run: run["quotes"]
    )
    told = (
        f" Of {likeness[-1]['quotes']:,} it takes {likeness[-1]['processor']:,.0f} processor seconds and "
        f"{likeness[-1]['memory'] / 1000:,.1f} GB."
        if likeness else ""
    )  # fmt: skip
    yield f"2. **Likeness of wordings** is compared while there are no more than {MOST_COMPARED:,} renderings.{told}"
    yield f"3. **Trees**: more than {MOST_LINKS:,} references within one table are not followed."
    memory = model(figures, POLARS, "memory", base)
    until = (machine["memory"] * 1000 - memory.start) / memory.million if memory.million > 0 else float("inf")
    yield (
        f"4. **Hashes of keys, on polars**: to know that no key stands twice a hash of each is held, in all "
        f"{memory.million:,.0f} MB for a million quotes, so that {machine['memory']} GB are full at some {until:,.0f} "
        "million. DuckDB spills them to disk, and Spark divides them."
    )
    yield "5. **Planning**: on DuckDB and Spark each rule that joins or groups is a query of its own, which take longer than the work while tables are small."


def _told(seconds: float) -> str:
    """Write a time in the unit in which it is read."""
    if seconds < 120:  # noqa: PLR2004 - two minutes
        return f"{seconds:,.0f} s"
    return f"{seconds / 60:,.0f} min" if seconds < 7200 else f"{seconds / 3600:,.1f} h"  # noqa: PLR2004 - two hours
