"""A judgement on a release as text."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import Final

from summitdata.diff import Level
from summitdata.diff.render import groups, summary
from summitdata.escaping import visible
from summitdata.release.gate import Judgement

_WIDTH: Final = 80


def told(judgement: Judgement) -> str:
    """Tell what a release would be, what changed, and what forbids it."""
    fold = TextWrapper(_WIDTH, break_on_hyphens=False)
    bullet = TextWrapper(_WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)
    inner = TextWrapper(_WIDTH, initial_indent="  ", subsequent_indent="         ", break_on_hyphens=False)
    parts: list[str] = []
    if judgement.difference is None:
        parts.append(f"No release came before: {judgement.info.title} {judgement.stated} is the first.")
    else:
        for heading, sentences in groups(judgement.difference):
            parts += [heading, *(bullet.fill(visible(sentence)) for sentence in sentences), ""]
        is_software = judgement.level is not Level.NONE and not judgement.difference.changes
        told_of = "no row changed, and files beside the data have." if is_software else summary(judgement.difference)
        parts.append(fold.fill(f"Since {judgement.since}: {told_of}"))
        parts.append(
            fold.fill(f"The number must be {judgement.proposed} or higher; rows/package.yaml says {judgement.stated}.")
        )
    if not judgement.refusals:
        return "\n".join([*parts, "Nothing forbids the release."])
    for refusal in judgement.refusals:
        parts += [
            "", fold.fill(visible(refusal.expected)), inner.fill(visible(f"found: {refusal.found}")),
            inner.fill(visible(f"mend:  {refusal.fix}")),
        ]  # fmt: skip
    count = len(judgement.refusals)
    return "\n".join([*parts, "", f"Not released: {count} {'reason' if count == 1 else 'reasons'}."])
