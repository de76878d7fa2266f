"""What is said of the checks of schemas: why each of them, and an example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from summitdata.catalogue.entry import Change, Entry, Example
from summitdata.catalogue.judging import by_schema
from summitdata.catalogue.staging import edited_table, package_alone, rows_alone, swapped
from summitdata.diagnostics import Severity
from summitdata.rules.schema import SCHEMA_RULES

if TYPE_CHECKING:
    import pyarrow as pa

_SUMMIT: Final = "rows/events/strait-summit.yaml"


class _Said(NamedTuple):
    """Why there is a check, what its example is, in which table, how it is made and to what."""

    why: str
    says: str
    table: str
    change: Change
    start: Change = rows_alone


def _without_names(table: pa.Table) -> pa.Table:
    """Empty a required column of the first row."""
    import pyarrow as pa

    names = table["name"].to_pylist()
    at = table.column_names.index("name")
    field = table.schema.field("name").with_nullable(nullable=True)
    return table.set_column(at, field, pa.array([None, *names[1:]], field.type))


def _as_text(table: pa.Table) -> pa.Table:
    """Give a column of numbers as texts."""
    import pyarrow as pa

    at = table.column_names.index("latitude")
    return table.set_column(at, "latitude", table["latitude"].cast(pa.string()))


def _doubled(table: pa.Table) -> pa.Table:
    """Give the last row twice."""
    import pyarrow as pa

    return pa.concat_tables([table, table.slice(table.num_rows - 1)])


def _with_more(table: pa.Table) -> pa.Table:
    """Add a column."""
    import pyarrow as pa

    return table.append_column("population", pa.nulls(table.num_rows, pa.int32()))


SAID: Final = {
    "S001": _Said(
        "A row without it cannot be named, compared or understood.",
        "A place in a package has no name.", "places", edited_table("places", _without_names), package_alone,
    ),
    "S002": _Said(
        "A number that is kept as text sorts and compares as text, and every program must guess anew.",
        "In a package the latitudes are texts.", "places", edited_table("places", _as_text), package_alone,
    ),
    "S003": _Said(
        "Keys, languages, digests and addresses are read by programs, which know one form alone.",
        "A language is a word and no code.", "sources",
        swapped("rows/sources/south-wire-2020-05-05.yaml", "\nlanguage: en\n", "\nlanguage: English\n"),
    ),
    "S004": _Said(
        "Only what has one of a few known codes can be counted and compared.",
        "The kind of an event is misspelt.", "events", swapped(_SUMMIT, "kind: summit", "kind: sumit"),
    ),
    "S005": _Said(
        "A number outside of it can only be a mistake, such as two coordinates that were swapped.",
        "A latitude is greater than 90.", "places", swapped("rows/places/vellin.yaml", "12.5", "112.5"),
    ),
    "S006": _Said(
        "An empty text says nothing, and one that is far too long is most often a whole article.",
        "A note is a thousand characters long.", "places",
        swapped("rows/places/estmark.yaml", "Invented, like everything here.", "Invented. " * 100 + "All of it."),
    ),
    "S007": _Said(
        "A reference to a key that two rows have says nothing.",
        "A package has a place twice.", "places", edited_table("places", _doubled), package_alone,
    ),
    "S008": _Said(
        "The second of two such rows tells nothing new, and is counted.",
        "A leader takes part in a summit twice as its host.", "participants",
        swapped(_SUMMIT, "  okafor:", "  mara:\n    actor: mara-lindqvist\n    role: host\n  okafor:"),
    ),
    "S009": _Said(
        "Programs that read a package rely on its columns, and nothing says what another one means.",
        "In a package the places have one more column.", "places", edited_table("places", _with_more), package_alone,
    ),
}  # fmt: skip
"""What is said of each S code."""


def entries() -> Iterable[Entry]:
    """Give the entry of each S code.

    Raises:
        KeyError: Nothing is said of a code.
    """
    for code, rule in SCHEMA_RULES.items():
        said = SAID[code]
        shown = Example(said.says, said.start, said.change, by_schema(said.table))
        yield Entry(code, Severity.ERROR, rule.expected, said.why, rule.fix, "0.1.0", "check", shown)
