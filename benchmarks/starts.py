"""Starts: commands whose whole run is measured, ours beside those of other data packages and validators."""

from __future__ import annotations

import compileall
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.measuring import ROOT, run

AGAIN: Final = "summitdata check dataset, nothing changed"

STARTS: Final[dict[str, tuple[str, ...]]] = {
    "python -c pass": ("-c", "pass"),
    "import summitdata": ("-c", "import summitdata"),
    "summitdata.load('quotes', backend='pyarrow')": (
        "-c", "import summitdata; summitdata.load('quotes', backend='pyarrow')",
    ),
    "summitdata.load('quotes')": ("-c", "import summitdata; summitdata.load('quotes')"),
    "palmerpenguins.load_penguins()": ("-c", "import palmerpenguins; palmerpenguins.load_penguins()"),
    "sklearn.datasets.load_iris(as_frame=True)": (
        "-c", "from sklearn.datasets import load_iris; load_iris(as_frame=True)",
    ),
    "import seaborn": ("-c", "import seaborn"),
    "summitdata timeline": ("-m", "summitdata", "timeline"),
    "import pandera.polars": ("-c", "import pandera.polars"),
    "summitdata check dataset": ("-m", "summitdata", "check", "dataset"),
    AGAIN: ("-m", "summitdata", "check", "dataset"),
    "frictionless validate dataset/datapackage.json": (
        "-m", "frictionless", "validate", "dataset/datapackage.json", "--trusted",
    ),
}  # fmt: skip
"""The commands by what the page calls them."""

HIDDEN: Final = ROOT / "benchmarks" / "hidden"
"""A folder that hides pyspark, which pandera imports where it is, from processes that a user has without it."""


def started(name: str, kept: str) -> dict[str, Any]:
    """Run a command once; only the one that is to find its receipt is given the cache *kept* of earlier runs."""
    with tempfile.TemporaryDirectory() as fresh:
        variables = {"PYTHONPATH": str(HIDDEN), "XDG_CACHE_HOME": kept if name == AGAIN else fresh}
        return run(STARTS[name], fails=False, environment=variables)


def starts(times: int) -> dict[str, list[dict[str, Any]]]:
    """Run every command so many times, in turns, after one run that nobody measures.

    Our bytecode is compiled before, as an installer compiles that of every library, whatever the environment says.
    """
    compileall.compile_dir(ROOT / "src", quiet=1)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in STARTS}
    with tempfile.TemporaryDirectory() as kept:
        for turn in range(times + 1):
            for name in STARTS:
                told = started(name, str(Path(kept)))
                if turn:
                    found[name].append(told)
    return found
