"""The catalogue of B codes: what must hold of a built package, and how a breach is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from summitdata.diagnostics import Diagnostic, Place, Severity
from summitdata.strangers import Refusal, Why

_BUILD: Final = "Run summitdata build, and commit what it writes."


@dataclass(frozen=True, slots=True)
class BuildRule:
    """One B code: permanent, with the sentence that must hold and the sentence that says how to mend a breach."""

    code: str
    expected: str
    fix: str = _BUILD

    def finding(self, file: str, found: str, *, table: str | None = None, key: str | None = None) -> Diagnostic:
        """Make a finding of this rule, placed at *file*."""
        return Diagnostic(self.code, Severity.ERROR, self.expected, found, self.fix, table, key, None, Place(file))


UNFINISHED = BuildRule(
    "B001", "Every build is complete: no files wait to be moved into place.",
    "Run summitdata build, which first completes what a crash left half done.",
)  # fmt: skip
NO_PACKAGE = BuildRule("B002", "A dataset has a datapackage.json that describes its built tables.")
MISSING = BuildRule("B003", "Every table has its Parquet file, and every kind of row file its editor schema.")
HASH = BuildRule(
    "B004", "The SHA-256 of every Parquet file is the one that datapackage.json records.",
    "Never edit a built table: run summitdata build, and commit all that it writes together.",
)  # fmt: skip
UNREADABLE = BuildRule("B005", "Every Parquet file can be read.")
SCHEMA = BuildRule("B006", "Every built table has the columns, types and meanings that the declared table has.")
ROWS = BuildRule(
    "B007", "Every built table holds what the row files say, and what follows from them.",
    "Run summitdata build, and commit what it writes; change rows, never tables.",
)  # fmt: skip
DESCRIPTION = BuildRule("B008", "The file datapackage.json describes the tables and the package as the row files do.")
EDITOR_SCHEMA = BuildRule("B009", "Every editor schema is the one that follows from the declared tables.")
STRAY = BuildRule(
    "B010", "Every Parquet file beside datapackage.json, and every file in the folder schema, belongs to the package.",
    "Remove the file, or keep it elsewhere.",
)  # fmt: skip
NO_INFO = BuildRule(
    "B011", "A dataset that is built says what it is in the file rows/package.yaml.",
    "Write the file: name, title, description, version and created, with contributors and licences.",
)  # fmt: skip
PLAIN_FILE = BuildRule(
    "B012", "Every table is a plain file of at most 16 MiB, with a million rows, 200 columns and 64 MiB at most.",
    "Put the file itself in the place of a link; a table of that size is none of this dataset's.",
)  # fmt: skip
READER = BuildRule(
    "B013", "A Parquet file can be read in two seconds and 192 MiB of memory, without a crash of its reader.",
    "Do not open the file with other programs: it may be made to harm them. Get the package from its publisher again.",
)  # fmt: skip
LOCKED = BuildRule(
    "B014", "Each row is the one that is locked in rows.sha256.",
    "Look at what changed; if it should have, run summitdata build, which locks the rows anew.",
)  # fmt: skip

BUILD_RULES: Final = (
    UNFINISHED, NO_PACKAGE, MISSING, HASH, UNREADABLE, SCHEMA, ROWS, DESCRIPTION, EDITOR_SCHEMA, STRAY,
    NO_INFO, PLAIN_FILE, READER, LOCKED,
)  # fmt: skip
"""Every B code, in order."""

_OF_REFUSALS: Final = {
    Why.MISSING: MISSING, Why.LIMIT: PLAIN_FILE, Why.HASH: HASH, Why.UNREADABLE: UNREADABLE, Why.READER: READER,
}  # fmt: skip


def refused(table: str, file: str, refusal: Refusal) -> Diagnostic:
    """Tell that the *file* of a table was not read."""
    return _OF_REFUSALS[refusal.why].finding(file, refusal.found, table=table)
