"""Checking rows, built packages and both: what is reported, where, and what is not called passed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from golden_files import golden
from summitdata.build import build
from summitdata.checking import NoDatasetError, check
from summitdata.diagnostics import Report, Result, Severity
from summitdata.reports.text import render
from summitdata.rules import RULES
from summitdata.rules.checks import CHECKS
from summitdata.rules.context import Frames
from summitdata.rules.example import folder
from summitdata.rules.language import Query, change, patch, rule
from summitdata.rules.run import RuleError
from summitdata.rules.schema import ChecksAreOffError

SOUTH, NORTH = "rows/sources/south-wire-2020-05-05.yaml", "rows/sources/north-wire-2020-05-05.yaml"
PACKAGE = """\
# yaml-language-server: $schema=../schema/package.json
name: example
title: Example
description: An invented dataset.
version: "0.1.0"
created: "2020-06-01"
contributors:
  us:
    title: Us
    role: publisher
licences:
  data:
    name: CC0-1.0
    title: CC0
    path: "https://creativecommons.org/publicdomain/zero/1.0/"
"""

Edit = Callable[[str, str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the example dataset."""
    with as_file(folder()) as example:
        shutil.copytree(example / "rows", tmp_path / "dataset" / "rows")
    return tmp_path / "dataset"


@pytest.fixture
def edit(root: Path) -> Edit:
    """Replaces the first occurrence of some words in a row file of the copy."""

    def replace(file: str, words: str, others: str) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert words in text
        (root / file).write_text(text.replace(words, others, 1), encoding="utf-8")

    return replace


@pytest.fixture
def package(root: Path) -> Path:
    """A copy of the example dataset, built."""
    (root / "rows" / "package.yaml").write_text(PACKAGE, encoding="utf-8")
    assert build(root).ok
    return root


def _found(report: Report) -> set[tuple[str, str | None]]:
    return {(finding.code, finding.key) for finding in report.findings}


def _results(report: Report) -> dict[str, Result]:
    return {outcome.code: outcome.result for outcome in report.outcomes}


def _reasons(report: Report) -> dict[str, str | None]:
    return {outcome.code: outcome.reason for outcome in report.outcomes}


def _reported(report: Report, where: Path) -> str:
    return render(report).replace(str(where), "dataset")


def test_a_valid_dataset_passes(root: Path) -> None:
    """Nothing is found in rows that keep every rule, and every check is listed with its result."""
    report = check(root)
    assert ((), True) == (report.findings, report.ok)
    assert list(CHECKS) == [outcome.code for outcome in report.outcomes]
    left_out = {code for code, result in _results(report).items() if result is Result.NOT_EVALUATED}
    assert {"F050", "X008", *(code for code in CHECKS if code.startswith("B"))} == left_out
    assert (5, 7, 3) == (report.rows["sources"], report.rows["events"], report.rows["quotes"])
    assert golden("reports/clean.txt", _reported(report, root)) == _reported(report, root)


def test_three_mistakes_of_three_families(root: Path, edit: Edit) -> None:
    """Each mistake is told with its file, line and column, the key, what must hold, what was found, and the mend."""
    edit(NORTH, "event: strait-summit\n    property: date", "event: strait-sumit\n    property: date")
    edit(SOUTH, "as_printed: on Monday", "as_printed: on Sunday")
    edit("rows/places/vellin.yaml", "kind: city", "kind: citty")
    report = check(root)
    assert {
        ("R001", "north-wire-2020-05-05.c2"),
        ("C011", "south-wire-2020-05-05.c2"),
        ("S004", "vellin"),
    } == _found(report)
    assert golden("reports/three-mistakes.txt", _reported(report, root)) == _reported(report, root)
    assert not report.ok


