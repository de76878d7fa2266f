"""LinkChecker walks the whole built site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("linkcheck", reason="the link test needs linkchecker")


def test_no_link_is_broken(root: str) -> None:
    """Every link, image, style and script on every page leads to something that the site has."""
    command = [str(Path(sys.executable).parent / "linkchecker"), "--no-status", "--recursion-level=-1", "--threads=4"]
    run = subprocess.run(
        [*command, "--ignore-url=^mailto:", "--no-robots", f"{root}/"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:]
    assert "That's it." in run.stdout
