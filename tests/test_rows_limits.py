"""The limits of row files: nothing is lost without a word, and nothing within them is refused."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_rows import VALID, dataset
from summitdata.diagnostics import Diagnostic, Place
from summitdata.rows import FILE_RULES, codes, read
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


@pytest.mark.parametrize(("line", "expected"), [("a" * 2000, "a" * 2000), ("a" * 2001, None), ("", None)])
def test_long_lines_are_not_copied_into_findings(line: str, expected: str | None) -> None:
    """A line that nobody could read in a report stays in its file."""
    assert expected == excerpt([line], 1)
    assert excerpt([line], 2) is None
