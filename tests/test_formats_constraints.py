"""The limits of each kind mean the same for every engine, and the declarations keep to them."""

from __future__ import annotations

import re
from importlib.resources import files

import duckdb
import jsonschema_rs
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata import dates
from summitdata.formats.constraints import COUNTRIES, Constraints, constraints, key_of, text_form, whole
from summitdata.formats.corruptions import breaking_values
from summitdata.formats.literals import example, literal
from summitdata.formats.strategies import claim_values, edtf, values
from summitdata.formats.words import kind_in_words, requirement
from summitdata.model import (
    Address,
    Clock,
    Column,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    Flag,
    Key,
    Kind,
    Language,
    Number,
    Reference,
    Text,
    Value,
)  # fmt: skip
from summitdata.schema import PROPERTY_VALUES, TABLES

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
PATTERNED: list[Kind] = [
    Key(), Key(2), Key(3, fewest=2), Reference("claims"), Text(), Text(8), Edtf(), Clock(), Digest(), Language(),
    Address(),
]  # fmt: skip
KINDS: list[Kind] = list(dict.fromkeys([*PATTERNED, *(column.kind for _, column in COLUMNS)]))
CONNECTION = duckdb.connect()


def keeps(limits: Constraints, value: Value) -> bool:
    """Whether *value* keeps to *limits*, told in the plainest way."""
    if isinstance(value, str):
        return (
            (not limits.codes or value in limits.codes)
            and (limits.pattern is None or re.fullmatch(limits.pattern, value) is not None)
            and (limits.min_length is None or len(value) >= limits.min_length)
            and (limits.max_length is None or len(value) <= limits.max_length)
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        return limits.minimum is not None and limits.maximum is not None and limits.minimum <= value <= limits.maximum
    return limits == Constraints()


def engines(pattern: str, texts: list[str]) -> dict[str, list[bool]]:
    """Ask every regex engine at hand which of *texts* the anchored *pattern* matches."""
    anchored = whole(pattern)
    rust = pl.Series(texts, dtype=pl.String).str.contains(anchored).to_list()
    query = "select list_transform(?::varchar[], lambda text: regexp_matches(text, ?))"
    (re2,) = CONNECTION.execute(query, [texts, anchored]).fetchone() or ()
    schema = jsonschema_rs.validator_for({"pattern": anchored})
    return {
        "Python": [re.fullmatch(pattern, text) is not None for text in texts],
        "Rust, as polars has it": rust,
        "RE2, as DuckDB has it": re2,
        "Rust, as jsonschema-rs has it": [schema.is_valid(text) for text in texts],
    }


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value.name)
def test_the_example_of_a_column_is_valid(table: object, column: Column) -> None:
    """Every example in the declarations is a value that its column takes, and a date that the calendar has."""
    value = example(column)
    assert keeps(constraints(column.kind), value), table
    if isinstance(column.kind, Edtf):
        assert dates.parse(column.example)


@pytest.mark.parametrize("column", [column for _, column in COLUMNS if column.default is not None], ids=str)
def test_the_default_of_a_column_is_valid(column: Column) -> None:
    """Every default in the declarations is a value that its column takes."""
    assert keeps(constraints(column.kind), literal(column.kind, str(column.default)))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_strategies_give_values_within_the_limits(kind: Kind) -> None:
    """What the strategy of a kind gives, its limits allow."""

    @given(values(kind))
    def holds(value: Value) -> None:
        assert keeps(constraints(kind), value)

    holds()


@pytest.mark.parametrize("name", PROPERTY_VALUES)
def test_values_of_claims_are_within_the_limits(name: str) -> None:
    """What the strategy gives for a property, the limits of its kind as text allow."""

    @given(claim_values(name))
    def holds(value: Value) -> None:
        assert keeps(text_form(PROPERTY_VALUES[name]), value)
        assert keeps(constraints(TABLES["claims"]["value"].kind), value)

    holds()


@given(edtf())
def test_every_edtf_date_of_the_strategy_can_be_read(text: str) -> None:
    """The EDTF dates that the strategy gives are those of the profile."""
    interval = dates.parse(text)
    assert interval.first is not None or interval.last is not None


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value.name)
def test_breaking_values_break_the_limits(table: object, column: Column) -> None:
    """No value that is meant to break a limit keeps to all of them."""
    kept = [
        value
        for found in breaking_values(column).values()
        for value in found
        if value is not None and type(value) is type(example(column)) and keeps(constraints(column.kind), value)
    ]
    assert [] == kept, table


@pytest.mark.parametrize("kind", PATTERNED, ids=str)
def test_a_pattern_means_the_same_for_every_engine(kind: Kind) -> None:
    """Python, Rust and RE2 agree on what each pattern matches, for valid texts and for any others."""
    column = Column("column", kind, "Any.", "2026")
    telling = [text for found in breaking_values(column).values() for text in found if isinstance(text, str)]
    pattern = constraints(kind).pattern
    assert pattern is not None

    @given(st.lists(values(kind) | st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=20))
    def agree(texts: list[str]) -> None:
        texts = [*texts, *telling, *(f"{text}\n" for text in texts), *(f"{text}\r\n" for text in texts[:1])]
        answers = engines(pattern, texts)
        assert [answers["Python"]] * len(answers) == list(answers.values())

    agree()


