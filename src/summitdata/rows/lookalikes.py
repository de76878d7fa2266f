"""What a value seems to be and is not: words of look-alike letters, and texts that a spreadsheet would run."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import name, normalize

from summitdata.rows.codes import quoted

_EAST_ASIAN: Final = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u31ff\u3400-\u9fff"
_HANGUL_AND_IDEOGRAPHS: Final = "\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uffdc\U00020000-\U000323af"

_WORD: Final = re.compile(f"(?:(?![{_EAST_ASIAN}{_HANGUL_AND_IDEOGRAPHS}])[^\\W\\d_])+")
"""A run of letters of alphabets.

Han, kana and Hangul stand between them like spaces: no alphabet has letters that look like theirs, and texts in
Japanese and Korean put Latin words between them without a space.
"""

_LATIN: Final = re.compile("[\x00-\u02af\u1e00-\u1eff]*")

_FORMULA: Final = re.compile(r"[=+@\t\r]|-")
_NUMERAL: Final = re.compile(r"[+-]?[0-9][0-9.,]*%?")


def disguised(text: str) -> str | None:
    """Tell which word of *text* has letters that look like others, as a fragment; None where no word has.

    A word is disguised that mixes the letters of two scripts, the wide or mathematical forms of Latin letters with
    others, or, among Latin words, letters of another script that all look Latin.  The scripts of letters are those
    of the Unicode Standard, Annex 24, and what looks alike is the table of its Technical Standard 39.
    """
    words = [word for word in _WORD.findall(text) if _LATIN.fullmatch(word) is None]
    if not words:
        return None
    return next((found for word in words if (found := _told(word, text)) is not None), None)


def runs_in_a_spreadsheet(text: str) -> bool:
    """Tell whether a spreadsheet that opens *text* as a cell of a CSV file takes it for a formula; numbers it shows."""
    return _FORMULA.match(text) is not None and _NUMERAL.fullmatch(text) is None


def _told(word: str, text: str) -> str | None:
    """Tell what is disguised in *word*, which stands in *text*."""
    from confusable_homoglyphs.categories import alias
    from confusable_homoglyphs.confusables import is_confusable

    odd = [letter for letter in word if _is_form_of_ascii(letter)]
    if odd and (len(odd) < len(word) or not all("\uff21" <= letter <= "\uff5a" for letter in odd)):
        return f"{quoted(word)} with {_named(odd[0])}"
    scripts = {letter: alias(letter) for letter in word}
    of_letters = {script for script in scripts.values() if script not in {"COMMON", "INHERITED"}}
    if len(of_letters) > 1:
        usual = "LATIN" if "LATIN" in of_letters else scripts[word[0]]
        stranger = next(letter for letter in word if scripts[letter] in of_letters - {usual})
        return f"{quoted(word)} with {_named(stranger)}"
    if of_letters <= {"LATIN"} or len(word) == 1 or re.search("[A-Za-z]", text) is None:
        return None
    if all(is_confusable(letter, preferred_aliases=["latin"]) for letter in word):
        return f"{quoted(word)}, whose letters only look Latin, with {_named(word[0])}"
    return None


def _is_form_of_ascii(letter: str) -> bool:
    """Tell whether *letter* is a wide, mathematical or other form of a letter from A to Z."""
    plain = normalize("NFKC", letter)
    return letter.isalpha() and len(plain) == 1 and plain.isascii() and not letter.isascii()


def _named(letter: str) -> str:
    return f"U+{ord(letter):04X} ({name(letter, 'without a name').lower()})"
