"""What is said of the checks of built packages: why each of them, and an example."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from summitdata.build.codes import BUILD_RULES
from summitdata.catalogue.entry import Change, Entry, Example
from summitdata.catalogue.judging import by_proving
from summitdata.catalogue.staging import (
    edited_table,
    recorded,
    removed,
    rewritten,
    rows_and_package,
    swapped,
)
from summitdata.dataset import COMMITTED, DESCRIPTOR
from summitdata.diagnostics import Severity

if TYPE_CHECKING:
    import pyarrow as pa


class _Said(NamedTuple):
    """Why there is a check, what its example is, and how that is made."""

    why: str
    says: str
    change: Change


def _interrupted(root: Path) -> None:
    """Leave a file of a build where it waits to be moved into place."""
    (root / COMMITTED).mkdir()
    (root / "places.parquet").rename(root / COMMITTED / "places.parquet")


def _copied(root: Path) -> None:
    """Keep a copy of a table."""
    (root / "places-old.parquet").write_bytes((root / "places.parquet").read_bytes())


def _linked(root: Path) -> None:
    """Put a link in the place of a table."""
    (root / "places.parquet").rename(root / "elsewhere")
    (root / "places.parquet").symlink_to("elsewhere")


def _inflated(root: Path) -> None:
    """Write a table that Parquet packs into little, and that takes 10 GB once it is unpacked."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.array(["a" * 1_000_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 10_000, pa.int32()), text)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": column}), sink, compression="zstd", store_schema=False)
    recorded("places", sink.getvalue().to_pybytes())(root)


def _in_other_order(table: pa.Table) -> pa.Table:
    """Put the first column last."""
    return table.select([*table.column_names[1:], table.column_names[0]])


SAID: Final = {
    "B001": _Said(
        "Until all files of a build are in place, the tables are of two versions.",
        "The computer went off while a build moved its files into place.", _interrupted,
    ),
    "B002": _Said(
        "Without it no program knows what the tables are, what they mean and whether they are whole.",
        "The description of the package was deleted.", removed(DESCRIPTOR),
    ),
    "B003": _Said(
        "A table that is not there cannot be told from one that has no rows.",
        "The file of a table was deleted.", removed("places.parquet"),
    ),
    "B004": _Said(
        "A file that differs was damaged, or edited, or comes from another build.",
        "A byte was added to a table.", rewritten("places.parquet", lambda data: data + b"\0"),
    ),
    "B005": _Said(
        "What cannot be read was never checked.",
        "A table is a text, and its digest is that of the text.", recorded("places", b"id,name\nvellin,Vellin\n"),
    ),
    "B006": _Said(
        "Whoever reads the table relies on its columns and on what is said of them.",
        "The columns of a table stand in another order.", edited_table("places", _in_other_order),
    ),
    "B007": _Said(
        "People review row files; tables that say something else would publish what nobody has seen.",
        "A row file was changed, and nothing was built.",
        swapped("rows/places/vellin.yaml", "name: Vellin", "name: Vellin on the Strait"),
    ),
    "B008": _Said(
        "The description is what catalogues and programs show of the dataset.",
        "The description has another title.", swapped(DESCRIPTOR, '"The strait"', '"The straits"'),
    ),
    "B009": _Said(
        "An editor with an old schema proposes keys that are gone and marks what is right as wrong.",
        "A schema for editors was edited.", swapped("schema/places.json", '"title"', '"name"'),
    ),
    "B010": _Said(
        "Nothing tells what such a file is, and somebody will take it for a part of the dataset.",
        "A copy of a table lies beside the tables.",
        _copied,
    ),
    "B011": _Said(
        "Without a name, a version and a licence nobody can cite or use what is built.",
        "The file that says it was deleted.", removed("rows/package.yaml"),
    ),
    "B012": _Said(
        "A link can lead anywhere, and a table that is too large keeps whoever opens it waiting, or ends the program.",
        "A table is a link to another file.", _linked,
    ),
    "B013": _Said(
        "A Parquet file can be made so that its reader crashes or fills the memory, and a check must survive it.",
        "A table of some hundred bytes holds one text of a million letters ten thousand times.", _inflated,
    ),
    "B014": _Said(
        "Who reviews a change sees in it every row that is another one, new or gone, whatever the rules say of it.",
        "The lock is that of another row.", rewritten("rows.sha256", lambda data: data.replace(b"0", b"1", 1)),
    ),
}  # fmt: skip
"""What is said of each B code."""


def entries() -> Iterable[Entry]:
    """Give the entry of each B code.

    Raises:
        KeyError: Nothing is said of a code.
    """
    for rule in BUILD_RULES:
        said = SAID[rule.code]
        shown = Example(said.says, rows_and_package, said.change, by_proving)
        yield Entry(rule.code, Severity.ERROR, rule.expected, said.why, rule.fix, "0.1.0", "build --check", shown)
