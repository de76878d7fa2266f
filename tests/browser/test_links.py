"""LinkChecker walks the whole built site; that every fragment exists is asked elsewhere, since it asks that slowly."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import serve

pytest.importorskip("linkcheck", reason="the link test needs linkchecker")

SETTINGS = """\
[checking]
maxrequestspersecond=10000
threads=2
"""


def walked(root: str, work: Path) -> subprocess.CompletedProcess[str]:
    """Run LinkChecker over a site."""
    settings = work / "linkcheckerrc"
    settings.write_text(SETTINGS, encoding="utf-8")
    program = Path(sys.executable).parent / "linkchecker"
    command = [str(program), "-f", str(settings), "--no-status", "--no-robots", "--ignore-url=^mailto:", f"{root}/"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_no_link_is_broken(root: str, site: Path, tmp_path: Path) -> None:
    """Every link, image, style and script leads to something that the site has."""
    run = walked(root, tmp_path)
    assert run.returncode == 0, run.stdout[-3000:]
    found = re.search(r"That's it\. ([0-9]+) links in ([0-9]+) URLs checked\. 0 warnings found\. 0 errors", run.stdout)
    assert found is not None, run.stdout[-3000:]
    assert int(found[2]) >= sum(1 for _ in site.rglob("index.html"))


def test_what_is_broken_is_found(tmp_path: Path) -> None:
    """The positive control: a link to no page is found."""
    (tmp_path / "index.html").write_text('<a href="none.html">x</a> <a href="two.html">y</a>', encoding="utf-8")
    (tmp_path / "two.html").write_text("<p>two</p>", encoding="utf-8")
    with serve(tmp_path) as address:
        run = walked(address, tmp_path)
    assert run.returncode != 0
    assert "404" in run.stdout
    assert "1 error found" in run.stdout
