"""The real dataset resolves as the documentation says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.resolve.conclude import best_standing, gather
from summitdata.rows import read
from summitdata.schema import TABLES

PAGE = Path(__file__).parent.parent / "docs" / "how-it-works.md"


@pytest.fixture(scope="module")
def completed() -> Rows:
    """Give the rows of the dataset in this checkout, complete."""
    return complete(read(PAGE.parent.parent / "dataset").tables)


def tables_of(header: str) -> list[list[str]]:
    """Give the cells of every line below a header of the page's tables."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = []
    for number, line in enumerate(lines):
        if line == header:
            below = lines[number + 2 :]
            end = next((at for at, later in enumerate(below) if not later.startswith("|")), len(below))
            cells += [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in below[:end]]
    return cells


@pytest.mark.parametrize("table", ["events", "quotes"])
def test_the_page_tells_what_is_concluded(completed: Rows, table: str) -> None:
    """Every value that the page says is resolved is the one that the build gives."""
    told = tables_of(f"| {table.removesuffix('s')} | column | value |")
    assert told
    rows = {str(row["id"]): row for row in completed[table]}
    given = [[key, name, str(rows[key][name] if rows[key][name] is not None else "")] for key, name, _ in told]
    assert told == given


def test_the_page_tells_what_the_claims_say(completed: Rows) -> None:
    """Every claim that the page shows says what the page says."""
    four = tables_of("| claim | date | claim | place |")
    pairs = [cells[at : at + 2] for cells in four for at in (0, 2) if cells[at]] + tables_of("| claim | value |")
    assert len(pairs) > 10
    values = {str(row["id"]): row["value"] for row in completed["claims"]}
    assert pairs == [[key, values.get(key)] for key, _ in pairs]


def test_every_key_on_the_page_exists(completed: Rows) -> None:
    """The page speaks of rows that are there."""
    named = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+){2,}(?:\.[a-z0-9]+)?)`", PAGE.read_text(encoding="utf-8")))
    keys = {str(row["id"]) for table in completed.values() for row in table}
    assert len(named) > 15
    assert named <= keys


def test_what_is_left_open_is_recorded(completed: Rows) -> None:
    """Where sources that are heard disagree, a discrepancy is about that event or quote."""
    evidence = gather(completed)
    contested = {row["event"] or row["quote"] for row in completed["discrepancies"]}
    open_questions = {
        key for (_, key, name), said in evidence.testimonies.items() if evidence.disagree(name, best_standing(said))
    }
    assert open_questions <= contested


def test_no_reference_dangles_in_what_is_concluded(completed: Rows) -> None:
    """Every reference of every table, concluded or written, is to a row that is there."""
    keys = {name: {row["id"] for row in rows} for name, rows in completed.items()}
    dangling = [
        (name, row["id"], column.name)
        for name, table in TABLES.items()
        for column, target in table.references
        for row in completed[name]
        if row[column.name] is not None and row[column.name] not in keys[target]
    ]
    assert dangling == []
