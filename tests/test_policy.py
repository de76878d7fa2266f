"""Other answers from the same evidence: policies of resolution, and the dataset as of a moment."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_package
import summitdata
from small_evidence import claim, dataset, rendering, row, source
from summitdata.build import build
from summitdata.citation import _bibtex, _Cited, _csl, _text
from summitdata.formats.arrow import from_arrow
from summitdata.model import Rows
from summitdata.policy import as_of, moment, resolved
from summitdata.policy.as_of import known_from
from summitdata.records import records
from summitdata.resolve import complete
from summitdata.schema import TABLES

BEFORE = "2026-01-14T09:00+09:00"


def _three() -> Rows:
    """Give one event that three sources of two origins place on two days, and one utterance with two speakers."""
    return complete(
        dataset(
            ("sources", [
                source("a", "2026-01-13", zone="Asia/Tokyo"), source("b", "2026-01-14", zone="Asia/Tokyo"),
                source("c", "2026-01-15", zone="Asia/Tokyo"), source("d", "2026-01-16", zone="Asia/Tokyo"),
            ]),
            ("actors", [row("actors", key.lower(), name=key, kind="person") for key in ("Lee", "Kim")]),
            ("events", [row("events", "summit", title="Summit", summary="They meet.", kind="summit")]),
            ("quotes", [row("quotes", "words", gist="Words.")]),
            ("claims", [
                claim("a.c1", "summit", "date", "2026-01-12"), claim("b.c1", "summit", "date", "2026-01-13"),
                claim("c.c1", "summit", "date", "2026-01-13"), claim("d.c1", "summit", "number", "3", scope="hours"),
            ]),
            ("renderings", [
                rendering("a.r1", "words", speaker="lee", form="direct", text="One", paraphrase="P."),
                rendering("b.r1", "words", speaker="kim", form="transcript", text="One and two", paraphrase="P."),
                rendering("c.r1", "words", speaker="kim", form="direct", text="Three", paraphrase="P."),
            ]),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "day", "speakers", "text"),
    [
        ("preferred", None, None, "One and two"),
        ("source:a", "2026-01-12", "Lee", "One"),
        ("source:c", "2026-01-13", "Kim", "Three"),
        ("earliest", "2026-01-12", "Lee", "One"),
        ("independent-majority", "2026-01-13", "Kim", "One and two"),
    ],
)
def test_a_policy_says_whose_word_counts(policy: str, day: str | None, speakers: str | None, text: str) -> None:
    """Where three sources differ, each policy gives its own date, speaker and wording."""
    rows = _three()
    (event,) = resolved(rows, "events", policy)
    (quote,) = resolved(rows, "quotes", policy)
    assert (day, speakers, text) == (event["date"], quote["speakers"], quote["text"])


def test_two_against_two_is_no_majority() -> None:
    """Where half of the origins say one thing and half another, the majority says nothing."""
    rows = _three()
    rows["claims"][3] |= claim("d.c1", "summit", "date", "2026-01-12")
    (event,) = resolved(complete(rows), "events", "independent-majority")
    assert event["date"] is None


def test_copies_of_one_document_are_one_voice() -> None:
    """Two sources that come from a third count once: against one other origin they are no majority."""
    rows = _three()
    rows["sources"][2]["derived_from"] = "b"
    (event,) = resolved(complete(rows), "events", "independent-majority")
    assert event["date"] is None


def test_all_gives_a_row_for_each_source_that_tells() -> None:
    """Every source that tells of a record has its own row, and is named in it."""
    rows = _three()
    assert [("a", "2026-01-12"), ("b", "2026-01-13"), ("c", "2026-01-13"), ("d", None)] == [
        (each["told_by"], each["date"]) for each in resolved(rows, "events", "all")
    ]
    assert ["a", "b", "c"] == [each["told_by"] for each in resolved(rows, "quotes", "all")]


@pytest.mark.parametrize("policy", ["source:spacewar-2026-01-13-nara", "earliest", "independent-majority", "all"])
@pytest.mark.parametrize("table", ["events", "quotes", "speakers"])
def test_every_policy_loads_and_says_so(policy: str, table: str) -> None:
    """The policy stands in the metadata of the frame, and the columns are the table's."""
    arrow = summitdata.load(table, "pyarrow", resolve=policy)
    told = {"name": "summitdata", "version": summitdata.__version__, "resolve": policy}
    assert told == json.loads(arrow.schema.metadata[b"summitdata"])
    assert told == summitdata.load(table, resolve=policy).attrs["summitdata"]
    assert [column.name for column in TABLES[table].columns] == [
        name for name in arrow.column_names if name != "told_by"
    ]
    assert arrow.num_rows == len(summitdata.load(table, "polars", resolve=policy))


