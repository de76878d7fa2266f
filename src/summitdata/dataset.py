"""Finding a built package and reading its tables: in the wheel, in a zip, in a checkout, or in any folder."""

from __future__ import annotations

import atexit
import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summitdata.errors import PackageError
from summitdata.strangers import Refusal, Why, checked, contents, parse, read_tables, safe_members
from summitdata.strangers.files import NO_FILE
from summitdata.strangers.limits import LARGEST_DESCRIPTOR, LARGEST_FILE, LARGEST_PACKAGE, LONGEST_NAME

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pyarrow as pa

DESCRIPTOR: Final = "datapackage.json"
"""The file that makes a folder a package."""

COMMITTED: Final = ".committed"
"""The folder of a build that is committed but not yet moved into place: its files go before all others."""

_LOOKS: Final = 2
_MOST_RESOURCES: Final = 100

_EXTRACTED: Final[dict[str, Path]] = {}
_OPEN_UNTIL_EXIT: Final = ExitStack()
atexit.register(_OPEN_UNTIL_EXIT.close)


def data_root() -> Traversable:
    """Find the dataset that comes with the library: in the wheel or zip, else beside ``src`` in a checkout.

    Raises:
        PackageError: Neither is there.
    """
    inside = files("summitdata").joinpath("dataset")
    if inside.is_dir():
        return inside
    beside = Path(__file__).resolve().parents[2] / "dataset"
    if beside.is_dir():
        return beside
    raise PackageError(f"The dataset is missing: there is neither {inside} nor {beside}. Install summitdata again.")


def open_package(path: str | Path | None = None) -> Package:
    """Open a built package: a folder, the ``datapackage.json`` in it, or a zip; without *path*, our own.

    In a zip the package stands at the top, or in the only folder there.

    Raises:
        PackageError: There is no package at *path*, or its descriptor cannot be read.
    """
    if path is None:
        return Package(data_root(), own=True)
    place = Path(path)
    if place.is_file() and place.name != DESCRIPTOR:
        return Package(_in_zip(place))
    return Package(place.parent if place.name == DESCRIPTOR else place)


def _in_zip(file: Path) -> Traversable:
    """Find the folder of the package in a zip, all of whose members are within what is read of a stranger's.

    Raises:
        PackageError: The file is no zip, or one with members that nobody should unpack.
    """
    try:
        archive = zipfile.ZipFile(file)
        try:
            safe_members(archive)
        except PackageError as error:
            archive.close()
            raise PackageError(f"{file} cannot be opened: {error}") from error
        top = zipfile.Path(archive)
        inside = list(top.iterdir())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise PackageError(f"{file} is neither a folder nor a zip with a package: {error}") from error
    has_descriptor = any(entry.name == DESCRIPTOR for entry in inside)
    return inside[0] if not has_descriptor and len(inside) == 1 and inside[0].is_dir() else top


