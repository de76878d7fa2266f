"""Hostile row files: what may not stand in one, what YAML makes possible, and how files can be placed on a disk."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from proofs.hostile.case import Case, Expected, started
from summitdata.catalogue.staging import rows_alone

_ACTOR = "rows/actors/mara-lindqvist.yaml"
_WIRE = "rows/sources/south-wire-2020-05-05.yaml"
_PLACE = "rows/places/vellin.yaml"
_NAME = b"name: Mara Lindqvist"
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060\u2061\u2064\ufeff\ufff9\U000e0001\U000e0041"
_MEANINGLESS = "\ue000\ufdd0\ufffe\uffff\ufffd\U000f0000\U0010fffe"
_CONTROL = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\x9b\u2028\u2029"


def cases() -> Iterator[Case]:
    """Give every case of row files."""
    yield from _encodings()
    yield from _characters()
    yield from _yaml()
    yield from _sizes()
    yield from _cells()
    yield from _files()


def _rows(
    name: str, family: str, change: Callable[[Path], object], expected: Expected = Expected.REFUSED, *command: str
) -> Case:  # fmt: skip
    """Make a case of the example's row files with one change.

    What is to be refused for what it is, is met by the command that reads and does no more, which takes least time.
    """
    usual = ("fmt", "--check") if expected is Expected.REFUSED else ("check", "--select", "F")
    return Case(name, family, started(rows_alone, change), expected, command or usual)


def _edited(file: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    """Replace the first *old* in a file by *new*."""

    def change(root: Path) -> None:
        data = (root / file).read_bytes()
        if old not in data:
            raise ValueError(f"{file} has no {old!r}")
        (root / file).write_bytes(data.replace(old, new, 1))

    return change


def _whole(data: bytes, file: str = _ACTOR) -> Callable[[Path], object]:
    """Put *data* in the place of a file."""
    return lambda root: (root / file).write_bytes(data)


def _in(encoding: str, text: str) -> bytes:
    return text.encode(encoding, "replace")


def _encoded(encode: Callable[[str], bytes]) -> Callable[[Path], object]:
    """Write a file in another encoding, with a name that has letters beyond ASCII."""

    def change(root: Path) -> None:
        text = (root / _ACTOR).read_text(encoding="utf-8").replace("Mara Lindqvist", "Mära “Lindqvist” 日本 한국", 1)
        (root / _ACTOR).write_bytes(encode(text))

    return change


def _encodings() -> Iterator[Case]:
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "shift_jis", "euc_kr",
                     "gb18030", "latin-1", "cp1252", "iso2022_jp"):  # fmt: skip
        yield _rows(
            f"file in {encoding}", "encoding", _encoded(partial(_in, encoding)),
            Expected.REFUSED if encoding not in {"utf-7", "iso2022_jp"} else Expected.EITHER,
        )  # fmt: skip
    yield _rows("file in utf-8", "encoding", _encoded(lambda text: text.encode()), Expected.ACCEPTED)
    for name, data in {
        "UTF-8 and Latin-1 mixed": b"name: M\xc3\xa4ra M\xe4ra",
        "overlong slash": b"name: Mara \xc0\xaf",
        "surrogate in CESU-8": b"name: Mara \xed\xa0\xbd\xed\xb8\x80",
        "byte that starts nothing": b"name: Mara \xff",
        "character cut in two": b"name: Mara \xe6\x97",
        "code point above Unicode": b"name: Mara \xf5\x80\x80\x80",
        "line end CR LF": b"name: Mara Lindqvist\r",
        "line end CR": b"name: Mara Lindqvist\rnote: x",
    }.items():
        yield _rows(name, "encoding", _edited(_ACTOR, _NAME, data))
    yield _rows("nothing but NUL", "encoding", _whole(b"\0" * 4096))
    yield _rows("nothing but 0xFF", "encoding", _whole(b"\xff" * 100_000))
    yield _rows("second byte order mark", "encoding", _whole(b"\xef\xbb\xbf" * 2 + b"name: x\nkind: person\n"))


def _characters() -> Iterator[Case]:
    for family, characters in (
        ("direction", _DIRECTION), ("invisible", _INVISIBLE), ("meaningless", _MEANINGLESS), ("control", _CONTROL),
    ):  # fmt: skip
        for character in characters:
            name = f"U+{ord(character):04X}"
            yield _rows(name, family, _edited(_ACTOR, _NAME, f"name: Mara{character} Lindqvist".encode()))
        escape = f"\\U{ord(characters[0]):08X}"
        quoted = f'name: "Mara {escape} Lindqvist"'.encode()
        yield _rows(f"{escape} in quotes", family, _edited(_ACTOR, _NAME, quoted))
    for name, text in {
        "accent behind its letter": "Ma\u0301ra",
        "31 accents on a letter": "Ma" + "\u0323" + "\u0301" * 30 + "ra",
        "40,000 accents on a letter": "Ma" + "\u0301\u0323" * 20_000,
        "10,000 accents as escapes": '"Ma' + "\\u0301\\u0323" * 5_000 + '"',
        "half a surrogate pair as an escape": '"Mara \\uD800"',
        "tab": "Mara\tLindqvist",
        "joiner between letters": "Mara\u200dLindqvist",
    }.items():
        yield _rows(name, "characters", _edited(_ACTOR, _NAME, f"name: {text}".encode()))
    for name, text in {
        "Hangul": "이재명", "kanji": "高市早苗", "Arabic": "مارا", "composed accent": "Mára",
        "emoji of a family": "Mara 👩\u200d👩\u200d👧", "high plane": "𠮷野家",
    }.items():  # fmt: skip
        change = _edited(_ACTOR, _NAME, f"name: {text}".encode())
        yield _rows(f"{name} is valid", "characters", change, Expected.ACCEPTED)


def _laughs(levels: int) -> bytes:
    """Give a YAML text that unfolds to nine to the power of *levels* words."""
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


def _yaml() -> Iterator[Case]:
    for name, text in {
        "billion laughs": _laughs(12), "alias of itself": b"a: &a [*a]", "merge of itself": b"a: &a {<<: *a}",
        "anchor": b"name: &x Mara", "alias of nothing": b"name: *x", "merge": b"<<: {name: Mara}",
        "tag of Python": b"name: !!python/object/apply:os.system ['true']", "tag": b"name: !!str Mara",
        "local tag": b"name: !x Mara", "tag that is not closed": b"name: !<Mara",
        "10,000 brackets": b"name: " + b"[" * 10_000, "10,000 braces": b"name: " + b"{a: " * 10_000,
        "10,000 dashes": b"- " * 10_000, "10,000 question marks": b"? " * 10_000,
        "300 levels of indentation": b"".join(b" " * n + b"a:\n" for n in range(300)),
        "list of 60,000 commas": b"name: [" + b"x," * 60_000 + b"]", "60,000 empty places": b"[" + b"," * 60_000,
        "mapping of 20,000 pairs": b"name: {" + b'"x":y,' * 20_000 + b"}", "20,000 items": b"- x\n" * 20_000,
        "30,000 explicit keys": b"? a\n" * 30_000, "15,000 anchors": b"a: &a v\n" * 15_000,
        "10,000 tags": b"a: !!str v\n" * 10_000, "25,000 equal keys": b"a: v\n" * 25_000,
        "25,000 values of tabs": b"a:\t\n" * 25_000, "60,000 comments": b"#\n" * 60_000,
        "30,000 documents": b"---\n" * 30_000, "40,000 directives": b"%A\n" * 40_000,
        "two documents": b"name: a\n---\nname: b", "directive of a version": b"%YAML 99.9\n---\nname: a",
        "end mark": b"name: a\n...\nname: b", "key twice": b"name: a\nname: b", "key twice, quoted": b'name: a\n"name": b',
        "quotation mark that is not closed": b'name: "Mara', "60,000 lines in quotes": b'name: "' + b"\n x" * 40_000,
        "bracket that is not closed": b"name: [Mara", "unknown escape": b'name: "\\q"',
        "escape beyond Unicode": b'name: "\\UFFFFFFFF"', "key that is a list": b"? [a]\n: b", "empty key": b'"": a',
        "key of 100,000 letters": b"a" * 100_000 + b": b", "key with a line end": b'"a\\nb": c',
        "empty file": b"", "blank lines alone": b"\n" * 100_000, "text alone": b"Mara", "list alone": b"- a",
        "null alone": b"~", "number for a record": b"terms: 1", "list for a value": b"name: [Mara]",
        "indentation of nine": b"name: |9\n x", "blank literal text": b"name: |\n" + b"\n" * 100_000,
        "indentation with tabs": b"terms:\n\tfirst:\n\t\toffice: x", "unknown keys": b"".join(b"k%d: v\n" % n for n in range(2000)),
        "prototype": b"__proto__: a\nconstructor: b", "key that is a path": b"../../etc/passwd: a",
    }.items():  # fmt: skip
        yield _rows(name, "YAML", _whole(text + b"\n"))
    for name, text in {
        "billion laughs": _laughs(12), "list of 60,000 commas": b"name: [" + b"x," * 60_000 + b"]",
        "25,000 equal keys": b"a: v\n" * 25_000, "60,000 lines in quotes": b'name: "' + b"\n x" * 40_000,
    }.items():  # fmt: skip
        yield _rows(f"{name}, checked", "YAML", _whole(text + b"\n"), Expected.REFUSED, "check")
    yield _rows("untouched, formatted", "YAML", lambda _: None, Expected.ACCEPTED, "fmt", "--check")
    yield _rows("untouched", "YAML", lambda _: None, Expected.ACCEPTED, "check")
    quoted = _edited(_ACTOR, _NAME, b'name: "Mara Lindqvist"')
    yield _rows("quotes that need not be", "YAML", quoted, Expected.ACCEPTED)
    yield _rows("flow mapping", "YAML", _whole(b"{name: Mara Lindqvist, kind: person}\n"), Expected.REFUSED)


def _many(count: int, size: int) -> Callable[[Path], object]:
    """Add *count* files of *size* bytes each, that take no room on most disks."""

    def change(root: Path) -> None:
        for number in range(count):
            with (root / f"rows/actors/a{number}.yaml").open("wb") as stream:
                stream.truncate(size)

    return change


def _sizes() -> Iterator[Case]:
    yield _rows(
        "name of 120,000 letters", "size", _edited(_ACTOR, _NAME, b"name: " + b"x" * 120_000), Expected.REFUSED, "check"
    )
    yield _rows(
        "name of 60,000 words",
        "size",
        _edited(_ACTOR, _NAME, b"name: " + b"x " * 60_000 + b"x"),
        Expected.REFUSED,
        "check",
    )
    yield _rows("file of a gibibyte, all holes", "size", _many(1, 1 << 30))
    yield _rows("file one byte too long", "size", _whole(b" " * ((128 << 10) + 1)))
    yield _rows("file of 128 KiB of letters", "size", _whole(b"x" * (128 << 10)))
    yield _rows("300 files of 128 KiB", "size", _many(300, 128 << 10))
    yield _rows("10,001 files in a folder", "size", _many(10_001, 0))
    yield _rows("300 files that are no text", "size", _many(300, 100))


def _cells() -> Iterator[Case]:
    full = ("check",)
    for name, text in {
        "formula of a link": '=HYPERLINK("http://example.org";"x")', "formula of a program": "=cmd|' /C calc'!A0",
        "formula with +": "+1+1", "formula with -": "-1+1", "formula with @": "@SUM(1;1)",
    }.items():  # fmt: skip
        change = _edited(_ACTOR, _NAME, f"name: '{text.replace(chr(39), chr(39) * 2)}'".encode())
        yield _rows(name, "cells", change, Expected.EITHER, *full)
    yield _rows(
        "script is text", "cells", _edited(_ACTOR, _NAME, b"name: <script>alert(1)</script>"), Expected.ACCEPTED
    )
    for day in ("2020-02-30", "2021-02-29", "2020-13-01", "2020-00-10", "0000-00-00", "99999-01-01", "2020-5-7",
                "today", "-2020-01-01", "2020-05-07T25:00", "２０２０", "2020-01/2019-01", "1e9", "2020-01-01Z"):  # fmt: skip
        yield _rows(
            f"date {day}",
            "dates",
            _edited(_ACTOR, b'"2017-09"', f'"{day}"'.encode()),
            Expected.REFUSED,
            "check",
            "--select",
            "F",
        )
    yield _rows("date 2016-02-29", "dates", _edited(_ACTOR, b'"2017-09"', b'"2016-02-29"'), Expected.ACCEPTED)
    for number in (".nan", "NaN", "inf", "1e309", "0x10", "1_000", "１２.5", "9" * 400, "--1", "91"):
        yield _rows(
            f"latitude {number[:12]}",
            "numbers",
            _edited(_PLACE, b"12.5", f'"{number}"'.encode()),
            Expected.REFUSED,
            *full,
        )
    for number in ("9" * 100_000, "4294967296", "-1", "1.5", "٣"):
        yield _rows(
            f"length {number[:12]}",
            "numbers",
            _edited(_WIRE, b"length: 505", f'length: "{number}"'.encode()),
            Expected.REFUSED,
            *full,
        )
    for flag in ("yes", "TRUE", "1", "on"):
        yield _rows(
            f"flag {flag}",
            "numbers",
            _edited(_WIRE, b"held: true", f"held: {flag}".encode()),
            Expected.REFUSED,
            "check",
            "--select",
            "F",
        )
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https://a b",
                    "https://user@example.org@evil.example/", "https://[::1"):  # fmt: skip
        change = _edited(_WIRE, b"kind: wire", f'kind: wire\nurl: "{address}"'.encode())
        yield _rows(
            f"address {address[:24]}",
            "cells",
            change,
            Expected.EITHER if "@" in address or "[" in address else Expected.REFUSED,
            *full,
        )
    yield _rows(
        "place within itself", "cells", _edited(_PLACE, b"within: norvale", b"within: vellin"), Expected.REFUSED, *full
    )


def _files() -> Iterator[Case]:
    def linked(target: str) -> Callable[[Path], object]:
        return lambda root: (root / "rows/actors/link.yaml").symlink_to(target)

    def named(name: str | bytes) -> Callable[[Path], object]:
        def change(root: Path) -> None:
            (root / "rows/actors" / os.fsdecode(name)).write_bytes(b"name: x\n")

        return change

    def piped(name: str) -> Callable[[Path], object]:
        def change(root: Path) -> None:
            (root / name).unlink(missing_ok=True)
            os.mkfifo(root / name)

        return change

    def bound(root: Path) -> None:
        with socket.socket(socket.AF_UNIX) as made:
            where = Path.cwd()
            os.chdir(root / "rows/actors")  # the name of a socket may have a hundred bytes only
            made.bind("s.yaml")
            os.chdir(where)

    for target in ("mara-lindqvist.yaml", "/dev/zero", "/etc/passwd", "nowhere.yaml", "link.yaml", "../../../../etc"):
        yield _rows(f"link to {target}", "files", linked(target))
    for name in ("..yaml", "...yaml", ".hidden.yaml", "A.yaml", "a b.yaml", "CON.yaml", "a\nb.yaml", "\u202eab.yaml",
                 "a\x1b[2J.yaml", "a.yml", "a.yaml.exe", "a" * 250 + ".yaml", "-rf.yaml", "%2e%2e.yaml", "$(x).yaml",
                 b"\xff\xfe.yaml", "한국.yaml"):  # fmt: skip
        yield _rows(f"file named {name[:16]!r}", "files", named(name))
    yield _rows("pipe", "files", lambda root: os.mkfifo(root / "rows/actors/pipe.yaml"))
    yield _rows("socket", "files", bound)
    yield _rows("folder named as a file", "files", lambda root: (root / "rows/actors/x.yaml").mkdir())
    yield _rows("stray folder", "files", lambda root: (root / "rows/people").mkdir())
    yield _rows(
        "300 folders deep", "files", lambda root: (root / "rows/people" / "/".join("a" * 300)).mkdir(parents=True)
    )
    yield _rows("list of tables as a pipe", "files", piped("rows/waivers.yaml"))

    def whole_link(root: Path) -> None:
        (root / "rows").rename(root / "elsewhere")
        (root / "rows").symlink_to("elsewhere")

    yield _rows("folder rows is a link", "files", whole_link)
    yield _rows("150 stray files", "files", lambda root: [(root / f"rows/x{n}").write_bytes(b"") for n in range(150)])
