"""One case of hostile input: how it is made, which command meets it, and what may come of it."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp


class Expected(Enum):
    """What may come of a case."""

    REFUSED = "refused"
    ACCEPTED = "accepted"
    EITHER = "either"
    """A change that may leave the input valid, such as a bit that nothing depends on."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case: ``make`` fills an empty folder, and ``command`` is run on it."""

    name: str
    family: str
    make: Callable[[Path], object]
    expected: Expected
    command: tuple[str, ...]


@cache
def _made(start: Callable[[Path], object]) -> Path:
    """Make a dataset once, in a folder that lasts as long as the process."""
    root = Path(mkdtemp(prefix="hostile-"))
    atexit.register(rmtree, root, ignore_errors=True)
    start(root)
    return root


def started(start: Callable[[Path], object], change: Callable[[Path], object]) -> Callable[[Path], object]:
    """Give what fills an empty folder with the dataset that *start* makes, and makes a *change* in it."""

    def make(root: Path) -> None:
        copytree(_made(start), root, dirs_exist_ok=True)
        change(root)

    return make
