"""The commands that write, each with the folder that it meets and the folder that it changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from proofs.crash.tracing import plain_streams
from summitdata import checking  # noqa: F401 - imported before the processes part, as are the next
from summitdata.cli import main
from summitdata.display import console  # noqa: F401
from summitdata.release import artefacts, gate, prepare  # noqa: F401
from summitdata.release.metadata import citation_cff, zenodo_json
from summitdata.rows import Contributor, Licence, PackageInfo
from summitdata.rows.dump import package_text

COMMANDS: Final = ("fmt", "build", "release --prepare", "release --out")
"""The commands that change what people keep."""

INFO: Final = PackageInfo(
    name="strait", title="The strait", description="Two governments and a strait.", version="0.1.0",
    created=date(2026, 1, 1), homepage=None, keywords=(), contributors=(Contributor("maker", "A maker", "author"),),
    licences=(Licence("data", "CC0-1.0", "CC Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),),
)  # fmt: skip

_CHANGELOG: Final = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n\n### Data\n\n#### Added\n\n- Rows.\n"
_IDENTITY: Final = ("-c", "user.name=Maker", "-c", "user.email=maker@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True, slots=True)
class World:
    """A command as it is typed, and the folder that it changes; ``each_file`` where it promises that of each alone."""

    name: str
    arguments: tuple[str, ...]
    watched: Path
    each_file: bool = False


def world(name: str, folder: Path) -> World:
    """Make the world of the command *name* in the empty *folder*."""
    dataset = folder / "work" / "dataset"
    with as_file(files("summitdata.rules.example")) as example:
        shutil.copytree(example / "rows", dataset / "rows")
    (dataset / "rows" / "package.yaml").write_text(package_text(INFO), encoding="utf-8")
    match name:
        case "fmt":
            for file in sorted((dataset / "rows" / "actors").glob("*.yaml"))[:3]:
                file.write_text(file.read_text("utf-8").replace("name: ", "name:   "), encoding="utf-8")
            return World(name, ("fmt", str(dataset)), dataset, each_file=True)
        case "build":
            run("build", str(dataset))
            _edit(dataset)
            return World(name, ("build", str(dataset)), dataset)
        case "release --prepare":
            _first_release(dataset)
            _second_edition(dataset)
            return World(name, ("release", str(dataset), "--prepare", "--date", "2026-02-01"), dataset.parent)
        case _:
            out = folder / "out"
            _first_release(dataset)
            run("release", str(dataset), "--out", str(out))
            _second_edition(dataset)
            run("release", str(dataset), "--prepare", "--date", "2026-02-01")
            _commit(dataset.parent, "Release")
            return World(name, ("release", str(dataset), "--out", str(out)), out)


def run(*arguments: str) -> None:
    """Run a command that must end with 0."""
    subprocess.run([sys.executable, "-m", "summitdata", *arguments], check=True, capture_output=True)  # noqa: S603


def second(this: World, said: Path) -> int:
    """Run the command of a world again, in a process of its own that has only imported what it needs."""
    pid = os.fork()
    if pid == 0:
        with said.open("wb") as output:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
        plain_streams()
        code: object = 70
        sys.argv = ["summitdata", *this.arguments]
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code if isinstance(code, int) else 70)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _first_release(dataset: Path) -> None:
    """Build, and release as 0.1.0."""
    run("build", str(dataset))
    top = dataset.parent
    (top / "CHANGELOG.md").write_text(_CHANGELOG, encoding="utf-8")
    (top / "CITATION.cff").write_text(citation_cff(INFO), encoding="utf-8")
    (top / ".zenodo.json").write_text(zenodo_json(INFO), encoding="utf-8")
    _git(top, "init", "--quiet")
    _commit(top, "First")
    _git(top, "tag", "v0.1.0")


def _second_edition(dataset: Path) -> None:
    """Change a row, build and commit."""
    _edit(dataset)
    run("build", str(dataset))
    _commit(dataset.parent, "Another title")


def _edit(dataset: Path) -> None:
    """Correct the title of the first event."""
    file = min((dataset / "rows" / "events").glob("*.yaml"))
    lines = file.read_text("utf-8").splitlines(keepends=True)
    changed = ["title: Another title\n" if line.startswith("title: ") else line for line in lines]
    file.write_text("".join(changed), encoding="utf-8")


def _commit(top: Path, message: str) -> None:
    _git(top, "add", "--all")
    _git(top, "commit", "--quiet", "--message", message)


def _git(top: Path, *arguments: str) -> None:
    git = shutil.which("git") or "git"
    subprocess.run([git, *_IDENTITY, *arguments], cwd=top, check=True, capture_output=True, env=os.environ)  # noqa: S603
