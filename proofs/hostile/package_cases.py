"""Hostile packages: Parquet that is cut, flipped, blown up or lies, descriptions with tricks, and members of zips."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from proofs.hostile.case import Case, Expected, started
from summitdata.catalogue.staging import package_alone, recorded
from summitdata.dataset import DESCRIPTOR

_TABLE = "places"
_FILE = f"{_TABLE}.parquet"
_SEED = 20260113
_READABLE = ("other columns", "no columns", "no rows", "numbers for texts", "bytes for texts",
             "times beyond the calendar", "huge decimal")  # fmt: skip
_CUTS, _FLIPS, _FOOTERS = 10, 14, 10


def cases() -> Iterator[Case]:
    """Give every case of packages and zips."""
    yield from _damaged()
    yield from _tables()
    yield from _files()
    yield from _descriptors()
    yield from _zips()


def _package(
    name: str, family: str, change: Callable[[Path], object], expected: Expected = Expected.REFUSED
) -> Case:  # fmt: skip
    """Make a case of the example's package with one change; what its tables hold is checked where they can be read."""
    readable = expected is Expected.ACCEPTED or family in {"Parquet, contents", "Parquet, cells"}
    command = ("check",) if readable else ("check", "--select", "B")
    return Case(name, family, started(package_alone, change), expected, command)


def _bytes(edit: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """Replace the bytes of a table's file, and record the new digest, as whoever made it would."""
    return lambda root: recorded(_TABLE, edit((root / _FILE).read_bytes()))(root)


def _cut(share: float, data: bytes) -> bytes:
    return data[: int(len(data) * share)]


def _packed(compression: str, data: bytes) -> bytes:
    return _parquet(pq.read_table(io.BytesIO(data)), compression=compression)


def _remade(make: Callable[[], bytes], root: Path) -> None:
    recorded(_TABLE, make())(root)


def _placed(path: str, found: dict[str, Any]) -> None:
    found["resources"][0]["path"] = path


def _described_by(data: bytes, root: Path) -> None:
    (root / DESCRIPTOR).write_bytes(data)


def _damaged() -> Iterator[Case]:
    chance = random.Random(_SEED)  # noqa: S311 - the same cases every time
    for number in range(_CUTS):
        share = chance.random()
        yield _package(f"cut {number}", "Parquet, cut", _bytes(partial(_cut, share)))
    for number in range(_FLIPS):
        seed = chance.randrange(1 << 30)
        yield _package(f"flip {number}", "Parquet, flipped", _bytes(_flipped(seed, 0)), Expected.EITHER)
    for number in range(_FOOTERS):
        seed = chance.randrange(1 << 30)
        yield _package(
            f"flips in the footer {number}", "Parquet, flipped", _bytes(_flipped(seed, 0.5)), Expected.EITHER
        )
    yield _package(
        "flip that nobody recorded",
        "Parquet, flipped",
        lambda root: (root / _FILE).write_bytes(_flipped(1, 0)((root / _FILE).read_bytes())),
    )
    for name, edit in {
        "nothing": lambda _: b"", "four letters": lambda _: b"PAR1", "magic alone": lambda _: b"PAR1" * 3,
        "encrypted magic": lambda data: b"PARE" + data[4:-4] + b"PARE", "text": lambda _: b"id,name\nx,y\n",
        "NUL alone": lambda _: b"\0" * 100_000, "noise between magic": lambda _: b"PAR1" + bytes(range(256)) * 20 + b"\x00\x10\0\0PAR1",
        "footer of length 0": lambda data: data[:-8] + b"\0\0\0\0PAR1", "footer longer than the file": lambda data: data[:-8] + b"\xff\xff\xff\x7fPAR1",
        "footer of length -1": lambda data: data[:-8] + b"\xff\xff\xff\xffPAR1", "data twice": lambda data: data + data,
        "footer before its data": lambda data: b"PAR1" + data[-900:], "footer of zeros": lambda data: data[:-500] + b"\0" * 492 + data[-8:],
        "zip": lambda _: _zip({"a": b"b"}), "Arrow stream": lambda _: b"ARROW1\0\0" * 10, "JSON": lambda _: b'{"a": 1}' * 3,
    }.items():  # fmt: skip
        yield _package(
            name, "Parquet, lying", _bytes(edit), Expected.EITHER if name == "data twice" else Expected.REFUSED
        )


def _flipped(seed: int, start: float) -> Callable[[bytes], bytes]:
    """Flip a bit of the data or, behind *start*, three bits of the footer."""

    def edit(data: bytes) -> bytes:
        chance = random.Random(seed)  # noqa: S311 - the same bits every time
        changed = bytearray(data)
        for _ in range(3 if start else 1):
            changed[chance.randrange(int(len(data) * start), len(data) - 8)] ^= 1 << chance.randrange(8)
        return bytes(changed)

    return edit


def _parquet(table: pa.Table, **options: Any) -> bytes:  # noqa: ANN401 - pyarrow's own options
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **options)
    return sink.getvalue().to_pybytes()


