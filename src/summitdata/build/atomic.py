"""Replacing many files at once: after a crash at any step, readers find all of the old ones or all of the new.

All files are written, and forced to disk, in a folder ``.building-…`` of their own.  ONE rename of that folder to
``.committed`` is the commit: from then on readers look there first.  Then the files are moved to their places one
by one, and the folder is removed.  Whoever comes next after a crash first moves what is left over into place.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from summitdata.dataset import COMMITTED

BUILDING: Final = ".building-"
"""How the names of folders begin in which a build is written."""

PLAN: Final = ".plan.json"
"""The file that tells what a commit moves into place and what it removes; it leaves the folder last."""


def replace_all(root: Path, files: Mapping[str, bytes], stale: Iterable[str] = ()) -> None:
    """Put *files* into the folder *root* and remove the *stale* ones, as one step.

    Names are relative, with ``/`` between their parts.  ``OSError`` passes through: before the commit nothing has
    changed, after it the next call of :func:`roll_forward` completes the work.
    """
    plan = {"put": sorted(files), "remove": sorted(set(stale) - set(files))}
    with _alone(root):
        _finish(root)
        for left in root.glob(f"{BUILDING}*"):  # nobody else is building: a crash left it
            shutil.rmtree(left)
        building = root / f"{BUILDING}{secrets.token_hex(4)}"
        try:
            for name, data in {**files, PLAN: json.dumps(plan).encode()}.items():
                _write(building / name, data)
            for folder in {building, *(file.parent for file in building.rglob("*"))}:
                _force(folder)
            building.rename(root / COMMITTED)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        _force(root)
        _finish(root)


def roll_forward(root: Path) -> None:
    """Complete a commit that a crash left half done in *root*, or in the folder above it; without one, do nothing.

    The folder above is where a release is prepared, which writes more than the dataset.
    """
    for folder in (root.absolute().parent, root):
        if is_unfinished(folder):
            with _alone(folder):
                _finish(folder)


def is_unfinished(root: Path) -> bool:
    """Tell whether a crash left a commit half done in *root*."""
    return (root / COMMITTED).is_dir()


def _finish(root: Path) -> None:
    """Move the files of a commit into place, remove the stale ones and the folder; any step may come twice."""
    committed = root / COMMITTED
    if not committed.is_dir():
        return
    if (committed / PLAN).is_file():
        plan = json.loads((committed / PLAN).read_bytes())
        for name in _inside(plan["put"]):
            if (committed / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (committed / name).replace(root / name)
        for name in _inside(plan["remove"]):
            (root / name).unlink(missing_ok=True)
        for folder in {(root / name).parent for name in plan["put"]}:
            _force(folder)
        (committed / PLAN).unlink()
    shutil.rmtree(committed)
    _force(root)


def _inside(names: Iterable[str]) -> Iterator[str]:
    """Give the names, of which none may lead out of the folder."""
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{COMMITTED}/{PLAN} names {name!r}, which lies outside the folder")
        yield name


def _write(file: Path, data: bytes) -> None:
    """Write a file and force it to disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _force(folder: Path) -> None:
    """Force the entries of a folder to disk, where the system lets folders be opened."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other build works in *root*; the lock ends with the process, however it ends."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks on folders: two builds at once may then fail
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
