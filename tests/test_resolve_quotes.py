"""How speakers, occasion, date, place and wording of an utterance are resolved, one case at a time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from small_evidence import claim, one, rendering, source
from small_world import dispute, quote_of, quotes_of
from summitdata.dates import parse
from summitdata.resolve.quotes import DERIVATIONS, FORMS


def test_renderings_sources_and_origins_of_a_quote_are_counted() -> None:
    """Doubtful renderings are left out of every count."""
    quote = quote_of(
        rendering("early.r1", "words", account="office"),
        rendering("late.r1", "words", account="office"),
        rendering("late.r2", "words"),
        rendering("third.r1", "words", link="doubtful"),
    )
    assert (quote["renderings"], quote["sources"], quote["origins"]) == (3, 2, 2)


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ({"early.r1": "lee", "late.r1": "lee"}, ["lee"]),
        ({"early.r1": "lee", "early.r2": "takaichi"}, ["lee", "takaichi"]),  # one source names both: joint
        ({"early.r1": "lee", "early.r2": "takaichi", "late.r1": "lee"}, ["lee", "takaichi"]),
        ({"early.r1": "lee", "late.r1": "takaichi"}, []),  # two sources name different ones
        ({"early.r1": "government", "late.r1": "lee"}, ["lee"]),  # he is a part of it
        ({"early.r1": None, "late.r1": "lee"}, ["lee"]),  # silence is no denial
    ],
)
def test_speakers(speakers: dict[str, str | None], expected: list[str]) -> None:
    """One source that names several tells of joint speech; two that name different ones leave none."""
    rows = quotes_of(*(rendering(key, "words", speaker=speaker) for key, speaker in speakers.items()))
    assert [(f"words.{actor}", "words", actor) for actor in expected] == [
        (found["id"], found["quote"], found["actor"]) for found in rows["speakers"]
    ]
    names = {"lee": "Lee", "takaichi": "Takaichi"}
    assert one(rows, "quotes", "words")["speakers"] == ("; ".join(names[key] for key in expected) or None)


def test_a_claim_names_a_speaker_and_a_discrepancy_prefers_one() -> None:
    """Claims count beside renderings, and the preferred speaker holds where they disagree."""
    renderings = (rendering("early.r1", "words", speaker="lee"),)
    claims = (claim("late.c1", "quote:words", "speaker", "xi"),)
    settled = dispute("d", quote="words", kind="disputed-attribution", property="speaker", preferred="xi")
    disagreeing = quote_of(*renderings, claims=claims)
    assert (disagreeing["speakers"], disagreeing["contested"]) == (None, False)
    preferred = quote_of(*renderings, claims=claims, discrepancies=(settled,))
    assert (preferred["speakers"], preferred["contested"]) == ("Xi", True)


def test_the_deepest_occasion_is_given() -> None:
    """An event and the larger one that it is part of agree; an event beside it does not."""
    nested = (rendering("early.r1", "words", occasion="visit"), rendering("late.r1", "words", occasion="meeting"))
    quote = quote_of(*nested)
    assert (quote["event"], quote["occasion"]) == ("meeting", "The meeting")
    assert quote_of(*nested, rendering("third.r1", "words", occasion="interview"))["event"] is None


def test_an_utterance_is_dated_by_its_renderings_then_by_its_occasion() -> None:
    """What sources say of the utterance goes before the date of its occasion, and a conflict is not papered over."""
    dated = claim("early.c1", "visit", "date", "2026-01-13/2026-01-14")
    meeting = rendering("early.r1", "words", occasion="meeting")
    by_occasion = quote_of(meeting, claims=(dated,))
    assert ("[2026-01-13..2026-01-14]", date(2026, 1, 13), date(2026, 1, 14)) == (
        by_occasion["said"], by_occasion["said_first"], by_occasion["said_last"]
    )  # fmt: skip
    told = rendering("late.r1", "words", "2026-01-14", occasion="meeting")
    by_rendering = quote_of(meeting, told, claims=(dated,))
    assert by_rendering["said"] == "2026-01-14"
    assert by_rendering["said_first"] == by_rendering["said_last"] == date(2026, 1, 14)
    other = rendering("third.r1", "words", "2025-10", occasion="meeting")
    assert quote_of(meeting, told, other, claims=(dated,))["said"] is None


@pytest.mark.parametrize(
    ("occasion", "expected"),
    [
        ("2026-01-13/..", "[2026-01-13..]"),
        ("../2026-01", "[..2026-01-31]"),
        ("2026", "2026"),
        ("[2026-01-13..2026-01-14]", "[2026-01-13..2026-01-14]"),
    ],
)
def test_an_utterance_does_not_last(occasion: str, expected: str) -> None:
    """Of an occasion that lasted, the utterance has one unknown day; any other date is taken as it is."""
    dated = claim("early.c1", "meeting", "date", occasion)
    said = quote_of(rendering("early.r1", "words", occasion="meeting"), claims=(dated,))
    assert expected == said["said"]
    assert (parse(expected).first, parse(expected).last) == (said["said_first"], said["said_last"])


def test_an_utterance_is_placed_by_claims_then_by_its_occasion() -> None:
    """What sources say of the utterance goes before the place of its occasion, which may be that of a larger event."""
    meeting = rendering("early.r1", "words", occasion="meeting")
    visit = claim("early.c1", "visit", "place", "japan")
    assert quote_of(meeting, claims=(visit,))["place_name"] == "Japan"
    placed = claim("late.c1", "quote:words", "place", "nara")
    assert quote_of(meeting, claims=(visit, placed))["place"] == "nara"
    elsewhere = claim("third.c1", "quote:words", "place", "osaka")
    assert quote_of(meeting, claims=(visit, placed, elsewhere))["place"] is None


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [("unknown", "talks", "talks"), ("unknown", "unknown", "unknown"), ("talks", "post", None)],
)
def test_channel(early: str, late: str, expected: str | None) -> None:
    """An unknown channel agrees with any; two known ones must be the same."""
    quote = quote_of(rendering("early.r1", "words", channel=early), rendering("late.r1", "words", channel=late))
    assert expected == quote["channel"]


def test_the_language_is_that_of_wordings_that_are_no_translation() -> None:
    """A translation does not tell in which language something was said, and two originals contradict each other."""
    original = rendering("early.r1", "words", language="ja", translation="original")
    translated = rendering("late.r1", "words", translation="translated")
    assert quote_of(translated)["language"] == "und"
    assert quote_of(original, translated)["language"] == "ja"
    assert quote_of(original, rendering("late.r1", "words", translation="original"))["language"] == "und"


WORDINGS = (
    rendering("early.r1", "words", form="partial", text="early partial words that are long"),
    rendering("rewrite.r1", "words", form="direct", text="rewritten"),
    rendering("late.r1", "words", form="direct", text="late"),
    rendering("third.r1", "words", form="direct", text="third, inferred, and longer", link="inferred"),
    rendering("third.r2", "words", form="transcript", text="doubtful", link="doubtful"),
    rendering("third.r3", "words", form="transcript", text=None),
)


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ([], "late.r1"),
        (["late.r1"], "rewrite.r1"),  # whole sentences of a rewritten text before words from a first-hand one
        (["late.r1", "rewrite.r1"], "third.r1"),
        (["late.r1", "rewrite.r1", "third.r1"], "early.r1"),
        (["late.r1", "rewrite.r1", "third.r1", "early.r1"], None),
    ],
)
def test_the_preferred_wording(without: list[str], expected: str | None) -> None:
    """The fullest form goes first, then the surer link, then the source nearer to first hand."""
    rewrite = source("rewrite", "2026-01-12", derived_from="early", derivation="rewritten")
    quote = quote_of(*(given for given in WORDINGS if given["id"] not in without), sources=(rewrite,))
    assert expected == quote["rendering"]
    assert (quote["text"] is None) == (expected is None)


def test_of_equal_wordings_the_earliest_then_the_longest_is_preferred() -> None:
    """Publication decides before length, and length before the key."""
    late = rendering("late.r1", "words", text="much longer words")
    short, longer = rendering("early.r1", "words", text="words"), rendering("early.r2", "words", text="more words")
    assert quote_of(late, short)["rendering"] == "early.r1"
    assert quote_of(late, short, longer)["rendering"] == "early.r2"
    assert quote_of(rendering("late.r1", "words", text="b"), rendering("late.r2", "words", text="a"))["text"] == "b"


@pytest.mark.parametrize(("chosen", "expected"), [("early.r1", "early.r1"), ("third.r2", "late.r1")])
def test_a_discrepancy_of_wording_prefers_a_rendering(chosen: str, expected: str) -> None:
    """The rendering that it names is given, unless that one is doubtful."""
    quote = quote_of(*WORDINGS, discrepancies=(dispute("d", quote="words", kind="wording", preferred=chosen),))
    assert expected == quote["rendering"]


@pytest.mark.parametrize(("better", "worse"), list(pairwise(FORMS)))
def test_the_fuller_form_is_preferred(better: str, worse: str) -> None:
    """Of two wordings that differ in form alone the fuller is given, whatever their keys and lengths."""
    longer = rendering("early.r1", "words", form=worse, text="many more words")
    assert quote_of(longer, rendering("early.r2", "words", form=better, text="words"))["rendering"] == "early.r2"


@pytest.mark.parametrize(("better", "worse"), list(pairwise(DERIVATIONS)))
def test_the_source_nearer_to_first_hand_is_preferred(better: str | None, worse: str | None) -> None:
    """Of two wordings alike the one that passed through fewer hands is given, even if it was published later."""
    near = source("near", "2026-01-15", derivation=better)
    far = source("far", "2026-01-13", derivation=worse)
    quote = quote_of(*(rendering(f"{key}.r1", "words", text="words") for key in ("far", "near")), sources=(near, far))
    assert quote["rendering"] == "near.r1"


def test_the_words_themselves_are_preferred_to_a_translation() -> None:
    """A wording in the language in which it was said goes before a surer link and a longer text."""
    spoken = rendering("late.r1", "words", text="words", translation="original", link="inferred")
    translated = rendering("early.r1", "words", text="many more words", translation="translated")
    assert quote_of(translated, spoken)["rendering"] == "late.r1"
