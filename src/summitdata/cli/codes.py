"""The exit codes of every command."""

from __future__ import annotations

from typing import Final

CLEAN: Final = 0
"""Nothing was found, or what was asked for is done."""

FINDINGS: Final = 1
"""There are findings."""

MISUSE: Final = 2
"""The command cannot be carried out as it was given."""

INTERNAL: Final = 3
"""An error of our own: nothing was proved valid."""

CLOSED: Final = 141
"""Whoever read the output went away before its end, as ``head`` does: what a shell gives for the signal of that."""
