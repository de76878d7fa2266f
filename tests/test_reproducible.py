"""The files of a release are the same bytes wherever, whenever and by whomever they are made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import small_release

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


def _files(repository: Path, at: Path, umask: str, **environment: str) -> dict[str, bytes]:
    """Clone the repository to *at*, make the files of its release there, and give them."""
    script = f'umask {umask} && git clone --quiet "$0" "$1" && cd "$1" && "$2" -m summitdata release --out out'
    subprocess.run(
        ["/bin/sh", "-c", script, str(repository), str(at), sys.executable],
        check=True, capture_output=True, env={**os.environ, **environment},
    )  # fmt: skip
    return {file.name: file.read_bytes() for file in (at / "out").iterdir()}


def test_two_releases_are_the_same_bytes(tmp_path: Path) -> None:
    """Path, umask, time zone, locale, hash seed and moment leave no trace in wheel, sdist, data package or metadata."""
    repository = tmp_path / "repository"
    repository.mkdir()
    small_release.repository(repository)
    (repository / "pyproject.toml").write_text(_PROJECT, encoding="utf-8")
    small_release.commit(repository, "Project")
    one = _files(repository, tmp_path / "a", "022", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1")
    two = _files(repository, tmp_path / "b é", "077", TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONHASHSEED="99")
    assert {"strait-0.1.0-py3-none-any.whl", "strait-0.1.0.tar.gz", "strait-0.1.0-data.zip"} < one.keys()
    assert one == two
