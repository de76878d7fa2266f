"""The one function through which data passes on its way to a terminal or a log."""

from __future__ import annotations

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NEEDED_BY_SCRIPTS = {"\u200c", "\u200d"}


def visible(text: str) -> str:
    """Show what a terminal would act on or hide: such a character is printed as ``<U+XXXX>``.

    Covers terminal control sequences, line breaks, bidirectional controls, invisible and unassigned
    characters.  The joiners that some scripts need are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in _INVISIBLE and char not in _NEEDED_BY_SCRIPTS else char
        for char in text
    )