def test_findings_stand_where_the_cell_stands(root: Path, edit: Edit) -> None:
    """A finding has the line and the column of the cell, and the line itself."""
    edit(NORTH, "value: vellin", "value: velin")
    (finding,) = check(root).findings
    assert finding.place is not None
    assert (NORTH, "value: velin") == (finding.place.file, str(finding.excerpt).strip())
    line = (root / NORTH).read_text(encoding="utf-8").split("\n")[finding.place.line - 1]
    assert "velin" == line[finding.place.column - 1 :][: finding.place.width]
    assert finding.fix.startswith("Did you mean 'vellin'?")


def test_a_key_like_no_other_has_no_proposal(root: Path, edit: Edit) -> None:
    """Where no key is near the wrong one, the mend proposes none."""
    edit(NORTH, "value: vellin", "value: zzzzzzzz")
    (finding,) = check(root, select=["R007"]).findings
    assert RULES["R007"].fix == finding.fix


def test_the_folder_of_rows_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder rows may be given itself, from wherever it is seen."""
    expected = check(root, select=["R002"])
    assert expected == check(root / "rows", select=["R002"])
    monkeypatch.chdir(root / "rows")
    assert expected.outcomes == check(".", select=["R002"]).outcomes
    monkeypatch.chdir(root)
    assert expected.outcomes == check("rows", select=["R002"]).outcomes


def test_what_cannot_be_read_is_not_called_missing(root: Path, edit: Edit) -> None:
    """Where a file hides records, rules that conclude from absence are not evaluated, and nothing follows from it."""
    edit(SOUTH, "title: Strait", "title: [Strait")
    report = check(root)
    assert {"F"} == {finding.code[0] for finding in report.findings}
    results = _results(report)
    assert {Result.NOT_EVALUATED} == {results[code] for code, each in RULES.items() if each.closed}
    assert {"not every record of rows/sources/south-wire-2020-05-05.yaml could be read"} == {
        _reasons(report)[code] for code, each in RULES.items() if each.closed and code != "X008"
    }
    assert golden("reports/torn.txt", _reported(report, root)) == _reported(report, root)


def test_a_misspelt_key_of_nested_records_hides_them(root: Path, edit: Edit) -> None:
    """Claims below a key that does not exist are not missing but unread."""
    edit(SOUTH, "claims:", "claim:")
    report = check(root)
    assert {"F030"} == {finding.code for finding in report.findings}
    assert Result.NOT_EVALUATED is _results(report)["R001"]


def test_a_file_with_another_ending_hides_a_record(root: Path) -> None:
    """A record that nobody reads is not missing."""
    (root / SOUTH).rename(root / SOUTH.replace(".yaml", ".yml"))
    assert {"F005"} == {finding.code for finding in check(root).findings}


def test_one_mistake_is_told_once(root: Path, edit: Edit) -> None:
    """A cell that cannot be read, or breaks its schema, has no further findings in its row."""
    edit(NORTH, 'value: "2020-05-04"', "value: Monday")
    assert {("F044", "north-wire-2020-05-05.c2")} == _found(check(root))
    edit(NORTH, "value: Monday", 'value: "2020-05-04"')
    edit(NORTH, "origin_note: The dateline names the agency.\n", "")
    assert {("F031", "north-wire-2020-05-05")} == _found(check(root))
    edit(NORTH, "rights: quotation\n", "rights: quotation\norigin_note: Told by the dateline.\n")
    edit(SOUTH, "form: partial", "form: partly")
    edit(SOUTH, "speaker_printed: Lindqvist", "speaker_printed: Lindquist")
    assert {("S004", "south-wire-2020-05-05.r1")} == _found(check(root))


def test_every_limit_of_a_check_is_said(root: Path, edit: Edit) -> None:
    """A rule that failed tells both that rows were left out and that records could not be read."""
    edit(SOUTH, "form: partial", "form: partly")
    edit(SOUTH, "speaker_printed: Lindqvist", "speaker_printed: Lindquist")
    edit(SOUTH, "speaker_printed: Okafor", "speaker_printed: Okofor")
    (root / "rows/places/vellin.yaml").rename(root / "rows/places/vellin.yml")
    outcome = next(outcome for outcome in check(root).outcomes if outcome.code == "A002")
    assert Result.FAILED is outcome.result
    expected = (
        "not every record of rows/places/vellin.yml could be read; 1 row left out, which another check has findings in"
    )
    assert expected == outcome.reason


def test_what_is_left_out_is_said(root: Path, edit: Edit) -> None:
    """A rule whose every finding follows from another check did not pass."""
    edit(SOUTH, "form: partial", "form: partly")
    edit(SOUTH, "speaker_printed: Lindqvist", "speaker_printed: Lindquist")
    outcome = next(outcome for outcome in check(root).outcomes if outcome.code == "A002")
    assert Result.NOT_EVALUATED is outcome.result
    assert "1 row left out, which another check has findings in" == outcome.reason


def test_select_and_ignore(root: Path, edit: Edit) -> None:
    """Checks are chosen by code or by the beginning of one; what was not chosen did not pass."""
    edit(NORTH, "value: vellin", "value: velin")
    edit(SOUTH, "as_printed: on Monday", "as_printed: on Sunday")
    assert {"R007", "C011"} == {finding.code for finding in check(root).findings}
    report = check(root, select=["C"], ignore=["C01"])
    assert () == report.findings
    report = check(root, select=["R0", "C011"], ignore=["R007"])
    assert {"C011"} == {finding.code for finding in report.findings}
    outcomes = {outcome.code: outcome for outcome in report.outcomes}
    assert (Result.NOT_EVALUATED, "it was not selected") == (outcomes["R007"].result, outcomes["R007"].reason)
    assert (Result.FAILED, 1) == (outcomes["C011"].result, outcomes["C011"].count)
    assert Result.PASSED is outcomes["R001"].result


def test_after_rules_hold_when_one_rule_is_selected(root: Path, edit: Edit) -> None:
    """Choosing a rule does not make it tell of rows that a rule before it would have kept from it."""
    edit(
        "rows/discrepancies/okafor-words-one-side.yaml",
        "claim: south-wire-2020-05-05.c6",
        "claim: south-wire-2020-05-05.c66",
    )
    edit("rows/discrepancies/okafor-words-one-side.yaml", "source: south-wire", "source: south-wyre")
    report = check(root, select=["R004"])
    assert () == report.findings


def test_nothing_to_check(tmp_path: Path) -> None:
    """A path without a dataset is a mistake of the caller."""
    with pytest.raises(NoDatasetError, match="There is no folder"):
        check(tmp_path / "nowhere")
    with pytest.raises(NoDatasetError, match=r"holds neither a folder rows nor a datapackage\.json"):
        check(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(NoDatasetError, match="There is no folder"):
        check(tmp_path / "file")


def test_a_package_beside_its_rows(package: Path, edit: Edit) -> None:
    """A package that holds what the rows say passes; one that is older is information, and the run does not fail."""
    report = check(package)
    assert (True, Result.PASSED) == (report.ok, _results(report)["B007"])
    edit("rows/places/vellin.yaml", "name: Vellin", "name: Vellin Town")
    report = check(package)
    assert ({"B007"}, True) == ({finding.code for finding in report.findings}, report.ok)
    assert {Severity.INFORMATION} == {finding.severity for finding in report.findings}


def test_a_damaged_package_beside_its_rows(package: Path) -> None:
    """A table that is not the file which the descriptor describes is an error, whatever the rows say."""
    file = package / "places.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    report = check(package)
    assert ({"B004"}, False) == ({finding.code for finding in report.findings}, report.ok)


def test_rows_with_errors_are_not_held_against_a_package(package: Path, edit: Edit) -> None:
    """A package cannot be judged by rows that cannot be read."""
    edit(NORTH, 'value: "2020-05-04"', "value: Monday")
    report = check(package)
    assert {"F044"} == {finding.code for finding in report.findings}
    assert Result.NOT_EVALUATED is _results(report)["B007"]


def test_a_package_without_a_description(package: Path) -> None:
    """Rows beside built tables say what the package is."""
    (package / "rows" / "package.yaml").unlink()
    report = check(package)
    assert {"B011"} == {finding.code for finding in report.findings}
    assert Result.NOT_EVALUATED is _results(report)["B007"]


@pytest.fixture
def alone(package: Path) -> Path:
    """A built package without row files."""
    shutil.rmtree(package / "rows")
    return package


def test_a_package_alone(alone: Path) -> None:
    """A package without rows is checked as it is: schemas, rules, and what follows from its evidence."""
    report = check(alone)
    assert ((), True) == (report.findings, report.ok)
    results = _results(report)
    assert Result.PASSED is results["X008"]
    assert {Result.PASSED} == {results[code] for code in CHECKS if code[0] in "SRCAXPE"}
    assert {Result.NOT_EVALUATED} == {results[code] for code in CHECKS if code[0] == "F"}
    assert {"B002", "B003", "B004", "B005", "B012", "B013"} == {
        code for code in CHECKS if code[0] == "B" and results[code] is Result.PASSED
    }
    assert report.outcomes == check(alone / "datapackage.json").outcomes


def _rewrite(root: Path, name: str, change_table: Callable[[pa.Table], pa.Table]) -> None:
    """Change a table of a package that records no hashes, as a stranger's may not."""
    descriptor = (root / "datapackage.json").read_text(encoding="utf-8")
    (root / "datapackage.json").write_text(descriptor.replace('"hash"', '"other"'), encoding="utf-8")
    table = pq.ParquetFile(root / f"{name}.parquet").read()
    pq.write_table(change_table(table), root / f"{name}.parquet")


