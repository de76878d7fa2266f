"""Writing whole datasets: rows become files that read back as the same rows."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_datasets import any_datasets
from small_rows import VALID, dataset
from summitdata.model import Count, Day, Flag, Number, Origin, Row, Rows
from summitdata.rows import Contributor, Licence, PackageInfo, read, write_rows
from summitdata.rows.cells import typed, written
from summitdata.rows.write import replace_file
from summitdata.schema import TABLES

INFO = PackageInfo(
    "lakes", "Lakes", "Meetings.", "0.1.0", date(2026, 11, 22), "https://example.org/", ("a", "b"),
    (Contributor("us", "We", "publisher"),), (Licence("data", "CC0-1.0", "CC0", "https://example.org/cc0"),),
)  # fmt: skip

_TEXTS = (b"one" * 10_000, b"other" * 10_000)


def _said(rows: Rows) -> dict[str, dict[str, Row]]:
    """Give what rows say in their written and implied columns, by table and key."""
    kept = {Origin.WRITTEN, Origin.IMPLIED}
    return {
        name: {
            str(row["id"]): {c.name: row[c.name] for c in table.columns if c.origin in kept}
            for row in rows.get(name, [])
        }
        for name, table in TABLES.items()
        if any(column.origin in kept for column in table.columns)
    }


@settings(max_examples=max(10, settings().max_examples // 4))
@given(any_datasets())
def test_any_dataset_is_read_back_as_it_was_written(tmp_path_factory: Any, rows: Rows) -> None:  # noqa: ANN401
    """Rows, files, rows: nothing is lost, nothing is found, and every file is in canonical form."""
    root = tmp_path_factory.mktemp("dataset")
    write_rows(rows, INFO, root)
    reading = read(root, form=True)
    assert () == reading.findings
    assert _said(rows) == _said(reading.tables)
    assert INFO == reading.info


def test_files_rows_files_gives_the_same_files(tmp_path: Path) -> None:
    """What was read is written byte for byte as it stood."""
    reading = read(dataset(tmp_path / "one"))
    write_rows(reading.tables, reading.info, tmp_path / "two")
    folder = tmp_path / "two" / "rows"
    assert VALID == {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.yaml")}


def test_nested_records_stand_in_natural_order(tmp_path: Path) -> None:
    """From a table that is sorted by key as text, c2 comes before c10 all the same."""
    reading = read(dataset(tmp_path / "one"))
    claim = reading.tables["claims"][0]
    many: list[Row] = [claim | {"id": f"lake-wire.c{number}", "about": False} for number in range(1, 13)]
    spans: list[Row] = [row for row in reading.tables["spans"] if row["claim"] is None]
    tables = reading.tables | {
        "claims": sorted(many, key=lambda row: str(row["id"])), "spans": spans, "discrepancies": [], "positions": [],
    }  # fmt: skip
    write_rows(tables, None, tmp_path / "two")
    assert [row["id"] for row in many] == [row["id"] for row in read(tmp_path / "two").tables["claims"]]
    assert not (tmp_path / "two/rows/package.yaml").exists()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"actors": [{"id": "../../etc/passwd", "name": "x", "kind": "person"}]}, "cannot stand in a row file"),
        ({"actors": [{"id": "a.b", "name": "x", "kind": "person"}]}, "cannot stand in a row file"),
        ({"terms": [{"id": "host.first", "actor": "host", "office": "x", "source": "y"}]}, "actors has no such row"),
        ({"terms": [{"id": "first", "actor": "host", "office": "x", "source": "y"}]}, "does not begin with the key"),
        (
            {"terms": [{"id": "guest.first", "actor": "host", "office": "x", "source": "y"}]},
            "does not begin with the key",
        ),
    ],
)
def test_rows_that_no_file_can_hold_are_refused_before_anything_is_written(
    rows: Rows, message: str, tmp_path: Path
) -> None:  # fmt: skip
    """Keys that would lead out of the folder, and rows without their parents, are errors."""
    with pytest.raises(ValueError, match=message):
        write_rows(rows, None, tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_rows_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    """A folder with rows in it is left alone."""
    with pytest.raises(FileExistsError):
        write_rows({}, None, dataset(tmp_path))


def test_what_a_killed_writer_left_is_cleared_away(tmp_path: Path) -> None:
    """An old unfinished copy beside a file goes when the file is next written; new ones and those of others stay."""
    for name, age in ((".a.yaml.x1.new", 90), (".a.yaml.x2.new", 30), (".b.yaml.x3.new", 90)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    replace_file(tmp_path / "a.yaml", b"whole")
    assert {"a.yaml": b"whole", ".a.yaml.x2.new": b"half", ".b.yaml.x3.new": b"half"} == {
        path.name: path.read_bytes() for path in tmp_path.iterdir()
    }


def test_two_writers_of_one_file_do_not_meet(tmp_path: Path) -> None:
    """Of two that write the same file again and again, neither takes the other's unfinished copy away."""
    path = tmp_path / "a.yaml"

    def write(data: bytes) -> None:
        for _ in range(50):
            replace_file(path, data)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, _TEXTS))
    assert path.read_bytes() in _TEXTS
    assert [path] == list(tmp_path.iterdir())


@given(
    st.tuples(st.just(Flag()), st.booleans())
    | st.tuples(st.just(Count()), st.integers(-(2**31) + 1, 2**31 - 1))
    | st.tuples(st.just(Number(-1e300, 1e300)), st.floats(allow_nan=False, allow_infinity=False))
    | st.tuples(st.just(Day()), st.dates())
)
def test_a_cell_is_read_as_it_was_written(cell: tuple[Any, Any]) -> None:
    """Typing undoes writing for every value of every kind, to the last bit of a number."""
    kind, value = cell
    again = typed(kind, written(value))
    assert (type(value), repr(value)) == (type(again), repr(again))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
def test_what_no_cell_can_hold_is_not_written(value: float | None) -> None:
    """There is no text for these."""
    with pytest.raises(ValueError, match="row file"):
        written(value)
