"""A process that is really killed, or an error of the disk, at every step of writing: the old state or the new."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import small_package
from proofs.crash.judging import grow_old
from summitdata.build.atomic import BUILDING, replace_all
from summitdata.dataset import COMMITTED
from summitdata.rows import format_rows

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")

STEPS = ("open", "fsync", "rename", "replace", "unlink", "rmdir", "mkdir", "write", "chmod")
"""The calls by which anything here changes what is on the disk."""

_KILLER = """
import json, os, shutil, signal, sys
from pathlib import Path
from summitdata.build.atomic import replace_all
from summitdata.rows import format_rows

what, old, into, steps, names = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4]), sys.argv[5:]
number = 0
while True:
    number += 1
    root = Path(shutil.copytree(old, into / str(number)))
    child = os.fork()
    if child == 0:
        left = number
        def dying(call):
            def died(*args, **options):
                global left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **options)
            return died
        for name in steps:
            setattr(os, name, dying(getattr(os, name)))
        if what == "fmt":
            format_rows(root)
        else:
            replace_all(root, {name: b"new" for name in names}, ["stale"])
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)
    if not os.WIFSIGNALED(status):
        break
"""


def _kill_at_each_step(what: str, old: Path, into: Path, *names: str) -> int:
    """Do the work once for every step, killed before it; give how many steps there are."""
    into.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _KILLER, what, str(old), str(into), json.dumps(STEPS), *names],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    signals = done.stdout.split()
    assert ["9"] * (len(signals) - 1) + ["0"] == signals
    return len(signals) - 1


def _everything(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """A dataset of which two files are not in canonical form."""
    root = small_package.write(tmp_path / "untidy")
    for file in (root / "rows" / "actors" / "lee.yaml", root / "rows" / "places" / "nara.yaml"):
        file.write_text(file.read_text("utf-8").replace("name: ", "name:    "), "utf-8")
    return root


def test_a_format_run_that_is_killed_leaves_whole_files(untidy: Path, tmp_path: Path) -> None:
    """Whatever step kills it, each file is the old one or the new, and a later run gives the same as one run."""
    before = _everything(untidy)
    clean = Path(shutil.copytree(untidy, tmp_path / "clean"))
    assert 2 == format_rows(clean).changed
    after = _everything(clean)
    steps = _kill_at_each_step("fmt", untidy, tmp_path / "killed")
    assert steps > 6
    for number in range(1, steps + 1):
        root = tmp_path / "killed" / str(number)
        assert all(found.get(name) in {before[name], after[name]} for found in [_everything(root)] for name in before)
        grow_old(root)
        format_rows(root)
        assert after == _everything(root)


def test_a_commit_that_is_killed_is_all_or_nothing(tmp_path: Path) -> None:
    """The step by which releases and builds are written is taken whole or not at all, and completed by the next."""
    old = tmp_path / "old"
    old.mkdir()
    for name in ("a.txt", "b.txt", "stale"):
        (old / name).write_bytes(b"old")
    new = {"a.txt": b"new", "b.txt": b"new", "folder/c.txt": b"new"}
    steps = _kill_at_each_step("commit", old, tmp_path / "killed", *new)
    assert steps > 10
    outcomes = []
    for number in range(1, steps + 1):
        root = tmp_path / "killed" / str(number)
        committed = root / COMMITTED
        seen = {
            name: (committed / name if (committed / name).is_file() else root / name).read_bytes()
            for name in ("a.txt", "b.txt")
        }
        assert 1 == len(set(seen.values()))
        outcomes.append(seen["a.txt"])
        replace_all(root, new, ["stale"])
        assert new == _everything(root)
        assert [] == list(root.glob(f"{BUILDING}*"))
    assert {b"old", b"new"} == set(outcomes)
    assert sorted(outcomes, reverse=True) == outcomes


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_an_error_of_the_disk_while_formatting_is_a_finding(
    untidy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """A full or failing disk at any step leaves whole files, is told of, and leaves nothing else behind."""
    before = _everything(untidy)
    clean = Path(shutil.copytree(untidy, tmp_path / "clean"))
    format_rows(clean)
    after = _everything(clean)
    for name in ("fsync", "replace", "chmod"):
        root = Path(shutil.copytree(untidy, tmp_path / name))

        def failing(*_args: object, **_options: object) -> None:
            raise OSError(error, os.strerror(error))

        with monkeypatch.context() as patch:
            patch.setattr(os, name, failing)
            done = format_rows(root)
        assert ["F051", "F051"] == [finding.code for finding in done.findings]
        assert before == _everything(root)
        format_rows(root)
        assert after == _everything(root)