def _with(table: pa.Table, name: str, values: pa.Array[Any] | pa.ChunkedArray[Any]) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, values)


def test_a_conclusion_that_does_not_follow(alone: Path) -> None:
    """A count that was written by hand is found, with the table's file as its place."""
    _rewrite(alone, "quotes", lambda table: _with(table, "renderings", pa.array([9, 3, 1], pa.int32())))
    report = check(alone)
    assert {("X008", "joint-strait-belongs"), ("X008", "lindqvist-first-ferry")} >= _found(report) > set()
    assert {"quotes.parquet"} == {finding.place.file for finding in report.findings if finding.place}
    assert golden("reports/package.txt", _reported(report, alone)) == _reported(report, alone)


def test_a_package_with_other_columns(alone: Path) -> None:
    """Tables with other columns or types are told of, and the rules are not evaluated."""
    _rewrite(alone, "places", lambda table: table.drop_columns(["note"]))
    _rewrite(alone, "runs", lambda table: _with(table, "start", table["start"].cast(pa.string())))
    report = check(alone)
    assert {("S009", None), ("S002", None)} == _found(report)
    assert {Result.NOT_EVALUATED} == {_results(report)[code] for code in RULES}


def test_a_package_with_bad_cells(alone: Path) -> None:
    """A cell that breaks its schema is found with its key, and its row is held against no rule."""
    _rewrite(alone, "places", lambda table: _with(table, "within", pa.array(["No Slug", None, "norvale"])))
    assert {("S003", "estmark")} == _found(check(alone))