class Package:
    """A built package: its descriptor, as it is when the package is opened, and its tables, read when asked for.

    Only the package that comes with the library is *own*, and read in this process.  Of any other nobody knows who
    made it, whatever its descriptor says: its files must be plain files within limits, and another process reads
    its Parquet (see :mod:`summitdata.strangers`).

    Raises:
        PackageError: The folder has no descriptor, or one that cannot be read.
    """

    def __init__(self, root: Traversable, *, own: bool = False) -> None:
        self.root = root
        """The folder, which may lie in a zip."""
        self._own = own
        self._read: dict[str, tuple[bytes, pa.Table | Refusal]] = {}
        self.descriptor: Mapping[str, Any] = self._parse(self._bytes(DESCRIPTOR))
        """The contents of ``datapackage.json``."""
        self._resources: dict[str, Mapping[str, Any]] = {entry["name"]: entry for entry in self.descriptor["resources"]}

    def __repr__(self) -> str:
        return f"Package({str(self.root)!r})"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its tables, in the order of the descriptor."""
        return tuple(self._resources)

    def read(self, table: str, *, verify: bool = False) -> pa.Table:
        """Read one table whole.

        With *verify*, the very bytes that are read are first held against the SHA-256 in the descriptor: lying
        statistics and most flipped bits show in nothing else.

        Raises:
            PackageError: The package has no such table, its file is missing or no Parquet, or *verify* fails.
        """
        file = self._file(table)
        data = self._bytes(file)
        if verify and self.recorded_hash(table) != (found := f"sha256:{hashlib.sha256(data).hexdigest()}"):
            raise PackageError(
                f"{self.root}/{file} is not the file that {DESCRIPTOR} describes: "
                f"its hash is {found}, recorded is {self.recorded_hash(table)}."
            )
        answer = _own_tables({table: data})[table] if self._own else self._strange(table, data)
        if isinstance(answer, Refusal):
            raise PackageError(f"{self.root}/{file} cannot be read as Parquet: {answer.found}")
        return answer

    def examine(self, tables: Iterable[str]) -> dict[str, pa.Table | Refusal]:
        """Read *tables*, each only if it is the file that is described.

        One process reads all of a package that nobody vouches for.  A table that cannot be had is a
        :class:`summitdata.strangers.Refusal`.
        """
        found: dict[str, pa.Table | Refusal] = {}
        files: dict[str, bytes] = {}
        for table in tables:
            if table not in self._resources:
                found[table] = Refusal(Why.MISSING, f"no table {table}")
                continue
            data = self._contents(self._file(table), LARGEST_FILE)
            refusal = data if isinstance(data, Refusal) else checked(data, self.recorded_hash(table))
            if refusal is not None:
                found[table] = refusal
            elif isinstance(data, bytes):
                files[table] = data
        if sum(map(len, files.values())) > LARGEST_PACKAGE:
            told = Refusal(Why.LIMIT, f"tables of more than {LARGEST_PACKAGE:,} bytes together")
            return found | dict.fromkeys(files, told)
        return found | (_own_tables(files) if self._own else read_tables(files))

    def _strange(self, table: str, data: bytes) -> pa.Table | Refusal:
        """Read *data*, the file of *table*, and with it every other table that was not read yet."""
        digest = hashlib.sha256(data).digest()
        if self._read.get(table, (b"",))[0] != digest:
            files = {table: data}
            for name in self._resources.keys() - self._read.keys() - files.keys():
                other = self._contents(self._file(name), LARGEST_FILE)
                if isinstance(other, bytes) and len(other) + sum(map(len, files.values())) <= LARGEST_PACKAGE:
                    files[name] = other
            refused = {name: refusal for name, other in files.items() if (refusal := checked(other, None)) is not None}
            answers = refused | read_tables({name: other for name, other in files.items() if name not in refused})
            self._read |= {name: (hashlib.sha256(files[name]).digest(), answers[name]) for name in files}
        return self._read[table][1]

    def file(self, name: str) -> bytes:
        """Read any file that stands beside the descriptor whole.

        Raises:
            PackageError: There is no such file.
        """
        return self._bytes(name)

    def recorded_hash(self, table: str) -> str | None:
        """Give the hash that the descriptor records for a table's file, ``sha256:`` and 64 digits, if it does.

        Raises:
            PackageError: The package has no such table.
        """
        self._file(table)
        recorded = self._resources[table].get("hash")
        return recorded if isinstance(recorded, str) else None

    def path(self, table: str) -> Path:
        """Give a real file with one table; for a package in a zip a copy that lasts until the program ends.

        Raises:
            PackageError: The package has no such table, or its file is missing.
        """
        name = self._file(table)
        for _ in range(_LOOKS):
            for place in self._places(name):
                if place.is_file():
                    return place if isinstance(place, Path) else _extracted(place)
        raise PackageError(f"{self.root} has no file {name}, which its {DESCRIPTOR} names.")

    def _file(self, table: str) -> str:
        """Give the name of a table's file."""
        if table not in self._resources:
            raise PackageError(f"{self.root} has no table {table!r}; it has: {', '.join(self.names) or 'none'}.")
        return str(self._resources[table]["path"])

    def _places(self, name: str) -> tuple[Traversable, ...]:
        """Give the places where a file may be: committed but not yet moved, by a release or a build, and in place."""
        if not isinstance(self.root, Path):
            return self.root.joinpath(COMMITTED).joinpath(name), self.root.joinpath(name)
        folder = self.root.absolute()
        released, built = folder.parent / COMMITTED, folder / COMMITTED
        commits = ((released, released / folder.name), (built,))  # each with the folder that it stands in
        plain = (commit[-1] for commit in commits if not any(part.is_symlink() for part in commit))  # no build links
        return (*(commit / name for commit in plain), self.root / name)

    def _bytes(self, name: str) -> bytes:
        """Read a file whole."""
        data = self._contents(name, LARGEST_DESCRIPTOR if name == DESCRIPTOR else LARGEST_FILE)
        if isinstance(data, bytes):
            return data
        if data.found == NO_FILE:
            raise PackageError(f"{self.root} has no file {name}. Build the package there with: summitdata build")
        raise PackageError(f"{self.root}/{name} cannot be read: {data.found}.")

    def _contents(self, name: str, most: int) -> bytes | Refusal:
        """Read a file whole; a second look finds one that a build moved into place between the first two."""
        found: bytes | Refusal = Refusal(Why.MISSING, NO_FILE)
        for _ in range(_LOOKS):
            for place in self._places(name):
                try:
                    found = contents(place, most, trusted=self._own)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                    return Refusal(Why.UNREADABLE, f"a file in a damaged zip: {error}")
                if isinstance(found, bytes) or found.found != NO_FILE:
                    return found
        return found

    def _parse(self, data: bytes) -> Mapping[str, Any]:
        """Parse the descriptor, as far as this class relies on it."""
        try:
            descriptor = parse(data)
        except ValueError as error:
            raise PackageError(f"{self.root}/{DESCRIPTOR} is no JSON: {error}") from error
        resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
        if not isinstance(resources, list) or not _are_resources(resources):
            raise PackageError(
                f"{self.root}/{DESCRIPTOR} describes no package: 'resources' must be a list of objects, "
                "each with a 'name' and, as 'path', the plain name of a file beside it, and none of them twice."
            )
        return dict(descriptor)


