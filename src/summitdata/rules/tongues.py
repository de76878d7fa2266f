"""Tongues: edits of the example that put a text, its wordings and its spellings into another language."""

from __future__ import annotations

from typing import Final

from summitdata.model import Value
from summitdata.rules.example import NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Edit, change

_WORDED: Final = {NORTH_WIRE: {"renderings": "r1 r2", "names": "n1 n2 n3 n4 n5 n6"},
                  SOUTH_WIRE: {"renderings": "r1 r2 r3", "names": "n1 n2 n3 n4"}}  # fmt: skip
"""The keys of the wordings and spellings of a text, by table."""


def in_language(source: str, tongue: str, /, **values: Value) -> tuple[Edit, ...]:
    """Give the edits that put a *source* of the example into another language, with other *values* in its row."""
    return (
        change("sources", source, language=tongue, **values),
        *(
            change(table, f"{source}.{local}", language=tongue)
            for table, keys in _WORDED[source].items() for local in keys.split()
        ),
    )  # fmt: skip
