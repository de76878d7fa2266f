"""The targets, each a ratio of figures of one run of the command: met or not, as the figures say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.contenders import DATAFRAMELY, DUCKDB, DUCKDB_LIMITED, FLOOR, PANDAS, POLARS, SPARK, SQL
from benchmarks.starts import AGAIN

LARGE: Final = 10_000_000
MEDIUM: Final = 1_000_000
_LIMIT_MB: Final = 1000


class NotMeasuredError(Exception):
    """A figure that a target needs was not measured; the message says which."""


class Figures:
    """The figures of one run of the command, to be asked for medians."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.runs: list[dict[str, Any]] = told["runs"]
        self.starts: dict[str, list[dict[str, Any]]] = told["starts"]

    def of(self, name: str, quotes: int, state: str = "good") -> list[dict[str, Any]]:
        """Give the runs of a contender that finished.

        Raises:
            NotMeasuredError: There is none.
        """
        key = (name, quotes, state)
        found = [run for run in self.runs if (run["name"], run["quotes"], run["state"]) == key and "failed" not in run]
        if not found:
            raise NotMeasuredError(f"{name} at {quotes:,} quotes")
        return found

    def seconds(self, name: str, quotes: int) -> float:
        """Give the median of the seconds of work by the clock."""
        return float(median(run["seconds"] for run in self.of(name, quotes)))

    def memory(self, name: str, quotes: int) -> float:
        """Give the greatest peak of memory in MB."""
        return float(max(run["memory"] for run in self.of(name, quotes)))

    def start(self, name: str) -> float:
        """Give the median of the seconds of a whole process.

        Raises:
            NotMeasuredError: It was not run, or did not work.
        """
        found = [run["clock"] for run in self.starts.get(name, ()) if "failed" not in run]
        if not found:
            raise NotMeasuredError(name)
        return float(median(found))


@dataclass(frozen=True, slots=True)
class Target:
    """One target: what is to be, the bound, and the figure that must not be above it."""

    says: str
    bound: float
    figure: Callable[[Figures], float]
    unit: str = ""

    def told(self, figures: Figures) -> tuple[str, str]:
        """Give the figure and whether the target is met, in words."""
        try:
            value = self.figure(figures)
        except NotMeasuredError as missing:
            return "", f"not measured: {missing}"
        return f"{value:,.2f}{self.unit}", "met" if value <= self.bound else "not met"


def _time(name: str, other: str, quotes: int = LARGE) -> Callable[[Figures], float]:
    return lambda figures: figures.seconds(name, quotes) / figures.seconds(other, quotes)


def _memory(name: str, other: str) -> Callable[[Figures], float]:
    return lambda figures: figures.memory(name, LARGE) / figures.memory(other, LARGE)


def _growth(name: str) -> Callable[[Figures], float]:
    return lambda figures: figures.seconds(name, LARGE) / figures.seconds(name, MEDIUM)


def _of_engines() -> Iterator[Target]:
    for name in (POLARS, DUCKDB):
        yield Target(f"{name} takes at most 4 times the bare scan", 4, _time(name, FLOOR))
        yield Target(f"{name} takes no longer than hand-written SQL", 1, _time(name, SQL))
        yield Target(f"{name} takes at most a quarter of the time of {PANDAS}", 1 / 4, _time(name, PANDAS))
        yield Target(f"{name} takes at most a third of the time of {DATAFRAMELY}", 1 / 3, _time(name, DATAFRAMELY))
        for other in (PANDAS, DATAFRAMELY):
            yield Target(f"{name} takes at most a quarter of the memory of {other}", 1 / 4, _memory(name, other))
        yield Target(f"{name} takes at most 11 times as long for 10 times as many quotes", 11, _growth(name))
    yield Target(
        f"{DUCKDB_LIMITED} finishes, its whole process within the limit", _LIMIT_MB,
        lambda figures: figures.memory(DUCKDB_LIMITED, LARGE), " MB",
    )  # fmt: skip
    yield Target(f"{SPARK} finishes", float("inf"), lambda figures: figures.seconds(SPARK, LARGE), " s")


def _start(name: str, other: str) -> Callable[[Figures], float]:
    return lambda figures: figures.start(name) / figures.start(other)


TARGETS: Final = (
    *_of_engines(),
    Target("summitdata check dataset takes at most 1.3 times import pandera.polars", 1.3,
           _start("summitdata check dataset", "import pandera.polars")),
    Target("summitdata check dataset takes at most half of frictionless validate", 0.5,
           _start("summitdata check dataset", "frictionless validate dataset/datapackage.json")),
    Target("summitdata check dataset takes at most 0.3 s where nothing has changed", 0.3,
           lambda figures: figures.start(AGAIN), " s"),
    Target("import summitdata takes at most 0.05 s beyond an empty interpreter", 0.05,
           lambda figures: figures.start("import summitdata") - figures.start("python -c pass"), " s"),
    Target("load('quotes', backend='pyarrow') takes at most half of importing seaborn", 0.5,
           _start("summitdata.load('quotes', backend='pyarrow')", "import seaborn")),
)  # fmt: skip
"""Every target, in the order of the page."""
