"""The picture of the corruption matrix."""

from __future__ import annotations

from pathlib import Path

import pytest

from summitdata.catalogue import CATALOGUE
from summitdata.figures import read_matrix
from summitdata.site import corruption
from summitdata.site.context import Context
from summitdata.site.rulebook import pages

ROOT = Path(__file__).parent.parent
MATRIX = read_matrix(ROOT / "tests" / "data" / "site" / "corruption-matrix.json")


def test_the_picture_says_how_much_was_caught() -> None:
    """Each table and kind of slip has its square, with its share, and the whole is told in words."""
    shown = corruption.picture(MATRIX)
    assert 4 == shown.count("sd-corruption__tried")
    assert "claims, off by a day: 99.5 % caught" in shown
    assert "219 slips in 3 columns. The rows alone show 96.0 % of them" in shown
    assert "with the articles at hand it is 96.4 %, and with the lock 100 %" in shown
    assert "swap-&lt;b&gt;" in shown


def test_what_is_not_all_never_looks_like_all() -> None:
    """A square of which almost all was caught is not full, and a share below all is not said to be all."""
    assert 'height="14" class="sd-corruption__caught"' in corruption.picture(MATRIX)
    assert "99.9 %" == corruption.in_per_cent(0.999_99)
    assert "100 %" == corruption.in_per_cent(1)


def test_the_catalogue_shows_the_published_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of all rules has the picture of the figures that are published, and leads to all of them."""
    monkeypatch.setattr("summitdata.site.rulebook.CATALOGUE", {"C002": CATALOGUE["C002"]})
    shown = pages(Context({}, ""), ROOT / "docs")[0].body  # type: ignore[arg-type]
    assert corruption.told(corruption.read(ROOT / "docs")) in shown
    assert 'href="../proofs/corruption-matrix/"' in shown
