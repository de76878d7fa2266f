"""What is found does not depend on order, on names, on the machine's settings, or on rows that have no part in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from importlib.resources import as_file
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from random_worlds import judged, keys_in, world
from summitdata.diagnostics import Diagnostic
from summitdata.model import Rows
from summitdata.rules.example import folder

WORLDS = int(os.environ.get("SUMMITDATA_WORLDS", "150"))
"""How many datasets each property is tried on in one example; more can be asked for."""

OF_KEYS = {"A060", "P008", "R045", "R046", "R047", "R049", "R054", "R057", "R058", "R063", "W004"}
"""The rules that read the words of a key, which another key does not have."""

_DAY = re.compile("-[0-9]{4}-[0-9]{2}-[0-9]{2}")

NEAR = 3
"""A finding is related to a row that goes when so many references lead from one to the other."""

seeds = st.integers(min_value=0, max_value=2**32 - 1)
few = settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate])  # a seed has no smaller one


def _randomly(seed: int) -> tuple[Random, list[Rows]]:
    random = Random(seed)
    return random, [world(random) for _ in range(WORLDS)]


@few
@given(seeds)
def test_findings_do_not_depend_on_the_order_of_rows(seed: int) -> None:
    """Rows in any order give the same findings, word for word."""
    random, worlds = _randomly(seed)
    shuffled = [{table: random.sample(list(rows), len(rows)) for table, rows in each.items()} for each in worlds]
    found = judged(worlds)
    assert any(found)
    assert found == judged(shuffled)


@few
@given(seeds)
def test_findings_do_not_depend_on_names(seed: int) -> None:
    """Keys that are renamed consistently, and so stand in another order, give the same verdict on each row.

    That is so of every rule but those about how a key is made.
    """
    random, worlds = _randomly(seed)
    renamed, names = zip(*(_renamed(random, each) for each in worlds), strict=True)
    expected = [
        {(code, table, name.get(key), column) for code, table, key, column in _verdicts(found) if code not in OF_KEYS}
        for found, name in zip(judged(worlds), names, strict=True)
    ]
    actual = [{verdict for verdict in _verdicts(found) if verdict[0] not in OF_KEYS} for found in judged(renamed)]
    assert any(actual)
    assert expected == actual


def _renamed(random: Random, rows: Rows) -> tuple[Rows, dict[str, str]]:
    """Give every key of a file another name, the same wherever it stands.

    What a key says besides is kept: a day, and the numbers within a file.
    """
    keys = sorted({key for table, records in rows.items() for row in records for key in keys_in(row, table).values()})
    files = sorted({key.partition(".")[0] for key in keys})
    numbers = random.sample(range(len(files)), len(files))
    others = {file: f"k{number}{''.join(_DAY.findall(file))}" for file, number in zip(files, numbers, strict=True)}
    names = {key: others[key.partition(".")[0]] + "".join(key.partition(".")[1:]) for key in keys}
    return {
        table: [row | {column: names[key] for column, key in keys_in(row, table).items()} for row in records]
        for table, records in rows.items()
    }, names


@few
@given(seeds)
def test_a_row_that_goes_is_missed_only_by_its_relations(seed: int) -> None:
    """Removing a row invents findings only in rows that few references lead to from it."""
    random, worlds = _randomly(seed)
    pairs = [_without_one(random, each) for each in worlds]
    for each, before, after, (_, gone) in zip(
        worlds, judged(worlds), judged([less for less, _ in pairs]), pairs, strict=True
    ):
        near = _near(each, gone)
        invented = {finding for finding in _verdicts(after) - _verdicts(before) if (finding[1], finding[2]) not in near}
        assert invented == set(), f"without {sorted(gone)}"


def _verdicts(findings: frozenset[Diagnostic]) -> set[tuple[str, str, str, str | None]]:
    return {(finding.code, str(finding.table), str(finding.key), finding.column) for finding in findings}


def _without_one(random: Random, rows: Rows) -> tuple[Rows, set[tuple[str, str]]]:
    """Remove one row with everything that is nested in it."""
    table, key = random.choice([(table, str(row["id"])) for table, records in rows.items() for row in records])
    gone = {
        (name, str(row["id"]))
        for name, records in rows.items()
        for row in records
        if (name, row["id"]) == (table, key) or str(row["id"]).startswith(f"{key}.")
    }
    return {
        name: [row for row in records if (name, str(row["id"])) not in gone] for name, records in rows.items()
    }, gone


def _near(rows: Rows, start: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Give the rows to which at most NEAR references lead, either way."""
    standing = defaultdict(set)
    held = {}
    for table, records in rows.items():
        for row in records:
            held[table, str(row["id"])] = set(keys_in(row, table).values())
            for key in held[table, str(row["id"])]:
                standing[key].add((table, str(row["id"])))
    near, edge = set(start), set(start)
    for _ in range(NEAR):
        edge = {other for row in edge for key in held[row] for other in standing[key]} - near
        near |= edge
    return near


@pytest.mark.parametrize("seed", range(1, 2))
def test_the_report_does_not_depend_on_the_machine(tmp_path: Path, seed: int) -> None:
    """Locale, time zone, hash seed and the order in which files were made change no byte of the report."""
    with as_file(folder()) as example:
        files = sorted(file for file in (example / "rows").rglob("*.yaml"))
        reports = set()
        for number, environment in enumerate(
            (
                {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
                {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Seoul", "PYTHONHASHSEED": "1"},
                {"LC_ALL": "ja_JP.UTF-8", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
            )
        ):
            copy = tmp_path / str(number) / "dataset"
            for file in Random(number).sample(files, len(files)):
                to = copy / "rows" / file.relative_to(example / "rows")
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, to)
            _damage(copy, Random(seed))
            run = subprocess.run(
                [sys.executable, "-m", "summitdata", "check", "dataset", "--format", "json"],
                cwd=copy.parent, env=os.environ | environment, capture_output=True, check=False,
            )  # fmt: skip
            assert run.returncode == 1, run.stderr
            reports.add(run.stdout)
    (report,) = reports
    assert json.loads(report)["findings"]


def _damage(root: Path, random: Random) -> None:
    """Change a letter in each of several files."""
    for file in random.sample(sorted(root.rglob("*.yaml")), 6):
        text = file.read_text(encoding="utf-8")
        place = random.randrange(text.index("\n"), len(text) - 1)
        file.write_text(f"{text[:place]}q{text[place + 1 :]}", encoding="utf-8")
