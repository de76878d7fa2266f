"""What the README shows is what a user gets."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
COMMANDS = re.findall(
    r"^```console\n\$ (summitdata [^\n]+)\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


def _run(command: str) -> str:
    program = str(Path(sys.executable).parent / "summitdata")
    plain = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS"}}
    done = subprocess.run(
        [program, *command.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=False, env=plain
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def test_the_readme_shows_commands() -> None:
    """There are commands with output to compare; the other tests would pass on an empty list."""
    assert 2 <= len(COMMANDS)


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_a_command_prints_what_the_readme_shows(command: str, shown: str) -> None:
    """Each command of the README prints what stands below it."""
    assert shown == _run(command)


def test_the_python_of_the_readme_is_true() -> None:
    """Each line of Python in the README gives what stands below it."""
    blocks = re.findall(r"^```pycon\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    session = doctest.DocTestParser().get_doctest("".join(blocks), {}, "README.md", None, 0)
    results = doctest.DocTestRunner().run(session)
    assert len(session.examples) >= 4
    assert (0, len(session.examples)) == (results.failed, results.attempted)
