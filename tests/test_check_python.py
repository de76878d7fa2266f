"""The check as a function: tables in memory, the report as a frame, and rules of somebody's own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import summitdata
from summitdata.checking.own import examples_hold, load_rules, with_own
from summitdata.diagnostics import Diagnostic, Place, Report, Result, Severity, Waiver
from summitdata.errors import NoDatasetError, OwnRulesError, UnknownNameError
from summitdata.formats.arrow import to_arrow
from summitdata.frames import Backend, to_frame
from summitdata.resolve import complete
from summitdata.rules import RULES
from summitdata.rules.context import Frames
from summitdata.rules.language import Patch, Query, Rule, change, patch, rule
from summitdata.rules.patching import example
from summitdata.rules.run import RuleError
from summitdata.schema import TABLES

MISTAKES = Path(__file__).parent / "data" / "mistakes"
TABLES_OF_EXAMPLE = {name: to_arrow(TABLES[name], rows) for name, rows in complete(example().tables).items()}
TODAY = date(2020, 6, 1)


def _frames(backend: Backend) -> dict[str, Any]:
    return {name: to_frame(table, backend) for name, table in TABLES_OF_EXAMPLE.items()}


def _results(report: Report) -> dict[str, Result]:
    return {outcome.code: outcome.result for outcome in report.outcomes}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow", "duckdb"])
def test_tables_in_memory_are_checked_as_they_are(backend: Backend) -> None:
    """The frames of every library pass, and what only files can show is not evaluated."""
    report = summitdata.check(_frames(backend), today=TODAY)
    assert ((), "tables in memory", 3) == (report.findings, report.target, report.rows["quotes"])
    results = _results(report)
    assert {Result.NOT_EVALUATED} == {result for code, result in results.items() if code[0] in "FB"}
    assert {Result.PASSED} == {result for code, result in results.items() if code[0] not in "FB"}


def test_an_edited_frame_is_found_wrong() -> None:
    """An edit with pandas, as of what load() gives, is found with table, key and column, and is in no file."""
    frames = _frames("pandas")
    frames["places"].loc[frames["places"]["id"] == "vellin", "within"] = "norvalle"
    (finding,) = summitdata.check(frames, select=["R001"]).findings
    assert ("places", "vellin", "within", None) == (finding.table, finding.key, finding.column, finding.place)


def test_plain_columns_are_taken_where_they_mean_the_same() -> None:
    """Plain pandas columns, rows picked out, dictionaries and wider numbers are no findings; other types are."""
    frames = _frames("pandas")
    plain = frames["events"].astype({"sources": "int64", "title": object, "kind": "category"})
    plain["date_first"] = pd.to_datetime(plain["date_first"].astype(object))
    frames["events"] = plain.iloc[::-1]
    assert () == summitdata.check(frames, select=["S", "R"], today=TODAY).findings
    frames["events"] = plain.assign(sources=plain["sources"] + 0.5)
    frames["places"] = _frames("pandas")["places"].assign(latitude="north")
    report = summitdata.check(frames)
    assert {("S002", "events", "sources"), ("S002", "places", "latitude")} == {
        (finding.code, finding.table, finding.column) for finding in report.findings
    }
    assert {Result.NOT_EVALUATED} == {_results(report)[code] for code in (*RULES, "V001")}


_PLAIN: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": pa.Table.to_pandas,
    "polars": pl.from_arrow,
    "pyarrow": pa.table,
}


@pytest.mark.parametrize("library", [*_PLAIN])
@pytest.mark.parametrize(
    ("time", "zone", "found"),
    [
        (timedelta(), None, []),
        (timedelta(hours=23, minutes=30), None, [("S002", "date_first")]),
        (timedelta(), "UTC", [("S002", "date_first")]),
    ],
)
def test_times_are_days_at_midnight_only(
    library: str, time: timedelta, zone: str | None, found: list[tuple[str, str]]
) -> None:
    """Days kept as times are taken where no time of day and no zone would be lost, and are findings otherwise."""
    events = TABLES_OF_EXAMPLE["events"]
    midnight = events["date_first"].cast(pa.timestamp("ms", tz=zone))
    times = pc.add(midnight, pa.scalar(time, pa.duration("ms")))
    edited = events.set_column(events.column_names.index("date_first"), "date_first", times)
    frames = _frames("pyarrow") | {"events": _PLAIN[library](edited)}
    report = summitdata.check(frames, select=["S"], today=TODAY)
    assert found == [(finding.code, finding.column) for finding in report.findings]


def test_columns_are_held_against_the_declared_ones() -> None:
    """A column that is missing and one that is not declared are findings."""
    frames = _frames("polars")
    frames["places"] = frames["places"].drop("note").with_columns(more=pl.lit(1))
    assert {("S009", "note"), ("S009", "more")} == {
        (finding.code, finding.column) for finding in summitdata.check(frames).findings
    }


def test_every_table_must_be_given() -> None:
    """A missing table, a name that is none, and what is no frame are misuse, with the way out."""
    frames = _frames("pyarrow")
    with pytest.raises(UnknownNameError, match=r"no table 'qoutes'\. Did you mean 'quotes'"):
        summitdata.check({"qoutes": frames["quotes"]})
    with pytest.raises(NoDatasetError, match=r"The tables events, .* are missing.*for name in summitdata\.tables"):
        summitdata.check({"quotes": frames["quotes"], "sources": frames["sources"]})
    with pytest.raises(NoDatasetError, match="The table places is given as list, which is no frame"):
        summitdata.check(frames | {"places": [1]})


def test_a_damaged_key_in_memory() -> None:
    """A row without a key is a finding of its schema."""
    frames = _frames("pyarrow")
    terms = frames["terms"]
    frames["terms"] = terms.set_column(0, "id", pa.array([None] * terms.num_rows, pa.string()))
    assert ("S001", None) in {(each.code, each.key) for each in summitdata.check(frames).findings}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow", "duckdb"])
def test_a_report_is_a_frame(backend: Backend) -> None:
    """Each finding is a row, in the order of the report, with its place and its waiver."""
    waiver = Waiver("w", "So.", "We", "2027-01-31")
    findings = (
        Diagnostic("R001", Severity.ERROR, "E.", "f", "X.", "claims", "c", "event", Place("rows/a.yaml", 3, 7, 2)),
        Diagnostic("R016", Severity.WARNING, "E.", "f", "X.", waiver=waiver),
    )
    frame: Any = Report("dataset", "0.1.0", findings=findings).to_frame(backend)
    rows = nw.from_native(frame).lazy().collect("pyarrow").to_arrow().to_pylist()
    assert ["rows/a.yaml", 3, 7, None] == [rows[0][name] for name in ("file", "line", "position", "waiver")]
    assert [None, "w", "So.", "We", date(2027, 1, 31)] == [
        rows[1][name] for name in ("line", "waiver", "reason", "who", "until")
    ]
    assert ["R001", "R016"] == [each["code"] for each in rows]


def test_an_empty_report_is_a_frame_too() -> None:
    """Without findings the frame has its columns and no row, and an unknown library is told."""
    frame = Report("dataset", "0.1.0").to_frame()
    assert (0, 15, True) == (len(frame), len(frame.columns), isinstance(frame, pd.DataFrame))
    with pytest.raises(UnknownNameError, match="no backend 'panda'"):
        Report("dataset", "0.1.0").to_frame("panda")  # type: ignore[call-overload]


_BREAKS = [patch("Vellin is named x.", change("places", "vellin", name="x"))]
_HOLDS = [patch("Vellin is named y.", change("places", "vellin", name="y"))]


def _own(code: str = "Z001", *, after: tuple[str, ...] = (), breaks: list[Patch] | None = None) -> Rule:
    @rule(code, table="places", column="name", breaks=breaks or _BREAKS, holds=_HOLDS, after=after)
    def not_named_x(frames: Frames) -> Query:
        """No place is named x.

        Why:
            X marks another spot.

        Fix:
            Name it.
        """
        return frames["places"].filter(nw.col("name") == "x").select("id")

    return not_named_x


def _failing() -> Rule:
    @rule("Z002", table="places", column="name", breaks=_BREAKS, holds=_HOLDS)
    def fails(frames: Frames) -> Query:
        """S.

        Why:
            W.

        Fix:
            F.
        """
        return frames["places"].select(id=nw.col("name").str.to_datetime(format="%Y").cast(nw.String))

    return fails


def test_own_rules_run_beside_ours() -> None:
    """A rule of somebody's own is listed with its outcome, can be selected, and leaves ours as they are."""
    frames = _frames("polars")
    frames["places"] = frames["places"].with_columns(
        name=pl.when(pl.col("id") == "vellin").then(pl.lit("x")).otherwise("name")
    )
    report = summitdata.check(frames, rules=[_own()], select=["Z", "R002"])
    assert [("Z001", "vellin")] == [(finding.code, finding.key) for finding in report.findings]
    assert "Z001" == report.outcomes[-1].code
    assert "Z001" not in RULES
    assert "Z001" not in _results(summitdata.check(frames))