def _inflated(letters: int, rows: int, compression: str) -> bytes:
    """Give a table that holds one text so many times."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["a" * letters]))
    return _parquet(pa.table({"id": column}), compression=compression, store_schema=False)


def _tables() -> Iterator[Case]:
    texts = {"id": ["x"], "name": ["y"]}
    nested = pa.array([{"a": [{"b": 1}]}])
    for name, make in {
        "10 GB by dictionary, zstd": lambda: _inflated(1_000_000, 10_000, "zstd"),
        "10 GB by dictionary, gzip": lambda: _inflated(1_000_000, 10_000, "gzip"),
        "10 GB by dictionary, snappy": lambda: _inflated(1_000_000, 10_000, "snappy"),
        "10 GB by dictionary, brotli": lambda: _inflated(1_000_000, 10_000, "brotli"),
        "1 GB by dictionary": lambda: _inflated(1_000, 1_000_000, "zstd"),
        "300 MB text": lambda: _parquet(pa.table({"id": ["a" * 300_000_000]}), compression="zstd", use_dictionary=False),
        "5,000,000 rows of nothing": lambda: _parquet(pa.table({"id": pa.nulls(5_000_000, pa.string())})),
        "100,000,000 equal numbers": lambda: _parquet(pa.table({"id": pa.array([0]).take(pa.array([0] * 2_000_000))})),
        "300 columns": lambda: _parquet(pa.table({f"c{n}": [n] for n in range(300)})),
        "2,000 row groups": lambda: _parquet(pa.table({"id": list(range(2_000))}), row_group_size=1),
        "column with a long name": lambda: _parquet(pa.table({"a" * 100_000: [1]})),
        "list": lambda: _parquet(pa.table({"id": [["x"]]})), "records in lists": lambda: _parquet(pa.table({"id": nested})),
        "map": lambda: _parquet(pa.table({"id": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int32()))})),
        "dictionary": lambda: _parquet(pa.table({"id": pa.array(["x"]).dictionary_encode()})),
        "column twice": lambda: _parquet(pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["id", "id"])),
        "other columns": lambda: _parquet(pa.table({"a": [1]})), "no columns": lambda: _parquet(pa.table({})),
        "no rows": lambda: _parquet(pa.table(texts).slice(0, 0)), "numbers for texts": lambda: _parquet(pa.table({"id": [1], "name": [2]})),
        "bytes for texts": lambda: _parquet(pa.table({"id": [b"\xff\xfe"], "name": [b"\0"]})),
        "text that is no UTF-8": lambda: _parquet(pa.table({"id": pa.Array.from_buffers(pa.string(), 1, [None, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe")])}), write_statistics=False),
        "times beyond the calendar": lambda: _parquet(pa.table({"id": pa.array([2**62], pa.timestamp("us"))})),
        "huge decimal": lambda: _parquet(pa.table({"id": pa.array([10**70], pa.decimal256(76))})),
    }.items():  # fmt: skip
        family = "Parquet, contents" if name in _READABLE else "Parquet, built"
        yield _package(name, family, partial(_remade, make))
    for name, value in {
        "bidirectional control in a cell": "Vel\u202elin", "NUL in a cell": "Vel\0lin", "1 MB cell": "x" * 1_000_000,
        "escape sequence in a cell": "\x1b[2JVellin", "half a line in a cell": "Vellin\r",
    }.items():  # fmt: skip
        yield _package(name, "Parquet, cells", _cell("name", value))
    yield _package("formula in a cell", "Parquet, cells", _cell("name", "=1+1"), Expected.EITHER)
    yield _package("key that is a path", "Parquet, cells", _cell("id", "../../x"))
    yield _package("latitude that is no number", "Parquet, cells", _cell("latitude", float("nan")))
    yield _package("infinite latitude", "Parquet, cells", _cell("latitude", float("inf")))
    yield _package("untouched package", "Parquet, built", lambda _: None, Expected.ACCEPTED)
    for compression in ("none", "gzip", "snappy", "brotli", "lz4"):
        change = _bytes(partial(_packed, compression))
        yield _package(f"packed by {compression}", "Parquet, built", change, Expected.ACCEPTED)


def _cell(column: str, value: object) -> Callable[[Path], object]:
    """Replace the first cell of a column that is not empty."""

    def edit(data: bytes) -> bytes:
        table = pq.read_table(io.BytesIO(data))
        cells = table.column(column).to_pylist()
        cells[next(at for at, cell in enumerate(cells) if cell is not None)] = value
        at = table.schema.get_field_index(column)
        return _parquet(table.set_column(at, table.schema.field(at), pa.array(cells, table.schema.field(at).type)))

    return _bytes(edit)


def _files() -> Iterator[Case]:
    def replaced(put: Callable[[Path], object], file: str = _FILE) -> Callable[[Path], object]:
        def change(root: Path) -> None:
            (root / file).rename(root / "elsewhere")
            put(root / file)

        return change

    def sparse(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(1 << 32)

    for file, family in ((_FILE, "files of a package"), (DESCRIPTOR, "description")):
        for name, put in {
            "link": lambda path: path.symlink_to("elsewhere"), "link to /dev/zero": lambda path: path.symlink_to("/dev/zero"),
            "link to itself": lambda path: path.symlink_to(path.name), "pipe": os.mkfifo, "folder": Path.mkdir,
            "file of 4 GiB, all holes": sparse, "no file": lambda _: None,
        }.items():  # fmt: skip
            yield _package(f"{name} for {file}", family, replaced(put, file))

    def committed(root: Path) -> None:
        (root / "outside").mkdir()
        (root / _FILE).rename(root / "outside" / _FILE)
        (root / ".committed").symlink_to("outside")

    yield _package("link for the folder of a commit", "files of a package", committed)


def _described(edit: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Change the description of a package."""

    def change(root: Path) -> None:
        descriptor = json.loads((root / DESCRIPTOR).read_bytes())
        edit(descriptor)
        (root / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")

    return change


def _descriptors() -> Iterator[Case]:
    for path in ("../places.parquet", "/etc/passwd", "https://example.org/places.parquet", "a\\b.parquet", "C:x.parquet",
                 "a\0b", "", ".", "..", "a/b.parquet", ".hidden", "x" * 5000, "a\nb", "\u202eb"):  # fmt: skip
        change = _described(partial(_placed, path))
        yield _package(f"path {path[:40]!r}", "description", change)
    for name, edit in {
        "path that is a list": lambda found: found["resources"][0].update(path=["a", "b"]),
        "two tables of one name": lambda found: found["resources"].append(found["resources"][0]),
        "no tables": lambda found: found["resources"].clear(),
        "1,000 tables": lambda found: found["resources"].extend({"name": f"t{n}", "path": f"t{n}"} for n in range(1000)),
        "tables that are no list": lambda found: found.update(resources={"a": 1}),
        "hash that is a number": lambda found: found["resources"][0].update(hash=5),
        "hash of another kind": lambda found: found["resources"][0].update(hash="md5:0"),
    }.items():  # fmt: skip
        yield _package(
            name,
            "description",
            _described(edit),
            Expected.EITHER if name == "hash that is a number" else Expected.REFUSED,
        )
    for name, data in {
        "100,000 brackets": b"[" * 100_000, "100,000 names": b'{"a":' * 100_000, "name twice": b'{"resources": [], "resources": []}',
        "NaN": b'{"resources": [], "a": NaN}', "number of 10,000 digits": b'{"resources": [], "a": ' + b"9" * 10_000 + b"}",
        "half a surrogate pair": b'{"resources": [{"name": "\\ud800", "path": "x"}]}', "UTF-16": "{}".encode("utf-16"),
        "byte order mark": b"\xef\xbb\xbf{}", "byte that is no UTF-8": b'{"a": "\xff"}', "NUL alone": b"\0" * 1000,
        "nothing": b"", "null": b"null", "5 MB of text": b'"' + b"a" * 5_000_000 + b'"', "text that does not end": b'"' + b"\\" * 100_001,
    }.items():  # fmt: skip
        yield _package(f"description: {name}", "description", partial(_described_by, data))


def _zip(members: dict[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Give a zip with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return made.getvalue()


def _info(name: str, **properties: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in properties.items():
        setattr(info, key, value)
    return info


def _zips() -> Iterator[Case]:
    yield _zipped("plain files", _zip({"a.parquet": b"a", "schema/a.json": b"{}"}), Expected.ACCEPTED)
    yield _zipped("folders too", _zip({"schema/": b"", "schema/a.json": b"{}"}), Expected.ACCEPTED)
    yield _zipped("packed text", _zip({"a.json": b"ab" * 1000}, zipfile.ZIP_DEFLATED), Expected.ACCEPTED)
    for name in ("../x", "/x", "a/../../x", "C:/x", "a\\..\\x", "a//b", "./x", "a/.", "con", "a/nul.txt", "x.", "a\nb",
                 "\u202eb", "x" * 300, "a?b", "com1.parquet"):  # fmt: skip
        yield _zipped(f"member {name[:20]!r}", _zip({name: b"a"}))
    link, device = (0o120777 << 16), (0o020777 << 16)
    yield _zipped("link", _zip({_info("a", external_attr=link): b"/etc/passwd"}))
    yield _zipped("device", _zip({_info("a", external_attr=device): b""}))
    yield _zipped("names that differ in case", _zip({"a.json": b"1", "A.json": b"2"}))
    yield _zipped("file and folder of one name", _zip({"a": b"1", "a/b": b"2"}))
    yield _zipped("15 MB of zeros", _zip({"a": b"\0" * 15_000_000}, zipfile.ZIP_DEFLATED))
    yield _zipped("80 MB in ten members", _zip({f"a{n}": b"\0" * 8_000_000 for n in range(10)}, zipfile.ZIP_DEFLATED))
    yield _zipped("another method", _zip({"a": b"a" * 100}, zipfile.ZIP_LZMA))
    yield _zipped("encrypted", _marked(_zip({"a": b"a"})))
    yield _zipped("20,001 members", _zip({f"a{n}": b"" for n in range(20_001)}))
    yield _zipped("two members of the same bytes", _overlapping())


def _zipped(name: str, data: bytes, expected: Expected = Expected.REFUSED) -> Case:
    return Case(name, "zip", lambda root: (root / "dataset.zip").write_bytes(data), expected, ("zip",))


def _marked(data: bytes) -> bytes:
    """Say of the first member, in the zip's directory, that it is encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


def _overlapping() -> bytes:
    """Let the second entry of the directory point at the first member."""
    data = bytearray(_zip({"a": b"a" * 100, "b": b"a" * 100}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = bytes(4)
    return bytes(data)
