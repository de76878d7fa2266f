"""The corruption matrix as a picture: what was broken on purpose, and how much of it the checks caught."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summitdata.site.markup import Html, el, flat
from summitdata.site.words import capital, code

FILE = Path("proofs", "corruption-matrix.json")
"""Where the matrix stands, below the docs folder."""

_SIDE, _LEFT, _TOP, _ROW = 15, 172, 118, 17


@dataclass(frozen=True, slots=True)
class Cell:
    """So many corruptions of one class and operator were tried on a column, and so many caught."""

    table: str
    column: str
    kind: str
    operator: str
    tried: int
    caught: int


def read(docs: Path) -> list[Cell]:
    """Read the matrix from the folder of the written pages; nothing where it is not there.

    The file is a JSON list of objects with ``table``, ``column``, ``class``, ``operator``, ``tried`` and ``caught``.
    """
    file = docs / FILE
    if not file.is_file():
        return []
    return [
        Cell(
            str(entry["table"]),
            str(entry["column"]),
            str(entry["class"]),
            str(entry["operator"]),
            int(entry["tried"]),
            int(entry["caught"]),
        )
        for entry in json.loads(file.read_text(encoding="utf-8"))
    ]


def picture(cells: Sequence[Cell]) -> Html:
    """Draw a square for every table and kind of corruption: the larger its filled part, the more was caught."""
    if not cells:
        return Html("")
    tables = list(dict.fromkeys(cell.table for cell in cells))
    kinds = sorted({(cell.kind, cell.operator) for cell in cells})
    sums: dict[tuple[str, str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for cell in cells:
        place = (cell.table, cell.kind, cell.operator)
        tried, caught = sums[place]
        sums[place] = tried + cell.tried, caught + cell.caught
    width, height = _LEFT + len(kinds) * (_SIDE + 9) + 90, _TOP + len(tables) * (_ROW + 5) + 8
    drawn = [
        *(_name(table, number) for number, table in enumerate(tables)),
        *(_heading(f"{capital(code(kind))}: {code(operator)}", at) for at, (kind, operator) in enumerate(kinds)),
        *(
            _square(tables.index(table), kinds.index((kind, operator)), *counts, f"{table}, {code(operator)}")
            for (table, kind, operator), counts in sums.items()
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
            aria_label=_told(cells),
        ),
        el("figcaption", _told(cells), class_="sd-quiet"),
        class_="sd-scroll",
        tabindex="0",
    )


def in_words(cells: Sequence[Cell]) -> Html:
    """Say the same as a table: for each column what was tried and caught, the least caught first."""
    if not cells:
        return Html("")
    sums: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for cell in cells:
        tried, caught = sums[cell.table, cell.column]
        sums[cell.table, cell.column] = tried + cell.tried, caught + cell.caught
    tried_most = sorted(
        ((key, tried, caught) for key, (tried, caught) in sums.items() if tried),
        key=lambda entry: (entry[2] / entry[1], entry[0]),
    )
    head = el("tr", [el("th", name, scope="col") for name in ("column", "tried", "caught", "share")])
    lines = [
        el(
            "tr",
            el("th", el("code", f"{table}.{column}"), scope="row"),
            el("td", tried),
            el("td", caught),
            el("td", _share(caught, tried)),
        )
        for (table, column), tried, caught in tried_most
    ]
    return el("table", el("thead", head), el("tbody", lines), class_="sd-shares")


def _told(cells: Sequence[Cell]) -> str:
    tried, caught = sum(cell.tried for cell in cells), sum(cell.caught for cell in cells)
    columns = len({(cell.table, cell.column) for cell in cells})
    return (
        f"Of {tried:,} corruptions of {columns} columns the checks caught {caught:,}, which is {_share(caught, tried)}."
    )


def _share(caught: int, tried: int) -> str:
    """Give a share in per cent; what is not all is never rounded up to all."""
    if not tried:
        return "none tried"
    share = 100 * caught / tried
    return f"{min(share, 99.9):.1f} %" if caught < tried else "100 %"


def _middle(at: int) -> float:
    return _LEFT + at * (_SIDE + 9) + _SIDE / 2


def _name(table: str, number: int) -> Html:
    y = _TOP + number * (_ROW + 5) + _SIDE - 3
    return el("text", table, x=_LEFT - 12, y=y, text_anchor="end", class_="sd-corruption__name")


def _heading(words: str, at: int) -> Html:
    x, y = _middle(at), _TOP - 8
    return el("text", words, transform=f"translate({x:.0f} {y}) rotate(-48)", class_="sd-corruption__name")


def _square(row: int, at: int, tried: int, caught: int, words: str) -> Html:
    x, y = _LEFT + at * (_SIDE + 9), _TOP + row * (_ROW + 5)
    full = round(_SIDE * caught / tried) if tried else 0
    if 0 < caught < tried:
        full = min(max(full, 1), _SIDE - 1)
    return el(
        "g",
        el("title", f"{words}: {caught:,} of {tried:,} caught"),
        el("rect", x=x, y=y, width=_SIDE, height=_SIDE, class_="sd-corruption__tried"),
        el("rect", x=x, y=y + _SIDE - full, width=_SIDE, height=full, class_="sd-corruption__caught") if full else None,
    )
