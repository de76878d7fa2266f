"""Reports as text: every message as a user reads it, nothing that a terminal would act on, and lines that fit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from golden_files import golden
from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity, Waiver
from summitdata.reports.frame import code_frame
from summitdata.reports.text import render, render_findings

_PLACE = Place("rows/places/vellin.yaml", 3, 7, 5)
_FINDING = Diagnostic(
    "S004", Severity.ERROR, "The value is a code of the vocabulary place_kind: country, region, prefecture, city.",
    "'citty'", "Did you mean 'city'?", "places", "vellin", "kind", _PLACE, "kind: citty",
)  # fmt: skip
_REPORT = Report(
    "dataset", "0.1.0", {"sources": 1200, "events": 63, "quotes": 33, "claims": 525},
    (
        Outcome("S004", "A coded value is a code of its vocabulary.", Result.FAILED, 1),
        Outcome("R001", "Every reference names a row that exists.", Result.PASSED, reason="a file could not be read"),
        Outcome("R002", "A claim has one subject.", Result.NOT_EVALUATED, reason="rows are missing"),
        Outcome("R003", "A position has one ground.", Result.NOT_EVALUATED, reason="rows are missing"),
        Outcome("R005", "A spelling names one thing.", Result.NOT_EVALUATED, reason="it was not selected"),
        Outcome("C001", "What was said was said before.", Result.NOT_EVALUATED, reason="rows are missing"),
    ),
    (_FINDING,),
)  # fmt: skip
_HOSTILE = "\x1b[31mred\x07\u202egnp.exe\u200b\x00\r\n\x85\u2028end"


def _same(name: str, text: str) -> None:
    assert golden(f"reports/{name}.txt", text) == text


def test_a_report_with_a_finding() -> None:
    """A finding is told with place, code, key, what must hold, what was found, the line, and the mend; then the sum."""
    _same("finding", render(_REPORT))


def test_every_check_with_its_result() -> None:
    """When asked to be verbose, the report lists each check with what came of it and why."""
    _same("verbose", render(_REPORT, verbose=True))


def test_colours() -> None:
    """Colour is for who asks for it, and changes no word."""
    plain, coloured = render(_REPORT, verbose=True), render(_REPORT, colour=True, verbose=True)
    assert "\x1b" not in plain
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    _same("colours", coloured.replace("\x1b", "ESC"))


def test_findings_without_a_report() -> None:
    """Findings may be told alone, with the folder that their files are seen from, and are counted by severity."""
    findings = [
        _FINDING,
        replace(_FINDING, severity=Severity.WARNING, place=Place("runs.parquet"), excerpt=None, key=None, column=None),
        replace(_FINDING, severity=Severity.INFORMATION, place=None, excerpt=None, column="id"),
        replace(_FINDING, severity=Severity.INFORMATION, place=None, excerpt=None, table=None, key=None, column=None),
        replace(_FINDING, place=Place("rows/x.yaml", 7, 1), excerpt=None),
    ]
    _same("findings", render_findings(findings, root="some/where"))


def test_what_is_waived_stays_visible() -> None:
    """A waived finding is told with its waiver, counted apart, and fails no run; what is left out is noted."""
    waiver = Waiver("one-town", "The archive has no other name for the town.", "The maintainers", "2027-01-31")
    waived = replace(_FINDING, waiver=waiver)
    outcome = Outcome("S004", "A coded value is a code.", Result.WAIVED, 1, waived=1)
    notes = ("2 findings below severity error are not shown.",)
    alone = replace(_REPORT, outcomes=(outcome, *_REPORT.outcomes[1:]), findings=(waived,), notes=notes)
    assert (True, 1, 0) == (alone.ok, alone.waived, alone.count(Severity.ERROR))
    _same("waived", render(alone, verbose=True))
    both = replace(alone, findings=(waived, replace(_FINDING, key="other")))
    assert not both.ok
    assert "Found 1 error in 1 file, and 1 waived finding besides." in render(both)
    _same("waived-colours", render(alone, colour=True).replace("\x1b", "ESC"))


def test_counts_are_in_words() -> None:
    """One is one, several are several, and none is nothing."""
    last = [render_findings([_FINDING] * number).splitlines()[-1] for number in (0, 1, 2)]
    assert ["Found nothing.", "Found 1 error.", "Found 2 errors."] == last


def test_nothing_found() -> None:
    """A run without findings says so, and one in which nothing could be evaluated does not."""
    passed = replace(_REPORT, findings=(), outcomes=_REPORT.outcomes[1:2])
    assert render(passed).startswith("Found nothing wrong.\n1 check passed, 0 failed, 0 not evaluated, over")
    left_out = replace(_REPORT, findings=(), rows={}, outcomes=_REPORT.outcomes[2:3])
    _same("nothing-checked", render(left_out))


def test_data_cannot_speak_to_the_terminal() -> None:
    """Whatever a cell, a key, a path or a line holds is shown and not acted on."""
    hostile = replace(
        _FINDING, expected=_HOSTILE, found=_HOSTILE, fix=_HOSTILE, table=_HOSTILE, key=_HOSTILE, column=_HOSTILE,
        place=Place(_HOSTILE, 3, 1, 4), excerpt=_HOSTILE,
    )  # fmt: skip
    outcome = Outcome("S004", _HOSTILE, Result.NOT_EVALUATED, reason=_HOSTILE)
    text = render(replace(_REPORT, target=_HOSTILE, findings=(hostile,), outcomes=(outcome,)), verbose=True)
    assert {"\n"} == {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}}
    assert "<U+001B>[31mred<U+0007><U+202E>gnp.exe<U+200B><U+0000>" in text
    _same("hostile", text)


def test_carets_stand_under_what_they_mean() -> None:
    """Wide and hidden characters before and under the carets do not move them."""
    for before, marked in (
        ("", "x"),
        ("name: ", "value"),
        ("\u6771\u4eac: ", "\u5948\u826f"),
        ("\x1ba\u200b: ", "v\u202e"),
    ):
        frame = code_frame(Place("f", 12, len(before) + 1, len(marked)), before + marked + " rest", 80)
        column = frame.carets.index("^")
        shown = "".join(f"<U+{ord(char):04X}>" if char in "\x1b\u200b\u202e" else char for char in before)
        assert cell_len(f"    12 | {shown}") == column
        assert frame.carets.count("^") == sum(8 if char == "\u202e" else cell_len(char) for char in marked)


@pytest.mark.parametrize("column", [1, 60, 150, 295, 300])
def test_long_lines_are_cut_around_the_carets(column: int) -> None:
    """Of a line that does not fit, the part with the carets is shown."""
    line = "".join(f"{number:03d}," for number in range(75))
    frame = code_frame(Place("f", 1, column, 3), line, 60)
    assert cell_len(frame.line) <= 60
    start = frame.carets.index("^")
    assert line[column - 1 : column + 2] == frame.line[start : start + 3]
    assert len(line[column - 1 : column + 2]) == frame.carets.count("^")


@given(
    st.text(max_size=300), st.integers(-1, 400), st.integers(0, 400), st.integers(1, 120)
)  # fmt: skip
def test_any_place_in_any_line_has_a_frame(line: str, column: int, length: int, width: int) -> None:
    """A frame fits its width wherever the place lies, and has at least one caret."""
    frame = code_frame(Place("f", 1, column, length), line, width)
    assert "^" in frame.carets
    assert cell_len(frame.line) <= max(width, 9 + 10) + 8
    assert "\n" not in frame.line + frame.carets


@given(st.text(max_size=200), st.integers(20, 120))
def test_lines_fit(text: str, width: int) -> None:
    """Only what must not be broken, so that it can be copied, is longer than a line."""
    words = replace(_FINDING, expected=text, found=text, fix=text)
    for line in render_findings([words], width=width).splitlines():
        assert cell_len(line) <= width or len(line.split(" ")) <= 3 + len(line) - len(line.lstrip()) or "rows/" in line


def test_a_key_that_fits_stands_in_the_first_line() -> None:
    """The key stands beside the place where there is room, else in a line of its own."""
    wide, narrow = (render_findings([_FINDING], width=width).splitlines() for width in (100, 40))
    assert "rows/places/vellin.yaml:3:7: S004 error  places vellin, kind" == wide[0]
    assert ["rows/places/vellin.yaml:3:7: S004 error", "  places vellin, kind"] == narrow[:2]
