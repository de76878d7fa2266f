"""Measure the engines beside other validators, and starts beside other data packages: ``python -m benchmarks --help``.

Each measurement is a process of its own.  Processor time is told beside the clock's, since it changes less where other
programs run; the peak of memory is that of the process.  What is measured is written to a JSON file, from which the
page of the site is written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from benchmarks.corpora import STATES, write
from benchmarks.page import page

_PYTHON: Final = (sys.executable, "-W", "ignore")
_ROOT: Final = Path(__file__).parent.parent
_LIBRARIES: Final = (
    "polars", "duckdb", "narwhals", "pandera", "pandas", "pyarrow", "pyspark", "dataframely", "frictionless", "seaborn",
    "scikit-learn", "palmerpenguins",
)  # fmt: skip

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
    "frictionless validate dataset/datapackage.json": (
        "-m", "frictionless", "validate", "dataset/datapackage.json", "--trusted",
    ),
}  # fmt: skip
"""The commands whose whole run is measured."""


def run(arguments: tuple[str, ...]) -> dict[str, Any]:
    """Run Python once; give seconds by the clock and of a processor, the peak of memory in MB, and its last line."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen([*_PYTHON, *arguments], stdout=out, stderr=err, cwd=_ROOT)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        lines = out.read().splitlines()
        told = {"clock": clock, "processor": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}
        if process.returncode not in ({0} if "benchmarks.contenders" in arguments else {0, 1}):
            return told | {"failed": " ".join(err.read().split())[-300:] or f"ended with {process.returncode}"}
        return told | {"last": lines[-1] if lines else ""}


def measured(name: str, folder: Path) -> dict[str, Any]:
    """Run one contender once."""
    told = run(("-m", "benchmarks.contenders", name, str(folder)))
    return told if "failed" in told else told | json.loads(told.pop("last"))


def machine() -> dict[str, Any]:
    """Say on what it was measured, and how busy that was."""
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "processors": os.cpu_count(), "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(), "load": os.getloadavg()[0], "versions": versions,
    }  # fmt: skip


def main() -> None:
    """Measure what is asked for, and write the figures and the page."""
    from benchmarks.contenders import CONTENDERS

    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    sizes = {"type": lambda text: int(float(text)), "nargs": "*", "default": [100_000]}
    asked.add_argument("--quotes", help="sizes of corpora", **sizes)
    asked.add_argument("--states", choices=STATES, nargs="*", default=STATES, help="how good their quotes are")
    asked.add_argument("--only", choices=CONTENDERS, nargs="*", default=[*CONTENDERS], help="contenders to run")
    asked.add_argument("--repeats", type=int, default=3, help="how often each is run")
    asked.add_argument("--starts", type=int, default=5, help="how often each start is measured; 0 for none")
    asked.add_argument("--corpora", type=Path, default=Path(tempfile.gettempdir()) / "summitdata-corpora")
    asked.add_argument("--figures", type=Path, default=_ROOT / "benchmarks" / "figures.json")
    asked.add_argument("--page", type=Path, default=_ROOT / "docs" / "benchmarks.md")
    options = asked.parse_args()
    figures = json.loads(options.figures.read_text()) if options.figures.is_file() else {"starts": {}, "runs": []}
    figures["machine"] = machine()
    for _ in range(options.starts):
        for name, command in STARTS.items():
            figures["starts"].setdefault(name, []).append(run(command))
    for quotes in options.quotes:
        for state in options.states:
            folder = write(options.corpora / f"{quotes}-{state}", quotes, state)
            for _ in range(options.repeats):
                for name in options.only:
                    told = measured(name, folder) | {"name": name, "quotes": quotes, "state": state}
                    figures["runs"].append(told)
                    print(json.dumps(told), flush=True)
                    options.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    options.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    options.page.write_text(page(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
