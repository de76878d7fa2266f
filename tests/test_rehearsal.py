"""The rehearsal of a release: its page has every step, and a step that does not show what it should ends it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from proofs.rehearsal.page import PAGE, does
from proofs.rehearsal.scratch import NotShownError, Scratch, require
from proofs.rehearsal.steps import STEPS


def test_the_page_tells_what_every_step_showed() -> None:
    """The page has a row for each step, in their order, with what it showed."""
    rows = re.findall(r"^\| [0-9]+ \| (.+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [does(step).rstrip(".") for step in STEPS] == [done for done, _ in rows]
    assert all(shown for _, shown in rows)


def test_what_was_not_shown_ends_a_rehearsal(tmp_path: Path) -> None:
    """A condition that fails, a command that ends otherwise, and words that are not there are each told."""
    scratch = Scratch(tmp_path)
    (tmp_path / "checkout").mkdir()
    (tmp_path / "checkout" / "file").write_text("one\ntwo\n", encoding="utf-8")
    with pytest.raises(NotShownError, match="it says no"):
        require("", "it says no")
    with pytest.raises(NotShownError, match="ended with 3: nothing"):
        scratch.run(sys.executable, "-c", "print('nothing'); raise SystemExit(3)")
    with pytest.raises(NotShownError, match="ended with 0"):
        scratch.run(sys.executable, "-c", "", expect=1)
    with pytest.raises(NotShownError, match=r"file has 0 places like 'three'"):
        scratch.edit("file", "three", "four")
    scratch.edit("file", "^two$", "three")
    assert "one\nthree\n" == (tmp_path / "checkout" / "file").read_text("utf-8")
