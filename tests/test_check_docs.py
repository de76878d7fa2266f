"""What the pages about checking show is what a user gets."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from summitdata.checking import check
from summitdata.checking.fixing import FIXABLE
from summitdata.checking.own import examples_hold, load_rules
from summitdata.diagnostics import Report
from summitdata.rows import format_rows
from summitdata.schema import WAIVERS
from summitdata.waivers import WAIVER_RULES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MISTAKES = Path(__file__).parent / "data" / "mistakes"
_BLOCK = re.compile(r"^```console\n\$ (summitdata [^\n]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = {page: _BLOCK.findall((DOCS / page).read_text(encoding="utf-8")) for page in ("reports.md", "own-rules.md")}
SHOWN = [(command, shown) for command, shown in COMMANDS["reports.md"]]


def _in_order(shown: str, printed: str) -> None:
    """Hold what a page shows against what is printed: each stretch between ellipses, in order."""
    at = 0
    for stretch in shown.split("…"):
        found = printed.find(stretch.strip("\n"), at)
        assert found >= 0, f"this is not printed:\n{stretch}"
        at = found + len(stretch.strip("\n"))


def _rendered(command: str) -> str:
    """Give what a command of the page about reports prints."""
    _, _, target, _, code, *form = shlex.split(command)
    report = check(target, select=[code])
    render: Callable[[Report], str] = import_module(f"summitdata.reports.{form[1] if form else 'text'}").render
    return render(report)


def test_every_form_is_shown() -> None:
    """The page has a command for the text and for each of the five other forms."""
    assert ["", "json", "sarif", "junit", "github", "html"] == [
        command.partition("--format ")[2] for command, _ in COMMANDS["reports.md"]
    ]


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_each_form_is_printed_as_it_is_shown(command: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each report of the page is what the command prints, but for the lines that are left out."""
    monkeypatch.chdir(MISTAKES.parent)
    _in_order(shown, _rendered(command))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the module that the page about rules of one's own shows, and a dataset that breaks its rule."""
    text = (DOCS / "own-rules.md").read_text(encoding="utf-8")
    (module,) = re.findall(r'^```python title="our_rules.py"\n(.*?)^```', text, re.MULTILINE | re.DOTALL)
    (tmp_path / "our_rules.py").write_text(module, encoding="utf-8")
    shutil.copytree(MISTAKES, tmp_path / "atlas")
    file = tmp_path / "atlas/rows/places/vellin.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("latitude")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_rule_of_the_page_finds_what_the_page_shows(own: Path) -> None:
    """The command prints what the page shows, and ends as a check with findings does."""
    ((command, shown),) = COMMANDS["own-rules.md"]
    plain = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS"}}
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)], cwd=own, env=plain, capture_output=True, text=True, check=False
    )
    assert (1, "") == (done.returncode, done.stderr)
    _in_order(shown, done.stdout)


def test_the_python_of_the_page_runs(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples in Python run beside the module, and the rule keeps to its examples."""
    monkeypatch.syspath_prepend(str(own))
    blocks = re.findall(r"^```python\n(.*?)^```", (DOCS / "own-rules.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert 2 == len(blocks)
    for block in blocks:
        names: dict[str, object] = {}
        exec(block, names)  # noqa: S102 - it is our own page
        for name, value in names.items():
            if name.startswith("test_") and callable(value):
                value()
    assert [] == examples_hold(load_rules("our_rules.py"))


def test_the_python_of_the_page_about_checking_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """Editing a loaded table and checking all of them finds the edit."""
    (block,) = re.findall(r"^```python\n(.*?)^```", (DOCS / "check.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    exec(block, {})  # noqa: S102 - it is our own page
    printed = capsys.readouterr().out
    assert printed.startswith("False\n")
    assert "R001" in printed


def test_the_page_names_what_there_is() -> None:
    """The codes of waivers, the columns of a waiver and what can be mended are those that the page names."""
    text = (DOCS / "check.md").read_text(encoding="utf-8")
    assert [rule.code for rule in WAIVER_RULES] == re.findall(r"^\| (V[0-9]{3}) \|", text, re.MULTILINE)
    mends = next(line for line in text.split("\n") if line.startswith("It mends"))
    assert FIXABLE == set(re.findall(r"F[0-9]{3}", mends))
    block = next(
        block for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL) if "digest" in block
    )
    (waiver,) = YAML(typ="safe", pure=True).load(block).values()
    assert {column.name for column in WAIVERS.columns} - {"id"} == waiver.keys()


@pytest.mark.parametrize(
    "hook",
    YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")),
    ids=lambda hook: hook["id"],
)
def test_hooks_for_pre_commit_run(hook: dict[str, object], tmp_path: Path) -> None:
    """The command of each hook runs on a dataset, finds a mistake or mends it, and reads no names of files."""
    assert (False, "python") == (hook["pass_filenames"], hook["language"])
    assert re.search(str(hook["files"]), "dataset/rows/places/nara.yaml")
    assert not re.search(str(hook["files"]), "dataset/places.parquet")
    shutil.copytree(MISTAKES, tmp_path / "dataset")
    arguments = hook["args"]
    assert isinstance(arguments, list)
    run = subprocess.run(
        [sys.executable, "-m", *str(hook["entry"]).split(), *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if hook["id"] == "summitdata-check":
        assert 1 == run.returncode
        assert "X002" in run.stdout
    else:
        assert 0 == run.returncode
        assert () == format_rows(tmp_path / "dataset", check=True).findings
