"""What is said of the checks that need the articles: why each of them, an example, and what is no breach."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from summitdata.catalogue.entry import Change, Entry, Example
from summitdata.catalogue.judging import by_articles
from summitdata.catalogue.staging import renamed, rewritten, rows_and_articles, swapped
from summitdata.evidence import EVIDENCE_RULES, PRINTED_COLUMNS

_SOUTH: Final = "south-wire-2020-05-05"
_SOUTH_ROWS: Final = f"rows/sources/{_SOUTH}.yaml"
_SOUTH_TEXT: Final = f"texts/{_SOUTH}.txt"
_NORTH_ROWS: Final = "rows/sources/north-wire-2020-05-05.yaml"
_GAZETTE_ROWS: Final = "rows/sources/harbour-gazette-2020-05-06.yaml"
_AGREEMENT_ROWS: Final = "rows/events/ferry-agreement.yaml"
_SUMMARY: Final = "summary: The two governments agree that ferries may cross the strait again."
_DIGEST: Final = "0aab2d484c7c163502fe5c9ddb9319c97a84e242afea1a0d31225451ae0c2aea"
_TOGETHER: Final = "    channel: press\n    spans:\n"

_FIRST_PART: Final = """\
      s1:
        use: speech
        start: 379
        stop: 420
        sha256: 8340e43f77c9ed4325f7ba01a4e4f18dc252d1a418f40181c8321cb13e622a9c
        text: The strait belongs to those who cross it,
"""
_LAST_PART: Final = """\
      s2:
        use: speech
        start: 471
        stop: 490
        sha256: 39383ef6f31b5e7f48c01c7ee14a6a312f46a708959d6269bfed85cec3186175
        text: and to nobody else.
"""
_HEADLINE: Final = """\
      s0:
        use: speech
        start: 0
        stop: 43
        sha256: e45aa334004c887b7656ffe2135da95b012dff86b717179331280af2de6c6217
        text: Lindqvist and Okafor open strait to ferries
"""
_LEAVES: Final = """\
        start: 255
        stop: 277
        sha256: 5ffec33418b440866cb69e33b687af9dcb4d96a606f8e2563ed4f58a761b77a8
        text: before the leaves fall
"""
_MISTAKE: Final = """\
        start: 402
        stop: 417
        sha256: 5e9563287bbbfccb3f4877b8475199c6f80e74319154c787f605685186daeba7
        text: was our mistake
