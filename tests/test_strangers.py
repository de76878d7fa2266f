"""What somebody else made: zips, JSON and Parquet, each refused for what it is."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_package
from summitdata.build import build
from summitdata.dataset import Package, open_package
from summitdata.errors import PackageError
from summitdata.strangers import Refusal, Why, checked, contents, parse, read_tables, safe_members
from summitdata.strangers.limits import DEEPEST_DESCRIPTOR

_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


def _parquet(table: pa.Table, *, store_schema: bool = True) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, store_schema=store_schema)
    return sink.getvalue().to_pybytes()


@given(_JSON)
def test_json_is_parsed_as_python_does(value: object) -> None:
    """What is JSON within the limits means what it means to Python's own reader."""
    assert value == parse(json.dumps(value).encode())


@given(st.binary(max_size=200))
def test_bytes_are_json_or_refused(data: bytes) -> None:
    """Whatever the bytes, they are JSON as Python reads it, or a ValueError; nothing else comes of them."""
    try:
        value = parse(data)
    except ValueError:
        return
    assert json.loads(data) == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1, "a": 2}', "the name 'a' stands twice"),
        ("[" * (DEEPEST_DESCRIPTOR + 1), "nested more than 32 deep"),
        ("NaN", "NaN is no number of JSON"),
        ('"' + "a" * (4 << 20) + '"', "more than 4,194,304 bytes"),
    ],
)
def test_json_with_two_meanings_is_refused(text: str, told: str) -> None:
    """Names that stand twice, deep nests, numbers beyond JSON and long texts are refused for what they are."""
    with pytest.raises(ValueError, match=told):
        parse(text.encode())


def test_brackets_in_texts_are_no_nest() -> None:
    """A text may hold as many brackets as it likes."""
    text = "[{" * 1000 + '\\"'
    assert [text] == parse(json.dumps([text]).encode())


def test_one_bad_table_does_not_hide_the_others() -> None:
    """Each file gets an answer of its own, and what was read is what was written."""
    good = pa.table({"id": ["a", "b"], "n": [1, None]})
    answers = read_tables({"bad": b"PAR1" * 10, "good": _parquet(good), "empty": _parquet(good.slice(0, 0))})
    assert isinstance(answers["bad"], Refusal)
    assert Why.UNREADABLE is answers["bad"].why
    assert (good, good.slice(0, 0)) == (answers["good"], answers["empty"])


