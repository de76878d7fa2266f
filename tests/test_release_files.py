"""The files of a release: they agree with one another, and every changed byte of them is found."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import small_package
import small_release
import summitdata
from small_evidence import row
from summitdata.build import build
from summitdata.build.files import editor_schemas
from summitdata.cli import cli
from summitdata.diff import at, difference
from summitdata.digests import table_digest
from summitdata.errors import PackageError
from summitdata.formats.arrow import from_arrow
from summitdata.model import Number, Text
from summitdata.release.archive import SUMS, read_sums, sums, zipped
from summitdata.release.artefacts import publish
from summitdata.release.gate import judge
from summitdata.release.integrity import prove
from summitdata.release.twins import FORMULA, from_csv_cell, to_csv, to_json_lines
from summitdata.schema import TABLES

ZIP = "strait-0.1.0-data.zip"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the release of a small dataset, of which no Python project is made."""
    root = tmp_path_factory.mktemp("release") / "repository"
    root.mkdir()
    dataset = small_release.repository(root)
    (root / "LICENSES").mkdir()
    (root / "LICENSES" / "CC0-1.0.txt").write_text("Free.\n", encoding="utf-8")
    small_release.commit(root, "Licence")
    small_release.git(root, "tag", "--force", "v0.1.0")
    out = root.parent / "out"
    told = list(publish(dataset, out, judge(dataset)))
    assert len(told) == len(list(out.iterdir()))
    return out


