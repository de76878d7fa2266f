"""Edges of the rules about keys, places, people, attribution and what stands behind what."""

from __future__ import annotations

from edges import Edge, breaks, holds
from summitdata.model import Value
from summitdata.rules.example import ATLAS, GAZETTE, NORTH_WIRE, READOUT, SOUTH_WIRE
from summitdata.rules.language import Edit, add, change, remove

_NO_DIGEST = "0" * 64
_COPIED, _MISTAKE, _BOTH = f"{GAZETTE}.r1", "okafor-our-mistake", "joint-strait-belongs"
_ONE_SIDE = "okafor-words-one-side"


def _place(kind: str, outer: str) -> tuple[Edit, Edit]:
    """Make the town, and the country in which it lies, places of other kinds."""
    return change("places", "vellin", kind=kind), change("places", "norvale", kind=outer)


def _other_mouth(**cells: Value) -> Edit:
    """Put the words of one leader into the mouth of the other, in the copy."""
    return change("renderings", _COPIED, speaker="tomas-okafor", speaker_printed="Okafor", **cells)


def _in_dispute(kind: str) -> tuple[Edit, Edit]:
    """Give the copy a position in a discrepancy of some kind."""
    return (
        change("discrepancies", _ONE_SIDE, kind=kind, property="speaker"),
        change("positions", f"{_ONE_SIDE}.p1", source=GAZETTE, rendering=_COPIED),
    )


def _span(key: str, claim: str | None) -> Edit:
    return add(
        "spans", key, source=NORTH_WIRE, claim=claim, part=2, use="reported", start=1, stop=2, sha256=_NO_DIGEST
    )  # fmt: skip


def _yearbook(key: str, **cells: Value) -> Edit:
    """Add a work of reference."""
    return add(
        "sources", key, title="[A book]", kind="reference", language="en", rights="facts", origin_note="Cited.",
        held=False, extent="none", length=0, **cells,
    )  # fmt: skip


def _wire(key: str, **cells: Value) -> Edit:
    return add("actors", key, name="Wire", kind="media", **cells)


_SILENT = (remove("claims", f"{NORTH_WIRE}.c10"), remove("claims", f"{NORTH_WIRE}.c11"))
"""Nobody is named as the speaker of what both leaders say."""

