"""Running one process and measuring it with its children: seconds by the clock and of processors, and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

_PYTHON: Final = (sys.executable, "-W", "ignore")
_AT_FIRST, _EVERY = 0.002, 0.05
"""The seconds between two looks at a process: few while it is young, since it may soon have ended."""

_TICKS: Final = os.sysconf("SC_CLK_TCK")
ROOT: Final = Path(__file__).parent.parent


def run(arguments: tuple[str, ...], *, fails: bool, environment: dict[str, str] | None = None) -> dict[str, Any]:
    """Run Python once; give seconds, the peak of memory in MB, and the last line that it printed.

    Args:
        arguments: Those of Python.
        fails: Whether to end with 1 is to fail; a check ends so where it finds something.
        environment: Variables of the environment, besides those that there are.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        variables = os.environ | (environment or {})
        process = subprocess.Popen([*_PYTHON, *arguments], stdout=out, stderr=err, cwd=ROOT, env=variables)
        memory, children = _watched(process)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        lines = out.read().splitlines()
        told = {
            "clock": clock, "whole": used.ru_utime + used.ru_stime + children, "children": children,
            "memory": memory,
        }  # fmt: skip
        if process.returncode not in ({0} if fails else {0, 1}):
            return told | {"failed": " ".join(err.read().split())[-300:] or f"ended with {process.returncode}"}
        return told | {"last": lines[-1] if lines else ""}


def _watched(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Look at a process and its children until it ends; give the peak of their memory, and the children's seconds.

    What the system tells of a process that has ended includes the memory of the one that began it.
    """
    peak, seconds, begun = 0.0, dict[int, float](), time.perf_counter()
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        memory = 0.0
        for each in _family(process.pid):
            try:
                memory += _megabytes(each, "VmRSS")
                seconds[each] = _busy(each)
            except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
                continue
        peak = max(peak, memory, _megabytes(process.pid, "VmHWM"))
        time.sleep(min(_EVERY, _AT_FIRST + (time.perf_counter() - begun) / 20))
    seconds.pop(process.pid, None)
    return peak, sum(seconds.values())


def _family(process: int) -> list[int]:
    """Give a process and all below it."""
    found, waiting = [], [process]
    while waiting:
        each = waiting.pop()
        found.append(each)
        try:
            tasks = [*Path(f"/proc/{each}/task").iterdir()]
            waiting += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
    return found


def _megabytes(process: int, what: str) -> float:
    """Give a size that the system tells of a process, in MB; none of one that has just ended."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _busy(process: int) -> float:
    """Give the seconds that processors spent on a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
