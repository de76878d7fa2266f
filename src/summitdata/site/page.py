"""A page of the site, before any site generator has seen it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summitdata.site.markup import Html, escaped

_SHORT = 155
_PATH = re.compile(r"(?:[a-z0-9-]+/)*[A-Za-z0-9-]+\.md")

BESIDE_NAVIGATION = frozenset({"tables/index.md", "tables/vocabularies.md", "rules/index.md"})
"""Drawn pages that stand in the menu of their section, and keep it beside them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, what search engines show of it, and its contents.

    ``path`` is the path of the Markdown file below the docs folder, ``section`` the entry of the navigation
    that it belongs to.  ``body`` is one HTML element, or Markdown where ``prose`` is set.  A page that only
    repeats what others say is not ``searched``; one that is ``sought`` by its name comes before those that mention it.
    """

    path: str
    title: str
    description: str
    body: str
    section: str
    prose: bool = False
    searched: bool = True
    sought: bool = False
    head: Html = field(default=Html(""))

    def __post_init__(self) -> None:
        if _PATH.fullmatch(self.path) is None:
            raise ValueError(f"{self.path!r} is no path of a page")

    @property
    def address(self) -> str:
        """The permanent address, relative to the root of the site; empty for the home page."""
        stem = self.path.removesuffix(".md")
        stem = stem.removesuffix("index")
        return stem if stem.endswith("/") or not stem else f"{stem}/"

    def source(self) -> str:
        """Give the Markdown file: front matter, then the body.

        Titles and descriptions are escaped here already, because themes print them as they stand.
        """
        lines = [
            "---",
            f"title: {_quoted(self.title)}",
            f"description: {_quoted(shortened(self.description))}",
            f"section: {_quoted(self.section)}",
            f"drawn: {'false' if self.prose else 'true'}",
        ]
        if not self.prose:
            lines += ["hide:", *([] if self.path in BESIDE_NAVIGATION else ["  - navigation"]), "  - toc"]
        if not self.searched:
            lines += ["search:", "  exclude: true"]
        elif self.sought:
            lines += ["search:", "  boost: 8"]
        if self.head:
            lines += ["head: >-", f"  {self.head}"]
        return "\n".join([*lines, "---", "", self.body, ""])


def shortened(text: str, most: int = _SHORT) -> str:
    """Cut *text* at a word so that it has at most *most* characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _quoted(text: str) -> str:
    """Give *text*, escaped for HTML, as a YAML scalar between double quotation marks."""
    return '"' + escaped(text).replace("\\", "\\\\") + '"'
