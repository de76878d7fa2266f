"""The options of the check: a least severity, mending, and what is new since a revision."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.resources import as_file
from pathlib import Path

import pytest

from golden_files import golden
from summitdata.checking import check
from summitdata.checking.fixing import FIXABLE, mend
from summitdata.checking.since import check_since
from summitdata.cli.answers import View
from summitdata.diagnostics import Result, Severity
from summitdata.display.console import PLAIN_WIDTH
from summitdata.errors import NoDatasetError, RevisionError, UnknownNameError
from summitdata.reports.diff import render
from summitdata.reports.text import render as report_text
from summitdata.rows import format_rows
from summitdata.rules.example import folder

NORTH = "rows/sources/north-wire-2020-05-05.yaml"
LEADER = "rows/actors/mara-lindqvist.yaml"
PLACE = "rows/places/vellin.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the example dataset."""
    with as_file(folder()) as example:
        shutil.copytree(example / "rows", tmp_path / "work" / "dataset" / "rows")
    return tmp_path / "work" / "dataset"


def _edit(root: Path, file: str, words: str, others: str) -> None:
    data = (root / file).read_bytes()
    assert words.encode() in data
    (root / file).write_bytes(data.replace(words.encode(), others.encode(), 1))


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS", "NO_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", "summitdata", *map(str, arguments)],
        capture_output=True, text=True, check=False, env=plain,
    )  # fmt: skip


def test_findings_below_a_severity_are_left_out_and_counted(root: Path) -> None:
    """What is below the least severity is not shown and fails no run, and the report says how much that is."""
    (root / "rows/actors/nils-berg.yaml").write_bytes(
        (root / LEADER).read_bytes().partition(b"\n")[0] + b"\nname: Nils Berg\nkind: person\n"
    )
    everything = check(root)
    assert ({Severity.WARNING}, False) == ({each.severity for each in everything.findings}, everything.ok)
    count = len(everything.findings)
    report = check(root, severity="error")
    assert ((), True) == (report.findings, report.ok)
    what = "1 finding below severity error is" if count == 1 else f"{count} findings below severity error are"
    assert (f"{what} not shown.",) == report.notes
    assert everything.outcomes == report.outcomes
    assert report.notes[0] in report_text(report)
    assert check(root, severity=Severity.WARNING) == everything
    (root / PLACE).unlink()
    assert not check(root, severity="error").ok


def test_a_severity_that_is_none() -> None:
    """A severity that does not exist is misuse, told with the nearest."""
    with pytest.raises(UnknownNameError, match=r"There is no severity 'eror'\. Did you mean 'error'"):
        check("nowhere", severity="eror")


def test_the_command_takes_a_severity(root: Path) -> None:
    """On the command line, warnings fail the run unless errors alone are asked for."""
    (root / "rows/actors/nils-berg.yaml").write_bytes(
        (root / LEADER).read_bytes().partition(b"\n")[0] + b"\nname: Nils Berg\nkind: person\n"
    )
    assert 1 == _run("check", root).returncode
    done = _run("check", root, "--severity", "error")
    assert 0 == done.returncode
    assert "below severity error" in done.stdout


def test_each_file_is_mended_in_one_step(root: Path) -> None:
    """Every check that is called fixable is mended, nothing else is touched, and the diff shows what was hidden."""
    before = {path: path.read_bytes() for path in (root / "rows").rglob("*.yaml")}
    _edit(root, LEADER, "# yaml", "\ufeff# yaml")
    _edit(root, NORTH, "\n", "\r\n")
    _edit(root, PLACE, "name: Vellin", 'name: "Vellin"')
    mended = mend(root, lambda _code: True)
    assert ({LEADER, NORTH, PLACE}, ()) == ({file.file for file in mended.files}, mended.findings)
    assert before == {path: path.read_bytes() for path in (root / "rows").rglob("*.yaml")}
    assert () == format_rows(root, check=True).findings
    text = "\n".join(render(f"dataset/{file.file}", file.before, file.after) for file in mended.files)
    assert golden("reports/fix.diff", text) == text
    assert {"F011", "F012", "F017", "F027", "F050"} == FIXABLE


