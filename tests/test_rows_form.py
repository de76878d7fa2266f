"""The canonical form: one text for each content, the same for every YAML reader, and nothing lost on the way to it."""

from __future__ import annotations

import importlib
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from small_rows import VALID, WIRE, dataset
from summitdata.formats.strategies import slugs, values
from summitdata.model import Text
from summitdata.rows import canonical, format_file, format_rows, read
from summitdata.rows.files import open_bytes
from summitdata.rows.layout import record_file
from summitdata.rows.nodes import Entry, Mapping, Scalar
from summitdata.rows.write import WIDTH, replace_file

ACTOR = record_file(Path("/nowhere"), "actors", "host")
EVENT = record_file(Path("/nowhere"), "events", "lake")
TEXTS = values(Text(2000), 200)
WORDS = st.lists(st.text("abc:#-'\"[]{}&*!|>%@`,?. é字\u00a0", min_size=1, max_size=12), min_size=1, max_size=60)
LINES = WORDS.map(" ".join).map(lambda text: text.strip(" \u00a0")).filter(bool)


def _scalar(text: str) -> Scalar:
    return Scalar(text, plain=True, line=1, column=1, width=1)


def _actor(**cells: str) -> Mapping:
    return Mapping(1, 1, [Entry(name, 1, 1, _scalar(text)) for name, text in cells.items()])


def _yaml_1_1(text: str) -> Any:  # noqa: ANN401
    """Read with PyYAML, which turns what looks like a number or a date into one."""
    return importlib.import_module("yaml").safe_load(text)


def _yaml_1_2(text: str) -> Any:  # noqa: ANN401
    return YAML(typ="safe", pure=True).load(text)


@given(TEXTS | LINES, TEXTS | LINES)
def test_every_text_is_read_back_as_it_was(name: str, note: str) -> None:
    """The canonical form gives each valid text to our reader, to ruamel.yaml (1.2) and to PyYAML (1.1) unchanged."""
    text = canonical(ACTOR, _actor(name=name, kind="person", note=note))
    expected = {"name": name, "kind": "person", "note": note}
    tree = open_bytes(ACTOR, text.encode()).tree
    assert isinstance(tree.root, Mapping)
    assert expected == {entry.key: entry.node.text for entry in tree.root.entries if isinstance(entry.node, Scalar)}
    assert expected == _yaml_1_2(text) == _yaml_1_1(text)


@given(TEXTS | LINES, TEXTS | LINES)
def test_the_form_of_the_form_is_itself(name: str, note: str) -> None:
    """Formatting what was formatted changes nothing, and nothing is found in it."""
    text = canonical(ACTOR, _actor(name=name, kind="person", note=note))
    opened = open_bytes(ACTOR, text.encode())
    assert () == opened.findings
    assert isinstance(opened.tree.root, Mapping)
    assert text == canonical(ACTOR, opened.tree.root)


@given(LINES)
def test_lines_are_long_only_where_they_cannot_be_folded(note: str) -> None:
    """A line is longer than the limit only if it is one word, or has no single blank to be folded at."""
    for line in canonical(ACTOR, _actor(note=note)).splitlines():
        words = re.split("(?<! ) (?! )", line.removeprefix("note: ").strip())
        assert len(line) <= WIDTH or len(words) == 1


