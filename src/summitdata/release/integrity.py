"""Proving that a package is the one that was released: every byte of every file, and that its tables can be read."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Final

from summitdata.dataset import DESCRIPTOR, Package, data_root, open_package
from summitdata.digests import DIGEST, table_digest
from summitdata.errors import PackageError
from summitdata.formats.arrow import from_arrow
from summitdata.release.archive import SUMS, read_sums, zipped
from summitdata.schema import TABLES

_COMPILED: Final = "__pycache__"
"""The folder in which Python keeps what it compiles; nobody records that, and it is made anew from its module."""

_RECORD: Final = re.compile(r"[^/]+\.dist-info/RECORD")
"""The file of a wheel that lists the SHA-256 of all others."""

_OTHERWISE: Final = "the zip is not the one that packing these files gives"

_RELEASED: Final = ("check.json", "croissant.json", "profile.json", "rules.json")
"""Files that only a release has: a folder with one of them had a list of hashes."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a copy: ``wrong`` names each file and what is wrong with it; ``by`` says what proved it."""

    target: str
    by: str
    files: int
    wrong: tuple[str, ...]
    unproved: tuple[str, ...] = ()
    """What nothing recorded could prove."""

    @property
    def ok(self) -> bool:
        """Whether every file is the recorded one."""
        return not self.wrong


def prove(path: Path | None = None) -> Proof:
    """Prove a copy of a package; without *path* the installed one, with the library itself.

    Hashes are compared first, and a file that differs is never opened: a flipped bit in a Parquet file can crash its
    reader.  A folder or zip with a ``SHA256SUMS`` is held against it, the installed package against the record of its
    installation, a wheel against its ``RECORD``, any other built folder against the hashes in its
    ``datapackage.json``.

    Raises:
        PackageError: There is nothing at *path* that could be proved.
    """
    if path is None:
        return _installed()
    if path.is_file() and path.name != DESCRIPTOR:
        return _zip(path)
    root = path.parent if path.name == DESCRIPTOR else path
    if any((root / name).is_file() for name in (SUMS, *_RELEASED)):
        files = dict(_files_below(root))
        return _against_sums(str(root), files, open_package(root) if DESCRIPTOR in files else None)
    return _built(root)


def _zip(file: Path) -> Proof:
    """Prove a zip: what it holds by its list of hashes, and the zip itself by packing the same files again."""
    data = file.read_bytes()
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            files = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
            day = date(*entries[0].date_time[:3]) if entries else date.min
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return Proof(str(file), "the zip itself", 0, (f"{file.name} cannot be read as a zip: {error}",))
    if file.suffix == ".whl":
        return _wheel(file, files)
    proof = _against_sums(str(file), files, None)
    wrong = [*proof.wrong]
    if not wrong and zipped(files, day) != data:  # before anything in it is opened
        wrong.append(f"{file.name}: {_OTHERWISE}")
    elif not wrong:
        package = open_package(file)
        is_of_its_day = str(package.descriptor.get("created", ""))[:10] == day.isoformat()
        wrong += _tables(package) if is_of_its_day else [f"{file.name}: {_OTHERWISE}"]
    return Proof(proof.target, proof.by, proof.files, tuple(wrong))


def _wheel(file: Path, files: Mapping[str, bytes]) -> Proof:
    """Hold what a wheel has against its own record, which nothing proves; nor is the zip around it proved."""
    records = [name for name in files if _RECORD.fullmatch(name)]
    if len(records) != 1:
        return Proof(str(file), "nothing", len(files), ("RECORD is missing, so nothing says what the files should be",))
    (record,) = records
    try:
        lines = list(csv.reader(io.StringIO(files[record].decode(), newline=""), strict=True))
        recorded = {name: digest.removeprefix("sha256=") for name, digest, _ in lines if name != record}
    except (ValueError, csv.Error) as error:
        return Proof(str(file), record, len(files), (f"{record}: {error}",))
    found = {name: _encoded(data) for name, data in files.items() if name != record}
    unproved = (record, "the zip around the files")
    return Proof(str(file), record, len(found), tuple(_unlike(found, recorded)), unproved)