def test_own_rules_that_clash() -> None:
    """A letter or a code that is taken, a rule to come after that is none, and what is no rule, are misuse."""
    for own, told in (
        ([_own("R900")], "begins with a letter of SummitData's own rules"),
        ([_own("W900")], "begins with a letter"),
        ([_own(), _own()], "the code Z001 is given twice"),
        ([_own(after=("Z009",))], "which do not exist"),
        ([print], "is no rule"),
    ):
        with pytest.raises(OwnRulesError, match=told):
            summitdata.check(MISTAKES, rules=own)  # type: ignore[arg-type]
    assert {*RULES, "Z001"} == set(with_own([_own(after=("R001",))]))


def test_an_own_rule_that_fails_is_its_authors_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of somebody's own that fails proves nothing, and is told as such; one of ours is an internal error."""
    with pytest.raises(OwnRulesError, match=r"Nothing was proved: rule Z002 \(fails\) failed"):
        summitdata.check(MISTAKES, rules=[_failing()])
    monkeypatch.setitem(RULES, "Z002", _failing())
    with pytest.raises(RuleError):
        summitdata.check(MISTAKES)


def test_examples_of_own_rules_are_run() -> None:
    """An example that breaks nothing, or breaks what it should not, is told."""
    assert [] == examples_hold([_own()])
    assert ["Z001: the example 'Vellin is named z.' does not break it."] == examples_hold(
        [_own(breaks=[patch("Vellin is named z.", change("places", "vellin", name="z"))])]
    )
    broken = rule("Z003", table="places", column="name", breaks=_BREAKS, holds=[patch("It is.", change("places", "vellin", name="x"))])  # fmt: skip # noqa: E501
    assert ["Z003: the example 'It is.' breaks it."] == examples_hold([broken(_docstring)])


