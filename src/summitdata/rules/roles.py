"""Roles: the parts that actors have in an event are such as its kind has, and where it takes place."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.example import GAZETTE
from summitdata.rules.language import Query, add, change, patch, rule

_MET: Final = ("host", "guest", "participant", "mediator")
_DONE: Final = ("actor", "target", "affected")

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "summit": _MET, "meeting": _MET, "meal": _MET, "tour": _MET, "visit": ("host", "guest"),
    "arrival": ("actor", "guest", "host"), "interview": ("actor", "interviewer"),
    "remark": (*_DONE, "participant"), "announcement": (*_DONE, "participant"),
    "agreement": ("participant", "mediator", "affected"), "offer": (*_DONE, "mediator"), "application": _DONE,
    "measure": _DONE, "decree": _DONE, "rule": _DONE, "dispute": ("participant", "mediator", "affected"),
    "practice": ("participant", "actor", "target"), "election": ("actor", "participant", "affected"),
    "tenure": ("actor", "participant", "affected"), "war": ("participant", *_DONE), "disaster": ("affected", "actor"),
    "recovery": ("actor", "participant", "affected"), "construction": ("actor", "participant"),
}  # fmt: skip
"""The parts that there are in an event of each kind."""

_DOERS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("remark", "announcement", "application", "measure", "decree", "rule", "interview", "election"), ("actor",)
    ),
    "offer": ("actor", "mediator"), "arrival": ("actor", "guest"), "visit": ("guest",),
}  # fmt: skip
"""Of the kinds of event that somebody does, the parts of whoever does it."""

_MUTUAL: Final = ("agreement", "dispute")
"""The kinds of event that take two participants."""


@rule(
    "A045",
    table="participants",
    column="role",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch("The guest of a summit is its target.", change("participants", "strait-summit.okafor", role="target"),
              also=("A047",)),
    ],
    holds=[
        patch(
            "Two leaders meet where neither of them is the host.",
            change("participants", "strait-summit.okafor", role="participant"),
            change("participants", "strait-summit.lindqvist", role="participant"),
        ),
    ],
)  # fmt: skip
def parts_go_with_the_kind(frames: Frames) -> Query:
    """The part that an actor has in an event is one that events of its kind have.

    Why:
        A summit has hosts and guests and a measure its target; a part of another sort is a slip in the part or in
        the kind.

    Fix:
        Correct the role, or the kind of the event.
    """
    kinds = frames["events"].select(event="id", kind="kind")
    strange = [(nw.col("kind") == kind) & ~nw.col("role").is_in(parts) for kind, parts in PARTS.items()]
    return (
        frames["participants"]
        .select("id", "event", "role")
        .join(kinds, on="event")
        .filter(nw.any_horizontal(*strange, ignore_nulls=True))
        .select("id", found=nw.format("'{}' in an event of the kind '{}'", nw.col("role"), nw.col("kind")))
    )


@rule(
    "A046",
    table="participants",
    column="role",
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "A leader is the guest in her own country.",
            change("places", "vellin", country="NO", latitude=60.5, longitude=5.25),
            change("places", "norvale", country="NO"),
            change("actors", "mara-lindqvist", country="NO"),
            change("participants", "strait-summit.lindqvist", role="guest"),
        ),
        patch(
            "A host comes from another country.",
            change("places", "vellin", country="NO", latitude=60.5, longitude=5.25),
            change("places", "norvale", country="NO"),
            change("actors", "mara-lindqvist", country="SE"),
        ),
    ],
    holds=[
        patch(
            "Host and guest are where they should be.",
            change("places", "vellin", country="NO", latitude=60.5, longitude=5.25),
            change("places", "norvale", country="NO"),
            change("actors", "mara-lindqvist", country="NO"),
            change("actors", "tomas-okafor", country="SE"),
        ),
    ],
)
def hosts_are_at_home(frames: Frames) -> Query:
    """The host of an event is of the country in which it takes place, and a guest is not.

    Why:
        Who receives and who travels is told by the place as well; where the two differ, one of them has a slip.

    Fix:
        Correct the role, the country of the actor or the place; who meets in a third country is a participant.
    """
    events = frames["events"].select(event="id", there="country", of_kind="kind")
    actors = frames["actors"].select(actor="id", home="country")
    at_home = nw.col("home") == nw.col("there")
    return (
        frames["participants"]
        .select("id", "event", "actor", "role")
        .join(events, on="event")
        .join(actors, on="actor")
        .filter(((nw.col("role") == "host") & ~at_home) | ((nw.col("role") == "guest") & at_home))
        .select("id", found=nw.format("a {} of {} in {}", nw.col("role"), nw.col("home"), nw.col("there")))
    )


@rule(
    "A047",
    table="events",
    column="kind",
    severity=Severity.WARNING,
    closed=True,
    breaks=[
        patch(
            "An announcement has whom it is aimed at, and nobody who makes it.",
            change("participants", "okafor-confession-readout.norvale", role="target"),
        ),
        patch("A summit has a host, and nobody whom he receives.",
              change("participants", "strait-summit.okafor", role="mediator")),
    ],
    holds=[
        patch("An announcement has nobody's part recorded.",
              change("events", "okafor-confession-readout", title="An announcement of Norvale")),
        patch(
            "A visit has a host besides the guest.",
            add("participants", "okafor-visit-norvale.lindqvist", event="okafor-visit-norvale",
                actor="mara-lindqvist", role="host"),
        ),
    ],
)  # fmt: skip
def somebody_does_it(frames: Frames) -> Query:
    """What somebody does has a part for whoever does it, a host has a guest, and it takes two to agree or to quarrel.

    Why:
        Where parts are recorded and the leading one is missing, one of them is most often the wrong one.

    Fix:
        Correct the role of one of the parts, or add the one that is missing.
    """
    events = frames["events"].select("id", "kind")
    parts = frames["participants"].select("event", "role")
    counted = parts.group_by("event").agg(
        doers=(nw.col("role") == "actor").cast(nw.Int64).sum(),
        mediators=(nw.col("role") == "mediator").cast(nw.Int64).sum(),
        hosts=(nw.col("role") == "host").cast(nw.Int64).sum(),
        guests=(nw.col("role") == "guest").cast(nw.Int64).sum(),
        equals=(nw.col("role") == "participant").cast(nw.Int64).sum(),
    )
    of_role = {"actor": "doers", "mediator": "mediators", "guest": "guests"}
    nobody = [
        (nw.col("kind") == kind) & (nw.sum_horizontal(*(of_role[role] for role in roles)) == 0)
        for kind, roles in _DOERS.items()
    ]
    lonely = (nw.col("hosts") > 0) & (nw.col("guests") + nw.col("equals") == 0) & (nw.col("kind") != "arrival")
    alone = nw.col("kind").is_in(_MUTUAL) & (nw.col("equals") <= 1)
    found = (
        nw.when(lonely).then(nw.lit("a host, and no guest"))
        .when(alone).then(nw.lit("fewer than two participants"))
        .otherwise(nw.lit("parts, and none of whoever does it"))
    )  # fmt: skip
    return (
        events.join(counted, left_on="id", right_on="event")
        .filter(nw.any_horizontal(*nobody, lonely, alone, ignore_nulls=True))
        .select("id", found=found)
    )


@rule(
    "R061",
    table="claims",
    column="value",
    severity=Severity.WARNING,
    after=("R001", "R002", "R007"),
    closed=True,
    breaks=[
        patch(
            "A text has somebody host an event in which only others have a part.",
            change("claims", f"{GAZETTE}.c2", event="okafor-confession-readout"),
        ),
    ],
    holds=[
        patch(
            "A text has somebody take part in a part of what he has a part in.",
            change("claims", f"{GAZETTE}.c2", event="strait-summit-opening"),
        ),
        patch("The parts of an event are not recorded.", change("claims", f"{GAZETTE}.c2", event="ferry-agreement")),
    ],
)  # fmt: skip
def who_takes_part_has_a_part(frames: Frames) -> Query:
    """Who takes part in an event or hosts it, as a source says, has a part in it, where parts are recorded.

    Why:
        Participants are what the sources say together; a claim beside them is put under the wrong event or names
        somebody else.

    Fix:
        Correct the event or the actor of the claim, or record the part; a body stands for its members.
    """
    bodies = frames.ancestors("actors", "part_of").select(member="id", body="ancestor")
    own = frames["participants"].select("event", "actor")
    members = own.join(bodies, left_on="actor", right_on="body").select("event", actor="member")
    of_bodies = own.join(bodies, left_on="actor", right_on="member").select("event", actor="body")
    parts = nw.concat([own, members, of_bodies])
    larger = frames.ancestors("events", "part_of").select(smaller="id", larger="ancestor")
    of_larger = larger.join(parts, left_on="larger", right_on="event").select("actor", event="smaller")
    of_smaller = larger.join(parts, left_on="smaller", right_on="event").select("actor", event="larger")
    every = nw.concat([parts, of_larger.select("event", "actor"), of_smaller.select("event", "actor")])
    return (
        frames["claims"]
        .filter(nw.col("property").is_in(("participant", "host")))
        .select("id", "event", "value")
        .join(own.select("event").unique(), on="event", how="semi")
        .join(every, left_on=["event", "value"], right_on=["event", "actor"], how="anti")
        .select("id", found=nw.format("'{}', who has no part in '{}'", nw.col("value"), nw.col("event")))
    )
