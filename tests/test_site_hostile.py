"""Whatever stands in a cell, pages show it and never run it: judged by a parser of HTML."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

from hostile import PAYLOADS, RUN, WORD, cell, rows, text_columns
from summitdata.records import Records
from summitdata.site import home, record_pages, who
from summitdata.site.context import SECTIONS, Context
from summitdata.site.markup import Html
from summitdata.site.page import Page

ALLOWED = {
    "a", "article", "aside", "b", "blockquote", "button", "caption", "circle", "code", "dd", "details", "div", "dl",
    "dt", "figcaption", "figure", "form", "g", "h1", "h2", "h3", "header", "input", "label", "li", "line", "mark",
    "nav", "ol", "option", "p", "path", "pre", "q", "rect", "section", "select", "span", "strong", "summary", "svg",
    "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
"""The elements that our own pages consist of."""


class _Judge(HTMLParser):
    """Collects what no page of ours may have."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge one tag."""
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.faults.append(f"{tag} {name}")
            if name in {"href", "src", "action"} and not re.match(r"https?://|#|\.|[a-z0-9-]+/|\?", str(value)):
                self.faults.append(f"{tag} {name}={value}")
        if tag == "input" and "autofocus" in dict(attrs):
            self.faults.append("autofocus")

    def handle_comment(self, data: str) -> None:
        """Judge a comment."""
        self.faults.append(f"<!--{data}-->")


def faults(body: str) -> list[str]:
    """Give what a page has that none may have."""
    judge = _Judge()
    judge.feed(body)
    judge.close()
    return judge.faults


def hostile_pages() -> list[Page]:
    """Give every kind of page, made from hostile records."""
    data = Records(rows())
    top = Context(data, "", cell(3), cell(4))
    return [
        *record_pages(data, cell(3), cell(4)),
        home.page(top, ["quotes.parquet"], Html("")),
        who.page(top.seen_from(1)),
    ]


def test_there_are_enough_payloads() -> None:
    """At least forty payloads, all different, are in each text column of each table."""
    assert len(set(PAYLOADS)) >= 40
    given = rows()
    for table, column in text_columns():
        assert any(all(payload in str(row[column]) for payload in PAYLOADS) for row in given[table]), (table, column)


def test_hostile_cells_are_shown_and_not_run() -> None:
    """On every kind of page hostile text is there, and adds no element, no handler and no address of its own."""
    pages = hostile_pages()
    kinds = {page.path.split("/")[0] for page in pages}
    assert {*SECTIONS, "timeline", "who-says-what", "index.md"} <= kinds
    for page in pages:
        assert [] == faults(page.body), page.path
        head = page.source().split("\n---\n")[0]
        assert "<" not in head, page.path
        assert RUN not in page.body or WORD in page.body, page.path
    assert all(
        html.escape(f"<img src=x onerror={RUN}>") in page.body for page in pages if page.path.startswith("quotes/")
    )


def test_hostile_text_cannot_leave_its_markdown_block() -> None:
    """The body of a page is one line, so that no line of a cell can begin Markdown or front matter."""
    for page in hostile_pages():
        assert "\n" not in page.body, page.path
        assert "\n---\n" not in page.source()[4:].split("\n---\n", 1)[1], page.path


@pytest.mark.parametrize("payload", PAYLOADS[:12])
def test_the_judge_sees_what_a_naive_page_would_do(payload: str) -> None:
    """The same judge finds fault with a template that escapes nothing."""
    assert [] != faults(f"<div><p>{payload}</p></div>")
