"""The spans of the rows as values whose offsets are known to be numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from summitdata.model import Row


@dataclass(frozen=True, slots=True)
class Span:
    """A span: its key, its source, the rendering that it is part of if any, its offsets and digest, its words if kept.

    ``use`` is one of the vocabulary of that name, ``part`` its place among the spans of one rendering.
    """

    key: str
    source: str
    rendering: str | None
    part: int
    use: str
    start: int
    stop: int
    sha256: str
    text: str | None

    @property
    def length(self) -> int:
        """How many code points the stretch has; less than one where the offsets are impossible."""
        return self.stop - self.start


def spans_by_source(rows: Iterable[Row]) -> dict[str, list[Span]]:
    """Give the spans that could be read whole, by their sources, in the order of the rows."""
    found: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        start, stop, sha256, part = row["start"], row["stop"], row["sha256"], row["part"]
        if not (isinstance(start, int) and isinstance(stop, int) and isinstance(sha256, str)):
            continue
        rendering = None if row["rendering"] is None else str(row["rendering"])
        text = None if row["text"] is None else str(row["text"])
        place = part if isinstance(part, int) else 1
        key, source = str(row["id"]), str(row["source"])
        found[source].append(Span(key, source, rendering, place, str(row["use"]), start, stop, sha256, text))
    return found
