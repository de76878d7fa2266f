"""Schema checks are complete, exact, and on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import pandera.polars as pandera
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitdata.diagnostics import Diagnostic
from summitdata.formats.constraints import constraints
from summitdata.formats.words import requirement
from summitdata.model import Coded, Column, Count, Day, Flag, Number, Table
from summitdata.rules import fused, schema, screening
from summitdata.rules.context import polars_tables
from summitdata.rules.fused import breaches, ways_of_columns
from summitdata.rules.patching import concluded, patched
from summitdata.rules.schema import SCHEMA_RULES, ChecksAreOffError, prove_checks_are_on, schema_findings
from summitdata.rules.screening import judged
from summitdata.rules.unswitched import polars_type
from summitdata.schema import NAMES, PARTICIPANTS, PLACES, SOURCES, TABLES

_VALID = polars_tables(concluded(patched(()), ())[0])
_TABLES = [table for table in TABLES.values() if _VALID[table.name].height]
_WORDS = st.sampled_from(
    [
        "", " ", "a", "a-b", "A B", "x y", " x", "x ", "x\n", "x\ny", "\u200b", "\u202ex", "caf\u00e9", "\u65e5\u672c",
        "2020-05-04", "2020-13-99", "2020~", "..", "en", "xx-yy-zz", "JP", "ZZ", "25:61", "10:00", "f" * 64, "F" * 64,
        "https://a.example/", "http//a", "occurred", "wire", "city", "direct", "speech", "person", "a.b", "a.b.c",
        "x" * 161, "x" * 900, "x" * 2500, "x" * 5000,
    ]
)  # fmt: skip


def _cell(column: Column) -> st.SearchStrategy[Any]:
    """Values that a column's type can hold, whether its limits allow them or not."""
    match column.kind:
        case Flag():
            return st.none() | st.booleans()
        case Count():
            return st.none() | st.sampled_from([-(2**31), -1, 0, 1, 1000, 1001, 2**31 - 1])
        case Number():
            return st.none() | st.sampled_from([-1e13, -180.1, -90.1, 0.0, 90.0, 90.1, 180.0, 1e13, float("inf")])
        case Day():
            return st.none() | st.dates()
        case _:
            return st.none() | _WORDS


@st.composite
def corrupted(draw: st.DrawFn) -> tuple[Table, list[dict[str, Any]]]:
    """Rows of one table of the example dataset with some cells changed, for better or worse."""
    table = draw(st.sampled_from(_TABLES))
    rows = _VALID[table.name].to_dicts()[: draw(st.integers(1, 6))]
    for _ in range(draw(st.integers(0, 8))):
        column = draw(st.sampled_from(table.columns))
        draw(st.sampled_from(rows))[column.name] = draw(_cell(column))
    return table, rows


def _breach(column: Column, value: object) -> set[str]:
    """Which limits a cell breaks, told by the constraints alone and without pandera."""
    if value is None:
        return {"S001"} if column.required else set()
    limits = constraints(column.kind)
    broken = set()
    if limits.codes and value not in limits.codes:
        broken.add("S004")
    if limits.pattern is not None and re.fullmatch(limits.pattern, str(value)) is None:
        broken.add("S003")
    if limits.max_length is not None and not (limits.min_length or 0) <= len(str(value)) <= limits.max_length:
        broken.add("S006")
    if limits.minimum is not None and limits.maximum is not None and isinstance(value, int | float):
        broken |= set() if limits.minimum <= value <= limits.maximum else {"S005"}
    return broken


def _frame(table: Table, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        {column.name: [row[column.name] for row in rows] for column in table.columns},
        schema={column.name: polars_type(column.kind) for column in table.columns},
    )


@given(corrupted())
def test_every_bad_cell_is_told_once_and_no_good_one(case: tuple[Table, list[dict[str, Any]]]) -> None:
    """A finding stands for each cell that breaks a limit, with the code of one that it breaks, and for no other."""
    table, rows = case
    found: dict[tuple[object, str], list[str]] = {}
    for finding in schema_findings(table, _frame(table, rows)):
        if finding.code in {"S001", "S003", "S004", "S005", "S006"}:
            found.setdefault((finding.key, str(finding.column)), []).append(finding.code)
    expected: dict[tuple[object, str], list[set[str]]] = {}
    for row in rows:
        for column in table.columns:
            if broken := _breach(column, row[column.name]):
                expected.setdefault((row["id"], column.name), []).append(broken)
    assert expected.keys() == found.keys()
    for cell, limits in expected.items():
        codes = found[cell]
        assert len(limits) == len(codes)
        assert all(any(code in broken for broken in limits) for code in codes)


