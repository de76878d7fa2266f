"""Words that seem to be others are found, and what Japanese, Korean and English texts print is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.rows import read
from summitdata.rows.lookalikes import disguised, runs_in_a_spreadsheet

_LATIN = st.text(st.characters(whitelist_categories=["Lu", "Ll"], max_codepoint=0x24F, blacklist_characters="ªº"))
_EAST_ASIAN = st.text(
    st.characters(min_codepoint=0x3041, max_codepoint=0x9FFF, whitelist_categories=["Lo"])
    | st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
)


@pytest.mark.parametrize(
    "text",
    [
        "T\u0430kaichi",  # Cyrillic a
        "\u0391be",  # Greek Alpha
        "\u0425\u0456 Jinping",  # Cyrillic letters alone, beside Latin ones
        "N\uff28K",  # wide H
        "\U0001d40bee",  # mathematical L
        "日本のNH\u041a",  # Cyrillic Ka behind Latin letters, behind Han and kana
    ],
)
def test_disguised_words_are_found(text: str) -> None:
    """A word with letters that look like others is told with the code point of the first of them."""
    assert "U+" in str(disguised(text))


@pytest.mark.parametrize(
    "text",
    [
        "K-POP映画",
        "한일KTX정상",
        "日本のNHKテレビ",
        "\uff2e\uff28\uff2b",
        "Путин",
        "Путин said",
        "Horyūji",
        "µm",
        "第Ⅱ部",
        "Ελλάδα",
    ],
)
def test_words_that_texts_print_pass(text: str) -> None:
    """Japanese and Korean texts mix scripts without a space, and a word in one other alphabet is a word."""
    assert disguised(text) is None


@given(st.lists(_LATIN | _EAST_ASIAN))
def test_latin_beside_east_asian_letters_always_passes(words: list[str]) -> None:
    """Latin letters, Han, kana and Hangul may stand in any order: none of them is taken for another."""
    assert disguised("".join(words)) is None


@given(st.text(st.sampled_from("aceopxy"), min_size=1), st.sampled_from("асеорху"), _LATIN)
def test_one_cyrillic_letter_in_a_latin_word_is_always_found(word: str, letter: str, more: str) -> None:
    """Wherever in a Latin word a Cyrillic letter stands, the word is found."""
    assert disguised(f"{more} {word}{letter}") is not None
    assert disguised(f"{letter}{word} {more}") is not None


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@SUM(A1)", "-2+3", "\t=1", "- we agreed"])
def test_texts_that_a_spreadsheet_runs(text: str) -> None:
    """A text that begins as a formula does is one, whatever stands behind."""
    assert runs_in_a_spreadsheet(text)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_are_no_formulas(number: object) -> None:
    """A spreadsheet shows a number as what it is, with its sign."""
    assert not runs_in_a_spreadsheet(f"{number:f}")


def test_a_cell_is_told_with_its_place(tmp_path: Path) -> None:
    """Both are findings of the reader at the cell, which keeps its value."""
    folder = tmp_path / "rows" / "actors"
    folder.mkdir(parents=True)
    (folder / "abe.yaml").write_text(
        '# yaml-language-server: $schema=../../schema/actors.json\nname: \u0410be\nkind: person\nnote: "=1+1"\n',
        encoding="utf-8",
    )
    reading = read(tmp_path)
    found = {finding.code: finding for finding in reading.findings}
    assert {"F019", "F036"} == set(found)
    assert ("actors", "abe", "name", 2) == (
        found["F019"].table, found["F019"].key, found["F019"].column, found["F019"].place and found["F019"].place.line,
    )  # fmt: skip
    assert "'\u0410be' with U+0410 (cyrillic capital letter a)" == found["F019"].found
    assert "a text that begins with '='" == found["F036"].found
    assert "\u0410be" == reading.tables["actors"][0]["name"]
