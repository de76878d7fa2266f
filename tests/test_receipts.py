"""What has not changed since it was clean is not checked again, and nobody else can say that it was."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_package
from summitdata import receipts
from summitdata.build import build
from summitdata.dataset import DESCRIPTOR
from summitdata.rows.dump import package_text
from summitdata.rules.example import folder

EXAMPLE = Path(str(folder()))

_COMMAND = """
import json, sys
sys.argv = ["summitdata", *sys.argv[1:]]
from summitdata.cli import main
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, "polars" in sys.modules]), file=sys.stderr)
"""


def _name(root: Path, asked: dict[str, Any]) -> str | None:
    """Name a check of a dataset as it is now; None where its files cannot be taken together."""
    files = receipts.digest_of_files(root)
    return None if files is None else receipts.named(root, files, asked)


class Checks:
    """Runs `summitdata check` on a copy of the example, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.data, self.cache = folder / "data", folder / "cache"
        self.path, self.here = str(self.data), folder
        shutil.copytree(EXAMPLE, self.data)

    @property
    def receipts(self) -> Path:
        """The folder of the receipts."""
        return self.cache / "summitdata" / "receipts"

    def run(self, *options: str, **environment: str) -> tuple[str, int, bool]:
        """Run a check; give what it printed, its exit code, and whether anything was checked."""
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, "check", self.path, *options], cwd=self.here,
            env=self.environment | environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        code, ran = json.loads(done.stderr.splitlines()[-1])
        return done.stdout, code, ran

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a check that may use receipts."""
        inherited = {name: value for name, value in os.environ.items() if name != "SUMMITDATA_FRESH"}
        return inherited | {"XDG_CACHE_HOME": str(self.cache)}


@pytest.fixture
def checks(tmp_path: Path) -> Checks:
    """A copy of the example and a cache."""
    return Checks(tmp_path)


def test_what_is_clean_is_checked_once(checks: Checks) -> None:
    """The second check prints what the first one printed, and checks nothing; --fresh does."""
    printed, code, ran = checks.run()
    assert (0, True) == (code, ran)
    assert (printed, 0, False) == checks.run()
    assert (printed, 0, True) == checks.run("--fresh")
    assert (printed, 0, True) == checks.run(SUMMITDATA_FRESH="1")


def test_a_change_is_checked_and_so_is_its_return(checks: Checks) -> None:
    """Findings leave no receipt, and what was clean before is still known."""
    clean, _, _ = checks.run()
    file = checks.data / "rows" / "places" / "vellin.yaml"
    good = file.read_text()
    file.write_text(good.replace("kind: city", "kind: citty"))
    for _ in range(2):
        found, code, ran = checks.run()
        assert (1, True) == (code, ran)
        assert "citty" in found
    file.write_text(good)
    assert (clean, 0, False) == checks.run()


@pytest.mark.parametrize(("here", "path"), [("data/rows", "."), ("", "curated"), ("", "data/rows")])
def test_the_folder_of_the_rows_may_have_any_name(checks: Checks, here: str, path: str) -> None:
    """However the rows are named, a change to one of them is checked."""
    (checks.here / "curated").symlink_to(checks.data / "rows")
    checks.here, checks.path = checks.here / here, path
    clean, code, ran = checks.run()
    assert (0, True) == (code, ran)
    assert (clean, 0, False) == checks.run()
    file = checks.data / "rows" / "places" / "vellin.yaml"
    file.write_text(file.read_text().replace("kind: city", "kind: citty"))
    assert (1, True) == checks.run()[1:]


@pytest.mark.parametrize("path", ["data", "link"])
@pytest.mark.parametrize("place", ["", "data"])
def test_what_is_half_committed_has_no_receipt(checks: Checks, place: str, path: str) -> None:
    """A build or a release that a crash interrupted is found although the dataset was clean before."""
    (checks.here / "link").symlink_to(checks.data)
    checks.path = path
    assert (0, True) == checks.run()[1:]
    (checks.here / place / ".committed").mkdir()
    for _ in range(2):
        assert checks.run()[2]
    (checks.here / place / ".committed").rmdir()
    assert (0, False) == checks.run()[1:]


def test_a_release_killed_after_its_rename_is_found(checks: Checks) -> None:
    """The files of the release wait in the folder above, and what was clean before is no answer any more."""
    (checks.data / "rows" / "package.yaml").write_text(package_text(small_package.INFO))
    assert build(checks.data).ok
    assert (0, True) == checks.run()[1:]
    (checks.here / ".committed" / "data").mkdir(parents=True)
    (checks.here / ".committed" / "data" / DESCRIPTOR).write_text("{}")
    printed, code, ran = checks.run()
    assert (1, True) == (code, ran)
    assert "B001" in printed


def test_another_question_is_another_check(checks: Checks) -> None:
    """Other options, another form or another terminal are not answered by a receipt for this one."""
    checks.run()
    for options in (["--format", "json"], ["--select", "R"], ["--verbose"], ["--severity", "error"]):
        assert checks.run(*options)[2]
        assert not checks.run(*options)[2]
    assert _name(checks.data, {"width": 50}) != _name(checks.data, {"width": 80})


def test_a_person_is_told(checks: Checks) -> None:
    """On a terminal it is said that this was found before, and how to check again."""
    checks.run()
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "summitdata", "check", str(checks.data)],
        env=checks.environment, stdout=subprocess.DEVNULL, stderr=theirs, check=True,
    )  # fmt: skip
    os.close(theirs)
    told = os.read(ours, 1000).decode()
    os.close(ours)
    assert told.startswith("Nothing has changed since this check of ")
    assert told.endswith("; --fresh runs it again.\r\n")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda receipt: receipt.write_text("{"),
        lambda receipt: receipt.write_text("[]"),
        lambda receipt: receipt.write_text('{"checked": "today", "printed": ""}'),
        lambda receipt: receipt.chmod(0o666),
        lambda receipt: receipt.parent.chmod(0o777),
        lambda receipt: receipt.symlink_to(receipt.rename(receipt.with_suffix(".other"))),
    ],
    ids=["cut", "list", "no-day", "writable", "writable-folder", "link"],
)
def test_a_receipt_of_others_is_none(checks: Checks, spoil: Callable[[Path], Any]) -> None:
    """A receipt that is damaged, or that somebody else may have written, answers nothing."""
    checks.run()
    (receipt,) = checks.receipts.iterdir()
    spoil(receipt)
    assert checks.run()[2]


def test_a_cache_that_cannot_be_written_to_is_no_error(checks: Checks) -> None:
    """The check is run, and ends as it would."""
    checks.cache.write_text("a file where the folder would be")
    for _ in range(2):
        assert (0, True) == checks.run()[1:]


def test_what_changes_while_it_is_checked_gets_no_receipt(
    checks: Checks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was read may be neither what stood there before nor what stands there now."""
    from summitdata.cli.answers import Asked, View

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked = Asked(checks.data, {}, View("json", verbose=False))
    (checks.data / "rows" / "places" / "vellin.yaml").write_text("changed")
    asked.leave_receipt("clean")
    assert not checks.receipts.exists()


