"""Agreement: which values of one property, given by different claims and renderings, cannot both be true.

The same relations as :mod:`summitdata.resolve.compatible` uses on pairs, here as expressions over whole tables.  All
properties are paired together, and what a source itself says together with what may be inferred from it, since every
frame more costs the check of a small dataset as much as its rows do.
"""

from __future__ import annotations

from typing import Final, assert_never

import narwhals.stable.v2 as nw

from summitdata.model import Coded
from summitdata.resolve.compatible import JOINT, TREES, Always, Listed, Nested, Overlapping, relation
from summitdata.resolve.testimony import RENDERED
from summitdata.rules.context import Frame, Frames
from summitdata.schema import PROPERTY_VALUES

_SAME: Final = ("stated", "subject", "property", "scope")
_GIVEN: Final = ("id", "table", "column", "subject", "property", "scope", "value", "first", "last", "low", "high",
                 "witness")  # fmt: skip
_TOLD: Final = ("id", "table", "column", *_SAME, "value", "witness", "other", "other_value", "other_witness")

_DAYS: Final[list[str]] = []
_NUMBERS: Final[list[str]] = []
_NESTED: Final[dict[str, list[str]]] = {table: [] for table in TREES}
_LISTED: Final[dict[str, Listed]] = {}
for _name in PROPERTY_VALUES:
    match relation(_name):
        case Overlapping(low="value_first"):
            _DAYS.append(_name)
        case Overlapping():
            _NUMBERS.append(_name)
        case Nested(table=_table):
            _NESTED[_table].append(_name)
        case Listed() as _listed:
            _LISTED[_name] = _listed
        case Always():
            pass
        case _ as _other:
            assert_never(_other)

_KEYED: Final = tuple(name for names in _NESTED.values() for name in names)
_CODES: Final = tuple(
    f"{name} {code}" for name in _LISTED
    if isinstance(kind := PROPERTY_VALUES[name], Coded) for code in kind.vocabulary.names
)  # fmt: skip
"""Each property whose values are codes, with each of them."""

_AGREEING: Final = tuple(
    sorted(f"{name} {one} {other}" for name, listed in _LISTED.items() for one, other in listed.pairs)
)
"""Each property whose values are codes, with each two of them that can both be true."""


def testimonies(frames: Frames) -> Frame:
    """Give what each claim and each rendering tells of one property of one event or utterance.

    Doubtful renderings never testify.  Columns: ``id``, ``table`` and ``column`` of the cell; ``subject``,
    ``property`` and ``scope`` ('' for none); ``value`` with the ends of its range, ``first`` and ``last`` for
    days, ``low`` and ``high`` for numbers; ``witness``, the source and account whose values hold together.
    What a source itself says, no inferred claim, no inferred link, no work of reference, is given twice: with
    ``stated``, to be held against its like, and without, to be held against everything.
    """
    claims, renderings = frames["claims"], frames["renderings"].filter(nw.col("link") != "doubtful")
    witness = nw.format("{} {}", nw.col("source"), nw.coalesce("account", nw.lit("")))
    parts = [
        claims.filter(~nw.col(subject).is_null()).select(
            "id", "source", "property", "value", itself=nw.col("basis") == "explicit",
            table=nw.lit("claims"), column=nw.lit("value"), subject=nw.format(f"{subject} {{}}", nw.col(subject)),
            scope=nw.coalesce("scope", nw.lit("")), witness=witness,
            first=nw.col("value_first"), last=nw.col("value_last"),
            low=nw.col("value_low"), high=nw.col("value_high"),
        )
        for subject in ("event", "quote")
    ]  # fmt: skip
    for name, column in RENDERED.items():
        dated = name == "date"
        parts.append(
            renderings.filter(~nw.col(column).is_null()).select(
                "id", "source", property=nw.lit(name), value=nw.col(column), itself=nw.col("link") == "stated",
                table=nw.lit("renderings"), column=nw.lit(column), subject=nw.format("quote {}", nw.col("quote")),
                scope=nw.lit(""), witness=witness,
                first=nw.col("said_first") if dated else nw.lit(None, nw.Date),
                last=nw.col("said_last") if dated else nw.lit(None, nw.Date),
                low=nw.lit(None, nw.Float64), high=nw.lit(None, nw.Float64),
            )
        )  # fmt: skip
    given = nw.concat([part.select("source", "itself", *_GIVEN) for part in parts])
    references = frames["sources"].filter(nw.col("kind") == "reference").select(source="id")
    itself = given.filter(nw.col("itself")).join(references, on="source", how="anti")
    return nw.concat([
        each.select(*_GIVEN, stated=nw.lit(stated)) for stated, each in ((False, given), (True, itself))
    ])  # fmt: skip