@given(corrupted())
def test_rows_that_must_differ(case: tuple[Table, list[dict[str, Any]]]) -> None:
    """A finding stands for each row whose key, or whose other columns that must differ, another row has too."""
    table, rows = case
    keys = [row["id"] for row in rows]
    found = schema_findings(table, _frame(table, rows))
    doubled = sorted(key for key in keys if key is not None and keys.count(key) > 1)
    assert doubled == sorted(str(finding.key) for finding in found if finding.code == "S007")
    groups = [[tuple(row[name] for name in group) for row in rows] for group in table.unique]
    alike = sum(group.count(row) > 1 for group in groups for row in group)
    assert alike == sum(finding.code == "S008" for finding in found)


@pytest.mark.parametrize("name", list(TABLES))
def test_valid_rows_have_no_findings(name: str) -> None:
    """The example dataset keeps every limit, and a table without rows does too."""
    assert [] == schema_findings(TABLES[name], _VALID[name])
    assert [] == schema_findings(TABLES[name], _VALID[name].clear())


def test_columns_of_another_type_are_told_and_not_evaluated_further() -> None:
    """A column of another type is one finding; what stands in it is not judged, the other columns are."""
    frame = _VALID["places"].with_columns(latitude=pl.lit("north"), kind=pl.lit("town"))
    found = [(finding.code, finding.key, finding.column, finding.found) for finding in schema_findings(PLACES, frame)]
    assert ("S002", None, "latitude", "String in place of number (Float64)") in found
    assert {"S002", "S004"} == {code for code, *_ in found}
    assert len(found) == 1 + frame.height


def test_columns_that_are_missing_surplus_or_elsewhere() -> None:
    """Each column that is missing, not declared or in another place is one finding."""
    frame = _VALID["places"]
    cases = {
        "no column 'note'": frame.drop("note"),
        "the column 'colour', which is not declared": frame.with_columns(colour=pl.lit("red")),
        "the column 'note', which stands in another place": frame.select("note", pl.exclude("note")),
    }
    for expected, case in cases.items():
        findings = schema_findings(PLACES, case)
        assert expected in [finding.found for finding in findings]
        assert {"S009"} == {finding.code for finding in findings}


def test_a_table_without_its_key_column() -> None:
    """Rows of a table that lacks its key are judged all the same, without keys."""
    findings = schema_findings(PLACES, _VALID["places"].drop("id").with_columns(kind=pl.lit("town")))
    assert {("S009", None), ("S004", None)} == {(finding.code, finding.key) for finding in findings}


def test_findings_say_what_must_hold_of_the_column() -> None:
    """A cell's finding has the sentence of its kind, the value, and the nearest code where there is one."""
    row = _VALID["places"].row(0, named=True) | {"kind": "citty", "name": None, "note": "x" * 900}
    told = {finding.code: finding for finding in schema_findings(PLACES, _frame(PLACES, [row]))}
    assert requirement(PLACES["kind"].kind) == told["S004"].expected
    assert ("'citty'", "Did you mean 'city'?") == (told["S004"].found, told["S004"].fix)
    assert ("nothing", "Every row of places has a value of name.") == (told["S001"].found, told["S001"].expected)
    assert told["S006"].found.startswith("900 characters, 'xxx")
    assert row["id"] == told["S001"].key


def test_rows_alike_are_told_with_their_columns() -> None:
    """Rows that must differ in several columns are told with what they share."""
    row = _VALID["names"].row(0, named=True)
    (first, second) = schema_findings(NAMES, _frame(NAMES, [row, row | {"id": f"{row['source']}.n99"}]))
    assert "No two rows of names have the same source, actor, place, name and role." == first.expected
    assert f"source '{row['source']}', actor 'mara-lindqvist'" in first.found
    assert first.found == second.found


def test_keys_are_found_by_row_and_not_by_place() -> None:
    """The key of a finding is that of its row, wherever the row stands."""
    frame = _VALID["sources"].with_columns(
        kind=pl.when(pl.col("id") == "atlas").then(pl.lit("map")).otherwise(pl.col("kind"))
    )
    for seed in range(4):
        (finding,) = schema_findings(SOURCES, frame.sample(fraction=1.0, shuffle=True, seed=seed))
        assert ("S004", "atlas", "kind") == (finding.code, finding.key, finding.column)


def test_checks_are_proved_to_be_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """If pandera lets rows pass that are known to be bad, the run stops."""
    prove_checks_are_on()
    monkeypatch.setattr(schema, "_failures", lambda _table, _frame: [])
    with pytest.raises(ChecksAreOffError, match="known to be bad passed"):
        prove_checks_are_on()


