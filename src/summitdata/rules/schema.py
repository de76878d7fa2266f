"""Schema checks: every table validated by pandera, each failure told with our code, the row's key and the column."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

import polars as pl
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

from summitdata.diagnostics import Diagnostic, Severity
from summitdata.formats.words import kind_in_words, requirement
from summitdata.model import Coded, Column, Table
from summitdata.rules.unswitched import pandera_columns, pandera_schema, polars_type
from summitdata.schema import PARTICIPANTS, PLACES

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class SchemaRule:
    """One S code: permanent, with the sentence that must hold of every table and how to mend a breach."""

    code: str
    expected: str
    fix: str


SCHEMA_RULES: Final[dict[str, SchemaRule]] = {
    rule.code: rule
    for rule in (
        SchemaRule("S001", "A required column has a value in every row.", "Give the value."),
        SchemaRule(
            "S002", "A column holds values of its type.",
            "Build the package again from its rows, or convert the column.",
        ),
        SchemaRule("S003", "A text has the form of its kind.", "Write it in that form."),
        SchemaRule("S004", "A coded value is a code of its vocabulary.", "Choose one of the codes."),
        SchemaRule("S005", "A number lies within the range of its column.", "Correct the number."),
        SchemaRule("S006", "A text is neither too short nor too long.", "Correct or shorten the text."),
        SchemaRule("S007", "No two rows of a table have the same key.", "Give one of them another key."),
        SchemaRule(
            "S008", "No two rows are alike in the columns that together must differ.",
            "Take one of the rows out, or correct what tells them apart.",
        ),
        SchemaRule(
            "S009", "A table has the columns that are declared, in their order, and no other.",
            "Build the package again from its rows, or bring the columns into the declared form.",
        ),
    )
}  # fmt: skip
"""Every S code in the order of the documentation."""

CELL_CODES: Final = {"not_nullable": "S001", "codes": "S004", "length": "S006", "pattern": "S003", "range": "S005"}
"""pandera's names of the checks on one cell, in the order in which one of several failures is told."""

_PRECEDENCE: Final = tuple(CELL_CODES)

_OF_COLUMNS: Final = {
    "column_in_dataframe": "no column '{}'",
    "column_in_schema": "the column '{}', which is not declared",
    "column_ordered": "the column '{}', which stands in another place",
}
"""pandera's names of the checks on the columns of a table, with what is found."""

_KEY, _GROUP, _TYPE = "field_uniqueness", "multiple_fields_uniqueness", "dtype("


Flaw: TypeAlias = tuple[str, str]
"""The code of a finding, and the column that it points to."""


class ChecksAreOffError(RuntimeError):
    """pandera let rows pass that break every kind of check, so nothing that it accepts is proved valid."""


def schema_findings(table: Table, frame: pl.DataFrame) -> list[Diagnostic]:
    """Validate *frame* as *table*, and give a finding for each bad cell, each row that is not unique, each column.

    A cell that breaks several limits is told once, with the most telling of them.  The checks of a column that has
    another type than declared are not evaluated beyond that.

    Raises:
        ValueError: pandera reports a check that has no code here.
    """
    failures = _failures(table, frame)
    keys = frame["id"].to_list() if "id" in frame.columns else [None] * frame.height
    findings = list(_of_columns(table, failures))
    wrongly_typed = {failure["column"] for failure in failures if failure["check"].startswith(_TYPE)}
    cells: dict[tuple[str, int], str] = {}
    for failure in failures:
        check, name, index = failure["check"], failure["column"], failure["index"]
        if check in _OF_COLUMNS or check.startswith(_TYPE) or name in wrongly_typed:
            continue
        if check == _GROUP:
            findings += _alike(table, frame, index, keys[index])
        elif check == _KEY:
            if keys[index] is not None:
                findings.append(of_key(table, keys[index]))
        elif check in CELL_CODES:
            cells[name, index] = min(check, cells.get((name, index), check), key=_PRECEDENCE.index)
        else:
            raise ValueError(f"pandera reports {check!r} in {table.name}.{name}, a check without a code")
    for (name, index), check in cells.items():
        findings.append(of_cell(CELL_CODES[check], table, keys[index], table[name], frame[name][index]))
    return findings


def _of_columns(table: Table, failures: Iterable[Mapping[str, Any]]) -> Iterator[Diagnostic]:
    """Tell of columns that are missing, surplus, in another place or of another type."""
    for failure in failures:
        check, name, found = failure["check"], failure["column"], failure["failure_case"]
        if check in _OF_COLUMNS:
            yield _finding("S009", table, None, found, _OF_COLUMNS[check].format(found))
        elif check.startswith(_TYPE):
            wanted = f"{kind_in_words(table[name].kind)} ({check[len(_TYPE) + 1 : -2]})"
            yield _finding("S002", table, None, name, f"{found} in place of {wanted}")


