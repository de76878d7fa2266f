"""The catalogue of checks, and a page for each rule with an example, before and after, and its real diagnostic."""

from __future__ import annotations

from collections.abc import Iterable

from summitdata.diagnostics import Diagnostic
from summitdata.reports.text import render_findings
from summitdata.rules import RULES
from summitdata.rules.checks import CHECKS
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Action, Edit, Patch, Rule
from summitdata.rules.patching import concluded, patched
from summitdata.rules.run import evaluate
from summitdata.site import parts
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined, preformatted
from summitdata.site.page import Page
from summitdata.site.words import counted

FAMILIES = {
    "F": "Row files",
    "S": "Schemas",
    "R": "References and keys",
    "C": "Chronology",
    "A": "Attribution",
    "X": "Agreement between sources",
    "E": "Evidence",
    "P": "Provenance and independence",
    "W": "Wording",
    "B": "The built package",
}
_LEAD = "Every check, by its permanent code. A rule is a query that returns the rows which break it."


def pages(top: Context) -> list[Page]:
    """Make the catalogue and the page of each rule about tables."""
    codes = list(RULES)
    made = [_catalogue(top.seen_from(1))]
    for before, rule, after in zip([None, *codes[:-1]], RULES.values(), [*codes[1:], None], strict=True):
        made.append(_page(top.seen_from(2), rule, before, after))
    return made


def _catalogue(at: Context) -> Page:
    families: dict[str, list[str]] = {}
    for code in CHECKS:
        families.setdefault(code[0], []).append(code)
    body = parts.article(
        "rules",
        parts.head(counted(len(CHECKS), "check"), "Rules", _LEAD),
        [
            parts.section(
                FAMILIES.get(family, family),
                el("ul", [_listed(at, code) for code in codes], class_="sd-rules"),
                key=f"family-{family}",
            )
            for family, codes in families.items()
        ],
    )
    return Page("rules/index.md", "Rules", _LEAD, body, "Data")


def _listed(at: Context, code: str) -> Html:
    label = el("code", code)
    named = el("a", label, href=at.href(f"rules/{code}/")) if code in RULES else label
    severity = RULES[code].severity.value if code in RULES else "error"
    chip = parts.chip(severity, "differs" if severity == "error" else "plain") if severity != "error" else None
    return el("li", named, el("span", CHECKS[code], " ", chip), id=code)


def _page(at: Context, rule: Rule, before: str | None, after: str | None) -> Page:
    targets = joined(", ", (el("code", f"{target.table}.{target.column}") for target in rule.targets[:12]))
    more = f" and {len(rule.targets) - 12} more" if len(rule.targets) > 12 else ""  # noqa: PLR2004
    body = parts.article(
        "rules",
        parts.head(
            flat([el("a", "Rules", href=at.href("rules/")), f" · {FAMILIES.get(rule.code[0], '')}"]),
            flat([el("code", rule.code), " ", rule.name.replace("_", " ")]),
            rule.sentence,
            el(
                "p",
                parts.chip(rule.severity.value, "differs" if rule.severity.value == "error" else "plain"),
                parts.chip(f"since {rule.since}"),
                class_="sd-chips",
            ),
        ),
        parts.section("Why", el("p", rule.why), key="why"),
        parts.section("How to mend it", el("p", rule.fix), key="fix"),
        parts.section("What breaks it", [_broken(rule, patch) for patch in rule.breaks], key="breaks"),
        parts.section("What does not", [_near(patch) for patch in rule.holds], key="holds"),
        parts.section("Where it looks", el("p", targets, more), _after(at, rule), key="targets"),
        el(
            "nav",
            el(
                "a",
                el("span", "Previous", class_="sd-next__word"),
                before,
                href=at.href(f"rules/{before}/"),
                rel="prev",
            )
            if before
            else el("span"),
            el(
                "a",
                el("span", "Next", class_="sd-next__word"),
                after,
                href=at.href(f"rules/{after}/"),
                rel="next",
                class_="sd-next__next",
            )
            if after
            else None,
            class_="sd-next",
            aria_label="Previous and next rule",
        ),
    )
    return Page(f"rules/{rule.code}.md", f"{rule.code} {rule.name.replace('_', ' ')}", rule.sentence, body, "Data")


def _after(at: Context, rule: Rule) -> Html:
    if not rule.after:
        return Html("")
    before = joined(
        ", ", (el("a", code, href=at.href(f"rules/{code}/")) if code in RULES else code for code in rule.after)
    )
    return el("p", "Rows that fail ", before, " are not looked at.", class_="sd-note")


def _broken(rule: Rule, patch: Patch) -> Html:
    return el(
        "div",
        el("p", patch.says, class_="sd-case__says"),
        _edits(patch.edits),
        preformatted(diagnostic(rule, patch), f"What {rule.code} says"),
        class_="sd-case",
    )


def _near(patch: Patch) -> Html:
    return el("div", el("p", patch.says, class_="sd-case__says"), _edits(patch.edits), class_="sd-case sd-case--holds")


def _edits(edits: Iterable[Edit]) -> Html:
    rows = patched(())
    lines: list[Html] = []
    for edit in edits:
        old = next((row for row in rows[edit.table] if row["id"] == edit.key), {})
        name = el("code", f"{edit.table} {edit.key}")
        if edit.action is Action.REMOVE:
            lines.append(el("li", "Removed: ", name))
            continue
        cells = [
            el(
                "div",
                el("dt", column),
                el("dd", _was(old.get(column)) if edit.action is Action.CHANGE else None, el("ins", _told(value))),
            )
            for column, value in edit.values.items()
        ]
        lines.append(
            el("li", "Added: " if edit.action is Action.ADD else None, name, el("dl", cells, class_="sd-edit"))
        )
    return el("ul", lines, class_="sd-edits")


def _was(value: object) -> Html:
    return flat([el("del", _told(value)), " "])


def _told(value: object) -> str:
    return "empty" if value is None else str(value)


def diagnostic(rule: Rule, patch: Patch) -> str:
    """Give what the rule really says of the example, as the command line prints it."""
    given, follows = concluded(patched(patch.edits), patch.edits)
    hits = evaluate([rule], polars_frames(given, polars_tables(given), polars_tables(follows))).hits
    return render_findings(
        Diagnostic(
            rule.code, rule.severity, rule.sentence, hit.found or "", rule.fix, hit.target.table, hit.key, hit.column
        )
        for hit in hits
    )