def _encoded(data: bytes) -> str:
    """Give the SHA-256 of *data* as wheels and installations record it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _against_sums(target: str, files: Mapping[str, bytes], package: Package | None) -> Proof:
    """Hold files against the list of hashes among them."""
    if SUMS not in files:
        return Proof(target, "nothing", len(files), (f"{SUMS} is missing, so nothing says what the files should be",))
    try:
        recorded = read_sums(files[SUMS])
    except ValueError as error:
        return Proof(target, SUMS, len(files), (f"{SUMS}: {error}",))
    found = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != SUMS}
    wrong = [*_unlike(found, recorded)]
    if not wrong and package is not None:
        wrong += _tables(package)
    return Proof(target, SUMS, len(files), tuple(wrong))


def _unlike(found: Mapping[str, str], recorded: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*found, *recorded}):
        if name not in found:
            yield f"{name} is missing"
        elif name not in recorded:
            yield f"{name} is not recorded"
        elif found[name] != recorded[name]:
            yield f"{name} has the SHA-256 {found[name]}, recorded is {recorded[name]}"


def _tables(package: Package) -> Iterator[str]:
    """Read every table, whose file is known to be the recorded one, and hold its rows against their digest."""
    for entry in package.descriptor["resources"]:
        name, recorded = entry["name"], entry.get(DIGEST)
        if name not in TABLES:
            continue
        try:
            digest = f"sha256:{table_digest(TABLES[name], from_arrow(TABLES[name], package.read(name, verify=True)))}"
        except (PackageError, TypeError, ValueError) as error:
            yield f"{entry['path']}: {error}"
        else:
            if recorded != digest:
                yield f"{entry['path']} holds rows with the digest {digest}, recorded is {recorded}"


def _built(root: Path) -> Proof:
    """Prove a built folder without a list of hashes: its tables by the descriptor, which nothing proves."""
    package = open_package(root)
    recorded = {str(entry["path"]): str(entry.get("hash", "")) for entry in package.descriptor["resources"]}
    found = {file.name: f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in root.glob("*.parquet")}
    wrong = [*_unlike(found, recorded)] or [*_tables(package)]
    return Proof(str(root), DESCRIPTOR, len(found), tuple(wrong), (DESCRIPTOR,))


def _installed() -> Proof:
    """Prove the installed library and dataset by the record that the installer wrote."""
    try:
        distribution = metadata.distribution("summitdata")
    except metadata.PackageNotFoundError:
        distribution = None
    root = data_root()
    listed = [file for file in distribution.files or () if file.parts[0] == "summitdata"] if distribution else []
    is_this = distribution is not None and str(root).startswith(str(distribution.locate_file("summitdata")))
    if distribution is None or not listed or not is_this:  # a checkout, or an editable installation of one
        if isinstance(root, Path):
            return _built(root)
        raise PackageError("The library runs from a zip that nobody installed: name the package as PATH.")
    top = Path(str(distribution.locate_file("summitdata")))
    recorded = {file.as_posix(): file.hash.value for file in listed if file.hash is not None}
    found = {f"summitdata/{name}": _encoded(data) for name, data in _files_below(top) if not _is_compiled(top / name)}
    wrong = [*_unlike(found, recorded)] or [*_tables(open_package())]
    return Proof(str(top), "the record of its installation", len(found), tuple(wrong))


def _is_compiled(file: Path) -> bool:
    """Tell whether a file is what Python compiled of a module that stands where it should."""
    module = file.parent.parent / f"{file.name.partition('.')[0]}.py"
    return file.parent.name == _COMPILED and file.suffix == ".pyc" and not file.is_symlink() and module.is_file()


def _files_below(root: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file below *root* by its name from there; a link counts as what it is, and never as its target.

    Raises:
        PackageError: A file cannot be read.
    """
    for file in sorted(root.rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.is_symlink():
            yield name, f"a symbolic link to {file.readlink()}".encode()
        elif not file.is_dir():
            try:
                yield name, file.read_bytes()
            except OSError as error:
                raise PackageError(f"{file} cannot be read: {error.strerror or error}.") from error