def test_the_basic_plane_through_every_engine() -> None:
    """Each single character of the basic plane is a text for all engines or for none; no control, blank or mark is."""
    pattern = constraints(Text()).pattern
    assert pattern is not None
    characters = [chr(point) for point in (*range(0xD800), *range(0xE000, 0x10000))]
    answers = engines(pattern, characters)
    assert [answers["Python"]] * len(answers) == list(answers.values())
    taken = {character for character, is_taken in zip(characters, answers["Python"], strict=True) if is_taken}
    refused = (
        "\x00\t\n\r\x1f \x7f\x85\x9f\xa0\xad\u061c\u1680\u2003\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u202f\u2060"
    )
    assert set() == taken & set(refused + "\u2066\u2069\u3000\u3164\ue000\ufeff\ufffd\uffff")
    assert set("a\u200c\u200déλ“”—字한…") <= taken


@pytest.mark.parametrize(
    ("kind", "valid", "invalid"),
    [
        (Key(), ["nara-summit", "a", "2026"], ["Nara", "a--b", "-a", "a-", "a.b", "", "é", "a" * 81]),
        (Key(2), ["a.b", "a-1.c5"], ["a", "a.b.c", "a.", ".b"]),
        (Key(3, fewest=2), ["a.t1", "a.c1.s1"], ["a", "a.b.c.d"]),
        (Reference("claims"), ["a.c1"], ["a", "a.c1.s1"]),
        (Reference("spans"), ["a.t1", "a.c1.s1"], ["a"]),
        (Text(5), ["a b", "字" * 5, "👩‍👩‍👧"], ["", " a", "a ", "a\u3000", "a\nb", "abcdef", "a\u202e"]),
        (Clock(), ["00:00", "23:59"], ["24:00", "9:00", "09:60", "09:00:00"]),
        (Language(), ["en", "und", "zh-Hans", "en-GB"], ["EN", "english", "en_GB", ""]),
        (Country(), ["JP", "KR"], ["UK", "KO", "jp", "XX", ""]),
        (Digest(), ["0f" * 32], ["0F" * 32, "0f" * 31, ""]),
        (Address(), ["https://a.org", "http://a.org:80/b?c=%20#d"], ["ftp://a.org", "https://a@b.org", "https://a/%z"]),
        (Edtf(), ["2026", "2026-01~", "[..2026-01-13]", "../1945"], ["2026-13", "20260113", "0000", "[2026]", ""]),
        (Count(1, 9), [1, 9], [0, 10]),
        (Number(-90.0, 90.0), [-90.0, 90.0, 0.5], [-90.1, 91.0, float("nan"), float("inf")]),
    ],
    ids=str,
)
def test_limits(kind: Kind, valid: list[Value], invalid: list[Value]) -> None:
    """The limits of a kind let through what they should, and nothing near it."""
    assert [True] * len(valid) == [keeps(constraints(kind), value) for value in valid]
    assert [False] * len(invalid) == [keeps(constraints(kind), value) for value in invalid]


def test_a_day_has_a_form_where_it_is_written() -> None:
    """A day has no limits as a day, and one form as text."""
    assert Constraints() == constraints(Day()) == constraints(Flag())
    assert ["2026-01-13"] == [text for text in ("2026-01-13", "20260113", "2026-1-1") if keeps(text_form(Day()), text)]


def test_the_country_codes_are_those_of_the_standard() -> None:
    """The country codes are those that the IANA time zone database lists as assigned."""
    lines = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8").splitlines()
    assert tuple(sorted(line[:2] for line in lines if line and not line.startswith("#"))) == COUNTRIES


def test_patterns_have_nothing_that_engines_disagree_on() -> None:
    """No pattern has lookaround, classes by name, anchors or characters beyond the basic plane."""
    patterns = [constraints(kind).pattern for kind in PATTERNED]
    assert [] == [
        pattern
        for pattern in patterns
        if pattern is None
        or re.search(r"\(\?|\\[sSdDwWbBAZzpP]|\$\Z|\A\^", pattern)
        or max(pattern) > "\uffff"
        or re.compile(pattern).flags != re.UNICODE
    ]


def test_keys_are_found_by_their_table() -> None:
    """A reference has the form of the key of the table that it points to; no such table is a mistake."""
    assert Key(3, fewest=2) == key_of("spans")
    with pytest.raises(KeyError):
        constraints(Reference("nowhere"))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_words_say_what_a_kind_is(kind: Kind) -> None:
    """Each kind has a short name, and a full sentence that says what must hold."""
    assert 0 < len(kind_in_words(kind)) <= 30
    assert re.fullmatch(r"[A-Z].*\.", requirement(kind))
