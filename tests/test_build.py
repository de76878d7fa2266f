"""Building a package from row files."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

import small_package
from any_datasets import any_datasets
from small_package import describe, described
from summitdata.build import Built, build, check_built
from summitdata.checking import check
from summitdata.dataset import DESCRIPTOR, open_package
from summitdata.digests import canonical_line, dataset_digest, row_digest, table_digest, written_digest
from summitdata.formats.arrow import arrow_schema, from_arrow
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import read
from summitdata.schema import TABLES


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


def test_what_is_built_is_proved(built: Path) -> None:
    """A package that was just built has no finding, and a second build changes nothing."""
    assert check_built(built) == ()
    again = build(built)
    assert (again.ok, again.written, again.removed) == (True, (), ())


def test_the_built_tables_hold_the_completed_rows(built: Path) -> None:
    """Rows, files and tables: what is read from Parquet is what the resolution gave."""
    package = open_package(built)
    expected = complete(read(built).tables)
    assert tuple(TABLES) == package.names
    assert expected == {name: from_arrow(table, package.read(name, verify=True)) for name, table in TABLES.items()}


@given(any_datasets())
@settings(max_examples=5)
def test_nothing_is_lost_between_rows_and_parquet(tmp_path_factory: pytest.TempPathFactory, rows: Rows) -> None:
    """Any valid dataset comes back from its built tables with everything that was written and implied."""
    root = small_package.write(tmp_path_factory.mktemp("any") / "dataset", rows)
    result = build(root)
    assert result.ok, result.findings
    assert check_built(root) == ()
    package = open_package(root)
    expected = complete(read(root).tables)
    assert expected == {name: from_arrow(table, package.read(name)) for name, table in TABLES.items()}


def test_the_descriptor_says_what_the_package_is(built: Path) -> None:
    """The descriptor carries what package.yaml says, the held documents, and a hash of each file."""
    descriptor = described(built)
    assert {name: value for name, value in descriptor.items() if name not in {"resources", "summitdata:digest"}} == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "summitdata:profile": "urn:summitdata:profile:1.0",
        "name": "small",
        "title": "A small package",
        "description": "One meeting, one utterance, two sources.",
        "version": "0.1.0",
        "created": "2026-11-22T00:00:00Z",
        "keywords": ["test", "日本"],
        "licenses": [
            {
                "name": "CC0-1.0",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
                "title": "Creative Commons Zero",
            }
        ],
        "contributors": [{"title": "A tester", "roles": ["author"]}],
        "sources": [{"title": "The document paper", "path": "https://example.org/paper"}],
    }
    for resource in descriptor["resources"]:
        data = (built / resource["path"]).read_bytes()
        assert f"sha256:{hashlib.sha256(data).hexdigest()}" == resource["hash"]
        assert resource["summitdata:rows"] == pq.read_metadata(pa.BufferReader(data)).num_rows
        assert "bytes" not in resource


def test_the_parquet_files_say_nothing_but_the_table(built: Path) -> None:
    """The files have page checksums, our metadata and none of pandas, and no null where none may be."""
    for name, table in TABLES.items():
        file = pq.ParquetFile(built / f"{name}.parquet")
        assert file.schema_arrow.metadata == arrow_schema(table).metadata
        assert [column.required for column in table.columns] == [not field.nullable for field in file.schema_arrow]


def test_frictionless_accepts_the_package(built: Path) -> None:
    """The reference implementation of Data Package finds no error: keys, types and references hold."""
    import frictionless

    report = frictionless.validate(str(built / DESCRIPTOR))
    assert report.flatten(["type", "note"]) == []
    assert len(TABLES) == report.stats["tasks"]


def test_the_dataset_of_this_checkout_can_be_built(dataset: Path, tmp_path: Path) -> None:
    """Our own row files build a package that is proved, and that frictionless accepts."""
    import frictionless

    shutil.copytree(dataset / "rows", tmp_path / "rows")
    assert build(tmp_path).ok
    assert check_built(tmp_path) == ()
    assert frictionless.validate(str(tmp_path / DESCRIPTOR)).flatten(["type", "note"]) == []


def test_frictionless_looks_at_the_references(root: Path) -> None:
    """The judge of the test above does judge: a reference to nothing is found."""
    import frictionless

    data = pq.read_table(root / "participants.parquet")
    column = data.schema.get_field_index("actor")
    pq.write_table(data.set_column(column, data.field(column), [["nobody"]]), root / "participants.parquet")
    descriptor = described(root)
    closed = {"participants", "events", "actors", "places", "sources"}
    describe(root, {**descriptor, "resources": [each for each in descriptor["resources"] if each["name"] in closed]})
    report = frictionless.validate(str(root / DESCRIPTOR))
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_the_same_rows_give_the_same_bytes(root: Path) -> None:
    """A build does not depend on the clock, on the order of files or on what was there before."""
    before = {file.name: file.read_bytes() for file in root.iterdir() if file.is_file()}
    for name in before:
        (root / name).unlink()
    build(root)
    assert before == {file.name: file.read_bytes() for file in root.iterdir() if file.is_file()}


def test_rows_with_errors_build_nothing(root: Path) -> None:
    """A mistake in one row file leaves the package as it was, and is found by the proof too."""
    before = (root / "events.parquet").read_bytes()
    file = root / "rows" / "events" / "summit.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind:", "knd:"), encoding="utf-8")
    result = build(root)
    assert not result.ok
    assert {"rows/events/summit.yaml"} == {finding.place.file for finding in result.findings if finding.place}
    assert before == (root / "events.parquet").read_bytes()
    assert result.findings == check_built(root)


@pytest.mark.parametrize("version", ["one", "1.0", "1.0.0.0", "1.0.0-rc1", "٣.0.0"])
def test_a_package_has_a_version_of_three_numbers(tmp_path: Path, version: str) -> None:
    """What the profile takes for no version is built by nobody, and the check finds it too."""
    root = small_package.write(tmp_path / "dataset")
    assert build(root).ok
    file = root / "rows" / "package.yaml"
    file.write_text(file.read_text("utf-8").replace('"0.1.0"', f'"{version}"'), "utf-8")
    (finding,) = build(root).findings
    assert ("B011", f"the version {version!r}, which is not three numbers joined by points") == (
        finding.code, finding.found,
    )  # fmt: skip
    assert (finding,) == check_built(root)
    assert finding in check(root).findings


def test_a_package_needs_a_description(tmp_path: Path) -> None:
    """Without package.yaml nothing is built."""
    root = small_package.write(tmp_path / "dataset", info=None)
    assert found(root) == [("B011", "rows/package.yaml")]
    assert Built(root, check_built(root)) == build(root)
    assert not (root / DESCRIPTOR).exists()


def test_tables_that_are_no_longer_declared_are_removed(root: Path) -> None:
    """What the last descriptor called a table and this one does not is removed, and nothing else."""
    descriptor = described(root)
    descriptor["resources"] += [
        {**descriptor["resources"][0], "name": "old", "path": "old.parquet"},
        {**descriptor["resources"][0], "name": "readme", "path": "README.md"},
    ]
    describe(root, descriptor)
    for name in ("old.parquet", "README.md", "mine.parquet", "schema/old.json"):
        (root / name).write_text("x", encoding="utf-8")
    assert build(root).removed == ("old.parquet", "schema/old.json")
    assert (root / "README.md").exists()
    assert found(root) == [("B010", "mine.parquet")]


def test_digests_follow_the_content_and_nothing_else() -> None:
    """The digest of a table ignores the order of rows and the type of a number, and follows every cell."""
    table = TABLES["places"]
    one, other = ({**small_package.rows()["places"][0], "id": key} for key in ("a", "b"))
    assert table_digest(table, [one, other]) == table_digest(table, [other, one])
    assert row_digest(table, one) == row_digest(table, {**one, "latitude": 35})
    assert row_digest(table, one) != row_digest(table, {**one, "note": "x"})
    assert table_digest(table, [one]) != table_digest(table, [one, other])
    assert dataset_digest({"a": "1", "b": "2"}) != dataset_digest({"a": "2", "b": "1"})


def test_a_number_that_is_none_has_a_digest_of_its_own() -> None:
    """What no valid row holds and JSON cannot write is another row, in whatever table a stranger wrote it."""
    place = small_package.rows()["places"][0]
    numbers = [35.0, float("nan"), float("inf"), float("-inf"), None]
    for digest in (row_digest, written_digest):
        assert len(numbers) == len({digest(TABLES["places"], {**place, "latitude": each}) for each in numbers})


def test_the_canonical_line_is_what_the_documentation_says() -> None:
    """All columns in order, no blanks, UTF-8, nulls written, so that anybody can compute the digest."""
    expected = (
        '{"id":"nara","name":"Nara","kind":"city","within":null,"country":null,'
        '"latitude":35.0,"longitude":135.805,"source":null,"note":null}'
    )
    (place,) = small_package.rows()["places"]
    assert expected == canonical_line(TABLES["places"], place)
    assert hashlib.sha256(f"{expected}\n".encode()).hexdigest() == table_digest(TABLES["places"], [place])


def test_another_description_of_the_package_is_built(root: Path) -> None:
    """A homepage appears in the descriptor when package.yaml has one."""
    shutil.rmtree(root / "rows")
    small_package.write(root, info=dataclasses.replace(small_package.INFO, homepage="https://example.org/"))
    assert build(root).written == (DESCRIPTOR,)
    assert described(root)["homepage"] == "https://example.org/"
