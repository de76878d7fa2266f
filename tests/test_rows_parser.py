"""The two ways to the tree of a row file: ruamel.yaml for any YAML, and a quick one for the plain form."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml.error import MarkedYAMLError, StringMark

from small_rows import VALID, WIRE
from summitdata.rows import parser, plain
from summitdata.rows.encoding import clean
from summitdata.rows.limits import DEEPEST
from summitdata.rows.nodes import Entry, Mapping, Scalar, Tree
from summitdata.rows.syntax import Explanation, explain, explain_unexpected

LINES = st.sampled_from(
    [
        *WIRE.splitlines()[1:12],
        *WIRE.splitlines()[15:30],
        *[
            "k: >-",
            "    folded text",
            "      folded: deeper",
            "  claims:",
            "c1:",
            'k: "a \\" b"',
            "k: 'x'",
            "k: a: b",
            "k: a #b",
            "k: #b",
        ],
        *[
            "k: [a]",
            "k: {a: b}",
            "k: &a b",
            "k: *a",
            "k: !t b",
            "k:",
            "k: ",
            "",
            "  ",
            "- a",
            "? a",
            "---",
            "...",
            "# c",
            "k: a:",
            "k: >",
            "k: é",
            "k: a\u3000",
            "k: 字",
        ],
        *['k: ""', "K: a", "k : a", "k:a", '"k": a', "k: -", "k: a ", "k: -1", "k: -a", "k: - 1"],
        "k: |",
    ]
)
MARKS = ["", " ", "  ", "\n", ":", ": ", " #", '"', "'", "-", "[", "{", "&", "*", "!", ">", "|", "%", "é"]


def _changed(draw: st.DrawFn) -> str:
    """Give a valid file with a few characters put in, taken out or doubled."""
    text = draw(st.sampled_from(list(VALID.values())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = min(len(text), at + draw(st.integers(0, 5)))
        put = draw(
            st.sampled_from(
                ["", " ", "  ", "\n", ":", ": ", " #", '"', "'", "-", "[", "{", "&", "*", "!", ">", "|", "%", "é"]
            )
        )
        text = text[:at] + put + text[until:]
    return text


CHANGED = st.composite(_changed)()


@settings(max_examples=300)
@given(CHANGED | st.lists(LINES, min_size=1, max_size=12).map(lambda lines: "\n".join(lines) + "\n"))
def test_the_quick_way_gives_what_ruamel_gives_or_nothing(text: str) -> None:
    """Where the quick way gives a tree, it is ruamel's, with every place, and ruamel finds nothing wrong with it."""
    cleaned = clean(text.encode(), "rows/x.yaml").text
    quick = plain.parse(cleaned, DEEPEST)
    if quick is not None:
        assert parser.parse(cleaned, "rows/x.yaml") == quick


@pytest.mark.parametrize("name", VALID)
def test_the_quick_way_takes_every_file_in_plain_form(name: str) -> None:
    """Files as fmt writes them don't need a scanner."""
    assert parser.parse(VALID[name], name) == plain.parse(VALID[name], DEEPEST)


@given(st.text(alphabet="abc:#-[]{}&*!|>'\"%@`?, \n\\") | st.text() | CHANGED)
def test_no_text_makes_the_parser_raise(text: str) -> None:
    """Whatever the text, there is a tree, and each finding has a place in the text."""
    cleaned = clean(text.encode("utf-8", "replace"), "rows/x.yaml").text
    tree = parser.parse(cleaned, "rows/x.yaml")
    for finding in tree.findings:
        assert finding.place is not None
        assert 1 <= finding.place.line <= cleaned.count("\n") + 1


def test_every_scalar_is_a_string_with_its_place() -> None:
    """Nothing is taken for a number, a date or a truth value, and comments are kept apart."""
    tree = parser.parse("# head\na: 012\nb:\n  c: 'NO' # tail\n", "rows/x.yaml")
    inner = Mapping(4, 3, [Entry("c", 4, 3, Scalar("NO", plain=False, line=4, column=6, width=4))])
    expected = Mapping(2, 1, [
        Entry("a", 2, 1, Scalar("012", plain=True, line=2, column=4, width=3)),
        Entry("b", 3, 1, inner),
    ])  # fmt: skip
    assert expected == tree.root
    assert [("# head", 1, 1), ("# tail", 4, 11)] == [(each.text, each.line, each.column) for each in tree.comments]


