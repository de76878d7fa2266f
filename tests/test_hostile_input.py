"""Hostile input: a part of the cases of ``proofs.hostile``, and the table of those that were met."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the cases are met by forked processes, and made with pipes and links", allow_module_level=True)

import proofs
from proofs.hostile.case import Case, Expected
from proofs.hostile.run import cases
from summitdata.catalogue import CATALOGUE

_TABLE = Path(__file__).parent.parent / "docs" / "proofs" / "hostile-input.csv"
_CASES = {(case.family, case.name): case for case in cases()}
_FEW = 2
"""How many cases of a family are met here; the command of the proof meets all."""


_MEET = """
import json, sys
from proofs.hostile.run import cases, meet
known = {(case.family, case.name): case for case in cases()}
found = ((family, name, meet(known[family, name])) for family, name in json.load(sys.stdin))
print(json.dumps([(family, name, met.outcome, met.codes, met.place) for family, name, met in found]))
"""

_WITH_TABLE = pytest.mark.xfail(not _TABLE.is_file(), reason="the proof was not run yet", strict=True)


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


_CHOSEN = [
    *_few(), _CASES["YAML", "billion laughs"], _CASES["YAML", "list of 60,000 commas"], _CASES["files", "pipe"],
    _CASES["YAML", "quotes that need not be"], _CASES["Parquet, built", "10 GB by dictionary, zstd"],
    _CASES["files of a package", "pipe for places.parquet"], _CASES["description", "pipe for datapackage.json"],
]  # fmt: skip


@pytest.fixture(scope="module")
def met() -> dict[tuple[str, str], tuple[str, str, str]]:
    """Give outcome, codes and place of the chosen cases, met by one process: it forks, and this one has threads."""
    wanted = json.dumps([(case.family, case.name) for case in _CHOSEN])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(*proofs.__path__).parent), *sys.path])}
    run = subprocess.run(
        [sys.executable, "-c", _MEET], input=wanted, capture_output=True, text=True, check=True, env=environment
    )
    return {(family, name): (*told,) for family, name, *told in json.loads(run.stdout)}


@pytest.mark.parametrize("case", _CHOSEN, ids=lambda case: f"{case.family}: {case.name}")
def test_cases_are_met(case: Case, met: dict[tuple[str, str], tuple[str, str, str]]) -> None:
    """Each is refused with codes that the catalogue has, at a place, or accepted where it is valid; none is bad."""
    outcome, codes, place = met[case.family, case.name]
    assert case.expected.value == outcome
    assert set(CATALOGUE) >= set(codes.split())
    assert bool(place) is (outcome == "refused")


@_WITH_TABLE
def test_the_table_has_every_case_and_no_bad_one() -> None:
    """The published table has each case of its families, at least 200, refused at a place or rightly accepted."""
    rows = _rows()
    families = {row["family"] for row in rows}
    assert sorted(key for key in _CASES if key[0] in families) == sorted((row["family"], row["case"]) for row in rows)
    assert len(rows) >= 200
    assert {"refused", "accepted"} == {row["outcome"] for row in rows}
    assert [] == [row for row in rows if row["outcome"] == "refused" and not row["place"]]
    assert set(CATALOGUE) >= {code for row in rows for code in row["codes"].split()}


@_WITH_TABLE
def test_valid_controls_are_accepted() -> None:
    """Among the cases are at least fifteen valid ones, and all of them are accepted."""
    valid = {key for key, case in _CASES.items() if case.expected is Expected.ACCEPTED}
    assert len(valid) >= 15
    assert {"accepted"} == {row["outcome"] for row in _rows() if (row["family"], row["case"]) in valid}
