"""A diff hides nothing of what a rewrite changed."""

from __future__ import annotations

from summitdata.reports.diff import render


def test_a_diff_shows_characters_that_were_composed() -> None:
    """Two texts that look alike differ in the diff; colour changes no word, and no line can act on a terminal."""
    before, after = "name: Ma\u0301ra\x1b[2J\n", "name: M\u00e1ra\x1b[2J\n"
    plain = render("a\nb", before.encode(), after.encode())
    assert ["--- a<U+000A>b", "+++ a<U+000A>b"] == plain.split("\n")[:2]
    assert "-name: Ma<U+0301>ra<U+001B>[2J\n+name: M\u00e1ra<U+001B>[2J" in plain
    coloured = render("a\nb", before.encode(), after.encode(), colour=True)
    assert "\x1b[31m-name: " in coloured
    assert "" == render("a", b"x", b"x")
