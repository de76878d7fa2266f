"""Every rule, on the examples of all rules together, gives on each engine what it gives in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine_corpora import checked_on, needs_spark, signature, spoilt, written
from rule_examples import all_examples
from summitdata.checking import check
from summitdata.engines import NAMES, evaluating, schemas


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_on_every_engine(name: str, tmp_path: Path) -> None:
    """The reports of spoilt tables are identical, check by check and finding by finding."""
    if name == "spark":
        needs_spark()
    tables = spoilt(12, seed=3)
    assert signature(check(tables)) == signature(checked_on(name, written(tables, tmp_path / "corpus")))


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_many_broken_rows_are_told_as_few_are(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So they are where the rows are too many, and the wrong cells too long, to be taken into memory."""
    monkeypatch.setattr(evaluating, "MOST_TAKEN", 0)
    monkeypatch.setattr(schemas, "MOST_TAKEN", 0)
    tables = spoilt(12, seed=3)
    assert signature(check(tables)) == signature(checked_on(name, written(tables, tmp_path / "corpus")))


def test_all_examples_on_polars(tmp_path: Path) -> None:
    """All examples of all rules together are judged in files as in memory."""
    _, tables, _ = all_examples()
    assert signature(check(tables)) == signature(checked_on("polars", written(tables, tmp_path / "corpus")))
