"""The pages of the site, as text: complete, linked, escaped, bounded in weight."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import Any

import mlcroissant
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.catalogue import CATALOGUE
from summitdata.citation import cite
from summitdata.dataset import DESCRIPTOR, open_package
from summitdata.evidence import Recorded, Verdict
from summitdata.formats.literals import example
from summitdata.records import records
from summitdata.schema import TABLES
from summitdata.site import (
    KINDS,
    codes,
    dictionary,
    examples,
    linked_data,
    proved,
    record_pages,
    site_files,
    who,
    written,
)
from summitdata.site.alignment import Mark, align
from summitdata.site.axis import Shape, scale, shape
from summitdata.site.context import SECTIONS, Context
from summitdata.site.markup import Html, abroad, el, flat, ticked
from summitdata.site.page import Page, shortened
from summitdata.site.policy import policy
from summitdata.site.words import when
from summitdata.vocabularies import VOCABULARIES

ROOT = Path(__file__).parent.parent

OUTSIDE = {"use/", "tables/", "rules/", "data/", "verify/"}
"""Addresses that drawn pages lead to and other parts of the site provide."""


class _Reader(HTMLParser):
    """Collects ids, links and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))


LEE = "lee-cooperation-more-important-than-ever"
"""An utterance with several wordings."""


def read(body: str) -> _Reader:
    """Parse a page."""
    reader = _Reader()
    reader.feed(body)
    return reader


@cache
def pages() -> tuple[Page, ...]:
    """Give every page that is drawn from the records."""
    return tuple(record_pages(records(), "Cited.", "0.1.0"))


def test_every_row_has_a_page() -> None:
    """Every row of the main tables has its permanent address, and no two pages share one."""
    addresses = Counter(page.address for page in pages())
    expected = {f"{table}/{row['id']}/" for table in SECTIONS for row in records().rows[table]}
    assert set() == expected - addresses.keys()
    assert [1] * len(addresses) == list(addresses.values())


def test_every_page_says_what_it_is() -> None:
    """Every page has a title and a description that search engines can show."""
    for page in pages():
        assert 0 < len(page.title) <= 300, page.path
        assert 10 < len(page.description), page.path
        assert 1 == sum(tag == "h1" for tag, _ in read(page.body).tags), page.path


def test_links_lead_somewhere() -> None:
    """Every link inside the site leads to a page that exists, and to an id that the page has."""
    read_pages = {page.address: read(page.body) for page in pages()}
    for page in pages():
        for link in read_pages[page.address].links:
            if link.startswith(("http:", "https:")):
                continue
            path, _, fragment = link.partition("#")
            target = normpath(f"{page.address}{path}") + "/" if path else page.address
            target = "" if target == "./" else target
            if any(target.startswith(outside) for outside in OUTSIDE):
                continue
            assert target in read_pages, (page.path, link)
            assert not fragment or fragment in read_pages[target].ids, (page.path, link)


def test_ids_are_unique() -> None:
    """No page has an id twice."""
    for page in pages():
        assert {1} >= set(Counter(read(page.body).ids).values()), page.path


def test_neighbours_lead_through_every_row() -> None:
    """Following `next` from the first page of a table leads to each of its rows once."""
    by_address = {page.address: page for page in pages()}
    for table in SECTIONS:
        rows = [page for page in pages() if page.address.startswith(f"{table}/") and page.address.count("/") == 2]
        nexts = {
            page.address: normpath(page.address + str(attrs["href"])) + "/"
            for page in rows
            for tag, attrs in read(page.body).tags
            if tag == "a" and attrs.get("rel") == "next"
        }
        starts = [page.address for page in rows if page.address not in nexts.values()]
        assert 1 == len(starts)
        walked = [starts[0]]
        while walked[-1] in nexts:
            walked.append(nexts[walked[-1]])
        assert sorted(walked) == sorted(page.address for page in rows if page.address in by_address)


