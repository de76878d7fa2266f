"""Tables in an object store: read where the engine reads them, and a clear message where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine_corpora import checked_on, needs_spark, signature, spoilt
from summitdata.errors import EngineError

_BUCKET = "corpus"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the parts of a spoilt table into an object store of this machine, and give the folder that has them too."""
    server = pytest.importorskip("moto.server", reason="moto is not installed (make test-engines installs it)")
    import boto3

    folder = tmp_path / "actors"
    folder.mkdir()
    actors = spoilt(12, seed=3)["actors"]
    actors.head(5).write_parquet(folder / "part-0.parquet")
    actors.tail(-5).write_parquet(folder / "part-1.parquet")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    try:
        client = boto3.client("s3", region_name="us-east-1", endpoint_url=f"http://{host}:{port}")
        client.create_bucket(Bucket=_BUCKET)
        for file in folder.iterdir():
            client.put_object(Bucket=_BUCKET, Key=f"actors/{file.name}", Body=file.read_bytes())
        yield folder
    finally:
        running.stop()


def test_polars_reads_them(store: Path) -> None:
    """Many files at an address give the report that the same files give in a folder."""
    here = signature(checked_on("polars", str(store / "*.parquet")))
    assert {"S003", "S007"} <= {str(finding[0]) for finding in here[0]}
    assert here == signature(checked_on("polars", f"s3://{_BUCKET}/actors/*.parquet"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("polars", "expanded paths were empty"),
        ("duckdb", "httpfs|No files found"),
        ("spark", 'No FileSystem for scheme "s3"$'),
    ],
)
def test_what_cannot_be_read_is_told(name: str, said: str, store: Path) -> None:
    """An address without files, or an engine without what it needs for a store, ends in words and without a report."""
    if name == "spark":
        needs_spark()
    assert store.is_dir()
    place = f"s3://{_BUCKET}/actors/none-*.parquet"
    with pytest.raises(EngineError, match=said) as told:
        checked_on(name, place)
    assert str(told.value).startswith(f"{name} cannot read the table actors in {place}: ")
