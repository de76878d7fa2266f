"""Setting the example dataset up in an empty folder, and making one mistake in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final

from summitdata.build.files import package_files, parquet
from summitdata.catalogue.entry import Change
from summitdata.dataset import DESCRIPTOR
from summitdata.formats.arrow import to_arrow
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import Licence, PackageInfo, row_texts
from summitdata.rules.example import folder
from summitdata.rules.language import Edit
from summitdata.rules.patching import concluded, example, patched
from summitdata.schema import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

INFO: Final = PackageInfo(
    name="strait", title="The strait", description="Two leaders of two invented countries meet.", version="1.0.0",
    created=date(2020, 5, 7), homepage=None, keywords=("example",), contributors=(),
    licences=(Licence("data", "CC0-1.0", "Creative Commons Zero", "https://example.org/"),),
)  # fmt: skip
"""What the example dataset says of itself where it is built."""


def rows_alone(root: Path) -> None:
    """Write the row files of the example dataset."""
    _put(root, _example_rows())


@cache
def _example_rows() -> dict[str, bytes]:
    """Give the row files of the example, which most demonstrations begin with."""
    return _row_files(example().tables, None)


def _row_files(rows: Rows, info: PackageInfo | None) -> dict[str, bytes]:
    """Give row files by their names; an example need not outlast a failure of the disk, so they are put anyhow."""
    here = Path()
    return {path.as_posix(): text.encode() for path, text in row_texts(rows, info, here).items()}


def rows_and_articles(root: Path) -> None:
    """Write the row files of the example dataset, and beside them the articles in a folder ``texts``."""
    rows_alone(root)
    (root / "texts").mkdir()
    for article in (folder() / "texts").iterdir():
        (root / "texts" / article.name).write_bytes(article.read_bytes())


def rows_and_package(root: Path) -> None:
    """Write the row files of the example dataset, and the package that is built from them."""
    _put(root, _row_files(example().tables, INFO))
    package_alone(root)


def package_alone(root: Path) -> None:
    """Write the package that is built from the example dataset."""
    _put(root, package_files(INFO, complete(example().tables)))


def edited_rows(edits: Iterable[Edit]) -> Change:
    """Write the row files anew with *edits* made."""

    def change(root: Path) -> None:
        rmtree(root / "rows")
        _put(root, _row_files(patched(edits), None))

    return change


def edited_package(edits: tuple[Edit, ...]) -> Change:
    """Write the package anew with *edits* made, those of conclusions among them."""
    return lambda root: _put(root, package_files(INFO, concluded(patched(edits), edits)[0]))


def edited_table(name: str, edit: Callable[[pa.Table], pa.Table]) -> Change:
    """Replace a built table by what *edit* makes of it, and record its new digest."""

    def change(root: Path) -> None:
        rows = complete(example().tables)[name]
        recorded(name, parquet(edit(to_arrow(TABLES[name], rows))))(root)

    return change


def recorded(name: str, data: bytes) -> Change:
    """Replace the file of a built table, and record its new digest."""

    def change(root: Path) -> None:
        descriptor = json.loads((root / DESCRIPTOR).read_bytes())
        for resource in descriptor["resources"]:
            if resource["name"] == name:
                resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        _put(root, {f"{name}.parquet": data, DESCRIPTOR: text.encode()})

    return change


def swapped(file: str, old: str, new: str) -> Change:
    """Replace the first *old* in a file by *new*; ``ValueError`` where the file has it not."""

    def edit(data: bytes) -> bytes:
        if old.encode() not in data:
            raise ValueError(f"{file} has no {old!r}")
        return data.replace(old.encode(), new.encode(), 1)

    return rewritten(file, edit)


def rewritten(file: str, edit: Callable[[bytes], bytes]) -> Change:
    """Replace the bytes of a file by what *edit* makes of them."""

    def change(root: Path) -> None:
        path = root / file
        path.write_bytes(edit(path.read_bytes()))

    return change


def written(file: str, text: str) -> Change:
    """Write a file that is not there yet, or write it anew."""
    return lambda root: _put(root, {file: text.encode()})


def renamed(old: str, new: str) -> Change:
    """Give a file or a folder another name."""

    def change(root: Path) -> None:
        (root / old).rename(root / new)

    return change


def removed(file: str) -> Change:
    """Remove a file."""
    return lambda root: (root / file).unlink()


def _put(root: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
