"""The corruption matrix as a picture: what was broken on purpose, and how much of it the checks caught."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from summitdata.figures import MATRIX, Figure, Matrix, read_matrix, share
from summitdata.site.markup import Html, el, flat
from summitdata.site.words import counted

_SIDE, _LEFT, _TOP, _ROW = 15, 112, 96, 22
_STEP, _RIGHT = 24, 60


def read(docs: Path) -> Matrix:
    """Read the published figures from the folder of the written pages.

    Raises:
        FiguresError: They are missing or damaged.
    """
    return read_matrix(docs / "proofs" / MATRIX)


def picture(matrix: Matrix) -> Html:
    """Draw a square for every table and way of corruption: the larger its filled part, the more was caught."""
    tables = list(dict.fromkeys(figure.table for figure in matrix.figures))
    operators = list(dict.fromkeys(figure.operator for figure in matrix.figures))
    places: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in matrix.figures:
        places[figure.table, figure.operator].append(figure)
    width, height = _LEFT + len(operators) * _STEP + _RIGHT, _TOP + len(tables) * _ROW + 8
    drawn = [
        *(_name(table, number) for number, table in enumerate(tables)),
        *(_heading(operator, at) for at, operator in enumerate(operators)),
        *(
            _square(tables.index(table), operators.index(operator), share(figures) or 0, f"{table}, {operator}")
            for (table, operator), figures in places.items()
        ),
    ]
    return el(
        "figure",
        el(
            "div",
            el("svg", flat(drawn), viewBox=f"0 0 {width} {height}", class_="sd-corruption", role="img",
               aria_label=told(matrix)),
            class_="sd-scroll", tabindex="0", role="region", aria_label="Picture of what the checks catch",
        ),
        el("figcaption", told(matrix), class_="sd-quiet"),
        class_="sd-figure",
    )  # fmt: skip


def told(matrix: Matrix) -> str:
    """Say the whole of it in a sentence or two."""
    columns = len({(figure.table, figure.column) for figure in matrix.figures})
    return (
        f"{counted(sum(figure.tried for figure in matrix.figures), 'slip')} in {counted(columns, 'column')}. "
        f"The rows alone show {_per_cent(matrix.figures, 'caught')} of them, with the articles at hand it is "
        f"{_per_cent(matrix.figures, 'with_articles')}, and with the lock {_per_cent(matrix.figures, 'locked')}. "
        "Drawn is what the rows alone show."
    )


def _per_cent(figures: Iterable[Figure], counted_by: str) -> str:
    found = share(figures, counted_by)
    return "nothing" if found is None else in_per_cent(found)


def in_per_cent(found: float) -> str:
    """Give a share in per cent; what is not all is never rounded up to all."""
    return f"{min(100 * found, 99.9):.1f} %" if found < 1 else "100 %"


def _name(table: str, number: int) -> Html:
    y = _TOP + number * _ROW + _SIDE - 3
    return el("text", table, x=_LEFT - 12, y=y, text_anchor="end", class_="sd-corruption__name")


def _heading(words: str, at: int) -> Html:
    x, y = _LEFT + at * _STEP + _SIDE / 2, _TOP - 8
    return el("text", words, transform=f"translate({x:.0f} {y}) rotate(-48)", class_="sd-corruption__name")


def _square(row: int, at: int, caught: float, words: str) -> Html:
    x, y = _LEFT + at * _STEP, _TOP + row * _ROW
    full = round(_SIDE * caught)
    if 0 < caught < 1:
        full = min(max(full, 1), _SIDE - 1)
    return el(
        "g",
        el("title", f"{words}: {in_per_cent(caught)} caught"),
        el("rect", x=x, y=y, width=_SIDE, height=_SIDE, class_="sd-corruption__tried"),
        el("rect", x=x, y=y + _SIDE - full, width=_SIDE, height=full, class_="sd-corruption__caught") if full else None,
    )
