"""The pages of the site, written from the records: plain functions that know no site generator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from summitdata.build.files import as_json, editor_schemas
from summitdata.citation import cite
from summitdata.dataset import DESCRIPTOR, Package, open_package
from summitdata.evidence import Recorded, recorded
from summitdata.model import Row
from summitdata.records import Records, records
from summitdata.release.profile import profile
from summitdata.site import (
    actors,
    dictionary,
    discrepancies,
    events,
    examples,
    home,
    linked_data,
    places,
    quotes,
    rulebook,
    sources,
    timeline,
    who,
    written,
)
from summitdata.site.context import UNCHECKED, Context
from summitdata.site.page import Page
from summitdata.views import timeline_rows
from summitdata.vocabularies import DISCREPANCY_KIND, DISCREPANCY_STATUS

__all__ = ["Page", "record_pages", "site_files"]

_Pages = tuple[Callable[[Context, list[Row]], list[Page]], Callable[[Context, Row, Row | None, Row | None], Page]]

KINDS: dict[str, _Pages] = {
    "quotes": (quotes.index, quotes.page),
    "events": (events.index, events.page),
    "discrepancies": (discrepancies.index, discrepancies.page),
    "sources": (sources.index, sources.page),
    "actors": (actors.index, actors.page),
    "places": (places.index, places.page),
}


_COPIED = {"CONTRIBUTING.md": "contribute.md", "CHANGELOG.md": "changelog.md"}
"""Files of the repository that are pages as they stand."""

EVIDENCE = Path("proofs", "evidence.json")
"""Where the verdicts on our own records stand, below the folder of the written pages."""


def ordered(data: Records, table: str) -> list[Row]:
    """Give the rows of *table* in the order in which the site shows them."""
    rows = data.rows[table]
    if table in {"events", "quotes"}:
        keys = {str(row["id"]): number for number, row in enumerate(timeline_rows(data))}
        return sorted(rows, key=lambda row: keys[str(row["id"])])
    if table == "sources":
        return sorted(rows, key=lambda row: (-int(str(row["claims"])), str(row["id"])))
    if table == "discrepancies":
        sorts, settled = DISCREPANCY_KIND.names, DISCREPANCY_STATUS.names
        return sorted(
            rows, key=lambda row: (sorts.index(str(row["kind"])), settled.index(str(row["status"])), str(row["title"]))
        )
    label = {"actors": "name", "places": "name"}[table]
    return sorted(rows, key=lambda row: (str(row[label]).casefold(), str(row["id"])))


def record_pages(
    data: Records, citation: str = "", version: str = "", verdicts: Recorded = UNCHECKED
) -> Iterator[Page]:
    """Give the index of every table with pages, and the page of every row."""
    top = Context(data, "", citation, version, verdicts)
    yield from timeline.pages(top.seen_from(1))
    yield who.page(top.seen_from(1))
    for table, (index, page) in KINDS.items():
        rows = ordered(data, table)
        yield from index(top.seen_from(1), rows)
        at = top.seen_from(2)
        for before, row, after in zip(chain([None], rows), rows, chain(rows[1:], [None]), strict=False):
            yield page(at, row, before, after)


def site_files(docs: Path, address: str = "", package: Package | None = None) -> Iterator[tuple[str, str | bytes]]:
    """Give every file that the site needs besides what is written in *docs*: path and content.

    Args:
        docs: The folder with the written pages and the worked examples.
        address: The root of the site, where it is known.
        package: Another package whose records are shown.  The verdicts in *docs* are those of our own, which is the
            default.

    Raises:
        RecordError: There is no record of the verdicts in *docs*, or it cannot be read.
        FiguresError: There are no figures of the corruption matrix in *docs*, or they cannot be read.
    """
    verdicts = recorded(docs / EVIDENCE) if package is None else UNCHECKED
    package = package or open_package()
    data, citation, version = records(package), cite(package=package), str(package.descriptor["version"])
    for page in record_pages(data, citation, version, verdicts):
        yield page.path, page.source()
    names = {DESCRIPTOR: package.root.joinpath(DESCRIPTOR).read_bytes()}
    names |= {
        str(entry["path"]): package.path(str(entry["name"])).read_bytes() for entry in package.descriptor["resources"]
    }
    published = {"profile.json": as_json(profile()), **editor_schemas()}
    for name, content in (names | published).items():
        yield f"data/{name}", content
    top = Context(data, "", citation, version)
    yield "index.md", home.page(top, names, linked_data.dataset(package.descriptor, address)).source()
    yield from _fixed(top, docs)


def _fixed(top: Context, docs: Path) -> Iterator[tuple[str, str]]:
    """Give the pages that say nothing of records."""
    for page in (*dictionary.pages(top), *rulebook.pages(top, docs)):
        yield page.path, page.source()
    yield "use/index.md", examples.page(docs / "examples")
    for name, path in _COPIED.items():
        yield path, written.copied((docs.parent / name).read_text(encoding="utf-8"))
