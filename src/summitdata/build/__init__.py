"""Building the package from its row files, and proving that a built one still holds what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from summitdata.build.atomic import replace_all, roll_forward
from summitdata.build.codes import BUILD_RULES, BuildRule
from summitdata.build.files import SCHEMAS, package_files
from summitdata.build.proof import describing, differences
from summitdata.dataset import Package
from summitdata.diagnostics import Diagnostic, Severity, ordered
from summitdata.digests import dataset_digest, row_digest, table_digests
from summitdata.errors import PackageError
from summitdata.resolve import complete
from summitdata.rows import PackageInfo, Reading, read

__all__ = ["BUILD_RULES", "BuildRule", "Built", "build", "check_built", "row_digest"]


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: the findings that forbade it, or what the package holds now."""

    root: Path
    findings: tuple[Diagnostic, ...] = ()
    """What was found in the row files; with an error among them nothing was built."""
    rows: dict[str, int] = field(default_factory=dict)
    """How many rows each table has."""
    digest: str | None = None
    """The digest of the content of all tables, ``sha256:`` and 64 digits."""
    written: tuple[str, ...] = ()
    """The files that changed; none where the package was up to date."""
    removed: tuple[str, ...] = ()
    """The files of tables that are no longer declared."""

    @property
    def ok(self) -> bool:
        """Whether the package was built."""
        return self.digest is not None


def build(root: Path) -> Built:
    """Build the package in the dataset folder *root* from its row files.

    Either all of its files are replaced or none, and a crash leaves readers the old package or the new one.
    Row files with errors build nothing.  What a crash left half done is completed first.

    Raises:
        PackageError: The files cannot be written.
    """
    try:
        roll_forward(root)  # before anything is read: an interrupted release has other row files too
        reading = read(root)
        package, findings = _described(reading)
        if package is None:
            return Built(root, findings)
        rows = complete(reading.tables)
        files = package_files(package, rows)
        stale = [name for name in _own_files(root) if name not in files]
        changed = replace_all(root, files, stale)
    except OSError as error:
        raise PackageError(f"The package in {root} cannot be written: {error}") from error
    return Built(
        root=root,
        findings=findings,
        rows={name: len(table) for name, table in rows.items()},
        digest=f"sha256:{dataset_digest(table_digests(rows))}",
        written=changed,
        removed=tuple(stale),
    )


def check_built(root: Path) -> tuple[Diagnostic, ...]:
    """Prove that the built package in *root* holds what its row files say; what does not hold is found.

    The tables are compared by their Arrow schemas and by the digests of their content, the descriptor and the
    editor schemas as they are.  Row files with errors are all that is found where there are some.
    """
    reading = read(root)
    package, findings = _described(reading)
    if package is None:
        return findings
    return ordered(differences(root, package, complete(reading.tables)))


def _described(reading: Reading) -> tuple[PackageInfo | None, tuple[Diagnostic, ...]]:
    """Give what the package says of itself, None where the row files have errors, and all that was found in them."""
    if any(finding.severity is Severity.ERROR for finding in reading.findings):
        return None, reading.findings
    described = describing(reading.info)
    if isinstance(described, Diagnostic):
        return None, ordered((*reading.findings, described))
    return described, reading.findings


def _own_files(root: Path) -> list[str]:
    """List the files of the package that stands in *root*: the tables of its descriptor, and all editor schemas."""
    try:
        built = Package(root)
    except PackageError:  # there is none, or none that tells what belongs to it
        tables = []
    else:
        tables = [entry["path"] for entry in built.descriptor["resources"] if entry["path"].endswith(".parquet")]
    schemas = [file.relative_to(root).as_posix() for file in root.glob(f"{SCHEMAS}/*.json")]
    return sorted({*(name for name in tables if (root / name).is_file()), *schemas})
