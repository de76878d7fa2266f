"""Edges of the rules about days, times and terms of office."""

from __future__ import annotations

from edges import Edge, breaks, holds
from summitdata.rules.example import ATLAS, GAZETTE, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Edit, add, change


def _summit(days: str) -> tuple[Edit, Edit]:
    """Date the summit, in both wires."""
    north, south = (change("claims", f"{wire}.c2", value=days, as_printed=None) for wire in (NORTH_WIRE, SOUTH_WIRE))
    return north, south


def _visit(days: str) -> Edit:
    """Date the visit of which the summit is a part."""
    return change("claims", f"{NORTH_WIRE}.c12", value=days, as_printed=None)


def _wire_of_the_day_before(zone: str, longitude: float) -> tuple[Edit, Edit]:
    """Let the wire come out on the day before the summit, in a zone, and the town of the summit lie elsewhere."""
    return (
        change("sources", NORTH_WIRE, published="2020-05-03", published_printed=None, zone=zone),
        change("places", "vellin", longitude=longitude),
    )


def _president(*, since: str, until: str | None = None) -> Edit:
    """Make another president."""
    return add(
        "terms", "mara-lindqvist.president", actor="mara-lindqvist", office="President of Estmark", since=since,
        until=until, source=ATLAS,
    )  # fmt: skip


_OKAFOR = "tomas-okafor.president"
_ALL = "strait-summit strait-summit-opening ferry-agreement"
"""The summit and its parts, which are of Monday, 4 May 2020."""

