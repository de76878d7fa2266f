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
from summitdata.errors import PackageError
from summitdata.strangers import contents, parse
from summitdata.strangers.limits import LARGEST_DESCRIPTOR

BUILDING: Final = ".building-"
"""How the names of folders begin in which a build is written."""

PLAN: Final = ".plan.json"
"""The file that tells what a commit moves into place and what it removes; it leaves the folder last."""

_START_ANEW: Final = f"Remove the folder {COMMITTED}, and build again."


def replace_all(root: Path, files: Mapping[str, bytes], stale: Iterable[str] = ()) -> tuple[str, ...]:
    """Put *files* into the folder *root* and remove the *stale* ones, as one step; give the names of those that change.

    Names are relative, with ``/`` between their parts.  A file that is there already is not written again; which ones
    are is seen only when no other build is at work, so that of two at once neither keeps a file of the other's.
    ``OSError`` passes through: before the commit nothing has changed, after it the next call of :func:`roll_forward`
    completes the work.

    Raises:
        PackageError: A name leads out of the folder, or through a symbolic link; or an earlier commit was left half
            done, and what it left there is none that a build made.  None of *files* is written then.
    """
    with _alone(root):
        _finish(root)
        changed = {name: data for name, data in files.items() if not _holds(root / name, data)}
        plan = {"put": sorted(changed), "remove": sorted(set(stale) - set(files))}
        if not any(plan.values()):
            return ()
        # Before the commit, since nobody could complete it.
        _refuse_to_leave(root, [*plan["put"], *plan["remove"]], "Put a folder in its place.")
        for left in root.glob(f"{BUILDING}*"):  # nobody else is building: a crash left it
            shutil.rmtree(left)
        building = root / f"{BUILDING}{secrets.token_hex(4)}"
        try:
            for name, data in {**changed, PLAN: json.dumps(plan).encode()}.items():
                _write(building / name, data)
            for folder in {building, *(file.parent for file in building.rglob("*"))}:
                _force(folder)
            building.rename(root / COMMITTED)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        _force(root)
        _finish(root)
    return tuple(changed)


def roll_forward(root: Path) -> None:
    """Complete a commit that a crash left half done in *root*, or in the folder above it; without one, do nothing.

    The folder above is where a release is prepared, which writes more than the dataset.  Whoever sends a dataset can
    send a half-done commit with it, so nothing outside the folder is written, moved or removed, through links neither.

    Raises:
        PackageError: What was left half done is nothing that a build made.
    """
    for folder in (root.absolute().parent, root):
        if (folder / COMMITTED).is_dir():
            with _alone(folder):
                _finish(folder)


def is_unfinished(root: Path) -> bool:
    """Tell whether a crash left a commit half done in *root*, or in the folder above it."""
    return any((folder / COMMITTED).is_dir() for folder in (root.absolute().parent, root))


def _finish(root: Path) -> None:
    """Move the files of a commit into place, remove the stale ones and the folder; any step may come twice."""
    committed = root / COMMITTED
    if not committed.is_dir():
        return
    if committed.is_symlink():
        raise PackageError(f"{committed} is a symbolic link, which no build makes. Remove it.")
    if (committed / PLAN).is_file():
        put, remove = _plan(committed / PLAN)
        _refuse_to_leave(root, [*put, *remove], _START_ANEW)
        _refuse_links(committed, [committed / name for name in put], _START_ANEW)
        for name in put:
            if (committed / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (committed / name).replace(root / name)
        for name in remove:
            (root / name).unlink(missing_ok=True)
        for folder in {(root / name).parent for name in put}:
            _force(folder)
        (committed / PLAN).unlink()
    shutil.rmtree(committed)
    _force(root)


def _plan(file: Path) -> tuple[list[str], list[str]]:
    """Read what a commit moves into place and what it removes; a stranger may have left it, so all of it is judged."""
    data = contents(file, LARGEST_DESCRIPTOR)
    try:
        plan = parse(data) if isinstance(data, bytes) else data.found
    except ValueError as error:
        plan = f"no JSON: {error}"
    match plan:
        case {"put": [*put], "remove": [*remove]} if all(map(_is_inside, [*put, *remove])):
            return put, remove
        case _:
            found = plan if isinstance(plan, str) else "something else"
            raise PackageError(
                f"{file} must name files in the folder to put and to remove, as a build that was interrupted leaves "
                f"it; found: {found}. {_START_ANEW}"
            )


def _is_inside(name: object) -> bool:
    """Tell whether *name* is the path of a file that no system looks for outside the folder, or among git's own."""
    if not isinstance(name, str) or name.startswith("/") or set(name) & set("\\:\0"):  # Windows has more such marks
        return False
    parts = {part.casefold().rstrip(". ") for part in PurePosixPath(name).parts}  # Windows takes no notice of these
    return bool(parts) and not parts & {"", ".git", "git~1"}


def _refuse_to_leave(root: Path, names: Iterable[str], mend: str) -> None:
    """Refuse names of files that are not inside *root*, whatever folders and links stand there.

    Raises:
        PackageError: A name leads out of *root* by itself, or one of the folders in it is a symbolic link.
    """
    for name in names:
        if not _is_inside(name):
            raise PackageError(f"{name!r} is no name of a file in {root} that a build writes.")
        _refuse_links(root, [(root / name).parent], mend)


def _refuse_links(root: Path, paths: Iterable[Path], mend: str) -> None:
    """Refuse *paths* that are symbolic links, or lead through one, below *root*; *mend* says what to do then.

    Raises:
        PackageError: One of them is or does.
    """
    for path in paths:
        parts = path.relative_to(root).parts
        for end in range(1, len(parts) + 1):
            if (link := root.joinpath(*parts[:end])).is_symlink():
                raise PackageError(f"{link} is a symbolic link, which no build makes or follows. {mend}")


def _holds(file: Path, data: bytes) -> bool:
    """Tell whether the file is there, and no link to one, with this very content."""
    return file.is_file() and not file.is_symlink() and file.read_bytes() == data


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
