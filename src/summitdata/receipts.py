"""Receipts of clean checks: what has not changed since nothing was found need not be checked again.

A receipt says that this software found nothing wrong in these files.  It is kept in the user's own cache, never beside
the data, so that nobody else can vouch for a dataset; whatever could change the answer is part of what it is for.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final

FORM: Final = 1
"""The version of the form of a receipt."""

TREES: Final = ("rows", "schema")
"""The folders of a dataset that a check looks into; of its own folder it looks at the files alone."""

_COMMITTED: Final = ".committed"  # as summitdata.dataset has it, which takes longer to import than a receipt to find

LIBRARIES: Final = (
    "confusable-homoglyphs", "narwhals", "pandera", "polars", "pyarrow", "rapidfuzz", "rich", "ruamel.yaml",
    "summitdata",
)  # fmt: skip
"""What takes part in a check besides our own code, or in printing what came of it."""

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 128 * 1024 * 1024
"""A dataset that is larger gets no receipt: its files would take as long to read as it saves."""

KEPT: Final = 64
"""How many receipts are kept, the newest."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a check that found nothing wrong printed, and when it ran."""

    checked: datetime
    printed: str


def folder() -> Path:
    """Give the folder of the receipts, in the cache of whoever runs this."""
    from platformdirs import user_cache_path

    return user_cache_path("summitdata", appauthor=False) / "receipts"


def named(root: Path, files: str, asked: Mapping[str, Any]) -> str:
    """Name a check by everything that its answer depends on.

    Args:
        root: The dataset.
        files: The digest of its files.
        asked: How it is checked and how the report is printed, as values that JSON knows.
    """
    told = {
        "form": FORM, "root": str(root), "files": files, "software": _digest_of_software(), "python": sys.version,
        "libraries": [_version(name) for name in LIBRARIES], "asked": asked,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def find(name: str) -> Receipt | None:
    """Give the receipt of a check, None where there is none that can be trusted."""
    file = folder() / f"{name}.json"
    try:
        if not _is_own(file.parent) or not _is_own(file):
            return None
        found = json.loads(file.read_bytes())
        return Receipt(datetime.fromisoformat(found["checked"]), str(found["printed"]))
    except (OSError, ValueError, KeyError, TypeError):  # a receipt that cannot be read is none, and the check is run
        return None


def keep(name: str, printed: str) -> None:
    """Keep the receipt of a check that ran just now, and the newest others."""
    place = folder()
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(place):
            return
        receipt = Receipt(datetime.now(UTC), printed)
        with tempfile.NamedTemporaryFile("w", dir=place, delete=False, encoding="utf-8") as file:
            json.dump(asdict(receipt) | {"checked": receipt.checked.isoformat()}, file)
        Path(file.name).replace(place / f"{name}.json")
        for old in sorted(place.iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:  # a cache that cannot be written to saves no time, which is no reason to fail
        return


def _is_own(path: Path) -> bool:
    """Tell whether a file or folder belongs to whoever runs this, and nobody else can write to it."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def is_unfinished(root: Path) -> bool:
    """Tell whether anything stands where a build or a release commits, in the dataset *root* or in the folder above.

    What a check finds then depends on files outside the dataset, and may change without a change to it.
    """
    root = root.absolute()
    return any(os.path.lexists(folder / _COMMITTED) for folder in (root.parent, root))


def digest_of_files(root: Path) -> str | None:
    """Give one digest of every name and every file that a check of *root* may look at.

    None where the dataset is too large, or has something in it that is neither file nor folder nor link, or that
    cannot be read.
    """
    total = hashlib.sha256()
    size = count = 0
    try:
        for path in _paths(root):
            kind, data = _contents(path)
            size, count = size + len(data), count + 1
            if size > MOST_BYTES or count > MOST_FILES:
                return None
            total.update(json.dumps([str(path.relative_to(root)), kind, hashlib.sha256(data).hexdigest()]).encode())
    except (OSError, ValueError):  # whatever it is, the check itself has to tell
        return None
    return total.hexdigest()


def _paths(root: Path) -> Iterator[Path]:
    """Give what stands in the folder of a dataset, and everything in those of its folders that are looked into."""
    for path in sorted(root.iterdir()):
        yield path
        if path.name in TREES:
            for where, folders, files in os.walk(path):
                folders.sort()
                yield from (Path(where, name) for name in sorted([*folders, *files]))


def _contents(path: Path) -> tuple[str, bytes]:
    """Give the kind of a path, and what it holds: a file its bytes, a link where it leads.

    Raises:
        ValueError: It is neither file nor folder nor link.
    """
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "link", bytes(path.readlink())
    if stat.S_ISDIR(mode):
        return "folder", b""
    if stat.S_ISREG(mode):
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{path} is too large")
        return "file", path.read_bytes()
    raise ValueError(f"{path} is no file")


def _digest_of_software() -> str:
    """Give one digest of our own code, with what belongs to it."""
    total = hashlib.sha256()
    home = Path(__file__).parent
    for where, folders, files in os.walk(home):
        folders[:] = sorted(name for name in folders if name not in {"__pycache__", "dataset"})
        for name in sorted(files):
            total.update(json.dumps([where, name]).encode() + hashlib.sha256(Path(where, name).read_bytes()).digest())
    return total.hexdigest()


def _version(name: str) -> str:
    """Give the version of a library; not all of them are needed for every check."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