@given(st.lists(slugs(), unique=True, min_size=1, max_size=5))
def test_local_keys_keep_their_order_and_stay_texts(keys: list[str]) -> None:
    """Keys such as 1, 0x1f or null are texts to every reader, in the order in which they were written."""
    inner = [Entry(key, 1, 1, Mapping(1, 1, [Entry("actor", 1, 1, _scalar("host"))])) for key in keys]
    text = canonical(EVENT, Mapping(1, 1, [Entry("participants", 1, 1, Mapping(1, 1, inner))]))
    assert keys == list(_yaml_1_2(text)["participants"]) == list(_yaml_1_1(text)["participants"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a plain text", "a plain text"),
        ("South Korea's president (left)", "South Korea's president (left)"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("이재명", "이재명"),
        ("“quoted”", "“quoted”"),
        *(
            (text, f'"{text}"')
            for text in (
                *("a: b", "a #b", "a:", "- a", "? a", "* a", "& a", "! a", "| a", "> a", "% a", "@ a", "[a]", "{a}"),
                *("'a'", ", a", "# a", "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "~", "=", "<<"),
                *("---", ".5", ".inf", "-1", "12", "012", "0x1F", "0o17", "0b1", "1_000", "1e5", "1.5e+3", "12:30"),
                *("190:20:30", "1:2", "-0x1F", "1."),
                *("2026-01-13", "2026-01", "2001-12-14 21:59:43", "2001-12-14t21:59:43.10-05:00", "0.1.0", "1,000"),
            )
        ),
        ('say "a"', 'say "a"'),
        ('"a"', '"\\"a\\""'),
        ("\\ a", '"\\\\ a"'),
        ("2 meetings", "2 meetings"),
        ("a\nb", '"a\\nb"'),
        (" a", '" a"'),
        ("a\u202eb", '"a\\U0000202Eb"'),
    ],
)  # fmt: skip
def test_a_text_is_plain_where_that_is_safe(text: str, expected: str) -> None:
    """What some reader of YAML takes for something else stands between double quotation marks."""
    assert f"name: {expected}" == canonical(ACTOR, _actor(name=text)).splitlines()[1]


def test_long_texts_are_folded_at_blanks() -> None:
    """A text that would pass column 100 stands below its key, in lines that do not."""
    note = "word " * 40 + "two  blanks stay together in a line " + "end"
    lines = canonical(ACTOR, _actor(note=note)).splitlines()[1:]
    assert "note: >-" == lines[0]
    assert [100, 100] == [len(line) for line in lines[1:3]] or all(90 < len(line) <= 100 for line in lines[1:3])
    assert note == _yaml_1_2("\n".join(lines))["note"]


def test_keys_have_the_order_of_the_table_and_defaults_are_left_out() -> None:
    """Columns come first, nested records behind them in the order of the tables; what is default isn't written."""
    text = WIRE.replace("    about: true\n", "    about: false\n    basis: explicit\n")
    body = text.splitlines(keepends=True)
    names = body[next(at for at, line in enumerate(body) if line == "names:\n") :]
    shuffled = "".join([body[0], *names, body[2], body[1], *body[3 : -len(names)]])
    root = open_bytes(record_file(Path("/x"), "sources", "lake-wire"), shuffled.encode()).tree.root
    assert isinstance(root, Mapping)
    assert WIRE.replace("    about: true\n", "") == canonical(record_file(Path("/x"), "sources", "lake-wire"), root)


@pytest.mark.parametrize(
    ("root", "message"),
    [
        (_actor(name="a", wikidata="b"), "actors has no keys"),
        (Mapping(1, 1, [Entry("name", 1, 1, _actor(a="b"))]), "no single value"),
        (Mapping(1, 1, [Entry("terms", 1, 1, _scalar("b"))]), "no mapping"),
        (Mapping(1, 1, [Entry("terms", 1, 1, Mapping(1, 1, torn=True))]), "no mapping"),
    ],
)
def test_what_the_form_cannot_hold_is_refused(root: Mapping, message: str) -> None:
    """A tree with more in it than a row file may hold is an error, never cut."""
    with pytest.raises(ValueError, match=message):
        canonical(ACTOR, root)


MESSY: dict[str, str | bytes | None] = {
    "actors/host.yaml": VALID["actors/host.yaml"]
    .replace("kind: person\n", "")
    .replace("name:", "kind: 'person'\nname:"),
    "actors/lake-press.yaml": b"\xef\xbb\xbf" + VALID["actors/lake-press.yaml"].replace("\n", "\r\n").encode(),
    "events/lake-summit.yaml": '{"kind": summit, title: The leaders meet,\n summary: "Two leaders meet by a lake.",\n'
    " participants: {host: {role: host, actor: host}}}",
    "tombstones.yaml": "# yaml-language-server: $schema=elsewhere\n---\n{}\n",
    "quotes/host-welcomes.yaml": "gist: 'The host\n  welcomes\n  the guest.'\n",
}


def test_formatting_gives_every_file_its_form(tmp_path: Path) -> None:
    """Order, style, line ends, marks and the line for editors are mended, and the rows are what they were."""
    root = dataset(tmp_path, MESSY)
    before = read(root)
    checked = format_rows(root, check=True)
    assert (len(VALID), len(MESSY)) == (checked.files, checked.changed)
    assert {"F011", "F012", "F027", "F050"} == {finding.code for finding in checked.findings}
    done = format_rows(root)
    assert (len(VALID), len(MESSY), ()) == (done.files, done.changed, done.findings)
    assert VALID == {str(path.relative_to(root / "rows")): path.read_text() for path in (root / "rows").rglob("*.yaml")}
    assert before.tables == read(root).tables
    assert (len(VALID), 0, ()) == (
        format_rows(root).files,
        format_rows(root).changed,
        format_rows(root, check=True).findings,
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: person", "kind: person # a comment", "F026"),
        ("kind: person", "kind: person\nkind: office", "F028"),
        ("kind: person", "kind: person\nwikidata: Q1", "F030"),
        ("kind: person", "kind: &k person", "F022"),
        ("kind: person", "kind: !x person", "F021"),
        ("kind: person", "kind: [person]", "F034"),
        ("kind: person", "kind:", "F032"),
        ("kind: person", "kind: a: b", "F020"),
        ("The Host", "The\u200bHost", "F016"),
    ],
)
def test_a_file_that_might_lose_something_is_left_alone(old: str, new: str, code: str, tmp_path: Path) -> None:
    """Nothing is rewritten that the canonical form cannot hold, and the finding says why."""
    text = VALID["actors/host.yaml"].replace(old, new).replace("country:", "country:  ")
    root = dataset(tmp_path, {"actors/host.yaml": text})
    done = format_rows(root)
    assert [code] == [finding.code for finding in done.findings]
    assert text == (root / "rows/actors/host.yaml").read_text(encoding="utf-8")
    formatted = format_file(root / "rows/actors/host.yaml")
    assert (text.encode(), None) == (formatted.before, formatted.after)


def test_a_file_with_a_wrong_value_is_formatted(tmp_path: Path) -> None:
    """What is only wrong in itself is kept as it is written, and told by check, not by fmt."""
    text = WIRE.replace("length: 4534", "length:   4,534").replace("about: true", "about:  yes")
    root = dataset(tmp_path, {"sources/lake-wire.yaml": text})
    done = format_rows(root)
    assert (1, ()) == (done.changed, done.findings)
    expected = WIRE.replace("length: 4534", "length: 4,534").replace("about: true", "about: yes")
    assert expected == (root / "rows/sources/lake-wire.yaml").read_text()


@pytest.mark.parametrize("name", ["rows/x.yaml", "rows/actors/x.txt", "x/actors/x.yaml", "rows/nothing/x.yaml"])
def test_only_row_files_are_formatted(name: str, tmp_path: Path) -> None:
    """A path where no row file can stand is an error of the caller."""
    with pytest.raises(ValueError, match="is not where a row file stands"):
        format_file(tmp_path / name)


@pytest.mark.parametrize("name", ["package.yaml", "waivers.yaml", "actors/host.yaml"])
def test_a_single_file_is_formatted_without_being_written(name: str, tmp_path: Path) -> None:
    """The result says what the file would become."""
    path = dataset(tmp_path, {name: VALID[name].replace("\n", "\n\n")}) / "rows" / name
    formatted = format_file(path)
    assert VALID[name].encode() == formatted.after != formatted.before == path.read_bytes()
    assert ["F050"] == [finding.code for finding in formatted.findings]


def test_a_file_is_replaced_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure before the last step leaves the old file, and nothing beside it; the mode of the file is kept."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert (b"new", 0o640) == (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))

    def fail(descriptor: int) -> None:
        raise OSError(5, f"no disk behind {descriptor}")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no disk"):
        replace_file(path, b"newer")
    assert (b"new", [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_a_form_that_would_say_something_else_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the writer be at fault, formatting stops before the file is touched."""
    from summitdata.rows import form

    root = dataset(tmp_path, {"actors/host.yaml": VALID["actors/host.yaml"].replace("name: ", "name:  ")})
    before = (root / "rows/actors/host.yaml").read_bytes()
    monkeypatch.setattr(form, "canonical", lambda file, root: canonical(file, root).replace("The Host", "The Guest"))
    with pytest.raises(RuntimeError, match=r"rows/actors/host\.yaml would not say the same"):
        format_rows(root)
    assert before == (root / "rows/actors/host.yaml").read_bytes()
