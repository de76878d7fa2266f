"""Edges of the rules about stretches of text, sources, values and what is recorded of them."""

from __future__ import annotations

from edges import Edge, breaks, holds
from summitdata.rules.example import GAZETTE, NORTH_WIRE, READOUT, SOUTH_WIRE
from summitdata.rules.language import Edit, change

_TERM, _FIRST, _SECOND = f"{SOUTH_WIRE}.t1", f"{SOUTH_WIRE}.r1.s1", f"{SOUTH_WIRE}.r1.s2"
_LONG = "again and again " * 20
_DERIVED = {"derived_from": NORTH_WIRE, "derivation": "rewritten", "derivation_basis": "inferred"}
_FERRIES = f"{NORTH_WIRE}.c9"


def _span(key: str, start: int, stop: int, **cells: str | None) -> Edit:
    """Move a span."""
    return change("spans", key, start=start, stop=stop, **cells)


def _term(start: int, stop: int) -> Edit:
    """Move a term, with words that fill the stretch."""
    return _span(_TERM, start, stop, text="x" * (stop - start))


def _number(value: str) -> Edit:
    return change("claims", _FERRIES, value=value)


_APART = _span(_SECOND, 430, 452)
"""The second part of a quotation, moved behind the words of the other leader, which end at 417."""

EDGES: tuple[Edge, ...] = (
    holds("C006", "One part begins where the other ends.", _span(f"{NORTH_WIRE}.r2.s2", 420, 439)),
    breaks(
        "C006",
        "One part begins a character before the other ends.",
        _span(f"{NORTH_WIRE}.r2.s2", 419, 438),
        keys=f"{NORTH_WIRE}.r2.s2",
    ),
    *(
        holds("C006", f"What stands between is {use}.", _span(f"{NORTH_WIRE}.r1.s2", 280, 313, use=use))
        for use in ("reported", "term", "title")
    ),
    holds("C008", "A term ends where a quotation begins.", _term(215, 226)),
    breaks("C008", "A term ends behind where a quotation begins.", _term(216, 227), keys=_FIRST),
    breaks("C008", "A term begins before a quotation ends.", _term(276, 287), keys=_TERM),
    breaks("C008", "A term begins with a quotation, and ends before it.", _term(255, 266), keys=_SECOND),
    breaks("C008", "A term begins with a quotation, and ends behind it.", _term(226, 243), keys=_TERM),
    breaks("C008", "A term is a quotation.", _term(226, 241), keys=f"{_TERM} {_FIRST}"),
    breaks("C008", "A term holds a quotation.", _term(220, 243), keys=_FIRST),
    holds("C008", "A title holds a quotation.", _span(f"{SOUTH_WIRE}.t2", 220, 243)),
    holds("C008", "What is only reported holds a quotation.", _span(f"{SOUTH_WIRE}.c5.s1", 220, 243)),
    holds("C008", "Two parts of one rendering overlap.", _span(_SECOND, 230, 252)),
    breaks(
        "A009",
        "The other leader's words fill the gap.",
        _APART,
        _span(f"{SOUTH_WIRE}.r2.s1", 241, 430),
        keys=_SECOND,
    ),
    holds("A009", "They begin a character earlier.", _APART, _span(f"{SOUTH_WIRE}.r2.s1", 240, 430)),
    holds("A009", "They end a character later.", _APART, _span(f"{SOUTH_WIRE}.r2.s1", 241, 431)),
    *(
        holds("A009", f"What stands between is {use}.", _APART, change("spans", f"{SOUTH_WIRE}.r2.s1", use=use))
        for use in ("reported", "term", "title")
    ),
    *(holds("R008", f"A number is {value}.", _number(value)) for value in ("1000000000000", "-1000000000000", "0")),
    *(
        breaks("R008", f"A number is {value[:20]}.", _number(value), keys=_FERRIES)
        for value in ("1000000000001", "-1000000000001", "1e3", "01", "9" * 400)
    ),
    holds("R008", "An ordinal is as large as can be.", change("claims", f"{NORTH_WIRE}.c5", value="10000")),
    breaks(
        "R008",
        "An ordinal is larger.",
        change("claims", f"{NORTH_WIRE}.c5", value="10001"),
        keys=f"{NORTH_WIRE}.c5",
    ),
    holds("R008", "About so many ferries sail.", change("claims", _FERRIES, about=True)),
    *(
        breaks("P002", f"Of three, {given} alone is given.", change("sources", GAZETTE, **{
            name: value if name == given else None for name, value in _DERIVED.items()
        }), keys=GAZETTE)
        for given in _DERIVED
    ),
    *(
        breaks("P002", f"Of three, {lacking} is missing.", change("sources", GAZETTE, **{lacking: None}), keys=GAZETTE)
        for lacking in _DERIVED
    ),
    holds(
        "P001", "A title is kept.", change("sources", GAZETTE, rights="facts"),
        change("spans", f"{GAZETTE}.r1.s1", use="title"),
    ),
    breaks(
        "P001", "A term is kept.", change("sources", GAZETTE, rights="facts"),
        change("spans", f"{GAZETTE}.r1.s1", use="term"), keys=f"{GAZETTE}.r1.s1",
    ),
    holds("P007", "Half of the text is kept.", change("sources", NORTH_WIRE, length=222)),
    breaks("P007", "A character more is kept.", change("sources", NORTH_WIRE, length=221), keys=NORTH_WIRE),
    breaks("P007", "The text is of one character.", change("sources", NORTH_WIRE, length=1), keys=NORTH_WIRE),
    holds("P007", "The length of the text is not known.", change("sources", NORTH_WIRE, held=False, length=0,
                                                              extent="none", text_sha256=None)),
    *(
        holds("P007", f"A long {use} is kept.", _span(f"{NORTH_WIRE}.t1", 0, 319, use=use, text=_LONG))
        for use in ("reported", "term", "title")
    ),
    *(
        breaks("R016", f"A {kind} is not held, and nobody tells of it.",
               change("sources", READOUT, kind=kind, known_via=None), keys=READOUT)
        for kind in ("post", "wire")
    ),
    breaks("R017", "A held text has no length.", change("sources", GAZETTE, length=0), keys=GAZETTE),
    breaks(
        "R017", "A held text has neither a digest nor a length.",
        change("sources", GAZETTE, length=0, text_sha256=None), keys=GAZETTE,
    ),
    breaks(
        "R017", "A held text has nothing of it.",
        change("sources", GAZETTE, length=0, text_sha256=None, extent="none"), keys=GAZETTE,
    ),
    holds("R017", "A held text is of one character.", change("sources", GAZETTE, length=1)),
    *(
        breaks("R018", f"What is not held has an extent, {extent}.", change("sources", READOUT, extent=extent),
               keys=READOUT)
        for extent in ("full", "partial")
    ),
    breaks("R018", "What is not held has a digest.", change("sources", READOUT, text_sha256="0" * 64), keys=READOUT),
    breaks("R018", "What is not held has all of it.", change("sources", READOUT, text_sha256="0" * 64, length=1,
                                                          extent="full"), keys=READOUT),
    breaks("C040", "One digest is of two lengths, the shorter one first.", *(
        change("spans", f"{SOUTH_WIRE}.{key}.s1", sha256="0" * 64) for key in ("c1", "c3")
    ), keys=f"{SOUTH_WIRE}.c3.s1"),
    breaks("C040", "One digest is of two lengths, the longer one first.", *(
        change("spans", f"{SOUTH_WIRE}.{key}.s1", sha256="0" * 64) for key in ("c3", "c5")
    ), keys=f"{SOUTH_WIRE}.c5.s1"),
)  # fmt: skip
