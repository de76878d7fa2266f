"""Checking tables in files, however large, on an engine: counts of everything, and the first findings of each check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Final

import narwhals.stable.v2 as nw

from summitdata.build.codes import BUILD_RULES
from summitdata.checking.gathered import Checked, at_least, severity_of, version
from summitdata.checking.own import blaming, with_own
from summitdata.checking.tables import MOST_KEYS, told
from summitdata.diagnostics import Diagnostic, Place, Report, Severity, ordered
from summitdata.engines import MOST_FINDINGS
from summitdata.engines.engine import Engine
from summitdata.engines.evaluating import Asked, evaluate, queries_of
from summitdata.engines.places import Files, find_files
from summitdata.engines.schemas import Judged, first_by_code, judge, misshapen
from summitdata.engines.tables import Taken, frames_of, opened
from summitdata.errors import EngineError
from summitdata.model import Rows
from summitdata.rows import FILE_RULES
from summitdata.rules.checks import CHECKS, chosen
from summitdata.rules.context import Frame, NotEvaluatedError
from summitdata.rules.language import Rule
from summitdata.rules.run import FAILURES, Evaluation, RuleError
from summitdata.rules.schema import prove_checks_are_on
from summitdata.schema import TABLES, WAIVERS
from summitdata.waivers import WAIVER_RULES, waive

_LONGEST: Final = 400


def check_corpus(  # noqa: PLR0913 - what is checked, how, and what is reported, as for check()
    place: str,
    engine: Engine,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Severity | str = Severity.INFORMATION,
    today: date | None = None,
    rules: Iterable[Rule] = (),
    most: int = MOST_FINDINGS,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """Check the tables in files on an engine.

    The files are read by the engine in this process or cluster: they must be files that you trust, as those of
    somebody else's package need not be for :func:`summitdata.check`.

    Args:
        place: A folder, a pattern or an address, see :func:`summitdata.engines.places.find_files`.
        engine: An open engine, see :func:`summitdata.engines.engine.open_engine`.
        select: As for :func:`summitdata.check`.
        ignore: As there.
        severity: As there.
        today: As there.
        rules: As there.
        most: How many findings of one check are listed, the first by table and key; all are counted.
        tell: Is told what is done, for who waits.

    Returns:
        The report, with a note for every check of which not all findings are listed.

    Raises:
        NoDatasetError: There are no files of a table.
        EngineError: The engine cannot read the files.
        UnknownNameError: As for :func:`summitdata.check`.
        OwnRulesError: As there.
        RuntimeError: As there.
    """
    least = severity_of(severity)
    own = tuple(rules)
    known = with_own(own)
    checked = Checked(known, chosen(select, ignore, [*CHECKS, *known]))
    with blaming(own):
        return _checked(place, engine, checked, least, today, most, tell)


def _checked(
    place: str, engine: Engine, checked: Checked, severity: Severity, today: date | None, most: int,
    tell: Callable[[str], None],
) -> Report:  # fmt: skip
    """Check the tables in files, of which *checked* says what is asked."""
    prove_checks_are_on()
    files = find_files(place)
    checked.leave_out(FILE_RULES, "tables in files have no row files")
    checked.leave_out(
        [rule.code for rule in BUILD_RULES], "tables in files are checked as they are, and not as a package"
    )
    given, heights = _opened(engine, files, tell)
    rows = Taken(engine, given, heights)
    unlike = [name for name, frame in given.items() if misshapen(TABLES[name], frame)]
    try:
        queries, evaluation = ([], Evaluation()) if unlike else queries_of(
            checked.asked, frames_of(engine, given, rows), given.keys()
        )  # fmt: skip
    except RuleError:
        # Some queries are computed while they are built: where a file cannot be read, that is what is wrong.
        _judged(engine, files, given, heights, [], most, tell)
        raise
    judged, counted = _judged(engine, files, given, heights, queries, most, tell)
    checked.rows = {name: each.rows for name, each in judged.items()}
    for each in judged.values():
        checked.findings += each.findings
        checked.counts.update(each.counts)
    if unlike:
        told_why = f"the tables have not the declared columns: {', '.join(unlike)}"
        fetched = most
        checked.leave_out([*checked.rules, *(rule.code for rule in WAIVER_RULES)], told_why)
    else:
        flawed = {name: each.flawed for name, each in judged.items() if each.flawed is not None}
        checked.tables = _waived_rows(engine, given, rows, checked)
        # A waiver takes away one finding that others would have to be listed for.
        fetched = most + len((checked.tables or {}).get(WAIVERS.name, ()))
        evaluate(engine, queries, counted, flawed, fetched, tell, evaluation)
        checked.findings += told(evaluation, cache(lambda table: _keys(engine, given, checked.rows, table)))
        checked.take(evaluation)
        checked.counts.update(evaluation.counts)
    at_home = _at_home(files)
    marked, wrong = waive(
        checked.findings, checked.tables or {}, waivable=checked.rules,
        evaluated=checked.evaluated - {code for code, count in checked.counts.items() if count > fetched},
        today=today or datetime.now().astimezone().date(),
    )  # fmt: skip
    chosen_ones = (each for each in (*marked, *wrong) if checked.is_chosen(each.code))
    findings = ordered(map(at_home, first_by_code(list(dict.fromkeys(chosen_ones)), most)))
    report = Report(place, version(), checked.rows, checked.outcomes(findings), findings, _notes(checked, files, most))
    return at_least(report, severity)


def _opened(
    engine: Engine, files: Mapping[str, Files], tell: Callable[[str], None]
) -> tuple[dict[str, Frame], dict[str, int]]:  # fmt: skip
    """Open every table, and count its rows."""
    given: dict[str, Frame] = {}
    heights: dict[str, int] = {}
    for name, of_table in files.items():
        tell(f"opening {name}")
        with _reading(engine, of_table):
            given[name], heights[name] = opened(engine, of_table)
    return given, heights


def _judged(
    engine: Engine, files: Mapping[str, Files], given: Mapping[str, Frame], heights: Mapping[str, int],
    queries: Iterable[Asked], most: int, tell: Callable[[str], None],
) -> tuple[dict[str, Judged], dict[Asked, int]]:  # fmt: skip
    """Hold every table against its schema, and count in the same scan the rows that break rules about rows alone."""
    of_rows: dict[str, dict[Asked, nw.Expr]] = defaultdict(dict)
    for each in queries:
        if (broken := each.broken) is not None:
            of_rows[broken[0]][each] = broken[1]
    judged: dict[str, Judged] = {}
    counted: dict[Asked, int] = {}
    done, total = 0, sum(heights.values())
    for name, frame in given.items():
        many = len({each.rule.code for each in of_rows[name]})
        tell(
            f"holding {heights[name]:,} rows of {name} against their schema and {many} rules; "
            f"{done:,} of {total:,} rows done"
        )
        with _reading(engine, files[name]):
            try:
                judged[name] = judge(engine, TABLES[name], frame, most, [*of_rows[name].values()])
                counted |= dict(zip(of_rows[name], judged[name].also, strict=True))
            except FAILURES:
                if not of_rows[name]:
                    raise
                # A rule may be what failed: then it is counted by itself, and named.
                judged[name] = judge(engine, TABLES[name], frame, most)
        done += heights[name]
    return judged, counted


@contextmanager
def _reading(engine: Engine, files: Files) -> Iterator[None]:
    """Tell of an error of the engine which table it could not read."""
    try:
        yield
    except FAILURES as error:
        if (said := engine.failure(error)) is not None:
            said = " ".join(said.split())[:_LONGEST]
            raise EngineError(
                f"{engine.name} cannot read the table {files.table} in {files.paths[0]}: {said}"
            ) from error
        raise


def _keys(engine: Engine, given: Mapping[str, Frame], heights: Mapping[str, int], table: str) -> list[str]:
    """Give the keys of a table among which the nearest is looked for; none of a table with too many."""
    if table not in given or heights[table] > MOST_KEYS:
        return []
    return [row["id"] for row in engine.rows([given[table].select("id")])[0] if row["id"] is not None]


def _waived_rows(engine: Engine, given: Mapping[str, Frame], rows: Taken, checked: Checked) -> Rows | None:
    """Give the waivers, and the rows that they speak of."""
    codes = [rule.code for rule in WAIVER_RULES]
    try:
        waivers = rows[WAIVERS.name]
    except NotEvaluatedError as reason:
        checked.leave_out(codes, str(reason))
        return None
    found: Rows = defaultdict(list, {WAIVERS.name: waivers})
    for table in {str(waiver["table"]) for waiver in waivers} & given.keys():
        keys = sorted({str(waiver["key"]) for waiver in waivers if waiver["table"] == table})
        named = given[table].filter(nw.col("id").is_in(keys)).select(*TABLES[table].by_name)
        found[table] += engine.rows([named])[0]
    return found


def _at_home(files: Mapping[str, Files]) -> Callable[[Diagnostic], Diagnostic]:
    """Give the function that places a finding at the files of its table."""
    return lambda finding: replace(finding, place=Place(files[str(finding.table)].shown))


def _notes(checked: Checked, files: Mapping[str, Files], most: int) -> tuple[str, ...]:
    """Say what the report does not list, and which tables there are not."""
    missing = [name for name in TABLES if name not in files]
    cut = [code for code in checked.titles if checked.is_chosen(code) and checked.counts[code] > most]
    return (
        *([f"There are no files of {', '.join(missing)}."] if missing else []),
        *(f"Of {checked.counts[code]:,} findings of {code} the first {most:,} by key are listed." for code in cut),
    )
