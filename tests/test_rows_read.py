"""Reading a dataset: implied and derived columns, places, and what is kept of files that can't be read to their end."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from small_rows import VALID, WIRE, dataset
from summitdata.model import ComputedHome, Origin, Row
from summitdata.rows import Contributor, Licence, PackageInfo, Reading, read
from summitdata.rows.files import open_file
from summitdata.rows.layout import record_file
from summitdata.rows.package_info import package_info
from summitdata.schema import TABLES


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """The small dataset, read."""
    return read(dataset(tmp_path))


def _row(reading: Reading, table: str, key: str) -> dict[str, Any]:
    return next(dict(row) for row in reading.tables[table] if row["id"] == key)


def test_every_table_that_is_written_has_its_read_columns(reading: Reading) -> None:
    """Rows hold written, implied and derived columns, and no resolved or counted ones."""
    assert {name for name, table in TABLES.items() if not isinstance(table.home, ComputedHome)} == set(reading.tables)
    for name, rows in reading.tables.items():
        kept = {Origin.WRITTEN, Origin.IMPLIED, Origin.DERIVED}
        expected = [column.name for column in TABLES[name].columns if column.origin in kept]
        assert all(expected == list(row) for row in rows)


def test_cells_have_the_type_of_their_kind(reading: Reading) -> None:
    """Flags, whole numbers, numbers, days and dates are typed; what is left out is None or the default."""
    source = _row(reading, "sources", "lake-wire")
    assert (True, 4534, "2026-01-13", "10:01", None) == (
        source["held"], source["length"], source["published"], source["published_time"], source["byline"]
    )  # fmt: skip
    place = _row(reading, "places", "lake")
    assert (34.5, -12.0) == (place["latitude"], place["longitude"])
    assert date(2027, 1, 31) == _row(reading, "waivers", "host-welcomes-a004")["until"]
    assert "NO" == _row(reading, "actors", "host")["country"]
    first = _row(reading, "claims", "lake-wire.c1")
    assert (False, "explicit") == (first["about"], first["basis"])


def test_nested_rows_know_where_they_stand(reading: Reading) -> None:
    """Keys are joined by dots, each ancestor is referred to, and parts are counted among siblings."""
    span = _row(reading, "spans", "lake-wire.r1.s3")
    assert ("lake-wire", None, "lake-wire.r1", 3) == (span["source"], span["claim"], span["rendering"], span["part"])
    title = _row(reading, "spans", "lake-wire.t1")
    assert ("lake-wire", None, None, 1) == (title["source"], title["claim"], title["rendering"], title["part"])
    assert "lake-wire.c1" == _row(reading, "spans", "lake-wire.c1.s1")["claim"]
    assert "lake-summit" == _row(reading, "participants", "lake-summit.host")["event"]
    assert "host" == _row(reading, "terms", "host.first")["actor"]
    assert "when" == _row(reading, "positions", "when.p1")["discrepancy"]


def test_derived_columns_follow_from_written_ones(reading: Reading) -> None:
    """Dates give first and last days, approximate numbers a range, and speech is joined without what is reported."""
    source = _row(reading, "sources", "lake-wire")
    assert (date(2026, 1, 13), date(2026, 1, 13)) == (source["published_first"], source["published_last"])
    dated = _row(reading, "claims", "lake-wire.c1")
    assert (date(2026, 1, 5), date(2026, 1, 11)) == (dated["value_first"], dated["value_last"])
    assert (None, None) == (dated["value_low"], dated["value_high"])
    counted = _row(reading, "claims", "lake-wire.c2")
    assert (81.0, 99.0) == (counted["value_low"], counted["value_high"])
    assert (None, None) == (counted["value_first"], counted["value_last"])
    assert "we are glad … very: glad" == _row(reading, "renderings", "lake-wire.r1")["text"]


def test_what_the_package_says_of_itself_is_read(reading: Reading) -> None:
    """The file package.yaml becomes typed information, keywords split at semicolons."""
    expected = PackageInfo(
        "lakes", "Lakes", "Meetings by lakes.", "0.1.0", date(2026, 11, 22), None, ("lakes", "meetings"),
        (Contributor("maintainers", "The maintainers", "publisher"),),
        (Licence("data", "CC-BY-4.0", "Creative Commons Attribution 4.0 International",
                 "https://creativecommons.org/licenses/by/4.0/"),),
    )  # fmt: skip
    assert expected == reading.info


@pytest.mark.parametrize("content", [None, "version: 1\n", VALID["package.yaml"].replace("2026-11-22", "soon")])
def test_a_package_that_says_too_little_has_no_information(content: str | None, tmp_path: Path) -> None:
    """Without package.yaml, or with a fault in it, the rows are read all the same."""
    reading = read(dataset(tmp_path, {"package.yaml": content}))
    assert reading.info is None
    assert (content is not None) == bool(reading.findings)
    assert 2 == len(reading.tables["actors"])


def test_each_cell_has_a_place_and_a_line(reading: Reading) -> None:
    """A cell's place is its value; a derived cell has that of what it comes from, any other that of its record."""
    place = reading.place("claims", "lake-wire.c1", "value")
    assert place is not None
    assert ("rows/sources/lake-wire.yaml", 19, 12, 26) == (place.file, place.line, place.column, place.width)
    assert '    value: "[2026-01-05..2026-01-11]"' == reading.excerpt(place)
    assert place == reading.place("claims", "lake-wire.c1", "value_first")
    record = reading.place("claims", "lake-wire.c1")
    assert record is not None
    assert "  c1:" == reading.excerpt(record)
    assert record == reading.place("claims", "lake-wire.c1", "origin")
    assert record == reading.place("claims", "lake-wire.c1", "scope")
    assert reading.place("claims", "lake-wire.c9") is None
    assert reading.place("speakers", "a.b", "quote") is None


