"""Edges of the rules that hold a judgement of ours against its grounds."""

from __future__ import annotations

from edges import Edge, breaks, holds
from summitdata.model import Value
from summitdata.rules.example import ATLAS, GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Edit, add, change

_FERRIES, _ONE_SIDE = "ferries-a-day", "okafor-words-one-side"
_UNDER_LICENCE = "Under CC BY 4.0."


def _rights(original: str, copy: str) -> tuple[Edit, Edit]:
    """Give the wire some rights, and the text that was written after it others."""
    return change("sources", NORTH_WIRE, rights=original), change("sources", GAZETTE, rights=copy)


def _settled(status: str, **cells: Value) -> Edit:
    return change("discrepancies", _FERRIES, status=status, **cells)


def _preferring(status: str) -> Edit:
    return _settled(status, preferred="12", preferred_reason="The timetable says so.")


def _differing(kind: str, named: str) -> Edit:
    return change("discrepancies", _ONE_SIDE, kind=kind, property=named)


def _port(**cells: Value) -> tuple[Edit, ...]:
    """Make the country a region, with a second town in it."""
    return (
        change("places", "norvale", kind="region"),
        add("places", "port-vellin", name="Port Vellin", kind="city", within="norvale", source=ATLAS, **cells),
    )


EDGES: tuple[Edge, ...] = (
    holds("A055", "A link is inferred.", change("renderings", f"{SOUTH_WIRE}.r1", link="inferred")),
    holds("A055", "A link is doubtful.", change("renderings", f"{SOUTH_WIRE}.r1", link="doubtful")),
    *(
        breaks("A058", f"A wording is {code}, and no note tells.",
               change("renderings", f"{NORTH_WIRE}.r1", translation=code), keys=f"{NORTH_WIRE}.r1")
        for code in ("original", "translated")
    ),
    *(
        breaks("P013", f"The original is {original}, its copy {copy}.", *_rights(original, copy), keys=GAZETTE)
        for original, copy in (("facts", "quotation"), ("facts", "open"), ("quotation", "open"))
    ),
    *(
        holds("P013", f"The original is {original}, its copy {copy}.", *_rights(original, copy))
        for original, copy in (
            ("facts", "facts"), ("quotation", "quotation"), ("quotation", "facts"), ("open", "open"),
            ("open", "quotation"), ("open", "facts"),
        )
    ),
    *(
        breaks("P013", f"A licence is named, and the rights are {code}.",
               change("sources", ATLAS, rights=code, note=_UNDER_LICENCE), keys=ATLAS)
        for code in ("facts", "quotation")
    ),
    breaks("P013", "The derivation is explicit, and the notes infer.",
           change("sources", GAZETTE, derivation_basis="explicit", note="The author is inferred."), keys=GAZETTE),
    holds("P013", "There is no derivation, and the notes infer.",
          change("sources", NORTH_WIRE, note="The author is inferred.")),
    breaks("R058", "The successor comes before the key that the reason names.",
           change("tombstones", "okafor-apology", reason="Split; see strait-words."), keys="okafor-apology"),
    breaks("R063", "A waiver has a name of its own, late in the alphabet.",
           add("waivers", "zzz", rule="P010", table="sources", key=GAZETTE, reason="Cut off.", who="The curators",
               until=None, digest="0" * 64), keys="zzz"),
    *(
        breaks("R064", f"Two towns of a region are far apart in {axis}.", *_port(**there), keys="vellin port-vellin")
        for axis, there in (
            ("latitude", {"latitude": -33.0, "longitude": -45.25}), ("longitude", {"latitude": 12.5, "longitude": 0.0}),
        )
    ),
    holds("R064", "Two towns of a region are as far apart as they may be.",
          *_port(latitude=-32.5, longitude=-45.25)),
    breaks("W005", "A text ends with a comma.",
           change("events", "strait-summit", summary="The two leaders hold their second summit,"),
           keys="strait-summit"),
    *(
        holds("W005", f"A text ends with {end}", change("events", "strait-summit", summary=f"The summit{end}"))
        for end in (".", "?", "!", "…", "。", ".”", ".)", ".」")
    ),
    breaks("W005", "A claim in words begins small.",
           change("claims", f"{NORTH_WIRE}.c9", property="topic", scope=None, value="the ferries."),
           keys=f"{NORTH_WIRE}.c9"),
    breaks("W006", "A capital slipped into a claim in words.",
           change("claims", f"{NORTH_WIRE}.c9", property="topic", scope=None, value="The feRries."),
           keys=f"{NORTH_WIRE}.c9"),
    breaks("W006", "A capital slipped into a title.",
           change("events", "strait-summit", title="Lindqvist and Okafor mEet in Vellin"), keys="strait-summit"),
    holds("W006", "A word is in capitals.",
          change("events", "strait-summit", summary="The two leaders hold their SECOND summit.")),
    *(
        breaks("X047", f"A value is preferred, and the disagreement {status}.", _preferring(status), keys=_FERRIES)
        for status in ("open", "explained")
    ),
    holds("X047", "A value is preferred, and the disagreement resolved.", _preferring("resolved")),
    breaks("X047", "A disagreement is explained in no words.", _settled("explained"), keys=_FERRIES),
    holds("X047", "A disagreement is open.", _settled("open", note="Nobody knows.")),
    *(
        breaks("X049", f"A {kind} is one of {named}.", _differing(kind, named), keys=_ONE_SIDE)
        for kind, named in (
            ("granularity", "manner"), ("granularity", "purpose"), ("wording", "date"), ("wording", "stance"),
            ("omission", "date"), ("omission", "ordinal"),
        )
    ),
    *(
        holds("X049", f"A {kind} is one of {named}.", _differing(kind, named))
        for kind, named in (
            ("granularity", "date"), ("granularity", "topic"), ("wording", "manner"), ("omission", "speaker"),
            ("suspected-error", "date"), ("conflict", "manner"),
        )
    ),
)  # fmt: skip
"""Every edge of these rules."""