def test_a_comment_behind_the_mark_of_a_block_is_kept() -> None:
    """Where YAML lets a comment stand in the line that begins a text of several lines, it is found there."""
    tree = parser.parse("a: >- # why\n  b\n  c\n", "rows/x.yaml")
    inner = Scalar("b c", plain=False, line=1, column=4, width=8)
    assert Mapping(1, 1, [Entry("a", 1, 1, inner)]) == tree.root
    assert [("# why", 1, 7)] == [(each.text, each.line, each.column) for each in tree.comments]


def test_a_folded_text_without_a_line_is_left_to_ruamel() -> None:
    """The quick way knows no text of no lines."""
    assert plain.parse("a: >-\nb: c\n", DEEPEST) is None


@pytest.mark.parametrize(
    ("error", "lines", "expected"),
    [
        (MarkedYAMLError(problem="?"), ["a"], Explanation(1, 1, "text that is not YAML", None)),
        (
            MarkedYAMLError(
                "in a mapping", None, "expected an end, but found '<scalar>'", StringMark("", 0, 0, 3, "", 0)
            ),
            ['a" b'],
            Explanation(
                1,
                1,
                "a quotation mark that is not closed",
                'Close it; inside double quotation marks write \\" for each one that belongs to the text.',
            ),
        ),
        (
            MarkedYAMLError(problem="it is Tuesday", problem_mark=StringMark("", 0, 1, 2, "", 0)),
            ["a: b", "c: d"],
            Explanation(2, 3, "text that is not YAML: it is Tuesday", None),
        ),
    ],
    ids=["without a place", "without a quotation mark above", "without a known cause"],
)
def test_an_error_that_nobody_foresaw_is_told(error: MarkedYAMLError, lines: list[str], expected: Explanation) -> None:
    """What ruamel.yaml may come to say some day is told as it says it, at its place or at the beginning."""
    assert expected == explain(error, lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a: b", r'c: "\U00110000"'], Explanation(2, 5, r"the escape \U00110000, which stands for no character",
                                                  "Write the character itself.")),
        ([r'a: "\U0010FFFF"', "b: c"], Explanation(1, 1, "text behind this place that YAML cannot read", None)),
    ],
    ids=["an escape", "unknown"],
)  # fmt: skip
def test_a_failure_of_the_parser_itself_is_told(lines: list[str], expected: Explanation) -> None:
    """An escape that stands for no character is found; anything else has the place up to which it was read."""
    assert expected == explain_unexpected((1, 1), lines)


@pytest.mark.parametrize("text", ["[", "{", "[\n", "a: [", "{a: ", "- ", "? ", "a:\n- - - - - -\n"])
def test_deep_nesting_is_one_finding_and_quick(text: str) -> None:
    """A hundred thousand brackets end the reading at the seventh, within seconds and without recursion."""
    start = time.process_time()
    tree = parser.parse(text * 100_000, "rows/x.yaml")
    assert 5 > time.process_time() - start
    assert ["F025"] == [finding.code for finding in tree.findings]


def test_a_broken_file_gives_what_stands_above_the_break() -> None:
    """What was read before a syntax error is kept, and marked as torn."""
    tree = parser.parse("a: b\nc:\n  d: e\n  f: 'g\n", "rows/x.yaml")
    assert isinstance(tree.root, Mapping)
    inner = tree.root.entries[1].node
    assert isinstance(inner, Mapping)
    assert (True, True) == (tree.root.torn, inner.torn)
    assert ["a", "c"] == [entry.key for entry in tree.root.entries]
    assert ["d"] == [entry.key for entry in inner.entries]


def test_reading_canonical_files_is_fast(tmp_path: Path) -> None:
    """Two hundred files of two hundred lines take well under two seconds; ruamel.yaml alone would take five."""
    claim = WIRE[WIRE.index("  c1:") : WIRE.index("  c2:")]
    body = "".join(claim.replace("  c1:", f"  c{number}:") for number in range(1, 15))
    path = tmp_path / "x.yaml"
    path.write_text(WIRE[: WIRE.index("  c1:")] + body, encoding="utf-8")
    start = time.process_time()
    for _ in range(200):
        tree: Tree | None = plain.parse(clean(path.read_bytes(), "rows/x.yaml").text, DEEPEST)
        assert tree is not None
    assert 2 > time.process_time() - start
