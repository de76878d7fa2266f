"""The ends of shared runs and the times of a source are held against the articles."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file

import pytest

from summitdata.evidence import Article, articles, verify
from summitdata.evidence.printing import CLOCKS
from summitdata.model import Rows
from summitdata.rules.example import GAZETTE, NORTH_WIRE, folder
from summitdata.rules.language import change
from summitdata.rules.patching import example, patched
from summitdata.texts import digest


@cache
def _articles() -> tuple[Article, ...]:
    with as_file(folder()) as root:
        return articles(root / "texts")


def _told(rows: Rows) -> list[tuple[str, str, str | None]]:
    found = verify(rows, _articles()).findings
    return [(each.code, str(each.key), each.column) for each in found]


@pytest.mark.parametrize(("column", "step"), [("start", -1), ("stop", 1), ("other_start", -1), ("other_stop", 1)])
def test_a_run_ends_with_its_words(column: str, step: int) -> None:
    """A blank or a mark before the first or behind the last word is no part of a run."""
    (run,) = example().tables["runs"]
    wrong = patched([change("runs", str(run["id"]), **{column: int(str(run[column])) + step})])
    assert [("E006", f"{GAZETTE}.o1", column)] == _told(wrong)


@pytest.mark.parametrize("column", CLOCKS)
def test_a_time_stands_in_the_article(column: str) -> None:
    """A time that the article prints nowhere is told; the example prints none, and has none."""
    wrong = patched([change("sources", NORTH_WIRE, updated="2020-05-05", **{column: "10:01"})])
    assert [("E011", NORTH_WIRE, column)] == _told(wrong)
    assert [] == _told(example().tables)


@pytest.mark.parametrize(("time", "is_printed"), [("14:05", True), ("02:05", True), ("14:06", False), ("11:00", True)])
def test_a_time_may_be_printed_in_any_usual_form(time: str, *, is_printed: bool) -> None:
    """Hours count to 24 or to 12, with a colon, a point, an h or nothing before the minutes."""
    (article,) = [each for each in _articles() if each.text.startswith("Lindqvist and Okafor")]
    text = f"{article.text}At 2.05 pm and 11:00."
    rows = patched([change("sources", NORTH_WIRE, published_time=time, text_sha256=digest(text), length=len(text))])
    found = [(each.code, each.column) for each in verify(rows, (Article(article.name, text),)).findings]
    assert ([] if is_printed else [("E011", "published_time")]) == found
