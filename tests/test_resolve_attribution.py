"""How firmly an utterance belongs to its speaker, one case at a time."""

from __future__ import annotations

import pytest

from small_evidence import claim, rendering, source
from small_world import dispute, quote_of
from summitdata.model import Row


def attribution(*renderings: Row, claims: tuple[Row, ...] = (), status: str = "", sources: tuple[Row, ...] = ()) -> str:
    """Give the attribution of the utterance."""
    disputed = (
        (dispute("d", quote="words", kind="disputed-attribution", property="speaker", status=status),) if status else ()
    )
    return str(quote_of(*renderings, claims=claims, discrepancies=disputed, sources=sources)["attribution"])


def test_attribution_is_undisputed_where_a_source_speaks_for_itself() -> None:
    """One rendering that rests on nobody's account, or on that of the speaker's side, is enough."""
    of_xi = rendering("early.r1", "words", speaker="lee", account="xi")
    assert attribution(of_xi) == "one-sided"
    assert attribution(of_xi, rendering("late.r1", "words", speaker="lee")) == "undisputed"
    assert attribution(of_xi, rendering("late.r1", "words", speaker="lee", account="office")) == "undisputed"
    assert attribution(of_xi, rendering("late.r1", "words", speaker="lee", link="doubtful")) == "one-sided"
    assert attribution(rendering("early.r1", "words", speaker="lee", account="paper")) == "undisputed"
    assert attribution() == "undisputed"


@pytest.mark.parametrize("kind", ["readout", "statement", "post"])
def test_an_announcement_is_the_account_of_its_publisher(kind: str) -> None:
    """A government's own announcement speaks for that government, and a newspaper's report for nobody."""
    readout = source("readout", kind=kind, publisher="xi")
    report = source("report", kind="report", publisher="xi")
    assert attribution(rendering("readout.r1", "words", speaker="lee"), sources=(readout,)) == "one-sided"
    assert attribution(rendering("report.r1", "words", speaker="lee"), sources=(report,)) == "undisputed"


def test_attribution_is_disputed_while_the_discrepancy_is_open() -> None:
    """An explained dispute is none any more."""
    given = rendering("early.r1", "words", speaker="lee")
    assert attribution(given, status="open") == "disputed"
    assert attribution(given, status="explained") == "undisputed"


@pytest.mark.parametrize(("account", "expected"), [("lee", "denied"), ("office", "denied"), ("xi", "one-sided")])
def test_only_the_speakers_side_can_deny(account: str, expected: str) -> None:
    """A denial by the speaker, or by a body of the same government, counts; another party's does not."""
    denial = claim("late.c1", "quote:words", "stance", "denied", account=account)
    given = rendering("early.r1", "words", speaker="lee", account="xi")
    assert expected == attribution(given, claims=(denial,))


def test_a_statement_by_the_speakers_side_is_no_denial() -> None:
    """That somebody says that it was said denies nothing, and neither does silence."""
    given = rendering("early.r1", "words", speaker="lee", account="xi")
    for stance in ("stated", "not-mentioned"):
        claims = (claim("late.c1", "quote:words", "stance", stance, account="lee"),)
        assert attribution(given, claims=claims) == "one-sided"


def test_where_speakers_are_disputed_all_of_them_are_the_speaker() -> None:
    """Of words that are put into two mouths, a third party's account alone is one-sided, that of either is not."""
    lee = rendering("early.r1", "words", speaker="lee", account="xi")
    takaichi = rendering("late.r1", "words", speaker="takaichi", account="xi")
    assert attribution(lee, takaichi) == "one-sided"
    assert attribution(lee, {**takaichi, "account": "office"}) == "undisputed"


def test_where_no_speaker_is_named_no_account_is_another_partys() -> None:
    """Unknown is no violation: without a speaker there is no other side."""
    assert attribution(rendering("early.r1", "words", account="xi")) == "undisputed"
