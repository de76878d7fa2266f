"""The picture of the corruption matrix."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitdata.catalogue import CATALOGUE
from summitdata.site import corruption
from summitdata.site.context import Context
from summitdata.site.rulebook import pages

MATRIX = Path(__file__).parent / "data" / "site" / "corruption-matrix.json"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Give a docs folder that holds the matrix."""
    file = tmp_path / corruption.FILE
    file.parent.mkdir(parents=True)
    shutil.copy(MATRIX, file)
    return tmp_path


def test_the_picture_says_how_much_was_caught(docs: Path) -> None:
    """Each table and kind of corruption has its square, with figures, and the whole is told in words."""
    shown = corruption.picture(corruption.read(docs))
    assert 4 == shown.count("sd-corruption__tried")
    assert "claims, other day: 199 of 200 caught" in shown
    assert "Of 219 corruptions of 3 columns the checks caught 214, which is 97.7 %." in shown
    assert "swap &lt;b&gt;" in shown


def test_what_is_not_all_never_looks_like_all(docs: Path) -> None:
    """A square of which almost all was caught is not full, and a share below all is not said to be all."""
    cells = corruption.read(docs)
    assert 'height="14" class="sd-corruption__caught"' in corruption.picture(cells)
    almost = corruption.Cell("claims", "value", "wrong", "other-day", 100_000, 99_999)
    assert "99.9 %" in corruption.in_words([almost])
    assert "100 %" in corruption.in_words([corruption.Cell("claims", "value", "wrong", "other-day", 9, 9)])


def test_the_least_caught_column_comes_first(docs: Path) -> None:
    """The table in words begins with what the checks catch least."""
    shown = corruption.in_words(corruption.read(docs))
    assert shown.index("quotes.note") < shown.index("claims.value") < shown.index("quotes.gist")


def test_the_catalogue_shows_it_where_it_is_and_nothing_elsewhere(
    docs: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of all rules has the picture if the matrix was written, and no empty heading if not."""
    monkeypatch.setattr("summitdata.site.rulebook.CATALOGUE", {"C002": CATALOGUE["C002"]})
    top = Context({}, "")  # type: ignore[arg-type]
    assert "What they catch" in pages(top, docs)[0].body
    assert "What they catch" not in pages(top, tmp_path_factory.mktemp("empty"))[0].body
