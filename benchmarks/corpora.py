"""Corpora of any size for the benchmarks: quotes with their events, places and sources, the same for a seed.

    python -m benchmarks.corpora FOLDER QUOTES [good|sparse|bad]

In a sparsely bad corpus one quote in ten thousand breaks each of eight checks; in a wholly bad one every quote breaks
three.  Words are drawn from a made-up vocabulary with letters beyond ASCII, so that no text is anybody's.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from summitdata import vocabularies as v
from summitdata.formats.arrow import arrow_schema
from summitdata.schema import TABLES

SEED: Final = 20260104
STATES: Final = ("good", "sparse", "bad")
CHUNK: Final = 250_000
_SPARSE: Final = 1e-4
_EVEN: Final = 4000
"""Of so many words each is as frequent as the others."""
_CONTESTED: Final = 0.01
_FIRST_DAY: Final = (date(2008, 1, 1) - date(1970, 1, 1)).days
_DAYS: Final = 4500
_LANGUAGES: Final = ("en", "es", "fr", "de", "it", "pt", "ar", "zh", "ru", "ja")


def write(folder: Path, quotes: int, state: str) -> Path:
    """Write a corpus as Parquet, and give the folder; one that is there already is left as it is."""
    if (folder / "quotes").is_dir():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(SEED)
    events, sources, places = max(100, quotes // 500), max(100, quotes // 100), 1000
    _small(folder, "places", places, {
        "name": _numbered("Place ", np.arange(places)), "kind": _chosen(chance, v.PLACE_KIND.names, places),
    })  # fmt: skip
    _small(folder, "events", events, {
        "title": _numbered("Meeting ", np.arange(events)),
        "summary": _numbered("They meet for talks of the kind ", np.arange(events)),
        "kind": _chosen(chance, v.EVENT_KIND.names, events),
        "place": _numbered("p-", chance.integers(0, places, events)),
        "sources": _ones(events), "origins": _ones(events), "contested": pa.array(np.zeros(events, bool)),
    })  # fmt: skip
    days = _days(chance.integers(0, _DAYS, sources))
    _small(folder, "sources", sources, {
        "title": _numbered("Article ", np.arange(sources)), "kind": _chosen(chance, ("reference",), sources),
        "language": _chosen(chance, _LANGUAGES, sources),
        "zone": _chosen(chance, ("Asia/Tokyo", "Europe/Paris"), sources),
        "published": pc.cast(days, pa.string()), "published_first": days, "published_last": days,
        "origin_note": _numbered("As it says in line ", np.arange(sources)),
        "rights": _chosen(chance, v.RIGHTS.names, sources),
        "held": pa.array(np.zeros(sources, bool)), "extent": _chosen(chance, ("none",), sources),
        "length": _zeros(sources), "claims": _zeros(sources), "renderings": _ones(sources),
    })  # fmt: skip
    (folder / "quotes").mkdir()
    for number, first in enumerate(range(0, quotes, CHUNK)):
        chunk = _quotes(first, min(CHUNK, quotes - first), events, places, state)
        pq.write_table(chunk, folder / "quotes" / f"part-{number:05}.parquet", compression="zstd")
    return folder


def write_wordings(folder: Path, renderings: int) -> Path:
    """Write renderings of many speakers, every tenth near the one before; a few speakers have most of them."""
    if (folder / "renderings.parquet").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(SEED)
    speakers = (chance.pareto(1.1, renderings) * 10).astype("int64") % max(10, renderings // 50)
    speakers[9::10] = speakers[8::10][: len(speakers[9::10])]
    texts = _words(chance, renderings, 8, 20, vocabulary=20_000).to_pylist()
    for place in range(9, renderings, 10):
        words = texts[place - 1].split()
        words[int(chance.integers(len(words)))] = "otherwise"
        texts[place] = " ".join(words)
    keys = _numbered("r-", np.arange(renderings))
    pq.write_table(
        _table("renderings", renderings, {
            "id": keys, "quote": _numbered("q-", np.arange(renderings)), "speaker": _numbered("a-", speakers),
            "language": _chosen(chance, ("en",), renderings), "text": pa.array(texts),
        }),
        folder / "renderings.parquet",
    )  # fmt: skip
    pq.write_table(_table("speakers", 0, {}), folder / "speakers.parquet")
    return folder


def _quotes(first: int, count: int, events: int, places: int, state: str) -> pa.Table:
    """Make some quotes, the same ones wherever the chunk stands in the corpus."""
    chance = np.random.default_rng(SEED + first)
    event = chance.integers(0, events, count)
    day = _days(chance.integers(0, _DAYS, count))
    columns: dict[str, Any] = {
        "id": _numbered("q-", (np.arange(first, first + count) * 387_420_489) % 10**12),
        "gist": _sentences(_words(chance, count, 6, 14)),
        "speakers": _numbered("Person ", chance.integers(0, 20_000, count)),
        "event": _numbered("e-", event), "occasion": _numbered("Meeting ", event),
        "place": _numbered("p-", chance.integers(0, places, count)), "channel": _chosen(chance, v.CHANNEL.names, count),
        "said": pc.cast(day, pa.string()), "said_first": day, "said_last": day,
        "language": _chosen(chance, _LANGUAGES, count), "text": _words(chance, count, 12, 36),
        "attribution": _chosen(chance, v.ATTRIBUTION.names, count), "renderings": _ones(count),
        "sources": _ones(count), "origins": _ones(count), "contested": pa.array(chance.random(count) < _CONTESTED),
    }  # fmt: skip
    if state != "good":
        _spoil(columns, chance, count, whole=state == "bad")
    return _table("quotes", count, columns)


def _spoil(columns: dict[str, Any], chance: np.random.Generator, count: int, *, whole: bool) -> None:
    """Put wrong cells in place: one in ten thousand for each of eight checks, or three in every row."""
    wrong: dict[str, Any] = {"language": "English", "channel": "gossip", "event": "e-unknown"}
    if not whole:
        wrong |= {
            "text": " begins with a blank",
            "gist": None,
            "renderings": -5,
            "id": "Not A Slug",
            "place": "p-unknown",
        }
    for name, cell in wrong.items():
        share = np.ones(count, bool) if whole else chance.random(count) < _SPARSE
        kind = columns[name].type
        columns[name] = pc.if_else(pa.array(share), pa.scalar(cell, kind), columns[name])


def _small(folder: Path, name: str, count: int, columns: dict[str, Any]) -> None:
    keys = _numbered(f"{name[0]}-", np.arange(count))
    pq.write_table(_table(name, count, {"id": keys} | columns), folder / f"{name}.parquet", compression="zstd")


def _table(name: str, count: int, columns: dict[str, Any]) -> pa.Table:
    """Give the columns of a table in their order, empty where nothing is given."""
    schema = arrow_schema(TABLES[name])
    fields = [pa.field(field.name, field.type) for field in schema]
    cells = [
        pc.cast(columns[field.name], field.type) if field.name in columns else pa.nulls(count, field.type)
        for field in fields
    ]
    return pa.Table.from_arrays(cells, schema=pa.schema(fields))


def _numbered(prefix: str, numbers: Any) -> Any:  # noqa: ANN401 - arrays of numpy and Arrow
    return pc.binary_join_element_wise(pa.scalar(prefix), pc.cast(pa.array(numbers), pa.string()), "")


def _chosen(chance: np.random.Generator, codes: tuple[str, ...], count: int) -> Any:  # noqa: ANN401 - as above
    places: Any = pa.array(chance.integers(0, len(codes), count))
    return pa.array(codes).take(places)


def _days(offsets: Any) -> Any:  # noqa: ANN401 - as above
    return pa.array((_FIRST_DAY + offsets).astype("int32")).cast(pa.date32())


def _ones(count: int) -> Any:  # noqa: ANN401 - as above
    return pa.array(np.ones(count, "int32"))


def _zeros(count: int) -> Any:  # noqa: ANN401 - as above
    return pa.array(np.zeros(count, "int32"))


def _words(chance: np.random.Generator, count: int, fewest: int, most: int, vocabulary: int = 4000) -> Any:  # noqa: ANN401 - as above
    """Give texts of some words each; of a large vocabulary some words are frequent and most are rare."""
    letters = np.random.default_rng(SEED)
    alphabet = np.array(list("abcdefghijklmnopqrstuvwxyzéüñ日本韓国"))
    known = pa.array(["".join(letters.choice(alphabet, size)) for size in letters.integers(2, 9, vocabulary)])
    wanted = chance.integers(fewest, most, count)
    offsets = pa.array(np.concatenate([[0], np.cumsum(wanted)]).astype("int32"))
    drawn = chance.integers(0, vocabulary, int(wanted.sum()))
    if vocabulary > _EVEN:
        drawn = (vocabulary ** chance.random(int(wanted.sum()))).astype("int64") % vocabulary
    places: Any = pa.array(drawn)
    words = known.take(places)
    return pc.binary_join(pa.ListArray.from_arrays(offsets, words), " ")


def _sentences(texts: Any) -> Any:  # noqa: ANN401 - as above
    """Let each text begin with a capital and end with a full stop."""
    return pc.binary_join_element_wise(pc.utf8_capitalize(texts), pa.scalar("."), "")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(float(sys.argv[2])), sys.argv[3] if len(sys.argv) > 3 else "good")  # noqa: PLR2004 - the third argument
