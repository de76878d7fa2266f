"""The rows held against the five articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from summitdata.evidence import articles, verify
from summitdata.model import Rows
from summitdata.rows import read
from summitdata.texts import digest


@pytest.fixture(scope="module")
def rows(dataset: Path) -> Rows:
    """The rows of the dataset, as written."""
    reading = read(dataset)
    assert () == reading.findings
    return reading.tables


def test_every_offset_digest_and_quotation_mark_holds(rows: Rows, texts: Path) -> None:
    """Held against the articles, the rows have no finding, and no held source is left unchecked."""
    assert ((), ()) == verify(rows, articles(texts))


def test_every_article_has_a_source(rows: Rows, texts: Path) -> None:
    """Each article at hand is the text of exactly one source."""
    held = sorted(str(row["text_sha256"]) for row in rows["sources"] if row["held"])
    assert sorted(articles(texts)) == held


PROSE = "The ministers walked slowly through the old garden, and “nobody asked us” was all that one of them would say."
START = PROSE.index("nobody")


def _invented(**changes: object) -> Rows:
    span = {
        "id": "s.t1", "source": "s", "use": "speech", "start": START, "stop": START + 15, "text": "nobody asked us",
        "sha256": digest("nobody asked us"),
    }  # fmt: skip
    source = {"id": "s", "held": True, "text_sha256": digest(PROSE), "length": len(PROSE), "note": "Our words."}
    span.update({name: value for name, value in changes.items() if name in span})
    source.update({name: value for name, value in changes.items() if name in source and name != "text"})
    rows: Rows = {"sources": [source], "spans": [span], "runs": [], "names": []}  # type: ignore[list-item]
    for name in ("origin_note", "updated", "published"):
        source.setdefault(name, None)
    from summitdata.schema import TABLES

    for column in TABLES["sources"].columns:
        source.setdefault(column.name, None)
    return rows


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"length": 3}, ["E002"]),
        ({"sha256": digest("other words")}, ["E003"]),
        ({"text": "nobody told us"}, ["E004"]),
        ({"start": START + 1, "sha256": digest("obody asked us"), "text": "obody asked us"}, ["E005"]),
        ({"note": "The ministers walked slowly through the old garden."}, ["W001"]),
        ({"note": "The ministers walked slowly through the old."}, []),
    ],
)
def test_each_mistake_is_found(changes: dict[str, object], expected: list[str]) -> None:
    """A wrong length, digest, wording or offset and copied prose are each found; seven words are not copying."""
    findings, _ = verify(_invented(**changes), {digest(PROSE): PROSE})
    assert expected == [finding.code for finding in findings]


def test_a_source_whose_article_is_missing_is_named() -> None:
    """Without its article a source counts as unchecked, never as passed."""
    assert ((), ("s",)) == verify(_invented(), {})
