"""Preparing a release: the number, the day, the changelog, the citation and the built package, written as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from summitdata.build.atomic import replace_all, roll_forward
from summitdata.build.files import package_files
from summitdata.diff import Version
from summitdata.errors import PackageError
from summitdata.release.changelog import CHANGELOG, data_section, dated, released
from summitdata.release.gate import Judgement
from summitdata.release.metadata import citation_cff, zenodo_json
from summitdata.resolve import complete
from summitdata.rows import PackageInfo, read
from summitdata.rows.dump import package_text


def top_of(root: Path) -> Path:
    """Give the folder in which the changelog, the citation, the licences and the code of a dataset stand.

    It is the one above the dataset in *root*, or *root* itself where that keeps a changelog of its own.
    """
    root = root.resolve()
    return root if (root / CHANGELOG).is_file() else root.parent


def prepare(
    root: Path, judgement: Judgement, day: date, version: Version | None = None
) -> tuple[Version, tuple[str, ...]]:
    """Write the number of the next release everywhere it stands; give it, and the files that changed.

    The files are ``rows/package.yaml`` and the built package in *root*, and ``CITATION.cff``, ``.zenodo.json`` and the
    changelog, where there is one, in the folder that :func:`top_of` gives.  They are committed as one: see
    :mod:`summitdata.build.atomic`.

    Raises:
        PackageError: The files cannot be written, or *version* is less than the proposed one.
        ChangelogError: The changelog is not in the form that releases are written in.
    """
    number = version or judgement.proposed
    if number < judgement.proposed:
        raise PackageError(f"Version {number} is too low: the changes need {judgement.proposed} or a higher one.")
    top = top_of(root)
    resume(root)
    try:
        files = _files(root.resolve(), top, judgement, replace(judgement.info, version=str(number), created=day))
        changed = replace_all(top, files)
    except OSError as error:
        raise PackageError(f"The release in {top} cannot be written: {error}") from error
    return number, tuple(sorted(changed))


def resume(root: Path) -> None:
    """Complete what a crash left half done of preparing or building the dataset in *root*; else do nothing.

    Raises:
        PackageError: The files cannot be moved to their places.
    """
    try:
        roll_forward(root.resolve())
    except OSError as error:
        raise PackageError(f"What a crash left half done in {root} cannot be completed: {error}") from error


def _files(root: Path, top: Path, judgement: Judgement, info: PackageInfo) -> dict[str, bytes]:
    """Give every file of a prepared release by its name in the folder *top*."""
    built = package_files(info, complete(read(root).tables))
    files = {(root / name).relative_to(top).as_posix(): data for name, data in built.items()}
    files[(root / "rows" / "package.yaml").relative_to(top).as_posix()] = package_text(info).encode()
    files["CITATION.cff"] = citation_cff(info).encode()
    files[".zenodo.json"] = zenodo_json(info).encode()
    changelog = top / CHANGELOG
    if changelog.is_file():
        files[CHANGELOG] = _changelog(changelog.read_text(encoding="utf-8"), judgement, info).encode()
    return files


def _changelog(text: str, judgement: Judgement, info: PackageInfo) -> str:
    """Give the changelog with a section of the version; of one that is there already, only the day is written."""
    day = info.created.isoformat()
    if f"## [{info.version}]" in text:
        return dated(text, info.version, day)
    data = data_section(judgement.difference) if judgement.difference else {}
    return released(text, info.version, day, data)