def test_every_code_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a single kind of failure is passed over, whichever it is, the run stops."""
    whole = schema.schema_findings
    for code in SCHEMA_RULES:

        def lacking(table: Table, frame: pl.DataFrame, code: str = code) -> list[Diagnostic]:
            return [finding for finding in whole(table, frame) if finding.code != code]

        monkeypatch.setattr(schema, "schema_findings", lacking)
        with pytest.raises(ChecksAreOffError, match=code):
            prove_checks_are_on()


def test_no_kind_of_failure_hides_another() -> None:
    """Rows and columns that fail in every way at once are told of each: validating lazily leaves nothing out."""
    row = _VALID["names"].row(0, named=True)
    bad = row | {"id": "No Slug", "source": None, "name": "", "language": "English"}
    frame = _frame(NAMES, [row, row, bad]).drop("note").with_columns(colour=pl.lit("red"), role=pl.lit(1))
    found = {(finding.code, finding.column) for finding in schema_findings(NAMES, frame)}
    assert {
        ("S001", "source"), ("S002", "role"), ("S003", "id"), ("S003", "language"), ("S006", "name"), ("S007", "id"),
        ("S008", "source"), ("S009", "colour"), ("S009", "note"),
    } <= found  # fmt: skip


def test_of_several_groups_the_one_that_is_shared_is_told() -> None:
    """A row that shares one group of columns with another, and differs in the second, is told of the first."""
    table = replace(PARTICIPANTS, unique=(("event", "role"), ("event", "actor")))
    row = _VALID["participants"].row(0, named=True)
    frame = _frame(table, [row, row | {"actor": "somebody"}])
    assert ["S008"] == [found.code for found in schema._alike(table, frame, 0, "a-key")]  # noqa: SLF001 - no table has two


def test_a_panic_while_validating_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of the engine, which is no Exception, becomes one that names the table."""

    def panic(*_: object, **__: object) -> None:
        raise pl.exceptions.PanicException("boom")

    monkeypatch.setattr("pandera.polars.DataFrameSchema.validate", panic)
    with pytest.raises(RuntimeError, match="polars failed while it validated places: boom"):
        schema_findings(PLACES, _VALID["places"])


