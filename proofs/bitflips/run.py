"""Damaging copies of a release, byte by byte and file by file, and proving each with :func:`prove`."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from proofs.bitflips.installing import install
from summitdata.errors import PackageError
from summitdata.release.archive import SUMS, zipped
from summitdata.release.artefacts import data_package
from summitdata.release.integrity import prove
from summitdata.rows import read

SEED: Final = 20260113
OFFSETS: Final = 8
"""How many bytes of each file are changed, one at a time, beside its first and its last."""

_ROOT: Final = Path(__file__).parents[2]


def outcome_of(path: Path | None) -> str:
    """Prove a damaged copy, the installed one without *path*, and say what came of it."""
    try:
        proof = prove(path)
    except PackageError:
        return "found"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"an internal error: {type(error).__name__}"
    return "missed" if proof.ok else "found"


def flips(file: Path, proved: Path | None, draw: random.Random, most: int) -> Iterator[str]:
    """Change one byte of *file* at a time, to any other value, and put it back."""
    data = file.read_bytes()
    offsets = {0, len(data) - 1, *draw.sample(range(len(data)), min(most, len(data)))} if data else set()
    for offset in sorted(offsets):
        byte = data[offset] ^ draw.randrange(1, 256)
        file.write_bytes(data[:offset] + bytes([byte]) + data[offset + 1 :])
        yield outcome_of(proved)
    file.write_bytes(data)


def damages(folder: Path | None, file: Path) -> Iterator[tuple[str, str]]:
    """Remove, rename, truncate and lengthen one file, and add one beside it; each is undone."""
    data, other = file.read_bytes(), file.with_name(f"{file.name}.other")
    file.unlink()
    yield "removed file", outcome_of(folder)
    other.write_bytes(data)
    yield "renamed file", outcome_of(folder)
    other.unlink()
    if data:
        file.write_bytes(data[:-1])
        yield "last byte gone", outcome_of(folder)
    file.write_bytes(data + b"\0")
    yield "byte more", outcome_of(folder)
    file.write_bytes(data)
    other.write_bytes(b"")
    yield "added file", outcome_of(folder)
    other.unlink()


def run(offsets: int = OFFSETS) -> Counter[tuple[str, str, str]]:
    """Meet every case; give counts by copy, damage and outcome."""
    draw = random.Random(SEED)  # noqa: S311 - drawn to be drawn again
    counts: Counter[tuple[str, str, str]] = Counter()
    info = read(_ROOT / "dataset").info
    if info is None:
        raise RuntimeError("the dataset has no package.yaml")
    made = data_package(_ROOT / "dataset", info)
    with tempfile.TemporaryDirectory(prefix="bitflips-") as name:
        packed, folder = Path(name, "package.zip"), Path(name, "folder")
        packed.write_bytes(zipped(made, info.created))
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(folder)
        if not (prove(packed).ok and prove(folder).ok):
            raise RuntimeError("the undamaged copies are not proved")
        for outcome in flips(packed, packed, draw, offsets * 20):
            counts["zip", "changed byte", outcome] += 1
        for file in sorted(folder.rglob("*")):
            if file.is_dir():
                continue
            for outcome in flips(file, folder, draw, offsets if file.suffix == ".parquet" or file.name == SUMS else 5):
                counts["folder", "changed byte", outcome] += 1
            for damage, outcome in damages(folder, file):
                counts["folder", damage, outcome] += 1
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{file.name:40}")
        counts.update(_in_descriptor(folder, Path(name, "built"), draw, offsets))
        counts.update(of_installed(Path(name, "installed"), offsets))
    return counts


def _in_descriptor(folder: Path, built: Path, draw: random.Random, offsets: int) -> Counter[tuple[str, str, str]]:
    """Damage the tables of a built folder, which has no list of hashes, only those of its descriptor."""
    counts: Counter[tuple[str, str, str]] = Counter()
    built.mkdir()
    for file in [*folder.glob("*.parquet"), folder / "datapackage.json"]:
        shutil.copy(file, built)
    for file in sorted(built.glob("*.parquet")):
        for outcome in flips(file, built, draw, offsets):
            counts["built folder", "changed byte of a table", outcome] += 1
    return counts


def of_installed(folder: Path, offsets: int) -> Counter[tuple[str, str, str]]:
    """Install the wheel into *folder*, and damage what stands there, in a process that runs that very copy."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "proofs.bitflips.installed", str(offsets)],
        cwd=_ROOT, check=True, stdout=subprocess.PIPE, env={**clean, "PYTHONPATH": str(install(_ROOT, folder))},
    )  # fmt: skip
    return Counter({(copy, damage, outcome): count for copy, damage, outcome, count in json.loads(done.stdout)})


def write() -> int:
    """Meet every case and write the page; give how many were not found."""
    counts = run()
    page = _ROOT / "docs" / "proofs" / "bit-flips.md"
    before, _, rest = page.read_text(encoding="utf-8").partition("<!-- run -->\n")
    _, _, after = rest.partition("<!-- end of run -->")
    kinds = dict.fromkeys((copy, damage) for copy, damage, _ in counts)
    lines = ["| copy | damage | cases | found | missed | internal errors |", "|---|---|---|---|---|---|"]
    bad = 0
    for copy, damage in kinds:
        of_kind = {outcome: count for (one, two, outcome), count in counts.items() if (one, two) == (copy, damage)}
        total, found, missed = sum(of_kind.values()), of_kind.get("found", 0), of_kind.get("missed", 0)
        bad += total - found
        lines.append(f"| {copy} | {damage} | {total:,} | {found:,} | {missed} | {total - found - missed} |")
    page.write_text(f"{before}<!-- run -->\n" + "\n".join(lines) + f"\n<!-- end of run -->{after}", encoding="utf-8")
    return bad
