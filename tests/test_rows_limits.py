"""The limits of row files: nothing is lost without a word, and nothing within them is refused."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from small_rows import VALID, dataset
from summitdata.diagnostics import Diagnostic, Place
from summitdata.rows import FILE_RULES, codes, layout, read
from summitdata.rows.limits import MOST_FINDINGS, MOST_MARKS, excerpt, listed
from summitdata.rows.marks import heaps, without_heaps

_PLACES = st.builds(Place, st.just("rows/a.yaml"), st.integers(1, 300), st.integers(1, 5))
_RULES = st.sampled_from(list(FILE_RULES.values()))
_FINDINGS = st.lists(st.builds(lambda rule, place: rule.finding(place, "x"), _RULES, _PLACES), max_size=250)


@given(_FINDINGS)
def test_every_finding_is_listed_or_counted(findings: list[Diagnostic]) -> None:
    """The first hundred are given in order, and one more counts exactly those that are not."""
    given_ = listed(findings, "rows/a.yaml")
    different = set(findings)
    if len(different) <= MOST_FINDINGS:
        assert different == set(given_)
        return
    assert MOST_FINDINGS + 1 == len(given_)
    assert different >= set(given_[:-1])
    rest = sum(int(count) for count in re.findall(r"([0-9]+) of F", given_[-1].found))
    assert len(different) == MOST_FINDINGS + rest
    assert codes.MORE.code == given_[-1].code


@given(st.text(st.sampled_from("a\u0301\u0323\u4e00 \U0001f600"), max_size=200))
@example("a" + "\u0301" * (MOST_MARKS + 1) + "a\u0301")
def test_heaps_are_all_that_is_too_much(text: str) -> None:
    """What is left without its heaps has none, and is as long; text that Unicode calls stream-safe has none at all."""
    found = heaps(text)
    left = without_heaps(text, found, "?")
    assert len(text) == len(left)
    assert [] == heaps(left)
    marks = "".join("m" if unicodedata.combining(character) else "." for character in text)
    assert [match.span() for match in re.finditer(f"m{{{MOST_MARKS + 1},}}", marks)] == found


def test_a_record_that_was_not_read_to_its_end_is_known_to_be_torn(tmp_path: Path) -> None:
    """Where reading stopped, nothing is said to be missing."""
    text = VALID["actors/host.yaml"] + "".join(f"x{number}: [{'y,' * 2000}]\n" for number in range(10))
    reading = read(dataset(tmp_path, {"actors/host.yaml": text}))
    assert codes.TOO_MUCH.code in {finding.code for finding in reading.findings}
    assert codes.MISSING_KEY.code not in {finding.code for finding in reading.findings}


def test_a_folder_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    """The folder rows leads nowhere else."""
    root = dataset(tmp_path / "a", {})
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "rows").symlink_to(root / "rows")
    (finding,) = read(tmp_path / "b").findings
    assert (codes.LINK.code, "rows") == (finding.code, finding.place and finding.place.file)


def test_too_many_entries_of_a_folder_are_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with more entries than row files may be is not read to its end, and nothing of the dataset is."""
    root = dataset(tmp_path)
    monkeypatch.setattr(layout, "MOST_FILES", 2)
    (finding, *_) = read(root).findings
    assert (codes.TOO_LARGE_DATASET.code, "rows", "more than 2 entries in this folder") == (
        finding.code, finding.place and finding.place.file, finding.found
    )  # fmt: skip


def test_too_many_row_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of all folders together are counted, where none has too many."""
    root = dataset(tmp_path)
    monkeypatch.setattr(layout, "MOST_FILES", len(VALID) - 1)
    reading = read(root)
    assert [(codes.TOO_LARGE_DATASET.code, f"{len(VALID)} row files")] == [
        (finding.code, finding.found) for finding in reading.findings
    ]
    assert not any(reading.tables.values())


def test_a_folder_that_cannot_be_listed_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of the folder is told, and the others are read."""
    root = dataset(tmp_path)
    listed_ = os.scandir

    def scandir(folder: str | Path) -> object:
        if Path(folder) == root / "rows/places":
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed_(folder)

    monkeypatch.setattr("summitdata.rows.layout.os.scandir", scandir)
    reading = read(root)
    assert [(codes.UNREADABLE.code, "a folder that cannot be listed: Permission denied")] == [
        (finding.code, finding.found) for finding in reading.findings
    ]
    assert (0, 2) == (len(reading.tables["places"]), len(reading.tables["actors"]))


@pytest.mark.parametrize(("line", "expected"), [("a" * 2000, "a" * 2000), ("a" * 2001, None), ("", None)])
def test_long_lines_are_not_copied_into_findings(line: str, expected: str | None) -> None:
    """A line that nobody could read in a report stays in its file."""
    assert expected == excerpt([line], 1)
    assert excerpt([line], 2) is None
