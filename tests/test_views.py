"""The timeline, the wordings of one utterance, and the citation."""

from __future__ import annotations

import json

import pytest

import summitdata
from summitdata.citation import CitationFormat
from summitdata.records import records
from summitdata.views import timeline_rows, wording_rows

OPENING = "lee-cooperation-more-important-than-ever"


def test_the_timeline_has_every_event_and_every_quote_once() -> None:
    """Nothing is left out, not even what no source dates."""
    data = records()
    expected = sorted([("event", row["id"]) for row in data.rows["events"]] + [("quote", row["id"]) for row in data.rows["quotes"]])  # fmt: skip  # noqa: E501
    assert expected == sorted((row["what"], row["id"]) for row in timeline_rows(data))


def test_the_timeline_is_in_order_and_undated_rows_come_last() -> None:
    """First days never go back, and after the first undated row there is no dated one."""
    days = summitdata.timeline(backend="pyarrow").to_pylist()
    starts = [row["first"] or row["last"] for row in days]
    dated = [start for start in starts if start is not None]
    assert sorted(dated) == dated
    assert all(start is None for start in starts[len(dated) :])


def test_a_whole_stands_above_its_parts() -> None:
    """Of two events that begin on one day the longer one comes first."""
    ids = [row["id"] for row in timeline_rows(records())]
    assert ids.index("japanese-rule-korea") < ids.index("nara-summit") < ids.index(OPENING)


def test_wordings_begin_with_the_preferred_one() -> None:
    """The first row is the rendering from which the quote takes its text."""
    quote = records().get("quotes", OPENING)
    assert quote is not None
    rows = wording_rows(records(), OPENING)
    assert quote["rendering"] == rows[0]["id"]
    assert quote["text"] == rows[0]["text"]
    assert len(records().where("renderings", "quote", OPENING)) == len(rows)
    assert len(rows) == summitdata.wordings(OPENING).shape[0]


@pytest.mark.parametrize("form", ["text", "bibtex", "csl-json"])
def test_a_citation_names_title_and_version(form: CitationFormat) -> None:
    """Each form says what is cited, in which version."""
    text = summitdata.cite(form=form)
    assert "SummitData" in text
    assert summitdata.__version__ in text


def test_csl_json_is_what_reference_managers_read() -> None:
    """The CSL form is one item of type dataset, with the day of issue in parts."""
    (item,) = json.loads(summitdata.cite(form="csl-json"))
    assert "dataset" == item["type"]
    assert 3 == len(item["issued"]["date-parts"][0])
