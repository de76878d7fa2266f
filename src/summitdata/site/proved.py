"""What came of holding wordings against their articles, in words, with the way to do it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from summitdata.evidence import Verdict
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, joined
from summitdata.site.parts import chip
from summitdata.site.words import capital, counted

MEANINGS: Final[Mapping[Verdict, str]] = {
    Verdict.EXACT: "The words stand between the offsets, letter for letter.",
    Verdict.FOLDED: "The words stand there; only marks, width or spaces differ.",
    Verdict.MOVED: "The words stand elsewhere in the same article.",
    Verdict.CHANGED: "The article has words there that are like them, and not the same.",
    Verdict.FOUND_IN_ANOTHER_SOURCE: "The article does not have the words; that of another source has.",
    Verdict.ABSENT: "No article at hand has the words.",
    Verdict.NOT_CHECKABLE: "The article is not at hand; or the words are not kept, and no stretch has their digest.",
}
"""What each verdict says of words, as the page on verifying says it too."""

_SORTS: Final = {Verdict.EXACT: "good", Verdict.FOLDED: "good", Verdict.NOT_CHECKABLE: "plain"}


def verdict_chip(verdict: Verdict) -> Html:
    """Show a verdict as a label; its title says what it means."""
    return chip(verdict.value, _SORTS.get(verdict, "differs"), MEANINGS[verdict])


def wording(at: Context, rendering: object) -> Html:
    """Say what came of holding one wording against its article, and lead to how that is done."""
    verdict = at.verdicts.renderings.get(str(rendering))
    if verdict is None:
        return el("p", "Not held against its article when this page was made. ", _how(at), class_="sd-quiet sd-proved")
    return el(
        "p",
        verdict_chip(verdict),
        " ",
        el("span", MEANINGS[verdict], " ", _how(at), class_="sd-quiet"),
        class_="sd-proved",
    )


def _how(at: Context) -> Html:
    return el("a", "Prove it yourself", href=at.href("verify/"))


def summed(at: Context, verdicts: Iterable[Verdict], of: str) -> Html:
    """Count verdicts in words, the best first; nothing where nothing was checked."""
    counts = Counter(verdicts)
    told = joined(", ", (f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict]))
    if not counts:
        return Html("")
    return el(
        "a", capital(counted(sum(counts.values()), of)), ": ", told, href=at.href("verify/#the-verdicts"),
        title=" ".join(f"{capital(verdict.value)}: {MEANINGS[verdict]}" for verdict in Verdict if counts[verdict]),
    )  # fmt: skip
