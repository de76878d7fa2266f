"""Drift: numbers, negation, modality and hedges that one wording of an utterance has and another has not.

What belongs to each kind is declared in :data:`WORDS`, after the grammars that name the class: for English the modal
auxiliaries, the negative words, and the adverbs that heighten or lower the force of what is said, as Quirk,
Greenbaum, Leech and Svartvik class them (*A Comprehensive Grammar of the English Language*, 1985, chapters 3, 10
and 8); for Japanese and Korean only the verb's negation, which both languages write with few endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "negation": (
            "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot",
            "hardly", "scarcely", "barely",
        ),
        "modality": (
            "can", "could", "may", "might", "must", "shall", "should", "will", "would", "ought", "need",
            "have_to",
        ),
        "hedging": (
            "perhaps", "maybe", "possibly", "probably", "likely", "apparently", "seemingly", "somewhat", "rather",
            "quite", "fairly", "almost", "nearly", "roughly", "about", "partly", "slightly",
        ),
        "emphasis": ("very", "extremely", "highly", "deeply", "greatly", "truly", "really", "absolutely", "completely"),
    },
    "ja": {"negation": ("ない", "ません", "なかった")},
    "ko": {"negation": ("않", "없", "아니", "못")},
}  # fmt: skip
"""The words of each kind by language; those of Japanese and Korean are sought within words."""

NUMBERS: Final = {
    word: str(number)
    for number, word in (
        *enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2),
        (20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty"), (60, "sixty"), (70, "seventy"),
        (80, "eighty"), (90, "ninety"), (100, "hundred"), (1000, "thousand"), (1_000_000, "million"),
    )
}  # fmt: skip
"""English number words with their digits; "one" is most often a pronoun."""

_WORD: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d]+(?:'[^\W\d]+)*")
_HAVE_TO: Final = re.compile(r"\b(?:have|has|had) to\b")
_WITHIN_WORDS: Final = ("ja", "ko")


def differences(
    mine: str, theirs: str, language: str, excerpts: tuple[bool, bool] = (False, False)
) -> Iterator[tuple[str, str, str]]:
    """Give what differs between two wordings in one language.

    Args:
        mine: One wording.
        theirs: The other.
        language: Its BCP 47 tag; of a language without declared words only the numbers are compared.
        excerpts: Whether each is only a part of the utterance.  What the other has before and behind the stretch
            that an excerpt shares with it then does not differ: the excerpt does not tell of it.

    Yields:
        The kind, the words that only *mine* has, and those that only *theirs* has, each in quotation marks and
        joined by commas; an empty text where there are none.
    """
    tongue = language.partition("-")[0]
    ours, others = _words(mine), _words(theirs)
    matches = [
        block for block in SequenceMatcher(None, ours, others, autojunk=False).get_matching_blocks() if block.size
    ]  # fmt: skip
    if any(excerpts) and not matches:
        return
    # Up to where the last stretch begins that both share: what stands in the stretch itself never differs.
    core = ours[matches[0].a : matches[-1].a] if excerpts[1] else ours
    other_core = others[matches[0].b : matches[-1].b] if excerpts[0] else others
    for kind in ("numbers", *WORDS.get(tongue, {})):
        left, right = _of_kind(kind, ours, tongue), _of_kind(kind, others, tongue)
        only, missing = _of_kind(kind, core, tongue) - right, _of_kind(kind, other_core, tongue) - left
        if only or missing:
            yield kind, _listed(only), _listed(missing)


def _words(text: str) -> list[str]:
    """Split a wording into words in lower case, a contracted "not" and "will" apart, "have to" joined."""
    folded = text.casefold().replace("\u2019", "'").replace("can't", "can not").replace("won't", "will not")
    return _WORD.findall(_HAVE_TO.sub("have_to", folded.replace("n't", " not").replace("'ll", " will")))


def _of_kind(kind: str, words: list[str], tongue: str) -> set[str]:
    """Give the words of one kind that stand among *words*."""
    if kind == "numbers":
        return {NUMBERS.get(word, word) for word in words if word in NUMBERS or word[0].isdecimal()}
    declared = WORDS[tongue][kind]
    if tongue in _WITHIN_WORDS:
        return {"a negated verb"} if any(part in word for part in declared for word in words) else set()
    return {word for word in words if word in declared}


def _listed(words: set[str]) -> str:
    return ", ".join(f"'{word.replace('_', ' ')}'" for word in sorted(words))
