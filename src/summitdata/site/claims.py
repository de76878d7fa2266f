"""What each source says of one event or utterance: property by property, and what is concluded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.parts import chip
from summitdata.site.words import capital, code, when

_TOLD_IN_WORDS = frozenset(("topic", "outcome", "purpose", "cause", "effect", "manner", "background"))


def grouped(at: Context, rows: Iterable[Row], concluded: Mapping[str, object]) -> Html:
    """Show *rows* of claims by property, with what is concluded from them, and why, where *concluded* names it."""
    by_property: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_property[str(row["property"])].append(row)
    order = [name for name in v.PROPERTY.names if name in by_property]
    return flat(_property(at, name, by_property[name], concluded) for name in order)


def _property(at: Context, name: str, rows: Sequence[Row], concluded: Mapping[str, object]) -> Html:
    value = concluded.get(name)
    values: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        values[f"{row['scope'] or ''}|{row['about']}|{row['value']}"].append(row)
    return el(
        "section",
        el(
            "h3",
            capital(code(name)),
            el("span", flat([" → ", _value(value, name)]), class_="sd-concluded") if value else None,
            el("span", _because(at, name, rows, value), class_="sd-because") if name in concluded else None,
            id=f"claim-{name}",
        ),
        el("ul", [_said(at, same) for same in values.values()], class_="sd-claims"),
        class_="sd-property" + (" sd-property--words" if name in _TOLD_IN_WORDS else ""),
    )


def _because(at: Context, name: str, rows: Sequence[Row], value: object) -> Html:
    """Say why a value is concluded, or why none is."""
    known = at.data.where("discrepancies", "event", rows[0]["event"])
    if preferring := [row for row in known if row["property"] == name and row["preferred"] is not None]:
        return flat(["preferred by ", joined(", ", (at.link("discrepancies", row["id"]) for row in preferring))])
    if value is None:
        return flat(["nothing is concluded: what is said cannot all be true, or is narrower than the event"])
    said = {row["value"] for row in rows if row["scope"] is None}
    if len(said) == 1:
        return flat(["one source says it" if len({row["source"] for row in rows}) == 1 else "all who say it agree"])
    how = "furthest along" if name == "status" else "narrowest"
    return flat([f"the {how} of {len(said)} values that can all be true"])


def _value(concluded: object, name: str) -> str:
    return when(concluded) if name == "date" else code(concluded) if name == "status" else str(concluded)


def _said(at: Context, rows: Sequence[Row]) -> Html:
    return el(
        "li",
        el("span", at.value(rows[0]), class_="sd-claim__value"),
        el("ul", [_witness(at, row) for row in rows], class_="sd-witnesses"),
    )


def _witness(at: Context, row: Row) -> Html:
    return el(
        "li",
        at.source(row["source"]),
        flat([", ", at.account(row["account"])]) if row["account"] else None,
        el("q", row["as_printed"], class_="sd-printed") if row["as_printed"] else None,
        chip("inferred", "inferred", v.BASIS.meaning_of("inferred")) if row["basis"] == "inferred" else None,
        el("details", el("summary", "why"), el("p", row["reason"]), class_="sd-why") if row["reason"] else None,
        id=str(row["id"]),
    )
