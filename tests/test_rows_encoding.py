"""From bytes to clean text: what a row file may not hold, and where it is found."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.formats.constraints import constraints
from summitdata.model import Text
from summitdata.rows.encoding import REPLACEMENT, clean, refused


def _found(data: bytes) -> list[tuple[str, int, int, str]]:
    findings = clean(data, "rows/x.yaml").findings
    return [
        (finding.code, finding.place.line, finding.place.column, finding.found) for finding in findings if finding.place
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: b\nc: é\n".encode("latin-1"), ("F010", 2, 4, "the byte 0xE9, which is not UTF-8 ('é' in Windows-1252)")),
        (b"a: \x81", ("F010", 1, 4, "the byte 0x81, which is not UTF-8 and belongs to no common encoding")),
        ("a: b".encode("utf-16"), ("F010", 1, 1, "text in UTF-16")),
        ("a: b".encode("utf-16-be") * 9, ("F010", 1, 1, "text in UTF-16")),
        ("a: b".encode("utf-16-le") * 9, ("F010", 1, 1, "text in UTF-16")),
        ("a: b".encode("utf-32"), ("F010", 1, 1, "text in UTF-32")),
        (b"\xef\xbb\xbfa: b", ("F011", 1, 1, "a byte order mark")),
        (b"a: b\r\nc: d\r\n", ("F012", 1, 5, "2 lines ending in CR LF")),
        (b"a: b\nc: d\re: f\n", ("F012", 2, 5, "1 line ending in CR")),
        (b"a:\n\tb: c", ("F013", 2, 1, "U+0009 (tab)")),
        (b"a: b\x00", ("F014", 1, 5, "U+0000")),
        ("a: b\x85".encode(), ("F014", 1, 5, "U+0085")),
        ("a: \u2028".encode(), ("F014", 1, 4, "U+2028 (line separator)")),
        ("a: b\u202ec".encode(), ("F015", 1, 5, "U+202E (right-to-left override)")),
        ("a: b\u200bc".encode(), ("F016", 1, 5, "U+200B (zero width space)")),
        ("a: b\u200dc".encode(), ("F016", 1, 5, "U+200D (zero width joiner)")),
        ("a: \U000e0041".encode(), ("F016", 1, 4, "U+E0041 (tag latin capital letter a)")),
        ("a: e\u0301".encode(), ("F017", 1, 4, "U+0065 U+0301 (latin small letter e, combining acute accent)")),
        ("a: \ufffd".encode(), ("F018", 1, 4, "U+FFFD (replacement character)")),
        ("a: \ue000".encode(), ("F018", 1, 4, "U+E000")),
    ],
)
def test_what_a_row_file_may_not_hold_is_found_where_it_stands(
    data: bytes, expected: tuple[str, int, int, str]
) -> None:
    """Each kind of character or encoding has a code, a place and a name."""
    assert [expected] == _found(data)


@pytest.mark.parametrize(
    "text", ["a: مى\u200cخواهم", "a: 👩\u200d👩\u200d👧", "a: no\u00a0break", "a: 高市\u3000早苗", "a: 🇰🇷"]
)
def test_what_scripts_need_is_left_alone(text: str) -> None:
    """Joiners between letters that need them, no-break and ideographic spaces, and emoji are text."""
    cleaned = clean(text.encode(), "rows/x.yaml")
    assert (text, ()) == (cleaned.text, cleaned.findings)


def test_many_characters_of_one_kind_are_told_ten_times() -> None:
    """The tenth finding says how many more there are, so that a report stays readable."""
    found = _found("\u200b".encode() * 1000)
    assert 10 == len(found)
    assert "U+200B (zero width space), and 990 more in this file" == found[-1][3]


def test_text_in_utf_16_is_read_all_the_same() -> None:
    """One finding tells of the encoding; the text behind it is read, so that its other faults are found too."""
    assert "a: é\n" == clean("\ufeffa: é\n".encode("utf-16-le"), "rows/x.yaml").text


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_become_clean_text(data: bytes) -> None:
    """The text has line feeds for line ends, no tabs, nothing that is refused, and is in form C."""
    cleaned = clean(data, "rows/x.yaml")
    assert not re.search("[\t\r]", cleaned.text)
    assert refused(cleaned.text.replace(REPLACEMENT, "")) is None
    assert all(finding.place and finding.place.line >= 1 <= finding.place.column for finding in cleaned.findings)
    if not cleaned.findings:
        assert data.decode() == cleaned.text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=50))
def test_clean_text_without_findings_is_what_was_written(text: str) -> None:
    """A finding is there exactly if the text is changed on the way."""
    cleaned = clean(text.encode(), "rows/x.yaml")
    assert (cleaned.text != text) == bool(cleaned.findings)


def test_reader_and_schemas_refuse_the_same_characters_of_the_basic_plane() -> None:
    """The pattern of a text and the reader name the same characters; line ends and joiners are told apart elsewhere."""
    pattern = re.compile(constraints(Text()).pattern or "")
    apart = []
    for point in (*range(0xD800), *range(0xE000, 0x10000)):
        character = chr(point)
        if character in "\t\n\r\u200c\u200d" or unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
            continue
        if (refused(f"字{character}字") is None) != (pattern.fullmatch(f"字{character}字") is not None):
            apart.append(f"U+{point:04X}")
    assert [] == apart


def test_every_format_character_is_refused_or_a_joiner() -> None:
    """No character of Unicode's category Cf passes but the joiners, and the few that are seen with their letters."""
    passed = {
        chr(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point)) == "Cf" and refused(f"字{chr(point)}字") is None
    }
    prefixes = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "ZERO"}
    assert prefixes >= {unicodedata.name(character).split()[0] for character in passed}
