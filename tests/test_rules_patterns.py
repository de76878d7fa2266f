"""The patterns of all rules and schemas mean the same to Rust, to RE2 and to Java, so that every engine agrees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from narwhals.expr_str import ExprStringNamespace

from summitdata.rules import RULES
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.fused import breaches
from summitdata.rules.patching import concluded, patched
from summitdata.rules.run import asked
from summitdata.schema import TABLES

_VERY_END = r"\z"
_PLACES = {codes.AT_END: ["$"], codes.AT_BOUNDARY: [r"\b"], codes.AT_NON_BOUNDARY: [r"\b"]}
_ALIKE = {codes.LITERAL, codes.NOT_LITERAL, codes.ANY}


@pytest.fixture
def patterns(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Give the set that takes every pattern that an expression is made with."""
    seen: set[str] = set()

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: object, pattern: object, *args: object, **terms: object) -> object:
            if not terms.get("literal"):
                assert isinstance(pattern, str), f"a pattern that stands in a column is not looked at: {pattern}"
                seen.add(pattern)
            return method(self, pattern, *args, **terms)

        return noted

    for name in ("contains", "replace", "replace_all"):
        monkeypatch.setattr(ExprStringNamespace, name, noting(getattr(ExprStringNamespace, name)))
    return seen


def unlike(pattern: str) -> list[str]:
    r"""Tell what in a pattern libraries take differently.

    ``$`` stands before a line feed at the end in Java; ``.`` is not a carriage return there; ``\d``, ``\w``, ``\s`` and
    ``\b`` are of ASCII to some and of Unicode to others, and so is what a letter is in the other case.
    """
    found = parser.parse(pattern.replace(_VERY_END, r"\Z"))
    wrong = ["(?i)"] if found.state.flags & re.IGNORECASE else []
    return [*wrong, *_unlike(found, dot=bool(found.state.flags & re.DOTALL))]


def _unlike(parsed: Any, *, dot: bool) -> Iterator[str]:  # noqa: ANN401 - a tree of the library, without types
    for code, told in parsed:
        match code:
            case codes.ANY if not dot:
                yield "."
            case codes.AT:
                yield from _PLACES.get(told, [])
            case codes.IN:
                yield from (str(member) for member, _ in told if member is codes.CATEGORY)
            case codes.MAX_REPEAT | codes.MIN_REPEAT:
                yield from _unlike(told[2], dot=dot)
            case codes.SUBPATTERN:
                _, added, taken, inner = told
                yield from ["(?i)"] if added & re.IGNORECASE else []
                yield from _unlike(inner, dot=(dot or bool(added & re.DOTALL)) and not taken & re.DOTALL)
            case codes.BRANCH:
                for branch in told[1]:
                    yield from _unlike(branch, dot=dot)
            case _ if code not in _ALIKE:
                yield str(code)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"^[a-z]+\z", []),
        ("^[a-z]+$", ["$"]),
        ("(^|-)en(-|$)", ["$"]),
        ("a.*b", ["."]),
        ("a(?s:.*)b", []),
        ("(?s)a.*b(?-s:.)", ["."]),
        (r"[0-9]|\d", ["CATEGORY"]),
        (r"\bword", [r"\b"]),
        ("(?i)word", ["(?i)"]),
        ("a(?i:b)", ["(?i)"]),
        (r"(a)\1", ["GROUPREF"]),
        ("a(?=b)", ["ASSERT"]),
    ],
)
def test_what_is_taken_differently_is_seen(pattern: str, found: list[str]) -> None:
    """The test below would find each of them."""
    assert unlike(pattern) == found


def test_patterns_of_rules(patterns: set[str]) -> None:
    """No rule has a pattern that engines take differently."""
    rows, follows = concluded(patched(()), ())
    frames = polars_frames(rows, polars_tables(rows), polars_tables(follows))
    for rule in RULES.values():
        for target in rule.targets:
            asked(rule, target, frames)
    assert len(patterns) > 50
    assert {pattern: wrong for pattern in sorted(patterns) if (wrong := unlike(pattern))} == {}


def test_patterns_of_schemas(patterns: set[str]) -> None:
    """Nor has a schema."""
    assert any(breaches(table, [*table.by_name]) for table in TABLES.values())
    assert len(patterns) > 5
    assert {pattern: wrong for pattern in sorted(patterns) if (wrong := unlike(pattern))} == {}
