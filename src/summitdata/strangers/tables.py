"""Having somebody else's Parquet read by another process, and looking at what it hands over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Final

from summitdata.strangers.files import Refusal, Why
from summitdata.strangers.limits import CPU_SECONDS, LARGEST_PACKAGE, LONGEST_NAME, MOST_STARTS, WALL_SECONDS

if TYPE_CHECKING:
    import pyarrow as pa

_COMMAND: Final = (sys.executable, "-P", "-W", "ignore", "-m", "summitdata.strangers.child")
"""Without ``-P`` Python would import modules from the folder of whoever runs the command."""

_LONGEST_LINE: Final = 10_000


def read_tables(files: Mapping[str, bytes]) -> dict[str, pa.Table | Refusal]:
    """Read Parquet files, given by the names of their tables, in a process with little memory and time.

    One process reads them all.  Where it dies, the table at which it did is refused, and another process goes on
    behind it, twice at most.
    """
    answers: dict[str, pa.Table | Refusal] = {}
    waiting = dict(files)
    for _ in range(MOST_STARTS):
        if not waiting:
            break
        given, ending = _run(waiting)
        answers |= given
        waiting = {name: data for name, data in waiting.items() if name not in given}
        if waiting:
            guilty = next(iter(waiting))
            answers[guilty] = Refusal(Why.READER, ending or "a reader that ended without an answer")
            del waiting[guilty]
    told = Refusal(Why.READER, f"no reader: {MOST_STARTS} were ended by tables before this one")
    return {name: answers.get(name, told) for name in files}


def _run(files: Mapping[str, bytes]) -> tuple[dict[str, pa.Table | Refusal], str | None]:
    """Run one process; give its answers in order, and what ended it early."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken, tempfile.TemporaryFile() as said:
        listed = [{"name": name, "size": len(data)} for name, data in files.items()]
        given.write(json.dumps(listed).encode() + b"\n")
        given.writelines(files.values())
        given.seek(0)
        process = subprocess.Popen(_COMMAND, stdin=given, stdout=taken, stderr=said, env=_environment())  # noqa: S603 - our own module
        try:
            ending = _ending(process.wait(WALL_SECONDS))
        except subprocess.TimeoutExpired:
            ending = f"a reader that was not done after {WALL_SECONDS} seconds"
        finally:
            process.kill()
            process.wait()
        if ending is None and said.seek(0, os.SEEK_END):
            return {}, "a reader that printed something, which none should"
        taken.seek(0)
        return _answers(taken, list(files)), ending


def _environment() -> dict[str, str]:
    """Give the environment of the process: modules from where ours come from, one thread, plain memory."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ARROW_"))},
        "PYTHONPATH": os.pathsep.join(os.path.abspath(place) for place in sys.path if place),  # noqa: PTH100 - strings
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OMP_NUM_THREADS": "1",
    }


def _ending(code: int) -> str | None:
    """Say how a process ended early, None where it did not."""
    if code == 0:
        return None
    if -code in {getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGKILL", 0)}:
        return f"a reader that was not done after {CPU_SECONDS} seconds of a processor's time, or had no memory left"
    if code < 0:
        return f"a reader that was ended by the signal {signal.Signals(-code).name}"
    return f"a reader that ended with the code {code}"


def _answers(taken: IO[bytes], names: list[str]) -> dict[str, pa.Table | Refusal]:
    """Take the answers for *names* one by one, up to the first that is not whole."""
    answers: dict[str, pa.Table | Refusal] = {}
    total = 0
    for name in names:
        answer = _head(taken.readline(_LONGEST_LINE), name)
        match answer:
            case {"size": int(size)} if 0 <= size <= 2 * LARGEST_PACKAGE - total:
                stream = taken.read(size)
                if len(stream) != size:
                    break
                total += size
                answers[name] = _table(stream)
            case {"why": str(why), "found": str(found)} if why in Why.__members__:
                answers[name] = Refusal(Why[why], found)
            case _:
                break
    return answers


def _head(line: bytes, name: str) -> dict[str, Any] | None:
    """Give the head of the answer for the table *name*, None where *line* is none."""
    try:
        head = json.loads(line)
    except ValueError:
        return None
    return head if isinstance(head, dict) and head.get("name") == name else None


def _table(stream: bytes) -> pa.Table | Refusal:
    """Open what was handed over, and look at all of it: a reader that a file took over could hand over anything."""
    import pyarrow as pa

    try:
        table = pa.ipc.open_stream(pa.BufferReader(stream)).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        return Refusal(Why.READER, f"a reader that handed over no table: {str(error)[:LONGEST_NAME]}")
    return table
