"""The files of a release: wheel and sdist, the data package, its metadata, and the hashes of them all."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from summitdata.build.atomic import replace_all
from summitdata.build.descriptor import file_of
from summitdata.build.files import as_json, editor_schemas
from summitdata.checking import check
from summitdata.dataset import DESCRIPTOR, Package
from summitdata.diff.revision import git, take_out_all
from summitdata.digests import DIGEST
from summitdata.errors import PackageError
from summitdata.formats.arrow import from_arrow
from summitdata.release.archive import SUMS, read_sums, sums, zipped
from summitdata.release.changelog import CHANGELOG, notes
from summitdata.release.croissant import croissant
from summitdata.release.gate import Judgement
from summitdata.release.metadata import citation_cff, dataset_card, zenodo_json
from summitdata.release.prepare import top_of
from summitdata.release.profile import profile
from summitdata.release.twins import to_csv, to_json_lines
from summitdata.reports.explain import rules_json
from summitdata.reports.json import render
from summitdata.rows import PackageInfo
from summitdata.schema import TABLES

CARD: Final = "README.md"
"""The file that people and model hubs read first."""


def publish(root: Path, out: Path, judgement: Judgement) -> Iterator[str]:
    """Write the files of a release into the folder *out*, as one step, and tell of each.

    Raises:
        PackageError: Something forbids the release, or the files cannot be made or written.
    """
    if judgement.refusals:
        raise PackageError(f"Nothing is published: {judgement.refusals[0].expected}")
    info = judgement.info
    package = data_package(root, info)
    files = {
        f"{info.name}-{info.version}-data.zip": zipped(package, info.created),
        "croissant.json": package["croissant.json"],
        "CITATION.cff": package["CITATION.cff"],
        **_distributions(top_of(root), info),
    }
    changelog = top_of(root) / CHANGELOG
    if changelog.is_file():
        files["notes.md"] = notes(changelog.read_text(encoding="utf-8"), info.version).encode()
    files[SUMS] = sums(files)
    try:
        out.mkdir(parents=True, exist_ok=True)
        replace_all(out, files, _of_the_last(out))
    except OSError as error:
        raise PackageError(f"The files of the release cannot be written into {out}: {error}") from error
    return (f"{name}  {len(files[name]):,} bytes" for name in sorted(files))


def data_package(root: Path, info: PackageInfo) -> dict[str, bytes]:
    """Give the files of the data package of the built dataset in *root*, by name.

    Raises:
        PackageError: The built package cannot be read.
    """
    package = Package(root)
    tables = {name: package.file(file_of(name)) for name in TABLES}
    rows = {name: from_arrow(table, package.read(name, verify=True)) for name, table in TABLES.items()}
    report = replace(check(root), target=f"{info.name} {info.version}")
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}
    counts = {name: len(table) for name, table in rows.items()}
    meanings = {name: table.meaning for name, table in TABLES.items()}
    files = {
        DESCRIPTOR: package.file(DESCRIPTOR),
        **{file_of(name): data for name, data in tables.items()},
        **{f"csv/{name}.csv": to_csv(table, rows[name]) for name, table in TABLES.items()},
        **{f"jsonl/{name}.jsonl": to_json_lines(table, rows[name]) for name, table in TABLES.items()},
        CARD: dataset_card(info, counts, meanings, str(package.descriptor[DIGEST])).encode(),
        "CITATION.cff": citation_cff(info).encode(),
        ".zenodo.json": zenodo_json(info).encode(),
        "croissant.json": as_json(croissant(info, package, hashes, {name: len(data) for name, data in tables.items()})),
        "profile.json": as_json(profile()),
        **editor_schemas(),
        "rules.json": f"{rules_json()}\n".encode(),
        "check.json": f"{render(report)}\n".encode(),
        **_licences(top_of(root), info),
    }
    return {**files, SUMS: sums(files)}


def _licences(top: Path, info: PackageInfo) -> dict[str, bytes]:
    """Give the text of each licence of the data, where it is kept."""
    texts = {licence.name: top / "LICENSES" / f"{licence.name}.txt" for licence in info.licences}
    return {f"LICENSES/{name}.txt": file.read_bytes() for name, file in texts.items() if file.is_file()}


def _of_the_last(out: Path) -> list[str]:
    """List the files of an earlier release in *out*, by its own list of hashes."""
    try:
        return [name for name in read_sums((out / SUMS).read_bytes()) if "/" not in name and (out / name).is_file()]
    except (FileNotFoundError, ValueError):
        return []


def _distributions(top: Path, info: PackageInfo) -> dict[str, bytes]:
    """Build wheel and sdist from what is committed, where the dataset is that of a Python project."""
    if not (top / "pyproject.toml").is_file():
        return {}
    moment = int(datetime.combine(info.created, time(), UTC).timestamp())
    with tempfile.TemporaryDirectory(prefix="summitdata-") as folder:
        source, made = Path(folder, "source"), Path(folder, "made")
        take_out_all(git(top, "archive", "--format=tar", "HEAD"), source)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(  # noqa: S603 - our own Python, on files that git gave
            [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(source)],
            capture_output=True, text=True, check=False,
            env={**clean, "SOURCE_DATE_EPOCH": str(moment), "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        )  # fmt: skip
        if done.returncode:
            last = (done.stdout + done.stderr).strip().splitlines()[-1:]
            raise PackageError(f"Wheel and sdist cannot be built: {''.join(last)} The extra dev brings what it needs.")
        return {file.name: file.read_bytes() for file in sorted(made.iterdir())}