def test_the_newest_receipts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of receipts does not grow without end."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(receipts, "KEPT", 3)
    for number in range(5):
        receipts.keep(f"{number}", "clean")
    assert {"2.json", "3.json", "4.json"} == {file.name for file in receipts.folder().iterdir()}
    assert receipts.find("1") is None
    assert "clean" == getattr(receipts.find("4"), "printed", None)


_EXAMPLE_FILES = sorted(str(path.relative_to(EXAMPLE)) for path in EXAMPLE.rglob("*") if path.is_file())
_LOOKED_AT = [name for name in _EXAMPLE_FILES if name.startswith("rows/")]


@given(name=st.sampled_from(_LOOKED_AT), place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_every_bit_counts(tmp_path_factory: pytest.TempPathFactory, name: str, place: int, bit: int) -> None:
    """Whichever bit of whichever file is flipped, it is another check."""
    root = tmp_path_factory.mktemp("bits") / "data"
    shutil.copytree(EXAMPLE, root)
    before = _name(root, {})
    data = bytearray((root / name).read_bytes())
    data[place % len(data)] ^= 1 << bit
    (root / name).write_bytes(data)
    assert before is not None
    assert before != _name(root, {})


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "rows" / "places" / "vellin.yaml").unlink(),
        lambda root: (root / "rows" / "places" / "new.yaml").write_text(""),
        lambda root: (root / "rows" / "places" / "vellin.yaml").rename(root / "rows" / "places" / "w.yaml"),
        lambda root: (root / "rows" / "empty").mkdir(),
        lambda root: (root / "places.parquet").write_bytes(b""),
        lambda root: (root / "rows" / "places" / "link.yaml").symlink_to("vellin.yaml"),
        lambda root: (root / "schema").mkdir(),
    ],
    ids=["gone", "new", "renamed", "folder", "table", "link", "schemas"],
)
def test_every_name_counts(tmp_path: Path, change: Callable[[Path], Any]) -> None:
    """A file or folder that is gone, new or has another name makes it another check."""
    root = tmp_path / "data"
    shutil.copytree(EXAMPLE, root)
    before = _name(root, {})
    change(root)
    assert before != _name(root, {})


def test_the_software_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a library, or any other code of ours, makes it another check."""
    before = _name(EXAMPLE, {})
    assert before == _name(EXAMPLE, {})
    monkeypatch.setattr(receipts, "LIBRARIES", receipts.LIBRARIES[1:])
    assert before != _name(EXAMPLE, {})
    monkeypatch.undo()
    home = tmp_path / "summitdata"
    home.mkdir()
    (home / "receipts.py").write_text("pass")
    monkeypatch.setattr(receipts, "__file__", str(home / "receipts.py"))
    assert before != _name(EXAMPLE, {})


def test_what_is_too_large_or_odd_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dataset of very many or large files, or with a pipe in it, has no receipt."""
    root = tmp_path / "data"
    shutil.copytree(EXAMPLE, root)
    os.mkfifo(root / "rows" / "pipe")
    assert _name(root, {}) is None
    (root / "rows" / "pipe").unlink()
    for limit in ("MOST_FILES", "MOST_BYTES"):
        with monkeypatch.context() as patched:
            patched.setattr(receipts, limit, 10)
            assert _name(root, {}) is None
    assert _name(root / "nowhere", {}) is None
    assert _name(root, {}) is not None