def _own_tables(files: Mapping[str, bytes]) -> dict[str, pa.Table | Refusal]:
    """Read Parquet files, given by the names of their tables, in this process."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: dict[str, pa.Table | Refusal] = {}
    for name, data in files.items():
        try:
            found[name] = pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True).read(use_threads=False)
        except (pa.ArrowException, OSError) as error:
            found[name] = Refusal(Why.UNREADABLE, f"a file that cannot be read: {error}")
    return found


def _are_resources(entries: list[object]) -> bool:
    """Tell whether each of *entries* names a table and a file, and no two the same."""
    resources = [entry for entry in entries if isinstance(entry, dict) and _is_resource(entry)]
    if len(resources) != len(entries) or len(entries) > _MOST_RESOURCES:
        return False
    return all(len({entry[key] for entry in resources}) == len(entries) for key in ("name", "path"))


def _is_resource(entry: object) -> bool:
    """Tell whether *entry* names a table and a file in the same folder, and not one elsewhere."""
    match entry:
        case {"name": str(name), "path": str(path)}:
            plain = path.isprintable() and not set(path) & set("/\\:") and not path.startswith(".")
            return plain and 0 < len(path) <= LONGEST_NAME and name.isprintable() and len(name) <= LONGEST_NAME
        case _:
            return False


def _extracted(place: Traversable) -> Path:
    """Copy a file out of its zip, once; the copy lasts until the program ends."""
    if str(place) not in _EXTRACTED:
        _EXTRACTED[str(place)] = _OPEN_UNTIL_EXIT.enter_context(as_file(place))
    return _EXTRACTED[str(place)]