def test_unknown_policies_and_moments_are_refused() -> None:
    """A policy, a source, a table or a moment that is none is answered with what there is."""
    with pytest.raises(summitdata.UnknownNameError, match=r"no policy 'earliets'. Did you mean 'earliest'"):
        summitdata.load("events", resolve="earliets")
    with pytest.raises(summitdata.UnknownNameError, match="no source 'spacewar'"):
        summitdata.load("events", resolve="source:spacewar")
    with pytest.raises(summitdata.UnknownNameError, match="There are: events, quotes, speakers"):
        summitdata.load("claims", resolve="earliest")
    with pytest.raises(summitdata.UnknownNameError, match=r"no source known at 2026-01-14T09:00\+09:00, 'yomiuri"):
        summitdata.load("events", resolve="source:yomiuri-2026-01-14-editorial", as_of=BEFORE)
    for wrong in ("yesterday", "2026-01-14T09:00", "2026-01-14", datetime(2026, 1, 14, tzinfo=UTC)):
        with pytest.raises(summitdata.QueryError, match=r"write it like 2026-01-14T09:00\+09:00"):
            summitdata.load("events", as_of=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ({"zone": "Asia/Tokyo"}, "2026-01-14T00:00+09:00"),
        ({"zone": None}, "2026-01-14T00:00-12:00"),
        ({"zone": "Asia/Tokyo", "published_time": "10:01"}, "2026-01-13T10:01+09:00"),
        ({"zone": "Asia/Tokyo", "updated_first": datetime(2026, 1, 14, tzinfo=UTC).date(),
          "updated_last": datetime(2026, 1, 14, tzinfo=UTC).date()}, "2026-01-15T00:00+09:00"),
    ],
)  # fmt: skip
def test_a_publication_is_known_from_the_end_of_its_day(cells: dict[str, object], known: str) -> None:
    """A day ends in the zone of the source, or everywhere; a printed minute is itself; an update is what we have."""
    published = source("a", "2026-01-13")
    published |= {"published_last": published["published_first"], **cells}  # type: ignore[dict-item]
    assert datetime.fromisoformat(known) == known_from(published)


def test_before_and_after_an_editorial() -> None:
    """On the morning of the fourteenth its papers are not known, a day later they are."""
    early = summitdata.load("sources", "pyarrow", as_of=BEFORE)["id"].to_pylist()
    late = summitdata.load("sources", "pyarrow", as_of="2026-01-15T00:00+09:00")["id"].to_pylist()
    assert "spacewar-2026-01-13-nara" in early
    assert "yomiuri-2026-01-14-editorial" not in early
    assert "yomiuri-2026-01-14-editorial" in late
    assert BEFORE == summitdata.load("events", as_of=BEFORE).attrs["summitdata"]["as_of"]


def test_in_the_end_everything_is_known() -> None:
    """Long after the last publication the dataset is the one that is built, cell by cell."""
    rows = records().rows
    assert rows == as_of(rows, moment("2100-01-01T00:00+00:00"))


