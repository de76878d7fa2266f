"""Building the wheel, and installing it into a folder of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def install(root: Path, folder: Path) -> Path:
    """Build the wheel of the project in *root* and install it, without what it depends on, into *folder*; give it."""
    made = folder.with_name(f"{folder.name}-wheel")
    _python("build", "--wheel", "--no-isolation", "--outdir", str(made), str(root))
    (wheel,) = made.glob("*.whl")
    _python("pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def _python(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True, capture_output=True)  # noqa: S603 - as above
