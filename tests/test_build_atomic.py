"""Replacing the files of a package: whatever happens in between, readers see the old ones or the new."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import small_package
from summitdata.build import build, check_built
from summitdata.build.atomic import BUILDING, PLAN, is_unfinished, replace_all, roll_forward
from summitdata.build.files import package_files
from summitdata.dataset import COMMITTED, DESCRIPTOR, open_package
from summitdata.errors import PackageError
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import read

STEPS = ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir")
"""The calls by which a build changes what is on the disk."""


class KilledError(BaseException):
    """Stands for the end of the process: nothing in it catches this."""


@contextmanager
def each_step(monkeypatch: pytest.MonkeyPatch, act: Callable[[int], None]) -> Iterator[None]:
    """Call *act* with the number of the step before every call that changes the disk."""
    number = 0

    def stepping(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - stands for any call
            nonlocal number
            number += 1
            act(number)
            return call(*args, **options)

        return stepped

    with monkeypatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, stepping(getattr(os, name)))
        yield


def another() -> Rows:
    """Give the rows of the small package with another title and another source."""
    rows = small_package.rows()
    rows["events"][0]["title"] = "Another title"
    rows["sources"].append(small_package.source("another", held=True))
    return rows


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built package that still has a table which nobody declares any more."""
    root = small_package.write(tmp_path_factory.mktemp("old") / "dataset")
    assert build(root).ok
    shutil.rmtree(root / "rows")
    descriptor = json.loads((root / DESCRIPTOR).read_bytes())
    descriptor["resources"].append({**descriptor["resources"][-1], "name": "stale", "path": "stale.parquet"})
    (root / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    shutil.copy(root / descriptor["resources"][-2]["path"], root / "stale.parquet")
    return root


@pytest.fixture(scope="module")
def new(old: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the files of the package that takes its place, as far as they change, and one in a new folder."""
    reading = read(small_package.write(tmp_path_factory.mktemp("new") / "dataset", another()))
    assert reading.info is not None
    files = package_files(reading.info, complete(reading.tables))
    changed = {name: data for name, data in files.items() if (old / name).read_bytes() != data}
    assert {"sources.parquet", "events.parquet", "rows.sha256", DESCRIPTOR} == changed.keys()
    return {**changed, "more/new.json": b"{}"}


def seen(root: Path) -> bool:
    """Read the whole package as any reader does; tell whether it is the new one, and fail where it is a mixture."""
    package = open_package(root)
    for name in package.names:
        package.read(name, verify=True)
    is_new = "stale" not in package.names
    assert (["another", "paper", "wire"] if is_new else ["paper", "wire"]) == package.read("sources")["id"].to_pylist()
    return is_new


def after(old: Path, new: dict[str, bytes]) -> dict[str, bytes]:
    """Give every file that there is once the new package has taken the place of the old."""
    return {name: data for name, data in (everything(old) | new).items() if name != "stale.parquet"}


def everything(root: Path) -> dict[str, bytes]:
    """Give the content of every file below *root*."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def steps_of_a_build(old: Path, new: dict[str, bytes], folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the steps of replacing the old package by the new."""
    root = Path(shutil.copytree(old, folder / "counted"))
    counted: list[int] = []
    with each_step(monkeypatch, counted.append):
        replace_all(root, new, ["stale.parquet"])
    assert after(old, new) == everything(root)
    return len(counted)


def test_a_crash_at_any_step_leaves_the_old_or_the_new_package(
    old: Path, new: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build killed before any of its steps leaves one whole package, and the next build completes it."""
    steps = steps_of_a_build(old, new, tmp_path, monkeypatch)
    outcomes = []
    for last in range(1, steps + 1):
        root = Path(shutil.copytree(old, tmp_path / str(last)))

        def kill(number: int, last: int = last) -> None:
            if number >= last:  # a dead process takes no further step either
                raise KilledError

        with each_step(monkeypatch, kill), pytest.raises(KilledError):
            replace_all(root, new, ["stale.parquet"])
        outcomes.append(seen(root))
        replace_all(root, new, ["stale.parquet"])
        assert after(old, new) == everything(root)
        assert seen(root)
    assert sorted(outcomes) == outcomes  # one step, the commit, parts the old from the new
    assert {False, True} == set(outcomes)


def test_a_crash_while_a_crash_is_mended_is_mended_too(
    old: Path, new: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rolling forward may itself be killed, again and again, and readers see the new package all the time."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))

    def kill_after_commit(_: int) -> None:
        if is_unfinished(root):
            raise KilledError

    with each_step(monkeypatch, kill_after_commit), pytest.raises(KilledError):
        replace_all(root, new, ["stale.parquet"])
    deaths = 0
    while is_unfinished(root):

        def kill_soon(number: int) -> None:
            if number > 4:
                raise KilledError

        try:
            with each_step(monkeypatch, kill_soon):
                roll_forward(root)
        except KilledError:
            deaths += 1
        assert seen(root)
        assert deaths < 20
    assert deaths > 1
    assert after(old, new) == everything(root)


def test_readers_see_one_package_at_every_step(
    old: Path, new: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone who opens the package while a build is at work gets the old or the new one whole."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    views: list[bool] = []
    with each_step(monkeypatch, lambda _: views.append(seen(root))):
        replace_all(root, new, ["stale.parquet"])
    assert sorted(views) == views
    assert {False, True} == set(views)


def test_a_package_that_was_opened_before_a_build_is_not_mixed_with_the_new(
    old: Path, new: dict[str, bytes], tmp_path: Path
) -> None:
    """Verified reading through an old descriptor refuses a new table instead of mixing the two."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    package = open_package(root)
    package.read("sources", verify=True)
    replace_all(root, new)
    with pytest.raises(PackageError, match=r"is not the file that datapackage.json describes"):
        package.read("sources", verify=True)


def test_a_failure_before_the_commit_leaves_nothing_behind(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is an error, the package stays as it was, and no half-written folder remains."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    before = everything(root)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_all(root, {"events.parquet": b"new"})
    assert before == everything(root)
    assert [*root.glob(f"{BUILDING}*")] == []


def test_an_unwritable_package_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses reaches the caller as an error with a message for people."""
    root = small_package.write(tmp_path / "dataset")

    def refused(_: int) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(PackageError, match=r"cannot be written: .*Read-only file system"):
        build(root)


def test_an_interrupted_build_is_found_and_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof tells of a commit that was not completed; the next build completes it, though no row changed."""
    root = small_package.write(tmp_path / "dataset")

    def kill_after_commit(_: int) -> None:
        if is_unfinished(root):
            raise KilledError

    with each_step(monkeypatch, kill_after_commit), pytest.raises(KilledError):
        build(root)
    assert [finding.code for finding in check_built(root)] == ["B001"]
    assert build(root).written == ()
    assert check_built(root) == ()
    assert not (root / COMMITTED).exists()


@pytest.mark.parametrize("above", [True, False])
def test_a_build_completes_an_interrupted_release_before_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, above: bool
) -> None:
    """A release writes rows/package.yaml too: whatever a crash left unmoved, a build gives the new number alone."""
    (tmp_path / "old").mkdir()
    old = small_package.write(tmp_path / "old" / "dataset")
    assert build(old).ok
    made = Path(shutil.copytree(old, tmp_path / "made" / "dataset"))
    info = made / "rows" / "package.yaml"
    info.write_text(info.read_text("utf-8").replace("0.1.0", "0.2.0"), "utf-8")
    assert build(made).ok
    top = made.parent if above else made
    files = {name: data for name, data in everything(top).items() if name.endswith((DESCRIPTOR, "package.yaml"))}
    assert 2 == len(files)
    unfinished = 0
    for last in count(1):
        root = Path(shutil.copytree(old, tmp_path / str(last) / "dataset"))

        def kill(number: int, last: int = last) -> None:
            if number >= last:
                raise KilledError

        with each_step(monkeypatch, kill), suppress(KilledError):
            replace_all(root.parent if above else root, files)
            break
        if is_unfinished(root):
            unfinished += 1
            assert ["B001"] == [finding.code for finding in check_built(root)]
            assert build(root).ok
            assert everything(made) == everything(root)
    assert unfinished >= 4
    assert everything(made) == everything(root)


def test_what_a_dead_build_wrote_is_cleared_away(old: Path, new: dict[str, bytes], tmp_path: Path) -> None:
    """The folder of a build that never came to its commit is removed by the next."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    (root / f"{BUILDING}dead").mkdir()
    (root / f"{BUILDING}dead" / "events.parquet").write_bytes(b"half")
    replace_all(root, new, ["stale.parquet"])
    assert after(old, new) == everything(root)


@pytest.mark.parametrize(
    "name",
    [
        "../outside", "/outside", "schema/../../outside", "..\\outside", "C:outside", "schema/.. /outside", "", ".",
        ".git/hooks/post-checkout", "data/.GIT/config", ".git./config", "GIT~1/config", "a\0b",
    ],
)  # fmt: skip
def test_a_plan_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    """A plan that somebody else left there moves and removes nothing outside the folder."""
    root = tmp_path / "dataset"
    (root / COMMITTED).mkdir(parents=True)
    (tmp_path / "outside").write_text("mine", encoding="utf-8")
    (root / COMMITTED / PLAN).write_text(json.dumps({"put": [], "remove": [name]}), encoding="utf-8")
    with pytest.raises(PackageError, match=r"must name files in the folder to put and to remove.*Remove the folder"):
        roll_forward(root)
    assert (tmp_path / "outside").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", "no JSON"), ("[" * 100, "nested more than 32 deep"), ("[]", "something else"),
        ('{"put": [1], "remove": []}', "something else"), ('{"put": "events.parquet", "remove": []}', "something else"),
        (None, "more than 4,194,304 bytes"),
    ],
)  # fmt: skip
def test_a_plan_that_no_build_made_is_refused(old: Path, tmp_path: Path, text: str | None, found: str) -> None:
    """Whatever stands in place of a plan, it is read within limits, told of, and nothing is moved or removed."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    (root / COMMITTED).mkdir()
    with (root / COMMITTED / PLAN).open("wb") as stream:
        stream.truncate(1 << 40) if text is None else stream.write(text.encode())
    before = [*root.rglob("*")]
    with pytest.raises(PackageError, match=found):
        roll_forward(root)
    assert before == [*root.rglob("*")]


def test_a_commit_that_is_a_link_is_refused(old: Path, tmp_path: Path) -> None:
    """A link in the place of a commit leads elsewhere: nothing there is read, moved or removed."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "events.parquet").write_bytes(b"mine")
    (root / COMMITTED).symlink_to("../elsewhere")
    with pytest.raises(PackageError, match="is a symbolic link, which no build makes"):
        roll_forward(root)
    assert b"mine" == (tmp_path / "elsewhere" / "events.parquet").read_bytes()


@pytest.mark.parametrize("act", ["put", "remove"])
@pytest.mark.parametrize("name", ["hooks/mine", "hooks/deep/er/mine"])
def test_a_plan_leads_nowhere_else_through_a_link(tmp_path: Path, act: str, name: str) -> None:
    """A folder that is a link is not followed: what stands where it leads is neither written over nor removed."""
    root = tmp_path / "dataset"
    plan = {"put": [], "remove": [], act: [name]}
    mine = tmp_path / "elsewhere" / name.removeprefix("hooks/")
    for file, text in ((mine, "mine"), (root / COMMITTED / name, "theirs")):
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    (root / COMMITTED / PLAN).write_text(json.dumps(plan), encoding="utf-8")
    (root / "hooks").symlink_to("../elsewhere")
    with pytest.raises(PackageError, match=r"hooks is a symbolic link, .* Remove the folder \.committed, and"):
        roll_forward(root)
    assert {mine.relative_to(tmp_path / "elsewhere").as_posix(): b"mine"} == everything(tmp_path / "elsewhere")


@pytest.mark.parametrize("link", ["schema", "schema/mine"])
def test_a_plan_takes_nothing_from_elsewhere(tmp_path: Path, link: str) -> None:
    """A link among the files of a commit does not move a file from elsewhere into the folder."""
    committed = tmp_path / "dataset" / COMMITTED
    (committed / link).parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    mine = tmp_path / "elsewhere" / "mine"
    mine.write_text("mine", encoding="utf-8")
    (committed / link).symlink_to(mine if link == "schema/mine" else mine.parent)
    (committed / PLAN).write_text('{"put": ["schema/mine"], "remove": []}', encoding="utf-8")
    with pytest.raises(PackageError, match="is a symbolic link, which no build makes or follows"):
        roll_forward(tmp_path / "dataset")
    assert "mine" == mine.read_text(encoding="utf-8")
    assert not (tmp_path / "dataset" / "schema").exists()


def test_a_build_that_could_not_be_completed_is_not_committed(tmp_path: Path) -> None:
    """Where a folder of the package is a link, or a name is none, nothing has changed and nothing waits."""
    root = small_package.write(tmp_path / "dataset")
    (tmp_path / "elsewhere").mkdir()
    (root / "schema").symlink_to("../elsewhere")
    before = everything(root)
    with pytest.raises(PackageError, match=r"schema is a symbolic link, .* Put a folder"):
        build(root)
    with pytest.raises(PackageError, match=r"'\.\./outside' is no name of a file in .* that a build writes"):
        replace_all(root, {"../outside": b""})
    assert before == everything(root)
    assert [] == [*(tmp_path / "elsewhere").iterdir()]
    assert not is_unfinished(root)


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """Of two that write the same files, one comes after the other: no mixture, no error, nothing left behind."""
    names = [f"{number}.txt" for number in range(5)]
    failures: list[BaseException] = []

    def write(content: bytes) -> None:
        try:
            for _ in range(5):
                replace_all(tmp_path, dict.fromkeys(names, content))
        except BaseException as error:  # noqa: BLE001 - handed to the main thread, which fails with it
            failures.append(error)

    threads = [threading.Thread(target=write, args=(content,)) for content in (b"one", b"other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = everything(tmp_path)
    assert sorted(found) == names
    assert len(set(found.values())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
def test_a_build_that_waited_for_another_leaves_its_own_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another build replaces between the look at the rows and the turn of this one is written again."""
    import fcntl

    root = small_package.write(tmp_path / "dataset")
    assert build(root).ok
    other = small_package.write(tmp_path / "other", another())
    assert build(other).ok
    waiting, lock = threading.Event(), fcntl.flock

    def waited(descriptor: int, how: int) -> None:
        waiting.set()
        lock(descriptor, how)

    file = root / "rows" / "events" / "summit.yaml"
    file.write_text(file.read_text("utf-8").replace("They meet.", "They met."), "utf-8")
    thread = threading.Thread(target=build, args=(root,))
    held = os.open(root, os.O_RDONLY)
    try:
        lock(held, fcntl.LOCK_EX)
        monkeypatch.setattr(fcntl, "flock", waited)
        thread.start()
        assert waiting.wait(60)
        for name, data in everything(other).items():
            if not name.startswith("rows/"):
                (root / name).write_bytes(data)
    finally:
        os.close(held)
    thread.join()
    assert () == check_built(root)