def test_a_package_with_rows_without_keys(alone: Path) -> None:
    """Rows without a key break their schema; nothing else is said of them, and the run goes on."""
    _rewrite(alone, "runs", lambda table: _with(table, "id", pa.array([None], pa.string())))
    report = check(alone)
    assert {("S001", None)} == _found(report)
    assert Result.PASSED is _results(report)["R001"]


def test_a_package_that_lacks_files(alone: Path) -> None:
    """A table whose file is missing or damaged is found; what was not looked at did not pass."""
    (alone / "runs.parquet").unlink()
    (alone / "names.parquet").write_bytes(b"PAR1")
    report = check(alone)
    assert {("B003", None), ("B004", None)} == _found(report)
    assert {Result.NOT_EVALUATED} == {_results(report)[code] for code in RULES}
    assert "the tables ['runs', 'names'] are not there" == _reasons(report)["S001"]


def test_a_package_with_a_file_that_is_no_parquet(alone: Path) -> None:
    """Where no hash is recorded, a file that is no Parquet is found when it is opened."""
    _rewrite(alone, "runs", lambda table: table)
    (alone / "names.parquet").write_bytes(b"PAR1 or not PAR1")
    assert {("B005", None)} == _found(check(alone))


def test_a_package_that_lacks_a_table(alone: Path) -> None:
    """A table that the descriptor does not name is found."""
    descriptor = (alone / "datapackage.json").read_text(encoding="utf-8")
    (alone / "datapackage.json").write_text(descriptor.replace('"name": "runs"', '"name": "walks"'), encoding="utf-8")
    report = check(alone)
    assert {"B003"} == {finding.code for finding in report.findings}


