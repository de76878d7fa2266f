"""Every rule, on the examples of all rules together, gives on each engine what it gives in memory."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from engine_corpora import checked_on, needs_spark, signature, spoilt, written
from rule_examples import all_examples
from summitdata.checking import check
from summitdata.engines import NAMES, evaluating, schemas
from summitdata.engines import tables as tables_of_engines
from summitdata.errors import EngineError


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
    monkeypatch.setattr(schemas, "MOST_CHARACTERS", 0)
    tables = spoilt(12, seed=3)
    assert signature(check(tables)) == signature(checked_on(name, written(tables, tmp_path / "corpus")))


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_a_damaged_file_is_told_and_no_rule_is_blamed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells that cannot be read may be asked for first while a rule's query is built."""
    monkeypatch.setattr(tables_of_engines, "MOST_IN_MEMORY", 0)
    corpus = written(spoilt(12, seed=3), tmp_path / "corpus")
    file = corpus / "claims.parquet"
    content = file.read_bytes()
    chunk = pq.ParquetFile(file).metadata.row_group(0).column(0)
    start, stop = chunk.data_page_offset, chunk.data_page_offset + chunk.total_compressed_size
    file.write_bytes(content[:start] + bytes(stop - start) + content[stop:])
    with pytest.raises(EngineError, match=f"^{name} cannot read the table claims in "):
        checked_on(name, corpus, ("X002",))


def test_all_examples_on_polars(tmp_path: Path) -> None:
    """All examples of all rules together are judged in files as in memory."""
    _, tables, _ = all_examples()
    assert signature(check(tables)) == signature(checked_on("polars", written(tables, tmp_path / "corpus")))
