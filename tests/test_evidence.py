"""The rows held against the articles: the shipped dataset, and each mistake and verdict on small ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from golden_files import golden
from small_articles import Quoted, about, at_hand, rows_about, span
from small_evidence import rendering
from summitdata.catalogue.judging import by_articles
from summitdata.catalogue.of_articles import SAID
from summitdata.catalogue.staging import rows_and_articles
from summitdata.evidence import (
    ALIKE,
    MOST_BETWEEN,
    Article,
    Verdict,
    Verification,
    articles,
    document,
    most_telling,
    recorded,
    verify,
)
from summitdata.evidence.record import RecordError
from summitdata.model import Rows
from summitdata.reports.verification import render
from summitdata.rows import read
from summitdata.texts import TextError

ROOT = Path(__file__).parent.parent
RECORD = ROOT / "docs" / "proofs" / "evidence.json"


@pytest.fixture(scope="module")
def rows(dataset: Path) -> Rows:
    """The rows of the dataset, as written."""
    reading = read(dataset)
    assert () == reading.findings
    return reading.tables


@pytest.fixture(scope="module")
def verification(rows: Rows, texts: Path) -> Verification:
    """The rows held against the five articles."""
    return verify(rows, articles(texts))


def test_every_span_and_every_rendering_is_exact(verification: Verification) -> None:
    """Held against the articles, the rows have no finding, no source is left out, and every verdict is exact."""
    assert ((), ()) == (verification.findings, verification.unchecked)
    assert {Verdict.EXACT} == {each.verdict for each in verification.located.values()}
    assert {Verdict.EXACT} == {each.verdict for each in verification.judged.values()}
    assert verification.runs[0] == verification.runs[1] > 0


def test_every_article_has_a_source(verification: Verification, texts: Path) -> None:
    """Each article at hand is the text of exactly one source."""
    matched = sorted(match.article.name for match in verification.matches.values())
    assert sorted(article.name for article in articles(texts)) == matched


def test_the_record_is_what_the_articles_give(verification: Verification) -> None:
    """The record in the repository is the one that a fresh run writes, verdict for verdict."""
    assert RECORD.read_text(encoding="utf-8") == document(verification, ()) + "\n"


def test_the_record_has_every_span_and_rendering(rows: Rows) -> None:
    """Without the articles: the record speaks of each row there is, at the offsets that stand there."""
    found = recorded(RECORD)
    assert [row["id"] for row in rows["renderings"]] == [*found.renderings]
    told = json.loads(RECORD.read_text(encoding="utf-8"))["spans"]
    offsets = [(row["id"], row["source"], row["start"], row["stop"]) for row in rows["spans"]]
    assert offsets == [(each["id"], each["source"], each["start"], each["stop"]) for each in told]
    assert {Verdict.EXACT} == {*found.renderings.values(), *found.spans.values()}


def test_our_pages_have_no_prose_of_the_articles(verification: Verification) -> None:
    """No page, and no docstring or comment of the package, has a run of eight words from an article's own prose."""
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    files += [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.py")]
    assert len(files) > 50
    copied = {str(file.relative_to(ROOT)): verification.printed.first_run(file.read_text("utf-8")) for file in files}
    assert {} == {file: run for file, run in copied.items() if run is not None}


def test_the_limit_between_parts_follows_from_the_dataset(rows: Rows) -> None:
    """The widest gap is 60 code points, the longest words that belong to a quotation have 234; the limit is above."""
    speech = [row for row in rows["spans"] if row["use"] == "speech"]
    pairs = [
        (left, right)
        for left in speech
        for right in speech
        if left["rendering"] == right["rendering"] and int(str(left["part"])) < int(str(right["part"]))
    ]
    assert 60 == max(int(str(right["start"])) - int(str(left["stop"])) for left, right in pairs)
    quoting = {row["rendering"] for row in speech}
    words = [row for row in rows["spans"] if row["use"] == "reported" and row["rendering"] in quoting]
    longest = max(int(str(row["stop"])) - int(str(row["start"])) for row in words)
    assert (234, True) == (longest, longest <= MOST_BETWEEN < 2 * longest)


def test_the_least_likeness_follows_from_the_dataset(rows: Rows, texts: Path) -> None:
    """What is like a kept stretch of the dataset in an article without it is below the limit, or a form of it."""
    from rapidfuzz.fuzz import partial_ratio

    forms = {
        "America First",
        "Bitter memories",
        "Therefore, cooperation between our two countries is more important than ever",
    }
    by_key = {row["id"]: row["text_sha256"] for row in rows["sources"]}
    kept = [row for row in rows["spans"] if row["text"] is not None and row["text"] not in forms]
    scores = [
        partial_ratio(str(row["text"]), article.text)
        for row in kept
        for article in articles(texts)
        if article.sha256 != by_key[row["source"]]
    ]
    assert 70 < max(scores) < 71 < ALIKE


PROSE = "The ministers walked slowly through the old garden, and “nobody asked us” was all that one of them would say."
START = PROSE.index("nobody")
STOP = START + len("nobody asked us")


@pytest.mark.parametrize(
    ("table", "changes", "expected"),
    [
        ("spans", {}, []),
        ("sources", {"length": 3}, ["E002"]),
        ("spans", {"sha256": "0" * 64}, ["E003"]),
        ("spans", {"text": "nobody told us"}, ["E004"]),
        ("spans", {"start": START + 1, "text": "obody asked us"}, ["E003", "E005"]),
        ("spans", {"start": STOP}, ["E003"]),
        ("spans", {"start": STOP, "text": None}, ["E003", "E005"]),
        ("sources", {"note": "The ministers walked slowly through the old garden."}, ["W001"]),
        ("sources", {"note": "The ministers walked slowly through the old."}, []),
        ("sources", {"title": "Nobody asked us"}, ["E011"]),
        ("sources", {"byline": "The ministers", "dateline": "old garden"}, []),
        ("sources", {"dateline": "old gard"}, ["E011"]),
        ("renderings", {"speaker_printed": "one of then"}, ["E011"]),
    ],
)
def test_each_mistake_is_found(table: str, changes: dict[str, object], expected: list[str]) -> None:
    """A wrong length, digest, wording or offset and copied prose are each found; seven words are not copying."""
    rows = about(PROSE, [Quoted(START, STOP)])
    rows[table][0].update(changes)  # type: ignore[arg-type]
    assert expected == [finding.code for finding in verify(rows, at_hand(PROSE)).findings]


@pytest.mark.parametrize("code", SAID)
def test_what_looks_like_a_breach_and_is_none(code: str, tmp_path: Path) -> None:
    """The near miss of each check changes a file, and nothing is found."""
    rows_and_articles(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    SAID[code].near.change(tmp_path)
    assert before != {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    assert () == by_articles(tmp_path)


def test_a_source_whose_article_is_missing_is_named() -> None:
    """Without its article a source counts as unchecked, never as passed, and so does everything in it."""
    found = verify(about(PROSE, [Quoted(START, STOP)]), at_hand("Another text."))
    assert ((), ("s",)) == (found.findings, found.unchecked)
    expected = [(Verdict.NOT_CHECKABLE, "its article is not at hand")]
    assert expected == [(each.verdict, each.reason) for each in found.located.values()]
    assert expected == [(each.verdict, each.reason) for each in found.judged.values()]


def test_what_has_no_span_or_no_offsets_is_not_checkable() -> None:
    """A rendering without a span, a span that cannot be read, and one of a source that is not held prove nothing."""
    spans = [
        span("s.t1", PROSE, (START, STOP), use="term"),
        span("s.r2.s1", PROSE, (3, 9)),
        span("u.r1.s1", PROSE, (0, 3)),
    ]
    spans[1]["start"] = None
    rows = rows_about({"s": PROSE}, spans, [rendering("s.r1", "q"), rendering("s.r2", "q"), rendering("u.r1", "q")])
    found = verify(rows, at_hand(PROSE))
    assert ["it has no span", "its offsets or its digest could not be read", "its source is not held"] == [
        each.reason for each in found.judged.values()
    ]
    assert {Verdict.NOT_CHECKABLE} == {each.verdict for each in found.judged.values()}


@pytest.mark.parametrize(
    ("name", "text", "recognised_by"),
    [
        ("s", "Nothing of it is left.", "its file name"),
        ("other", PROSE.replace("slowly", "fast"), "its spans"),
        ("other", "Title of s\n\nNothing else of it is left.", "its title"),
        ("other", "Nothing of it is left.", None),
    ],
)
def test_a_changed_article_is_recognised(name: str, text: str, recognised_by: str | None) -> None:
    """An article with another digest is known by its file's name, its spans or its title, and reported as changed."""
    rows = about(PROSE, [Quoted(START, STOP), Quoted(4, 13, kept=False)])
    rows["sources"][0]["title"] = "Title of s"
    found = verify(rows, [Article(name, text)])
    assert recognised_by == (found.matches["s"].how if "s" in found.matches else None)
    assert (recognised_by is not None) == ("E007" in {finding.code for finding in found.findings})


def test_nothing_is_guessed_between_two_articles() -> None:
    """Two texts that have the same spans of a source are neither taken for its article."""
    texts = at_hand(PROSE.replace("slowly", "fast"), PROSE.replace("slowly", "away"))
    assert ("s",) == verify(about(PROSE, [Quoted(START, STOP)]), texts).unchecked


def test_the_most_telling_verdict_counts() -> None:
    """What disproves a part disproves the whole; what was not checked was not proved."""
    assert Verdict.CHANGED is most_telling([Verdict.EXACT, Verdict.NOT_CHECKABLE, Verdict.CHANGED])
    assert Verdict.NOT_CHECKABLE is most_telling([Verdict.MOVED, Verdict.NOT_CHECKABLE, Verdict.EXACT])
    assert Verdict.MOVED is most_telling([Verdict.MOVED, Verdict.FOLDED])
    assert Verdict.NOT_CHECKABLE is most_telling([])


def _every_verdict() -> Verification:
    """Hold rows against two articles of which the first has changed in every way."""
    old = (
        "It began. “We’re the first,” he said, “and we stay.” She spoke of a “long - winter”. They were told of "
        "“seven empty boats” and of “one full harbour”, and nobody knew of “the lost bell”. The crew left on Monday. "
        "Nobody “laughed”."
    )
    new = (
        "It began. “We're the first,” he said, “and we stay.” Later she spoke of a “long — winter”. They were told of "
        "“eight empty boats”, and nobody knew. The crew sailed on Tuesday. Nobody “laughed”. They “laughed”."
    )
    words = [
        "We’re the first,",
        "and we stay.",
        "long - winter",
        "seven empty boats",
        "one full harbour",
        "the lost bell",
    ]
    places = [(old.index(each), old.index(each) + len(each)) for each in [*words, "The crew left on Monday", "laughed"]]
    spans = [
        span(f"a.r{number}.s1", old, place, kept="crew" not in old[slice(*place)])
        for number, place in enumerate(places, 1)
    ]
    third = "A third text has “one full harbour”."
    spans.append(span("b.r1.s1", third, (third.index("one"), third.index("”"))))
    rows = rows_about({"a": old, "b": third, "c": "Not at hand."}, [*spans, span("c.r1.s1", "Not at hand.", (0, 3))],
        [rendering(str(each["rendering"]), "q") for each in spans] + [rendering("c.r1", "q")])  # fmt: skip
    return verify(rows, [Article("a", new), Article("b", third)])


def test_the_text_report_of_every_verdict() -> None:
    """Each verdict is told with the place, the words that differ and the mend, and counted in the table."""
    found = _every_verdict()
    assert set(Verdict) == {each.verdict for each in found.located.values()}
    text = render(found, found.findings)
    assert golden("evidence/every-verdict.txt", text) == text
    assert text == re.sub(r"\x1b\[[0-9;]*m", "", render(found, found.findings, colour=True))
    assert "\x1b[31m" in render(found, found.findings, colour=True)


def test_a_report_without_a_finding_says_so() -> None:
    """Where every span stands where its row says, that is the last line, and the table has one verdict."""
    text = "He said: “we are glad”."
    rows = rows_about(
        {"a": text}, [span("a.r1.s1", text, (text.index("we"), text.index("”")))], [rendering("a.r1", "q")]
    )
    told = render(found := verify(rows, [Article("a", text)]), found.findings).splitlines()
    assert ["spans of        exact", "a                   1"] == told[:2]
    assert "Every span that could be checked stands where its row says." == told[-1]


def test_the_json_report_of_every_verdict(tmp_path: Path) -> None:
    """The JSON has every source, rendering, span and finding, is ASCII, and can be read back."""
    found = _every_verdict()
    text = document(found, found.findings)
    assert golden("evidence/every-verdict.json", text) == text
    assert text.isascii()
    file = tmp_path / "evidence.json"
    file.write_text(text, encoding="utf-8")
    assert {key: each.verdict for key, each in found.located.items()} == recorded(file).spans


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "summitdata-evidence", "version": "2.0"}', None])
def test_what_is_no_record_is_refused(text: str | None, tmp_path: Path) -> None:
    """A file that is no record, one of a later form, or none at all is refused with its name."""
    file = tmp_path / "evidence.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"evidence\.json"):
        recorded(file)


def test_an_article_that_is_no_text_is_named(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named with the byte that fits no character; hidden files are left out."""
    (tmp_path / ".hidden").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text("Words.", encoding="utf-8")
    assert ["b"] == [article.name for article in articles(tmp_path)]
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    with pytest.raises(TextError, match=r"a\.txt: The text is not UTF-8: byte 0xe9 at offset 3"):
        articles(tmp_path)
