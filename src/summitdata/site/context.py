"""What every page function gets: the records, the way back to the root, and links to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from summitdata.evidence import Recorded
from summitdata.model import Row
from summitdata.records import Records
from summitdata.schema import TABLES
from summitdata.site.markup import Child, Html, el, flat
from summitdata.site.page import shortened
from summitdata.site.words import code, when

SECTIONS = {
    "quotes": "Quotes",
    "events": "Events",
    "discrepancies": "Disagreements",
    "sources": "Sources",
    "actors": "Actors",
    "places": "Places",
}
"""The tables whose rows have pages, with the titles of their indexes."""

UNCHECKED: Final = Recorded({}, {})
"""The verdicts of records that nobody has held against articles."""


_BRIEF = 28
"""A source without a publisher is named by so many letters of its title."""


@dataclass(frozen=True, slots=True)
class Context:
    """The records, as seen from one page.

    ``root`` leads from the page to the root of the site.  ``verdicts`` tells what came of holding
    renderings and spans against their articles, by key; what is missing there was not checked.
    """

    data: Records
    root: str
    citation: str = ""
    version: str = ""
    verdicts: Recorded = UNCHECKED

    def seen_from(self, depth: int) -> Context:
        """Give the same, as seen from a page that lies *depth* folders below the root."""
        return Context(self.data, "../" * depth, self.citation, self.version, self.verdicts)

    def href(self, address: str) -> str:
        """Give the relative link to an address below the root."""
        return f"{self.root}{address}" or "./"

    def address(self, table: str, key: object) -> str:
        """Give the relative link to the page of a row."""
        return self.href(f"{table}/{quote(str(key), safe='')}/")

    def anchor(self, row: Row) -> str:
        """Give the relative link to a claim or a rendering, on the page of what it is about."""
        subject = ("events", row["event"]) if row.get("event") else ("quotes", row["quote"])
        return f"{self.address(*subject)}#{row['id']}"

    def link(self, table: str, key: object, words: Child = None, **attributes: str) -> Html:
        """Link to the page of a row, by default with its label; a row that does not exist is named by its key."""
        if key is None:
            return Html("")
        if self.data.get(table, key) is None:
            return flat([words if words is not None else str(key)])
        shown = words if words is not None else self.data.label(table, key)
        return el("a", shown, href=self.address(table, key), **attributes)

    def source(self, key: object) -> Html:
        """Name a source briefly: its publisher, else its agency, else its title; linked."""
        return self.link("sources", key, self.source_name(key))

    def source_name(self, key: object) -> str:
        """Give the brief name of a source."""
        row = self.data.get("sources", key)
        if row is None:
            return str(key)
        if row["publisher"] is not None:
            name = self.data.label("actors", row["publisher"])
            return name if row["held"] else f"{name} ({code(row['kind'])}, not held)"
        title = str(row["title"])
        brief = shortened(title.strip("[]"), _BRIEF)
        title = brief if title.startswith("[") else f"“{brief}”"
        if row["agency"] is not None:
            return f"{title} ({self.data.label('actors', row['agency'])})"
        return title

    def account(self, key: object) -> Html:
        """Say whose account it is; nothing where the source speaks for itself."""
        return flat(["account of ", self.link("actors", key)]) if key is not None else Html("")

    def value(self, claim: Row) -> Html:
        """Show the value of a claim, a key as a link and a date in words."""
        from summitdata.model import Coded, Edtf, Reference
        from summitdata.schema import PROPERTY_VALUES

        kind = PROPERTY_VALUES[str(claim["property"])]
        match kind:
            case Reference(table=table):
                shown = self.link(table, claim["value"])
            case Edtf():
                shown = flat([when(claim["value"])])
            case Coded():
                shown = flat([code(claim["value"])])
            case _:
                shown = flat([str(claim["value"])])
        about = "about " if claim["about"] else ""
        scope = el("span", f" ({claim['scope']})", class_="sd-quiet") if claim["scope"] else None
        return flat([about, shown, scope])


def label_column(table: str) -> str:
    """Give the column of *table* that a person reads for the whole row."""
    return TABLES[table].label
