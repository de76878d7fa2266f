"""Words of one utterance side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summitdata.wording import Segment, compare

OTHER = "cooperation between our two countries is more important than ever"


def test_words_that_the_other_wording_lacks_are_marked() -> None:
    """A run of words that the other wording does not have is one marked stretch."""
    expected = (
        Segment("cooperation between ", differs=False),
        Segment("Korea and Japan", differs=True),
        Segment(" is ", differs=False),
        Segment("now", differs=True),
        Segment(" more important than ever", differs=False),
    )
    assert expected == compare("cooperation between Korea and Japan is now more important than ever", [OTHER])


def test_words_that_only_moved_are_no_difference() -> None:
    """Two halves in the opposite order share all their words, each as often as the other wording has it."""
    assert (Segment("c d a b", differs=False),) == compare("c d a b", ["a b c d"])
    assert (Segment("a", differs=True), Segment(" b a", differs=False)) == compare("a b a", ["b a"])


def test_case_and_apostrophes_are_no_difference() -> None:
    """A capital letter or a curly apostrophe marks nothing."""
    assert (Segment("It’s Time", differs=False),) == compare("It’s Time", ["it's time"])


def test_a_word_that_any_other_wording_shares_is_unmarked() -> None:
    """Compared with several wordings, only what none of them has is marked."""
    expected = (Segment("a b ", differs=False), Segment("c", differs=True))
    assert expected == compare("a b c", ["a x", "y b"])


def test_without_others_nothing_differs() -> None:
    """A single wording has nothing to differ from."""
    assert (Segment("alone", differs=False),) == compare("alone", [])


def test_cjk_characters_are_compared_one_by_one() -> None:
    """Text without blanks between words is aligned character by character."""
    expected = (Segment("日", differs=False), Segment("韓", differs=True), Segment("関係", differs=False))
    assert expected == compare("日韓関係", ["日中関係"])


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_segments_joined_give_the_wording_again(text: str, others: list[str]) -> None:
    """Nothing of a wording is lost or doubled by the comparison."""
    assert text == "".join(segment.text for segment in compare(text, others))


@given(st.text(max_size=60))
def test_a_wording_does_not_differ_from_itself(text: str) -> None:
    """Compared with itself, no wording has a marked word."""
    assert not any(segment.differs for segment in compare(text, [text]))