def test_a_quote_shows_all_its_wordings() -> None:
    """The page of an utterance has a card for every rendering, and its offsets."""
    data = records()
    for page in pages():
        if page.path.startswith("quotes/") and page.path != "quotes/index.md":
            key = page.path.removeprefix("quotes/").removesuffix(".md")
            renderings = data.where("renderings", "quote", key)
            assert len(renderings) == page.body.count('class="sd-wording"') + page.body.count("sd-wording--preferred")
            for rendering in renderings:
                for span in data.where("spans", "rendering", rendering["id"]):
                    assert f"{span['start']}–{span['stop']}" in page.body


def test_a_quote_shows_what_came_of_checking_it() -> None:
    """Each wording has the verdict that is recorded, in words, and each of its spans; what was not checked says so."""
    data, key = records(), LEE
    (one, *others), row = data.where("renderings", "quote", key), data.get("quotes", key)
    assert row is not None
    spans = {str(span["id"]): Verdict.MOVED for span in data.where("spans", "rendering", one["id"])}
    at = Context(data, "../../", verdicts=Recorded({str(one["id"]): Verdict.MOVED}, spans))
    body = KINDS["quotes"][1](at, row, None, None).body
    assert 1 == body.count(f"{proved.MEANINGS[Verdict.MOVED]} <a")
    assert len(spans) == body.count("<td>moved</td>")
    assert len(others) == body.count("Not held against its article")
    assert 'href="../../verify/#the-verdicts"' in body
    assert "1 wording: 1 moved" in body


def test_a_source_counts_the_verdicts_on_its_spans() -> None:
    """The page of a source says how many of its spans have which verdict; where none was checked, it says nothing."""
    data = records()
    row = next(row for row in data.rows["sources"] if row["held"])
    first, *rest = (str(span["id"]) for span in data.where("spans", "source", row["id"]))
    found = Recorded({}, {first: Verdict.FOLDED} | dict.fromkeys(rest, Verdict.EXACT))
    shown = KINDS["sources"][1](Context(data, "../../", verdicts=found), row, None, None).body
    assert f"{len(rest) + 1} spans: {len(rest)} exact, 1 folded" in shown
    assert "verify/#the-verdicts" not in KINDS["sources"][1](Context(data, "../../"), row, None, None).body


def test_the_recorded_verdicts_are_on_the_pages() -> None:
    """Our own pages show the record of the repository; those of another package show none of it."""
    own, foreign = (
        next(str(text) for path, text in site_files(ROOT / "docs", "", package) if path == f"quotes/{LEE}.md")
        for package in (None, open_package())
    )
    wordings = len(records().where("renderings", "quote", LEE))
    assert wordings == own.count(f"{proved.MEANINGS[Verdict.EXACT]} <a")
    assert wordings == foreign.count("Not held against its article")


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_means_the_same_everywhere(verdict: Verdict) -> None:
    """The page that explains the verdicts has each, with the sentence that stands on the pages of quotes."""
    explained = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^\| {verdict.value} \| [a-z]+ \| {re.escape(proved.MEANINGS[verdict])} \|$", explained)


def test_the_timeline_is_complete() -> None:
    """The timeline lists every event and every utterance, and draws every dated one twice, wide and narrow."""
    page = next(page for page in pages() if page.path == "timeline/index.md")
    reader = read(page.body)
    listed = [str(attrs["id"]) for tag, attrs in reader.tags if tag == "li" and "data-item" in attrs]
    drawn = Counter(str(attrs["data-for"]) for tag, attrs in reader.tags if tag == "a" and "data-for" in attrs)
    rows = records().rows
    dated = {str(row["id"]) for row in rows["events"] if row["date"]} | {
        str(row["id"]) for row in rows["quotes"] if row["said"]
    }
    assert {str(row["id"]) for row in (*rows["events"], *rows["quotes"])} == set(listed)
    assert dict.fromkeys(dated, 2) == drawn


def test_every_claim_and_wording_has_a_place() -> None:
    """Each claim and each wording can be linked to by its key, on the page of what it is about."""
    ids = {page.address: set(read(page.body).ids) for page in pages()}
    at = Context(records(), "")
    for table in ("claims", "renderings"):
        for row in records().rows[table]:
            address, _, fragment = at.anchor(row).partition("#")
            assert fragment == row["id"]
            assert fragment in ids[address], (address, fragment)


