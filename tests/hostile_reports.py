"""Reports made of hostile texts, and one report of every shape, for the tests of the report formats."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity, Waiver, ordered

HOSTILE = (
    "\n::error::second", "%0A::error::second", "\r\n##[command]", "::stop-commands::x", ":,%", "]]>", "<![CDATA[",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><style>*{}", "-->", "&#10;&lt;", "{0}", "[w](http://x)",
    "](", "\\", "\x00", "\x1b[2J", "\x7f", "\x85", "\u202e", "\u2028", "\u200b", "\ufeff", "\ufffe", "\ud800", "\udfff",
    "\U000e0001", "../..", "/etc/passwd", "//host/share", "file:///x", "javascript:alert(1)", "'", '"', "日本", "שלום",
)  # fmt: skip
"""Texts that mean something to a terminal, a log, a parser or a browser."""

TEXTS = (
    st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=6), max_size=4)
    .map("".join)
    .filter(
        lambda text: re.search("[\ud800-\udbff][\udc00-\udfff]", text) is None  # which JSON takes for one character
    )
)
"""Any text, and often a hostile one; surrogates are among its characters."""

_MAYBE = st.none() | TEXTS
_NUMBERS = st.integers(1, 400)
_PLACES = st.builds(Place, TEXTS, _NUMBERS, _NUMBERS, st.integers(0, 300))
_FINDINGS = st.builds(
    Diagnostic, TEXTS | st.just("R001"), st.sampled_from(Severity), TEXTS, TEXTS, TEXTS, _MAYBE, _MAYBE, _MAYBE,
    st.none() | _PLACES, _MAYBE, st.none() | st.builds(Waiver, TEXTS, TEXTS, TEXTS, TEXTS),
)  # fmt: skip
_OUTCOMES = st.builds(
    Outcome, TEXTS | st.just("X008"), TEXTS, st.sampled_from(Result), st.integers(0, 9), _MAYBE, st.integers(0, 9)
)

REPORTS = st.builds(
    Report,
    target=TEXTS,
    version=TEXTS,
    rows=st.dictionaries(TEXTS, st.integers(0, 9), max_size=2),
    outcomes=st.lists(_OUTCOMES, max_size=4, unique_by=lambda outcome: outcome.code).map(tuple),
    findings=st.lists(_FINDINGS, max_size=4).map(ordered),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
)
"""Reports in which every text may be hostile."""

REPORT = Report(
    target="dataset",
    version="0.1.0",
    rows={"sources": 14, "events": 63},
    outcomes=(
        Outcome("F015", "A row file holds no characters that change the direction of text.", Result.FAILED, 1),
        Outcome("F050", "A row file is in the canonical form.", Result.NOT_EVALUATED, 0, "fmt looks at the form"),
        Outcome("P003", "Several sources of an utterance have more than one independent origin.", Result.FAILED, 1),
        Outcome("R001", "Every reference names a row that exists.", Result.FAILED, 2, "some rows were left out"),
        Outcome("R002", "A claim speaks of an event or of an utterance, and not of both.", Result.PASSED),
        Outcome("R011", "Each actor and each place is named by some row other than its own.", Result.FAILED, 1),
        Outcome("R016", "A source whose text is not held is known via another.", Result.WAIVED, 1, waived=1),
        Outcome("X003", "No source contradicts itself.", Result.FAILED, 3),
    ),
    findings=ordered((
        Diagnostic(
            "R001", Severity.ERROR, "Every reference names a row that exists.", "'sumit', which is no key of events",
            "Did you mean 'summit'? Correct the key.", "claims", "wire.c1", "event",
            Place("rows/sources/wire.yaml", 29, 12, 5), "    event: sumit",
        ),
        Diagnostic(
            "R001", Severity.ERROR, "Every reference names a row that exists.", "'sumit', which is no key of events",
            "Correct the key.", "claims", "wire.c1", "event", Place("claims.parquet"),
        ),
        Diagnostic(
            "F015", Severity.ERROR, "A row file holds no characters that change the direction of text.",
            "U+202E", "Take the character out.", "actors", "lee", "name",
            Place("rows/actors/lee, a: 100%.yaml", 2, 12, 1), "name: Lee \u202e<b>&amp;</b>::\x1b[2J" + " \u9ad8" * 200,
        ),
        Diagnostic(
            "R011", Severity.WARNING, "Each actor is named by some row other than its own.",
            "'east-wire', which no other row names (東風)", "Use it, or take it out.", "actors", "east-wire", "id",
            Place("rows/actors/east-wire.yaml", 2, 1, 600), "x" * 500,
        ),
        Diagnostic(
            "P003", Severity.INFORMATION, "Several sources have more than one independent origin.",
            "2 sources, one origin", "Look for another source.", "quotes",
        ),
        Diagnostic(
            "R016", Severity.ERROR, "A source whose text is not held is known via another.", "no known_via",
            "Write the source that tells of it.", "sources", "readout", "known_via",
            Place("rows/sources/readout.yaml", 2, 1, 5), "title: The readout",
            Waiver("lost-readout", "The messenger is <not> known.", "The maintainers", "2027-01-31"),
        ),
        Diagnostic("Z900", Severity.ERROR, "A rule of somebody's own holds.", "100% of it", "Mend it."),
    )),
    notes=("3 findings below severity warning are not shown.",),
)  # fmt: skip
"""One report with findings of every shape."""
