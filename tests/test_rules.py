"""Every rule does what it says: its examples break it or do not, and its page is complete."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from importlib.resources import as_file

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest

from golden_files import GOLDEN, golden
from rule_examples import EXAMPLES, Example, all_examples, frames, raised, told_without_prefix
from summitdata.diagnostics import Diagnostic, Severity
from summitdata.evidence import articles, verify
from summitdata.model import Coded, Origin, Reference, Table
from summitdata.reports.text import render_findings
from summitdata.rules import RULES
from summitdata.rules.context import Frame, Frames, polars_frames
from summitdata.rules.countries import LARGER
from summitdata.rules.example import folder
from summitdata.rules.kinds import ACTOR_WORDS, EVENT_WORDS
from summitdata.rules.language import Action, Rule
from summitdata.rules.origins import OFFICIAL, PRESS
from summitdata.rules.patching import example
from summitdata.rules.references import REFERENCES
from summitdata.rules.roles import PARTS
from summitdata.rules.run import evaluate
from summitdata.schema import ACTORS, EVENTS, PLACES, SOURCES, TABLES

_RULES = list(RULES.values())
_NUMBERED = list(enumerate(EXAMPLES))


def _named(value: object) -> str:
    match value:
        case Rule(code=code):
            return code
        case Example(name=name):
            return name
        case _:
            return str(value)


@pytest.mark.parametrize(("number", "shown"), _NUMBERED, ids=_named)
def test_examples_raise_what_they_say(number: int, shown: Example) -> None:
    """A breaking example raises its rule and no other beyond those it declares; a near miss raises none."""
    codes, _ = raised()[number]
    assert shown.expected == codes


@pytest.mark.parametrize("rule", _RULES, ids=_named)
def test_rules_explain_themselves(rule: Rule) -> None:
    """The sentence, the reason and the mend of a rule are sentences, and its first version is one."""
    assert rule.sentence.endswith(".")
    assert rule.sentence[0].isupper()
    assert re.search(r"[.;]( |$)", rule.why)
    assert rule.fix.endswith(".")
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", rule.since)


def test_codes_are_unique_and_in_their_families() -> None:
    """A code stands for one rule, in a family that the design names for rules about tables."""
    assert sorted(RULES) == list(RULES)
    assert len({rule.name for rule in _RULES}) == len(_RULES)
    assert {"R", "C", "A", "X", "P", "E", "W"} == {code[0] for code in RULES}


def test_codes_once_given_stay() -> None:
    """The codes of released rules, with their names, are permanent: the list only grows."""
    listed = "\n".join(f"{rule.code} {rule.name} {rule.severity} {rule.since}" for rule in _RULES)
    assert golden("rules/codes.txt", listed) == listed


@pytest.mark.parametrize("rule", _RULES, ids=_named)
def test_messages(rule: Rule) -> None:
    """What a rule says of each of its breaking examples is what the golden file has."""
    told = []
    for number, shown in _NUMBERED:
        if shown.rule is rule and shown.breaks:
            hits = [hit for hit in raised()[number][1] if hit.rule is rule]
            findings = [
                Diagnostic(
                    rule.code, rule.severity, rule.sentence, told_without_prefix(str(hit.found), number), rule.fix,
                    hit.target.table, told_without_prefix(hit.key, number), hit.column,
                )
                for hit in hits
            ]  # fmt: skip
            told.append(f"{shown.patch.says}\n\n{render_findings(findings)}")
    text = "\n\n\n".join(told)
    assert golden(f"rules/{rule.code}.txt", text) == text


def test_no_golden_file_is_left_over() -> None:
    """Every golden file of a rule belongs to a rule."""
    assert {*RULES, "codes"} == {file.stem for file in (GOLDEN / "rules").iterdir()}


def test_what_is_found_is_told() -> None:
    """Every finding of every example says what was found, in a fragment that begins in lower case or with data."""
    founds = [str(hit.found) for _, hits in raised() for hit in hits]
    assert all(found and not re.match("[A-Z]", found) and not found.endswith(".") for found in founds)


def test_example_dataset_is_whole() -> None:
    """The example dataset has rows in every table but the waivers, and reads without a finding."""
    reading = example()
    assert () == reading.findings
    assert {"waivers"} == {name for name, rows in reading.tables.items() if not rows}


def test_example_dataset_agrees_with_its_articles() -> None:
    """The offsets, digests and quotations of the example dataset are those of its articles, and its prose its own."""
    with as_file(folder()) as root:
        found = verify(example().tables, articles(root / "texts"))
    assert ((), ()) == (found.findings, found.unchecked)


def test_every_written_reference_has_the_rule() -> None:
    """The rule about references covers every reference column of every table, as they are declared."""
    declared = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if isinstance(column.kind, Reference)
    }
    assert declared == {(target.table, target.column) for target in REFERENCES}


def test_edits_of_concluded_columns_are_of_no_other() -> None:
    """An edit changes what is written or what is concluded, since the two are made at different times."""
    for shown in EXAMPLES:
        for edit in shown.patch.edits:
            origins = {TABLES[edit.table][name].origin in {Origin.RESOLVED, Origin.COUNTED} for name in edit.values}
            assert len(origins) <= 1, shown.name
            assert edit.action is Action.CHANGE or True not in origins, shown.name


def _duckdb_frames(connection: duckdb.DuckDBPyConnection) -> Frames:
    """Give all examples together as relations of DuckDB."""
    _, tables, follows = all_examples()
    polars = frames()
    made: dict[str, Frame] = {}

    def relation(name: str, frame: pl.DataFrame) -> Frame:
        if name not in made:
            connection.register(f"arrow_{name}", frame.to_arrow())
            connection.execute(f"CREATE TABLE {name} AS FROM arrow_{name}")
            made[name] = nw.from_native(connection.table(name))
        return made[name]

    def collected(frame: Frame) -> pl.DataFrame:
        native: pl.LazyFrame = nw.to_native(frame)
        return native.collect()

    return Frames(
        {name: relation(name, frame) for name, frame in tables.items()},
        closures=lambda table, column: relation(f"{table}_{column}_up", collected(polars.ancestors(table, column))),
        digests=lambda table, column: relation(f"{table}_{column}_sha", collected(polars.digests(table, column))),
        prepared=lambda name: relation(f"prepared_{name}", collected(polars.prepared(name))),
        computed={name: relation(f"computed_{name}", frame) for name, frame in follows.items()},
    )


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Frames]:
    """All examples together on DuckDB."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    yield _duckdb_frames(connection)
    connection.close()