def test_the_matrix_tells_silence_from_denial() -> None:
    """What one side alone tells is marked as silence of the other, not as a denial."""
    page = who.page(Context(records(), "../"))
    assert "sd-dot--not-mentioned" in page.body
    assert "is said to be silent about it" in page.body
    assert 'class="sd-cell sd-cell--not-mentioned"' in page.body


@pytest.mark.parametrize(
    ("edtf", "first", "last", "expected"),
    [
        ("2026-01-13", date(2026, 1, 13), date(2026, 1, 13), Shape.DAY),
        ("1910/1945", date(1910, 1, 1), date(1945, 12, 31), Shape.SPAN),
        ("[2026-01-05..2026-01-11]", date(2026, 1, 5), date(2026, 1, 11), Shape.UNSURE),
        ("2025-10", date(2025, 10, 1), date(2025, 10, 31), Shape.UNSURE),
        ("1945~", date(1945, 1, 1), date(1945, 12, 31), Shape.UNSURE),
        ("[..2026-01-13]", None, date(2026, 1, 13), Shape.BEFORE),
        ("[2026-01-14..]", date(2026, 1, 14), None, Shape.AFTER),
    ],
)
def test_uncertain_dates_look_uncertain(edtf: str, first: date | None, last: date | None, expected: Shape) -> None:
    """A date is drawn as what it is: a day, a stretch, or a day that is not told."""
    assert expected is shape({"date": edtf, "first": first, "last": last})


_DAYS = st.dates(min_value=date(600, 1, 1), max_value=date(2030, 1, 1))


@given(
    st.lists(st.tuples(_DAYS, _DAYS).map(lambda days: (min(days), max(days))), min_size=1, max_size=20), _DAYS, _DAYS
)
def test_the_scale_keeps_the_order_of_days(ranges: list[tuple[date, date]], one: date, other: date) -> None:
    """An earlier day never stands to the right of a later one, and all stand within the width."""
    place = scale(ranges, 1000)
    assert place(min(one, other)) <= place(max(one, other))
    assert 0 <= place(one) <= 1000.001


_WORDS = st.text(alphabet="ab c,.…“", min_size=0, max_size=40)


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_alignment_loses_no_word(texts: list[str]) -> None:
    """The pieces of each wording, read from top to bottom, give its text again but for blanks at its start."""
    lines = align(texts)
    for number, text in enumerate(texts):
        joined = "".join(piece.text for line in lines for piece in line[number])
        assert text.replace(" ", "") == joined.replace(" ", "")


def test_alignment_sets_shared_words_on_one_line() -> None:
    """What all wordings share is marked as the same, what stands elsewhere as moved, the rest as a wording's own."""
    lines = align(["We must go on now", "Now we will go on"])
    assert ["go on"] == [
        line[0][0].text.strip() for line in lines if all(cell and cell[0].mark is Mark.SAME for cell in line)
    ][-1:]
    marks = {(piece.text.strip(), piece.mark) for line in lines for cell in line for piece in cell}
    assert {("must", Mark.OWN), ("will", Mark.OWN), ("now", Mark.MOVED)} <= marks


def test_markup_escapes_whatever_is_not_markup() -> None:
    """Text is escaped in content and attributes, markup is not, and names of attributes cannot be injected."""
    assert '<p title="&quot;&gt;">&lt;b&gt;<b>x</b></p>' == el("p", "<b>", Html("<b>x</b>"), title='">')
    assert "1 &amp; 2" == flat(["1 & ", 2, None, False])
    with pytest.raises(ValueError, match="no name of an attribute"):
        el("p", **{"on click=x": "y"})


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//host/x", 'https://x"onload=y', " https://x"]
)
def test_only_plain_addresses_become_links(address: str) -> None:
    """An address of another scheme, or with marks that could end an attribute, is shown as text."""
    assert "href" not in abroad(address)


