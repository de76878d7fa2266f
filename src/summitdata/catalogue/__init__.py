"""The catalogue: every check of every family as one entry, with its reason, its mend and an example that can be run."""

from __future__ import annotations

from itertools import chain
from typing import Final

from summitdata.catalogue import of_articles, of_builds, of_files, of_schemas, of_tables, of_waivers
from summitdata.catalogue.demonstration import Demonstration, FileChange, demonstrate
from summitdata.catalogue.entry import Entry, Example
from summitdata.errors import UnknownNameError

__all__ = ["CATALOGUE", "FAMILIES", "Demonstration", "Entry", "Example", "FileChange", "demonstrate", "entry_of"]

FAMILIES: Final = {
    "F": "Row files",
    "S": "Schemas",
    "R": "References",
    "C": "Chronology",
    "A": "Attribution",
    "X": "Agreement across sources",
    "P": "Provenance and independence",
    "E": "Evidence in the articles",
    "W": "Wordings, and our own prose",
    "B": "Built packages",
    "V": "Waivers",
}
"""What each family of checks is about, by the letter that its codes begin with, in the order of the documentation."""

CATALOGUE: Final[dict[str, Entry]] = {
    entry.code: entry
    for entry in sorted(
        chain(
            of_files.entries(), of_schemas.entries(), of_tables.entries(), of_articles.entries(), of_builds.entries(),
            of_waivers.entries(),
        ),
        key=lambda entry: ([*FAMILIES].index(entry.code[0]), entry.code),
    )
}  # fmt: skip
"""Every check by its code, in the order of the families and of the codes."""


def entry_of(code: str) -> Entry:
    """Give the entry of a code, in capital letters or not.

    Raises:
        UnknownNameError: There is no such check.
    """
    if code.upper() not in CATALOGUE:
        raise UnknownNameError("rule", code, CATALOGUE)
    return CATALOGUE[code.upper()]
