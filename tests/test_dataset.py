"""Finding a package and reading its tables, wherever it lies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import small_package
from summitdata.build import build
from summitdata.dataset import COMMITTED, DESCRIPTOR, Package, data_root, open_package
from summitdata.errors import PackageError
from summitdata.schema import TABLES

SOURCE = Path(__file__).parent.parent / "src" / "summitdata"

ASK = """
import json, sys
import summitdata.dataset as d
light = not {"pyarrow", "pandas", "polars"} & set(sys.modules)
package = d.open_package()
file = package.path("events")
print(json.dumps({
    "module": d.__file__,
    "root": str(package.root),
    "light": light,
    "titles": package.read("events", verify=True)["title"].to_pylist(),
    "path": str(file),
    "same": file == d.open_package().path("events"),
    "start": file.read_bytes()[:4].decode(),
}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built package that no test changes."""
    root = small_package.write(tmp_path_factory.mktemp("small") / "dataset")
    assert build(root).ok
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """Give a copy of the built package that the test may change."""
    return Path(shutil.copytree(built, tmp_path / "dataset"))


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the library and a dataset inside it, as a wheel lays them out."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(SOURCE, site / "summitdata", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(built, site / "summitdata" / "dataset")
    return site


def ask(place: Path) -> dict[str, Any]:
    """Open the package of the library at *place*, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    assert found["module"].startswith(str(place))
    return found


def test_a_wheel_has_its_dataset_inside(installed: Path) -> None:
    """Installed, the library finds the dataset in its own folder, and gives its very files."""
    found = ask(installed)
    assert str(installed / "summitdata" / "dataset") == found["root"]
    assert str(installed / "summitdata" / "dataset" / "events.parquet") == found["path"]
    assert (found["titles"], found["same"], found["start"]) == (["The summit"], True, "PAR1")


def test_a_zip_import_reads_from_the_zip(installed: Path, tmp_path: Path) -> None:
    """Imported from a zip, tables are read out of it; a path is one copy, which ends with the process."""
    archive = tmp_path / "library.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted(installed.rglob("*")):
            target.write(file, file.relative_to(installed))
    found = ask(archive)
    assert found["root"].startswith(str(archive))
    assert (found["titles"], found["same"], found["start"]) == (["The summit"], True, "PAR1")
    assert not found["path"].startswith(str(archive))
    assert not Path(found["path"]).exists()


def test_importing_the_module_is_light(installed: Path) -> None:
    """No library of tables is imported before a table is read."""
    assert ask(installed)["light"] is True


def test_a_checkout_has_its_dataset_beside_src(dataset: Path) -> None:
    """In an editable install the dataset is the checkout's."""
    assert dataset == data_root()


def test_a_library_without_its_dataset_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is named, with what to do."""
    monkeypatch.setattr("summitdata.dataset.files", lambda _: tmp_path)
    monkeypatch.setattr("summitdata.dataset.__file__", str(tmp_path / "a" / "b" / "dataset.py"))
    with pytest.raises(PackageError, match=r"The dataset is missing: .* Install summitdata again"):
        data_root()


def test_a_package_is_a_folder_or_its_descriptor(built: Path) -> None:
    """Both ways of naming a package open the same."""
    for place in (built, str(built), built / DESCRIPTOR):
        package = open_package(place)
        assert tuple(TABLES) == package.names
        assert package.descriptor["name"] == "small"
        assert str(built) in repr(package)


def test_a_table_is_read_with_its_declared_types(built: Path) -> None:
    """What Parquet holds is what was declared: days, flags, whole numbers, texts."""
    events = open_package(built).read("events")
    assert isinstance(events, pa.Table)
    assert events.select(["id", "date", "sources", "contested"]).to_pylist() == [
        {"id": "summit", "date": "2026-01-13", "sources": 1, "contested": False}
    ]
    assert [pa.date32(), pa.bool_(), pa.int32()] == [
        events.schema.field(name).type for name in ("date_first", "contested", "sources")
    ]


def test_names_that_are_no_table_are_refused(built: Path) -> None:
    """The message says which tables there are; a file that is no table cannot be asked for."""
    package = open_package(built)
    for name in ("nothing", DESCRIPTOR, "../events"):
        with pytest.raises(PackageError, match=r"has no table .*; it has: sources, events"):
            package.read(name)
        with pytest.raises(PackageError, match="has no table"):
            package.path(name)


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    """A folder without a descriptor, and a folder that is not there, have no package."""
    for place in (tmp_path, tmp_path / "nothing", tmp_path / "nothing" / DESCRIPTOR):
        with pytest.raises(PackageError, match=r"has no file datapackage.json. Build the package there with"):
            open_package(place)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "\udcff",
        "[" * 100_000,
        "[]",
        "{}",
        '{"resources": {}}',
        '{"resources": [{"name": "events"}]}',
        '{"resources": [{"name": "events", "path": "../events.parquet"}]}',
        '{"resources": [{"name": "events", "path": "/etc/passwd"}]}',
        '{"resources": [{"name": "events", "path": "https://example.org/events.parquet"}]}',
        '{"resources": [{"name": "events", "path": ["events.parquet"]}]}',
    ],
)
def test_a_descriptor_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    """No JSON, no package, or tables elsewhere than beside the descriptor: an error with a message, never another."""
    (tmp_path / DESCRIPTOR).write_bytes(text.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(PackageError, match=r"is no JSON|describes no package"):
        open_package(tmp_path)


def test_damage_is_found_when_asked_for(root: Path) -> None:
    """A file whose hash is not the recorded one is not opened when verification is asked for."""
    data = bytearray((root / "events.parquet").read_bytes())
    data[-20] ^= 1
    (root / "events.parquet").write_bytes(data)
    with pytest.raises(PackageError, match=r"events.parquet is not the file that datapackage.json describes"):
        open_package(root).read("events", verify=True)


def test_a_package_without_hashes_cannot_be_verified(root: Path) -> None:
    """Where no hash is recorded, verification fails rather than pass unseen."""
    descriptor = json.loads((root / DESCRIPTOR).read_bytes())
    for resource in descriptor["resources"]:
        del resource["hash"]
    (root / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    package = open_package(root)
    assert package.recorded_hash("events") is None
    with pytest.raises(PackageError, match="recorded is None"):
        package.read("events", verify=True)
    assert package.read("events").num_rows == 1


def test_what_is_no_parquet_is_refused(root: Path) -> None:
    """Garbage, a cut file and an empty one are errors with the file's name."""
    whole = (root / "events.parquet").read_bytes()
    for data in (b"", b"garbage", whole[:100], whole[:-4] + b"XXXX"):
        (root / "events.parquet").write_bytes(data)
        with pytest.raises(PackageError, match=r"events.parquet cannot be read as Parquet"):
            open_package(root).read("events")


def test_a_missing_table_is_said_so(root: Path) -> None:
    """A described table without its file is an error, for reading and for its path."""
    (root / "events.parquet").unlink()
    package = open_package(root)
    with pytest.raises(PackageError, match=r"has no file events.parquet"):
        package.read("events")
    with pytest.raises(PackageError, match=r"has no file events.parquet"):
        package.path("events")


def test_a_folder_in_the_place_of_a_file_is_said_so(root: Path) -> None:
    """What cannot be opened as a file is an error with a message."""
    (root / "events.parquet").unlink()
    (root / "events.parquet").mkdir()
    with pytest.raises(PackageError, match=r"events.parquet cannot be read: a folder"):
        open_package(root).read("events")


def test_committed_files_go_first(root: Path) -> None:
    """A file that a build has committed but not yet moved is the one that is read."""
    (root / COMMITTED).mkdir()
    (root / "events.parquet").rename(root / COMMITTED / "events.parquet")
    (root / "events.parquet").write_bytes(b"old")
    package = open_package(root)
    assert package.read("events", verify=True).num_rows == 1
    assert root / COMMITTED / "events.parquet" == package.path("events")


class Vanishing:
    """A folder whose file is moved by a build between two looks: the first time nothing is found anywhere."""

    def __init__(self, root: Path) -> None:
        self.root, self.looks = root, 0

    def joinpath(self, name: str) -> Traversable:
        """Give a file, which is not there for the first two looks."""
        self.looks += 1
        return self.root / ("gone" if self.looks <= 2 else "") / name


def test_a_file_that_is_moved_during_the_look_is_found_at_the_second(built: Path) -> None:
    """Between the look into the commit and the look into place a build may move the file: one more look finds it."""
    folder = Vanishing(built)
    package = Package(folder)  # type: ignore[arg-type]  # the two calls that Package makes
    assert tuple(TABLES) == package.names
    assert folder.looks > 2
