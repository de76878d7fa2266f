"""Measure the engines beside other validators, and starts beside other data packages: ``python -m benchmarks --help``.

Each measurement is a process of its own, and contenders take turns, so that what else the machine does falls on all.
What is measured is written to a JSON file, from which the pages and plots of the site are written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from benchmarks.contenders import CONTENDERS, DUCKDB_LIMITED, FLOOR, LIKENESS, POLARS, SPARK
from benchmarks.corpora import write, write_wordings
from benchmarks.measuring import ROOT, run
from benchmarks.page import page
from benchmarks.planning import planning
from benchmarks.plots import plots
from benchmarks.starts import starts

_LIBRARIES: Final = (
    "polars", "duckdb", "narwhals", "pandera", "pandas", "pyarrow", "rapidfuzz", "pyspark", "dataframely",
    "ibis-framework", "pointblank", "frictionless", "seaborn", "scikit-learn", "palmerpenguins",
)  # fmt: skip

_ONCE_BEYOND: Final = {SPARK: 10_000, "frictionless": 10_000, "pandera through ibis (DuckDB)": 1_000_000}
"""Who takes so long beyond so many quotes that one run must do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One corpus, and who runs on it how often."""

    quotes: int
    state: str
    names: tuple[str, ...]
    repeats: int


def steps(largest: int, beyond: int, repeats: int) -> Iterator[Step]:
    """Give the plan: good corpora of each power of ten up to the largest, spoilt ones in between, one beyond."""
    same = tuple(name for name, each in CONTENDERS.items() if each.group == "same")
    every = tuple(name for name in CONTENDERS if name != LIKENESS)
    for quotes in (100_000, 1_000_000, 10_000_000):
        if quotes <= largest:
            yield Step(quotes, "good", every, repeats)
    for state in ("sparse", "bad"):
        quotes = min(1_000_000, largest)
        yield Step(quotes, state, tuple(name for name in same if name != SPARK), 1)
    for quotes in (10_000, 100_000, 1_000_000):
        if quotes <= largest:
            yield Step(quotes, "wordings", (LIKENESS,), 1)
    if beyond:
        yield Step(beyond, "good", (FLOOR, POLARS, DUCKDB_LIMITED), 1)


def measured(name: str, folder: Path) -> dict[str, Any]:
    """Run one contender once; the work of a process of Java is that of Python's children."""
    told = run(("-m", "benchmarks.contenders", name, str(folder)), fails=True)
    if "failed" in told:
        return told
    told |= json.loads(told.pop("last"))
    return told | {"processor": told["processor"] + told["children"]}


def machine() -> dict[str, Any]:
    """Say on what it was measured, and how busy that was."""
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "processors": os.cpu_count(), "memory": round(memory), "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(), "load": os.getloadavg()[0], "versions": versions,
    }  # fmt: skip


def walk(plan: Iterator[Step], folder: Path, *, keep: bool) -> Iterator[dict[str, Any]]:
    """Make each corpus, and give what came of every run on it."""
    for step in plan:
        corpus = folder / f"{step.quotes}-{step.state}"
        if step.state == "wordings":
            write_wordings(corpus, step.quotes)
        else:
            write(corpus, step.quotes, step.state)
        for turn in range(step.repeats):
            for name in step.names:
                once = turn and step.quotes > _ONCE_BEYOND.get(name, step.quotes)
                if step.quotes <= CONTENDERS[name].most and not once:
                    yield measured(name, corpus) | {"name": name, "quotes": step.quotes, "state": step.state}
        if not keep:
            shutil.rmtree(corpus)


def main() -> None:
    """Measure what is asked for, and write the figures, the pages and the plots."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    size = {"type": lambda text: int(float(text))}
    asked.add_argument("--largest", default=10_000_000, help="the largest corpus on which all are run", **size)
    asked.add_argument("--beyond", default=0, help="the size of one more, for the floor and our engines", **size)
    asked.add_argument("--repeats", type=int, default=3, help="how often each is run")
    asked.add_argument("--starts", type=int, default=5, help="how often each start is measured; 0 for none")
    asked.add_argument("--only", choices=CONTENDERS, nargs="*", default=[*CONTENDERS], help="contenders to run")
    asked.add_argument("--pages-only", action="store_true", help="measure nothing; write the pages anew")
    asked.add_argument("--keep", action="store_true", help="leave the corpora where they are")
    asked.add_argument("--corpora", type=Path, default=Path(tempfile.gettempdir()) / "summitdata-corpora")
    asked.add_argument("--figures", type=Path, default=ROOT / "benchmarks" / "figures.json")
    asked.add_argument("--docs", type=Path, default=ROOT / "docs")
    options = asked.parse_args()
    if options.pages_only:
        figures = json.loads(options.figures.read_text(encoding="utf-8"))
    else:
        figures = {"machine": machine(), "starts": starts(options.starts) if options.starts else {}, "runs": []}
        plan = steps(options.largest, options.beyond, options.repeats)
        chosen = (
            Step(each.quotes, each.state, tuple(name for name in each.names if name in options.only), each.repeats)
            for each in plan
        )
        for told in walk((each for each in chosen if each.names), options.corpora, keep=options.keep):
            figures["runs"].append(told)
            print(json.dumps(told), flush=True)
            options.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        options.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (options.docs / "benchmarks.md").write_text(page(figures), encoding="utf-8")
    (options.docs / "planning.md").write_text(planning(figures), encoding="utf-8")
    for name, drawn in plots(figures).items():
        (options.docs / "assets" / name).write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
