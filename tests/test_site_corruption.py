"""The picture of the corruption matrix."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from summitdata.catalogue import CATALOGUE
from summitdata.figures import FiguresError
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
    """Each table and operator has its square, with both shares, and the whole is told in words."""
    shown = corruption.picture(corruption.read(docs))
    assert 4 == shown.count("sd-corruption__tried")
    assert "claims, off by a day: 75.0 % from the rows, 99.5 % with the articles" in shown
    assert "Of 219 slips in 3 columns the checks catch 75.2 % from the rows alone, and 98.6 %" in shown
    assert "swap &lt;b&gt;" in shown


def test_what_is_not_all_never_looks_like_all(docs: Path) -> None:
    """A square of which almost all was caught is not full, and a share below all is not said to be all."""
    figures = corruption.read(docs)
    assert 'height="14" class="sd-corruption__caught"' in corruption.picture(figures)
    almost = replace(figures[0], cells=100_000, tried=100_000, caught=99_999, with_articles=99_999)
    assert "99.9 %" in corruption.in_words([almost])
    assert "100 %" in corruption.in_words([figures[1]])


def test_figures_that_are_damaged_are_told(docs: Path) -> None:
    """A file that is there and holds no figures is an error, not an empty page."""
    (docs / corruption.FILE).write_text("[]", encoding="utf-8")
    with pytest.raises(FiguresError):
        corruption.read(docs)


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