def test_a_package_without_a_descriptor_that_can_be_read(alone: Path) -> None:
    """A damaged descriptor is a finding, and nothing else passes."""
    (alone / "datapackage.json").write_text("{", encoding="utf-8")
    report = check(alone)
    assert {"B002"} == {finding.code for finding in report.findings}
    assert Result.PASSED not in _results(report).values()


def test_a_rule_that_fails_stops_the_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in a rule is an internal error that names the rule, and no report says that anything passed."""
    patches = [patch("It breaks.", change("places", "vellin", name="x"))]

    @rule("Z999", table="places", column="name", breaks=patches, holds=patches)
    def broken(frames: Frames) -> Query:
        """S.

        Why:
            W.

        Fix:
            F.
        """
        return frames["places"].select(id=nw.col("name").str.to_datetime(format="%Y").cast(nw.String))

    monkeypatch.setitem(RULES, "Z999", broken)
    with pytest.raises(RuleError, match=r"rule Z999 \(broken\) failed"):
        check(root)


def test_checks_that_are_off_stop_the_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in which pandera's expressions would accept anything ends, though they found nothing."""
    assert check(root).ok
    monkeypatch.setattr("summitdata.rules.screening._flaws", lambda _table, _cells, _alike: frozenset())
    with pytest.raises(ChecksAreOffError, match=r"passed pandera's expressions: \[\('S001', 'name'\), "):
        check(root)


def test_checks_that_are_off_tell_of_nothing(root: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in which pandera's own backend would accept anything ends before that tells what is wrong."""
    edit("rows/places/vellin.yaml", "kind: city", "kind: citty")
    monkeypatch.setattr("summitdata.rules.schema._failures", lambda _table, _frame: [])
    with pytest.raises(ChecksAreOffError, match="passed pandera's checks"):
        check(root)


def test_reports_are_the_same_at_every_run(root: Path, edit: Edit) -> None:
    """Two runs over the same rows give equal reports."""
    edit(NORTH, "value: vellin", "value: velin")
    edit(SOUTH, "as_printed: on Monday", "as_printed: on Sunday")
    assert check(root) == check(root)


def test_importing_the_package_does_not_import_the_checker() -> None:
    """The checker and its libraries are imported by who checks, and by nobody else."""
    script = (
        "import sys, summitdata; print([m for m in ('summitdata.checking', 'polars', 'pandera') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "[]" == run.stdout.strip()


def test_the_version_is_that_of_the_checker(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report says which version checked, also where that cannot be told."""

    def missing(_name: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", lambda _name: "1.2.3")
    assert "1.2.3" == check(root, select=["R002"]).version
    monkeypatch.setattr(metadata, "version", missing)
    assert "uninstalled" == check(root, select=["R002"]).version
