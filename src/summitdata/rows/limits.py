"""The limits of row files: how much of one, and of a dataset, is read, and how many findings are listed.

Reading takes time for each byte and, where a file is not in canonical form, for each token of YAML: ruamel.yaml
takes 25 to 50 microseconds for one.  The largest record of this project has 66,000 bytes, 2,300 lines and 7,000
tokens; each limit leaves room for twice as much at least, and keeps the reading of one file to about a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from summitdata.diagnostics import Diagnostic, Place, ordered
from summitdata.rows import codes

LARGEST: Final = 128 << 10
"""The most bytes that a row file may have."""

MOST_TOKENS: Final = 20_000
"""The most tokens of YAML (marks, keys, values, comments) that are read of one file."""

DEEPEST: Final = 6
"""How deep mappings may be nested: two more than any table needs."""

MOST_MARKS: Final = 30
"""The most combining marks that may follow one another: the limit of stream-safe text in Unicode's Annex 15."""

MOST_FILES: Final = 10_000
"""The most row files of a dataset, and the most entries of one of its folders."""

MOST_BYTES: Final = 32 << 20
"""The most bytes of all row files of a dataset."""

MOST_FINDINGS: Final = 100
"""The most findings of one file that are listed."""

_LONGEST_EXCERPT: Final = 2000
"""The longest line of which a finding carries a copy."""


def listed(findings: Iterable[Diagnostic], name: str) -> list[Diagnostic]:
    """Give the *findings* of the file or folder *name*, those behind the first hundred as one that counts them."""
    every = ordered(findings)
    if len(every) <= MOST_FINDINGS:
        return list(every)
    kept, rest = every[:MOST_FINDINGS], every[MOST_FINDINGS:]
    counts = ", ".join(f"{count} of {code}" for code, count in sorted(Counter(found.code for found in rest).items()))
    place = Place(name, rest[0].place.line if rest[0].place else 1)
    return [*kept, codes.MORE.finding(place, f"{len(rest)} more findings from this place on: {counts}")]


def excerpt(lines: Sequence[str], number: int) -> str | None:
    """Give line *number*, from 1, for a finding in it; None where there is none, or one too long to be shown."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return line if 0 < len(line) <= _LONGEST_EXCERPT else None
