"""A small dataset without findings in a git repository of its own, for the tests of releasing."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import small_package
from summitdata.build import build
from summitdata.release.metadata import citation_cff, zenodo_json
from summitdata.rows.dump import package_text

INFO = replace(small_package.INFO, name="strait", title="The strait", description="Two governments and a strait.")

CHANGELOG = """# Changelog

## [Unreleased]

### Software

#### Fixed

- A command ends.

## [0.1.0] - 2026-11-22

### Data

#### Added

- The first rows.
"""


def git(root: Path, *arguments: str) -> str:
    """Run git in *root* as a tester."""
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)  # noqa: S607
    return done.stdout


def repository(root: Path) -> Path:
    """Make a repository in *root* with version 0.1.0 of a dataset, committed and tagged; give the dataset's folder."""
    dataset = root / "dataset"
    with as_file(files("summitdata.rules.example")) as example:
        shutil.copytree(example / "rows", dataset / "rows")
    (dataset / "rows" / "package.yaml").write_text(package_text(INFO), encoding="utf-8")
    (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    (root / "CITATION.cff").write_text(citation_cff(INFO), encoding="utf-8")
    (root / ".zenodo.json").write_text(zenodo_json(INFO), encoding="utf-8")
    assert build(dataset).ok
    git(root, "init", "--quiet")
    commit(root, "First")
    git(root, "tag", "v0.1.0")
    return dataset


def commit(root: Path, message: str) -> None:
    """Commit all that stands in *root*."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


def edit(dataset: Path, file: str, old: str, new: str) -> None:
    """Replace words in a row file, and build."""
    path = dataset / "rows" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert build(dataset).ok
