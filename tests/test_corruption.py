"""The corruption matrix: its operators, the ways to make and judge a slip, and the published figures."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.corruption.__main__ import PAGE, PUBLISHED, written
from proofs.corruption.changes import Changed, cell_changed, rows_changed
from proofs.corruption.columns import OVERALL, ROWS, ColumnClass, class_named, corrupted_columns, measured
from proofs.corruption.comparison import ALONE, fallen, lost_targets, overall, short_of_target
from proofs.corruption.footprints import footprint
from proofs.corruption.judging import Judge, Verdict
from proofs.corruption.matrix import Slip, chosen, counted, made
from proofs.corruption.operators import EMPTIED, OPERATORS, ROW_OPERATORS, Cell, cells_of
from proofs.corruption.page import page
from proofs.corruption.worlds import World, is_valid, waived_edits, worlds
from summitdata.checking import check
from summitdata.figures import MATRIX, FiguresError, Matrix, read_matrix, share
from summitdata.formats.strategies import cell as any_cell
from summitdata.model import Value
from summitdata.rows import write_rows
from summitdata.rows.cells import written as in_file
from summitdata.rules import RULES
from summitdata.rules.example import GAZETTE
from summitdata.rules.patching import example, patched
from summitdata.schema import TABLES

_COLUMNS = [(table.name, column.name) for table in TABLES.values() for column in corrupted_columns(table)]
_BY_NAME = {operator.name: operator for operator in OPERATORS}


@cache
def _world() -> World:
    (world,) = worlds(None, None, generated=0)
    return world


@cache
def _judge() -> Judge:
    return Judge(_world(), None)


def _cell(table: str, column: str, key: str, text: str) -> Changed:
    tables = _world().tables
    row = next(row for row in tables[table] if row["id"] == key)
    changed = cell_changed(tables, TABLES[table], row, column, text)
    assert changed is not None
    return changed


@given(data=st.data(), column=st.sampled_from(_COLUMNS), seed=st.text(max_size=5))
@settings(max_examples=200)
def test_an_operator_gives_another_value_and_the_same_at_every_run(
    data: st.DataObject, column: tuple[str, str], seed: str
) -> None:
    """Whatever a cell holds, an operator that applies to it gives another text, and that text again for that seed."""
    table, name = column
    declared = TABLES[table][name]
    value: Value = data.draw(any_cell(declared).filter(lambda value: value is not None))
    text = in_file(value)
    cell = Cell(declared, declared.kind, text, (data.draw(st.sampled_from([text, f"{text}x"])),))
    for operator in OPERATORS:
        made_once = operator.corrupt(cell, seed)
        assert made_once == operator.corrupt(cell, seed)
        assert made_once != text


@pytest.mark.parametrize(
    ("operator", "table", "column", "key", "code"),
    [
        ("invisible", "places", "name", "vellin", "F016"),
        ("case", "places", "kind", "vellin", "S004"),
        ("dangling", "places", "within", "vellin", "R001"),
        ("emptied", "places", "name", "vellin", "F031"),
        ("homoglyph", "sources", "kind", "atlas", "F019"),
    ],
)
def test_a_slip_is_found_by_the_stage_that_sees_it(operator: str, table: str, column: str, key: str, code: str) -> None:
    """A slip goes through the reader, the schemas and the rules, and the first that finds it is named."""
    rows = _world().tables[table]
    cell = next(cell for row, cell in cells_of(table, TABLES[table][column], rows) if row["id"] == key)
    text = _BY_NAME[operator].corrupt(cell, "1")
    assert text is not None
    assert Verdict(code) == _judge().judge(_cell(table, column, key, text))


def test_a_decomposed_character_reaches_the_reader_as_it_is() -> None:
    """The writer, which would compose it, is kept from mending the slip."""
    assert "F017" == _cell("places", "name", "vellin", "Velle\u0301n").code


def test_what_nothing_contradicts_is_missed_without_the_lock() -> None:
    """Another valid value of a cell that nothing else repeats is caught by the lock alone."""
    assert Verdict(None, None, None, "B014") == _judge().judge(_cell("places", "latitude", "vellin", "12.6"))


def test_the_articles_show_what_rows_cannot() -> None:
    """A stretch of a source's own prose that is one character shorter is found with the article."""
    world = _world()
    span = next(row for row in world.tables["spans"] if row["id"] == "north-wire-2020-05-05.c1.s1")
    verdict = _judge().judge(_cell("spans", "stop", str(span["id"]), str(int(str(span["stop"])) - 1)))
    assert (None, "E003", "B014") == (verdict.rows, verdict.articles, verdict.locked)


