"""Offices: whoever is called by an office held it at the time, and one holds it at a time."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import ATLAS, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, rule, rule_of_columns

OFFICES = {
    "prime minister": ("prime minister", "首相", "総理", "총리"),
    "foreign minister": ("foreign minister", "外相", "外務大臣", "외교부 장관"),
    "president": ("president", "大統領", "국가주석", "国家主席", "대통령"),
    "chancellor": ("chancellor",),
    "national security adviser": ("national security adviser", "national security advisor", "국가안보실장"),
    "secretary of state": ("secretary of state", "国務長官", "국무장관"),
    "chief cabinet secretary": ("chief cabinet secretary", "官房長官", "관방장관"),
}
"""Offices, as `terms` begin their names in lower case, with the words by which texts name them."""

NOT_NOW = (
    r"(^|[^a-z])(former|then|ex|late|longtime|predecessor|successor|elect|designate|acting|vice|deputy|candidate"
    r"|wife|husband|office|adviser|advisor|spokes[a-z]*)([^a-z]|\z)|元|前|副|代行|候補|전 |부통령|대행|후보"
)
"""What stands beside an office that its bearer does not hold at the time, or makes another office of it."""

_SINCE: Final = "(^|[^a-z])since ([a-z]+ )?[0-9]{4}"
"""How a note in English says since when somebody holds an office."""


def _stated(frames: Frames, target: Target) -> Frame:
    """What is printed beside an actor's name, with the days on which the office can have been meant."""
    printed = nw.col(target.column)
    out = frames["sources"].select(source="id", out_first="published_first", out_last="published_last")
    rows = frames[target.table].filter(~printed.is_null())
    if target.table == "names":
        said = rows.filter(~nw.col("actor").is_null()).join(out, on="source").with_columns(day=nw.col("out_first"))
    else:
        utterances = frames["quotes"].select(quote="id", resolved="said_first")
        said = (
            rows.filter(~nw.col("speaker").is_null())
            .join(utterances, on="quote")
            .join(out, on="source")
            .with_columns(actor=nw.col("speaker"), day=nw.coalesce("said_first", "resolved", "out_first"))
        )
    return said.select("id", "actor", "day", "out_last", shown=printed, words=printed.str.to_lowercase())


@rule_of_columns(
    "A008",
    [Target("names", "role"), Target("renderings", "speaker_printed")],
    severity=Severity.WARNING,
    after=("R001", "C010"),
    closed=True,
    breaks=[
        patch(
            "A president's term was over when a wire called him president.",
            change("terms", "tomas-okafor.president", until="2019"),
        ),
        patch("A prime minister is called president.", change("names", f"{SOUTH_WIRE}.n3", role="President")),
        patch(
            "The speaker is named by an office of the other one.",
            change("renderings", f"{NORTH_WIRE}.r1", speaker_printed="President"),
            also=("A002",),
        ),
    ],
    holds=[
        patch(
            "A wire calls him the former president, and so he was.",
            change("terms", "tomas-okafor.president", until="2019"),
            change("names", f"{NORTH_WIRE}.n3", role="former President"),
        ),
        patch(
            "His term ended in the month in which the wire came out.",
            change("terms", "tomas-okafor.president", until="2020-05"),
        ),
        patch(
            "The office by which a speaker is named is her own.",
            change("renderings", f"{SOUTH_WIRE}.r1", speaker_printed="Prime Minister Lindqvist"),
        ),
    ],
)
def offices_were_held(frames: Frames, target: Target) -> Query:
    """An actor whom a text calls by an office held it when he spoke, or when the text came out.

    Why:
        The words are somebody else's, the term of office is wrong, or the text says more than it should.

    Fix:
        Correct the actor, the role or the term of office.  Where the text itself is wrong, record a discrepancy of
        the kind suspected-error.  Only actors with a recorded term are looked at.
    """
    terms = frames["terms"]
    stated = _stated(frames, target).join(terms.select("actor").unique(), on="actor", how="semi")
    called, held = [], []
    for office, words in OFFICES.items():
        named = nw.any_horizontal(
            *(nw.col("words").str.contains(word, literal=True) for word in words), ignore_nulls=True
        )  # fmt: skip
        rest = nw.col("words")
        for word in words:
            rest = rest.str.replace_all(word, "", literal=True)
        called.append(stated.filter(named).with_columns(called=nw.lit(office), rest=rest))
        held.append(
            terms.filter(nw.col("office").str.to_lowercase().str.starts_with(office)).select(
                "actor", "since_first", "until_last", called=nw.lit(office)
            )
        )
    bearers = nw.concat(called).filter(~nw.col("rest").str.contains(NOT_NOW))
    holding = bearers.join(nw.concat(held), on=["actor", "called"]).filter(
        (nw.col("since_first").is_null() | nw.col("out_last").is_null()
         | (nw.col("since_first") <= nw.col("out_last")))
        & (nw.col("until_last").is_null() | nw.col("day").is_null() | (nw.col("until_last") >= nw.col("day")))
    )  # fmt: skip
    found = nw.format("'{}', while '{}' has no term as {} then", *map(nw.col, ("shown", "actor", "called")))
    return bearers.join(holding.select("id", "called"), on=["id", "called"], how="anti").select("id", found=found)