@pytest.fixture(scope="module")
def package(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data package of that release, unpacked."""
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(out / ZIP) as archive:
        archive.extractall(folder)
    return folder


def test_a_release_has_every_file(out: Path, package: Path) -> None:
    """Archive, metadata, notes and hashes are there; in the archive every table three times, with what explains it."""
    assert {ZIP, "croissant.json", "CITATION.cff", "notes.md", SUMS} == {file.name for file in out.iterdir()}
    names = {file.relative_to(package).as_posix() for file in package.rglob("*") if file.is_file()}
    twins = {
        form.format(name) for name in TABLES for form in ("{}.parquet", "csv/{}.csv", "jsonl/{}.jsonl")
    }  # fmt: skip
    rest = {
        "README.md",
        "CITATION.cff",
        ".zenodo.json",
        "croissant.json",
        "rules.json",
        "profile.json",
        "check.json",
        "datapackage.json",
        SUMS,
    }
    assert twins | rest | {"LICENSES/CC0-1.0.txt"} | editor_schemas().keys() == names


def test_the_files_agree_with_one_another(out: Path, package: Path) -> None:
    """Version, day, licence, counts and hashes are the same wherever they stand."""
    described = json.loads((package / "datapackage.json").read_bytes())
    croissant = json.loads((out / "croissant.json").read_bytes())
    zenodo = json.loads((package / ".zenodo.json").read_bytes())
    citation = (out / "CITATION.cff").read_text("utf-8")
    card = (package / "README.md").read_text("utf-8")
    report = json.loads((package / "check.json").read_bytes())
    said = {
        name: re.findall(pattern, text, re.MULTILINE)[0]
        for name, pattern, text in (
            ("version", r"^version: (.+)$", citation), ("day", r"^date-released: (.+)$", citation),
            ("licence", r"^  - (CC.+)$", citation), ("title", r"^# .* (\S+)$", card),
            ("on", r"^Released on (\S+) by", card),
        )
    }  # fmt: skip
    assert {"0.1.0"} == {
        described["version"], croissant["version"], zenodo["version"], said["version"], said["title"],
        report["target"].split()[-1],
    }  # fmt: skip
    assert {"2026-11-22"} == {
        described["created"][:10], croissant["datePublished"], zenodo["publication_date"], said["day"], said["on"],
    }  # fmt: skip
    licence = described["licenses"][0]
    assert [licence["path"]] == croissant["license"]
    assert [licence["name"]] * 2 == [zenodo["license"], said["licence"]]
    assert f"license: {licence['name'].lower()}\n" in card
    assert report["ok"]
    hashes = {entry["contentUrl"]: entry["sha256"] for entry in croissant["distribution"]}
    recorded = read_sums((package / SUMS).read_bytes())
    for entry in described["resources"]:
        name, count = entry["name"], entry["summitdata:rows"]
        assert {entry["hash"].removeprefix("sha256:")} == {hashes[entry["path"]], recorded[entry["path"]]}
        assert f"| `{name}` | {count} |" in card
        assert count == report["rows"][name]
        lines = (package / "jsonl" / f"{name}.jsonl").read_bytes()
        assert entry["summitdata:digest"] == f"sha256:{hashlib.sha256(lines).hexdigest()}"
        with (package / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert count == len(list(csv.DictReader(file)))
    assert described["summitdata:digest"] in card


def test_the_released_package_opens_and_has_not_changed(out: Path, package: Path) -> None:
    """The zip opens like any package, lists its rules, and differs in nothing from the folder that it unpacks to."""
    assert "okafor-our-mistake" in summitdata.open(out / ZIP).load("quotes")["id"].tolist()
    found = difference(at(out / ZIP, "zip"), at(package, "folder"))
    assert ((), ()) == (found.changes, found.unmarked)
    assert found.old.rules is not None
    assert "R014" in found.old.rules


def test_a_release_that_is_forbidden_writes_nothing(tmp_path: Path) -> None:
    """Files that are not committed stop a release before its first file."""
    root = tmp_path / "repository"
    root.mkdir()
    dataset = small_release.repository(root)
    (root / "new.txt").write_text("new", encoding="utf-8")
    with pytest.raises(PackageError, match=r"Nothing is published: All that a release is made from is committed\."):
        publish(dataset, tmp_path / "out", judge(dataset))
    assert not (tmp_path / "out").exists()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), st.sampled_from(FORMULA))
def test_csv_gives_back_every_text_and_no_formula(text: str, mark: str) -> None:
    """Any text comes back from its cell, and no cell begins like a formula."""
    table = TABLES["actors"]
    assert isinstance(table["name"].kind, Text)
    for value in (text, mark + text):
        data = to_csv(table, [row("actors", "lee", name=value, kind="person")]).decode()
        (read,) = csv.DictReader(io.StringIO(data, newline=""))
        assert value == from_csv_cell(read["name"])
        assert not read["name"].startswith(FORMULA[:-1])
        assert "" == read["note"]


def test_numbers_stay_numbers_in_csv() -> None:
    """A negative number has no apostrophe, which is for texts."""
    table = TABLES["places"]
    assert isinstance(table["latitude"].kind, Number)
    data = to_csv(table, [row("places", "south", name="South", kind="city", latitude=-35.5)]).decode()
    assert ",-35.5," in data
    assert table_digest(table, []) == hashlib.sha256(to_json_lines(table, [])).hexdigest()


@pytest.mark.parametrize("kind", ["folder", "zip", "release"])
def test_an_untouched_copy_is_proved(out: Path, package: Path, kind: str) -> None:
    """What was released is what was released."""
    proof = prove({"folder": package, "zip": out / ZIP, "release": out}[kind])
    assert ((), ()) == (proof.wrong, proof.unproved)
    assert proof.files >= 5


@settings(max_examples=60)
@given(data=st.data())
def test_every_changed_byte_of_a_zip_is_found(
    out: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """One flipped bit anywhere in the zip, its own bookkeeping included, is found without a crash."""
    original = (out / ZIP).read_bytes()
    place = data.draw(st.integers(0, len(original) - 1) | st.integers(len(original) - 8000, len(original) - 1))
    spoilt = bytearray(original)
    spoilt[place] ^= 1 << data.draw(st.integers(0, 7))
    file = tmp_path_factory.mktemp("spoilt") / ZIP
    file.write_bytes(spoilt)
    assert not prove(file).ok


@settings(max_examples=60)
@given(data=st.data())
def test_every_changed_file_of_a_folder_is_found(package: Path, data: st.DataObject) -> None:
    """A flipped bit, an added byte, a removed, renamed or added file is named, and nothing else is."""
    names = sorted(file.relative_to(package).as_posix() for file in package.rglob("*") if file.is_file())
    name = data.draw(st.sampled_from(names))
    file = package / name
    before = file.read_bytes()
    how = data.draw(st.sampled_from(["flip", "append", "remove", "rename", "add", "empty"]))
    other = file.with_name("other")
    try:
        match how:
            case "flip" if before:
                spoilt = bytearray(before)
                spoilt[data.draw(st.integers(0, len(before) - 1))] ^= 1 << data.draw(st.integers(0, 7))
                file.write_bytes(spoilt)
            case "remove":
                file.unlink()
            case "rename":
                file.rename(other)
            case "add":
                other.write_bytes(before)
            case "empty" if before:
                file.write_bytes(b"")
            case _:
                file.write_bytes(before + b"\n")
        if name == SUMS and how in {"remove", "rename"}:
            assert prove(package).unproved or not prove(package).ok
        else:
            proof = prove(package)
            assert not proof.ok
            touched = {name, other.relative_to(package).as_posix()}
            assert name == SUMS or all(any(each in line for each in touched) for line in proof.wrong)
    finally:
        other.unlink(missing_ok=True)
        file.write_bytes(before)


def test_a_list_of_hashes_that_lies_is_not_enough(package: Path, tmp_path: Path) -> None:
    """A table that was changed along with the list of hashes is found by the descriptor, and never opened."""
    copy = Path(shutil.copytree(package, tmp_path / "copy"))
    (copy / "events.parquet").write_bytes(b"PAR1" + bytes(100))
    names = [file for file in copy.rglob("*") if file.is_file() and file.name != SUMS]
    (copy / SUMS).write_bytes(sums({file.relative_to(copy).as_posix(): file.read_bytes() for file in names}))
    (wrong,) = prove(copy).wrong
    assert wrong.startswith("events.parquet: ")
    assert "is not the file that datapackage.json describes" in wrong


def test_a_built_folder_is_proved_as_far_as_it_can_be(tmp_path: Path) -> None:
    """A folder without a list of hashes is proved by its descriptor, and the proof says what that leaves open."""
    root = small_package.write(tmp_path / "dataset")
    assert build(root).ok
    assert (("datapackage.json",), ()) == (prove(root).unproved, prove(root).wrong)
    (root / "events.parquet").rename(root / "event.parquet")
    assert ("event.parquet is not recorded", "events.parquet is missing") == prove(root).wrong


@given(st.dictionaries(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), st.binary()))
def test_a_list_of_hashes_reads_back(files: dict[str, bytes]) -> None:
    """What was listed is read, and a zip of the same files is always the same."""
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == read_sums(sums(files))
    day = date(2026, 11, 22)
    assert zipped(files, day) == zipped(dict(reversed(files.items())), day)


@pytest.mark.parametrize("text", [b"abc", b"0" * 64 + b" name\n", b"0" * 64 + b"  name", b"A" * 64 + b"  name\n"])
def test_a_list_of_another_form_is_refused(text: bytes) -> None:
    """Every byte of a list of hashes counts: blanks, case, and the last line feed."""
    with pytest.raises(ValueError, match="line 1 is no hash"):
        read_sums(text)


def test_tables_of_the_release_are_the_rows(package: Path) -> None:
    """JSON Lines, CSV and Parquet of a table hold the same rows."""
    data = summitdata.open(package)
    for name, table in TABLES.items():
        rows = from_arrow(table, data.load(name, "pyarrow"))
        assert to_json_lines(table, rows) == (package / "jsonl" / f"{name}.jsonl").read_bytes()
        assert to_csv(table, rows) == (package / "csv" / f"{name}.csv").read_bytes()


def test_the_command_proves_a_copy(out: Path, tmp_path: Path) -> None:
    """Without --texts verify proves a package: 0 where it is whole, 1 with the file that is not, 2 on misuse."""
    runner = CliRunner()
    assert 0 == runner.invoke(cli, ["verify", str(out)]).exit_code
    copy = Path(shutil.copytree(out, tmp_path / "copy"))
    (copy / "notes.md").write_bytes(b"Other notes.\n")
    done = runner.invoke(cli, ["verify", str(copy)])
    assert 1 == done.exit_code
    assert "notes.md has the SHA-256 " in done.output
    assert 2 == runner.invoke(cli, ["verify", str(copy), "--fix"]).exit_code


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--prepare", "--out", "x"], "--prepare and --out are two steps"),
        (["--as", "0.2.0"], "--as and --date go with --prepare"),
        (["--out", "x", "--date", "2026-12-24"], "--as and --date go with --prepare"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    """What would be prepared and published without a look in between, or ignored, is misuse, and writes nothing."""
    (tmp_path / "dataset").mkdir()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["release", *options])
    assert 2 == done.exit_code
    assert message in done.output
    assert [] == list((tmp_path / "dataset").iterdir())


def _wheel(out: Path, files: dict[str, bytes]) -> Path:
    """Pack files and the record of them into a wheel."""
    lines = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')},{len(data)}\n"
        for name, data in files.items()
    )
    record = "strait-0.1.0.dist-info/RECORD"
    out.write_bytes(zipped({**files, record: f"{lines}{record},,\n".encode()}, date(2026, 11, 22)))
    return out


def test_a_wheel_is_held_against_its_record(tmp_path: Path) -> None:
    """A wheel is proved as it was downloaded; a changed, added or removed file is named, and so is a lost record."""
    wheel = _wheel(tmp_path / "strait-0.1.0-py3-none-any.whl", {"strait/a.py": b"a = 1\n"})
    proof = prove(wheel)
    assert ((), ("strait-0.1.0.dist-info/RECORD", "the zip around the files")) == (proof.wrong, proof.unproved)
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    for changed, message in (
        ({**packed, "strait/a.py": b"a = 2\n"}, "strait/a.py has the SHA-256 "),
        ({**packed, "strait/d.py": b""}, "strait/d.py is not recorded"),
        ({name: data for name, data in packed.items() if name != "strait/a.py"}, "strait/a.py is missing"),
        ({"strait/a.py": b"a = 1\n"}, "RECORD is missing"),
        ({**packed, "strait-0.1.0.dist-info/RECORD": b"a,b\n"}, "strait-0.1.0.dist-info/RECORD: "),
    ):
        wheel.write_bytes(zipped(changed, date(2026, 11, 22)))
        (wrong,) = prove(wheel).wrong
        assert wrong.startswith(message)


def test_the_command_tells_a_difference(out: Path, package: Path) -> None:
    """The command diff reads a zip and a folder, and says that nothing changed."""
    done = CliRunner().invoke(cli, ["diff", str(out / ZIP), str(package)])
    assert 0 == done.exit_code
    assert done.output.endswith("Nothing changed.\n")


def test_a_release_without_its_list_of_hashes_is_not_proved(package: Path, tmp_path: Path) -> None:
    """A released folder that lost the list is no built folder, whose descriptor would be enough."""
    copy = Path(shutil.copytree(package, tmp_path / "copy"))
    (copy / SUMS).unlink()
    (wrong,) = prove(copy).wrong
    assert wrong.startswith(f"{SUMS} is missing")
