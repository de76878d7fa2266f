"""Agreement: which values of one property, given by different claims and renderings, cannot both be true.

The same relations as :mod:`summitdata.resolve.compatible` uses on pairs, here as expressions over whole tables.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

import narwhals.stable.v2 as nw

from summitdata.model import Coded
from summitdata.resolve.compatible import JOINT, Always, Listed, Nested, Overlapping, Relation, relation
from summitdata.resolve.testimony import RENDERED
from summitdata.rules.context import Frame, Frames
from summitdata.schema import PROPERTY_VALUES

_Compared: TypeAlias = Overlapping | Nested | Listed
"""The relations in which two values may be apart."""

_SAME = ("subject", "property", "scope")
_GIVEN = ("id", "table", "column", *_SAME, "value", "first", "last", "low", "high", "witness")


def testimonies(frames: Frames, *, stated: bool) -> Frame:
    """Give what each claim and each rendering tells of one property of one event or utterance.

    With *stated*, only what a source itself says: no inferred claim, no inferred link, no work of reference.
    Doubtful renderings never testify.  Columns: ``id``, ``table`` and ``column`` of the cell; ``subject``,
    ``property`` and ``scope`` ('' for none); ``value`` with the ends of its range, ``first`` and ``last`` for
    days, ``low`` and ``high`` for numbers; ``witness``, the source and account whose values hold together.
    """
    claims, renderings = frames["claims"], frames["renderings"].filter(nw.col("link") != "doubtful")
    if stated:
        claims = claims.filter(nw.col("basis") == "explicit")
        renderings = renderings.filter(nw.col("link") == "stated")
    witness = nw.format("{} {}", nw.col("source"), nw.coalesce("account", nw.lit("")))
    parts = [
        claims.filter(~nw.col(subject).is_null()).select(
            "id", "source", "property", "value",
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
                "id", "source", property=nw.lit(name), value=nw.col(column),
                table=nw.lit("renderings"), column=nw.lit(column), subject=nw.format("quote {}", nw.col("quote")),
                scope=nw.lit(""), witness=witness,
                first=nw.col("said_first") if dated else nw.lit(None, nw.Date),
                last=nw.col("said_last") if dated else nw.lit(None, nw.Date),
                low=nw.lit(None, nw.Float64), high=nw.lit(None, nw.Float64),
            )
        )  # fmt: skip
    given = nw.concat([part.select("source", *_GIVEN) for part in parts])
    if stated:
        references = frames["sources"].filter(nw.col("kind") == "reference").select(source="id")
        given = given.join(references, on="source", how="anti")
    return given.select(*_GIVEN)


def conflicts(frames: Frames, *, stated: bool) -> Frame:
    """Pair the testimonies that cannot both be true, in both orders.

    Columns: ``id``, ``table``, ``column``, ``value`` of one, ``other`` and ``other_value`` of the other, and the
    ``subject``, ``property`` and ``scope`` that they share.  What cannot be compared is in no conflict.  With
    *stated*, only of what a source itself says, see :func:`testimonies`.
    """
    return frames.once(
        ("conflicts", str(stated)), lambda: _conflicts(frames, testimonies(frames, stated=stated)), keep=True
    )


def _conflicts(frames: Frames, given: Frame) -> Frame:
    """Pair the testimonies *given* that cannot both be true, relation by relation."""
    found = []
    by_relation: dict[Relation, list[str]] = {}
    for name in PROPERTY_VALUES:
        by_relation.setdefault(relation(name), []).append(name)
    for how, names in by_relation.items():
        single = [name for name in names if name not in JOINT]
        joint = [name for name in names if name in JOINT]
        if isinstance(how, Always):
            continue
        if single:
            found.append(_incompatible(frames, how, _comparable(frames, how, given, single)))
        if joint:
            found.append(_uncovered(frames, how, _comparable(frames, how, given, joint)))
    return nw.concat(found)


def _pairs(rows: Frame) -> Frame:
    """Pair the testimonies about the same, in both orders."""
    others = rows.select(
        *_SAME, other="id", other_value="value", other_first="first", other_last="last", other_low="low",
        other_high="high", other_witness="witness",
    )  # fmt: skip
    return rows.join(others, on=list(_SAME)).filter(nw.col("id") != nw.col("other"))


def _comparable(frames: Frames, how: _Compared, given: Frame, names: list[str]) -> Frame:
    """The testimonies of the properties *names* whose value is one of them; what is not testifies nothing."""
    rows = given.filter(nw.col("property").is_in(names))
    match how:
        case Nested(table=table):
            return rows.join(frames[table].select(key="id"), left_on="value", right_on="key", how="semi")
        case Listed():
            codes = {code for name in names if isinstance(kind := PROPERTY_VALUES[name], Coded)
                     for code in kind.vocabulary.names}  # fmt: skip
            return rows.filter(nw.col("value").is_in(tuple(sorted(codes))))
        case Overlapping():
            return rows
        case _:
            assert_never(how)


def _incompatible(frames: Frames, how: _Compared, rows: Frame) -> Frame:
    """The pairs of testimonies that cannot both be true."""
    pairs = _pairs(rows)
    match how:
        case Overlapping(low="value_first"):
            apart = (nw.col("last") < nw.col("other_first")) | (nw.col("other_last") < nw.col("first"))
            pairs = pairs.filter(apart)
        case Overlapping():
            pairs = pairs.filter((nw.col("high") < nw.col("other_low")) | (nw.col("other_high") < nw.col("low")))
        case Nested(table=table, column=column):
            within = frames.ancestors(table, column).select(inner="id", outer="ancestor")
            pairs = pairs.filter(nw.col("value") != nw.col("other_value"))
            for inner, outer in (("value", "other_value"), ("other_value", "value")):
                pairs = pairs.join(within, left_on=[inner, outer], right_on=["inner", "outer"], how="anti")
        case Listed(pairs=listed):
            agreeing = tuple(sorted(f"{one} {other}" for one, other in listed))
            both = nw.concat_str([nw.col("value"), nw.col("other_value")], separator=" ")
            pairs = pairs.filter((nw.col("value") != nw.col("other_value")) & ~both.is_in(agreeing))
        case _:
            assert_never(how)
    return pairs.select("id", "table", "column", *_SAME, "value", "witness", "other", "other_value", "other_witness")


def _uncovered(frames: Frames, how: _Compared, rows: Frame) -> Frame:
    """The pairs of which each is unlike everything that the other's witness gives, several values being joint."""
    columns = [
        "id", "table", "column", *_SAME, "value", "witness", "other", "other_value", "other_witness"
    ]  # fmt: skip
    apart = _incompatible(frames, how, rows).filter(nw.col("witness") != nw.col("other_witness"))
    met = (
        _pairs(rows)
        .filter(nw.col("witness") != nw.col("other_witness"))
        .join(apart.select("id", "other"), on=["id", "other"], how="anti")
    )
    alone = apart.join(met.select("id", "other_witness"), on=["id", "other_witness"], how="anti").select(*columns)
    mirrored = alone.select(id="other", other="id")
    return alone.join(mirrored, on=["id", "other"], how="semi")