@cache
def _waived() -> World:
    """A dataset with a finding that a waiver accepts."""
    return World("waived", patched(waived_edits()), None)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("rule", "R106", "R016"),
        ("table", "soucres", "R016"),
        ("key", "norvale-readout-2020-05-05", "R016"),
        ("until", "2025-03-31", "R016"),
        ("until", "2026-04-01", None),
        ("digest", "0f" * 32, "R016"),
    ],
)
def test_waivers_are_judged_as_in_a_check(column: str, text: str, code: str | None) -> None:
    """A waived finding is none, and a slip in its waiver shows it again; a later last day shows nothing."""
    world = _waived()
    judge = Judge(world, None)
    waiver = next(row for row in world.tables["waivers"] if row["rule"] == "R016")
    changed = cell_changed(world.tables, TABLES["waivers"], waiver, column, text)
    assert changed is not None
    assert is_valid(world.tables)
    assert code == judge.judge(changed).rows


def test_a_waiver_that_excuses_nothing_any_more_is_found() -> None:
    """Where a slip mends what was waived, the waiver of it is a finding."""
    world = _waived()
    row = next(row for row in world.tables["sources"] if row["id"] == GAZETTE)
    changed = cell_changed(world.tables, TABLES["sources"], row, "extent", "full")
    assert changed is not None
    assert "V002" == Judge(world, None).judge(changed).rows


@pytest.mark.parametrize("operator", ROW_OPERATORS, ids=lambda operator: operator.name)
def test_rows_are_deleted_doubled_and_exchanged(operator: object) -> None:
    """Each operator on rows changes rows, and the lock names one of them."""
    world = _world()
    row = world.tables["participants"][0]
    chosen_operator = next(each for each in ROW_OPERATORS if each is operator)
    others = [row, *world.tables["participants"]]
    found = (rows_changed(world.tables, TABLES["participants"], each, chosen_operator) for each in others)
    changed = next(each for each in found if each is not None)
    verdict = _judge().judge(changed)
    assert "B014" in {verdict.rows, verdict.locked} or verdict.rows is not None
    assert changed.tables["participants"] != world.tables["participants"]


def test_the_short_way_finds_what_a_check_of_the_files_finds(tmp_path: Path) -> None:
    """Slips of every tenth sort, written into files and checked from the start, are found exactly where judged so."""
    world = _world()
    for number, group in enumerate(chosen((world,))[::100]):
        slip = group[0]
        changed = made(world, slip)
        if changed is None or changed.code is not None:
            continue
        root = tmp_path / str(number)
        write_rows(changed.tables, example().info, root)
        assert check(root).ok == (_judge().judge(changed).rows is None), slip


def test_a_rule_reads_the_columns_it_names() -> None:
    """What a rule reads is found out from its query, closures and digests included."""
    assert {("spans", "id"), ("spans", "start"), ("spans", "stop"), ("spans", "text")} == footprint(RULES["C007"])
    assert ("spans", "text") in footprint(RULES["E001"])
    assert ("claims", "reason") not in footprint(RULES["R002"])


def test_every_column_has_a_class() -> None:
    """What is measured is every key and every written column, each in a class, and the rows of every table."""
    assert set(_COLUMNS) == {(table, column) for table, column in measured() if column != ROWS}
    assert ColumnClass.BINDING == class_named("spans", "start")
    assert ColumnClass.PROSE == class_named("events", "title")
    assert ColumnClass.FOREIGN == class_named("sources", "url")


@cache
def _published() -> Matrix:
    return read_matrix(PUBLISHED / MATRIX)


