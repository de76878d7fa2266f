"""Articles as code points: the one normalisation that every offset and digest of the dataset refers to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summitdata.errors import SummitDataError


class TextError(SummitDataError):
    """An article cannot be read as text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a normalised text: its first code point, the one after its last, and its words."""

    start: int
    stop: int
    text: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the words in UTF-8."""
        return digest(self.text)


def digest(text: str) -> str:
    """Give the SHA-256 of *text* in UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def normalise(data: bytes) -> str:
    """Give the normalised text of an article.

    The bytes are read as UTF-8, a byte order mark at the start is dropped, CRLF and CR become LF, and the
    text is brought to Unicode NFC.  Nothing else changes: blanks, quotation marks and no-break spaces stay.

    Raises:
        TextError: The bytes are not UTF-8; the message names the first offending byte.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextError(
            f"The text is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start} fits no character. "
            "Save the article as UTF-8."
        ) from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def locate(text: str, words: str) -> Iterator[Stretch]:
    """Find every place of the normalised *text* where *words* stand exactly, overlapping ones included."""
    words = unicodedata.normalize("NFC", words)
    start = text.find(words) if words else -1
    while start >= 0:
        yield Stretch(start, start + len(words), words)
        start = text.find(words, start + 1)


_QUOTATION_MARKS: Final = (
    "\"'`\u00ab\u00bb\u02b9\u02ba\u02bb\u02bc\u02bd\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
    "\u2032\u2035\u2039\u203a\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
)
_DASHES: Final = "-\u2010\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b"
_ONE_MARK: Final = str.maketrans({**dict.fromkeys(_QUOTATION_MARKS, "'"), **dict.fromkeys(_DASHES, "-")})
_COLLAPSED: Final = frozenset(" -")
_VARIATION_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what can differ though the words are the same.

    ``starts`` and ``stops`` have, for each character of ``text``, the first code point that it stands for in the
    text that was folded, and the one after the last.
    """

    text: str
    starts: tuple[int, ...]
    stops: tuple[int, ...]

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Find every place of *words*, which are folded too, as start and stop in the text that was folded.

        A place begins and ends between characters of that text: a letter is not found in the same letter with an
        accent.
        """
        at = self.text.find(words) if words else -1
        while at >= 0:
            end = at + len(words)
            is_whole = at == 0 or self.starts[at - 1] != self.starts[at]
            is_whole &= end == len(self.text) or self.starts[end] != self.starts[end - 1]
            if is_whole:
                yield self.starts[at], self.stops[end - 1]
            at = self.text.find(words, at + 1)


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Fold the normalised *text*: what is left is the same for texts that differ in marks, width or spaces alone.

    Characters that Unicode calls compatible become one (NFKC, compared decomposed, so that each character keeps its
    place): full and half width, ligatures, an ellipsis and three full stops.  Every quotation mark, apostrophe and
    prime becomes the same mark, every run of dashes one hyphen, every run of white space, line ends among it, one
    blank.  Characters without width go: soft hyphens, joiners, marks of direction.  Letters keep their case
    and their accents.
    """
    characters: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    for start, stop in _clusters(text):
        wide = "".join(each for each in text[start:stop] if not _is_without_width(each))
        for each in unicodedata.normalize("NFKD", wide).translate(_ONE_MARK):
            character = " " if each.isspace() else each
            if character in _COLLAPSED and characters[-1:] == [character]:
                stops[-1] = stop
                continue
            characters.append(character)
            starts.append(start)
            stops.append(stop)
    return Folded("".join(characters), tuple(starts), tuple(stops))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Split *text* into characters, each with what hangs on it: joiners, and marks whose order NFKD may change."""
    start = 0
    for position in range(1, len(text)):
        each = text[position]
        if not _is_without_width(each) and not unicodedata.combining(unicodedata.normalize("NFKD", each)[0]):
            yield start, position
            start = position
    if text:
        yield start, len(text)


def _is_without_width(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or character in _VARIATION_SELECTORS


_MARKS = {"\u201c": "\u201d", '"': '"'}


def quoted(text: str) -> Iterator[Stretch]:
    """Find every stretch between double quotation marks, curly or straight, without the marks.

    A paragraph that opens a quotation without closing it ends the stretch at its line's end.
    """
    position = 0
    while position < len(text):
        closing = _MARKS.get(text[position])
        if closing is None:
            position += 1
            continue
        line_end = text.find("\n", position)
        line_end = len(text) if line_end < 0 else line_end
        stop = text.find(closing, position + 1, line_end)
        stop = line_end if stop < 0 else stop
        yield Stretch(position + 1, stop, text[position + 1 : stop])
        position = stop + 1
