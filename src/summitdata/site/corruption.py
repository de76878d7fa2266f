"""The corruption matrix as a picture: what was broken on purpose, and how much of it the checks caught."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from summitdata.figures import MATRIX, Figure, read_matrix, share
from summitdata.site.markup import Html, el, flat
from summitdata.site.words import capital

FILE = Path("proofs", MATRIX)
"""Where the matrix stands, below the docs folder."""

_SIDE, _LEFT, _TOP, _ROW = 15, 172, 118, 17


def read(docs: Path) -> tuple[Figure, ...]:
    """Read the figures from the folder of the written pages; nothing where they are not there.

    Raises:
        FiguresError: The file is there, and is not what the measurement writes.
    """
    file = docs / FILE
    return read_matrix(file).figures if file.is_file() else ()


def picture(figures: Sequence[Figure]) -> Html:
    """Draw a square for every table and operator: the larger its filled part, the more is caught with the articles."""
    if not figures:
        return Html("")
    tables = list(dict.fromkeys(figure.table for figure in figures))
    operators = list(dict.fromkeys(figure.operator for figure in figures))
    of_square: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        of_square[figure.table, figure.operator].append(figure)
    width, height = _LEFT + len(operators) * (_SIDE + 9) + 90, _TOP + len(tables) * (_ROW + 5) + 8
    drawn = [
        *(_name(table, number) for number, table in enumerate(tables)),
        *(_heading(capital(operator), at) for at, operator in enumerate(operators)),
        *(
            _square(tables.index(table), operators.index(operator), own, f"{table}, {operator}")
            for (table, operator), own in of_square.items()
        ),
    ]
    return el(
        "figure",
        el(
            "svg",
            flat(drawn),
            viewBox=f"0 0 {width} {height}",
            class_="sd-corruption",
            role="img",
            aria_label=_told(figures),
        ),
        el("figcaption", _told(figures), class_="sd-quiet"),
        class_="sd-scroll",
        tabindex="0",
    )


def in_words(figures: Sequence[Figure]) -> Html:
    """Say the same as a table: for each column what was tried and what is caught, the least caught first."""
    if not figures:
        return Html("")
    of_column: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        of_column[figure.table, figure.column].append(figure)
    in_order = sorted(of_column.items(), key=lambda entry: (_share(entry[1], "with_articles"), entry[0]))
    head = el("tr", [el("th", name, scope="col") for name in ("column", "tried", "rows", "articles")])
    lines = [
        el(
            "tr",
            el("th", el("code", f"{table}.{column}"), scope="row"),
            el("td", sum(figure.tried for figure in own)),
            el("td", _percent(_share(own, "caught"))),
            el("td", _percent(_share(own, "with_articles"))),
        )
        for (table, column), own in in_order
    ]
    return el("table", el("thead", head), el("tbody", lines), class_="sd-shares")


def _told(figures: Sequence[Figure]) -> str:
    tried = sum(figure.tried for figure in figures)
    columns = len({(figure.table, figure.column) for figure in figures})
    return (
        f"Of {tried:,} slips in {columns} columns the checks catch {_percent(_share(figures, 'caught'))} from the rows "
        f"alone, and {_percent(_share(figures, 'with_articles'))} with the articles at hand."
    )


def _share(figures: Sequence[Figure], counted: str) -> float:
    """Give the share that is caught; nought where nothing was tried."""
    return share(figures, counted) or 0.0


def _percent(caught: float) -> str:
    """Give a share in per cent; what is not all is never rounded up to all."""
    return "100 %" if caught == 1 else f"{min(100 * caught, 99.9):.1f} %"


def _middle(at: int) -> float:
    return _LEFT + at * (_SIDE + 9) + _SIDE / 2


def _name(table: str, number: int) -> Html:
    y = _TOP + number * (_ROW + 5) + _SIDE - 3
    return el("text", table, x=_LEFT - 12, y=y, text_anchor="end", class_="sd-corruption__name")


def _heading(words: str, at: int) -> Html:
    x, y = _middle(at), _TOP - 8
    return el("text", words, transform=f"translate({x:.0f} {y}) rotate(-48)", class_="sd-corruption__name")


def _square(row: int, at: int, figures: Sequence[Figure], words: str) -> Html:
    x, y = _LEFT + at * (_SIDE + 9), _TOP + row * (_ROW + 5)
    rows, caught = _share(figures, "caught"), _share(figures, "with_articles")
    full = round(_SIDE * caught)
    if 0 < caught < 1:
        full = min(max(full, 1), _SIDE - 1)
    told = f"{words}: {_percent(rows)} from the rows, {_percent(caught)} with the articles"
    return el(
        "g",
        el("title", told),
        el("rect", x=x, y=y, width=_SIDE, height=_SIDE, class_="sd-corruption__tried"),
        el("rect", x=x, y=y + _SIDE - full, width=_SIDE, height=full, class_="sd-corruption__caught") if full else None,
    )
