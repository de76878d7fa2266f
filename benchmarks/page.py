"""The page of the benchmarks: tables and a plot of the figures that were measured."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from statistics import median
from typing import Any, Final

_FLOOR: Final = "bare scan (DuckDB)"
_HEAD: Final = """\
---
title: Benchmarks
description: What a check costs on each engine, beside other validators, and how fast things start.
section: Use
---

# Benchmarks

`python -m benchmarks` makes corpora of quotes from a seed, runs every validator on them in a process of its own, and
writes this page.
All have the checks of the table `quotes`: forms of text by patterns, codes, lengths, ranges, days and flags, empty
cells, and keys that stand once.
dataframely, frictionless and pandera get the same limits, derived from the same declaration.

The work is counted from opening the files to the findings, without imports.
*Processor* is the time that processors spent on it, which changes less than the clock where other programs run.
Spark works in a process of Java, whose processor time and memory are not seen from outside; it is not measured here,
nor are great-expectations, pointblank and pandera through ibis.
Most figures are of one run, so that a difference of some tenths says nothing.

"""


def page(figures: dict[str, Any]) -> str:
    """Write the page as Markdown; a ``note`` among the figures says what is to be known of their making."""
    machine = figures["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    parts = [
        _HEAD,
        (
            f"Measured on {machine['processors']} processors, {machine['system']}, Python {machine['python']}, "
            f"which other programs used too (a load of {machine['load']:.0f}).\n{versions}.\n"
        ),
        *([f"{figures['note']}\n"] if "note" in figures else []),
    ]
    groups: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for run in figures["runs"]:
        groups[run["quotes"], run["state"]].append(run)
    for (quotes, state), runs in sorted(groups.items(), key=lambda item: (item[0][0], [*_STATES].index(item[0][1]))):
        parts += [f"\n## {quotes:,} quotes, {_STATES[state]}\n", *_runs(runs)]
    if figures["starts"]:
        parts += [
            "\n## Starts\n",
            f"{_OF_STARTS}\n",
            *_starts(figures["starts"]),
        ]
    return "\n".join(parts).rstrip() + "\n"


_STATES: Final = {
    "good": "all good", "sparse": "one in ten thousand bad in each of eight ways", "bad": "all bad in three ways",
}  # fmt: skip

_OF_STARTS: Final = "Whole processes, with bytecode compiled before, and without pyspark, which pandera would import."


def _runs(runs: list[dict[str, Any]]) -> list[str]:
    """Write the table of one corpus."""
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for run in runs:
        by_name[run["name"]].append(run)
    floor = median(run["processor"] for run in by_name[_FLOOR]) if by_name.get(_FLOOR) else None
    lines = [
        "| validator | seconds | processor seconds | of the bare scan | peak memory, MB | found | runs |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, each in by_name.items():
        good = [run for run in each if "failed" not in run]
        if not good:
            lines.append(f"| {name} | did not finish: {escape(each[0]['failed'][:120])} | | | | | {len(each)} |")
            continue
        in_java = "Spark" in name
        ratio = "" if floor is None or in_java else f"{median(run['processor'] for run in good) / floor:.1f}"
        lines.append(
            f"| {name} | {_spread(good, 'seconds')} | {'' if in_java else _spread(good, 'processor')} | {ratio} | "
            f"{'' if in_java else format(max(run['memory'] for run in good), ',.0f')} | "
            f"{good[0]['found']:,} | {len(good)} |"
        )
    return lines


def _starts(starts: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Write the table of starts."""
    empty = median(run["processor"] for run in starts["python -c pass"])
    lines = ["| command | seconds | processor seconds | beyond an empty interpreter |", "|---|---:|---:|---:|"]
    for name, runs in starts.items():
        good = [run for run in runs if "failed" not in run]
        if good:
            beyond = median(run["processor"] for run in good) - empty
            lines.append(f"| `{name}` | {_spread(good, 'clock')} | {_spread(good, 'processor')} | {beyond:.2f} |")
        else:
            lines.append(f"| `{name}` | did not run | | |")
    return lines


def _spread(runs: list[dict[str, Any]], what: str) -> str:
    """Write the median, with the least and the greatest where there are several."""
    values = sorted(run[what] for run in runs)
    return f"{median(values):.2f}" + (f" ({values[0]:.2f} to {values[-1]:.2f})" if len(values) > 1 else "")
