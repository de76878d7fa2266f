"""The scratch folder of a rehearsal: a clone of what is committed, and the commands that run in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]

_IDENTITY: Final = (
    "-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@example.org", "-c", "commit.gpgsign=false",
    "-c", "tag.gpgsign=false",
)  # fmt: skip
_SHOWN: Final = 600


class NotShownError(Exception):
    """A step of the rehearsal did not show what it should; the message says what came instead."""


def require(holds: object, otherwise: str) -> None:
    """Go on only where something holds.

    Raises:
        NotShownError: It does not hold; the message is *otherwise*.
    """
    if not holds:
        raise NotShownError(otherwise)


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder with a clone of the project in ``checkout``; every command runs that clone's own code."""

    top: Path

    @property
    def checkout(self) -> Path:
        """The clone in which versions are released one after the other."""
        return self.top / "checkout"

    @property
    def dataset(self) -> Path:
        """The dataset in the clone."""
        return self.checkout / "dataset"

    def version(self, number: str) -> Path:
        """Give the folder in which the files of a version are kept once they are made."""
        return self.top / "released" / number

    def clone(self, origin: Path, into: Path) -> None:
        """Clone a repository with its tags."""
        self.run("git", "clone", "--quiet", str(origin), str(into), at=self.top)

    def run(
        self, *command: str, at: Path | None = None, expect: int = 0, environment: Mapping[str, str] | None = None
    ) -> str:
        """Run a program in the clone, or in the folder *at*; give all that it printed.

        Raises:
            NotShownError: It ended with another code than expected.
        """
        folder = at or self.checkout
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SUMMITDATA"))}
        source = {"PYTHONPATH": str(folder / "src")} if (folder / "src").is_dir() else {}
        done = subprocess.run(  # noqa: S603 - programs that the documentation names, on our own files
            command, cwd=folder, env={**clean, **source, **(environment or {})}, check=False, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        told = done.stdout.strip()[-_SHOWN:]
        require(done.returncode == expect, f"{' '.join(command)} ended with {done.returncode}: {told}")
        return " ".join(done.stdout.split())

    def summitdata(self, *arguments: str, expect: int = 0) -> str:
        """Run a command of the clone's own ``summitdata``; give what it printed, folded to one line."""
        return self.run(sys.executable, "-m", "summitdata", *arguments, expect=expect)

    def diff(self, old: str, new: str) -> Any:  # noqa: ANN401 - JSON
        """Give the difference between two states as JSON."""
        return json.loads(self.summitdata("diff", old, new, "--format", "json"))

    def make_release(self, at: Path, *before: str, **environment: str) -> None:
        """Run ``make release`` in a clone, with the tools of this environment, and without measuring the matrix."""
        own = ("-o", ".venv/.ready", "-o", "matrix", f"BIN={Path(sys.executable).parent}")
        self.run(*before, "make", "release", *own, at=at, environment=environment)

    def edit(self, file: str, pattern: str, new: str) -> None:
        """Replace what a regular expression finds in a file of the clone, which must be once."""
        path = self.checkout / file
        text, count = re.subn(pattern, new, path.read_text("utf-8"), flags=re.MULTILINE)
        require(count == 1, f"{file} has {count} places like {pattern!r}, where one was to be changed")
        path.write_text(text, encoding="utf-8")

    def commit(self, message: str) -> None:
        """Build what the row files say, and commit all."""
        self.summitdata("build", "dataset")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def git(self, *arguments: str) -> str:
        """Run git in the clone."""
        return self.run("git", *_IDENTITY, *arguments)

    def keep(self, number: str) -> Path:
        """Keep the files in ``dist/release`` as those of a version, and give where."""
        return Path(shutil.copytree(self.checkout / "dist" / "release", self.version(number)))
