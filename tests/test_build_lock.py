"""The lock: it names every row that changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.build import check_built
from summitdata.build.lock import LOCK, LockError, changes, lock_of, parsed, written
from summitdata.catalogue.staging import rows_and_package
from summitdata.checking import check
from summitdata.diagnostics import Result
from summitdata.formats.strategies import datasets
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rules.patching import example


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built copy of the example dataset."""
    rows_and_package(tmp_path)
    return tmp_path


@given(rows=datasets(most=2))
def test_a_lock_is_read_as_it_was_written_and_holds_its_own_rows(rows: Rows) -> None:
    """Whatever the dataset, its lock survives writing, and nothing differs from it."""
    assert lock_of(rows) == parsed(written(lock_of(rows)))
    assert [] == list(changes(lock_of(rows), rows))


@given(data=st.data())
def test_every_changed_cell_is_named_by_its_row(data: st.DataObject) -> None:
    """A change of any cell of any row is found, at that row alone."""
    rows = complete(example().tables)
    lock = lock_of(rows)
    table = data.draw(st.sampled_from([name for name, found in rows.items() if found]))
    row = data.draw(st.sampled_from(rows[table]))
    column = data.draw(st.sampled_from([name for name in row if name != "id" and isinstance(row[name], str)] or ["id"]))
    changed = {**rows, table: [each | {column: f"{each[column]}x"} if each is row else each for each in rows[table]]}
    found = {(finding.table, finding.key) for finding in changes(lock, changed)}
    assert found == ({(table, row["id"]), (table, f"{row['id']}x")} if column == "id" else {(table, row["id"])})


def test_a_lost_and_a_new_row_are_named() -> None:
    """What is new and what is gone are told apart."""
    rows = complete(example().tables)
    lock = lock_of(rows)
    lost = lock | {("places", "far-bank"): "0" * 64}
    assert ["no such row, while one is locked"] == [finding.found for finding in changes(lost, rows)]
    new = {row: digest for row, digest in lock.items() if row != ("places", "vellin")}
    assert ["a row that the lock does not have"] == [finding.found for finding in changes(new, rows)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff", "bytes that are no text, from byte 0 on"),
        (b"abc  places/vellin\n", "line 1, which is no digest, table and key: 'abc  places/vellin'"),
        (b"".join([b"0" * 64 + b"  places/vellin\n"] * 2), "line 2, which has places/vellin a second time"),
    ],
)
def test_a_damaged_lock_says_what_is_wrong(data: bytes, message: str) -> None:
    """A lock that cannot be read says where."""
    with pytest.raises(LockError, match=message.replace("(", r"\(")):
        parsed(data)


def test_a_check_looks_at_the_lock_when_it_is_asked_to(root: Path) -> None:
    """Changed rows are findings with the lock alone; a package that stands by itself is held against it too."""
    assert check(root, locked=True).ok
    file = root / "rows/places/vellin.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("12.5", "12.6"), encoding="utf-8")
    assert check(root).ok
    (outcome,) = (outcome for outcome in check(root).outcomes if outcome.code == "B014")
    assert (Result.NOT_EVALUATED, "the lock is looked at with --locked") == (outcome.result, outcome.reason)
    named = {(finding.table, finding.key) for finding in check(root, locked=True).findings if finding.code == "B014"}
    assert ("places", "vellin") in named
    package = root / "datapackage.json"
    assert check(package, locked=True).ok
    (root / LOCK).unlink()
    assert ["no such file"] == [finding.found for finding in check(package, locked=True).findings]


def test_a_lock_that_a_stranger_made_is_read_within_limits(root: Path) -> None:
    """A lock that is a link is not followed, and one that is larger than any is not read whole."""
    (root / LOCK).unlink()
    (root / LOCK).symlink_to("datapackage.json")
    assert ["a symbolic link"] == [finding.found for finding in check(root, locked=True).findings]
    (root / LOCK).unlink()
    with (root / LOCK).open("wb") as stream:
        stream.truncate(1 << 40)
    assert ["more than 67,108,864 bytes"] == [finding.found for finding in check(root, locked=True).findings]


def test_a_build_proves_its_lock(root: Path) -> None:
    """A lock that is gone, or is another one, is found by build --check."""
    (root / LOCK).write_bytes((root / LOCK).read_bytes()[1:])
    assert [("B014", "the lock of other rows, which summitdata check --locked names")] == [
        (finding.code, finding.found) for finding in check_built(root)
    ]
    (root / LOCK).unlink()
    assert [("B014", "no such file")] == [(finding.code, finding.found) for finding in check_built(root)]
