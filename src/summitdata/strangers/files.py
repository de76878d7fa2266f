"""The first look at a file that somebody else made: what it is, how large it is, and whether it is the recorded one."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summitdata.strangers.limits import LARGEST_FILE

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NO_FILE: Final = "no such file"
"""What is found where there is none."""

_MAGIC: Final = b"PAR1"
_SHORTEST: Final = 12
"""A Parquet file begins and ends with its four letters; before the second ones stand the four bytes of a length."""


_KINDS: Final = {stat.S_IFLNK: "a symbolic link", stat.S_IFDIR: "a folder"}


class Why(Enum):
    """Why a file was not read."""

    MISSING = "there is no such file"
    LIMIT = "it is no plain file, or one beyond the limits"
    HASH = "it is not the file that is described"
    UNREADABLE = "it is no table that can be read"
    READER = "the process that read it was ended"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read: why, and, as a lower-case fragment, what was found."""

    why: Why
    found: str


def contents(path: Traversable, most: int = LARGEST_FILE, *, trusted: bool = False) -> bytes | Refusal:
    """Read the file at *path*, of at most *most* bytes; never a link, and never a pipe or a device that would block.

    A *trusted* file, or one in a zip, is read as it is: an installation may be made of links.
    """
    try:
        if trusted or not isinstance(path, Path):
            return path.read_bytes()
        kind = path.lstat()
        if not stat.S_ISREG(kind.st_mode):
            return Refusal(Why.LIMIT, _KINDS.get(stat.S_IFMT(kind.st_mode), "neither a file nor a folder"))
        # Whoever puts a link or a pipe there after that look finds the door shut all the same.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as stream:
            data = stream.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Refusal(Why.MISSING, NO_FILE)
    except (OSError, ValueError) as error:
        return Refusal(Why.MISSING, f"no file that can be opened: {getattr(error, 'strerror', None) or error}")
    return data if len(data) <= most else Refusal(Why.LIMIT, f"more than {most:,} bytes")


def checked(data: bytes, recorded: str | None) -> Refusal | None:
    """Hold *data* against the form of Parquet, and against its *recorded* hash, ``sha256:`` and 64 digits, if any.

    None where nothing speaks against opening it.
    """
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if recorded is not None and recorded != digest:
        return Refusal(Why.HASH, f"{digest}, while {recorded} is recorded")
    if len(data) < _SHORTEST or data[:4] != _MAGIC or data[-4:] != _MAGIC:
        return Refusal(Why.UNREADABLE, "a file that cannot be read: it does not begin and end as Parquet does")
    if not 0 < int.from_bytes(data[-8:-4], "little") <= len(data) - _SHORTEST:
        return Refusal(Why.UNREADABLE, "a file that cannot be read: its footer is longer than itself")
    return None
