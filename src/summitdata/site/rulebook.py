"""The catalogue of checks, and a page for each with an example, before and after, and its real diagnostic."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from summitdata.catalogue import CATALOGUE, FAMILIES, Demonstration, Entry, FileChange, demonstrate
from summitdata.diagnostics import Severity
from summitdata.figures import Matrix
from summitdata.reports.text import render_findings
from summitdata.site import corruption, parts
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined, preformatted, ticked
from summitdata.site.page import Page
from summitdata.site.words import counted

_LEAD = "Every check, by its permanent code: what must hold, why, how to mend a breach, and an example that is run."
_MOST_TARGETS = 12
_MOST_PROCESSES = 4


def _demonstration(code: str) -> Demonstration:
    return demonstrate(CATALOGUE[code])


@cache
def _demonstrations() -> dict[str, Demonstration]:
    """Run every example once, however often the pages are made: half the time of a build goes into it.

    A process of its own starts afresh, since one that is forked may hang in the threads of polars.
    """
    with ProcessPoolExecutor(min(os.cpu_count() or 1, _MOST_PROCESSES), get_context("spawn")) as pool:
        return dict(zip(CATALOGUE, pool.map(_demonstration, CATALOGUE, chunksize=4), strict=True))


def pages(top: Context, docs: Path) -> list[Page]:
    """Make the catalogue and the page of each check; *docs* is the folder with the written pages."""
    codes = list(CATALOGUE)
    made = [_catalogue(top.seen_from(1), corruption.read(docs))]
    for before, entry, after in zip([None, *codes[:-1]], CATALOGUE.values(), [*codes[1:], None], strict=True):
        made.append(_page(top.seen_from(2), entry, before, after))
    return made


def _catalogue(at: Context, proof: Matrix) -> Page:
    families: dict[str, list[Entry]] = {family: [] for family in FAMILIES}
    for entry in CATALOGUE.values():
        families[entry.code[0]].append(entry)
    body = parts.article(
        "rules",
        parts.head(counted(len(CATALOGUE), "check"), "Rules", _LEAD),
        [
            parts.section(
                f"{family}  {FAMILIES[family]}",
                el("ul", [_listed(at, entry) for entry in entries], class_="sd-rules"),
                key=f"family-{family}",
            )
            for family, entries in families.items()
            if entries
        ],
        parts.section(
            "What they catch",
            corruption.picture(proof),
            el("p", el("a", "Every figure, and what is missed", href=at.href("proofs/corruption-matrix/"))),
            key="catch",
            note="Valid datasets are broken on purpose, in every column and in every way that applies, and checked.",
        ),
    )
    return Page("rules/index.md", "Rules", _LEAD, body, "Use")


def _listed(at: Context, entry: Entry) -> Html:
    chip = flat([" ", _severity(entry)]) if entry.severity is not Severity.ERROR else None
    link = el("a", el("code", entry.code), href=at.href(f"rules/{entry.code}/"))
    return el("li", link, el("span", ticked(entry.sentence), chip), id=entry.code)


def _severity(entry: Entry) -> Html:
    return parts.chip(entry.severity.value, "differs" if entry.severity is Severity.ERROR else "plain")


def _page(at: Context, entry: Entry, before: str | None, after: str | None) -> Page:
    body = parts.article(
        "rules",
        parts.head(
            flat([el("a", "Rules", href=at.href("rules/")), f" · {FAMILIES[entry.code[0]]}"]),
            flat([el("code", entry.code), " ", el("span", ticked(entry.sentence), class_="sd-rule-name")]),
            extra=el(
                "p",
                _severity(entry),
                parts.chip(f"since {entry.since}"),
                parts.chip(f"summitdata {entry.command}"),
                class_="sd-chips",
            ),
        ),
        el(
            "div",
            parts.section("Why", el("p", ticked(entry.why)), key="why"),
            parts.section("How to mend it", el("p", ticked(entry.fix)), key="fix"),
            class_="sd-pair",
        ),
        parts.section("What breaks it", _broken(entry), key="breaks"),
        parts.section(
            "What does not",
            el("ul", [el("li", ticked(says)) for says in entry.near], class_="sd-plain") if entry.near else None,
            key="near",
        ),
        parts.section("Where it looks", _targets(at, entry), _after(at, entry), key="targets"),
        _neighbours(at, before, after),
    )
    return Page(
        f"rules/{entry.code}.md", f"{entry.code}: {entry.sentence.rstrip('.')}", entry.why.replace("`", ""), body, "Use"
    )


def _targets(at: Context, entry: Entry) -> Html:
    if not entry.targets:
        return Html("")
    shown = [
        el("a", el("code", target), href=at.href(f"tables/{table}/{'#' + column if column else ''}"))
        for target in entry.targets[:_MOST_TARGETS]
        for table, _, column in [target.partition(".")]
    ]
    more = len(entry.targets) - _MOST_TARGETS
    return el("p", joined(", ", shown), f" and {more} more" if more > 0 else None)


def _after(at: Context, entry: Entry) -> Html:
    if not entry.after:
        return Html("")
    before = joined(", ", (el("a", code, href=at.href(f"rules/{code}/")) for code in entry.after))
    return el("p", "Rows that fail ", before, " are not looked at.", class_="sd-note")


def _broken(entry: Entry) -> Html:
    shown = _demonstrations()[entry.code]
    return el(
        "div",
        el("p", ticked(shown.says), class_="sd-case__says"),
        [_change(change) for change in shown.changes],
        preformatted(render_findings(shown.findings), f"What {entry.code} says"),
        class_="sd-case",
    )


def _change(change: FileChange) -> Html:
    told = "removed" if change.gone else "new" if change.new else f"was {change.was}" if change.was else None
    lines = [
        el(
            "del" if line[:1] == "-" else "ins" if line[:1] == "+" else "span",
            line[2:] or " ",
            class_="sd-line-of-file",
        )
        if line != "…"
        else el("span", "…", class_="sd-line-of-file")
        for line in change.lines
    ]
    return el(
        "div",
        el("p", el("code", change.file), el("span", f" {told}", class_="sd-quiet") if told else None),
        el("div", lines, class_="sd-diff", tabindex="0", role="region", aria_label=f"What changes in {change.file}")
        if lines
        else None,
        class_="sd-change",
    )


def _neighbours(at: Context, before: str | None, after: str | None) -> Html:
    def side(code: str | None, word: str, rel: str) -> Html:
        if code is None:
            return el("span")
        words = (el("span", word, class_="sd-next__word"), el("span", code, class_="sd-next__title"))
        return el("a", *words, href=at.href(f"rules/{code}/"), rel=rel, class_=f"sd-next__{rel}")

    return el(
        "nav",
        side(before, "Previous", "prev"),
        side(after, "Next", "next"),
        class_="sd-next",
        aria_label="Previous and next check",
    )
