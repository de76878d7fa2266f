"""Words as they are counted in runs."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """Split *text* into its words; case and the form of the apostrophe make no difference."""
    return [match.group().casefold().replace("\u2019", "'") for match in _WORD.finditer(text)]