def test_cells_that_cannot_be_read_are_listed(tmp_path: Path) -> None:
    """A cell with a finding is None, and the reading tells that it is empty for that reason only."""
    wire = (
        WIRE.replace("length: 4534", "length: many").replace('"2026-01-13"', '"soon"').replace("use: speech", "use:", 1)
    )
    reading = read(dataset(tmp_path, {"sources/lake-wire.yaml": wire}))
    assert ["F044", "F041", "F032"] == [finding.code for finding in reading.findings]
    assert {
        ("sources", "lake-wire", "length"),
        ("sources", "lake-wire", "published"),
        ("sources", "lake-wire", "published_first"),
        ("sources", "lake-wire", "published_last"),
        ("spans", "lake-wire.r1.s1", "use"),
        ("renderings", "lake-wire.r1", "text"),
    } == reading.incomplete
    for table, key, column in reading.incomplete:
        assert _row(reading, table, key)[column] is None


def test_a_value_that_does_not_fit_its_property_is_not_kept(tmp_path: Path) -> None:
    """A claim's value that is no date where its property wants one counts as unread, with what follows from it."""
    reading = read(dataset(tmp_path, {"sources/lake-wire.yaml": WIRE.replace("[2026-01-05..2026-01-11]", "last week")}))
    assert _row(reading, "claims", "lake-wire.c1")["value"] is None
    assert {
        ("claims", "lake-wire.c1", name) for name in ("value", "value_first", "value_last", "value_low", "value_high")
    } == (reading.incomplete)