EDGES: tuple[Edge, ...] = (
    holds("C003", "The part lasts as long as the whole.", *_summit("2020-05-03/2020-05-04")),
    breaks("C003", "The part lasts longer.", *_summit("2020-05-04/2020-05-05"), keys="strait-summit"),
    breaks("C003", "The part begins earlier.", *_summit("2020-05-02/2020-05-03"), keys=_ALL),
    breaks("C003", "The part lasts longer on both sides.", *_summit("2020-05-02/2020-05-05"), keys="strait-summit"),
    holds("C003", "The part was in that month.", *_summit("2020-05")),
    holds("C003", "The part lies within.", *_summit("2020-05-04/2020-05-08"), _visit("2020-05-03/2020-05-09")),
    breaks("C003", "The part is all over.", *_summit("2020-05-06/2020-05-07"), keys=_ALL),
    breaks("C003", "The part is all before.", *_summit("2020-05-01/2020-05-02"), keys=_ALL),
    holds(
        "C010",
        "A term ends on the day on which it begins.",
        change("terms", _OKAFOR, since="2016-01-01", until="2016-01-01"),
    ),
    breaks("C010", "A term ends on the day before.", change("terms", _OKAFOR, until="2015-12-31"), keys=_OKAFOR),
    breaks(
        "C011",
        "A source says Monday of a Tuesday.",
        change("claims", f"{NORTH_WIRE}.c2", value="2020-05-05"),
        keys=f"{NORTH_WIRE}.c2",
    ),
    holds("C011", "The words name no day of the week.", change("claims", f"{NORTH_WIRE}.c2", as_printed="on that day")),
    holds(
        "C011",
        "A source in another language says Sunday.",
        change("sources", NORTH_WIRE, language="eng"),
        change("claims", f"{NORTH_WIRE}.c2", as_printed="Sunday"),
    ),
    holds(
        "C001",
        "What may be another utterance is said later.",
        change("renderings", f"{NORTH_WIRE}.r2", said="2020-05-07", occasion=None, link="doubtful", link_reason="No."),
    ),
    breaks(
        "C001",
        "What is inferred to be the utterance is said later.",
        change("renderings", f"{NORTH_WIRE}.r2", said="2020-05-07", occasion=None, link="inferred", link_reason="No."),
        keys=f"{NORTH_WIRE}.r2 {SOUTH_WIRE}.r3",
    ),
    holds("C002", "The town's clocks are behind.", *_wire_of_the_day_before("Etc/GMT+4", -45.25)),
    breaks(
        "C002",
        "The town has the clocks of the wire.",
        *_wire_of_the_day_before("Etc/GMT+3", -45.25),
        keys=f"{NORTH_WIRE}.c1",
    ),
    holds("C002", "98 degrees are nearer to seven hours.", *_wire_of_the_day_before("Etc/GMT-6", 98.0)),
    breaks("C002", "98 degrees are seven hours.", *_wire_of_the_day_before("Etc/GMT-7", 98.0), keys=f"{NORTH_WIRE}.c1"),
    holds("C002", "112 degrees are more than six hours.", *_wire_of_the_day_before("Etc/GMT-6", 112.0)),
    breaks(
        "C002", "112 degrees are seven hours.", *_wire_of_the_day_before("Etc/GMT-7", 112.0), keys=f"{NORTH_WIRE}.c1"
    ),
    *(
        holds(
            "C002",
            f"The word is that of a {name}.",
            change("claims", f"{NORTH_WIRE}.c13", property=name, value="occurred"),
        )
        for name in ("outcome", "topic")
    ),
    breaks(
        "C002",
        "The visit of the year after goes on.",
        change("claims", f"{NORTH_WIRE}.c13", value="under-way"),
        keys=f"{NORTH_WIRE}.c13",
    ),
    *(
        holds(
            "C004",
            says,
            change("sources", GAZETTE, published=published, updated=updated, published_time=out, updated_time=again),
        )
        for says, published, updated, out, again in (
            ("Of the update only the month is known.", "2020-05-06", "2020-05", "10:00", "09:00"),
            ("Of the publication only the month is known.", "2020-05", "2020-05-07", "10:00", "09:00"),
            ("Of both only the month is known.", "2020-05", "2020-05", "10:00", "09:00"),
            ("The update is an hour later.", "2020-05-06", "2020-05-06", "09:00", "10:00"),
            ("The update is at the same minute.", "2020-05-06", "2020-05-06", "10:00", "10:00"),
            ("The hour of the update is not known.", "2020-05-06", "2020-05-06", "10:00", None),
        )
    ),
    breaks(
        "C004",
        "The update is a day earlier, and at a later hour.",
        change("sources", GAZETTE, updated="2020-05-05", published_time="09:00", updated_time="10:00"),
        keys=GAZETTE,
    ),
    holds("C012", "A copy is of the same day.", change("sources", GAZETTE, published="2020-05-05")),
    holds(
        "A008",
        "A term ended on the day on which the wire came out.",
        change("terms", _OKAFOR, until="2020-05-05"),
    ),
    breaks(
        "A008",
        "A term ended on the day before.",
        change("terms", _OKAFOR, until="2020-05-04"),
        keys=f"{NORTH_WIRE}.n3",
    ),
    holds(
        "A008",
        "A term began on the day on which the wire came out.",
        change("terms", _OKAFOR, since="2020-05-05"),
    ),
    breaks(
        "A008",
        "A term began on the day after.",
        change("terms", _OKAFOR, since="2020-05-06"),
        keys=f"{NORTH_WIRE}.n3",
    ),
    holds(
        "A008",
        "Neither the day of the wire nor the beginning and the end of the term are known.",
        change("sources", NORTH_WIRE, published=None, published_printed=None),
        change("terms", _OKAFOR, since=None, until=None),
    ),
    holds(
        "A008",
        "The day of the wire is not known.",
        change("sources", NORTH_WIRE, published=None, published_printed=None),
    ),
    holds("A008", "The beginning of the term is not known.", change("terms", _OKAFOR, since=None)),
    breaks(
        "A008",
        "An office that is called after an adviser is not hers.",
        change("names", f"{NORTH_WIRE}.n1", role="National Security Adviser"),
        keys=f"{NORTH_WIRE}.n1",
    ),
    holds(
        "A008",
        "The adviser of a president is no president.",
        change("names", f"{NORTH_WIRE}.n1", role="adviser to the President"),
    ),
    breaks(
        "C043",
        "The president before has not left.",
        change("terms", _OKAFOR, until=None),
        _president(since="2019"),
        keys=_OKAFOR,
    ),
    breaks(
        "C043",
        "The other president came first and has not left.",
        _president(since="2010"),
        keys="mara-lindqvist.president",
    ),
    holds("C043", "The other president left as the next one came.", _president(since="2010", until="2016")),
    breaks(
        "C043",
        "Two presidents begin on one day.",
        change("terms", _OKAFOR, since="2016-01-01"),
        _president(since="2016-01-01"),
        keys=f"{_OKAFOR} mara-lindqvist.president",
    ),
    holds("C043", "Which of the two began first is not known.", _president(since="2016-06")),
)
