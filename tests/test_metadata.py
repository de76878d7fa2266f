"""What the project says of itself in several places agrees."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import summitdata
from summitdata.release.metadata import citation_cff, zenodo_json
from summitdata.rows import read

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def version(dataset: Path) -> str:
    """The version that rows/package.yaml gives."""
    return str(json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))["version"])


def test_the_version_is_the_same_everywhere(version: str, dataset: Path) -> None:
    """Rows, package, module, citation and changelog name one version."""
    info = read(dataset).info
    assert info is not None
    citation = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    released = re.findall(r"^## \[([0-9.]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation is not None
    assert {version} == {info.version, summitdata.__version__, citation[1], released[0]}


def test_the_day_of_release_is_the_same_everywhere(dataset: Path) -> None:
    """Rows, citation and changelog name one day."""
    info = read(dataset).info
    assert info is not None
    citation = re.search(r"^date-released: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    released = re.search(r"^## \[[0-9.]+\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation is not None
    assert released is not None
    assert {str(info.created)} == {citation[1], released[1]}


def test_the_files_for_citation_and_archives_follow_from_the_package(dataset: Path) -> None:
    """CITATION.cff and .zenodo.json are those that a release writes."""
    info = read(dataset).info
    assert info is not None
    assert citation_cff(info) == (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert zenodo_json(info) == (ROOT / ".zenodo.json").read_text(encoding="utf-8")


def test_every_dependency_has_a_floor() -> None:
    """No requirement in pyproject.toml is without a lower bound or a pin."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    needs = [need for group in groups for need in group if not need.startswith("summitdata")]
    open_ended = [need for need in needs if ">=" not in need and "==" not in need]
    assert [] == open_ended


def test_every_locked_requirement_has_a_hash() -> None:
    """Each package of the lock is pinned, and each pin has at least one SHA-256."""
    lines = (ROOT / "lock" / "dev.txt").read_text(encoding="utf-8").splitlines()
    pins = [index for index, line in enumerate(lines) if re.match(r"^[a-z0-9]", line)]
    assert pins
    assert all("==" in lines[index] and lines[index + 1].strip().startswith("--hash=sha256:") for index in pins)


def test_the_licence_texts_are_there() -> None:
    """Each licence that pyproject.toml or REUSE.toml names has its text in LICENSES, and no other is there."""
    named = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"].split(" AND ")
    )
    files = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    texts = {file.stem for file in (ROOT / "LICENSES").glob("*.txt")}
    assert named <= texts
    assert {each["SPDX-License-Identifier"] for each in files} == texts


def test_the_release_workflow_trusts_only_what_is_pinned() -> None:
    """Every action is pinned by its commit, with its tag beside it; none has a cache, and no secret is named."""
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    pinned = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+(, .+)?")
    assert [] == [action for action in uses if not pinned.fullmatch(action)]
    assert "secrets." not in text
    assert "cache:" not in text
    assert "environment: release" in text
    assert "run: make release" in text
