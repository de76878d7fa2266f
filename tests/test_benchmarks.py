"""The benchmarks measure what they say: corpora are the same for a seed, and as good or bad as they are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pyarrow.parquet as pq
import pytest

from benchmarks.contenders import CONTENDERS, DUCKDB, DUCKDB_LIMITED, FLOOR, PANDAS, POLARS, SQL
from benchmarks.corpora import write, write_wordings
from benchmarks.measuring import run
from benchmarks.page import page
from benchmarks.planning import model, planning
from benchmarks.plots import plots
from benchmarks.targets import TARGETS, Figures
from engine_corpora import checked_on

SCHEMAS = ("S",)


def test_corpora_are_the_same_for_a_seed(tmp_path: Path) -> None:
    """Two corpora of one size hold the same rows, and one that is there already is left as it is."""
    one, other = write(tmp_path / "one", 300, "sparse"), write(tmp_path / "other", 300, "sparse")
    assert pq.read_table(one / "quotes").equals(pq.read_table(other / "quotes"))
    assert one == write(one, 300, "bad")
    assert 300 == pq.read_table(one / "quotes").num_rows


@pytest.mark.parametrize(("state", "found"), [("good", {}), ("bad", {"S003": 200, "S004": 200})])
def test_corpora_are_what_they_are_called(state: str, found: dict[str, int], tmp_path: Path) -> None:
    """A good corpus keeps the schemas, and in a bad one every quote breaks two checks of its schema."""
    report = checked_on("polars", write(tmp_path / "corpus", 200, state), SCHEMAS)
    assert found == {outcome.code: outcome.count for outcome in report.outcomes if outcome.count}


def test_wordings_are_the_same_for_a_seed(tmp_path: Path) -> None:
    """Every tenth wording is the one before with one word changed, by the same speaker."""
    folder = write_wordings(tmp_path / "wordings", 200)
    rows = pq.read_table(folder / "renderings.parquet").to_pylist()
    assert rows == pq.read_table(write_wordings(tmp_path / "again", 200) / "renderings.parquet").to_pylist()
    for one, other in zip(rows[8::10], rows[9::10], strict=True):
        assert one["speaker"] == other["speaker"]
        unlike = [(a, b) for a, b in zip(one["text"].split(), other["text"].split(), strict=True) if a != b]
        assert ["otherwise"] == [b for _, b in unlike]


def test_contenders_find_what_was_spoilt(tmp_path: Path) -> None:
    """The SQL counts every cell that was spoilt; ours hold no row against references that breaks its schema."""
    corpus = write(tmp_path / "corpus", 300, "bad")
    found = {name: CONTENDERS[name].ready(corpus)() for name in (FLOOR, POLARS, DUCKDB, SQL)}
    assert {FLOOR: 0, POLARS: 600, DUCKDB: 600, SQL: 900} == found


MACHINE: dict[str, Any] = {
    "processors": 2, "memory": 16, "system": "Linux", "python": "3.11", "load": 1.0, "versions": {"polars": "2"},
}  # fmt: skip


def _run(name: str, quotes: int, seconds: float, **others: Any) -> dict[str, Any]:  # noqa: ANN401 - figures
    run = {"name": name, "quotes": quotes, "state": "good", "seconds": seconds, "processor": 2 * seconds, "found": 3}
    return run | {"memory": 100.0} | others


def test_the_page_tells_of_what_did_not_finish() -> None:
    """A run that failed stands on the page as such, and the others with their medians and spread."""
    figures = {
        "machine": MACHINE,
        "runs": [
            _run(FLOOR, 10, 0.5), _run(POLARS, 10, 1.0), _run(POLARS, 10, 2.0),
            {"name": SQL, "quotes": 10, "state": "good", "failed": "<out>"},
        ],
        "starts": {},
    }  # fmt: skip
    text = page(figures)
    assert f"| {POLARS} | 1.50 (1.00 to 2.00) | 3.0 | 3.00 (2.00 to 4.00) | 100 | 3 | 2 |" in text
    assert f"| {SQL} | did not finish: &lt;out&gt; |" in text
    assert "There are not enough figures for a plan" in planning(figures)


def test_targets_are_judged_by_the_figures() -> None:
    """A target is met, not met or not measured as the figures say."""
    figures = Figures({
        "runs": [
            _run(FLOOR, 10**7, 2.0), _run(POLARS, 10**7, 7.0), _run(PANDAS, 10**7, 27.0, memory=500.0),
            _run(POLARS, 10**6, 1.0),
        ],
        "starts": {},
    })  # fmt: skip
    told = {target.says: target.told(figures) for target in TARGETS}
    assert ("3.50", "met") == told[f"{POLARS} takes at most 4 times the bare scan"]
    assert ("0.26", "not met") == told[f"{POLARS} takes at most a quarter of the time of {PANDAS}"]
    assert ("0.20", "met") == told[f"{POLARS} takes at most a quarter of the memory of {PANDAS}"]
    assert ("7.00", "met") == told[f"{POLARS} takes at most 11 times as long for 10 times as many quotes"]
    assert ("", f"not measured: {DUCKDB} at 10,000,000 quotes") == told[f"{DUCKDB} takes at most 4 times the bare scan"]


def test_the_plan_is_the_line_through_two_sizes() -> None:
    """The model foretells a larger run by the line through the two before, and the page says by how much it errs."""
    names = (FLOOR, POLARS, DUCKDB_LIMITED, "schemas on polars", "all rules on polars", "schemas on DuckDB, 1 GB")
    runs = [
        _run(name, quotes, 1.0 + quotes / 10**6, memory=100.0 + quotes / 10**5)
        for name in (*names, "all rules on DuckDB, 1 GB") for quotes in (10**6, 10**7)
    ]  # fmt: skip
    runs.append(_run(POLARS, 3 * 10**7, 25.0))
    figures = {"machine": MACHINE, "runs": runs, "starts": {}}
    line = model(Figures(figures), POLARS, "processor", 10**7)
    assert [2.0, 2.0] == pytest.approx([line.start, line.million])
    text = planning(figures)
    assert f"| {POLARS} | processor seconds | 62 | 50 | +24% |" in text
    assert "| together | 2.00 | 2.00 |" in text


def test_plots_are_drawn_of_what_was_measured() -> None:
    """Both plots are well-formed SVG that names every validator which was measured."""
    runs = [_run(name, quotes, quotes / 10**5) for name in (FLOOR, POLARS, PANDAS) for quotes in (10**5, 10**6)]
    drawn = plots({"machine": MACHINE, "runs": runs, "starts": {}})
    assert {"benchmarks-time.svg", "benchmarks-memory.svg"} == {*drawn}
    for svg in drawn.values():
        drawing = fromstring(svg)  # noqa: S314 - drawn here
        words = [element.text for element in drawing.iter() if element.tag.endswith("}text")]
        assert {FLOOR, POLARS, PANDAS} <= {*words}


def test_a_process_is_measured_with_its_children() -> None:
    """The memory and the time of a child count, and one that fails is told as failed."""
    child = "x = bytes(range(256)) * 400_000; import time; time.sleep(0.3)"
    told = run(("-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"), fails=True)
    assert told["memory"] > 100
    assert "failed" in run(("-c", "raise SystemExit('no')"), fails=True)
