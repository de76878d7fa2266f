"""A mistake in a rule fails where the rule is written, or names the rule when it runs; it never passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from summitdata.rules import RULES
from summitdata.rules.context import Frame, Frames, NotEvaluatedError, polars_frames, polars_tables
from summitdata.rules.language import Query, Rule, Target, catalogue, change, patch, rule, rule_of_columns
from summitdata.rules.patching import concluded, patched
from summitdata.rules.run import RuleError, asked, evaluate

_BREAKS = [patch("It breaks.", change("claims", "north-wire-2020-05-05.c1", value="x"))]
_ROWS = concluded(patched(()), ())[0]


def _frames() -> Frames:
    return polars_frames(_ROWS, polars_tables(_ROWS))


def _rule(query: Callable[[Frames], Query], code: str = "Z001", after: tuple[str, ...] = ()) -> Rule:
    def made(frames: Frames) -> Query:
        """Something holds.

        Why:
            It does.

        Fix:
            Mend it.
        """
        return query(frames)

    return rule(code, table="claims", column="value", breaks=_BREAKS, holds=_BREAKS, after=after)(made)


def _of_source(name: str) -> Callable[[Frames], Query]:
    return lambda frames: frames["claims"].filter(nw.col("source") == name).select("id")


def test_a_rule_says_what_its_docstring_says() -> None:
    """The three parts of the docstring are joined to lines, and what is not said has its default."""
    made = _rule(_of_source("atlas"))
    assert ("Something holds.", "It does.", "Mend it.") == (made.sentence, made.why, made.fix)
    assert ("made", "error", (), False, "0.1.0") == (made.name, made.severity, made.after, made.closed, made.since)
    assert (Target("claims", "value"),) == made.targets


@pytest.mark.parametrize("doc", [None, "Only a sentence.", "A sentence.\n\nFix:\n    Mend it.", "S.\n\nWhy:\n\nFix:\n"])
def test_a_docstring_without_its_sections_is_refused(doc: str | None) -> None:
    """A rule without a sentence, a reason or a mend cannot be written."""

    def made(frames: Frames) -> Query:
        return frames["claims"].select("id")

    made.__doc__ = doc
    with pytest.raises(ValueError, match="the docstring of rule Z001 needs a sentence"):
        rule("Z001", table="claims", column="value", breaks=_BREAKS, holds=_BREAKS)(made)


@pytest.mark.parametrize("code", ["Z1", "z001", "Z0001", "ZZ01", ""])
def test_a_code_has_its_form(code: str) -> None:
    """A code is a capital letter and three digits."""
    with pytest.raises(ValueError, match="is no code"):
        _rule(_of_source("atlas"), code)


def test_a_rule_needs_examples_and_columns() -> None:
    """A rule without a column, or without an example of either sort, cannot be written."""

    def made(frames: Frames, target: Target) -> Query:
        """S.

        Why:
            W.

        Fix:
            F.
        """
        return frames[target.table].select("id")

    column = Target("claims", "value")
    for targets, breaks, holds in (((), _BREAKS, _BREAKS), ((column,), (), _BREAKS), ((column,), _BREAKS, ())):
        with pytest.raises(ValueError, match="needs a column, an example"):
            rule_of_columns("Z001", targets, breaks=breaks, holds=holds)(made)


def test_an_example_changes_something() -> None:
    """An example without an edit is refused."""
    with pytest.raises(ValueError, match="changes nothing"):
        patch("Nothing is done.")


def test_a_catalogue_has_each_code_once() -> None:
    """Two rules with one code, or a rule after one that is not there, make no catalogue."""
    one = _rule(_of_source("atlas"))
    with pytest.raises(ValueError, match="the code Z001 is given twice: made and made"):
        catalogue([one, one])
    with pytest.raises(ValueError, match=r"comes after \['Z002'\], which do not exist"):
        catalogue([_rule(_of_source("atlas"), after=("Z002",))])


def test_a_rule_that_raises_is_named() -> None:
    """An error in the making or in the running of a query names the rule, and nothing passes."""

    def broken(_frames: Frames) -> Query:
        raise KeyError("colour")

    def late(frames: Frames) -> Query:
        return frames["claims"].select(id=nw.col("value").cast(nw.Int64).cast(nw.String))

    for query, message in ((broken, r"Z001 \(made\) failed with KeyError"), (late, r"Z001 \(made\) failed with")):
        with pytest.raises(RuleError, match=message):
            evaluate([*RULES.values(), _rule(query)], _frames())


def test_a_rule_that_gives_no_keys_is_named() -> None:
    """A query without the column id, with other columns, or with a null as key is our mistake."""
    cases: list[Callable[[Frames], Query]] = [
        lambda frames: frames["claims"].select("value"),
        lambda frames: frames["claims"].select("id", "value", "source"),
        lambda frames: frames["claims"].select(id=nw.lit(None, nw.String)),
    ]
    for query in cases:
        with pytest.raises(RuleError, match=r"rule Z001 \(made\) gives"):
            evaluate([_rule(query)], _frames())


def test_a_panic_is_told_of_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of the engine, which is no Exception, names the rule too."""

    def panic(_self: pl.LazyFrame, *_args: object, **_options: object) -> pl.DataFrame:
        raise pl.exceptions.PanicException("boom")

    monkeypatch.setattr(pl.LazyFrame, "collect", panic)
    monkeypatch.setattr(pl, "collect_all", panic)
    with pytest.raises(RuleError, match=r"Z001 \(made\) failed with PanicException: boom"):
        evaluate([_rule(_of_source("atlas"))], _frames())