"""


class Near(NamedTuple):
    """What looks like a breach and is none, and how it is made."""

    says: str
    change: Change


class _Said(NamedTuple):
    """Why there is a check, the columns that it speaks of, its example and how that is made, and what is no breach."""

    why: str
    targets: tuple[str, ...]
    says: str
    change: Change
    near: Near


def _all(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


_EXCHANGED: Final = _all(swapped(_SOUTH_ROWS, _MISTAKE, _LEAVES), swapped(_SOUTH_ROWS, _LEAVES, _MISTAKE))

SAID: Final = {
    "E002": _Said(
        "Offsets count code points of that text; with another length they were counted in another text.",
        ("sources.length",),
        "The length is one too small.", swapped(_SOUTH_ROWS, "length: 505", "length: 504"),
        Near(
            "The article was saved with the line ends of another system.",
            rewritten(_SOUTH_TEXT, lambda data: data.replace(b"\n", b"\r\n")),
        ),
    ),
    "E003": _Said(
        "The digest proves the place of the words to anybody who has the article.",
        ("spans.sha256",),
        "The digest is that of other words.", swapped(_SOUTH_ROWS, _DIGEST, "0" * 64),
        Near(
            "The article was saved with a byte order mark.",
            rewritten(_SOUTH_TEXT, lambda data: b"\xef\xbb\xbf" + data),
        ),
    ),
    "E004": _Said(
        "A quotation that differs in a letter is none.",
        ("spans.text",),
        "A term begins with a capital letter.", swapped(_SOUTH_ROWS, "text: blue bridge", "text: Blue bridge"),
        Near(
            "The row file has the words between quotation marks of its own.",
            swapped(_SOUTH_ROWS, "text: blue bridge", 'text: "blue bridge"'),
        ),
    ),
    "E005": _Said(
        "What a source quotes and no span covers was forgotten.",
        ("sources",),
        "A term that the article quotes is left out.",
        swapped(
            _SOUTH_ROWS,
            f"  t1:\n    use: term\n    start: 308\n    stop: 319\n    sha256: {_DIGEST}\n    text: blue bridge\n",
            "",
        ),
        Near("The term is given as a title.", swapped(_SOUTH_ROWS, "use: term", "use: title")),
    ),
    "E006": _Said(
        "What two texts have in common is evidence of copying only if it is really there.",
        ("runs.words",),
        "A run says that it has a word more.", swapped(_GAZETTE_ROWS, "words: 4", "words: 5"),
        Near(
            "The run leaves the first word out in both texts.",
            swapped(
                _GAZETTE_ROWS,
                "start: 112\n    stop: 134\n    other_start: 255\n    other_stop: 277\n    words: 4",
                "start: 119\n    stop: 134\n    other_start: 262\n    other_stop: 277\n    words: 3",
            ),
        ),
    ),
    "E007": _Said(
        "Publishers change what they have published; whoever checks a quotation then reads another text than we did.",
        ("sources.text_sha256",),
        "The publisher added a line at the head of the article.",
        rewritten(_SOUTH_TEXT, lambda data: b"Updated on Wednesday.\n\n" + data),
        Near("The file of the article has another name.", renamed(_SOUTH_TEXT, "texts/saved.txt")),
    ),
    "E008": _Said(
        "Parts in another order make a sentence that nobody said.",
        ("spans.start",),
        "The second part of a quotation is given as the first.",
        swapped(_NORTH_ROWS, _FIRST_PART + _LAST_PART, _LAST_PART + _FIRST_PART),
        Near(
            "The first part is given a key that sorts behind that of the second.",
            swapped(_NORTH_ROWS, _FIRST_PART, _FIRST_PART.replace("s1:", "s9:")),
        ),
    ),
    "E009": _Said(
        "Words that stand far apart were hardly said in one breath; joined they can say what was never meant.",
        ("spans.start",),
        "The headline is taken for the first part of what is quoted further down.",
        swapped(_NORTH_ROWS, _TOGETHER, _TOGETHER + _HEADLINE),
        Near(
            "Words that only report stand far from the quotation that they belong to.",
            swapped(_NORTH_ROWS, _TOGETHER, _TOGETHER + _HEADLINE.replace("speech", "reported")),
        ),
    ),
    "E010": _Said(
        "A quotation that was put together across somebody else's words is a stitch.",
        ("spans.start",),
        "Of two leaders' quoted words, one's and the other's are exchanged.", _EXCHANGED,
        Near(
            "The words in between are the same speaker's.",
            _all(_EXCHANGED, swapped(_SOUTH_ROWS, "speaker: tomas-okafor", "speaker: mara-lindqvist")),
        ),
    ),
    "E011": _Said(
        "Dates, speakers and offices are concluded from these words, and readers take them for the source's own.",
        tuple(f"{table}.{column}" for table, columns in PRINTED_COLUMNS.items() for column in columns),
        "The words that give a number have a slip.", swapped(_SOUTH_ROWS, "as_printed: twenty", "as_printed: twentty"),
        Near("More of the words are given.", swapped(_SOUTH_ROWS, "as_printed: twenty", "as_printed: twenty of them")),
    ),
    "W001": _Said(
        "The dataset keeps quoted speech and facts; an article's own prose belongs to its publisher.",
        (),
        "A summary is copied from an article.",
        swapped(
            _AGREEMENT_ROWS, _SUMMARY,
            "summary: They agreed on Monday to let ferries cross the strait again, and more.",
        ),
        Near(
            "A summary has seven words in a row from an article.",
            swapped(_AGREEMENT_ROWS, _SUMMARY, "summary: They agreed on Monday to let ferries cross."),
        ),
    ),
}  # fmt: skip
"""What is said of each code that ``summitdata verify`` alone raises."""


def entries() -> Iterable[Entry]:
    """Give the entry of each of these codes.

    Raises:
        KeyError: Nothing is said of a code.
    """
    for rule in EVIDENCE_RULES:
        said = SAID[rule.code]
        shown = Example(said.says, rows_and_articles, said.change, by_articles)
        yield Entry(
            rule.code, rule.severity, rule.expected, said.why, rule.fix, "0.1.0", "verify", shown, said.targets,
            near=(said.near.says,),
        )  # fmt: skip
