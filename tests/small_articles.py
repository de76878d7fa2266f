"""Small articles made by hand or drawn, with the rows that speak of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from small_evidence import dataset, rendering, row, source
from summitdata.evidence import Article
from summitdata.model import Row, Rows
from summitdata.texts import digest


@dataclass(frozen=True)
class Quoted:
    """A stretch of an article that a row speaks of; its words are kept or not."""

    start: int
    stop: int
    kept: bool = True


def span(key: str, text: str, place: tuple[int, int], /, *, kept: bool = True, **cells: object) -> Row:
    """Give the span of a stretch of *text*, in the source that its key begins with."""
    words = text[slice(*place)]
    parent = key.rpartition(".")[0]
    made: Row = {
        "source": key.partition(".")[0],
        "rendering": parent if "." in parent else None,
        "part": 1,
        "use": "speech" if kept else "reported",
        "start": place[0],
        "stop": place[1],
        "sha256": digest(words),
        "text": words if kept else None,
    }
    return row("spans", key, **(made | cells))  # type: ignore[arg-type]


def rows_about(articles: Mapping[str, str], spans: Iterable[Row], renderings: Iterable[Row] = ()) -> Rows:
    """Give rows with a held source for each of the *articles*, by key, and with these spans."""
    sources = [
        source(key, title=f"[Text {key}]", text_sha256=digest(text), length=len(text)) for key, text in articles.items()
    ]
    return dataset(("sources", sources), ("renderings", renderings), ("spans", spans))


def about(text: str, stretches: Iterable[Quoted], key: str = "s") -> Rows:
    """Give rows in which every one of the *stretches* of an article is a rendering with one span."""
    spans, renderings = [], []
    for number, stretch in enumerate(stretches, 1):
        renderings.append(rendering(f"{key}.r{number}", "q"))
        spans.append(span(f"{key}.r{number}.s1", text, (stretch.start, stretch.stop), kept=stretch.kept))
    return rows_about({key: text}, spans, renderings)


def at_hand(*texts: str) -> tuple[Article, ...]:
    """Give articles whose files are called by their number."""
    return tuple(Article(f"{number:03}", text) for number, text in enumerate(texts))


_STEMS = st.text("abcdefgh\u00e9\u00fc\u304b\u304c\u3042\ud55c\uad6d'-", min_size=4, max_size=9)


@st.composite
def quoting(draw: st.DrawFn) -> tuple[str, list[Quoted]]:
    """Draw an article of words that never come twice, some of them quoted, and the quoted stretches."""
    parts, stretches, position, number = [], [], 0, 0
    for _ in range(draw(st.integers(2, 5))):
        plain, said = (draw(st.lists(_STEMS, min_size=1, max_size=5)) for _ in range(2))
        words = []
        for stem in (*plain, *said):
            number += 1
            words.append(f"{unicodedata.normalize('NFC', stem)}{number:03}x")
        before = " ".join(words[: len(plain)]) + " \u201c"
        quotation = " ".join(words[len(plain) :])
        start = position + len(before)
        stretches.append(Quoted(start, start + len(quotation), draw(st.booleans())))
        text = f"{before}{quotation}\u201d.\n"
        parts.append(text)
        position += len(text)
    return "".join(parts), stretches
