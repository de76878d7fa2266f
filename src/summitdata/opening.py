"""Any package with the same tables, with the interface of the installed one."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from summitdata import citation, loading, views
from summitdata.citation import CitationFormat
from summitdata.dataset import Package, open_package
from summitdata.frames import Backend
from summitdata.policy.resolution import Resolve


def open_dataset(path: str | PathLike[str]) -> Dataset:
    """Open a package: a folder, the ``datapackage.json`` in it, or a zip; ``summitdata.open`` is this function.

    Raises:
        PackageError: There is no package at *path*, or it cannot be read.
    """
    return Dataset(open_package(Path(path)))


class Dataset:
    """A package that was opened; each method does what the function of the same name does for the installed one."""

    def __init__(self, package: Package) -> None:
        self.package = package
        """The package itself: its folder, and the contents of its ``datapackage.json``."""

    def __repr__(self) -> str:
        return f"Dataset({str(self.package.root)!r})"

    @property
    def version(self) -> str:
        """The version that its descriptor states; empty where it states none."""
        return str(self.package.descriptor.get("version", ""))

    def tables(self) -> tuple[str, ...]:
        """Give the names of its tables, in the order of its descriptor."""
        return self.package.names

    def load(
        self, name: str, backend: Backend = "pandas", *, resolve: Resolve = "preferred", as_of: str | None = None
    ) -> Any:  # noqa: ANN401 - the frame is of the library that is asked for
        """Load one table; see :func:`summitdata.loading.load`."""
        return loading.load(name, backend, resolve=resolve, as_of=as_of, package=self.package)

    def describe(self, name: str, backend: Backend = "pandas") -> Any:  # noqa: ANN401 - as for load
        """Say what the columns of one table mean; see :func:`summitdata.loading.describe`."""
        return loading.describe(name, backend)

    def path(self, name: str) -> Path:
        """Give the Parquet file of one table; see :func:`summitdata.loading.path`."""
        return loading.path(name, package=self.package)

    def sql(self, query: str, backend: Backend = "pandas") -> Any:  # noqa: ANN401 - as for load
        """Run one SQL query over all tables; see :func:`summitdata.loading.sql`."""
        return loading.sql(query, backend, package=self.package)

    def timeline(self, backend: Backend = "pandas") -> Any:  # noqa: ANN401 - as for load
        """Give events and utterances in order of time; see :func:`summitdata.views.timeline`."""
        return views.timeline(backend, package=self.package)

    def wordings(self, quote: str, backend: Backend = "pandas") -> Any:  # noqa: ANN401 - as for load
        """Give one utterance with all its renderings; see :func:`summitdata.views.wordings`."""
        return views.wordings(quote, backend, package=self.package)

    def cite(self, key: str | None = None, form: CitationFormat = "text") -> str:
        """Cite the package, or one record of it; see :func:`summitdata.citation.cite`."""
        return citation.cite(key, form, package=self.package)
