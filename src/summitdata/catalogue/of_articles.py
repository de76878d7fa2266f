"""What is said of the checks that need the articles: what must hold, why, how it is mended, and an example.

The checks themselves stand in :mod:`summitdata.evidence`; a test holds their sentences against these.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from summitdata.catalogue.entry import Change, Entry, Example
from summitdata.catalogue.judging import by_articles
from summitdata.catalogue.staging import rows_alone, swapped
from summitdata.diagnostics import Severity

_WIRE: Final = "rows/sources/south-wire-2020-05-05.yaml"
_DIGEST: Final = "0aab2d484c7c163502fe5c9ddb9319c97a84e242afea1a0d31225451ae0c2aea"
_LOCATE: Final = "Find the stretch with `summitdata locate ARTICLE 'words'` and write its start, stop and sha256."


class _Said(NamedTuple):
    """All that is said of a check, the columns that it speaks of among it, and how its example is made."""

    sentence: str
    why: str
    fix: str
    targets: tuple[str, ...]
    says: str
    change: Change


SAID: Final = {
    "E002": _Said(
        "A source's length is that of its normalised text in code points.",
        "Offsets count code points of that text; with another length they were counted in another text.",
        "Write the length that `summitdata locate ARTICLE` prints.", ("sources.length",),
        "The length is one too small.", swapped(_WIRE, "length: 505", "length: 504"),
    ),
    "E003": _Said(
        "A span's digest is that of the article's words between its offsets.",
        "The digest proves the place of the words to anybody who has the article.",
        _LOCATE, ("spans.sha256",),
        "The digest is that of other words.", swapped(_WIRE, _DIGEST, "0" * 64),
    ),
    "E004": _Said(
        "A span's words are the article's, letter for letter.",
        "A quotation that differs in a letter is none.",
        _LOCATE, ("spans.text",),
        "A term begins with a capital letter.", swapped(_WIRE, "text: blue bridge", "text: Blue bridge"),
    ),
    "E005": _Said(
        "Every stretch between quotation marks is covered by exactly one span of speech, a term or a title.",
        "What a source quotes and no span covers was forgotten.",
        "Add the span to the rendering that it belongs to, or to the source's own spans if nobody says it.",
        ("sources",),
        "A term that the article quotes is left out.",
        swapped(
            _WIRE,
            f"  t1:\n    use: term\n    start: 308\n    stop: 319\n    sha256: {_DIGEST}\n    text: blue bridge\n",
            "",
        ),
    ),
    "E006": _Said(
        "A shared run is the same words in both texts, as many as it says.",
        "What two texts have in common is evidence of copying only if it is really there.",
        "Correct the offsets, and count the words of the stretch.", ("runs.words",),
        "A run says that it has a word more.",
        swapped("rows/sources/harbour-gazette-2020-05-06.yaml", "words: 4", "words: 5"),
    ),
    "W001": _Said(
        "Our own prose has no run of 8 words in common with an article.",
        "The dataset keeps quoted speech and facts; an article's own prose belongs to its publisher.",
        "Say it in words of your own.", (),
        "A summary is copied from an article.",
        swapped(
            "rows/events/ferry-agreement.yaml",
            "summary: The two governments agree that ferries may cross the strait again.",
            "summary: They agreed on Monday to let ferries cross the strait again, and more.",
        ),
    ),
}  # fmt: skip
"""What is said of each code that ``summitdata verify`` alone raises."""


def entries() -> Iterable[Entry]:
    """Give the entry of each of these codes."""
    for code, said in SAID.items():
        shown = Example(said.says, rows_alone, said.change, by_articles)
        yield Entry(
            code, Severity.ERROR, said.sentence, said.why, said.fix, "0.1.0", "verify", shown, said.targets
        )  # fmt: skip