def test_a_torn_file_gives_what_stands_above_the_tear(tmp_path: Path) -> None:
    """A syntax error is one finding: what follows it is listed as unread, not found missing."""
    wire = WIRE.replace("    quote: host-welcomes", "    quote: host: welcomes")
    reading = read(dataset(tmp_path, {"sources/lake-wire.yaml": wire}))
    assert ["F020"] == [finding.code for finding in reading.findings]
    assert ["lake-wire.c1", "lake-wire.c2"] == [row["id"] for row in reading.tables["claims"]]
    assert "Two leaders meet by the lake" == _row(reading, "sources", "lake-wire")["title"]
    assert {("sources", "lake-wire", "names"), ("sources", "lake-wire", "renderings"), ("sources", "lake-wire", "note"),
            ("renderings", "lake-wire.r1", "form")} <= reading.incomplete  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[", b"name", b"x" * (1 << 21)])
def test_a_file_of_which_nothing_can_be_read_is_a_row_all_the_same(content: bytes, tmp_path: Path) -> None:
    """Its key is known from its name, so that what refers to it isn't found to lead nowhere."""
    reading = read(dataset(tmp_path, {"actors/host.yaml": content}))
    assert {"id": "host"} == {
        name: value for name, value in _row(reading, "actors", "host").items() if value is not None
    }
    assert ("actors", "host", "name") in reading.incomplete
    assert ("actors", "host", "terms") in reading.incomplete
    assert reading.findings


def test_an_unknown_key_like_a_missing_one_is_one_finding(tmp_path: Path) -> None:
    """A slip in a key isn't told twice, once as unknown and once as missing."""
    reading = read(dataset(tmp_path, {"actors/host.yaml": VALID["actors/host.yaml"].replace("kind:", "knid:")}))
    assert ["F030"] == [finding.code for finding in reading.findings]
    assert {("actors", "host", "kind")} == reading.incomplete


def test_hidden_files_are_no_rows(tmp_path: Path) -> None:
    """What systems and editors leave in folders is passed over, unless its name is that of a row file."""
    reading = read(dataset(tmp_path, {".DS_Store": b"\0", "actors/.host.yaml.swp": b"\0", "actors/.yaml": b""}))
    assert ["rows/actors/.yaml"] == sorted({finding.place.file for finding in reading.findings if finding.place})


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe or a folder in the place of a row file is a finding, and reading doesn't wait for it."""
    root = dataset(tmp_path)
    os.mkfifo(root / "rows/actors/pipe.yaml")
    (root / "rows/actors/folder.yaml").mkdir()
    (root / "rows/pipe").mkdir()
    expected = [
        ("F004", "rows/actors/folder.yaml", "a folder"),
        ("F004", "rows/actors/pipe.yaml", "neither a file nor a folder"),
        ("F004", "rows/pipe", "the folder 'pipe'"),
    ]
    assert expected == [(each.code, each.place.file, each.found) for each in read(root).findings if each.place]


def test_what_has_become_a_pipe_since_it_was_listed_is_not_opened(tmp_path: Path) -> None:
    """A pipe that takes a file's place between listing and reading is a finding, and reading doesn't wait for it."""
    (tmp_path / "rows/actors").mkdir(parents=True)
    os.mkfifo(tmp_path / "rows/actors/host.yaml")
    opened = open_file(record_file(tmp_path, "actors", "host"))
    assert opened.data is None
    assert ["F001"] == [finding.code for finding in opened.findings]


def test_only_the_first_unknown_keys_have_proposals(tmp_path: Path) -> None:
    """To look for the nearest key takes time, so that a file of unknown keys has twenty proposals, and all findings."""
    unknown = "".join(f"nmae{number}: x\n" for number in range(25))
    reading = read(dataset(tmp_path, {"actors/host.yaml": VALID["actors/host.yaml"] + unknown}))
    assert ["F030"] * 25 == [finding.code for finding in reading.findings]
    assert [True] * 20 + [False] * 5 == ["Did you mean" in finding.fix for finding in reading.findings]


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"created": "2026"}, "the day on which a package was made"), ({"title": 5}, "title of package is text")],
)
def test_information_of_another_type_is_refused(changes: dict[str, Any], message: str) -> None:
    """What the package says of itself is typed, whoever gives it."""
    row: Row = {
        "id": "package", "name": "lakes", "title": "Lakes", "description": "Meetings.", "version": "0.1.0",
        "created": date(2026, 11, 22), "homepage": None, "keywords": None,
    }  # fmt: skip
    assert package_info(row, [], []).keywords == ()
    with pytest.raises(TypeError, match=message):
        package_info(row | changes, [], [])


def test_a_name_that_is_no_text_is_a_finding(tmp_path: Path) -> None:
    """Names of bytes that no encoding explains, and names that would move a terminal's cursor, are shown escaped."""
    root = dataset(tmp_path)
    for name in (b"\xff.yaml", b"a\x1b[2Jb.yaml"):
        Path(str(root / "rows/actors") + "/" + name.decode("utf-8", "surrogateescape")).write_bytes(b"")
    files = {finding.place.file for finding in read(root).findings if finding.place}
    assert {"rows/actors/\\xff.yaml", "rows/actors/a\\x1b[2Jb.yaml"} == files


MUTATED = st.builds(
    lambda text, at, cut, put: text[: at % (len(text) + 1)] + put + text[at % (len(text) + 1) + cut :],
    st.sampled_from([text.encode() for text in VALID.values()]),
    st.integers(0, 5000),
    st.integers(0, 6),
    st.binary(max_size=3)
    | st.sampled_from([b"\n", b": ", b" #", b"'", b'"', b"\t", b"- ", b"[", b"&a ", b"\r\n", b"\\"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*VALID, "actors/x.yaml", "actors/X.yaml", "x.yaml", "y/z.yaml", "actors/x.yml"]),
        st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | MUTATED,
        max_size=4,
    )
)
def test_reading_never_raises_and_always_gives_places(tmp_path_factory: Any, changes: dict[str, bytes]) -> None:  # noqa: ANN401
    """Whatever stands in the files: no traceback, each finding in a file, the same findings in the same order again."""
    root = dataset(tmp_path_factory.mktemp("dataset"), dict(changes))
    reading = read(root, form=True)
    for finding in reading.findings:
        assert finding.place is not None
        assert finding.place.file.startswith("rows")
        assert finding.place.line >= 1 <= finding.place.column
        assert finding.found
        assert finding.fix
    for table, rows in reading.tables.items():
        assert len(rows) == len({row["id"] for row in rows}) or table == "spans"
    assert reading.findings == read(root, form=True).findings