def test_a_table_that_unfolds_to_gigabytes_is_refused() -> None:
    """A small file that stands for ten gigabytes ends its reader's memory, not ours."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 10_000, pa.int32()), pa.array(["a" * 1_000_000]))
    data = _parquet(pa.table({"id": column}), store_schema=False)
    found = read_tables({"bomb": data})["bomb"]
    assert isinstance(found, Refusal)
    if sys.platform == "linux":
        assert Why.READER is found.why


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"id": [["a"]]}),
        pa.table({"id": pa.array(["a"]).dictionary_encode()}),
        pa.table({"a" * 201: [1]}),
        pa.table({f"c{number}": [1] for number in range(201)}),
        pa.table({"id": pa.nulls(1_000_001)}),
    ],
    ids=["list", "dictionary", "long name", "many columns", "many rows"],
)
def test_tables_that_no_record_makes_are_refused(table: pa.Table) -> None:
    """Columns in columns, long names, and more columns or rows than anybody needs are refused."""
    assert isinstance(read_tables({"odd": _parquet(table)})["odd"], Refusal)


def test_the_reader_imports_nothing_from_the_folder_it_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module beside a stranger's dataset is not run."""
    (tmp_path / "pyarrow.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    table = pa.table({"id": ["a"]})
    assert {"good": table} == read_tables({"good": _parquet(table)})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    """A link, a pipe, a folder and a large file are told apart, and none of them is read."""
    (tmp_path / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    found = {name: contents(tmp_path / name, 4) for name in ("file", "link", "pipe", "folder", "none", "a\0b")}
    assert {
        "file": Refusal(Why.LIMIT, "more than 4 bytes"),
        "link": Refusal(Why.LIMIT, "a symbolic link"),
        "pipe": Refusal(Why.LIMIT, "neither a file nor a folder"),
        "folder": Refusal(Why.LIMIT, "a folder"),
        "none": Refusal(Why.MISSING, "no such file"),
    } == {name: answer for name, answer in found.items() if name != "a\0b"}
    assert isinstance(found["a\0b"], Refusal)
    assert b"12345" == contents(tmp_path / "file", 5)


def test_a_file_is_held_against_its_hash_and_its_form() -> None:
    """The hash is looked at first, then the letters and the length that Parquet has at its ends."""
    data = _parquet(pa.table({"id": ["a"]}))
    whys = [
        refusal.why if refusal is not None else None
        for refusal in (checked(data, None), checked(data, "sha256:0"), checked(data[:-1], None), checked(b"", None))
    ]
    assert [None, Why.HASH, Why.UNREADABLE, Why.UNREADABLE] == whys


def test_a_package_at_a_path_is_a_strangers(tmp_path: Path) -> None:
    """A package that a path names gives the same tables, read by another process; ours is read in this one."""
    root = small_package.write(tmp_path / "dataset")
    assert build(root).ok
    own, strange = Package(root, own=True), open_package(root)
    assert own.read("events") == strange.read("events")
    assert own.examine(own.names) == strange.examine(strange.names)


def _zip(members: dict[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipFile:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return zipfile.ZipFile(made)


_SLUGS = st.from_regex("[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True).filter(
    lambda name: name not in {"con", "prn", "aux", "nul"}
)


@given(st.sets(_SLUGS, max_size=8))
def test_plain_members_are_safe(names: set[str]) -> None:
    """Files and folders with plain names are given, the files alone, in the order of the zip."""
    files = [f"{name}.parquet" for name in sorted(names)]
    archive = _zip({"schema/": b"", **dict.fromkeys(files, b"a"), "schema/a.json": b"{}"})
    assert [*files, "schema/a.json"] == [member.filename for member in safe_members(archive)]


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"../x": b""}, "'../x' has a path that leads elsewhere"),
        ({"/x": b""}, "'/x' has a path"),
        ({"C:x": b""}, "'C:x' has a path"),
        ({"a\\x": b""}, "has a path"),
        ({"a/con.txt": b""}, "has a path"),
        ({_link(): b"/etc/passwd"}, "'link' is a link or a device"),
        ({"a": b"1", "A": b"2"}, "'A' is there twice"),
        ({"a": b"1", "a/b": b"2"}, "'a/b' stands in another one that is a file"),
        ({"a": b"\0" * 2_000_000}, "'a' is packed more tightly than 1 to 200"),
        ({"a": b"\0" * (16 << 20) + b"1"}, "'a' has 16,777,217 bytes"),
        ({f"a{number}": b"" for number in range(20_001)}, "20,001 members"),
        ({f"a{number}": b"\0" * 1_000_000 for number in range(70)}, "holds 70,000,000 bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_members_with_tricks_are_refused(members: dict[str | zipfile.ZipInfo, bytes], told: str) -> None:
    """A member that leads out, is no file, is there twice or holds too much is named."""
    with pytest.raises(PackageError, match=told.replace("/", "[/]")):
        safe_members(_zip(members))


def test_a_zip_with_tricks_is_not_opened_as_a_package(tmp_path: Path) -> None:
    """A package in a zip is opened only where all members are plain, and the message names the zip and the member."""
    file = tmp_path / "package.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", '{"resources": []}')
        archive.writestr("../events.parquet", b"PAR1")
    with pytest.raises(PackageError, match=r"package\.zip cannot be opened: The zip's member '\.\./events\.parquet'"):
        open_package(file)
