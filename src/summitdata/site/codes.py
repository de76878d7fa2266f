"""The page of the vocabularies: every code with what it means and a row that has it."""

from __future__ import annotations

from summitdata.model import Coded, Row, Vocabulary
from summitdata.schema import PROPERTY_VALUES, TABLES
from summitdata.site import parts
from summitdata.site.context import SECTIONS, Context
from summitdata.site.markup import Html, el, flat
from summitdata.site.page import Page, shortened
from summitdata.vocabularies import VOCABULARIES

_LEAD = "Every closed list of codes, with what each code means and a row that has it."

Examples = dict[tuple[str, str], tuple[str, Row]]
"""For each vocabulary and code the first row that has it, and the table of that row."""


def page(at: Context) -> Page:
    """Make the page."""
    found = examples(at)
    body = parts.article(
        "tables",
        parts.head(el("a", "Tables", href=at.href("tables/")), "Vocabularies", _LEAD),
        [_vocabulary(at, vocabulary, found) for vocabulary in VOCABULARIES],
    )
    return Page("tables/vocabularies.md", "Vocabularies", _LEAD, body, "Use")


def examples(at: Context) -> Examples:
    """Find a row for each code: in a column of that vocabulary, or as the value of a claim."""
    found: Examples = {}
    for table in TABLES.values():
        coded = [(column.name, column.kind.vocabulary) for column in table.columns if isinstance(column.kind, Coded)]
        for row in at.data.rows.get(table.name, ()):
            for name, vocabulary in coded:
                found.setdefault((vocabulary.name, str(row[name])), (table.name, row))
            kind = PROPERTY_VALUES[str(row["property"])] if table.name == "claims" else None
            if isinstance(kind, Coded):
                found.setdefault((kind.vocabulary.name, str(row["value"])), (table.name, row))
    return found


def _vocabulary(at: Context, vocabulary: Vocabulary, found: Examples) -> Html:
    return parts.section(
        vocabulary.name,
        el(
            "dl",
            [
                el(
                    "div",
                    el("dt", el("code", code.code)),
                    el(
                        "dd",
                        code.meaning,
                        el("span", _example(at, found.get((vocabulary.name, code.code))), class_="sd-quiet"),
                    ),
                )
                for code in vocabulary.codes
            ],
            class_="sd-codes",
        ),
        note=vocabulary.meaning,
        key=vocabulary.name,
    )


def _example(at: Context, found: tuple[str, Row] | None) -> Html:
    """Lead to a row, on its own page, in its place on another's, or to what it belongs to."""
    if found is None:
        return Html("No row has it yet.")
    name, row = found
    words = flat(["e. g. ", el("code", shortened(str(row["id"]), 60))])
    if name in SECTIONS:
        return at.link(name, row["id"], words)
    if name in {"claims", "renderings"}:
        return el("a", words, href=at.anchor(row))
    owners = (
        at.link(target, row[column.name], words)
        for column, target in TABLES[name].references
        if target in SECTIONS and row[column.name] is not None
    )
    return next(owners, words)