def test_the_policy_allows_the_theme_and_nothing_else() -> None:
    """The policy lists the digests of the theme's scripts and no word that lets in others."""
    made = policy(["<script>one</script><p></p><script>two</script>"])
    assert 2 == made.count("'sha256-")
    assert "unsafe" not in made
    assert "http:" not in made
    assert made.startswith("default-src 'none'")


def test_linked_data_describes_every_file() -> None:
    """The description for search engines is JSON, names every table with its digest, and cannot end its element."""
    descriptor = dict(open_package().descriptor) | {"title": "</script><b>"}
    described = linked(linked_data.dataset(descriptor, "https://example.org/"))
    assert "</script><b>" == described["alternateName"]
    assert {entry["path"]: f"https://example.org/data/{entry['path']}" for entry in descriptor["resources"]} == {
        entry["@id"]: entry["contentUrl"] for entry in described["distribution"]
    }
    assert all(re.fullmatch("[0-9a-f]{64}", entry["sha256"]) for entry in described["distribution"])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, on which mlcroissant stands
def test_the_home_page_is_croissant(tmp_path: Path) -> None:
    """A loader of Croissant finds no fault with what the home page embeds, and loads records by it."""
    given = dict(site_files(ROOT / "docs"))
    for path, content in given.items():
        if path.startswith("data/"):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    described = linked(str(given["index.md"]))
    (tmp_path / "croissant.json").write_text(json.dumps(described), encoding="utf-8")
    loaded = mlcroissant.Dataset(tmp_path / "croissant.json")
    assert set() == loaded.metadata.issues.errors
    keys = [record["quotes/id"].decode() for record in loaded.records("quotes")]
    assert [row["id"] for row in records().rows["quotes"]] == keys


def linked(page: str) -> dict[str, Any]:
    """Give the metadata that a page embeds."""
    inside = re.search(r'<script type="application/ld\+json">([^<]*)</script>', page)
    assert inside is not None
    found: dict[str, Any] = json.loads(inside[1])
    return found


def test_front_matter_survives_any_text() -> None:
    """Quotation marks, backslashes and tags in a title stay inside their scalar, escaped for HTML."""
    page = Page("a/b.md", 'x"\\y</title>: #', 'd"\\e\n---\n', "<p></p>", "s")
    lines = page.source().split("\n")
    assert 'title: "x&quot;\\\\y&lt;/title&gt;: #"' == lines[1]
    assert lines.index("---", 1) == lines.index("") - 1


@pytest.mark.parametrize("path", ["../x.md", "a/../b.md", "a b.md", "/x.md", "x.html", "a/<b>.md"])
def test_pages_stand_nowhere_else(path: str) -> None:
    """A key that is no slug cannot lead a page out of the site."""
    with pytest.raises(ValueError, match="no path of a page"):
        Page(path, "t", "d", "", "s")


def test_dates_are_said_in_words() -> None:
    """EDTF becomes English, without padded years."""
    assert "13 January 2026" == when("2026-01-13")
    assert "one year, 667–733" == when("[0667..0733]")
    assert "one day, 5–11 January 2026" == when("[2026-01-05..2026-01-11]")
    assert "no date in the sources" == when(None)


def test_shortening_keeps_whole_words() -> None:
    """A description ends at a word."""
    assert "one two…" == shortened("one two three", 9)
    assert "one" == shortened("one", 9)


def test_copied_pages_are_the_files() -> None:
    """Contributing and changelog are shown from the files themselves, lists indented as the site wants it."""
    from summitdata.site.written import copied

    text = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    before, after = ([line.strip() for line in given.splitlines() if line] for given in (text, copied(text)))
    assert [line.replace("](docs/", "](") for line in before] == after
    assert not re.search(r"(?m)^ {3}\S", copied(text))
    assert not re.search(r"(?m)[^\n]\n[0-9]+\. ", copied(text))


