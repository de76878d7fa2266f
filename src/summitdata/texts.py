"""Articles as code points: the one normalisation that every offset and digest of the dataset refers to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

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
