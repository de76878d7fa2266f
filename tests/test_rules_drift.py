"""Weighty words that two wordings do not share are told, and what an excerpt leaves out is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.rules.drift import NUMBERS, WORDS, differences

_PROSE = st.lists(
    st.sampled_from(["we", "ferry", "sail", "not", "could", "must", "very", "two", "12", "perhaps", "have to", "can't"])
).map(" ".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("We could help.", "We would help.", ("modality", "'could'", "'would'")),
        ("It is very important.", "It is important.", ("emphasis", "'very'", "")),
        ("We don't agree.", "We agree.", ("negation", "'not'", "")),
        ("We have to act.", "We must act.", ("modality", "'have to'", "'must'")),
        ("Perhaps it ends.", "It ends.", ("hedging", "'perhaps'", "")),
        ("twelve ferries", "20 ferries", ("numbers", "'12'", "'20'")),
        ("1,000 ferries and 3.5 boats", "1,000 ferries", ("numbers", "'3.5'", "")),
        ("It can't end. It won't end.", "It can end. It will end.", ("negation", "'not'", "")),
        ("We\u2019ll see.", "We see.", ("modality", "'will'", "")),
        ("We have to, had to, has to act.", "We act.", ("modality", "'have to'", "")),
        ("We never, not once, act.", "We act once.", ("negation", "'never', 'not'", "")),
    ],
)
def test_what_differs_is_told_by_kind(mine: str, theirs: str, expected: tuple[str, str, str]) -> None:
    """Each kind of word is told with what either wording has alone."""
    assert [expected] == list(differences(mine, theirs, "en"))


@pytest.mark.parametrize(
    ("mine", "theirs", "language"), [("行かない", "行く", "ja"), ("가지 않는다", "간다", "ko-KR")]
)  # fmt: skip
def test_japanese_and_korean_negation(mine: str, theirs: str, language: str) -> None:
    """A verb that is negated in one wording alone is told."""
    assert [("negation", "'a negated verb'", "")] == list(differences(mine, theirs, language))


def test_languages_without_declared_words_are_compared_in_numbers() -> None:
    """Digits mean the same in every language."""
    assert [("numbers", "'3'", "'4'")] == list(differences("3 nicht", "4", "de"))


def test_an_excerpt_tells_nothing_of_what_it_leaves_out() -> None:
    """What stands before and behind the words of an excerpt is no difference; what stands between them is."""
    whole = "We must say that the first ferry will not sail before autumn, perhaps"
    assert [] == list(differences("the first ferry", whole, "en", (True, False)))
    assert [("modality", "", "'will'"), ("negation", "", "'not'")] == sorted(
        differences("the first ferry, sail before", whole, "en", (True, False))
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "excerpts", "expected"),
    [
        ("must we ferry not sail could", "we ferry sail", (False, True), [("negation", "'not'", "")]),
        ("we ferry sail", "must we ferry not sail could", (True, False), [("negation", "", "'not'")]),
        ("we not ferry must sail could", "we ferry sail", (False, True), [
            ("negation", "'not'", ""), ("modality", "'must'", "")
        ]),
        ("we ferry sail", "we not ferry must sail could", (True, False), [
            ("negation", "", "'not'"), ("modality", "", "'must'")
        ]),
        ("we ferry must sail", "could we not ferry sail perhaps", (True, False), [
            ("negation", "", "'not'"), ("modality", "'must'", "")
        ]),
        ("we ferry not", "sail must", (True, False), []),
        ("we ferry not", "sail must", (False, True), []),
        ("we ferry not", "sail must", (True, True), []),
        ("we ferry not", "sail must", (False, False), [("negation", "'not'", ""), ("modality", "", "'must'")]),
    ],
)  # fmt: skip
def test_what_stands_within_an_excerpt_differs(
    mine: str, theirs: str, excerpts: tuple[bool, bool], expected: list[tuple[str, str, str]]
) -> None:
    """Between the outermost stretches that both share everything differs, on either side; without one, nothing."""
    assert expected == list(differences(mine, theirs, "en", excerpts))


def test_words_that_are_said_often_are_compared_too() -> None:
    """In a long wording no word is passed over for being frequent."""
    often = "we sail " * 110
    assert [("modality", "'must'", "")] == list(differences(f"{often}must {often}", often * 2, "en", (False, True)))


@given(_PROSE, _PROSE)
def test_the_order_of_two_wordings_only_exchanges_the_sides(mine: str, theirs: str) -> None:
    """Compared the other way round, the same is told with the sides exchanged."""
    turned = [(kind, right, left) for kind, left, right in differences(theirs, mine, "en")]
    assert turned == list(differences(mine, theirs, "en"))


@given(_PROSE, st.booleans())
def test_a_wording_never_differs_from_itself(text: str, excerpt: bool) -> None:
    """Nothing is told of two wordings that are one."""
    assert [] == list(differences(text, text.upper(), "en", (excerpt, excerpt)))


def test_no_word_is_of_two_kinds() -> None:
    """Each declared word has one kind, so that one difference is told once."""
    for kinds in WORDS.values():
        words = [word for declared in kinds.values() for word in declared]
        assert sorted(set(words)) == sorted(words)
        assert not {*words} & {*NUMBERS}


def test_every_number_word_is_its_number() -> None:
    """A number in words and the same in digits do not differ, from two to twelve, for every ten, and beyond."""
    words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    large = [(100, "hundred"), (1000, "thousand"), (1_000_000, "million")]
    pairs = [*enumerate(words, 2), *zip(range(20, 100, 10), tens, strict=True), *large]
    for number, word in pairs:
        assert [] == list(differences(f"they met {word} times", f"they met {number} times", "en")), word
        assert [] != list(differences(f"they met {word} times", f"they met {number + 1} times", "en")), word
