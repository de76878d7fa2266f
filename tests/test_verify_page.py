"""What docs/verify.md shows is what whoever has the articles gets; and how the command ends."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summitdata.evidence import Verdict, articles, recorded, verify
from summitdata.rows import read

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "verify.md"


@pytest.fixture
def folder(dataset: Path, texts: Path, tmp_path: Path) -> Path:
    """A folder with the dataset's rows, and the articles in files that are called by their sources."""
    shutil.copytree(dataset / "rows", tmp_path / "dataset" / "rows")
    (tmp_path / "articles").mkdir()
    for key, match in verify(read(dataset).tables, articles(texts)).matches.items():
        (tmp_path / "articles" / f"{key}.txt").write_text(match.article.text, encoding="utf-8")
    return tmp_path


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line as it is typed."""
    clean = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS"}}
    typed = re.sub("^summitdata ", f"{sys.executable} -m summitdata ", command)
    return subprocess.run(["/bin/sh", "-c", typed], cwd=folder, capture_output=True, text=True, check=False, env=clean)


def test_the_page_shows_what_the_commands_print(folder: Path) -> None:
    """Each command of the page prints what stands below it, one after the other."""
    page = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert 3 == len(blocks)
    for block in blocks:
        commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
        page = page.replace(block, "".join(f"$ {command}\n{_printed(command, folder)}" for command in commands))
    if os.environ.get("SUMMITDATA_WRITE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert page == PAGE.read_text(encoding="utf-8")


def _printed(command: str, folder: Path) -> str:
    """Give what a command prints on both streams, without blanks at the ends of lines and most of a long diff."""
    done = _run(command, folder)
    lines = [line.rstrip() for line in f"{done.stderr}{done.stdout}".splitlines()]
    changed = [number for number, line in enumerate(lines) if line[:1] in {"-", "+", "@"}]
    if len(changed) > 20:
        end = next(number for number, line in enumerate(lines) if line.endswith("re-anchored."))
        lines[changed[8] : end] = ["\u2026"]
    return "".join(f"{line}\n" for line in lines)


def test_the_page_has_every_verdict() -> None:
    """The table of the page lists the verdicts there are, in their order."""
    assert [verdict.value for verdict in Verdict] == re.findall(
        r"^\| ([a-z ]+) \| [a-z]+ \| [A-Z]", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )


def test_the_python_of_the_page_is_true() -> None:
    """The record is read as the page shows."""
    key = "yomiuri-2026-01-14-editorial.r5"
    assert f'recorded(Path("docs/proofs/evidence.json")).renderings["{key}"]' in PAGE.read_text(encoding="utf-8")
    found = recorded(ROOT / "docs" / "proofs" / "evidence.json").renderings[key]
    assert found is Verdict.EXACT


def test_json_is_the_record(folder: Path) -> None:
    """The command with --format json writes the record that is in the repository."""
    done = _run("summitdata verify dataset --texts articles --format json", folder)
    assert (0, "") == (done.returncode, done.stderr)
    assert (ROOT / "docs" / "proofs" / "evidence.json").read_text(encoding="utf-8") == done.stdout


def test_some_articles_are_enough_and_none_is_misuse(folder: Path) -> None:
    """With one article missing the others are checked and it is named; with none there was nothing to check."""
    (folder / "articles" / "yomiuri-2026-01-14-editorial.txt").unlink()
    done = _run("summitdata verify dataset --texts articles", folder)
    assert 0 == done.returncode
    assert "Not checked: the article of yomiuri-2026-01-14-editorial is not at hand." in done.stdout
    (folder / "none").mkdir()
    nothing = _run("summitdata verify dataset --texts none", folder)
    assert 2 == nothing.returncode
    assert "None of the 0 files in none is the article of one of the 5 sources" in nothing.stderr


def test_a_wrong_offset_is_found_in_its_file_and_line(folder: Path) -> None:
    """A mistake in a row is told at its line, with what to write instead, and ends the command with 1."""
    file = folder / "dataset" / "rows" / "sources" / "yomiuri-2026-01-14-editorial.yaml"
    before = file.read_text(encoding="utf-8")
    start = before.index("start: ", before.index("renderings:"))
    file.write_text(f"{before[:start]}start: 1{before[start + len('start: ') :]}", encoding="utf-8")
    done = _run("summitdata verify dataset --texts articles", folder)
    assert 1 == done.returncode
    assert f"yomiuri-2026-01-14-editorial.yaml:{before[:start].count(chr(10)) + 3}:17: E003" in done.stdout
