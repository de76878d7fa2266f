"""What the search of the site loads: small enough, and with names before what mentions them."""

from __future__ import annotations

from typing import Any

MOST_ENTRIES = 20_000
"""With more entries than this the search knows the head of each page alone: its title, what it is and what it tells."""


def bounded(index: dict[str, Any], most: int = MOST_ENTRIES) -> dict[str, Any]:
    """Give the index of the search with one entry for each page, if it has more than *most*.

    Args:
        index: The index as the theme writes it: an entry for each page, and one for each of its sections, whose
            ``location`` ends in a fragment.
        most: So many entries are let through as they are.
    """
    entries = index["docs"]
    if len(entries) <= most:
        return index
    return index | {"docs": [entry for entry in entries if "#" not in entry["location"]]}


def headed(index: dict[str, Any]) -> dict[str, Any]:
    """Lift only the head of a page that is sought by its name, and not what its sections repeat from other pages."""
    return index | {
        "docs": [
            {name: value for name, value in entry.items() if name != "boost" or "#" not in entry["location"]}
            for entry in index["docs"]
        ]
    }