def known_bad() -> Iterator[tuple[Table, pl.DataFrame, set[Flaw]]]:
    """Give rows and columns that break every kind of check there is, each time with what must be found of them."""
    place: dict[str, object] = {"id": "a-place", "name": "A place", "kind": "city"}
    part: dict[str, object] = {"id": "an-event.a", "event": "an-event", "actor": "an-actor", "role": "host"}
    rows: tuple[tuple[Table, list[dict[str, object]], set[Flaw]], ...] = (
        (
            PLACES,
            [
                place | {"name": None, "kind": "citty", "latitude": 91.0},
                place | {"within": "No Slug", "note": "x" * 801},
            ],
            {
                ("S001", "name"), ("S003", "within"), ("S004", "kind"), ("S005", "latitude"), ("S006", "note"),
                ("S007", "id"),
            },
        ),
        (PARTICIPANTS, [part, part | {"id": "an-event.b"}], {("S008", "event")}),
    )  # fmt: skip
    for table, bad, flaws in rows:
        frame = pl.DataFrame(
            {column.name: [row.get(column.name) for row in bad] for column in table.columns},
            schema={column.name: polars_type(column.kind) for column in table.columns},
        )
        yield table, frame, flaws
    misshapen = pl.DataFrame({"id": ["a-place"], "name": ["A place"], "kind": [1], "colour": ["red"]})
    yield PLACES, misshapen, {("S002", "kind"), ("S009", "colour"), ("S009", "note")}


def prove_checks_are_on() -> None:
    """Validate what is known to be bad, and see each breach found.

    Raises:
        ChecksAreOffError: A breach was not found: pandera's checks are switched off, or work otherwise.
    """
    for table, frame, flaws in known_bad():
        found = {(finding.code, finding.column) for finding in schema_findings(table, frame)}
        if missed := sorted(flaws - found):
            raise ChecksAreOffError(
                f"rows of {table.name} that are known to be bad passed pandera's checks: {missed} was not found"
            )


@cache
def schema_of(table_name: str) -> Any:  # noqa: ANN401 - pandera's schema class would have to be imported by name
    """Give the pandera schema of a table, made once."""
    from summitdata.schema import TABLES

    return pandera_schema(TABLES[table_name])


@cache
def columns_of(table_name: str) -> dict[str, Any]:
    """Give the columns of that schema, made once, without the copies that pandera makes of them for a whole one."""
    from summitdata.schema import TABLES

    return pandera_columns(TABLES[table_name])


def _failures(table: Table, frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    """Give pandera's failure cases as they stand; none where the frame is valid."""
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema_of(table.name).validate(frame, lazy=True)
        except SchemaErrors as errors:
            cases: list[Mapping[str, Any]] = errors.failure_cases.to_dicts()
            return cases
        except pl.exceptions.PanicException as panic:  # no Exception, so that nobody would tell of it
            raise RuntimeError(f"polars failed while it validated {table.name}: {panic}") from panic
    return []


def _alike(table: Table, frame: pl.DataFrame, index: int, key: str | None) -> Iterator[Diagnostic]:
    """Tell which groups of columns a row shares with another."""
    for group in table.unique:
        row = frame.select(group).row(index)
        if frame.select(group).rows().count(row) > 1:
            yield of_group(table, key, dict(zip(group, row, strict=True)))


def of_key(table: Table, key: str) -> Diagnostic:
    """Tell of a key that several rows have."""
    return _finding("S007", table, key, "id", f"{_shown(key)} more than once")


def of_group(table: Table, key: str | None, cells: Mapping[str, object]) -> Diagnostic:
    """Tell of a row that has the same *cells* as another, by columns that together must differ."""
    names = tuple(cells)
    told = ", ".join(f"{name} {_shown(value)}" for name, value in cells.items() if value is not None)
    return _finding(
        "S008", table, key, names[0], f"{told} more than once",
        expected=f"No two rows of {table.name} have the same {', '.join(names[:-1])} and {names[-1]}.",
    )  # fmt: skip


def of_cell(code: str, table: Table, key: str | None, column: Column, value: object) -> Diagnostic:
    """Tell of a cell that breaks a limit."""
    if code == "S001":
        return _finding(
            code, table, key, column.name, "nothing",
            expected=f"Every row of {table.name} has a value of {column.name}.",
            fix=f"Give it: {column.meaning[0].lower()}{column.meaning[1:]}",
        )  # fmt: skip
    found, fix = _shown(value), None
    if code == "S006":
        found = f"{len(str(value))} characters, {found}" if value else "an empty text"
    if isinstance(column.kind, Coded):
        near = difflib.get_close_matches(str(value), column.kind.vocabulary.names, n=1)
        fix = f"Did you mean '{near[0]}'?" if near else None
    return _finding(code, table, key, column.name, found, expected=requirement(column.kind), fix=fix)


def _finding(
    code: str, table: Table, key: str | None, column: str | None, found: str,
    *, expected: str | None = None, fix: str | None = None,
) -> Diagnostic:  # fmt: skip
    rule = SCHEMA_RULES[code]
    return Diagnostic(
        code, Severity.ERROR, expected or rule.expected, found, fix or rule.fix, table.name, key, column
    )  # fmt: skip


def _shown(value: object) -> str:
    text = str(value)
    return f"'{text if len(text) <= _LONGEST else text[: _LONGEST - 3] + '...'}'"
