"""Reports as JSON: the documented form, lossless, and safe to print."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from golden_files import golden
from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity
from summitdata.reports import json as form

_TEXT = st.text(max_size=40)
_SOME = st.none() | _TEXT
_PLACES = st.builds(Place, _TEXT, st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
_FINDINGS = st.builds(
    Diagnostic, _TEXT, st.sampled_from(Severity), _TEXT, _TEXT, _TEXT, _SOME, _SOME, _SOME, st.none() | _PLACES, _SOME
)
_OUTCOMES = st.builds(Outcome, _TEXT, _TEXT, st.sampled_from(Result), st.integers(0, 9), _SOME)
_REPORTS = st.builds(
    Report, _TEXT, _TEXT, st.dictionaries(_TEXT, st.integers(0, 9), max_size=2),
    st.lists(_OUTCOMES, max_size=3).map(tuple), st.lists(_FINDINGS, max_size=3).map(tuple),
)  # fmt: skip


def test_the_form_is_the_documented_one() -> None:
    """The members are those that the module describes, with a version."""
    finding = Diagnostic(
        "S004", Severity.ERROR, "The value is a code.", "'citty'", "Did you mean 'city'?", "places", "vellin", "kind",
        Place("rows/places/vellin.yaml", 3, 7, 5), "kind: citty\x7f \u6771",
    )  # fmt: skip
    outcome = Outcome("S004", "A coded value is a code of its vocabulary.", Result.FAILED, 1)
    text = form.render(Report("dataset", "0.1.0", {"places": 3}, (outcome,), (finding,)))
    assert golden("reports/report.json", text) == text
    document = json.loads(text)
    assert (form.FORMAT, form.VERSION, False) == (document["format"], document["version"], document["ok"])
    described = set(re.findall(r"``([a-z_0-9]+)``", str(form.__doc__)))
    members = {*document, *document["checker"], *document["findings"][0], *document["outcomes"][0]}
    assert members | {field.name for field in fields(Place)} <= described


@given(_REPORTS)
def test_nothing_is_lost_and_nothing_reaches_the_terminal(report: Report) -> None:
    """Reading the JSON gives every text of the report again; the JSON itself is printable ASCII."""
    text = form.render(report)
    assert text.replace("\n", "").isascii()
    assert text.replace("\n", "").isprintable()
    document = json.loads(text)
    for told, each in zip(document["findings"], report.findings, strict=True):
        assert (each.code, each.severity, each.expected, each.found) == (
            told["code"], told["severity"], told["expected"], told["found"],
        )  # fmt: skip
        assert (each.fix, each.key, each.excerpt) == (told["fix"], told["key"], told["excerpt"])
        assert (each.place and each.place.file) == (told["place"] and told["place"]["file"])
    assert [each.reason for each in report.outcomes] == [each["reason"] for each in document["outcomes"]]
    assert len(report.findings) == sum(document["counts"].values())