def test_only_what_was_chosen_is_mended(root: Path) -> None:
    """A file without a finding of the chosen checks is left as it is."""
    _edit(root, LEADER, "# yaml", "\ufeff# yaml")
    _edit(root, PLACE, "name: Vellin", 'name: "Vellin"')
    mended = mend(root, lambda code: code == "F011")
    assert [LEADER] == [file.file for file in mended.files]


def test_a_file_that_a_rewrite_could_harm_is_left_alone(root: Path) -> None:
    """A comment would be lost in a rewrite, so the file is not mended and its finding stays."""
    _edit(root, PLACE, "kind: city", "kind: city # or a town?")
    _edit(root, PLACE, "\n", "\r\n")
    data = (root / PLACE).read_bytes()
    assert () == mend(root, lambda _code: True).files
    assert data == (root / PLACE).read_bytes()
    assert {"F012", "F026"} <= {finding.code for finding in check(root).findings}


def test_a_file_that_cannot_be_written_is_told(root: Path) -> None:
    """Where the system refuses to write, the file is as it was, and the command says so."""
    long = f"rows/actors/{'a' * 248}.yaml"
    (root / long).write_bytes((root / LEADER).read_bytes().replace(b"\n", b"\r\n"))
    mended = mend(root, lambda _code: True)
    assert ["F051"] == [finding.code for finding in mended.findings]
    done = _run("check", root, "--fix")
    assert 2 == done.returncode
    assert "F051" in done.stderr


def test_fix_on_the_command_line(root: Path) -> None:
    """The command shows the diff, writes, checks again, and fails with what is left."""
    _edit(root, PLACE, "name: Vellin", 'name: "Vellin"')
    _edit(root, NORTH, "value: vellin", "value: velin")
    done = _run("check", root, "--fix")
    assert (1, "") == (done.returncode, done.stderr)
    shown = done.stdout.replace(str(root), "dataset")
    assert golden("reports/fix.txt", shown) == shown
    again = _run("check", root, "--fix", "--format", "json")
    assert again.stderr.startswith("There was nothing to mend.")
    assert again.stdout.startswith("{")
    _edit(root, PLACE, "name: Vellin", 'name: "Vellin"')
    unknown = _run("check", root, "--fix", "--select", "Q")
    assert (2, True) == (unknown.returncode, b'"Vellin"' in (root / PLACE).read_bytes())


def test_a_package_cannot_be_mended(dataset: Path, tmp_path: Path) -> None:
    """A built package has no row files, so --fix is misuse there."""
    for file in [*dataset.glob("*.parquet"), dataset / "datapackage.json"]:
        shutil.copy(file, tmp_path)
    done = _run("check", tmp_path, "--fix")
    assert 2 == done.returncode
    assert "--fix mends row files" in done.stderr


@pytest.fixture
def repository(root: Path) -> Path:
    """The copy in a git repository, with a mistake that was committed."""
    _edit(root, NORTH, "value: vellin", "value: velin")
    _git(root.parent, "init", "--quiet")
    _commit(root)
    return root


