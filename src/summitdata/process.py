"""What a process is for: one that runs a command of ours leaves out what nobody in it asks for.

pandera imports pandas and hypothesis, and pyarrow pandas and numpy, wherever they are installed, and both do without
them elsewhere.  Hardly a command of ours needs them, and they cost as much time and memory as the check of a small
dataset.
Nor need Python look for garbage as often as it does: a command imports and builds what it keeps until it ends.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

UNUSED: Final = ("hypothesis", "numpy", "pandas")
"""What other libraries import, and no command needs but where it asks for it with :func:`share`."""

SELDOM: Final = (500_000, 50, 100)
"""How many new objects there must be before Python looks for garbage among them, where it is 700 by default.

It still looks, since frames of a large dataset may be garbage too.
"""


class _Absent(MetaPathFinder, Loader):
    """Knows some modules, and that they cannot be imported."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = set(names)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Claim the modules, since libraries also ask whether there is one without importing it."""
        del path, target
        return ModuleSpec(fullname, self) if fullname in self.names else None

    def exec_module(self, module: ModuleType) -> None:
        """Say that there is no such module, in the words that Python has for it."""
        raise ModuleNotFoundError(f"No module named {module.__name__!r}", name=module.__name__)


@contextmanager
def without(*names: str) -> Iterator[_Absent]:
    """Let the code within import none of some modules, where they were not imported before; give what hides them."""
    absent = _Absent([name for name in names if name not in sys.modules])
    sys.meta_path.insert(0, absent)
    try:
        yield absent
    finally:
        if absent in sys.meta_path:
            sys.meta_path.remove(absent)


@contextmanager
def claimed() -> Iterator[None]:
    """Let the process do without :data:`UNUSED`, and look for garbage seldom, while it runs the one command it is for.

    When the process ends, Python would look for garbage among all that there is, which the system frees anyway.  So
    it is spared that, unless code of others came in: duckdb, for one, tells of everything that was not freed.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        with without(*UNUSED) as absent:
            try:
                yield
            finally:
                if absent in sys.meta_path:
                    gc.freeze()
    finally:
        gc.set_threshold(*thresholds)


def share(*names: str) -> None:
    """Let some modules be imported after all; or everything, since code of others runs in this process too."""
    for finder in [finder for finder in sys.meta_path if isinstance(finder, _Absent)]:
        finder.names -= set(names)
        if not names:
            sys.meta_path.remove(finder)
