"""Tables as Hypothesis strategies: any valid value, any valid row, and whole valid datasets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import groupby
from typing import Final, assert_never

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from summitdata import dates
from summitdata.formats.constraints import BLANK, CONTROL, INVISIBLE, MEANINGLESS, SLUG_LENGTH, constraints, key_of
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Column,
    ComputedHome,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    FileHome,
    Flag,
    Key,
    Kind,
    Language,
    ListHome,
    NestedHome,
    Number,
    Origin,
    Reference,
    Row,
    Rows,
    Table,
    Text,
    Value,
)
from summitdata.schema import CLAIMS, PROPERTY_VALUES, TABLES, parents_of

_BASIC_PLANE: Final = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
_BLANKS: Final = "".join(re.findall(f"[{BLANK}]", _BASIC_PLANE))
_WITHOUT: Final = ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
_CHARACTERS: Final = st.characters(
    codec="utf-8",
    exclude_categories=_WITHOUT,
    exclude_characters="".join(
        character
        for character in re.findall(f"[{CONTROL}{INVISIBLE}{MEANINGLESS}]", _BASIC_PLANE)
        if unicodedata.category(character) not in _WITHOUT  # else the strategy's own description grows endless
    ),
)
_TELLING_TEXTS: Final = (
    "Lee Jae-myung", "이재명", "高市早苗", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "👩\u200d👩\u200d👧",
    "“dual-use” | **bold**", "a\u00a0b", "null", "nan", "true", "2026-01-13", "0x1F", "- a: b # c", "=1+1",
    '<b onclick="x">', "\\", "%s {0}", "é", "🇰🇷",
)  # fmt: skip
_LANGUAGES: Final = ("en", "ja", "ko", "und", "zh-Hans", "en-GB", "es-419", "sl-rozaj-1994", "sr-Latn-RS")
_LONG: Final = 24


def slugs() -> SearchStrategy[str]:
    """Give any part of a key."""
    return st.lists(st.text("abcxyz0189", min_size=1, max_size=5), min_size=1, max_size=3).map("-".join)


@cache
def values(kind: Kind, longest: int = _LONG) -> SearchStrategy[Value]:  # noqa: C901, PLR0911, PLR0912 - all kinds
    """Give any valid value of *kind*; a free text has at most *longest* characters, or just as many as it may have."""
    match kind:
        case Key():
            return _keys(kind)
        case Reference(table=table):
            return _keys(key_of(table))
        case Text():
            return _texts(kind, longest)
        case Coded() | Country():
            return st.sampled_from(constraints(kind).codes)
        case Flag():
            return st.booleans()
        case Count(minimum=lowest, maximum=highest):
            return st.integers(lowest, highest)
        case Number(minimum=low, maximum=high):
            return st.floats(low, high, allow_nan=False).map(lambda number: number + 0.0)  # no minus before a zero
        case Day():
            return st.dates()
        case Edtf():
            return edtf()
        case Clock():
            return st.times().map(lambda time: f"{time:%H:%M}")
        case Digest():
            return st.binary(min_size=32, max_size=32).map(bytes.hex)
        case Language():
            return st.sampled_from(_LANGUAGES)
        case Address():
            return st.builds(
                "{}://{}{}".format,
                st.sampled_from(("http", "https")),
                st.sampled_from(("example.org", "www.example.co.jp:8080", "xn--3e0b707e.example")),
                st.sampled_from(("", "/", "/a/b.html", "/?q=1&r=%20#top", "/~a/(b),c;d=e@f", "?q", "#a")),
            )
        case _:
            assert_never(kind)


def edtf() -> SearchStrategy[str]:
    """Give any date of the EDTF profile that :func:`summitdata.dates.parse` reads."""
    exact = st.builds(_cut, st.dates(), st.sampled_from((4, 7, 10)))
    qualified = st.builds("{}{}".format, exact, st.sampled_from(("", "?", "~", "%")))
    return st.one_of(
        qualified,
        st.builds(_ordered("{}/{}"), qualified, qualified),
        qualified.map("../{}".format),
        qualified.map("{}/..".format),
        st.builds(_ordered("[{}..{}]"), exact, exact),
        exact.map("[..{}]".format),
        exact.map("[{}..]".format),
        st.lists(exact, min_size=2, max_size=5).map(lambda members: f"[{','.join(members)}]"),
    )


@cache
def rows(table: Table, longest: int = _LONG) -> SearchStrategy[Row]:
    """Give any valid row of *table* with all its columns, whatever their origin; references point anywhere."""
    names = tuple(table.by_name)
    found = st.fixed_dictionaries({column.name: cell(column, longest) for column in table.columns})
    if table is CLAIMS:
        found = st.builds(dict.__or__, found, _told(longest))
    return found.map(lambda row: {name: row[name] for name in names})


def cell(column: Column, longest: int = _LONG) -> SearchStrategy[Value]:
    """Give any valid value of *column*, or None where it may be empty."""
    filled = values(column.kind, longest)
    return filled if column.required else st.none() | filled


def _told(longest: int) -> SearchStrategy[Row]:
    """Give any property of a claim with a value that fits it."""
    return st.sampled_from(tuple(PROPERTY_VALUES)).flatmap(
        lambda name: st.fixed_dictionaries({"property": st.just(name), "value": claim_values(name, longest)})
    )


def claim_values(name: str, longest: int = _LONG) -> SearchStrategy[Value]:
    """Give any valid value of a claim of the property *name*, as the text that the table holds."""
    kind = PROPERTY_VALUES[name]
    found = values(kind, longest)
    match kind:
        case Number():
            return found.map(lambda number: f"{number:f}")
        case Count():
            return found.map(str)
        case _:
            return found


@st.composite
def datasets(draw: DrawFn, most: int = 3) -> Rows:
    """Give any valid dataset: every table, sorted by key, with at most *most* rows each.

    References point to rows that are there, and within one table never in a circle.  The key of a nested row is
    its parent's key, a dot and its own part; its references to its ancestors are theirs.  What the build resolves
    and counts is any valid value, not the one that the build would find.
    """
    slug_of = iter(draw(st.lists(slugs(), min_size=most * len(TABLES), max_size=most * len(TABLES), unique=True)))
    keys: dict[str, list[str]] = {}
    ancestors: dict[tuple[str, str], dict[str, str]] = {}
    for table in TABLES.values():
        parents = [(name, key) for name in parents_of(table) for key in keys[name]]
        chosen: dict[str, dict[str, str]] = {}
        for _ in range(draw(st.integers(0, most)) if _can_have_rows(table, keys) else 0):
            match table.home:
                case FileHome() | ListHome():
                    chosen[next(slug_of)] = {}
                case NestedHome():
                    name, key = draw(st.sampled_from(parents))
                    chosen[f"{key}.{draw(slugs())}"] = ancestors[name, key] | {name: key}
                case ComputedHome():
                    above = {target: draw(st.sampled_from(keys[target])) for _, target in table.references}
                    chosen[".".join(above.values())] = above
                case _:
                    assert_never(table.home)
        keys[table.name] = sorted(chosen)
        ancestors |= {(table.name, key): above for key, above in chosen.items()}
    return {table.name: _rows_of(draw, table, keys, ancestors) for table in TABLES.values()}


def _can_have_rows(table: Table, keys: dict[str, list[str]]) -> bool:
    """Whether *table* has a parent for a row, and a target for every reference that may not be empty."""
    parents = parents_of(table)
    targets = {target for column, target in table.references if column.required and target != table.name}
    return (not parents or any(keys[name] for name in parents)) and all(keys[target] for target in targets)


def _rows_of(
    draw: DrawFn, table: Table, keys: dict[str, list[str]], ancestors: dict[tuple[str, str], dict[str, str]]
) -> list[Row]:
    """Draw the rows of *table* for its keys, without those that double another in columns that must differ."""
    drawn: list[Row] = []
    for position, key in enumerate(keys[table.name]):
        row = draw(rows(table, longest=8)) | {"id": key}
        for column, target in table.references:
            if column.origin is Origin.IMPLIED or isinstance(table.home, ComputedHome):
                row[column.name] = ancestors[table.name, key].get(target)
            else:
                there = keys[table.name][:position] if target == table.name else keys[target]
                row[column.name] = draw(_reference(there, required=column.required))
        if table is CLAIMS:
            row |= _resolved(draw, row, keys)
        drawn.append(row)
    if "part" in table.by_name:
        for _, siblings in groupby(drawn, key=lambda row: str(row["id"]).rpartition(".")[0]):
            for part, row in enumerate(siblings, 1):
                row["part"] = part
    for group in table.unique:
        drawn = list({tuple(row[name] for name in group): row for row in reversed(drawn)}.values())[::-1]
    return drawn


def _reference(there: list[str], *, required: bool) -> SearchStrategy[Value]:
    """Give a key out of *there*, or None where there is none or none is needed."""
    if not there:
        return st.none()
    return st.sampled_from(there) if required else st.none() | st.sampled_from(there)


def _resolved(draw: DrawFn, claim: Row, keys: dict[str, list[str]]) -> Row:
    """Give the claim a value that is a row of the dataset, where its property wants one."""
    kind = PROPERTY_VALUES[str(claim["property"])]
    if not isinstance(kind, Reference):
        return claim
    there = keys[kind.table]
    return claim | ({"value": draw(st.sampled_from(there))} if there else {"property": "topic", "value": "a topic"})


def _keys(key: Key) -> SearchStrategy[str]:
    fewest = key.parts if key.fewest is None else key.fewest
    longest = ".".join(["k" * SLUG_LENGTH] * key.parts)
    return st.lists(slugs(), min_size=fewest, max_size=key.parts).map(".".join) | st.just(longest)


def _texts(kind: Text, longest: int) -> SearchStrategy[str]:
    """Give lines in normalisation form C: free ones, telling ones, and one as long as it may be."""

    def fits(text: str) -> bool:
        return kind.minimum <= len(text) <= kind.maximum

    free = st.text(_CHARACTERS, min_size=kind.minimum, max_size=min(longest, kind.maximum))
    lines = free.map(lambda text: unicodedata.normalize("NFC", text).strip(_BLANKS)).filter(fits)
    choices = [lines, st.sampled_from([text for text in _TELLING_TEXTS if fits(text)])]
    if longest >= _LONG:
        choices.append(st.just("字" * kind.maximum))
    return st.one_of(choices)


def _cut(day: date, length: int) -> str:
    return day.isoformat()[:length]


def _ordered(form: str) -> Callable[[str, str], str]:
    """Fill *form* with two dates in the order of their first days."""

    def fill(one: str, other: str) -> str:
        return form.format(*sorted((one, other), key=lambda text: dates.parse(text).first or date.min))

    return fill