def _git(folder: Path, *arguments: str) -> None:
    program = shutil.which("git")
    assert program is not None
    name = ["-c", "user.name=A tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run([program, *name, *arguments], cwd=folder, check=True, capture_output=True)


def _commit(root: Path) -> None:
    _git(root.parent, "add", "--all")
    _git(root.parent, "commit", "--quiet", "--allow-empty", "--message", "Rows")


def test_only_what_is_new_since_a_revision_is_shown(repository: Path) -> None:
    """A mistake that was there before is not shown, wherever its line is now; a new one is, and so is what follows."""
    report = check_since(repository, "HEAD")
    assert ((), True) == (report.findings, report.ok)
    assert "1 finding, which was there before, is not shown." in report.notes
    _edit(repository, PLACE, "kind: city", "kind: citty")
    report = check_since(repository, "HEAD")
    assert {"S004"} == {finding.code for finding in report.findings}
    (repository / "rows/actors/nils-berg.yaml").write_bytes(
        (repository / LEADER).read_bytes().partition(b"\n")[0] + b"\nname: Nils Berg\nkind: person\ncountry: SE\n"
    )
    report = check_since(repository / "rows", "HEAD")
    assert ({"S004", "R011"}, False) == ({finding.code for finding in report.findings}, report.ok)
    text = report_text(report).replace(str(repository), "dataset")
    assert golden("reports/since.txt", text) == text
    assert {"R007"} == {outcome.code for outcome in report.outcomes if outcome.result is Result.FAILED} - {
        finding.code for finding in report.findings
    }
    assert {"S004"} == {finding.code for finding in check_since(repository, "HEAD", severity="error").findings}


def test_an_old_finding_in_a_changed_file_is_shown(repository: Path) -> None:
    """Whoever edits a file sees all that is found in it."""
    _edit(repository, NORTH, "title: ", "title: The ")
    assert {"R007"} == {finding.code for finding in check_since(repository, "HEAD").findings}


def test_an_edit_in_one_file_that_breaks_another(repository: Path) -> None:
    """A finding in a file that has not changed is shown where the edit brought it."""
    (repository / PLACE).unlink()
    files = {finding.place.file for finding in check_since(repository, "HEAD").findings if finding.place}
    assert files
    assert PLACE not in files


def test_a_revision_without_rows_and_with_links(repository: Path) -> None:
    """At a revision that had no rows everything is new; a link that was committed is one there too."""
    _git(repository.parent, "checkout", "--quiet", "--orphan", "other")
    _git(repository.parent, "rm", "--quiet", "-r", "--cached", ".")
    _git(repository.parent, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    report = check_since(repository, "other")
    assert {"R007"} == {finding.code for finding in report.findings}
    (repository / "rows/actors/link.yaml").symlink_to("mara-lindqvist.yaml")
    _commit(repository)
    assert () == check_since(repository, "HEAD").findings


def test_a_package_beside_the_rows_is_judged_as_it_is(repository: Path) -> None:
    """What could not be evaluated at the revision is shown, since nobody knows whether it is new."""
    (repository / "places.parquet").write_bytes(b"PAR1")
    (repository / "rows/package.yaml").unlink(missing_ok=True)
    report = check_since(repository, "HEAD")
    assert {"B011"} == {finding.code for finding in report.findings}


@pytest.mark.parametrize("revision", ["", "-h", "--output=x", "nowhere", "HEAD~9"])
def test_revisions_that_are_none(repository: Path, revision: str) -> None:
    """A revision that does not exist, or looks like an option, is misuse."""
    with pytest.raises(RevisionError, match="no revision"):
        check_since(repository, revision)


def test_a_comparison_is_asked_for_as_a_check_is(root: Path) -> None:
    """A severity, a code or a rule that is none is told as check() tells it, and a severity before anything is run."""
    with pytest.raises(UnknownNameError, match="There is no severity 'fatal'"):
        check_since(root, "HEAD", severity="fatal")
    with pytest.raises(UnknownNameError, match="There is no severity 'fatal'"):
        check(root, severity="fatal")


def test_nothing_to_compare_with(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, without row files and without git there is nothing to compare with, and that is said."""
    with pytest.raises(RevisionError, match="is in no git repository"):
        check_since(root, "HEAD")
    package = tmp_path / "package"
    package.mkdir()
    (package / "datapackage.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NoDatasetError, match="has no row files"):
        check_since(package, "HEAD")
    both = _run("check", root, "--changed-since", "HEAD", "--locked")
    assert (2, True) == (both.returncode, "leave --changed-since out" in both.stderr)
    done = _run("check", root, "--changed-since", "HEAD")
    assert (2, "") == (done.returncode, done.stdout)
    assert "is in no git repository" in done.stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git is not installed"):
        check_since(root, "HEAD")


def test_what_no_terminal_reads_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output that goes elsewhere is 80 columns wide and without colour, unless somebody insists on a terminal."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert View("text", verbose=False, width=PLAIN_WIDTH, colour=False) == View.of("text", verbose=False)
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        with monkeypatch.context() as insisting:
            insisting.setenv(name, "1")
            assert View.of("text", verbose=False).colour
            assert not View.of("json", verbose=False).colour
