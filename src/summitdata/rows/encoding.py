"""From the bytes of a row file to clean text: encoding, line ends, and characters that have no place in it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from summitdata.diagnostics import Diagnostic, Place
from summitdata.formats.constraints import BIDIRECTIONAL, INVISIBLE, MEANINGLESS
from summitdata.rows import codes
from summitdata.rows.codes import FileRule
from summitdata.rows.marks import heaps, without_heaps

REPLACEMENT: Final = "\ufffd"
"""Stands in the clean text for each character that was refused, so that places stay as they are in the file."""

_MOST_FINDINGS: Final = 10
"""How many findings of one code a file gets; the last one tells how many more there are."""

_NAMES: Final = {"\t": "tab", "\u2028": "line separator", "\u2029": "paragraph separator"}

_CONTROL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
"""All control characters but the tab and the two that end lines, which have rules of their own."""

_HIGH_INVISIBLE: Final = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
_HIGH_MEANINGLESS: Final = "\U000f0000-\U0010ffff" + "".join(
    f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 15)
)
"""What patterns for every engine cannot name: characters beyond the basic plane."""

_INVISIBLE: Final = INVISIBLE + _HIGH_INVISIBLE
_MEANINGLESS: Final = "\ud800-\udfff" + MEANINGLESS + _HIGH_MEANINGLESS
_JOINABLE: Final = "[^\x00-\x7f\u200b-\u200f\u2060-\u206f]"

_REFUSED: Final = re.compile(
    f"(?P<control>[{_CONTROL}])|(?P<bidirectional>[{BIDIRECTIONAL}])"
    # The two joiners are letters' business in several scripts and in emoji: they may stand between such characters.
    f"|(?P<invisible>[{_INVISIBLE}]|(?<!{_JOINABLE})[\u200c\u200d]|[\u200c\u200d](?!{_JOINABLE}))"
    f"|(?P<meaningless>[{_MEANINGLESS}])"
)
_SUSPECT: Final = re.compile(f"[{_CONTROL}{BIDIRECTIONAL}{_INVISIBLE}{_MEANINGLESS}\u200c\u200d]")
"""Finds text that may hold a refused character, much faster than the pattern that says which."""

_RULES: Final = {
    "control": codes.CONTROL,
    "bidirectional": codes.BIDIRECTIONAL,
    "invisible": codes.INVISIBLE,
    "meaningless": codes.MEANINGLESS,
}


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text of a row file as the YAML reader gets it, and what was found on the way.

    Lines end in a line feed, tabs are single spaces, and every refused character is :data:`REPLACEMENT`.
    """

    text: str
    findings: tuple[Diagnostic, ...]


def clean(data: bytes, file: str) -> CleanText:
    """Decode the bytes of *file* and replace what a row file may not hold; never raises."""
    findings: list[Diagnostic] = []
    text, is_utf8 = _decoded(data, file, findings)
    text = _without_carriage_returns(text, file, findings)
    if "\t" in text:
        findings += _listed(codes.TAB, file, *_places(text, re.finditer("\t+", text)))
        text = text.replace("\t", " ")
    if text.isascii() and text.replace("\n", "").isprintable():
        return CleanText(text, tuple(findings))
    if _SUSPECT.search(text):
        found: dict[str, list[re.Match[str]]] = {}
        for match in _REFUSED.finditer(text):
            found.setdefault(str(match.lastgroup), []).append(match)
        for group, matches in found.items():
            if is_utf8 or group != "meaningless":
                findings += _listed(_RULES[group], file, *_places(text, matches))
        text = _REFUSED.sub(REPLACEMENT, text)
    if found_heaps := heaps(text):
        findings += _heaped(text, file, found_heaps)
        text = without_heaps(text, found_heaps, REPLACEMENT)
    if not unicodedata.is_normalized("NFC", text):
        text = _composed(text, file, findings)
    return CleanText(text, tuple(findings))


def refused(text: str) -> tuple[FileRule, str] | None:
    """Name the first character of *text* that a row file may not hold, and the rule; None where there is none.

    For values: an escape in double quotation marks can hide a character from :func:`clean`.
    """
    if text.isascii() and text.isprintable():
        return None
    if _SUSPECT.search(text) is None or (match := _REFUSED.search(text)) is None:
        found = heaps(text)
        return (codes.COMBINING, f"{found[0][1] - found[0][0]} of them") if found else None
    return _RULES[str(match.lastgroup)], _named(match.group())