def conflicts(frames: Frames, *, stated: bool) -> Frame:
    """Pair the testimonies that cannot both be true, in both orders.

    Columns: ``id``, ``table``, ``column``, ``value`` of one, ``other`` and ``other_value`` of the other, and the
    ``subject``, ``property`` and ``scope`` that they share.  What cannot be compared is in no conflict.  With
    *stated*, only of what a source itself says, see :func:`testimonies`.
    """
    found = frames.once(("conflicts",), lambda: _conflicts(frames), keep=True)
    return found.filter(nw.col("stated") if stated else ~nw.col("stated"))


def _conflicts(frames: Frames) -> Frame:
    """Pair the testimonies that cannot both be true."""
    # They are asked for a dozen times below, and without a frame of their own an engine would make them each time.
    rows = frames.once(("testimonies",), lambda: _comparable(frames, testimonies(frames)), keep=True)
    pairs = _pairs(rows)
    apart = _apart(frames, pairs)
    joint = nw.col("property").is_in(tuple(sorted(JOINT)))
    return nw.concat([apart.filter(~joint).select(*_TOLD), _uncovered(pairs.filter(joint), apart.filter(joint))])


def _comparable(frames: Frames, given: Frame) -> Frame:
    """The testimonies of properties in which values can be apart, whose value is one; what is not testifies nothing.

    The column ``tree`` names the table in whose rows values lie within one another, '' where they do not.
    """
    name = nw.col("property")
    ranged = name.is_in((*_DAYS, *_NUMBERS))
    coded = nw.concat_str([name, nw.col("value")], separator=" ").is_in(_CODES)
    others = given.filter(ranged | coded).with_columns(tree=nw.lit(""))
    tree = nw.lit("")
    for table, names in _NESTED.items():
        tree = nw.when(name.is_in(names)).then(nw.lit(table)).otherwise(tree)
    keys = nw.concat([frames[table].select(tree=nw.lit(table), key="id") for table in _NESTED])
    keyed = given.filter(name.is_in(_KEYED)).with_columns(tree=tree)
    return nw.concat([others, keyed.join(keys, left_on=["tree", "value"], right_on=["tree", "key"], how="semi")])


def _pairs(rows: Frame) -> Frame:
    """Pair the testimonies about the same, in both orders."""
    others = rows.select(
        *_SAME, other="id", other_value="value", other_first="first", other_last="last", other_low="low",
        other_high="high", other_witness="witness",
    )  # fmt: skip
    return rows.join(others, on=list(_SAME)).filter(nw.col("id") != nw.col("other"))


def _apart(frames: Frames, pairs: Frame) -> Frame:
    """The pairs of testimonies that cannot both be true."""
    name, unlike = nw.col("property"), nw.col("value") != nw.col("other_value")
    days = (nw.col("last") < nw.col("other_first")) | (nw.col("other_last") < nw.col("first"))
    numbers = (nw.col("high") < nw.col("other_low")) | (nw.col("other_high") < nw.col("low"))
    both = nw.concat_str([name, nw.col("value"), nw.col("other_value")], separator=" ")
    found = pairs.filter(
        (name.is_in(_DAYS) & days)
        | (name.is_in(_NUMBERS) & numbers)
        | (name.is_in([*_LISTED]) & unlike & ~both.is_in(_AGREEING))
        | (name.is_in(_KEYED) & unlike)
    )
    within = nw.concat([
        frames.ancestors(table, column).select(tree=nw.lit(table), inner="id", outer="ancestor")
        for table, column in TREES.items()
    ])  # fmt: skip
    for inner, outer in (("value", "other_value"), ("other_value", "value")):
        found = found.join(within, left_on=["tree", inner, outer], right_on=["tree", "inner", "outer"], how="anti")
    return found


def _uncovered(pairs: Frame, apart: Frame) -> Frame:
    """The pairs of which each is unlike everything that the other's witness gives, several values being joint."""
    two = nw.col("witness") != nw.col("other_witness")
    apart, of_two = apart.filter(two), ["stated", "id", "other"]
    met = pairs.filter(two).join(apart.select(*of_two), on=of_two, how="anti")
    given = ["stated", "id", "other_witness"]
    alone = apart.join(met.select(*given), on=given, how="anti").select(*_TOLD)
    return alone.join(alone.select("stated", id="other", other="id"), on=of_two, how="semi")
