"""The plugin of pytest: each check is a test, and nothing is imported for who does not ask."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from small_evidence import row
from summitdata.dataset import DESCRIPTOR
from summitdata.digests import written_digest
from summitdata.rows import read
from summitdata.rules.checks import CHECKS
from summitdata.schema import SOURCES

pytest_plugins = ["pytester"]

MISTAKES = Path(__file__).parent / "data" / "mistakes"
PLUGIN = (
    "summitdata"
    if any(each.name == "summitdata" for each in entry_points(group="pytest11"))
    else "summitdata.pytest_plugin"
)
"""How pytest finds the plugin: by its entry point where the package is installed with it, else by its module."""


@pytest.fixture
def mistakes(pytester: pytest.Pytester) -> Path:
    """A copy of a dataset with mistakes."""
    return Path(shutil.copytree(MISTAKES, pytester.path / "mistakes"))


def _run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", PLUGIN, "-p", "no:cacheprovider", "-ra", *arguments)


def test_each_check_is_a_test(pytester: pytest.Pytester, mistakes: Path) -> None:
    """Checks fail with the text of their findings, are skipped with their reason, or pass."""
    done = _run(pytester, "--summitdata", "mistakes")
    outcomes = done.parseoutcomes()
    assert len(CHECKS) == sum(outcomes[name] for name in ("passed", "failed", "skipped"))
    assert outcomes["failed"] >= 1
    done.stdout.fnmatch_lines(["*X002: *", "*X002 error*", "*  must:*", "*  found:*", "*  mend:*"])
    done.stdout.no_fnmatch_line("*Traceback*")
    done.stdout.fnmatch_lines(["*SKIPPED*there is no built package"])
    assert 1 == done.ret
    assert mistakes.is_dir()


def test_tests_of_ones_own_run_besides(pytester: pytest.Pytester, mistakes: Path) -> None:
    """The checks stand behind the tests that pytest finds, and can be chosen by their names."""
    assert mistakes.is_dir()
    pytester.makepyfile("def test_own():\n    assert True\n")
    done = _run(pytester, "--summitdata", "mistakes", "-k", "test_own or R002")
    assert {"passed": 2, "deselected": len(CHECKS) - 1} == done.parseoutcomes()


def test_without_the_option_there_is_nothing(pytester: pytest.Pytester) -> None:
    """Whoever has the package installed and does not ask gets no test, and imports nothing heavy."""
    pytester.makepyfile("def test_own():\n    assert True\n")
    assert {"passed": 1} == _run(pytester).parseoutcomes()
    code = "import sys, summitdata.pytest_plugin; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set() == {"polars", "pandera", "narwhals", "pandas", "pyarrow", "rich", "click"} & set(run.stdout.split())


def test_a_waived_check_is_expected_to_fail(pytester: pytest.Pytester, mistakes: Path) -> None:
    """A check whose findings are all waived is an expected failure, and information fails no test."""
    key = "harbour-gazette-2020-05-06"
    source = mistakes / "rows" / "sources" / f"{key}.yaml"
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [line for line in lines if not line.startswith("text_sha256:")]
    source.write_text("".join(changed), encoding="utf-8")
    found = next(each for each in read(mistakes).tables["sources"] if each["id"] == key)
    digest = written_digest(SOURCES, row("sources", key) | found)
    waiver = (
        f"w:\n  rule: R017\n  table: sources\n  key: {key}\n  reason: The text is lost.\n  who: We\n"
        f'  until: "9999-12-31"\n  digest: "{digest}"\n'
    )
    first = "# yaml-language-server: $schema=../schema/waivers.json\n"
    (mistakes / "rows" / "waivers.yaml").write_text(first + waiver, encoding="utf-8")
    done = _run(pytester, "--summitdata", "mistakes", "-k", "R017 or V002")
    assert (1, 1) == (done.parseoutcomes()["xfailed"], done.parseoutcomes()["passed"])
    done.stdout.fnmatch_lines(["*The text is lost. (We, until 9999-12-31, waiver w)*"])


def test_a_path_without_a_dataset_is_misuse(pytester: pytest.Pytester) -> None:
    """A path where there is nothing to check ends the run before any test, with the reason."""
    (pytester.path / "empty").mkdir()
    done = _run(pytester, "--summitdata", "empty")
    assert pytest.ExitCode.USAGE_ERROR == done.ret
    done.stderr.fnmatch_lines([f"*--summitdata empty: empty holds neither a folder rows nor a {DESCRIPTOR}*"])
