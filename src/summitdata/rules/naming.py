"""Naming: which words of a key stand nowhere in what its record is named by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from summitdata.model import Row, Rows

NAMED_BY_THEIR_NAME: Final = frozenset({"person", "media", "party"})
"""The kinds of actor whose key is their name, not a description."""

_BESIDES: Final = {"terms": frozenset({"first", "second", "third", "fourth", "fifth"})}
"""Words that keys may have besides: those by which the keys of several terms in one office differ."""

_FEW: Final = 3
"""So few letters are the beginning of too many words."""

_WORD: Final = re.compile("[a-z0-9]+")
_DIGIT: Final = re.compile("[0-9]")


def strange_words(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Give table and key of each record whose key has words that stand nowhere in what it is named by, and these."""
    spelt: dict[str, list[str]] = {}
    for name in rows["names"]:
        spelt.setdefault(str(name["source"]), []).append(str(name["name"]))
    described: list[tuple[str, Row, tuple[object, ...]]] = [
        *(("places", row, (row["name"],)) for row in rows["places"]),
        *(("actors", row, (row["name"],)) for row in rows["actors"] if row["kind"] in NAMED_BY_THEIR_NAME),
        *(("terms", row, (row["office"],)) for row in rows["terms"]),
        *(("sources", row, _told_of_source(row, spelt)) for row in rows["sources"] if row["kind"] != "reference"),
        *(("tombstones", row, (row["table"], row["key"])) for row in rows["tombstones"]),
        *(
            ("discrepancies", row, tuple(row[column] for column in ("title", "event", "quote", "property", "scope")))
            for row in rows["discrepancies"]
        ),
    ]
    for table, row, texts in described:
        words = _words(" ".join(str(text) for text in texts if text is not None))
        known = {*words, "".join(words), "".join(word[0] for word in words)}
        known.add("".join(word[0] for word in words[words[:1] == ["the"] :]))
        key = str(row["id"])
        own = [word for word in _words(key.rpartition(".")[2]) if not _DIGIT.search(word)]
        strange = [word for word in own if word not in known and word not in _BESIDES.get(table, ())]
        if strange:
            yield table, key, " ".join(strange)


def strange_spellings(rows: Rows) -> Iterator[tuple[str, str]]:
    """Give each spelling of a place in Latin letters that has no word of the place, with the name of that.

    The beginning of a word will do, and so will initials; a country may be called by the name of a town in it.
    """
    places = {str(row["id"]): row for row in rows["places"]}
    known: dict[str, set[str]] = {key: set() for key in places}
    for key, row in places.items():
        words = {*_words(str(row["name"])), *_words(key)}
        words.add("".join(word[0] for word in _words(str(row["name"]))))
        above: str | None = key
        met: set[str] = set()
        while above in places and above not in met:
            met.add(above)
            known[above] |= words
            above = str(places[above]["within"])
    for name in rows["names"]:
        words_of_name = [*_words(str(name["name"])), "".join(_words(str(name["name"])))]
        place = str(name["place"])
        if place in places and str(name["name"]).isascii() and not _shared(words_of_name, known[place]):
            yield str(name["id"]), str(places[place]["name"])


def _shared(words: list[str], known: set[str]) -> bool:
    """Tell whether one of the *words* is the beginning of one that is known, or the other way round.

    Words with digits tell nothing.
    """
    return any(
        word == other or (min(len(word), len(other)) > _FEW and (word.startswith(other) or other.startswith(word)))
        for word in words
        for other in known
        if not _DIGIT.search(word)
    )


def _told_of_source(row: Row, spelt: dict[str, list[str]]) -> tuple[object, ...]:
    columns = ("title", "publisher", "agency", "byline", "kind", "dateline", "origin_note", "note")
    return (*(row[column] for column in columns), *spelt.get(str(row["id"]), []))


def _words(text: str) -> list[str]:
    """Split into words without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", text)
    return _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)).lower())
