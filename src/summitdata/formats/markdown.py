"""The data dictionary in Markdown: every table with its columns, every vocabulary with its codes."""

from __future__ import annotations

from typing import assert_never

from summitdata.formats.constraints import constraints
from summitdata.formats.words import kind_in_words
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Column,
    ComputedHome,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    FileHome,
    Flag,
    Key,
    Kind,
    Language,
    ListHome,
    NestedHome,
    Number,
    Origin,
    Reference,
    Table,
    Text,
    Vocabulary,
)
from summitdata.schema import TABLES, nested_in
from summitdata.vocabularies import VOCABULARIES

__all__ = ["dictionary", "kind_in_words", "table_page", "vocabulary_page"]

_ORIGINS = {
    Origin.WRITTEN: "stands in the row file",
    Origin.IMPLIED: "follows from where the row stands",
    Origin.DERIVED: "computed from written columns of the same row or of its own parts",
    Origin.RESOLVED: "concluded by the build from the evidence of all sources",
    Origin.COUNTED: "counted by the build",
}


def dictionary() -> str:
    """Give the whole data dictionary: an overview, a section for each table, a section for each vocabulary."""
    origins = "; ".join(f"*{origin.value}*, {meaning}" for origin, meaning in _ORIGINS.items())
    parts = [
        "# Data dictionary",
        "Each table is a Parquet file of the same name.  An empty cell: not known, or nothing to say.",
        _grid(
            ("Table", "What it holds"),
            [(f"[{_code(table.name)}](#{table.name})", _text(table.meaning)) for table in TABLES.values()],
        ),
        f"The *origin* of a column says where its values come from: {origins}.",
        *(table_page(table).rstrip("\n") for table in TABLES.values()),
        "## Vocabularies",
        *(vocabulary_page(vocabulary).rstrip("\n") for vocabulary in VOCABULARIES),
    ]
    return "\n\n".join(parts) + "\n"


def table_page(table: Table) -> str:
    """Give the section of *table*: what a row is, where rows are written, and every column."""
    parts = [
        f"## {_code(table.name)}",
        f"**{_text(table.title)}.**  {_text(table.meaning)}  {_home(table)}",
        *([_text(table.notes)] if table.notes else []),
        _grid(
            ("Column", "Type", "Required", "Origin", "Meaning", "Example"), [_row(column) for column in table.columns]
        ),
    ]
    parts += [f"No two rows agree in all of {', '.join(_code(name) for name in group)}." for group in table.unique]
    return "\n\n".join(parts) + "\n"


def vocabulary_page(vocabulary: Vocabulary) -> str:
    """Give the section of *vocabulary*: what it is, and every code with its meaning."""
    return (
        f"### {_code(vocabulary.name)}\n\n"
        f"{_text(vocabulary.meaning)}\n\n"
        + _grid(("Code", "Meaning"), [(_code(code.code), _text(code.meaning)) for code in vocabulary.codes])
        + "\n"
    )


def _row(column: Column) -> tuple[str, ...]:
    default = "" if column.default is None else f"  Where a row file leaves it out: {_code(column.default)}."
    return (
        _code(column.name),
        _kind(column.kind),
        "yes" if column.required else "no",
        column.origin.value,
        _text(column.meaning) + default,
        _code(column.example),
    )


def _kind(kind: Kind) -> str:  # noqa: PLR0911 - one branch for each kind
    """Name *kind* with its limits, and with a link to the table or vocabulary that it speaks of."""
    name = kind_in_words(kind)
    limits = constraints(kind)
    match kind:
        case Reference(table=table):
            return f"key in [{_code(table)}](#{table})"
        case Coded(vocabulary=vocabulary):
            return f"code of [{_code(vocabulary.name)}](#{vocabulary.name})"
        case Text():
            return f"{name}, {limits.min_length} to {limits.max_length} characters"
        case Count(minimum=lowest, maximum=highest):
            return f"{name}, {lowest} to {highest}"
        case Number(minimum=low, maximum=high):
            return f"{name}, {low:g} to {high:g}"
        case Key(parts=1):
            return name
        case Key(parts=most, fewest=fewest):
            return f"{name} of {most} parts" if fewest is None else f"{name} of {fewest} to {most} parts"
        case Flag() | Day() | Edtf() | Clock() | Digest() | Language() | Country() | Address():
            return name
        case _:
            assert_never(kind)


def _home(table: Table) -> str:
    """Say where the rows of *table* are written."""
    match table.home:
        case FileHome(directory=directory):
            inside = ", ".join(_code(field) for field in nested_in(table.name))
            path = _code(f"rows/{directory}/<id>.yaml")
            return f"Each row is a file {path}" + (f", which also holds the row's {inside}." if inside else ".")
        case NestedHome(parents=parents, field=field):
            return (
                f"The rows stand under {_code(field)} in the records of {', '.join(_code(name) for name in parents)}."
            )
        case ListHome(file=file):
            return f"All rows stand in the file {_code(f'rows/{file}')}."
        case ComputedHome():
            return "The build makes the rows; nobody writes them."
        case _:
            assert_never(table.home)


def _grid(head: tuple[str, ...], body: list[tuple[str, ...]]) -> str:
    rows = [head, ("---",) * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _text(text: str) -> str:
    """Give *text* as Markdown that shows just that, in a table too."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return text


def _code(text: str) -> str:
    """Give *text* as code; in a table a bar needs a backslash even there."""
    fence = "`` " if "`" in text else "`"
    return fence + text.replace("|", "\\|") + fence[::-1]
