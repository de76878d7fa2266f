"""The data dictionary: how the tables tie together, every table with its columns, every vocabulary."""

from __future__ import annotations

from summitdata.formats.markdown import kind_in_words
from summitdata.model import (
    Coded,
    Column,
    ComputedHome,
    FileHome,
    ListHome,
    NestedHome,
    Origin,
    Reference,
    Table,
)
from summitdata.schema import TABLES, nested_in
from summitdata.site import codes, parts
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat
from summitdata.site.page import Page
from summitdata.site.words import counted

_PUBLIC = ("sources", "events", "quotes")
_EVIDENCE = ("claims", "renderings", "spans", "runs", "discrepancies", "positions")
_ORIGINS = {
    Origin.WRITTEN: "stands in the row file",
    Origin.IMPLIED: "follows from where the row stands",
    Origin.DERIVED: "computed from written columns of the same row or its parts",
    Origin.RESOLVED: "concluded from the evidence of all sources",
    Origin.COUNTED: "counted by the build",
}
_LEAD = "Every table, column and code, with what it means and a real example."
_ROW, _MIDDLE = 27, 200


def pages(top: Context) -> list[Page]:
    """Make the overview, a page for each table, and the page of the vocabularies."""
    at = top.seen_from(2)
    return [_overview(top.seen_from(1)), *(_table(at, table) for table in TABLES.values()), codes.page(at)]


def _overview(at: Context) -> Page:
    groups = (
        ("The three public tables", "Each reads well alone: names stand beside keys.", _PUBLIC),
        ("The evidence behind them", "What each source says, and where exactly it says it.", _EVIDENCE),
        (
            "Who, where, and what is accepted",
            "The registers that the others refer to.",
            tuple(name for name in TABLES if name not in (*_PUBLIC, *_EVIDENCE)),
        ),
    )
    body = parts.article(
        "tables",
        parts.head(counted(len(TABLES), "table"), "Tables", _LEAD),
        el(
            "div",
            el(
                "div",
                [
                    parts.section(title, _list(at, names), note=note, key=title.split()[-1])
                    for title, note, names in groups
                ],
            ),
            el(
                "figure",
                diagram(at),
                el(
                    "figcaption",
                    "How the tables tie together: each arc leads from a table to one that it refers to.",
                    class_="sd-quiet",
                ),
                class_="sd-arcs",
            ),
            class_="sd-columns sd-columns--tables",
        ),
        el("p", el("a", "All vocabularies", href=at.href("tables/vocabularies/")), class_="sd-more"),
    )
    return Page("tables/index.md", "Tables", _LEAD, body, "Use")


def _list(at: Context, names: tuple[str, ...]) -> Html:
    return el(
        "ul",
        [
            el(
                "li",
                el(
                    "a",
                    el("strong", name),
                    el("span", TABLES[name].meaning, class_="sd-entry__gist"),
                    el("span", counted(len(at.data.rows.get(name, ())), "row"), class_="sd-entry__meta"),
                    href=at.href(f"tables/{name}/"),
                    class_="sd-entry",
                ),
            )
            for name in names
        ],
        class_="sd-said",
    )


def diagram(at: Context) -> Html:
    """Draw every table in one column, with an arc from each to those that it refers to."""
    names = list(TABLES)
    drawn = []
    for table in TABLES.values():
        for target in dict.fromkeys(target for _, target in table.references):
            here, there = (14 + names.index(name) * _ROW for name in (table.name, target))
            if here == there:
                path = f"M{_MIDDLE} {here - 4}c-26 -8 -26 16 0 8"
            else:
                reach = 14 + abs(here - there) * 0.4
                path = f"M{_MIDDLE} {here}C{_MIDDLE - reach:.0f} {here} {_MIDDLE - reach:.0f} {there} {_MIDDLE} {there}"
            drawn.append(el("path", d=path, class_=f"sd-arc sd-arc--{target}"))
            drawn.append(el("circle", cx=_MIDDLE, cy=there, r=2.6, class_=f"sd-arc-end sd-arc--{target}"))
    labels = [
        el(
            "a",
            el(
                "text",
                name,
                x=_MIDDLE + 14,
                y=18 + number * _ROW,
                class_="sd-arc-name" + (" sd-arc-name--public" if name in _PUBLIC else ""),
            ),
            href=at.href(f"tables/{name}/"),
            tabindex="-1",
        )
        for number, name in enumerate(names)
    ]
    return el(
        "svg",
        flat([drawn, labels]),
        viewBox=f"0 0 330 {len(names) * _ROW + 6}",
        aria_hidden="true",
        focusable="false",
        class_="sd-diagram",
    )


def _table(at: Context, table: Table) -> Page:
    body = parts.article(
        "tables",
        parts.head(
            flat(
                [
                    el("a", "Tables", href=at.href("tables/")),
                    " · ",
                    counted(len(at.data.rows.get(table.name, ())), "row"),
                ]
            ),
            el("code", table.name),
            table.meaning,
        ),
        el("p", _home(table), class_="sd-note"),
        el("p", table.notes, class_="sd-note") if table.notes else None,
        el("div", [_column(at, column) for column in table.columns], class_="sd-dictionary"),
        [el("p", "No two rows agree in all of ", ", ".join(group), ".", class_="sd-note") for group in table.unique],
        _ties(at, table),
    )
    return Page(f"tables/{table.name}.md", f"Table {table.name}", table.meaning, body, "Use")


def _home(table: Table) -> Html:
    match table.home:
        case FileHome(directory=directory):
            inside = ", ".join(nested_in(table.name))
            return flat(
                [
                    "Each row is a file ",
                    el("code", f"rows/{directory}/<id>.yaml"),
                    f", which also holds its {inside}." if inside else ".",
                ]
            )
        case NestedHome(parents=holders, field=field):
            return flat(["The rows stand under ", el("code", field), f" in the records of {' and '.join(holders)}."])
        case ListHome(file=file):
            return flat(["All rows stand in the file ", el("code", f"rows/{file}"), "."])
        case ComputedHome():
            return flat(["The build makes the rows; nobody writes them."])


def _column(at: Context, column: Column) -> Html:
    kind: Html
    match column.kind:
        case Reference(table=target):
            kind = flat(["key in ", el("a", target, href=at.href(f"tables/{target}/"))])
        case Coded(vocabulary=vocabulary):
            kind = flat(["code of ", el("a", vocabulary.name, href=at.href(f"tables/vocabularies/#{vocabulary.name}"))])
        case _:
            kind = flat([kind_in_words(column.kind)])
    return el(
        "div",
        el("h2", el("code", column.name), id=column.name),
        el(
            "div",
            el("p", column.meaning),
            el("p", kind, ", never empty" if column.required else None, class_="sd-quiet"),
            el("p", el("span", "e. g. ", class_="sd-quiet"), el("code", column.example), class_="sd-example-cell"),
        ),
        el(
            "p",
            parts.chip(
                column.origin.value,
                "good" if column.origin in {Origin.RESOLVED, Origin.COUNTED} else "plain",
                _ORIGINS[column.origin],
            ),
        ),
        class_="sd-dictionary__row",
    )


def _ties(at: Context, table: Table) -> Html:
    here = sorted({other.name for other in TABLES.values() for _, target in other.references if target == table.name})
    return (
        el(
            "p",
            "Referred to by ",
            flat(
                flat([", " if number else "", el("a", name, href=at.href(f"tables/{name}/"))])
                for number, name in enumerate(here)
            ),
            ".",
            class_="sd-note",
        )
        if here
        else Html("")
    )