def test_the_published_figures_are_complete() -> None:
    """Every column of every table was tried, save those of which no dataset has a cell, and the lock misses nothing."""
    tried = {(figure.table, figure.column) for figure in _published().figures}
    assert tried <= set(measured())
    assert {table for table, _ in measured()} - {table for table, _ in tried} == set()
    for figure in _published().figures:
        assert 0 < figure.tried <= figure.cells
        assert figure.caught <= figure.with_articles <= figure.locked == figure.tried
        assert class_named(figure.table, figure.column).value == figure.kind


def test_the_published_page_is_that_of_the_figures() -> None:
    """The page was written from the figures beside it, and the file as it would be written now."""
    assert page(_published()) == (PUBLISHED / PAGE).read_text(encoding="utf-8")
    assert written(_published()) == (PUBLISHED / MATRIX).read_text(encoding="utf-8")


def test_the_targets_are_reached() -> None:
    """As much is caught over all columns that have a target, and in each, as is wanted; the lock misses nothing."""
    assert overall(_published(), "with_articles") >= OVERALL
    assert [] == [*short_of_target(_published())]
    assert 1 == overall(_published(), "locked")


_SAMPLED = {
    ("claims", "about", "other code"): (1, 1),
    ("claims", "as_printed", "typo"): (0, 1),
    ("events", "summary", "typo"): (0, 0),
    ("sources", "url", "typo"): (0, 0),
    ("participants", ROWS, "doubled"): (1, 1),
}
"""A slip in a column of each class, with how many of one are caught in the example: by rows, and with articles."""


@pytest.mark.parametrize("pair", _SAMPLED, ids=" ".join)
def test_a_figure_is_found_again(pair: tuple[str, str, str]) -> None:
    """The first slip of a sort in the example is judged now as it was when its figure was written down."""
    group = next(group for group in chosen((_world(),)) if group[0].pair == pair)
    changed = next(change for slip in group if (change := made(_world(), slip)) is not None)
    figure = counted(group, [_judge().judge(changed)])
    assert figure is not None
    assert _SAMPLED[pair] == (figure.caught, figure.with_articles)
    assert 1 == figure.locked


def test_a_fall_is_told() -> None:
    """A column that falls by more than a point, or that the lock misses, is told; the same figures are not."""
    slips = [Slip(0, "places", "name", "typo", f"p{number}") for number in range(4)]
    caught, missed = Verdict("S003"), Verdict(None, None, None, "B014")
    better, worse, unlocked = (
        counted(slips, verdicts)
        for verdicts in ([caught] * 4, [caught, caught, caught, missed], [caught, caught, caught, Verdict(None)])
    )
    assert better is not None
    assert worse is not None
    assert unlocked is not None
    before = Matrix(4, {"example": 1}, (better,))
    assert [] == [*fallen(before, before), *lost_targets(before, before)]
    assert ["places.name: 75.0% are caught from the rows alone, and 100.0% were before",
            "places.name: 75.0% are caught with the articles, and 100.0% were before"] == list(
        fallen(before, replace(before, figures=(worse,)))
    )  # fmt: skip
    assert "places.name: 75.0% are caught with the lock, and all must be" in list(
        fallen(before, replace(before, figures=(unlocked,)))
    )
    assert ["places.name: 75.0% are caught from the rows alone, and 100.0% were before"] == list(
        fallen(before, replace(before, figures=(worse,)), ALONE)
    )
    assert [] == short_of_target(replace(before, figures=(worse,)))
    assert 0.75 == share([worse])


def test_figures_that_cannot_be_read_say_how_to_make_them(tmp_path: Path) -> None:
    """A missing or damaged file is an error with the command that writes it."""
    (tmp_path / MATRIX).write_text("{}", encoding="utf-8")
    for file in (tmp_path / MATRIX, tmp_path / "none.json"):
        with pytest.raises(FiguresError, match=r"python -m proofs\.corruption"):
            read_matrix(file)


def test_emptying_is_no_value() -> None:
    """A cell that is taken out leaves no trace in the file."""
    assert "" == EMPTIED
    assert "F031" == _cell("places", "kind", "vellin", EMPTIED).code
