"""Whether a dataset may be released as it stands: what changed since the last release, and everything against it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summitdata.build import BUILD_RULES, check_built
from summitdata.checking import check
from summitdata.diagnostics import Diagnostic, Report, Severity
from summitdata.diff import Change, Difference, Level, Subject, Version, at, difference, opened, proposed
from summitdata.diff.change import Group, Kind
from summitdata.diff.revision import commit_of, git
from summitdata.errors import PackageError, UnknownNameError
from summitdata.release.standing import fallen_since
from summitdata.rows import PackageInfo, read

_SHOWN: Final = 3

_CHANGES: Final = {
    Level.PATCH: "corrections", Level.MINOR: "additions", Level.MAJOR: "removals and new meanings",
}  # fmt: skip
"""What moves each digit of the number, in words."""

_NO_TAG: Final = re.compile(
    "No names found|No tags can describe|cannot describe|not a git repository|malformed object name"
)
"""What git says where there is no tag, no commit or no repository."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason not to release: what must hold, what was found, and how to mend it."""

    expected: str
    found: str
    fix: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a release would be, and why it may not be."""

    info: PackageInfo
    since: str | None
    """The release that it is compared with; None for the first."""
    difference: Difference | None
    level: Level
    """What the changes do to the number, those left out that are said to be reworded only."""
    proposed: Version
    """The least number that the release may have."""
    refusals: tuple[Refusal, ...]

    @property
    def stated(self) -> Version:
        """The number that ``rows/package.yaml`` gives."""
        return Version.parse(self.info.version)


def judge(
    root: Path, *, since: str | None = None, reworded: Collection[str] = (), preparing: bool = False
) -> Judgement:
    """Judge whether the dataset in the folder *root* may be released.

    Args:
        root: The dataset folder, in a git repository.
        since: The last release, as :func:`summitdata.diff.opened` takes it; by default the last tag ``v…``, see
            :func:`last_release`.  Where there is none, it is the first release.
        reworded: Columns (``table.column``), tables and codes (``table.column.code``) whose new words mean the same.
        preparing: Leave out what :func:`summitdata.release.prepare.prepare` mends: the number and files to commit.

    Raises:
        PackageError: There are no row files that say what the package is, or *since* cannot be read.
        UnknownNameError: One of *reworded* has no new words.
        VersionError: A version is not three numbers.
    """
    info = read(root).info
    if info is None:
        raise PackageError(f"{root} has no rows/package.yaml that can be read, so nothing says what would be released.")
    stated = Version.parse(info.version)
    since = since or last_release(root, None if preparing else stated)
    found: Difference | None = None
    least, level, why = stated, Level.NONE, ""
    if since is not None:
        with opened(since, root) as old:
            found = difference(old, at(root, str(root)))
        level, why = _heaviest(found, reworded, root, since)
        least = proposed(Version.parse(str(found.old.version)), level)
    refusals = [*_unclean(root), *(_keys(found) if found else ()), *(_weaker(root, since) if since else ())]
    if not preparing:
        refusals += [*_number(stated, least, level, why, found), *_uncommitted(root)]
    return Judgement(info, since, found, level, least, tuple(refusals))


def _heaviest(found: Difference, reworded: Collection[str], root: Path, since: str) -> tuple[Level, str]:
    """Give what the changes do to the number, and the first that does it; software alone corrects.

    Raises:
        UnknownNameError: One of *reworded* has no new words.
    """
    new_words = {name for change in found.changes for name in _reworded(change)}
    for name in reworded:
        if name not in new_words:
            raise UnknownNameError("table, column or code with new words", name, sorted(new_words))
    weights = [(_weight(change, reworded), change.sentence) for change in found.changes]
    level = max((weight for weight, _ in weights), default=Level.NONE)
    if level is Level.NONE:
        return (Level.PATCH, "files beside the data have changed") if _has_moved_on(root, since) else (level, "")
    return level, next(sentence for weight, sentence in weights if weight is level)


def _has_moved_on(root: Path, since: str) -> bool:
    """Tell whether a revision has other files than those that are committed now; of a folder or a zip nobody knows."""
    try:
        return bool(git(root, "diff", "--name-only", "-z", commit_of(root, since.partition(":")[0]), "HEAD", "--"))
    except PackageError:
        return False


def last_release(root: Path, stated: Version | None) -> str | None:
    """Give the last tag ``v…``; None where there is none.

    Where the *stated* version is being released from its own tag, with nothing changed since, the one before counts.
    """
    try:
        is_its_own = f"v{stated}" in git(root, "tag", "--points-at", "HEAD").decode().split() and not _status(root)
        exclude = (f"--exclude=v{stated}",) if is_its_own else ()
        return git(root, "describe", "--tags", "--abbrev=0", "--match=v[0-9]*", *exclude).decode().strip()
    except PackageError as error:
        if _NO_TAG.search(str(error)):
            return None
        raise


def _weight(change: Change, reworded: Collection[str]) -> Level:
    """Give the level of a change; new words that are said to mean the same correct, and change no meaning."""
    return Level.PATCH if _reworded(change) & set(reworded) else change.level


def _reworded(change: Change) -> set[str]:
    """Give the names by which new words may be said to mean the same: table, column or code, none of other changes."""
    if change.kind is not Kind.CHANGED or change.group is not Group.MEANING or " now means " not in change.sentence:
        return set()
    name = ".".join(filter(None, (change.table, change.column)))
    if change.subject is Subject.CODE:
        return {name, f"{name}.{change.sentence.split()[1]}"}
    return {name}


def _unclean(root: Path) -> Iterator[Refusal]:
    """Find what the checks find, and tables that are older than their rows."""
    report = check(root)
    if not report.ok:
        yield Refusal(
            "A release has no findings but information.", _first(report), f"Run summitdata check {root}, and mend them."
        )
    built = {each.code for each in BUILD_RULES}  # row files that cannot be read are told of above
    if stale := [each for each in check_built(root) if each.code in built and each.severity is Severity.ERROR]:
        told = "; ".join(f"{finding.code} {finding.place.file if finding.place else ''}" for finding in stale[:_SHOWN])
        yield Refusal(
            "The built tables of a release hold what its rows say.",
            told,
            f"Run summitdata build {root}, and commit all.",
        )


def _first(report: Report) -> str:
    """Name the findings of a report that fail it, the first few by code and key."""
    failing = [finding for finding in report.findings if finding.severity is not Severity.INFORMATION]

    def named(finding: Diagnostic) -> str:
        return f"{finding.code} of {finding.key or (finding.place.file if finding.place else 'the package')}"

    return _listed([named(finding) for finding in failing])


def _uncommitted(root: Path) -> Iterator[Refusal]:
    """Find files that are not committed."""
    expected = "All that a release is made from is committed."
    try:
        names = _status(root)
    except PackageError as error:
        yield Refusal(expected, f"no repository that tells: {error}", "Release from a git repository.")
        return
    if names:
        yield Refusal(expected, f"not committed: {_listed(names)}", "Commit them, or remove them.")


def _status(root: Path) -> list[str]:
    """List the files that are not committed."""
    status = git(root, "status", "--porcelain", "--untracked-files=all", "-z").decode(errors="replace")
    return [entry[3:] for entry in status.split("\0") if entry]


def _keys(found: Difference) -> Iterator[Refusal]:
    """Find keys that are gone without a tombstone, and keys that were withdrawn and are back."""
    if found.unmarked:
        yield Refusal(
            "Every key that was ever released is there, or has a tombstone.",
            f"gone without a tombstone: {_listed(_named(found.unmarked))}",
            "Give each a tombstone in rows/tombstones.yaml, with the reason and, where there is one, the successor.",
        )
    if found.reused:
        yield Refusal(
            "A key that was withdrawn is never used again.", f"in use again: {_listed(_named(found.reused))}",
            "Give the new rows other keys, and put the tombstones back.",
        )  # fmt: skip


def _weaker(root: Path, since: str) -> Iterator[Refusal]:
    """Find columns in which the checks catch less than at the last release, as far as both have published figures."""
    if fallen := list(fallen_since(root, since)):
        yield Refusal(
            "In no column do the checks catch more than a point less than at the last release.",
            _listed(fallen),
            "Mend the rules, and measure again: python -m proofs.corruption --texts DIR.",
        )


def _named(keys: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{key} of {table}" for table, key in keys]


def _listed(names: Sequence[str]) -> str:
    """List the first few names, and say how many more there are."""
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _number(stated: Version, least: Version, level: Level, why: str, found: Difference | None) -> Iterator[Refusal]:
    """Find a number that promises more than the changes keep, or that another release has."""
    if found is None or stated >= least:
        return
    last = Version.parse(str(found.old.version))
    if level is Level.NONE:
        expected = f"No release has a lower number than {last}, the last one."
    else:
        expected = f"After {last}, {_CHANGES[level]} need the version {least} or a higher one."
    yield Refusal(
        expected, f"version {stated}, while {why}" if why else f"version {stated}",
        "Run summitdata release --prepare, or state the number in rows/package.yaml.",
    )  # fmt: skip
