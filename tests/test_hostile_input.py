"""Hostile input: a part of the cases of ``proofs/hostile_input.py``, and the table of all of them."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the cases are met by forked processes, and made with pipes and links", allow_module_level=True)

from hostile_case import Case, Expected
from hostile_input import cases, meet
from summitdata.catalogue import CATALOGUE

_TABLE = Path(__file__).parent.parent / "docs" / "proofs" / "hostile-input.csv"
_CASES = {(case.family, case.name): case for case in cases()}
_FEW = 2
"""How many cases of a family are met here; the command of the proof meets all."""


def _few() -> list[Case]:
    seen: Counter[str] = Counter()
    chosen = []
    for case in _CASES.values():
        seen[case.family] += case.expected is Expected.REFUSED
        if case.expected is Expected.REFUSED and seen[case.family] <= _FEW and case.command != ("check",):
            chosen.append(case)
    return chosen


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    "case",
    [
        *_few(), _CASES["YAML", "billion laughs"], _CASES["YAML", "list of 60,000 commas"], _CASES["files", "pipe"],
        _CASES["YAML", "quotes that need not be"], _CASES["Parquet, built", "10 GB by dictionary, zstd"],
        _CASES["files of a package", "pipe for places.parquet"], _CASES["description", "pipe for datapackage.json"],
    ],
    ids=lambda case: f"{case.family}: {case.name}",
)  # fmt: skip
def test_cases_are_met(case: Case) -> None:
    """What comes of a case today is what the published table says, by outcome, codes and place."""
    row = next(row for row in _rows() if (row["family"], row["case"]) == (case.family, case.name))
    met = meet(case)
    assert row["outcome"] == met.outcome
    assert row["codes"] == met.codes
    assert row["place"] == met.place


def test_the_table_has_every_case_and_no_bad_one() -> None:
    """The published table is of these very cases, at least 200, and each was refused at a place or rightly accepted."""
    rows = _rows()
    assert list(_CASES) == [(row["family"], row["case"]) for row in rows]
    assert len(rows) >= 200
    assert {"refused", "accepted"} == {row["outcome"] for row in rows}
    assert [] == [row for row in rows if row["outcome"] == "refused" and not row["place"]]
    assert set(CATALOGUE) >= {code for row in rows for code in row["codes"].split()}


def test_valid_controls_are_accepted() -> None:
    """Among the cases are at least fifteen valid ones, and all of them are accepted."""
    valid = {key for key, case in _CASES.items() if case.expected is Expected.ACCEPTED}
    assert len(valid) >= 15
    assert {"accepted"} == {row["outcome"] for row in _rows() if (row["family"], row["case"]) in valid}
