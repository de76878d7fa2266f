"""Names on the time axis: the events of which most sources tell, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from summitdata.model import Row
from summitdata.site.markup import Html, el
from summitdata.site.page import shortened

LINE = 15
"""The height of a line of names."""

_MOST, _LONGEST = 9, 36
_LETTER = 5.7  # the mean width of a letter at this size, measured in the font of the site
_BETWEEN = 16


def names(marks: Sequence[tuple[Row, float, float]], width: float, lines: int) -> list[Html]:
    """Name marks above the drawing, and lead from each name down to its mark.

    Args:
        marks: The row of each mark, and the point that its name is tied to.
        width: The width of the drawing.
        lines: How many lines of names there are room for.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lines)]
    chosen: list[tuple[Row, float, float, float, float]] = []
    for row, x, y in sorted(marks, key=lambda mark: (-int(str(mark[0]["sources"])), mark[1], str(mark[0]["id"]))):
        if len(chosen) == _MOST:
            break
        length = len(shortened(str(row["title"]), _LONGEST)) * _LETTER
        start = max(0.0, min(x - 3, width - length))
        for number, line in enumerate(taken):
            clear = all(start > right + _BETWEEN or start + length < left - _BETWEEN for left, right in line)
            # A leader that runs down through a name below would strike it out.
            below = any(left - 4 < x < right + 4 for other in taken[number + 1 :] for left, right in other)
            struck = any(start - 4 < at < start + length + 4 and top < number * LINE for _, at, _, _, top in chosen)
            if clear and not below and not struck:
                line.append((start, start + length))
                chosen.append((row, x, y, start, number * LINE))
                break
    leaders = [
        el("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=f"{top + 14:.1f}", y2=f"{y:.1f}", class_="sd-leader")
        for _, x, y, _, top in chosen
    ]
    words = [
        el(
            "text",
            shortened(str(row["title"]), _LONGEST),
            x=f"{start:.1f}",
            y=f"{top + 11:.1f}",
            class_="sd-landmark",
            data_for=str(row["id"]),
        )
        for row, _, _, start, top in chosen
    ]
    return [*leaders, *words]
