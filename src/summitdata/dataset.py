"""Finding a built package and reading its tables: in the wheel, in a zip, in a checkout, or in any folder."""

from __future__ import annotations

import atexit
import hashlib
import json
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summitdata.errors import PackageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pyarrow as pa

DESCRIPTOR: Final = "datapackage.json"
"""The file that makes a folder a package."""

COMMITTED: Final = ".committed"
"""The folder of a build that is committed but not yet moved into place: its files go before all others."""

_LOOKS: Final = 2

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
    """Open a built package: a folder, or the ``datapackage.json`` in it; without *path*, our own.

    Raises:
        PackageError: There is no package at *path*, or its descriptor cannot be read.
    """
    if path is None:
        return Package(data_root())
    place = Path(path)
    return Package(place.parent if place.name == DESCRIPTOR else place)


class Package:
    """A built package: its descriptor, as it is when the package is opened, and its tables, read when asked for.

    Raises:
        PackageError: The folder has no descriptor, or one that cannot be read.
    """

    def __init__(self, root: Traversable) -> None:
        self.root = root
        """The folder, which may lie in a zip."""
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
        import pyarrow as pa
        import pyarrow.parquet as pq

        file = self._file(table)
        data = self._bytes(file)
        if verify and self.recorded_hash(table) != (found := f"sha256:{hashlib.sha256(data).hexdigest()}"):
            raise PackageError(
                f"{self.root}/{file} is not the file that {DESCRIPTOR} describes: "
                f"its hash is {found}, recorded is {self.recorded_hash(table)}."
            )
        try:
            return pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True).read()
        except (pa.ArrowException, OSError) as error:
            raise PackageError(f"{self.root}/{file} cannot be read as Parquet: {error}") from error

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

    def _places(self, name: str) -> tuple[Traversable, Traversable]:
        """Give the two places where a file may be: committed but not yet moved, and in place."""
        return self.root.joinpath(COMMITTED).joinpath(name), self.root.joinpath(name)

    def _bytes(self, name: str) -> bytes:
        """Read a file whole; a second look finds one that a build moved into place between the first two."""
        for _ in range(_LOOKS):
            for place in self._places(name):
                try:
                    return place.read_bytes()
                except (FileNotFoundError, NotADirectoryError):
                    continue
                except OSError as error:
                    raise PackageError(f"{place} cannot be read: {error.strerror or error}.") from error
        raise PackageError(f"{self.root} has no file {name}. Build the package there with: summitdata build")

    def _parse(self, data: bytes) -> Mapping[str, Any]:
        """Parse the descriptor, as far as this class relies on it."""
        try:
            descriptor: Any = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise PackageError(f"{self.root}/{DESCRIPTOR} is no JSON: {error}") from error
        resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
        if not isinstance(resources, list) or not all(_is_resource(entry) for entry in resources):
            raise PackageError(
                f"{self.root}/{DESCRIPTOR} describes no package: 'resources' must be a list of objects, "
                "each with a 'name' and, as 'path', the plain name of a file beside it."
            )
        return dict(descriptor)


def _is_resource(entry: object) -> bool:
    """Tell whether *entry* names a table and a file in the same folder, and not one elsewhere."""
    match entry:
        case {"name": str(), "path": str(path)}:
            return bool(path) and not path.startswith(".") and not set(path) & set("/\\:\0")
        case _:
            return False


def _extracted(place: Traversable) -> Path:
    """Copy a file out of its zip, once; the copy lasts until the program ends."""
    if str(place) not in _EXTRACTED:
        _EXTRACTED[str(place)] = _OPEN_UNTIL_EXIT.enter_context(as_file(place))
    return _EXTRACTED[str(place)]
