"""The resolved and counted columns of quotes, and the table of speakers: what all renderings come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from summitdata.model import Row, Rows
from summitdata.resolve.attribution import Sides
from summitdata.resolve.conclude import Evidence, Rank, narrowest
from summitdata.resolve.events import day, deepest, grouped, joined
from summitdata.resolve.testimony import Testimony, is_doubtful

FORMS: Final = ("transcript", "direct", "partial", "indirect")
"""The forms of a rendering, the fullest wording first."""

DERIVATIONS: Final = (None, "syndicated", "excerpted", "rewritten", "translated")
"""The derivations of a source, the nearest to first hand first."""

SILENT_CHANNEL: Final = "unknown"


def resolve_quotes(rows: Rows, evidence: Evidence) -> None:
    """Fill the resolved and counted columns of every row of ``quotes``, and make the table ``speakers``.

    The events must be resolved already, and the origins of the renderings known.
    """
    actors = {str(row["id"]): row for row in rows["actors"]}
    places = {str(row["id"]): row for row in rows["places"]}
    events = {str(row["id"]): row for row in rows["events"]}
    sources = {str(row["id"]): row for row in rows["sources"]}
    renderings = grouped((row for row in rows["renderings"] if not is_doubtful(row)), "quote")
    contested = {row.get("quote") for row in rows["discrepancies"]}
    chosen = {row.get("quote"): row.get("preferred") for row in rows["discrepancies"] if row.get("kind") == "wording"}
    sides = Sides(rows)
    rows["speakers"] = []
    for quote in rows["quotes"]:
        key = str(quote["id"])
        given = renderings.get(key, [])
        speakers = evidence.conclude_jointly(("quotes", key, "speaker"))
        rows["speakers"] += [{"id": f"{key}.{actor}", "quote": key, "actor": actor} for actor in speakers]
        at = evidence.conclude(("quotes", key, "occasion"), lambda one: deepest(one, "events", evidence))
        occasions = list(enclosing(events, at.value)) if at else []
        place = _place(evidence, key, occasions)
        wording = preferred_wording(given, sources, chosen.get(key))
        quote.update(
            speakers=joined(speakers, actors),
            event=at.value if at else None,
            occasion=occasions[0]["title"] if occasions else None,
            place=place,
            place_name=places[place]["name"] if place else None,
            channel=_channel(evidence, key),
            language=_language(given),
            text=wording["text"] if wording else None,
            rendering=wording["id"] if wording else None,
            attribution=sides.attribution(key, speakers, given),
            renderings=len(given),
            sources=len({row["source"] for row in given}),
            origins=len({row["origin"] for row in given}),
            contested=key in contested,
        )
        quote.update(_said(evidence, key, occasions))


def enclosing(events: dict[str, Row], key: str) -> Iterator[Row]:
    """Give the event, the one that it is part of, and so on outwards; each once, where they form a cycle."""
    seen = set()
    event = events.get(key)
    while event is not None and event["id"] not in seen:
        seen.add(event["id"])
        yield event
        event = events.get(str(event.get("part_of")))


def preferred_wording(given: list[Row], sources: dict[str, Row], chosen: object) -> Row | None:
    """Choose the rendering whose words stand for the utterance, or None where none gives any words.

    The one that a discrepancy of wording prefers; else the first by: fullest form; language in which it was said;
    link stated; source nearest to first hand; first published; longest text; key.
    """

    def rank(row: Row) -> Rank:
        source = sources.get(str(row["source"]), {})
        derivation, published = source.get("derivation"), source.get("published_first")
        return (
            FORMS.index(str(row["form"])) if row["form"] in FORMS else len(FORMS),
            row.get("translation") != "original",
            row.get("link") != "stated",
            DERIVATIONS.index(derivation) if derivation in DERIVATIONS else len(DERIVATIONS),
            published if isinstance(published, date) else date.max,
            -len(str(row["text"])),
            row["id"],
        )

    worded = [row for row in given if row.get("text")]
    return min(worded, key=lambda row: (row["id"] != chosen, rank(row)), default=None)


def _place(evidence: Evidence, key: str, occasions: list[Row]) -> str | None:
    """Tell where it was said: as the sources say of the utterance; where none does, where its occasion was."""
    subject = ("quotes", key, "place")
    if subject in evidence.testimonies:
        where = evidence.conclude(subject, lambda one: deepest(one, "places", evidence))
        return where.value if where else None
    return next((str(event["place"]) for event in occasions if event["place"] is not None), None)


def _said(evidence: Evidence, key: str, occasions: list[Row]) -> Row:
    """Tell when it was said: as the sources say of the utterance; where none does, when its occasion was.

    An utterance does not last: of an occasion that did, it is dated to one unknown day.
    """
    subject = ("quotes", key, "date")
    if subject in evidence.testimonies:
        when = evidence.conclude(subject, narrowest)
        if when is None:
            return {"said": None, "said_first": None, "said_last": None}
        return {"said": when.value, "said_first": day(when.low), "said_last": day(when.high)}
    event = next((event for event in occasions if event["date"] is not None), {})
    said, first, last = event.get("date"), event.get("date_first"), event.get("date_last")
    if isinstance(said, str) and "/" in said:
        said = f"[{first or ''}..{last or ''}]"
    return {"said": said, "said_first": first, "said_last": last}


def _channel(evidence: Evidence, key: str) -> str | None:
    """Tell the way by which it was said: any that a source tells goes before the unknown."""

    def told(testimony: Testimony) -> Rank:
        return (testimony.value == SILENT_CHANNEL,)

    channel = evidence.conclude(("quotes", key, "channel"), told)
    return channel.value if channel else None


def _language(given: list[Row]) -> str:
    """Give the language in which it was said, where a rendering that is no translation shows it; else und."""
    languages = {str(row["language"]) for row in given if row.get("translation") == "original"}
    return languages.pop() if len(languages) == 1 else "und"
