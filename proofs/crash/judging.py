"""What a case left: the old state, the new one, or a mixture; and what the next run makes of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from proofs.crash.tracing import Case, Met
from proofs.crash.worlds import World
from summitdata.build.atomic import PLAN
from summitdata.dataset import COMMITTED

State = dict[str, bytes]
"""Every file below a folder by its name from there; those of git apart, and what was begun and is nobody's yet."""

_BEGUN: Final = re.compile(r"(^|/)\.building-[0-9a-f]+/|(^|/)\.[^/]+\.[^/.]+\.new$")


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a case."""

    case: Case
    left: str
    """``old``, ``new``, ``committed`` (new for every reader, not yet all in place), or what is BAD."""
    told: str
    """How the process ended: killed, refused with a message, done; or what is BAD."""
    state: str
    """The digest of what was left, by which :func:`kept` keeps it."""


def everything(root: Path) -> State:
    """Give every file below *root*, those of git apart."""
    files = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in sorted(files.items()) if not name.startswith(".git/")}


def as_read(state: State) -> State:
    """Give a state as readers have it: what is committed goes before what is in place, what was begun is left out."""
    in_place = {name: data for name, data in state.items() if not _BEGUN.search(name)}
    committed = {name: data for name, data in in_place.items() if name.startswith(f"{COMMITTED}/")}
    rest = {name: data for name, data in in_place.items() if name not in committed}
    moved = {name.removeprefix(f"{COMMITTED}/"): data for name, data in committed.items()}
    plan = json.loads(moved.pop(PLAN, b'{"remove": []}'))
    return {name: data for name, data in (rest | moved).items() if name not in plan["remove"]}


def judged(world: World, case: Case, met: Met, old: State, new: State) -> Judged:
    """Judge a case by what it left in the folder of its world."""
    state = everything(world.watched)
    read = as_read(state)
    if world.each_file:
        whole = all(read.get(name) in {old[name], new[name]} for name in old) and read.keys() == old.keys()
        left = ("new" if read == new else "old" if read == old else "old or new, each file") if whole else "BAD: mixed"
    elif read == new:
        left = "new" if not any(name.startswith(f"{COMMITTED}/") for name in state) else "committed"
    else:
        left = "old" if read == old else "BAD: a mixture"
    return Judged(case, left, _told(case, met, is_new=read == new), _digest(state))


def _told(case: Case, met: Met, *, is_new: bool) -> str:
    """Say how the process ended, held against what it left."""
    if met.code is None:
        return "killed" if case.kind == "SIGKILL" else "BAD: ended by a signal"
    if met.code != 0 and not met.said and case.call == "write" and "from" in case.kind:
        return "refused, and the message had nowhere to go either"
    if "Traceback" in met.said or "internal error" in met.said or met.code not in {0, 1, 2}:
        return f"BAD: an internal error: {met.said[-300:]!r}"
    if met.code == 0:
        return "done" if is_new else "BAD: called done, and is not"
    return "refused" if met.said.strip() else "BAD: refused without a word"


def restore(root: Path, kept: Path) -> None:
    """Give the folder *root* the contents of *kept*, the repository of git in it apart."""
    root.mkdir(exist_ok=True)
    for entry in root.iterdir():
        if entry.name == ".git":
            continue
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    shutil.copytree(kept, root, dirs_exist_ok=True)


def grow_old(root: Path) -> None:
    """Let every unfinished copy in *root* be an old one: of what is new, another process may be the writer."""
    for left in root.rglob("*.new"):
        os.utime(left, (0, 0))


def keep(root: Path, into: Path) -> None:
    """Keep the contents of *root*, the repository of git in it apart."""
    shutil.copytree(root, into, ignore=lambda folder, _: [".git"] if Path(folder) == root else [])


def _digest(state: State) -> str:
    """Give the digest of a state in which the names of what was begun, which are drawn by lot, are all the same."""
    sums = {
        re.sub(r"\.building-[0-9a-f]+", ".building-", re.sub(r"\.[^/.]+\.new$", ".new", name)): data
        for name, data in state.items()
    }
    whole = hashlib.sha256()
    for name, data in sorted(sums.items()):
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
