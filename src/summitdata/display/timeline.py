"""The timeline on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summitdata.display.console import shown
from summitdata.display.dates import in_words
from summitdata.model import Row
from summitdata.plurals import counted

MARKS = {
    "occurred": ("●", "green"), "under-way": ("◐", "cyan"), "planned": ("○", "yellow"), "expected": ("○", "yellow"),
    "feared": ("?", "magenta"), "denied": ("✗", "red"), "cancelled": ("✗", "red"),
}  # fmt: skip
"""The mark and the colour of each status of an event."""

_LEGEND = "● occurred  ◐ goes on  ○ planned or expected  ? feared  ✗ denied  “ said  ≠ sources differ"


def print_timeline(rows: Iterable[Row], to: Console) -> None:
    """Print *rows* of :func:`summitdata.views.timeline_rows`, a heading per year, undated ones last."""
    rows = list(rows)
    for year, entries in groupby(rows, key=_year):
        to.print(Text(f"\n{year}", style="bold"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1), expand=True)
        table.add_column(width=20)
        table.add_column(width=1)
        table.add_column(ratio=1)
        table.add_column(width=9, justify="right")
        for row in entries:
            table.add_row(_when(row), *_what(row), _sources(row))
        to.print(table)
    events = sum(row["what"] == "event" for row in rows)
    to.print(Text(f"\n{_LEGEND}", style="dim"))
    to.print(Text(f"{events} events, {len(rows) - events} utterances. See one with: summitdata show KEY", style="dim"))


def _year(row: Row) -> str:
    first, last = row["first"], row["last"]
    day = first if isinstance(first, date) else last
    return f"{day.year}" if isinstance(day, date) else "No date in the sources"


def _when(row: Row) -> Text:
    return shown(in_words(str(row["date"])) if row["date"] else "", "dim")


def _what(row: Row) -> tuple[Text, Text]:
    title = shown(row["title"])
    if row["what"] == "quote":
        who = shown(row["who"], "bold")
        mark = Text("“", "blue")
        line = who + Text(": ") + title if row["who"] else title
        if row["status"] != "undisputed":
            line += Text(f" ({row['status']})", "red")
    else:
        symbol, colour = MARKS.get(str(row["status"]), ("·", "dim"))
        mark, line = Text(symbol, colour), title
        if row["status"] not in {"occurred", None}:
            line += Text(f" ({str(row['status']).replace('-', ' ')})", colour)
    return mark, line + Text("\n") + shown(row["id"], "dim")


def _sources(row: Row) -> Text:
    words = counted(row["sources"], "source")
    return Text(f"{words}\n≠" if row["contested"] else words, "dim")
