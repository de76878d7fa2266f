"""The dataset of a git revision, taken out of the repository without checking anything out."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath
from typing import Final

from summitdata.dataset import DESCRIPTOR
from summitdata.errors import PackageError
from summitdata.rows.layout import FOLDER, PACKAGE_FILE

MARKS: Final = (DESCRIPTOR, f"{FOLDER}/{PACKAGE_FILE}")
"""The files by which the folder of a dataset is known."""

CODES: Final = "tests/golden/reports-formats/codes.txt"
"""Where this project keeps the list of every check's code, one line each, as a golden file."""

_LARGEST: Final = 1 << 30
_NO_CODE_OF_THE_REPOSITORY: Final = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def git(repository: Path, *arguments: str) -> bytes:
    """Run git in *repository* and give what it prints.

    Raises:
        PackageError: git is not installed, or refuses; the message is git's own.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and every name that came from outside was resolved before
            ["git", *_NO_CODE_OF_THE_REPOSITORY, "-C", str(repository), *arguments],  # noqa: S607 - git where PATH has it
            capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise PackageError("git is not installed, so no revision can be read. Name a folder or a zip.") from error
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip() or f"it ended with {done.returncode}"
        raise PackageError(f"git {arguments[0]} in {repository}: {message}")
    return done.stdout


def commit_of(repository: Path, revision: str) -> str:
    """Give the full identifier of the commit that *revision* names.

    Raises:
        PackageError: There is no such revision, or its name could be taken for an option.
    """
    if revision.startswith("-") or not revision.isprintable() or not revision:
        raise PackageError(f"{revision!r} is no revision: the name of one is printable and does not begin with '-'.")
    try:
        return (
            git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            .decode()
            .strip()
        )
    except PackageError as error:
        raise PackageError(
            f"There is no file, no folder and no git revision {revision!r} (looked for in {repository.resolve()})."
        ) from error


def take_out(repository: Path, spec: str, into: Path) -> tuple[str, Path]:
    """Write the dataset of a revision into the folder *into*; give the commit, and the folder of the dataset.

    *spec* is a revision, or a revision and the folder of the dataset as ``revision:folder``; without a folder it is
    the one nearest to the root that has a package or row files.  Links, devices and names that lead elsewhere are
    not taken out.

    Raises:
        PackageError: There is no such revision, or no dataset in it.
    """
    revision, _, folder = spec.partition(":")
    commit = commit_of(repository, revision)
    top = Path(git(repository, "rev-parse", "--show-toplevel").decode().strip())
    names = git(top, "ls-tree", "-r", "--name-only", "-z", commit).decode(errors="replace").split("\0")
    if not folder:
        folder = _dataset_in(names, spec)
    tree = f"{commit}:{folder}" if folder != "." else commit
    take_out_all(git(top, "archive", "--format=tar", tree), into / "dataset")
    if CODES in names:
        (into / CODES).parent.mkdir(parents=True)
        (into / CODES).write_bytes(git(top, "show", f"{commit}:{CODES}"))
    return commit, into / "dataset"


def _dataset_in(names: list[str], spec: str) -> str:
    """Give the folder of the dataset in a tree."""
    folders = {
        PurePosixPath(name).parents[mark.count("/")].as_posix()
        for name in names
        for mark in MARKS
        if name == mark or name.endswith(f"/{mark}")
    }
    if not folders:
        raise PackageError(f"Revision {spec!r} has neither a {DESCRIPTOR} nor row files.")
    return min(folders, key=lambda folder: (len(PurePosixPath(folder).parts), folder))


def take_out_all(archive: bytes, into: Path) -> None:
    """Write the plain files of a tar archive below *into*."""
    total = 0
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if not member.isreg() or path.is_absolute() or ".." in path.parts:
                continue
            total += member.size
            stream = tar.extractfile(member)
            if total > _LARGEST or stream is None:
                raise PackageError(f"The dataset of that revision is larger than {_LARGEST:,} bytes.")
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(stream.read())
