"""What holds of every article: how each way in which it can differ from the one that was read is judged."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, example, given
from hypothesis import strategies as st

from small_articles import Quoted, about, at_hand, quoting, rows_about, span
from small_evidence import rendering
from summitdata.evidence import Article, Verdict, document, most_telling, verify
from summitdata.texts import fold, normalise

Drawn = tuple[str, list[Quoted]]

_FOLDINGS: dict[str, dict[str, str | int | None]] = {
    "no-break spaces": {" ": "\u00a0"},
    "line ends": {" ": "\n"},
    "double spaces": {" ": "  "},
    "full width": {**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}},
    "curly apostrophes": {"'": "\u2019"},
    "dashes": {"-": "\u2013"},
    "zero width": {"a": "a\u200b", "e": "e\u00ad"},
}


def _verdicts(drawn: Drawn, *texts: str) -> list[Verdict]:
    """Hold the rows about the drawn article against *texts*, the first of which is its own."""
    found = verify(about(*drawn), [Article("s", texts[0]), *at_hand(*texts[1:])])
    return [each.verdict for each in found.located.values()]


@given(quoting())
def test_the_article_that_was_read_is_exact(drawn: Drawn) -> None:
    """In the very text that was read every stretch is exact, and so is every rendering, and nothing is found."""
    text, stretches = drawn
    kept = [Quoted(each.start, each.stop) for each in stretches]
    found = verify(about(text, kept), at_hand(text))
    assert () == found.findings
    assert {Verdict.EXACT} == {each.verdict for each in found.located.values()}
    assert {Verdict.EXACT} == {each.verdict for each in found.judged.values()}
    assert [(each.start, each.stop) for each in kept] == [each.place for each in found.located.values()]


@given(quoting(), st.text("klmno \n", min_size=1, max_size=12))
def test_after_an_insertion_every_stretch_has_moved_by_it(drawn: Drawn, inserted: str) -> None:
    """Text at the head of an article moves every stretch by its length, whether its words are kept or not."""
    text, stretches = drawn
    found = verify(about(*drawn), [Article("s", inserted + text)])
    assert {Verdict.MOVED} == {each.verdict for each in found.located.values()}
    by = len(inserted)
    assert [(each.start + by, each.stop + by) for each in stretches] == [each.place for each in found.located.values()]
    assert all(each.is_sure for each in found.located.values())


@given(quoting(), st.data())
def test_a_changed_letter_is_told(drawn: Drawn, data: st.DataObject) -> None:
    """Where one letter of a stretch differs, its words are changed; if they are not kept, nothing can be said of it."""
    text, stretches = drawn
    changed = data.draw(st.sampled_from(range(len(stretches))))
    at = data.draw(st.integers(stretches[changed].start, stretches[changed].stop - 1))
    assume(text[at].isalnum())
    verdicts = _verdicts(drawn, f"{text[:at]}Z{text[at + 1 :]}")
    expected = [Verdict.EXACT] * len(stretches)
    expected[changed] = Verdict.CHANGED if stretches[changed].kept else Verdict.NOT_CHECKABLE
    assert expected == verdicts


@given(quoting(), st.sampled_from(sorted(_FOLDINGS)))
def test_marks_width_and_spaces_are_folded(drawn: Drawn, folding: str) -> None:
    """Where only marks, width or spaces of the last stretch differ, its verdict is folded, at its old place."""
    text, stretches = drawn
    last = stretches[-1]
    words = text[last.start : last.stop]
    other = words.translate(str.maketrans(_FOLDINGS[folding]))
    assume(other != words)
    rows = about(text, [Quoted(last.start, last.stop)])
    found = verify(rows, [Article("s", normalise(f"{text[: last.start]}{other}{text[last.stop :]}".encode()))])
    (located,) = found.located.values()
    assert (Verdict.FOLDED, last.start) == (located.verdict, located.start)


@given(quoting())
def test_a_decomposed_article_is_the_same(drawn: Drawn) -> None:
    """An article saved with letters and accents apart is the text that was read."""
    text, stretches = drawn
    apart = normalise(unicodedata.normalize("NFD", text).encode())
    assert [Verdict.EXACT] * len(stretches) == _verdicts(drawn, apart)


@given(quoting(), st.booleans())
def test_deleted_words_are_absent_or_in_another_source(drawn: Drawn, elsewhere: bool) -> None:
    """A stretch that is gone is absent, unless the article of another source has it, which is then named."""
    text, stretches = drawn
    first = stretches[0]
    words = text[first.start : first.stop]
    other = f"It printed \u201c{words}\u201d." if elsewhere else "It printed nothing."
    mine = "".join(letter if letter in "\u201c\u201d" else "~" for letter in text)
    spans = [span("s.r1.s1", text, (first.start, first.stop), kept=first.kept)]
    rows = rows_about({"s": text, "t": other}, spans, [rendering("s.r1", "q")])
    found = verify(rows, [Article("s", mine), Article("t", other)])
    (located,) = found.located.values()
    if elsewhere:
        assert (Verdict.FOUND_IN_ANOTHER_SOURCE, "t", 12) == (located.verdict, located.source, located.start)
    else:
        assert located.verdict is (Verdict.ABSENT if first.kept else Verdict.NOT_CHECKABLE)
    assert located.verdict is found.judged["s.r1"].verdict


@given(st.lists(quoting(), min_size=2, max_size=3), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_files_makes_no_difference(drawn: list[Drawn], random: object, updated: bool) -> None:
    """Whatever the order in which articles are read, everything that comes of it is the same."""
    sources = {f"s{number}": f"{number} {text}" for number, (text, _) in enumerate(drawn)}
    spans = [
        span(f"s{number}.r{index}.s1", sources[f"s{number}"], (each.start + 2, each.stop + 2), kept=each.kept)
        for number, (_, stretches) in enumerate(drawn)
        for index, each in enumerate(stretches)
    ]
    rows = rows_about(sources, spans)
    files = [Article(f"{at}", f"Updated. {text}" if updated else text) for at, text in enumerate(sources.values())]
    expected = verify(rows, files)
    random.shuffle(files)  # type: ignore[attr-defined]
    found = verify(rows, files)
    assert document(expected, expected.findings) == document(found, found.findings)


@given(st.lists(st.sampled_from(Verdict), min_size=1))
def test_the_verdict_on_a_whole_is_that_on_a_part(verdicts: list[Verdict]) -> None:
    """A whole has the verdict of one of its parts, and is exact only if all of them are."""
    whole = most_telling(verdicts)
    assert whole in verdicts
    assert (whole is Verdict.EXACT) == ({Verdict.EXACT} == set(verdicts))


@given(st.text())
@example("a\u0301\u00ad\u0316 \u2033\u00b4")
def test_folding_forgets_what_unicode_calls_compatible(text: str) -> None:
    """Folding is idempotent, gives the same for a text and its NFKC form, and places every character it keeps."""
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    assert folded.text == fold(folded.text).text == fold(unicodedata.normalize("NFKC", text)).text
    assert len(folded.text) == len(folded.starts) == len(folded.stops)
    assert all(0 <= start < stop <= len(text) for start, stop in zip(folded.starts, folded.stops, strict=True))


@given(st.text("a\u00e9e\u0301 \u00a0'\u2019\u201c-\u2014\u200b\uff41\u304b\u3099", max_size=30), st.data())
def test_what_is_found_folded_has_the_words(text: str, data: st.DataObject) -> None:
    """Every place that is found has the words when it is folded itself, and a stretch is found in its own text."""
    text = unicodedata.normalize("NFC", text)
    start, stop = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    words = fold(text[start:stop]).text
    for first, last in fold(text).find(words):
        assert words == fold(text[first:last]).text


def test_a_letter_is_not_found_in_the_same_letter_with_an_accent() -> None:
    """A stretch ends with a whole character: a word is not in one with an accent, nor a syllable in a longer one."""
    assert [] == [*fold("caf\u00e9").find(fold("cafe").text)]
    assert [] == [*fold("\ud55c").find(fold("\ud558").text)]
    assert [(1, 5)] == [*fold("\u201ccaf\u00e9\u201d").find(fold("caf\u00e9").text)]