@rule(
    "C043",
    table="terms",
    column="until",
    severity=Severity.WARNING,
    after=("C010",),
    breaks=[
        patch(
            "A second president takes office in the middle of the first one's term.",
            add("terms", "mara-lindqvist.president", actor="mara-lindqvist", office="President of Estmark",
                since="2019-01-01", source=ATLAS),
        ),
    ],
    holds=[
        patch(
            "One president hands over to the next.",
            add("terms", "mara-lindqvist.president", actor="mara-lindqvist", office="President of Estmark",
                since="2022-01-31", source=ATLAS),
        ),
    ],
)  # fmt: skip
def one_holder_at_a_time(frames: Frames) -> Query:
    """A term of an office has ended when the next one in the same office begins.

    Why:
        A text that names an office and no person means its holder; with two holders nobody knows whom.

    Fix:
        Correct `since` or `until`; give an office that several hold together a name for each seat.
    """
    following = frames["terms"].select(office="office", later="id", begins="since", begins_first="since_first",
                                       begins_last="since_last")  # fmt: skip
    lasting = nw.col("until_first").is_null() | (nw.col("until_first") > nw.col("begins_last"))
    return (
        frames["terms"]
        .join(following, on="office")
        .filter((nw.col("id") != nw.col("later")) & (nw.col("since_last") <= nw.col("begins_first")) & lasting)
        .group_by("id", "until")
        .agg(begins=nw.col("begins").min(), later=nw.col("later").min())
        .select("id", found=nw.format("until {}, while '{}' has it since {}",
                nw.coalesce("until", nw.lit("today")), nw.col("later"), nw.col("begins")))
    )  # fmt: skip


@rule(
    "C046",
    table="terms",
    column="since",
    severity=Severity.WARNING,
    breaks=[
        patch("Nothing tells when a term began.", change("terms", "mara-lindqvist.prime-minister", since=None)),
        patch("The note has another year than the only term.",
              change("actors", "mara-lindqvist", note="Prime minister since September 2018.")),
    ],
    holds=[
        patch("A term began in one of some years.",
              change("terms", "mara-lindqvist.prime-minister", since="[2015..2018]")),
        patch("The note has the year of the term.",
              change("actors", "mara-lindqvist", note="Prime minister since September 2017.")),
    ],
)  # fmt: skip
def terms_say_when_they_began(frames: Frames) -> Query:
    """A term of office says when it began, as exactly as is known, and in a year that the note of its holder has.

    Why:
        A term without a beginning lasts since ever, and makes somebody the holder at any day before.

    Fix:
        Give `since` in EDTF, such as `[..2015]` for no later than 2015; or correct the note of the actor, where it
        says in English since when.
    """
    terms = frames["terms"].select("id", "actor", "since", "since_first", "since_last")
    notes = frames["actors"].select(actor="id", note=nw.col("note").str.to_lowercase())
    year = nw.col("since_first").dt.to_string("%Y")
    one_year = year == nw.col("since_last").dt.to_string("%Y")
    since = nw.format("since {}", year)
    dated = terms.join(notes.filter(nw.col("note").str.contains(_SINCE)), on="actor")
    fitting = dated.filter(
        ~one_year | nw.col("note").str.contains(since, literal=True)
        | (nw.col("note").str.contains("since [a-z]+ ") & nw.col("note").str.contains(year, literal=True))
    ).select("actor")  # fmt: skip
    return nw.concat([
        terms.filter(nw.col("since").is_null()).select("id", found=nw.lit("no beginning")),
        dated.filter(~nw.col("since").is_null()).join(fitting, on="actor", how="anti").select(
            "id", found=nw.format("since {}, while the note of '{}' has another year", nw.col("since"), nw.col("actor"))
        ),
    ])  # fmt: skip