def _docstring(frames: Frames) -> Query:
    """No place is named x.

    Why:
        X marks another spot.

    Fix:
        Name it.
    """
    return frames["places"].filter(nw.col("name") == "x").select("id")


def test_rules_are_found_in_files_and_modules(tmp_path: Path) -> None:
    """A file and an installed module are searched for rules; without any, or with a mistake in it, that is told."""
    assert load_rules("summitdata.rules.references")
    for name, text, told in (
        ("none.py", "x = 1\n", "No rule stands in"),
        ("broken.py", "x = \n", "cannot be imported: SyntaxError"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(OwnRulesError, match=told):
            load_rules(str(tmp_path / name))
    for name in (str(tmp_path / "gone.py"), "summitdata.no_such_module", "json"):
        with pytest.raises(OwnRulesError, match=r"cannot be imported|No rule stands in"):
            load_rules(name)


def test_rules_on_the_command_line(tmp_path: Path) -> None:
    """A module without rules, and rules that clash with ours, are misuse on the command line."""
    (tmp_path / "none.py").write_text("x = 1\n", encoding="utf-8")
    for name, told in (
        ("none.py", "No rule stands in none.py"),
        ("summitdata.rules.references", "begins with a letter"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "summitdata", "check", str(MISTAKES), "--rules", name],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert (2, "") == (run.returncode, run.stdout)
        assert told in run.stderr


@pytest.mark.parametrize(
    ("missing", "told"),
    [("narwhals", "MissingExtraError: summitdata.check() needs libraries"), ("summitdata.checking", "ModuleNotFound")],
)
def test_without_the_validator_the_extra_is_named(missing: str, told: str) -> None:
    """Whoever installed no validator is told how to get it; another import that fails is not explained away."""
    code = f"import sys; sys.modules[{missing!r}] = None; import summitdata; summitdata.check"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 1 == run.returncode
    assert told in run.stderr