@given(st.integers(0, 24 * 60), st.integers(0, 24 * 60))
def test_knowledge_only_grows(first: int, second: int) -> None:
    """What is known at a moment is known at every later one, and no row names one that is unknown."""
    rows = records().rows
    start = datetime(2026, 1, 1, tzinfo=UTC)
    early, late = (as_of(rows, start + timedelta(hours=hours)) for hours in sorted((first, second)))
    for name in ("sources", "claims", "renderings", "events", "quotes", "actors", "places", "participants"):
        assert {row["id"] for row in early[name]} <= {row["id"] for row in late[name]}
    keys = {name: {row["id"] for row in table} for name, table in early.items()}
    dangling = [
        (name, row["id"], column.name, row[column.name])
        for name, table in early.items()
        for column, target in TABLES[name].references
        for row in table
        if row[column.name] is not None and row[column.name] not in keys[target]
    ]
    assert [] == dangling


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another package with the same tables, without its row files."""
    root = small_package.write(tmp_path_factory.mktemp("other") / "dataset")
    assert build(root).ok
    shutil.rmtree(root / "rows")
    return root


@pytest.mark.parametrize("form", ["folder", "descriptor", "zip", "zip with a folder"])
def test_any_package_opens_with_the_same_interface(other: Path, tmp_path: Path, form: str) -> None:
    """A folder, its descriptor or a zip gives load, sql, timeline, wordings and cite."""
    place = {"folder": other, "descriptor": other / "datapackage.json"}.get(form)
    if place is None:
        place = tmp_path / "package.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for file in sorted(other.rglob("*")):
                archive.write(file, file.relative_to(other if form == "zip" else other.parent))
    data = summitdata.open(place)
    assert ("0.1.0", tuple(TABLES)) == (data.version, data.tables())
    assert ["summit"] == data.load("events")["id"].tolist()
    assert from_arrow(TABLES["events"], data.load("events", "pyarrow")) == records(data.package).rows["events"]
    assert 1 == len(data.load("events", "pyarrow", resolve="source:paper"))
    assert [{"n": 2}] == data.sql("select count(*) as n from sources", "pyarrow").to_pylist()
    assert ["summit", "words"] == sorted(data.timeline()["id"])
    assert ["paper.r1"] == data.wordings("words")["id"].tolist()
    assert "He says something in 日本" in data.cite("words")
    assert data.path("events").is_file()
    assert "column" in data.describe("events")


def test_what_is_no_package_is_said_so(tmp_path: Path) -> None:
    """A file that is no zip, and a zip without a package, are errors with the path."""
    file = tmp_path / "x.zip"
    file.write_bytes(b"no zip")
    with pytest.raises(summitdata.PackageError, match="neither a folder nor a zip"):
        summitdata.open(file)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(summitdata.PackageError, match=r"has no file datapackage\.json"):
        summitdata.open(file)


def test_one_record_can_be_cited() -> None:
    """A record is cited with its label, its key and the version, in every form."""
    assert "Lee and Takaichi hold a summit in Nara [nara-summit]. In SummitData (version " in summitdata.cite(
        "nara-summit"
    )
    bibtex = summitdata.cite("nara-summit", "bibtex")
    assert f"@misc{{summitdata-{summitdata.__version__}-nara-summit," in bibtex
    (item,) = json.loads(summitdata.cite("nara-summit", "csl-json"))
    assert ("nara-summit", summitdata.__version__) == (item["number"], item["version"])
    with pytest.raises(summitdata.UnknownNameError, match="Did you mean 'nara-summit'"):
        summitdata.cite("nara-sumit")


def test_any_row_can_be_cited() -> None:
    """What one source says is cited by its words, a row that has none by its table."""
    for key, told in (
        ("yomiuri-2026-01-14-editorial.r5", "militarist Japan that attacked them. [yomiuri-2026-01-14-editorial.r5]"),
        ("yomiuri-2026-01-14-editorial.r5.s1", "Row of spans [yomiuri-2026-01-14-editorial.r5.s1]"),
    ):
        assert told in summitdata.cite(key)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x3100, exclude_categories=["Cc", "Cs"]), min_size=1))
def test_every_citation_is_well_formed(label: str) -> None:
    """Whatever a record is called, braces balance in BibTeX, no mark of TeX stands bare, and CSL-JSON gives it back."""
    cited = _Cited("small", "Small", "0.1.0", date(2026, 11, 22), ("A & B",), label, "key", "https://example.org/a_b#c")
    text = _bibtex(cited)
    depth = 0
    for mark in text:
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    assert 0 == depth
    assert text.startswith("@misc{small-0.1.0-key,")
    title = text.split("title = {", 1)[1].split("},\n  year", 1)[0]
    assert not re.search(r"(?<!\\)[&%$#_~^]", title)
    assert "url = {https://example.org/a_b#c}" in text
    (item,) = json.loads(_csl(cited))
    assert (label, "https://example.org/a_b#c", [[2026, 11, 22]]) == (
        item["title"], item["URL"], item["issued"]["date-parts"],
    )  # fmt: skip
    assert _text(cited).endswith(" 2026-11-22. https://example.org/a_b#c")
