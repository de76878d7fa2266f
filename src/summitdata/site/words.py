"""Codes, dates, languages and numbers in words, the same on every page."""

from __future__ import annotations

import re

from summitdata.display.dates import in_words
from summitdata.model import Row, Vocabulary

_MONTHS = {
    "Jan": "January",
    "Feb": "February",
    "Mar": "March",
    "Apr": "April",
    "Jun": "June",
    "Jul": "July",
    "Aug": "August",
    "Sep": "September",
    "Oct": "October",
    "Nov": "November",
    "Dec": "December",
}
_SHORT_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")
_PADDED = re.compile(r"\b0+([1-9][0-9]{2})\b")
_LANGUAGES = {
    "en": "English",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "und": "language unknown",
}
_COUNTRIES = {
    "CN": "China",
    "FR": "France",
    "GB": "United Kingdom",
    "JP": "Japan",
    "KP": "North Korea",
    "KR": "South Korea",
    "TW": "Taiwan",
    "US": "United States",
    "ZA": "South Africa",
}


def when(edtf: object, otherwise: str = "no date in the sources") -> str:
    """Say an EDTF date in full words."""
    if not edtf:
        return otherwise
    spoken = _SHORT_MONTH.sub(lambda match: _MONTHS[match.group()], in_words(str(edtf)))
    return _PADDED.sub(r"\1", spoken).replace(" - ", " – ").replace("-", "–")


def code(value: object) -> str:
    """Say a code of a vocabulary in words."""
    return str(value).replace("-", " ") if value else ""


def meaning(vocabulary: Vocabulary, value: object) -> str | None:
    """Say what a code means, for a tooltip; None for a code that the vocabulary does not have."""
    return vocabulary.meaning_of(str(value)) if str(value) in vocabulary else None


def language(tag: object) -> str:
    """Name a language; a tag without a name here stands for itself."""
    return _LANGUAGES.get(str(tag).split("-")[0], str(tag))


def country(value: object) -> str:
    """Name a country; a code without a name here stands for itself."""
    return _COUNTRIES.get(str(value), str(value)) if value else ""


def counted(number: object, one: str, many: str | None = None) -> str:
    """Say how many there are of something."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """Begin *text* with a capital letter."""
    return text[:1].upper() + text[1:]


def support(row: Row) -> str:
    """Say how many sources and independent origins stand behind a row."""
    return f"{counted(row['sources'], 'source')}, {counted(row['origins'], 'independent origin')}"
