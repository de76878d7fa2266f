"""The benchmarks measure what they say: corpora are the same for a seed, and as good or bad as they are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from benchmarks.corpora import write
from benchmarks.page import page
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


def test_the_page_tells_of_what_did_not_finish() -> None:
    """A run that failed stands on the page as such, and the others with their medians and spread."""
    run: dict[str, Any] = {"quotes": 10, "state": "good", "seconds": 1.0, "processor": 2.0, "memory": 100.0}
    run["found"] = 3
    figures = {
        "machine": {"processors": 2, "system": "Linux", "python": "3.11", "load": 1.0, "versions": {"polars": "2"}},
        "runs": [
            run | {"name": "bare scan (DuckDB)", "processor": 1.0}, run | {"name": "ours"},
            run | {"name": "ours", "processor": 4.0},
            {"quotes": 10, "state": "good", "name": "other", "failed": "<out>"},
        ],
        "starts": {},
    }  # fmt: skip
    text = page(figures)
    assert "| ours | 1.00 (1.00 to 1.00) | 3.00 (2.00 to 4.00) | 3.0 | 100 | 3 | 2 |" in text
    assert "| other | did not finish: &lt;out&gt; |" in text
