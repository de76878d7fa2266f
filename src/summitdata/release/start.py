"""Starting a package of one's own: a folder that is ready to curate, build and check."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Final

from summitdata.build import build
from summitdata.build.atomic import replace_all
from summitdata.errors import PackageError
from summitdata.release.changelog import CHANGELOG
from summitdata.rows import Contributor, Licence, PackageInfo, write_rows
from summitdata.rows.layout import FILE_SHAPES, Shape
from summitdata.schema import TABLES

README: Final = "README.md"
"""The file of a new package that tells how to go on."""

_CHANGELOG: Final = "# Changelog\n\n## [Unreleased]\n"

LICENCES: Final = {
    "CC-BY-4.0": Licence(
        "data", "CC-BY-4.0", "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC0-1.0": Licence(
        "data", "CC0-1.0", "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}  # fmt: skip
"""The licences for data that a new package can choose from, by SPDX identifier."""

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def start(folder: Path, *, title: str, maintainer: str, licence: str, day: date) -> PackageInfo:
    """Write a package without rows into *folder*, which must be empty or not there, with its tables built.

    The name of the folder is the name of the package.  Beside rows and tables stand a README that tells how to go on,
    a changelog, and what git ignores.  Where such a package cannot be, nothing is written.

    Raises:
        PackageError: The folder holds something, cannot be written, or has a name that no package can have; or title
            or maintainer are no text that a package can have.
    """
    name = folder.resolve().name
    if _NAME.fullmatch(name) is None:
        raise PackageError(
            f"{name!r} cannot be the name of a package: it takes lower-case letters and digits, "
            "joined by single hyphens."
        )
    info = PackageInfo(
        name=name, title=title, description=f"{title}: events, quotes and sources.", version="0.1.0", created=day,
        homepage=None, keywords=(), contributors=(Contributor("maintainer", maintainer, "publisher"),),
        licences=(LICENCES[licence],),
    )  # fmt: skip
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise PackageError(f"{folder} is not empty. Name a folder that is not there yet.")
        files = _files(info)
        folder.mkdir(parents=True, exist_ok=True)
        replace_all(folder, files)
    except OSError as error:
        raise PackageError(f"The package in {folder} cannot be written: {error}") from error
    return info


def _files(info: PackageInfo) -> dict[str, bytes]:
    """Give every file of a package without rows, by its name in the package's folder.

    Raises:
        PackageError: There cannot be such a package.
    """
    with tempfile.TemporaryDirectory(prefix="summitdata-") as scratch:
        root = Path(scratch, info.name)
        write_rows({table: [] for table in TABLES}, info, root)
        built = build(root)
        if not built.ok:
            found = "; ".join(f"{one.found} ({one.expected})" for one in built.findings)
            raise PackageError(f"There cannot be such a package: {found}")
        files = {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}
    return {**files, README: _readme(info).encode(), CHANGELOG: _CHANGELOG.encode(), ".gitignore": b"dist/\n"}


def _readme(info: PackageInfo) -> str:
    """Tell how such a package is curated and released."""
    (licence,) = info.licences
    folders = "".join(
        f"| `rows/{folder}/` | {_one(shape)} | {', '.join(f'`{key}`' for key in _needed(shape))} |\n"
        for folder, shape in FILE_SHAPES.items()
    )
    text = resources.files("summitdata.release").joinpath("starting.md").read_text(encoding="utf-8")
    for mark, put in {
        "folders": folders, "licence_title": licence.title, "licence_path": licence.path, "licence": licence.name,
        "title": info.title,
    }.items():  # fmt: skip
        text = text.replace(f"{{{mark}}}", put)
    return text


def _one(shape: Shape) -> str:
    """Say what one record is: the meaning of its table from behind "One row per"."""
    return shape.table.meaning.removeprefix("One row per ").rstrip(".")


def _needed(shape: Shape) -> list[str]:
    return [name for name, column in shape.written.items() if column.required]