def test_vendored_files_are_told_with_version_and_digest() -> None:
    """Every font stands in the list beside it with where it is from, its version and the digest that it has."""
    folder = ROOT / "docs" / "assets" / "fonts"
    told = (folder / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `(\S+)` \| `\S+`[^|]* \| [0-9.]+ \| `([0-9a-f]{64})` \|$", told)
    assert dict(rows) == {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.woff2")}
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert not re.findall(r"https?://", "".join(file.read_text("utf-8") for file in folder.parent.glob("css/*.css")))


def test_what_stands_between_backticks_is_code() -> None:
    """Backticks become code, whatever stands around or between them is escaped, and no page of a rule shows one."""
    assert "a &lt;b&gt; <code>&lt;c&gt;</code> d" == ticked("a <b> `<c>` d")
    assert "plain" == ticked("plain")
    for entry in CATALOGUE.values():
        for text in (entry.sentence, entry.why, entry.fix, *entry.near):
            assert text.count("`") % 2 == 0, entry.code


def test_a_changelog_is_shown_without_its_brackets() -> None:
    """Numbers of versions lose their brackets, links keep theirs, and a version with nothing in it is left out."""
    text = "# Log\n\n## [Unreleased]\n\n## [0.1.0] - 2026\n\nSee [this](docs/x.md).\n\n## [a](b)\n"
    assert "# Log\n\n## 0.1.0 - 2026\n\nSee [this](x.md).\n\n## [a](b)\n" == written.copied(text)
    assert written.copied("## [Unreleased]\n\n- New.\n\n## [0.1.0]\n").startswith("## Unreleased\n\n- New.\n")


def test_the_dictionary_has_everything_with_real_examples() -> None:
    """Each table has a page with each column, whose example stands in our data; each code has its meaning and a row."""
    data = records()
    made = {page.path: page.body for page in dictionary.pages(Context(data, ""))}
    for table in TABLES.values():
        for column in table.columns:
            assert column.meaning in html.unescape(made[f"tables/{table.name}.md"])
            assert f'id="{column.name}"' in made[f"tables/{table.name}.md"]
            values = [row[column.name] for row in data.rows[table.name]]
            assert not values or example(column) in values, (table.name, column.name)
    found = codes.examples(Context(data, ""))
    told = made["tables/vocabularies.md"]
    every = [(vocabulary.name, code) for vocabulary in VOCABULARIES for code in vocabulary.codes]
    for vocabulary, code in every:
        assert html.escape(code.meaning) in told, (vocabulary, code)
    assert sum((vocabulary, code.code) in found for vocabulary, code in every) == told.count("e. g. ")
    assert sum((vocabulary, code.code) not in found for vocabulary, code in every) == told.count("No row has it yet.")


def test_the_home_page_shows_an_utterance_and_how_to_begin() -> None:
    """An utterance in all its wordings, marked; three lines that load; the citation; every file; the metadata."""
    home = next(str(text) for path, text in site_files(ROOT / "docs") if path == "index.md")
    reader = read(home)
    key = next(row["id"] for row in records().rows["quotes"] if f"quotes/{row['id']}/" in home)
    wordings = [row for row in records().where("renderings", "quote", key) if row["text"]]
    assert 1 < len(wordings) == sum(tag == "figure" for tag, _ in reader.tags)
    assert len(wordings) <= home.count("<mark>")
    lines = (
        "import summitdata",
        "",
        "quotes = summitdata.load(&quot;quotes&quot;)",
        f"summitdata.wordings(&quot;{key}",
    )
    assert "&#10;".join(lines) in home
    assert cite() in home
    files = {DESCRIPTOR} | {str(entry["path"]) for entry in open_package().descriptor["resources"]}
    assert files == {link.removeprefix("data/") for link in reader.links if link.startswith("data/")}
    assert "application/ld+json" in home


def test_five_examples_are_run_and_answer(tmp_path: Path) -> None:
    """Each of the five examples prints an answer when the site is built; one that fails stops the build."""
    shown = [examples.run(script) for script in sorted((ROOT / "docs" / "examples").glob("*.py"))]
    assert 5 == len(shown)
    for one in shown:
        assert one.question.endswith("?")
        assert "import summitdata" in one.program
        assert one.output.strip()
    (tmp_path / "wrong.py").write_text('"""A question?"""\n\nraise LookupError("no answer")\n', encoding="utf-8")
    with pytest.raises(LookupError, match="no answer"):
        examples.page(tmp_path)
