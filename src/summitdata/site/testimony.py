"""Who testifies to what: how each source, or party whose account it gives, stands to events and utterances."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from summitdata.site.context import Context

MOST_COLUMNS = 16
"""So many witnesses have a column at most, those with the most testimonies."""

TESTIMONIES = {
    "stated": ("stated", "says that it is so"),
    "quoted": ("quoted", "quotes the words"),
    "reported": ("reported", "speaks of it, without quotation marks"),
    "under-way": ("goes on", "says that it goes on"),
    "planned": ("planned", "says that it is planned"),
    "expected": ("expected", "expects it"),
    "feared": ("feared", "says that it is feared"),
    "denied": ("denied", "says that it is not so"),
    "not-mentioned": ("silent", "is said to be silent about it"),
}
"""Each kind of testimony: in a word, and in a clause."""

_RANK = ("denied", "not-mentioned", "quoted", "stated", "under-way", "planned", "expected", "feared", "reported")
"""Of several testimonies of one witness to one thing the first of these is shown."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A column: a source, or the party whose account another source gives."""

    table: str
    key: str


def testimonies(at: Context) -> dict[tuple[Witness, str], str]:
    """Give the kind of testimony of each witness to each event or utterance of which it tells."""
    found: dict[tuple[Witness, str], set[str]] = defaultdict(set)
    for claim in at.data.rows["claims"]:
        subject = str(claim["event"] or claim["quote"])
        source = Witness("sources", str(claim["source"]))
        if claim["property"] == "stance":
            teller = Witness("actors", str(claim["account"])) if claim["account"] is not None else source
            found[teller, subject].add(str(claim["value"]))
            if teller != source:
                found[source, subject].add("stated")
        elif claim["property"] == "status" and claim["event"] is not None:
            found[source, subject].add("stated" if claim["value"] in {"occurred", "cancelled"} else str(claim["value"]))
        else:
            found[source, subject].add("reported")
    for rendering in at.data.rows["renderings"]:
        sort = "reported" if rendering["form"] == "indirect" else "quoted"
        found[Witness("sources", str(rendering["source"])), str(rendering["quote"])].add(sort)
    return {cell: min(sorts, key=_RANK.index) for cell, sorts in found.items()}


def witnesses(cells: dict[tuple[Witness, str], str]) -> list[Witness]:
    """Choose the witnesses that have a column, sources first."""
    counts: dict[Witness, int] = defaultdict(int)
    for witness, _ in cells:
        counts[witness] += 1
    by_sort = sorted(counts, key=lambda one: (one.table != "sources", -counts[one], one.key))
    return by_sort[:MOST_COLUMNS]


def name(at: Context, one: Witness) -> str:
    """Name a witness briefly."""
    return at.source_name(one.key) if one.table == "sources" else f"{at.data.label('actors', one.key)}, as told"
