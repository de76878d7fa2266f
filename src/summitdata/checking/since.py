"""Checking what an edit did: the findings that were not there at an earlier revision of the row files."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from summitdata.checking import check, parts_of
from summitdata.checking.gathered import at_least, severity_of
from summitdata.checking.own import with_own
from summitdata.diagnostics import Diagnostic, Report, Result, Severity
from summitdata.digests import table_digests
from summitdata.errors import NoDatasetError, RevisionError
from summitdata.plurals import counted
from summitdata.resolve import complete
from summitdata.rows import read
from summitdata.rules.language import Rule

_OF_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells to its hooks, and would not hold in the dataset's folder."""

_LINK = b"120000"
"""git's mode of a symbolic link."""


def check_since(
    path: Path,
    revision: str,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Severity | str = Severity.INFORMATION,
    today: date | None = None,
    rules: Iterable[Rule] = (),
) -> Report:
    """Check the dataset at *path* as it is and as it was at *revision*, and report what an edit brought.

    Everything is checked, since a mistake in one file shows in another.  Reported are the findings in row files that
    have changed since, those that were not there at the revision, and those of checks that could not be evaluated
    there.  The outcomes are those of the whole dataset, and notes say what changed, which rules speak of it, and how
    many older findings are not shown.

    Args:
        path: A dataset with row files, in the work tree of a git repository.
        revision: Any name that git has for a commit.
        select: As for :func:`.check`, as are all that follow.
        ignore: Codes or beginnings of codes that are left out.
        severity: The least severity that is reported.
        today: The day on which waivers must still hold, now and then.
        rules: Rules of your own.

    Raises:
        RevisionError: There is no git, no repository, or no such revision.
        NoDatasetError: *path* has no row files.
        UnknownNameError: As for :func:`.check`.
        OwnRulesError: As there.
        RuntimeError: As there.
    """
    least = severity_of(severity)
    root, has_rows, _ = parts_of(path)
    if not has_rows or not isinstance(root, Path):
        raise NoDatasetError(f"{root} has no row files, and only these can be compared with a revision.")
    own, picked, left = tuple(rules), tuple(select), tuple(ignore)
    commit = _commit(root, revision)
    now = check(path, select=picked, ignore=left, today=today, rules=own)
    with tempfile.TemporaryDirectory(prefix="summitdata-") as folder:
        before = Path(folder)
        (before / "rows").mkdir()
        _check_out(root, commit, before)
        then = check(before, select=picked, ignore=left, today=today, rules=own)
        digests = table_digests(complete(read(before).tables))
    files = _changed(root, commit)
    tables = [
        name for name, digest in table_digests(complete(read(root).tables)).items() if digests[name] != digest
    ]  # fmt: skip
    shown = _new(now, then, files)
    speaking = [
        code for code, rule in with_own(own).items() if any(target.table in tables for target in rule.targets)
    ]  # fmt: skip
    notes = (*now.notes, *_notes(revision, files, tables, speaking, len(now.findings) - len(shown)))
    return at_least(replace(now, findings=shown, notes=notes), least)


def _new(now: Report, then: Report, files: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Give the findings in changed files, those that were not there then, and those that nobody looked for then."""
    evaluated = {outcome.code for outcome in then.outcomes if outcome.result is not Result.NOT_EVALUATED}
    old = Counter(map(_mark, then.findings))
    shown = []
    for finding in now.findings:
        known = old[_mark(finding)] > 0 and finding.code in evaluated
        old[_mark(finding)] -= 1
        if not known or (finding.place is not None and finding.place.file in files):
            shown.append(finding)
    return tuple(shown)


def _mark(finding: Diagnostic) -> tuple[str | None, ...]:
    """Give what makes a finding the same at another time, wherever its line has moved to."""
    file = finding.place.file if finding.place else None
    return finding.code, finding.table, finding.key, finding.column, finding.found, file


def _notes(
    revision: str, files: frozenset[str], tables: list[str], speaking: list[str], left_out: int
) -> list[str]:  # fmt: skip
    """Say what has changed, which rules speak of it, and what is not shown."""
    notes = [f"Since {revision} {counted(len(files), 'row file has', 'row files have')} changed."]
    if tables:
        notes.append(f"Other rows stand in the tables {', '.join(tables)}, of which {', '.join(speaking)} speak.")
    if left_out:
        were = counted(left_out, "finding, which was there before,", "findings, which were there before,")
        notes.append(f"{were} {'is' if left_out == 1 else 'are'} not shown.")
    return notes


def _commit(root: Path, revision: str) -> str:
    """Give the commit that a revision names."""
    if not revision or revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision: give the name of a commit, a branch or a tag.")
    try:
        _git(root, "rev-parse", "--show-toplevel")
    except RevisionError as error:
        raise RevisionError(f"{root} is in no git repository that can be read: {error}") from error
    try:
        found = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        raise RevisionError(f"The repository has no revision {revision!r}: {error}") from error
    return found.decode().strip()


def _changed(root: Path, commit: str) -> frozenset[str]:
    """List the row files that are new, changed or gone since a commit, as seen from the dataset's folder."""
    names = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z")
    differing = _git(root, *names, commit, "--", "rows")
    new = _git(root, "ls-files", "--others", "-z", "--", "rows")
    return frozenset(os.fsdecode(name) for name in (*differing.split(b"\0"), *new.split(b"\0")) if name)


def _check_out(root: Path, commit: str, folder: Path) -> None:
    """Write the row files as they are in a commit into *folder*, byte for byte."""
    listed = [entry.partition(b"\t") for entry in _git(root, "ls-tree", "-r", "-z", commit, "--", "rows").split(b"\0")]
    blobs = [(about.split(b" "), name) for about, _, name in listed if b" blob " in about]
    stream = BytesIO(_git(root, "cat-file", "--batch", given=b"".join(about[2] + b"\n" for about, _ in blobs)))
    for about, name in blobs:
        size = int(stream.readline().split(b" ")[2])
        data = stream.read(size + 1)[:size]
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if about[0] == _LINK:
            path.symlink_to(os.fsdecode(data))
        else:
            path.write_bytes(data)


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run git in a folder, and give what it prints; *given* is what it reads.

    Raises:
        RevisionError: It is not installed, or it failed; the message is its own.
    """
    program = shutil.which("git")
    if program is None:
        raise RevisionError("git is not installed, and without it there is nothing to compare with.")
    environment = {name: value for name, value in os.environ.items() if name not in _OF_GIT} | {"LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603 - the program is git, and no argument is taken for an option
        [program, *arguments], cwd=root, env=environment, input=given, capture_output=True, check=False
    )
    if done.returncode:
        raise RevisionError(done.stderr.decode(errors="backslashreplace").strip() or "git said nothing")
    return done.stdout