def _decoded(data: bytes, file: str, findings: list[Diagnostic]) -> tuple[str, bool]:
    """Decode *data*, as well as can be done where it isn't UTF-8; and whether it is."""
    start = Place(file)
    wide = _wide_encoding(data)
    if wide is not None:
        findings.append(codes.NOT_UTF8.finding(start, f"text in {wide.upper()[:6]}"))
        return data.decode(wide, errors="replace").removeprefix("\ufeff"), False
    if data.startswith(codecs.BOM_UTF8):
        findings.append(codes.BYTE_ORDER_MARK.finding(start, "a byte order mark"))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        lines = re.split("\r\n|\r|\n", before)
        byte = data[error.start : error.start + 1]
        found = f"the byte 0x{byte.hex().upper()}, which is not UTF-8"
        try:
            found += f" ({byte.decode('windows-1252')!r} in Windows-1252)"
        except UnicodeDecodeError:
            found += " and belongs to no common encoding"
        findings.append(codes.NOT_UTF8.finding(Place(file, len(lines), len(lines[-1]) + 1), found))
        return data.decode("utf-8", errors="replace"), False


def _wide_encoding(data: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 that *data* is in, from its mark or from where its zero bytes stand."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):  # fmt: skip
        if data.startswith(mark):
            return name
    sample = data[:1024]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few, many = len(sample) // 20, len(sample) // 4
    if odd > many and even <= few:
        return "utf-16-le"
    if even > many and odd <= few:
        return "utf-16-be"
    return None


def _without_carriage_returns(text: str, file: str, findings: list[Diagnostic]) -> str:
    """End every line of *text* in a line feed, with one finding for all that do not."""
    if "\r" not in text:
        return text
    ends = re.findall("\r\n|\r", text)
    first = re.split("\r\n|\r", text, maxsplit=1)[0]
    place = Place(file, first.count("\n") + 1, len(first) - first.rfind("\n"))
    name = "CR LF" if "\r\n" in ends else "CR"
    findings.append(codes.LINE_END.finding(place, f"{len(ends)} line{'s'[: len(ends) > 1]} ending in {name}"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _composed(text: str, file: str, findings: list[Diagnostic]) -> str:
    """Bring *text* to form C, with a finding for each line that is not in it."""
    lines = text.split("\n")
    places: list[tuple[int, int, str]] = []
    for number, line in enumerate(lines, 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next((at for at, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed))
            places.append((number, column + 1, line[column : column + 2]))
            lines[number - 1] = composed
    findings += _listed(codes.NOT_NFC, file, places[:_MOST_FINDINGS], len(places))
    return "\n".join(lines)


def _heaped(text: str, file: str, found: list[tuple[int, int]]) -> Iterator[Diagnostic]:
    """Give a finding for each of the first heaps of combining marks, the last one telling how many more there are."""
    for number, (start, stop) in enumerate(found[:_MOST_FINDINGS], 1):
        place = Place(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), stop - start)
        rest = len(found) - number if number == _MOST_FINDINGS else 0
        more = f", and {rest} more heaps in this file" if rest else ""
        yield codes.COMBINING.finding(place, f"{stop - start} of them{more}")


def _places(text: str, matches: Iterable[re.Match[str]]) -> tuple[list[tuple[int, int, str]], int]:
    """Give line, column and characters of the first of *matches* in *text*, and how many there are in all."""
    found = list(matches)
    places = []
    for match in found[:_MOST_FINDINGS]:
        start = match.start()
        places.append((text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), match.group()))
    return places, len(found)


def _listed(rule: FileRule, file: str, places: list[tuple[int, int, str]], total: int) -> list[Diagnostic]:
    """One finding of *rule* for each place, the last one telling how many more there are."""
    findings: list[Diagnostic] = []
    for line, column, characters in places:
        found = _named(characters)
        if len(findings) + 1 == len(places) < total:
            found += f", and {total - len(places)} more in this file"
        findings.append(rule.finding(Place(file, line, column, len(characters)), found))
    return findings


def _named(characters: str) -> str:
    """Name the characters by their code points and, where they have one, their Unicode names."""
    points = " ".join(f"U+{ord(character):04X}" for character in characters[:4])
    names = (_NAMES.get(character) or unicodedata.name(character, "").lower() for character in characters[:4])
    known = ", ".join(dict.fromkeys(name for name in names if name))
    return f"{points} ({known})" if known else points
