"""A release in which the checks catch less than in the one before is refused."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

import small_release
from summitdata.errors import PackageError
from summitdata.figures import Figure, Matrix, falls
from summitdata.release.gate import judge
from summitdata.release.standing import PUBLISHED, fallen_since

_EXPECTED = "In no column do the checks catch more than a point less than at the last release."


def _figure(caught: int, column: str = "name") -> Figure:
    return Figure("places", column, "plain", "typo", 200, 200, caught, 0, 200, 200, {})


def _publish(root: Path, *figures: Figure) -> None:
    file = root / PUBLISHED
    file.parent.mkdir(parents=True, exist_ok=True)
    figures_of = {"sample": 4, "datasets": {"example": 1}, "figures": [asdict(figure) for figure in figures]}
    file.write_text(json.dumps(figures_of), encoding="utf-8")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a release that published its figures."""
    root = tmp_path_factory.mktemp("standing") / "repository"
    root.mkdir()
    _publish(root, _figure(100))
    small_release.repository(root)
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of that repository."""
    return Path(shutil.copytree(first, tmp_path / "repository"))


@pytest.mark.parametrize(("caught", "is_refused"), [(97, True), (98, False), (100, False), (150, False)])
def test_a_fall_of_more_than_a_point_is_refused(root: Path, caught: int, *, is_refused: bool) -> None:
    """Half of the slips were caught: with 48.5 % a release is refused, and with 49 % and more it is not."""
    _publish(root, _figure(caught))
    refusals = [each for each in judge(root / "dataset", since="v0.1.0").refusals if each.expected == _EXPECTED]
    assert is_refused == bool(refusals)
    if refusals:
        assert (
            "places.name: 48.5% are caught from the rows alone, and 50.0% were at v0.1.0 (at most 1% may be lost)"
            == refusals[0].found
        )


def test_a_column_that_is_measured_no_longer_is_told(root: Path) -> None:
    """A column of which the new figures say nothing has fallen too."""
    _publish(root, _figure(100, "country"))
    assert [
        "places.name: nothing was tried, and 50.0% were at v0.1.0 (at most 1% may be lost)",
        "places.name: nothing was tried, and 100.0% were at v0.1.0 (at most 1% may be lost)",
    ] == list(fallen_since(root / "dataset", "v0.1.0"))


def test_nothing_is_compared_where_there_are_no_figures(root: Path, tmp_path: Path) -> None:
    """A dataset of somebody else has none, and a release may be given as a folder; a revision must be there."""
    (root / PUBLISHED).unlink()
    assert [] == list(fallen_since(root / "dataset", "v0.1.0"))
    assert [] == list(fallen_since(root / "dataset", str(tmp_path)))
    with pytest.raises(PackageError, match="no git revision 'v9'"):
        list(fallen_since(root / "dataset", "v9"))


def test_a_column_that_nothing_was_tried_in_cannot_fall() -> None:
    """Where there was no share before, there is none to fall from."""
    untried = Figure("places", "name", "plain", "typo", 4, 0, 0, 0, 0, 0, {})
    assert [] == list(falls(Matrix(4, {}, (untried,)), Matrix(4, {}, ()), "caught"))
