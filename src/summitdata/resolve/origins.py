"""Where things come from in the end: the root of a chain, and on whose word each claim and rendering rests."""

from __future__ import annotations

from summitdata.model import Row


def roots(rows: list[Row], column: str) -> dict[str, str]:
    """Give the last row of the chain that each row begins by *column*, by key.

    For ``sources`` by ``derived_from`` that is the document from which a text comes in the end; for ``actors`` by
    ``part_of`` the largest body, which stands for a side.  The root of a row that refers to nothing is the row
    itself; a reference to a row that does not exist ends the chain before it.  Where a chain runs into a cycle,
    which is a finding of its own, the root is the smallest key of the cycle, so that all who share it agree.
    """
    above = {str(row["id"]): str(row[column]) if row.get(column) is not None else None for row in rows}
    found: dict[str, str] = {}
    for key in above:
        chain = [key]
        while (following := above[chain[-1]]) in above and following not in found and following not in chain:
            chain.append(str(following))
        if following in found:
            root = found[str(following)]
        elif following in chain:
            root = min(chain[chain.index(str(following)) :])
        else:
            root = chain[-1]
        found.update(dict.fromkeys(chain, root))
    return found


def origin(row: Row, root_of: dict[str, str]) -> str:
    """Give the independent origin of a claim or a rendering, as one text.

    ``actor:<key>`` where it is some party's account, else ``source:<key>`` with the root of the source's
    derivation.  The word before the colon keeps an actor and a source of the same key apart.
    """
    if row.get("account") is not None:
        return f"actor:{row['account']}"
    source = str(row["source"])
    return f"source:{root_of.get(source, source)}"
