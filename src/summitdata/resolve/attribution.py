"""How firmly an utterance belongs to its speaker: who denies it, who disputes it, on whose account it rests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from summitdata.model import Row, Rows
from summitdata.resolve.origins import roots

OWN_VOICE: Final = frozenset({"readout", "statement", "post"})
"""The kinds of source in which the publisher is himself a party, and speaks where no account is given."""


class Sides:
    """Who is on whose side: those who belong to the same largest body by ``part_of``."""

    def __init__(self, rows: Rows) -> None:
        self._side = roots(rows["actors"], "part_of")
        self._onlookers = {row["id"] for row in rows["actors"] if row.get("kind") == "media"}
        self._voices = {row["id"]: row.get("publisher") for row in rows["sources"] if row.get("kind") in OWN_VOICE}
        self._disputed = {
            row.get("quote")
            for row in rows["discrepancies"]
            if row.get("kind") == "disputed-attribution" and row.get("status") == "open"
        }
        self._denials: dict[object, list[Row]] = {}
        for claim in rows["claims"]:
            if claim.get("property") == "stance" and claim.get("value") == "denied":
                self._denials.setdefault(claim.get("quote"), []).append(claim)

    def attribution(self, quote: str, speakers: Iterable[str], given: list[Row]) -> str:
        """Give the attribution of *quote*, whose renderings without the doubtful ones are *given*.

        Denied, where a claim that it was not said is the account of the speaker's side; else disputed, where an
        open discrepancy says so; else one-sided, where every rendering is the account of another side; else
        undisputed.  A newspaper that another one cites is an onlooker and no side.  Where no speaker could be
        resolved, everyone whom a rendering names stands for the speaker; where none names anyone, no account can
        be known to be another's.
        """
        named = set(speakers) or {str(row["speaker"]) for row in given if row.get("speaker") is not None}
        own = {self._side_of(speaker) for speaker in named}
        if any(self._side_of(self._voice(claim)) in own for claim in self._denials.get(quote, [])):
            return "denied"
        if quote in self._disputed:
            return "disputed"
        accounts = [self._voice(row) for row in given]
        if own and accounts and all(voice is not None and self._side_of(voice) not in own for voice in accounts):
            return "one-sided"
        return "undisputed"

    def _voice(self, row: Row) -> str | None:
        """Give the party whose account a claim or a rendering is, or None where an onlooker speaks for itself."""
        voice = row.get("account") or self._voices.get(row.get("source"))
        return None if voice is None or voice in self._onlookers else str(voice)

    def _side_of(self, actor: str | None) -> str | None:
        return None if actor is None else self._side.get(actor, actor)
