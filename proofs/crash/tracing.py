"""Meeting a system call with a kill or an error: strace injects it into the real process.

A command runs as it is until it is about to change something for the first time.  There the process is forked once
for each case, so that what comes before, which changes nothing, is not done again: each child goes on with the same
command, with strace attached to it.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

KINDS: Final = ("SIGKILL", "EIO", "ENOSPC", "ENOSPC from then on")
"""What a call can meet: the process is killed as it enters the call, or the call fails, once or for good."""

HANGS: Final = 60
"""When a case is ended, in seconds."""

_CHANGES: Final = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link", "os.symlink", "os.utime"}
)
_LINE: Final = re.compile(r"([a-z0-9_]+)\(")
_FILLS: Final = frozenset({"write", "mkdir", "rename", "fsync"})
"""The calls that a full disk fails, and goes on failing."""

_MAY_FILL: Final = _FILLS | {"openat", "close", "ftruncate"}
"""The calls that can be told that the disk is full."""

_WRITES: Final = _MAY_FILL - {"openat", "close"} | {"unlink", "unlinkat", "rmdir", "chmod", "fchmod"}
"""The calls that change what is on the disk; the last of them ends the write path."""


@dataclass(frozen=True, slots=True)
class Case:
    """The *number*-th call of *call* since the first change meets *kind*."""

    call: str
    number: int
    kind: str

    @property
    def injection(self) -> str:
        """The case as strace takes it."""
        if self.kind == "SIGKILL":
            return f"{self.call}:signal=KILL:when={self.number}"
        error = self.kind.split(maxsplit=1)[0]
        return f"{self.call}:error={error}:when={self.number}{'+' if 'from' in self.kind else ''}"


@dataclass(frozen=True, slots=True)
class Met:
    """What came of a case: the exit code, or None where the process was killed, and what it said."""

    code: int | None
    said: str


Act = Callable[[Callable[[Case | None], Met]], None]
"""What is done with a function that goes on with a command."""

CALLS: Final = "calls"
"""The file with the calls that strace saw."""


def why_not() -> str | None:
    """Say why nothing can be injected here; None where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-f", "true"], capture_output=True, check=False)  # noqa: S607 - any strace
    return None if done.returncode == 0 else "strace may not trace here"


def at_first_change(arguments: list[str], watched: Path, logs: Path, act: Act) -> int:
    """Run a command in a process of its own, and call *act* when it is about to change something below *watched*.

    *act* gets a function that goes on with the command in a child that meets a case, none where it is None; the
    calls of the last child stand in the file :data:`CALLS` of the folder *logs*.  Gives the exit code of the process.
    """
    pid = os.fork()
    if pid == 0:
        _command(arguments, watched, logs, act)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _command(arguments: list[str], watched: Path, logs: Path, act: Act) -> None:
    """Be the process that runs the command; never returns."""
    came, in_child = False, False

    def hook(event: str, values: tuple[Any, ...]) -> None:
        nonlocal came, in_child
        if came or not _changes(event, values, watched):
            return
        came = True
        try:
            act(meet)
        except _ChildError:
            in_child = True  # the command goes on
            return
        except BaseException as error:  # noqa: BLE001 - nothing may come back into the command
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            sys.stderr.flush()
            os._exit(70)
        os._exit(0)

    def meet(case: Case | None) -> Met:
        return _meet(case, logs)

    from summitdata.cli import main

    code: object = 71  # nothing was ever about to change
    plain_streams()
    sys.addaudithook(hook)
    sys.argv = ["summitdata", *arguments]
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    finally:
        with suppress(OSError):  # the case may have failed this very write, and nothing here may come back
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code if in_child and isinstance(code, int) else 71)


def plain_streams() -> None:
    """Write to the descriptors 1 and 2 themselves, whatever the streams of this process were put in the place of."""
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


class _ChildError(BaseException):
    """Takes a child out of the loop over the cases, back into the command."""


def _changes(event: str, values: tuple[Any, ...], watched: Path) -> bool:
    """Tell whether an audit event is a change below *watched*."""
    if not values or not isinstance(values[0], str | bytes | os.PathLike):
        return False
    is_change = event in _CHANGES or (event == "open" and bool(values[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)))
    return is_change and Path(os.fsdecode(values[0])).is_relative_to(watched)


def _meet(case: Case | None, logs: Path) -> Met:
    """Go on with the command in a child, traced, and wait for its end."""
    said, log = logs / "said", logs / CALLS
    ready, go = os.pipe()
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)  # here, since a child may be traced from its start
    pid = os.fork()
    if pid == 0:
        os.dup2(output, 1)
        os.dup2(output, 2)
        select.select([ready], [], [])
        raise _ChildError
    command = ["strace", "-p", str(pid), "-y", "-s", "0", "-o", str(log), "-e", "trace=%file,%desc"]
    if case is not None:
        command += ["-e", f"inject={case.injection}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as tracer:  # noqa: S603 - our own command
        assert tracer.stderr is not None  # noqa: S101 - a pipe was asked for
        told = tracer.stderr.readline()
        if b"attached" not in told:
            os.kill(pid, signal.SIGKILL)
            raise RuntimeError(told.decode())
        os.write(go, b"g")
        status = _waited(pid)
        tracer.stderr.read()
    for descriptor in (ready, go, output):
        os.close(descriptor)
    text = said.read_text(encoding="utf-8", errors="replace")
    return Met(None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), text)


def _waited(pid: int) -> int:
    """Wait until a child ends, or end it."""
    end = time.monotonic() + HANGS
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise TimeoutError(f"a case took more than {HANGS} seconds")


def cases(log: Path, watched: Path) -> Iterator[Case]:
    """Give every case of the write path: the calls in *log* that name something below *watched*, to the last change."""
    counts: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    end = 0
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        counts[match[1]] += 1
        if str(watched) in line:
            found.append((match[1], counts[match[1]]))
            end = len(found) if match[1] in _WRITES else end
    for call, number in found[:end]:
        for kind in KINDS:
            if kind in {"SIGKILL", "EIO"} or call in (_FILLS if "from" in kind else _MAY_FILL):
                yield Case(call, number, kind)
