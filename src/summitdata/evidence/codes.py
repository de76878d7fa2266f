"""The codes that need the articles: what must hold, and how a breach is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from summitdata.diagnostics import Diagnostic, Severity

RUN: Final = 8
"""A run of so many words in common with an article counts as copied prose (requirement, "our own prose")."""

MOST_BETWEEN: Final = 240
"""Two parts of one quotation stand at most so many code points apart.

In the dataset the widest gap has 60 code points, and the longest stretch of an article's own words that belongs to a
quotation, saying who speaks and when, has 234 (a test holds both figures): one such stretch may stand between two
parts, and two may not.
"""

_LOCATE: Final = "Find the stretch with `summitdata locate ARTICLE 'words'` and write its start, stop and sha256."
_PARTS: Final = "Make two renderings of it, or give the spans in the order in which one speaker says them."


@dataclass(frozen=True, slots=True)
class ArticleRule:
    """One code: permanent, with the sentence that must hold and the sentence that says how to mend a breach."""

    code: str
    expected: str
    fix: str
    severity: Severity = Severity.ERROR

    def finding(
        self, table: str, key: str, column: str | None, found: str, fix: str | None = None
    ) -> Diagnostic:  # fmt: skip
        """Make a finding of this rule; *fix* where more can be said than the rule says for all articles."""
        return Diagnostic(self.code, self.severity, self.expected, found, fix or self.fix, table, key, column)


LENGTH = ArticleRule(
    "E002", "A source's length is that of its normalised text in code points.",
    "Write the length that `summitdata locate ARTICLE` prints.",
)  # fmt: skip
PLACE = ArticleRule("E003", "A span's digest is that of the article's words between its offsets.", _LOCATE)
LETTERS = ArticleRule("E004", "A span's words are the article's, letter for letter.", _LOCATE)
COVERED = ArticleRule(
    "E005", "Every stretch between quotation marks is covered by exactly one span of speech, a term or a title.",
    "Add the span to the rendering that it belongs to, or to the source's own spans if nobody says it.",
)  # fmt: skip
SHARED = ArticleRule(
    "E006", "A shared run is the same words in both texts, as many as it says, from the first letter to the last.",
    "Correct the offsets, and count the words of the stretch.",
)  # fmt: skip
AS_READ = ArticleRule(
    "E007", "The article is the one that was read.",
    "Put back the text that was read, or read the new one and mend what it changed.",
    Severity.WARNING,
)  # fmt: skip
ORDER = ArticleRule("E008", "The article has the parts of a split quotation in their order.", _PARTS)
GAP = ArticleRule(
    "E009", f"At most {MOST_BETWEEN} code points of the article stand between two parts of a quotation.", _PARTS
)
TURN = ArticleRule(
    "E010", "Between the parts of a quotation nobody else speaks.", "Make two renderings of it, one for each turn."
)
PRINTED = ArticleRule(
    "E011", "What a row gives as printed stands in the article, letter for letter and in whole words.",
    "Write the words as the article has them: for a claim, words of the stretches that it rests on; a title of ours "
    "stands in square brackets.",
)  # fmt: skip
COPIED = ArticleRule(
    "W001", f"Our own prose has no run of {RUN} words in common with an article.", "Say it in words of your own."
)

EVIDENCE_RULES: Final = (LENGTH, PLACE, LETTERS, COVERED, SHARED, AS_READ, ORDER, GAP, TURN, PRINTED, COPIED)
"""Every code that ``summitdata verify`` raises, in order."""
