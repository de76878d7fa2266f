"""Writing the places that a changed article has now into the row files, and refusing to where something is in doubt."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from summitdata.catalogue.staging import rows_and_articles
from summitdata.evidence import Anchoring, Verification, articles, reanchor, verify
from summitdata.rows import format_rows, read

SOUTH = "south-wire-2020-05-05"
ROWS = f"rows/sources/{SOUTH}.yaml"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example dataset with its articles, which a test may change."""
    rows_and_articles(tmp_path)
    return tmp_path


def _change(root: Path, edit: Callable[[str], str], key: str = SOUTH) -> None:
    """Change an article as its publisher may."""
    file = root / "texts" / f"{key}.txt"
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")


def _verified(root: Path) -> Verification:
    return verify(read(root).tables, articles(root / "texts"))


def _anchored(root: Path) -> Anchoring:
    return reanchor(root, read(root).tables, _verified(root), articles(root / "texts"))


def test_what_stands_where_it_stood_is_left_alone(example: Path) -> None:
    """Where nothing is out of place there is nothing to write and nothing to refuse."""
    assert Anchoring({}, {}) == _anchored(example)


def test_an_article_with_a_line_at_its_head_is_re_anchored(example: Path) -> None:
    """All spans move, and the run that another source shares with the article moves with the words that it covers."""
    _change(example, lambda text: f"Updated.\n\n{text}")
    anchoring = _anchored(example)
    assert {} == anchoring.kept
    assert ["rows/sources/harbour-gazette-2020-05-06.yaml", ROWS] == [*anchoring.files]
    moved = "-    other_start: 255\n-    other_stop: 277\n+    other_start: 265\n+    other_stop: 287"
    assert moved in anchoring.diff()
    anchoring.write(example)
    assert ((), ()) == (_verified(example).findings, read(example).findings)
    assert () == format_rows(example, check=True).findings


def test_marks_that_an_article_has_changed_are_written_with_the_new_digest(example: Path) -> None:
    """Kept words follow the article where only marks differ, and their digest with them."""
    _change(example, lambda text: text.replace("blue bridge", "blue\u00a0bridge"))
    _anchored(example).write(example)
    assert "text: blue\u00a0bridge" in (example / ROWS).read_text(encoding="utf-8")
    assert () == _verified(example).findings


def test_wrong_offsets_in_the_article_that_was_read_are_mended(example: Path) -> None:
    """An offset that was miscounted is put right without the article having changed."""
    file = example / ROWS
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("start: 308\n    stop: 319", "start: 307\n    stop: 318"), encoding="utf-8")
    assert ["E003", "E005"] != [finding.code for finding in _verified(example).findings] != []
    _anchored(example).write(example)
    assert good == file.read_text(encoding="utf-8")


def test_a_repeated_stretch_is_settled_by_its_neighbours(example: Path) -> None:
    """Words that stand twice go to the place that keeps the order of the text."""
    _change(example, lambda text: f"On water, on Monday, and so on Monday.\n\n{text}")
    anchoring = _anchored(example)
    assert {} == anchoring.kept
    by = len("On water, on Monday, and so on Monday.\n\n")
    assert f"+        start: {123 + by}\n+        stop: {132 + by}\n         sha256: e919f661" in anchoring.diff()


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda text: text.replace("was our mistake", "was our error"), "of its 14 spans, 1 without a sure place"),
        (lambda text: text.replace("twenty", "thirty"), "of its 14 spans, 1 without a sure place"),
        (lambda text: f"{text} They sang of “joy”.", None),
    ],
)
def test_what_needs_a_judgement_is_left_alone(
    edit: Callable[[str], str], reason: str | None, example: Path
) -> None:  # fmt: skip
    """Words that changed, or a new quotation that nobody has read, keep the whole source as it is."""
    _change(example, lambda text: f"Updated.\n\n{edit(text)}")
    expected = reason or "with the new places something else would be wrong"
    assert Anchoring({}, {SOUTH: expected}) == _anchored(example)


def test_a_run_that_nothing_places_keeps_its_source(example: Path) -> None:
    """A shared run without a digest is not moved on trust: a span or the other article must prove where it went."""
    (example / "texts" / "harbour-gazette-2020-05-06.txt").unlink()
    file = example / ROWS
    text = file.read_text(encoding="utf-8")
    start = text.index("      s2:\n        use: speech\n        start: 255")
    file.write_text(text[:start] + text[text.index("  r2:", start) :], encoding="utf-8")
    _change(example, lambda text: f"Updated.\n\n{text}")
    reason = "no span and no other article tells where the run 'harbour-gazette-2020-05-06.o1' went"
    assert reason == _anchored(example).kept[SOUTH]


def test_nothing_is_written_unasked(example: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Working out new places changes nothing on the disk."""
    before = shutil.copytree(example, tmp_path_factory.mktemp("before") / "example")
    _change(example, lambda text: f"Updated.\n\n{text}")
    assert _anchored(example).files
    for file in (before / "rows").rglob("*.yaml"):
        assert file.read_bytes() == (example / file.relative_to(before)).read_bytes()
