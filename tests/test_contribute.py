"""The pages for contributors, walked as a newcomer would: each file written, each command typed, each answer read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "contribute"
_BLOCK = re.compile(r'^```(?P<kind>[a-z]+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```', re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<typed>[^\n]*)\n(?P<shown>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
_SOME_TESTS = "codes_once_given or P099 or left_over"
"""Those whose answers the page about rules shows; the other tests of the same files have nothing to do with it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that the page gives whole, or adds to one that is there."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, and what the page shows of its answer."""

    command: str
    shown: str


def _steps(page: str) -> Iterator[Written | Typed]:
    """Give what a page asks for, in order."""
    for block in _BLOCK.finditer((PAGES / page).read_text(encoding="utf-8")):
        if block["file"]:
            yield Written(block["file"], block["text"])
        elif block["kind"] == "console":
            yield from (Typed(one["typed"], one["shown"]) for one in _COMMAND.finditer(block["text"]))


def _answer(command: str, folder: Path) -> str:
    """Type a command, and give what a terminal shows of it."""
    left_out = {"FORCE_COLOR", "COLUMNS", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"}
    clean = {name: value for name, value in os.environ.items() if name not in left_out}
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    typed = re.sub(r"(^| )(summitdata|python) ", rf"\1{sys.executable} -m \2 ", command).replace("-m python ", "")
    typed = re.sub(r"(pytest -q .*)$", rf"\1 -p no:cacheprovider -k '{_SOME_TESTS}'", typed)
    done = subprocess.run(
        ["/bin/sh", "-c", f"{typed} 2>&1"], cwd=folder, capture_output=True, text=True, check=False,
        env=clean | who | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _missing(step: Typed, folder: Path) -> str:
    """Type a command, and give each stretch between ellipses that its answer has not, in order."""
    printed, at = _answer(step.command, folder), 0
    for stretch in step.shown.split("\u2026\n"):
        found = printed.find(stretch, at)
        if found < 0 or "Traceback" in printed:
            return f"$ {step.command}\nis said to print\n{stretch}\nand prints\n{printed}"
        at = found + len(stretch)
    return ""


def _copy(folder: Path, *names: str) -> None:
    """Make a repository with these parts of ours."""
    for name in names:
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    for command in ("git init --quiet", "git add .", "git commit --quiet --no-gpg-sign --message Begin"):
        assert "" == _answer(command, folder)


def test_adding_an_article_goes_as_the_page_says(tmp_path: Path) -> None:
    """Every file and every command of the page gives what the page shows, and the last one a commit of three files."""
    _copy(tmp_path, "dataset", "src", ".gitignore")
    (tmp_path / ".git" / "info" / "exclude").write_text("/articles/\n", encoding="utf-8")
    wrong = []
    for step in _steps("article.md"):
        match step:
            case Written(file, text):
                target = tmp_path / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            case Typed(_, shown) if "E003" in shown:
                right = target.read_text(encoding="utf-8")
                target.write_text(right.replace("start: 51", "start: 50", 1), encoding="utf-8")
                wrong.append(_missing(step, tmp_path))
                target.write_text(right, encoding="utf-8")
            case Typed():
                wrong.append(_missing(step, tmp_path))
    assert not any(wrong), "\n".join(wrong)
    assert 16 == len(wrong)
    assert "" == _answer("git status --short", tmp_path)
    assert 3 == _answer("git show --name-only --format=", tmp_path).count("dataset/rows/")


def test_adding_a_rule_goes_as_the_page_says(tmp_path: Path) -> None:
    """The rule of the page is explained, finds nothing in our data, and gets the golden file that the page shows."""
    _copy(tmp_path, "dataset", "src", "tests", "pyproject.toml", ".gitignore")
    wrong = []
    for step in _steps("rule.md"):
        match step:
            case Written(file, text) if file.endswith(".py"):
                with (tmp_path / file).open("a", encoding="utf-8") as module:
                    module.write(f"\n\n{text}")
            case Written(file, text):
                assert text == (tmp_path / file).read_text(encoding="utf-8")
            case Typed():
                wrong.append(_missing(step, tmp_path))
    assert not any(wrong), "\n".join(wrong)
    assert 5 == len(wrong)
