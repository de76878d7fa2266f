"""The wheel, as a user has it: installed into a new environment, outside the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from summitdata.frames import Backend

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.wheel


@dataclass(frozen=True)
class Environment:
    """A virtual environment and an empty folder to run in, both outside the checkout."""

    folder: Path
    wheel: Path

    def run(self, *command: str, expect: int = 0) -> str:
        """Run a program of the environment with nothing of this process's Python settings; give what it printed."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SUMMITDATA"))}
        done = subprocess.run(
            [str(self.folder / "env" / "bin" / command[0]), *command[1:]],
            cwd=self.folder / "elsewhere", capture_output=True, text=True, check=False, env=clean,
        )  # fmt: skip
        assert expect == done.returncode, f"{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def install(self, extra: str = "") -> None:
        """Install the wheel, its dependencies held to the versions of the lock."""
        pins = re.findall(r"^[a-z0-9][^\\\n]*", (ROOT / "lock" / "dev.txt").read_text(encoding="utf-8"), re.MULTILINE)
        constraints = self.folder / "constraints.txt"
        constraints.write_text("\n".join(pins) + "\n", encoding="utf-8")
        self.run(
            "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--constraint", str(constraints), f"summitdata{extra} @ {self.wheel.as_uri()}",
        )  # fmt: skip


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A new environment with the wheel and its core dependencies alone."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
    (folder / "elsewhere").mkdir()
    (wheel,) = folder.glob("*.whl")
    made = Environment(folder, wheel)
    made.install()
    return made


def _prove(environment: Environment, top: Path) -> None:
    """Verify the installed copy as it is, with a flipped bit, and with files that do not belong to it."""
    assert "the record of its installation" in environment.run("summitdata", "verify")
    table = top / "dataset" / "quotes.parquet"
    data = table.read_bytes()
    table.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    assert "quotes.parquet has the SHA-256" in environment.run("summitdata", "verify", expect=1)
    table.write_bytes(data)
    for name in ("stranger.py", "__pycache__/stranger.cpython-311.pyc", "__pycache__/stranger.txt"):
        (top / name).write_bytes(b"")
        assert f"summitdata/{name} is not recorded" in environment.run("summitdata", "verify", expect=1)
        (top / name).unlink()


BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow", "duckdb")


def test_the_wheel_works_as_a_user_has_it(environment: Environment) -> None:
    """With the core alone pandas and Arrow load and the views print; with the extras everything does, init too.

    One test and not six, because each step needs the environment that the step before left.
    """
    wheel = zipfile.ZipFile(environment.wheel)
    names = wheel.namelist()
    assert "summitdata/dataset/quotes.parquet" in names
    assert "summitdata/py.typed" in names
    assert any(name.endswith("licenses/LICENSES/CC-BY-4.0.txt") for name in names)

    where = environment.run("python", "-c", "import summitdata; print(summitdata.__file__)")
    assert str(environment.folder) in where
    load = "import summitdata\nfor name in summitdata.tables(): summitdata.load(name, backend={!r})"
    for backend in ("pandas", "pyarrow"):
        environment.run("python", "-c", load.format(backend))
    for backend in ("polars", "duckdb"):
        refused = environment.run("python", "-c", load.format(backend), expect=1)
        assert f"python -m pip install 'summitdata[{backend}]'" in refused
    refused = environment.run("summitdata", "check", expect=2)
    assert "python -m pip install 'summitdata[check]'" in refused
    assert "lee-cooperation-more-important-than-ever" in environment.run("summitdata", "timeline")
    assert "spacewar" in environment.run("summitdata", "show", "lee-cooperation-more-important-than-ever")
    _prove(environment, Path(where.strip()).parent)

    environment.install("[all]")
    for backend in BACKENDS:
        environment.run("python", "-c", load.format(backend))
    environment.run("python", "-c", "import summitdata; assert len(summitdata.sql('from quotes')) > 0")
    environment.run("summitdata", "check")
    environment.run("summitdata", "build", "--check")
    environment.run("summitdata", "init", "mine", "--title", "Mine", "--maintainer", "Me")
    environment.run("summitdata", "check", "mine")
    assert (environment.folder / "elsewhere" / "mine" / "README.md").read_text("utf-8").startswith("# Mine\n")
    whole = environment.run("summitdata", "verify", str(environment.wheel))
    assert "Not proved: the zip around the files" in whole