def test_unknown_checks_are_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure that pandera names in a way that has no code stops the run."""
    failure = {"check": "new_check", "column": "name", "index": 0, "failure_case": "x"}
    monkeypatch.setattr(schema, "_failures", lambda _table, _frame: [failure])
    with pytest.raises(ValueError, match="a check without a code"):
        schema_findings(PLACES, _VALID["places"])


def test_the_environment_cannot_switch_checks_off() -> None:
    """No setting of pandera in the environment keeps the checks from finding a bad cell, nor is it lost for others."""
    settings = {
        "PANDERA_VALIDATION_ENABLED": "False",
        "PANDERA_VALIDATION_DEPTH": "nonsense",
        "PANDERA_USE_NARWHALS_BACKEND": "True",
    }
    script = (
        "import json, os; from summitdata.rules.schema import prove_checks_are_on; prove_checks_are_on();"
        "print(json.dumps({name: value for name, value in os.environ.items() if name.startswith('PANDERA_')}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )
    assert "" == run.stderr
    assert settings == json.loads(run.stdout)


def test_every_code_has_its_sentences() -> None:
    """The nine codes are those of the design, each with what must hold and how to mend it."""
    assert [f"S00{number}" for number in range(1, 10)] == list(SCHEMA_RULES)
    assert all(rule.expected.endswith(".") and rule.fix.endswith(".") for rule in SCHEMA_RULES.values())


def test_codes_of_the_vocabulary_pass() -> None:
    """Every code of every vocabulary column is accepted by its check."""
    for table in _TABLES:
        row = _VALID[table.name].row(0, named=True)
        for column in table.columns:
            if isinstance(column.kind, Coded):
                rows = [row | {column.name: code, "id": None} for code in column.kind.vocabulary.names]
                findings = schema_findings(table, _frame(table, rows))
                assert [] == [finding for finding in findings if finding.column == column.name]


def test_long_cells_are_cut_and_missing_ones_are_told_in_words() -> None:
    """Sixty characters of a cell are shown; of a cell that is missing, its column says what to give."""
    whole, longer = schema.of_key(PLACES, "x" * 60), schema.of_key(PLACES, "x" * 61)
    assert (f"'{'x' * 60}' more than once", f"'{'x' * 57}...' more than once") == (whole.found, longer.found)
    (finding,) = schema_findings(PLACES, _frame(PLACES, [_VALID["places"].row(0, named=True) | {"name": None}]))
    meaning = PLACES["name"].meaning
    assert f"Give it: {meaning[0].lower()}{meaning[1:]}" == finding.fix


def test_days_need_no_limit() -> None:
    """Any calendar day is a day."""
    row = _VALID["sources"].row(0, named=True) | {"published_first": date(1, 1, 1), "published_last": date.max}
    assert [] == schema_findings(SOURCES, _frame(SOURCES, [row]))


@given(corrupted())
def test_screening_leaves_every_finding(case: tuple[Table, list[dict[str, Any]]]) -> None:
    """Whichever cells are changed, the tables together are told of as each of them is by pandera itself."""
    table, rows = case
    tables = {**_VALID, table.name: _frame(table, rows)}
    assert schema_findings(table, tables[table.name]) == judged(tables)


@pytest.mark.parametrize(
    "shape",
    [
        lambda frame: frame.drop("note"),
        lambda frame: frame.with_columns(colour=pl.lit("red")),
        lambda frame: frame.select(reversed(frame.columns)),
        lambda frame: frame.with_columns(kind=pl.lit(1)),
    ],
    ids=["missing", "surplus", "order", "type"],
)
def test_screening_leaves_columns_to_pandera(shape: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """A table whose columns are not those declared is told of as by pandera itself."""
    frame = shape(_VALID["places"])
    found = judged({**_VALID, "places": frame})
    assert found
    assert schema_findings(PLACES, frame) == found


def test_every_code_is_proved_of_the_expressions(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the expressions pass over a single kind of failure, whichever it is, the run stops."""
    whole = screening._flaws  # noqa: SLF001 - what is found of each table passes through it
    of_cells = [code for code in SCHEMA_RULES if code not in {"S002", "S009"}]
    for code in of_cells:

        def lacking(
            table: Table, cells: pl.DataFrame, alike: pl.DataFrame, code: str = code
        ) -> frozenset[tuple[str, str]]:
            return frozenset(flaw for flaw in whole(table, cells, alike) if flaw[0] != code)

        monkeypatch.setattr(screening, "_flaws", lacking)
        with pytest.raises(ChecksAreOffError, match=code):
            judged(_VALID)
    monkeypatch.undo()
    monkeypatch.setattr(screening, "_fits", lambda _table, _frame: True)
    with pytest.raises(pl.exceptions.PolarsError):
        judged(_VALID)


def test_columns_that_are_alike_are_judged_together() -> None:
    """All ways of all columns are asked for, each once, however many are asked together."""
    for table in TABLES.values():
        one_by_one = sorted((way.code, way.column) for way in breaches(table, [*table.by_name]))
        frame = nw.from_native(_VALID[table.name].lazy())
        together = [
            (code, name)
            for code, broken in ways_of_columns(table)
            for name in frame.select(broken).collect_schema().names()
        ]
        assert one_by_one == sorted(together)


def test_what_is_valid_goes_through_no_other_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    """The native backend judges what is not valid, and nothing else."""
    judged_by_pandera = []
    own = schema_findings

    def noted(table: Table, frame: pl.DataFrame) -> list[Diagnostic]:
        judged_by_pandera.append(table.name)
        return own(table, frame)

    monkeypatch.setattr(screening, "schema_findings", noted)
    assert [] == judged(_VALID)
    judged({**_VALID, "places": _VALID["places"].with_columns(kind=pl.lit("citty"))})
    assert ["places"] == judged_by_pandera


def test_two_judgements_that_differ_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandera's own backend finds other things than its expressions, the run stops, and says what each found."""
    broken = {**_VALID, "places": _VALID["places"].with_columns(kind=pl.lit("citty"))}
    monkeypatch.setattr(screening, "schema_findings", lambda _table, _frame: [])
    with pytest.raises(ChecksAreOffError, match=r"expressions find \[\('S004', 'kind'\)\] in places, .* backend \[\]"):
        judged(broken)
    with pytest.raises(ChecksAreOffError, match=r"expressions find \[\] in places, and its own backend \[\]"):
        judged({**_VALID, "places": _VALID["places"].drop("note")})


def test_a_check_without_a_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that somebody adds to a schema needs a code, or what it finds could not be told."""
    strange = pandera.Column(pl.String, pandera.Check.str_length(1, 2, error="strange"))
    monkeypatch.setattr(fused, "columns_of", lambda _: {"name": strange})
    with pytest.raises(ValueError, match=r"places.name has the checks .*, which have no code"):
        fused.breaches(PLACES, ["name"])
