"""The normalisation of articles, and finding words in them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.texts import Stretch, TextError, locate, normalise, quoted


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    """The normalisation is idempotent, and its result is NFC without CR."""
    encoded = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    once = normalise(encoded)
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)
    assert once.removeprefix("\ufeff") == normalise(once.encode())


def test_line_ends_marks_and_composition_are_normalised_and_nothing_else() -> None:
    """CRLF, CR, a byte order mark and decomposed letters change; no-break spaces and curly marks stay."""
    assert "a\nb\nc é\u00a0“d”" == normalise("\ufeffa\r\nb\rc e\u0301\u00a0“d”".encode())


def test_a_text_that_is_not_utf8_is_refused_with_its_place() -> None:
    """The message names the byte and where it stands."""
    with pytest.raises(TextError, match="byte 0xe9 at offset 3"):
        normalise("caf\xe9".encode("latin-1"))


@given(st.text(min_size=1, max_size=3), st.text(max_size=40))
def test_what_is_located_stands_there(words: str, text: str) -> None:
    """Every stretch found is the words, at its offsets."""
    text = normalise(text.encode("utf-8", "replace"))
    for stretch in locate(text, words):
        assert stretch.text == text[stretch.start : stretch.stop]


def test_quoted_stretches_are_found_without_their_marks() -> None:
    """Curly and straight marks open and close a stretch; one left open ends with its line."""
    expected = [Stretch(1, 2, "a"), Stretch(5, 6, "b"), Stretch(9, 14, "c d e")]
    assert expected == list(quoted('“a” "b" “c d e\nf'))
