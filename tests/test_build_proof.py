"""Proving that a built package holds what its row files say: every way in which it may not is found."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import small_package
from small_package import describe, described
from summitdata.build import BUILD_RULES, build, check_built
from summitdata.build.lock import LOCK
from summitdata.checking import check
from summitdata.dataset import DESCRIPTOR


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


def found(root: Path) -> list[tuple[str, str]]:
    """Give code and file of each finding."""
    return [(finding.code, finding.place.file if finding.place else "") for finding in check_built(root)]


def test_a_changed_row_is_found_and_built(root: Path) -> None:
    """The proof names the rows and columns that differ; the build writes only what changed."""
    file = root / "rows" / "events" / "summit.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("They meet.", "They met."), encoding="utf-8")
    (finding,) = check_built(root)
    assert (finding.code, finding.found, finding.table) == ("B007", "summit with another summary", "events")
    assert build(root).written == ("events.parquet", LOCK, DESCRIPTOR)
    assert check_built(root) == ()


def test_rows_added_and_removed_are_found(root: Path) -> None:
    """The proof names rows that the built table lacks and rows that it has too many."""
    (root / "rows" / "places" / "nara.yaml").rename(root / "rows" / "places" / "kyoto.yaml")
    texts = {finding.place.file: finding.found for finding in check_built(root) if finding.place}
    assert texts["places.parquet"] == "a row nara too many; no row kyoto"


def test_an_edited_table_is_found(root: Path) -> None:
    """A built table that was changed by hand is not opened: its hash is not the recorded one."""
    data = pq.read_table(root / "events.parquet")
    pq.write_table(data, root / "events.parquet", compression="none")
    assert found(root) == [("B004", "events.parquet")]


def test_a_table_edited_together_with_its_hash_is_found(root: Path) -> None:
    """A recorded hash proves nothing about the rows: the content is compared."""
    descriptor = described(root)
    rewritten = {
        "events": pq.read_table(root / "events.parquet").slice(0, 0),
        "places": pq.read_table(root / "places.parquet").drop_columns(["note"]),
        "actors": pq.read_table(root / "actors.parquet").replace_schema_metadata(None),
    }
    for name, data in rewritten.items():
        pq.write_table(data, root / f"{name}.parquet")
    (root / "quotes.parquet").write_bytes(b"PAR1 and no more")
    for resource in descriptor["resources"]:
        resource["hash"] = f"sha256:{hashlib.sha256((root / resource['path']).read_bytes()).hexdigest()}"
    describe(root, descriptor)
    assert found(root) == [
        ("B006", "actors.parquet"),
        ("B007", "events.parquet"),
        ("B006", "places.parquet"),
        ("B005", "quotes.parquet"),
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_found(root: Path, value: float) -> None:
    """Parquet holds what JSON does not: the row is named, with the rows beside the package and without."""
    data = pq.read_table(root / "claims.parquet")
    at = data.schema.get_field_index("value_low")
    cells = pa.array([value, *data["value_low"].to_pylist()[1:]], pa.float64())
    pq.write_table(data.set_column(at, data.schema.field(at), cells), root / "claims.parquet")
    descriptor = described(root)
    for resource in descriptor["resources"]:
        resource["hash"] = f"sha256:{hashlib.sha256((root / resource['path']).read_bytes()).hexdigest()}"
    describe(root, descriptor)
    expected = ("B007", "paper.c1 with another value_low")
    assert [expected] == [(finding.code, finding.found) for finding in check_built(root)]
    assert expected in {(finding.code, finding.found) for finding in check(root).findings}
    shutil.rmtree(root / "rows")
    assert ("S005", "paper.c1", f"'{value}'") in {(each.code, each.key, each.found) for each in check(root).findings}


def test_another_writer_of_parquet_is_no_difference(root: Path) -> None:
    """The same table in other bytes, with its own hash recorded, holds the same rows."""
    data = pq.read_table(root / "events.parquet")
    pq.write_table(data, root / "events.parquet", compression="none", write_statistics=False)
    descriptor = described(root)
    for resource in descriptor["resources"]:
        resource["hash"] = f"sha256:{hashlib.sha256((root / resource['path']).read_bytes()).hexdigest()}"
    describe(root, descriptor)
    assert check_built(root) == ()


def test_missing_and_stray_files_are_found(root: Path) -> None:
    """Every file of the package is there, and no file that passes for one."""
    (root / "events.parquet").unlink()
    (root / "schema" / "events.json").unlink()
    (root / "schema" / "actors.json").write_text("{}", encoding="utf-8")
    shutil.copy(root / "quotes.parquet", root / "sayings.parquet")
    (root / "schema" / "sayings.json").write_text("{}", encoding="utf-8")
    assert found(root) == [
        ("B003", "events.parquet"),
        ("B010", "sayings.parquet"),
        ("B009", "schema/actors.json"),
        ("B003", "schema/events.json"),
        ("B010", "schema/sayings.json"),
    ]


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '{"resources": [{"name": "events", "path": "../x"}]}'])
def test_a_descriptor_that_is_none_is_found(root: Path, text: str) -> None:
    """Whatever stands in the descriptor's place, the proof has a finding and the build mends it."""
    (root / DESCRIPTOR).write_text(text, encoding="utf-8")
    assert found(root) == [("B002", DESCRIPTOR)]
    assert build(root).written == (DESCRIPTOR,)
    assert check_built(root) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"version": "9.9.9"}, '"9.9.9" at /version, where the rows give "0.1.0"'),
        ({"surplus": 1}, "1 at /surplus, where the rows give null"),
        ({"keywords": ["test"]}, '["test"] at /keywords, where the rows give ["test", "日本"]'),
    ],
)
def test_another_description_is_found(root: Path, changes: dict[str, Any], expected: str) -> None:
    """The proof says what the descriptor has and where, and what it should have."""
    describe(root, described(root) | changes)
    (finding,) = check_built(root)
    assert ("B008", expected) == (finding.code, finding.found)


def test_a_table_that_the_descriptor_forgets_is_found(root: Path) -> None:
    """A table that is there but not described is a difference of the description."""
    descriptor = described(root)
    del descriptor["resources"][-1]
    describe(root, descriptor)
    assert found(root) == [("B008", DESCRIPTOR)]


def test_every_code_is_permanent_and_well_said() -> None:
    """Codes are unique and in order; what must hold and how to mend it are whole sentences."""
    assert [f"B{number:03}" for number in range(1, len(BUILD_RULES) + 1)] == [rule.code for rule in BUILD_RULES]
    for rule in BUILD_RULES:
        assert all(text[0].isupper() and text.endswith(".") for text in (rule.expected, rule.fix))