EDGES: tuple[Edge, ...] = (
    breaks("A053", "A claim rests on all of the quoted words.",
           change("spans", f"{NORTH_WIRE}.c9.s1", start=243, stop=294), keys=f"{NORTH_WIRE}.c9"),
    holds("A053", "A claim rests on the quoted words and one letter more.",
          change("spans", f"{NORTH_WIRE}.c9.s1", start=242, stop=294)),
    breaks("A047", "An offer is aimed at somebody, and nobody makes it.",
           change("events", "okafor-confession-readout", kind="offer"),
           change("participants", "okafor-confession-readout.norvale", role="target"),
           keys="okafor-confession-readout"),
    *(
        holds("R041", f"A {kind} lies in a {outer}.", *_place(kind, outer))
        for kind, outer in (
            ("site", "site"), ("islands", "islands"), ("country", "region"), ("region", "country"),
            ("region", "region"), ("prefecture", "country"), ("city", "prefecture"), ("site", "city"),
        )
    ),
    *(
        breaks("R041", f"A {kind} lies in a {outer}.", *_place(kind, outer), keys="vellin")
        for kind, outer in (
            ("city", "city"), ("country", "country"), ("prefecture", "prefecture"), ("islands", "site"),
            ("region", "prefecture"), ("country", "islands"), ("prefecture", "islands"), ("city", "site"),
        )
    ),
    breaks("R042", "Two countries, the other way round.", change("places", "vellin", country="NO"),
           change("places", "norvale", country="SE"), keys="vellin"),
    breaks("R044", "Two countries, the other way round.", change("actors", "mara-lindqvist", country="NO"),
           change("actors", "norvale-government", country="SE"), keys="mara-lindqvist"),
    breaks("R044", "An office of another country.", change("actors", "mara-lindqvist", country="NO"),
           change("terms", "mara-lindqvist.prime-minister", country="SE"), keys="mara-lindqvist.prime-minister"),
    breaks("R045", "A span of a claim has the letter of one of a source.",
           _span(f"{NORTH_WIRE}.c1.t2", f"{NORTH_WIRE}.c1"), keys=f"{NORTH_WIRE}.c1.t2"),
    breaks("R045", "A span of a source has the letter of one of a claim.", _span(f"{NORTH_WIRE}.s2", None),
           keys=f"{NORTH_WIRE}.s2"),
    breaks("R040", "The first of several was taken out.", remove("names", f"{NORTH_WIRE}.n1"),
           keys=f"{NORTH_WIRE}.n2"),
    breaks("R011", "An actor is a part of itself alone.", _wire("east-wire", part_of="east-wire"), keys="east-wire"),
    holds("R011", "What names the actor has a key before its own.", _wire("zest-wire"),
          add("participants", "strait-summit.zest", event="strait-summit", actor="zest-wire", role="participant")),
    holds("R020", "What cites the source has a key behind its own.", _yearbook("almanac"),
          change("places", "vellin", source="almanac")),
    holds("R020", "A copy comes from the source.", _yearbook("yearbook"),
          change("sources", GAZETTE, derived_from="yearbook")),
    breaks("R020", "A source comes from itself.", _yearbook("yearbook", derived_from="yearbook"), keys="yearbook"),
    holds("A001", "The words may be of another utterance.", _other_mouth(link="doubtful")),
    holds("A001", "The dispute is recorded.", _other_mouth(), *_in_dispute("disputed-attribution")),
    *(
        breaks("A001", f"What is recorded is of the kind {kind}.", _other_mouth(), *_in_dispute(kind), keys=_COPIED)
        for kind in ("conflict", "omission", "wording")
    ),
    holds("A002", "A text puts a pronoun.", change("renderings", f"{NORTH_WIRE}.r1", speaker_printed="She")),
    holds("A002", "A text puts an article.", change("renderings", f"{NORTH_WIRE}.r1", speaker_printed="The Lindqvist")),
    breaks("A004", "A rendering of her own side's is doubtful.",
           change("renderings", _COPIED, quote=_MISTAKE, speaker="tomas-okafor", speaker_printed="Okafor",
                  link="doubtful"),
           change("quotes", _MISTAKE, attribution="undisputed"), keys=_MISTAKE),
    holds("A004", "A rendering of nobody's side is inferred.",
          change("renderings", _COPIED, quote=_MISTAKE, speaker="tomas-okafor", speaker_printed="Okafor"),
          change("quotes", _MISTAKE, attribution="undisputed")),
    *(
        breaks("A007", f"A claim tells only of the {name}.", *_SILENT,
               add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, quote=_BOTH, property=name, value=value),
               keys=_BOTH)
        for name, value in (("channel", "press"), ("stance", "stated"))
    ),
    breaks("A003", "A rendering that is said to be direct has a term alone.",
           change("renderings", f"{SOUTH_WIRE}.r3", form="direct"),
           change("spans", f"{SOUTH_WIRE}.r3.s1", use="term"), keys=f"{SOUTH_WIRE}.r3"),
    holds("A042", "No words name a government.",
          change("renderings", f"{NORTH_WIRE}.r1", speaker="norvale-government", speaker_printed=None)),
    breaks("A040", "A name in a readout is in another language.",
           add("names", f"{READOUT}.n1", source=READOUT, actor="mara-lindqvist", name="Maria", language="fr"),
           keys=f"{READOUT}.n1"),
    *(
        holds("C040", f"The other stretch with this digest {says}.",
              change("spans", f"{SOUTH_WIRE}.c1.s1", sha256=_NO_DIGEST, **offsets),
              change("spans", f"{SOUTH_WIRE}.c3.s1", sha256=_NO_DIGEST))
        for says, offsets in (
            ("has no character", {"start": 132, "stop": 132}), ("ends behind the text", {"start": 123, "stop": 506}),
            ("ends before it begins", {"start": 132, "stop": 123}),
        )
    ),
    breaks("C040", "The other stretch with this digest ends with the text.",
           change("spans", f"{SOUTH_WIRE}.c1.s1", sha256=_NO_DIGEST, start=123, stop=505),
           change("spans", f"{SOUTH_WIRE}.c3.s1", sha256=_NO_DIGEST), keys=f"{SOUTH_WIRE}.c3.s1"),
    breaks("R004", "A claim is one of another source.",
           change("positions", f"{_ONE_SIDE}.p2", claim=f"{GAZETTE}.c2"), keys=f"{_ONE_SIDE}.p2"),
    breaks("R004", "A rendering is one of another source.",
           change("positions", f"{_ONE_SIDE}.p1", rendering=_COPIED), keys=f"{_ONE_SIDE}.p1"),
    holds("X009", "A disputed attribution is one of a speaker.",
          change("discrepancies", _ONE_SIDE, kind="disputed-attribution", property="speaker")),
    holds("X009", "A disputed attribution names no property.",
          change("discrepancies", _ONE_SIDE, kind="disputed-attribution", property=None)),
    breaks("X009", "A disputed attribution is one of a date of an event.",
           change("discrepancies", _ONE_SIDE, kind="disputed-attribution", property="date", quote=None,
                  event="strait-summit"), keys=_ONE_SIDE),
    *(
        breaks("X009", f"A disputed attribution is one of {name}.",
               change("discrepancies", _ONE_SIDE, kind="disputed-attribution", property=name), keys=_ONE_SIDE)
        for name in ("channel", "stance")
    ),
    *(
        holds("X009", f"A {kind} is about a speaker.",
              change("discrepancies", _ONE_SIDE, kind=kind, property="speaker"))
        for kind in ("granularity", "wording")
    ),
    holds("X010", "One of two originals in two languages may be of another utterance.",
          change("renderings", f"{NORTH_WIRE}.r1", translation="original", link="doubtful"),
          change("renderings", f"{SOUTH_WIRE}.r1", translation="original", language="ja")),
    breaks("X010", "One of two originals in two languages is inferred to be of it.",
           change("renderings", f"{NORTH_WIRE}.r1", translation="original", link="inferred"),
           change("renderings", f"{SOUTH_WIRE}.r1", translation="original", language="de"),
           keys=f"{NORTH_WIRE}.r1 {SOUTH_WIRE}.r1"),
    holds("X010", "One of two wordings in two languages is of an unknown kind.",
          change("renderings", f"{NORTH_WIRE}.r1", translation="original"),
          change("renderings", f"{SOUTH_WIRE}.r1", translation="unknown", language="ja")),
    holds("P006", "Words of a date are kept of a text that is quoted.",
          add("claims", f"{ATLAS}.c1", source=ATLAS, event="first-strait-summit", property="date", value="2018",
              as_printed="in 2018"),
          change("sources", ATLAS, rights="quotation")),
)  # fmt: skip
