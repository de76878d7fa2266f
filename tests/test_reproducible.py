"""The files of a release are the same bytes wherever, whenever and by whomever they are made."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import small_release
from summitdata.schema import TABLES

_FAKETIME = next(iter(sorted(Path("/usr/lib").glob("**/faketime/libfaketime.so.1"))), None)
"""The library that shifts the clock of a process, where it is installed."""

_PROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "strait"
version = "0.1.0"
requires-python = ">=3.11"

[tool.hatch.build.targets.wheel.force-include]
"dataset" = "strait/dataset"
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a small dataset that is a Python project too."""
    root = tmp_path_factory.mktemp("reproducible") / "repository"
    root.mkdir()
    small_release.repository(root)
    (root / "pyproject.toml").write_text(_PROJECT, encoding="utf-8")
    small_release.commit(root, "Project")
    small_release.git(root, "tag", "--force", "v0.1.0")
    return root


@pytest.fixture(scope="module")
def made(repository: Path) -> dict[str, bytes]:
    """The files of a release, made in one place under plain settings."""
    environment = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    return _files(repository, repository.with_name("a"), "umask 022", **environment)


def _files(repository: Path, at: Path, before: str, **environment: str) -> dict[str, bytes]:
    """Clone the repository to *at*, make the files of its release there, and give them."""
    script = f'{before} && git clone --quiet "$0" "$1" && cd "$1" && exec "$2" -m summitdata release --out out'
    subprocess.run(
        ["/bin/sh", "-c", script, str(repository), str(at), sys.executable],
        check=True, capture_output=True, env={**os.environ, **environment},
    )  # fmt: skip
    return {file.name: file.read_bytes() for file in (at / "out").iterdir()}


def test_two_releases_are_the_same_bytes(repository: Path, made: dict[str, bytes], tmp_path: Path) -> None:
    """Path, umask, time zone, locale, hash seed and moment leave no trace in wheel, sdist, data package or metadata."""
    environment = {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "99"}
    assert {"strait-0.1.0-py3-none-any.whl", "strait-0.1.0.tar.gz", "strait-0.1.0-data.zip"} < made.keys()
    assert made == _files(repository, tmp_path / "b é", "umask 077", **environment)


def test_wheel_sdist_and_data_package_hold_the_same_package(made: dict[str, bytes]) -> None:
    """Every built file of the dataset is the same in all three, and each names the same version."""
    with zipfile.ZipFile(io.BytesIO(made["strait-0.1.0-data.zip"])) as archive:
        package = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(io.BytesIO(made["strait-0.1.0-py3-none-any.whl"])) as archive:
        wheel = {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(fileobj=io.BytesIO(made["strait-0.1.0.tar.gz"])) as archive:
        members = {each.name: archive.extractfile(each) for each in archive if each.isfile()}
        sdist = {name: stream.read() for name, stream in members.items() if stream}
    built = {name for name in package if name.endswith(".parquet") or name == "datapackage.json"}
    assert {f"{name}.parquet" for name in TABLES} < built
    for name in built:
        assert package[name] == wheel[f"strait/dataset/{name}"] == sdist[f"strait-0.1.0/dataset/{name}"]
    version = json.loads(package["datapackage.json"])["version"]
    for metadata in (wheel["strait-0.1.0.dist-info/METADATA"], sdist["strait-0.1.0/PKG-INFO"]):
        assert f"\nVersion: {version}\n" in metadata.decode()


@pytest.mark.skipif(
    _FAKETIME is None, reason="faketime is not installed, and nothing else shifts the clock of a process"
)
@pytest.mark.parametrize("moment", ["1999-12-31 23:59:58", "2031-05-06 07:08:09"])
def test_a_release_at_another_time_is_the_same_bytes(
    repository: Path, made: dict[str, bytes], tmp_path: Path, moment: str
) -> None:
    """A clock that is decades behind or years ahead leaves no trace either."""
    shift = f'export LD_PRELOAD="{_FAKETIME}" FAKETIME="@{moment}" && test "$(date +%Y)" = {moment[:4]}'
    shifted = _files(repository, tmp_path / "c", shift)
    assert made == shifted


_DIGESTS = """
import io, json, sys
import pyarrow, pyarrow.parquet
from summitdata.dataset import open_package
from summitdata.digests import DIGEST, dataset_digest, table_digests
from summitdata.formats.arrow import from_arrow, to_arrow
from summitdata.schema import TABLES

package = open_package()
rows = {name: from_arrow(table, package.read(name)) for name, table in TABLES.items()}
again = {}
for name, table in TABLES.items():
    sink = io.BytesIO()
    pyarrow.parquet.write_table(to_arrow(table, rows[name]), sink)
    again[name] = from_arrow(table, pyarrow.parquet.read_table(io.BytesIO(sink.getvalue())))
digests = [f"sha256:{dataset_digest(table_digests(each))}" for each in (rows, again)]
print(json.dumps([pyarrow.__version__, package.descriptor[DIGEST], *digests]))
"""


@pytest.mark.wheel
@pytest.mark.parametrize("major", [24, 25, 26])
def test_the_digest_is_the_same_under_every_pyarrow(tmp_path: Path, major: int) -> None:
    """Three majors of pyarrow read our tables, and write and read them again, with the digest that is recorded."""
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", "--target", str(tmp_path)]
    subprocess.run([sys.executable, *pip, f"pyarrow=={major}.*"], check=True, capture_output=True)
    source = Path(__file__).parent.parent / "src"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _DIGESTS],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": f"{tmp_path}:{source}"},
    )  # fmt: skip
    version, recorded, *found = json.loads(done.stdout)
    assert str(major) == version.partition(".")[0]
    assert [recorded, recorded] == found
