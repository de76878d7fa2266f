"""The list of tables on a terminal, and the columns of one."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as Grid

from summitdata.display.console import shown
from summitdata.formats.markdown import kind_in_words
from summitdata.model import Table


def print_tables(tables: dict[str, Table], counts: dict[str, int], to: Console) -> None:
    """Print one line per table: its name, how many rows it has, what a row is."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    grid.add_column("table", no_wrap=True)
    grid.add_column("rows", justify="right")
    grid.add_column("meaning", ratio=1)
    for table in tables.values():
        grid.add_row(shown(table.name, "cyan"), str(counts[table.name]), shown(table.meaning))
    to.print(grid)


def print_columns(table: Table, to: Console) -> None:
    """Print what the columns of one table mean."""
    to.print(shown(table.name, "bold cyan"), shown(table.meaning))
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    grid.add_column("column", no_wrap=True)
    grid.add_column("type", max_width=22)
    grid.add_column("origin", no_wrap=True)
    grid.add_column("meaning", ratio=1)
    for column in table.columns:
        name = shown(column.name, "cyan") + shown(" *" if column.required else "", "dim")
        grid.add_row(name, shown(kind_in_words(column.kind)), shown(column.origin.value, "dim"), shown(column.meaning))
    to.print(grid)
    to.print(shown("* never empty", "dim"))