def test_rows_that_fail_a_rule_before_are_left_out() -> None:
    """What fails one rule is not evaluated by those that come after it, however far, and is counted."""
    first = _rule(_of_source("north-wire-2020-05-05"))
    second = _rule(lambda frames: frames["claims"].select("id"), "Z002", after=("Z001",))
    third = _rule(lambda frames: frames["claims"].select("id"), "Z003", after=("Z002",))
    evaluation = evaluate([third, second, first], _frames())
    counts = {code: sum(hit.rule.code == code for hit in evaluation.hits) for code in ("Z001", "Z002", "Z003")}
    assert {"Z001": 15, "Z002": 9, "Z003": 0} == counts
    assert {"Z002": 15, "Z003": 24} == evaluation.skipped


def test_rows_that_fail_the_schema_are_left_out() -> None:
    """A row that was found wrong before is held against no rule."""
    evaluation = evaluate(
        [_rule(_of_source("south-wire-2020-05-05"))], _frames(), failing={("claims", "south-wire-2020-05-05.c1")}
    )
    assert 6 == len(evaluation.hits)
    assert {"Z001": 1} == evaluation.skipped


def test_closed_rules_need_the_whole() -> None:
    """A rule that concludes from absence is not evaluated where rows may be missing; others are."""
    made = _rule(_of_source("atlas"))
    evaluation = evaluate([made, replace(made, code="Z002", closed=True)], _frames(), torn="a file is torn")
    assert {"Z002": "a file is torn"} == evaluation.unevaluated


def test_a_rule_may_say_that_it_cannot_be_evaluated() -> None:
    """A rule that lacks what it needs is not evaluated, with its reason, and does not pass."""

    def needy(_frames: Frames) -> Query:
        raise NotEvaluatedError("the moon is away")

    evaluation = evaluate([_rule(needy)], _frames())
    assert ({"Z001": "the moon is away"}, []) == (evaluation.unevaluated, evaluation.hits)


def test_a_rule_that_needs_what_was_not_given_is_not_evaluated() -> None:
    """A table that was not given is not one without rows, and what is made from rows needs them in memory."""

    def never(*_: str) -> Frame:
        raise AssertionError

    frames = Frames({"claims": _frames()["claims"]}, closures=never, digests=never)
    evaluation = evaluate(
        [
            _rule(_of_source("atlas")),
            _rule(lambda frames: frames["events"].select("id"), "Z002"),
            _rule(lambda frames: frames.prepared("clocks").select(id="source"), "Z003"),
            _rule(lambda frames: frames.computed("claims").select("id"), "Z004"),
        ],
        frames,
    )
    assert {
        "Z002": "there is no table events",
        "Z003": "it needs what is computed only from rows in memory",
        "Z004": "the conclusions were drawn from the row files in this very run",
    } == evaluation.unevaluated
    with pytest.raises(KeyError):
        frames["colours"]


def test_rules_in_a_circle_are_refused() -> None:
    """Rules that come after one another have no order."""
    one, other = _rule(_of_source("atlas"), after=("Z002",)), _rule(_of_source("atlas"), "Z002", after=("Z001",))
    with pytest.raises(RuleError, match="in a circle"):
        evaluate([one, other], _frames())


def test_a_cell_of_another_type_is_no_row() -> None:
    """Rows with a cell that its column cannot hold do not become a table."""
    rows = {**_ROWS, "runs": [{**_ROWS["runs"][0], "start": "twelve"}]}
    with pytest.raises(TypeError):
        polars_tables(rows)


def test_what_fails_only_together_still_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """If all queries together fail and none does alone, the run stops all the same."""

    def fail(_frames: object, **_options: object) -> list[pl.DataFrame]:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(pl, "collect_all", fail)
    with pytest.raises(RuntimeError, match="out of memory"):
        evaluate([_rule(_of_source("atlas"))], _frames())


def test_targets_name_columns_that_are_there() -> None:
    """A rule about a column or a table that does not exist cannot be written."""
    with pytest.raises(ValueError, match="which is no column"):
        Target("claims", "colour")
    with pytest.raises(ValueError, match="which is no table"):
        Target("claims", "value", "colours")


def test_a_query_that_cannot_be_told_the_columns_of_names_its_rule() -> None:
    """An engine asks for the columns of an answer before it runs the query, and says whose it is if that fails."""
    broken = _rule(lambda _: nw.from_native(pl.LazyFrame({"id": ["x"]}).select("nothing")))
    with pytest.raises(RuleError, match="Z001"):
        asked(broken, broken.targets[0], _frames())
