"""The parts that the views of a record are put together from."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summitdata.display.console import shown
from summitdata.display.dates import in_words
from summitdata.model import Edtf, Reference, Row
from summitdata.records import Records
from summitdata.schema import PROPERTY_VALUES


def print_heading(to: Console, label: object, kind: str, key: object) -> None:
    """Print what a person reads for the record, what it is, and its key."""
    to.print(shown(label, "bold"))
    to.print(shown(f"{kind} · ", "dim") + shown(key, "dim"))


def print_facts(to: Console, facts: Iterable[tuple[str, object]]) -> None:
    """Print names and values in two columns; what has no value is left out."""
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column(ratio=1)
    for name, value in facts:
        if value not in {None, ""}:
            grid.add_row(name, value if isinstance(value, Text) else shown(value))
    to.print()
    to.print(grid)


def print_section(to: Console, title: str) -> None:
    """Print the title of a part."""
    to.print()
    to.print(Text(title, "bold underline"))


def dated(row: Row, column: str) -> str:
    """Give the date in a column in words, with its EDTF beside it; nothing where there is none."""
    value = row[column]
    return f"{in_words(str(value))}  [{value}]" if value else ""


def claim_value(data: Records, claim: Row) -> str:
    """Give a claim's value as a person reads it: names for keys, words for dates."""
    kind = PROPERTY_VALUES[str(claim["property"])]
    value = str(claim["value"])
    if isinstance(kind, Reference):
        value = data.label(kind.table, value)
    elif isinstance(kind, Edtf):
        value = in_words(value)
    if claim["about"]:
        value = f"about {value}"
    return f"{value} ({claim['scope']})" if claim["scope"] else value


def print_claims(data: Records, claims: list[Row], to: Console) -> None:
    """Print claims by property, each with its source and whose account it is."""
    for name in sorted({str(claim["property"]) for claim in claims}, key=list(PROPERTY_VALUES).index):
        to.print(shown(f"  {name}", "cyan"))
        for claim in claims:
            if claim["property"] != name:
                continue
            who = f"{claim['source']}"
            if claim["account"]:
                who += f", account of {data.label('actors', claim['account'])}"
            if claim["basis"] == "inferred":
                who += ", inferred"
            line = shown(claim_value(data, claim)) + Text("  — ", "dim") + shown(who, "dim")
            if claim["as_printed"]:
                line += shown(f"  “{claim['as_printed']}”", "italic dim")
            to.print(Padding(line, (0, 0, 0, 4)))


def print_discrepancies(data: Records, column: str, key: object, to: Console) -> None:
    """Print the discrepancies whose *column*, event or quote, names the record."""
    rows = data.where("discrepancies", column, key)
    if rows:
        print_section(to, "Where sources differ")
        for row in rows:
            line = shown(row["title"]) + shown(f"  ({row['kind']}, {row['status']})", "dim")
            to.print(Padding(Text("≠ ", "red") + line + Text("\n") + shown(row["id"], "dim"), (0, 0, 0, 2)))


def print_spellings(data: Records, column: str, row: Row, to: Console) -> None:
    """Print each spelling of an actor or a place, with the sources that print it."""
    names = data.where("names", column, row["id"])
    if names:
        print_section(to, "Names as printed")
        printed: dict[str, list[str]] = {}
        for name in names:
            as_printed = f"{name['name']}, {name['role']}" if name["role"] else str(name["name"])
            printed.setdefault(as_printed, []).append(str(name["source"]))
        for as_printed, sources in printed.items():
            to.print(Padding(shown(as_printed), (0, 0, 0, 2)))
            to.print(Padding(shown("; ".join(sources), "dim"), (0, 0, 0, 4)))
