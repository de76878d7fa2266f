"""Comparing text with a golden file; ``SUMMITDATA_WRITE_GOLDEN=1`` writes the files anew, to be read in the diff."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str, text: str) -> str:
    """Give the content of the golden file *name*, after writing *text* into it where that is asked for."""
    file = GOLDEN / name
    if os.environ.get("SUMMITDATA_WRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    return file.read_text(encoding="utf-8").removesuffix("\n")
