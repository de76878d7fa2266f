"""The page of the benchmarks: targets, tables and plots of the figures that were measured."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from statistics import median
from typing import Any, Final

from benchmarks.contenders import CONTENDERS, FLOOR, LIKENESS
from benchmarks.targets import TARGETS, Figures

_HEAD: Final = """\
---
title: Benchmarks
description: What a check costs on each engine, beside other validators, and how fast things start.
section: Use
---

# Benchmarks

One command makes corpora of quotes from a seed, runs every validator on them in a process of its own, and writes this page, its plots and the [plan of a large run](planning.md):

```console
$ make benchmarks
```

All validators do the same: they hold the table `quotes` against its schema (forms of text by patterns, codes, lengths, ranges, days and flags, empty cells, keys that stand once), follow three references to events and places, and see that no quote has the key of an event or a source.
pandera, dataframely and pointblank get the same limits, read off the same declaration; frictionless follows no reference here.
Ours also hold the three small tables against their schemas, and name the rows that fail, by key.
What is found is counted by each in its own way: rows, cells, or checks of a cell.

*Seconds* are of the work by the clock, without imports; the middle of the runs, with the least and the greatest.
*Processor* is what processors spent on it; for Spark that includes the start of Java.
*Peak memory* is that of the whole process with its children.
"""

_STATES: Final = {
    "good": "all good", "sparse": "one in ten thousand bad in each of eight ways", "bad": "all bad in three ways",
}  # fmt: skip

_OF_STARTS: Final = "Whole processes, with bytecode compiled before; pyspark, which pandera would import, is hidden."


def page(figures: dict[str, Any]) -> str:
    """Write the page as Markdown."""
    machine = figures["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    parts = [
        _HEAD,
        (
            f"Measured on {machine['processors']} processors and {machine['memory']} GB of memory, {machine['system']}, "
            f"Python {machine['python']}, with a load of {machine['load']:.1f} at the beginning: {versions}.\n"
        ),
        "## Targets\n",
        *_targets(Figures(figures)),
    ]
    groups: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for run in figures["runs"]:
        if CONTENDERS[run["name"]].group == "same":
            groups[run["quotes"], run["state"]].append(run)
    if groups:
        parts += [
            "\n## Time and memory\n",
            "![Seconds of work against the number of quotes](assets/benchmarks-time.svg)\n",
            "![Seconds of work against peak memory](assets/benchmarks-memory.svg)",
        ]
    for (quotes, state), runs in sorted(groups.items(), key=lambda item: (item[0][0], [*_STATES].index(item[0][1]))):
        parts += [f"\n## {quotes:,} quotes, {_STATES[state]}\n", *_runs(runs)]
    parts += _likeness([run for run in figures["runs"] if run["name"] == LIKENESS and "failed" not in run])
    if figures["starts"]:
        parts += ["\n## Starts\n", f"{_OF_STARTS}\n", *_starts(figures["starts"])]
    return "\n".join(parts).rstrip() + "\n"


def _targets(figures: Figures) -> list[str]:
    """Write the table of targets, each met or not as the figures say."""
    lines = [
        "| target, at ten million good quotes where it is about quotes | at most | measured | outcome |",
        "|---|---:|---:|---|",
    ]
    for target in TARGETS:
        value, told = target.told(figures)
        bound = "" if target.bound == float("inf") else f"{target.bound:,.2f}{target.unit}"
        lines.append(f"| {target.says} | {bound} | {value} | {told} |")
    return lines


def _runs(runs: list[dict[str, Any]]) -> list[str]:
    """Write the table of one corpus."""
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for run in runs:
        by_name[run["name"]].append(run)
    floor = median(run["seconds"] for run in by_name[FLOOR]) if by_name.get(FLOOR) else None
    lines = [
        "| validator | seconds | of the bare scan | processor seconds | peak memory, MB | found | runs |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, each in by_name.items():
        good = [run for run in each if "failed" not in run]
        if not good:
            lines.append(f"| {name} | did not finish: {escape(each[0]['failed'][:120])} | | | | | {len(each)} |")
            continue
        ratio = "" if floor is None else f"{median(run['seconds'] for run in good) / floor:.1f}"
        lines.append(
            f"| {name} | {_spread(good, 'seconds')} | {ratio} | {_spread(good, 'processor')} | "
            f"{max(run['memory'] for run in good):,.0f} | {good[0]['found']:,} | {len(good)} |"
        )
    return lines


def _likeness(runs: list[dict[str, Any]]) -> list[str]:
    """Write the table of what comparing wordings costs."""
    if not runs:
        return []
    return [
        "\n## Likeness of wordings\n",
        "Rules X011 and X012 compare the wordings of each speaker: all pairs while they are few, and beyond that those that share rare words.",
        "One wording in ten is another with one word changed, and a few speakers have most of them.\n",
        "| renderings | seconds | processor seconds | for a thousand | peak memory, MB | pairs that are alike |",
        "|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {run['quotes']:,} | {run['seconds']:.1f} | {run['processor']:.1f} | "
            f"{1000 * run['processor'] / run['quotes']:.3f} | {run['memory']:,.0f} | {run['found']:,} |"
            for run in sorted(runs, key=lambda run: run["quotes"])
        ),
    ]


def _starts(starts: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Write the table of starts."""
    empty = median(run["clock"] for run in starts["python -c pass"])
    lines = [
        "| command | seconds | processor seconds | beyond an empty interpreter | peak memory, MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, runs in starts.items():
        good = [run for run in runs if "failed" not in run]
        if good:
            beyond = median(run["clock"] for run in good) - empty
            lines.append(
                f"| `{name}` | {_spread(good, 'clock')} | {_spread(good, 'whole')} | {beyond:.2f} | "
                f"{max(run['memory'] for run in good):,.0f} |"
            )
        else:
            lines.append(f"| `{name}` | did not run | | | |")
    return lines


def _spread(runs: list[dict[str, Any]], what: str) -> str:
    """Write the median, with the least and the greatest where there are several."""
    values = sorted(run[what] for run in runs)
    return f"{median(values):.2f}" + (f" ({values[0]:.2f} to {values[-1]:.2f})" if len(values) > 1 else "")
