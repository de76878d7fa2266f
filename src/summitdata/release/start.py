"""Starting a package of one's own: a folder that is ready to curate, build and check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from summitdata.build import build
from summitdata.errors import PackageError
from summitdata.rows import Contributor, Licence, PackageInfo, write_rows
from summitdata.schema import TABLES

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
    """Write a package without rows into *folder*, which must be empty or not there, and build it.

    The name of the folder is the name of the package.

    Raises:
        PackageError: The folder holds something, cannot be written, or has a name that no package can have.
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
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise PackageError(f"{folder} is not empty. Name a folder that is not there yet.")
        write_rows({table: [] for table in TABLES}, info, folder)
    except OSError as error:
        raise PackageError(f"The package in {folder} cannot be written: {error}") from error
    built = build(folder)
    if not built.ok:
        raise PackageError(f"The package in {folder} cannot be built: {'; '.join(one.found for one in built.findings)}")
    return info
