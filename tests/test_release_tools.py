"""What the field's own tools say of a release: of its metadata, its licences and its workflow."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

import mlcroissant
import pytest

from summitdata.model import Value
from summitdata.release.artefacts import data_package
from summitdata.rows import read
from summitdata.schema import TABLES

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def package(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data package of our own dataset, as a release packs it."""
    folder = tmp_path_factory.mktemp("package")
    info = read(dataset).info
    assert info is not None
    for name, data in data_package(dataset, info).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _plain(value: Any) -> Value:  # noqa: ANN401 - mlcroissant gives bytes, numbers, flags and moments
    """Give what mlcroissant calls a value as JSON Lines have it."""
    match value:
        case bytes():
            return value.decode()
        case datetime():
            return value.date().isoformat()
        case None | bool() | int() | float():
            return value
    raise TypeError(type(value).__name__)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, on which mlcroissant stands
def test_mlcroissant_loads_every_record(package: Path) -> None:
    """The metadata have no error and no warning, and each table has the records of its twin, value by value."""
    loaded = mlcroissant.Dataset(package / "croissant.json")
    assert (set(), set()) == (loaded.metadata.issues.errors, loaded.metadata.issues.warnings)
    assert list(TABLES) == [records.uuid for records in loaded.metadata.record_sets]
    for name in TABLES:
        lines = (package / "jsonl" / f"{name}.jsonl").read_text("utf-8").splitlines()
        found = [
            {key.partition("/")[2]: _plain(value) for key, value in record.items()} for record in loaded.records(name)
        ]
        assert [json.loads(line) for line in lines] == found


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what is committed is known in a git repository only")
def test_every_file_has_a_licence(tmp_path: Path) -> None:
    """Each file that is committed says who holds the rights in it, in the REUSE form."""
    archive = tmp_path / "export.tar"
    subprocess.run(["git", "archive", "--output", str(archive), "HEAD"], cwd=ROOT, check=True)  # noqa: S607 - any git
    with tarfile.open(archive) as files:
        files.extractall(tmp_path / "export", filter="data")
    done = subprocess.run(
        [TOOLS / "reuse", "--root", str(tmp_path / "export"), "lint", "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert [] == [found for found in report["non_compliant"].values() if found]
    assert report["summary"]["compliant"]
    assert 0 == done.returncode


def test_the_workflow_has_no_finding() -> None:
    """Nothing in the release workflow trusts what an attacker could change, at any severity."""
    done = subprocess.run(
        [TOOLS / "zizmor", "--offline", "--quiet", "--format", "json", "--persona", "pedantic", ".github/workflows"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (0, []) == (done.returncode, json.loads(done.stdout))
