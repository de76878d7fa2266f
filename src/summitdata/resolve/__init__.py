"""Concluding what happened from what each source says: the resolved and counted columns of every table.

Everything here is a pure function of the rows, so that a built package can be checked against the same
computation.  ``docs/how-it-works.md`` walks through an easy and a hard case.
"""

from __future__ import annotations

from summitdata.model import Rows
from summitdata.resolve.conclude import gather
from summitdata.resolve.events import resolve_events
from summitdata.resolve.origins import origin, roots
from summitdata.resolve.quotes import resolve_quotes
from summitdata.resolve.testimony import is_doubtful
from summitdata.schema import TABLES

__all__ = ["complete"]


def complete(rows: Rows) -> Rows:
    """Give the rows of every table with every column, the resolved and counted ones computed, sorted by key.

    *rows* holds the written, implied and derived columns; what stands in a resolved or counted column, or in a
    table that the build makes, is not looked at, so that complete rows may be completed again, to the same.
    The rows given are left as they are.  References to rows that do not exist, cycles, and values that are not
    of their kind are findings of other checks, and conclude nothing here.
    """
    given = {
        name: [{column.name: row.get(column.name) for column in table.columns} for row in rows.get(name, [])]
        for name, table in TABLES.items()
    }
    complete_rows = {name: sorted(table, key=lambda row: str(row["id"])) for name, table in given.items()}
    _resolve_origins(complete_rows)
    evidence = gather(complete_rows)
    resolve_events(complete_rows, evidence)
    resolve_quotes(complete_rows, evidence)
    complete_rows["speakers"].sort(key=lambda row: str(row["id"]))
    return complete_rows


def _resolve_origins(rows: Rows) -> None:
    """Fill the origins of sources, claims and renderings, and count what each source tells."""
    root_of = roots(rows["sources"], "derived_from")
    claims: dict[object, int] = {}
    quotes: dict[object, set[object]] = {}
    for claim in rows["claims"]:
        claim["origin"] = origin(claim, root_of)
        claims[claim["source"]] = claims.get(claim["source"], 0) + 1
    for rendering in rows["renderings"]:
        rendering["origin"] = origin(rendering, root_of)
        if not is_doubtful(rendering):
            quotes.setdefault(rendering["source"], set()).add(rendering["quote"])
    for source in rows["sources"]:
        source["origin"] = root_of[str(source["id"])]
        source["claims"] = claims.get(source["id"], 0)
        source["renderings"] = len(quotes.get(source["id"], ()))