@pytest.mark.parametrize("rule", _RULES, ids=_named)
def test_rules_give_the_same_on_duckdb(rule: Rule, elsewhere: Frames) -> None:
    """Every rule finds the same rows with the same words on DuckDB as on polars, on all examples together."""
    here = frames()
    answers = [(target, nw.to_native(rule.query(here, target)).collect().to_dicts()) for target in rule.targets]
    # Of a rule about many columns alike, those in which examples have nothing would only repeat the first.
    for target, expected in answers[:1] + [(target, rows) for target, rows in answers[1:] if rows]:
        query = rule.query(elsewhere, target)
        names = query.collect_schema().names()
        found = [dict(zip(names, row, strict=True)) for row in nw.to_native(query).fetchall()]
        assert sorted(map(repr, expected)) == sorted(map(repr, found)), target


def _shuffled(seed: int) -> set[tuple[str, str, str, str | None]]:
    rows, tables, follows = all_examples()
    mixed = {name: frame.sample(fraction=1.0, shuffle=True, seed=seed) for name, frame in tables.items()}
    hits = evaluate(RULES.values(), polars_frames(rows, mixed, follows)).hits
    return {(hit.rule.code, hit.target.table, hit.key, hit.found) for hit in hits}


def test_findings_do_not_depend_on_the_order_of_rows() -> None:
    """Rows in another order break the same rules, with the same words."""
    expected = {(hit.rule.code, hit.target.table, hit.key, hit.found) for _, hits in raised() for hit in hits}
    assert expected == _shuffled(seed=1)


def test_severities() -> None:
    """What follows with certainty is an error; what is only likely or merely worth knowing is not."""
    of = {severity: {code for code, rule in RULES.items() if rule.severity is severity} for severity in Severity}
    assert of[Severity.INFORMATION] == {"C013", "P003", "P005", "W002", "X011", "X012"}
    assert of[Severity.WARNING] == {
        "A002", "A007", "A008", "A009", *_codes("A", 40), *_codes("A", *range(42, 64)), *_codes("C", *range(41, 48)),
        "P004", *_codes("P", *range(7, 14)), "R011", "R020", "R040", *_codes("R", *range(45, 54)), "R055",
        *_codes("R", *range(57, 65)), *_codes("W", 4, 5, 6), *_codes("X", 10, 40, 41, 43, 44, 46, 48, 49),
    } - {"A043"}  # fmt: skip


def _codes(family: str, *numbers: int) -> list[str]:
    return [f"{family}{number:03}" for number in numbers]


_BY_KIND: dict[str, tuple[Table, Collection[str]]] = {
    "places": (PLACES, LARGER),
    "events by words": (EVENTS, EVENT_WORDS),
    "events by parts": (EVENTS, PARTS),
    "actors by words": (ACTORS, {*ACTOR_WORDS, "person", "organisation"}),
    "sources by publisher": (SOURCES, {*PRESS, *OFFICIAL, "reference"}),
}
"""What rules say of kinds: the table of those, and of which kinds it is said."""


@pytest.mark.parametrize("name", _BY_KIND)
def test_what_is_said_by_kind_is_said_of_every_kind(name: str) -> None:
    """For each kind there is in the vocabulary the rules have what they hold it against, and for no other."""
    table, said = _BY_KIND[name]
    kind = table["kind"].kind
    assert isinstance(kind, Coded)
    assert {*said} == {*kind.vocabulary.names}


def test_every_kind_of_place_lies_in_kinds_that_there_are() -> None:
    """For each kind of place it is said in what it may lie, and in nothing that is no kind."""
    assert {larger for kinds in LARGER.values() for larger in kinds} <= {*LARGER}
