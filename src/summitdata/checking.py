"""Checking a dataset: its row files, its built package, or both, against the schemas and the rules."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import metadata
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summitdata.build.codes import BUILD_RULES, DESCRIPTION, EDITOR_SCHEMA, LOCKED, NO_INFO, ROWS, SCHEMA
from summitdata.build.lock import unlocked
from summitdata.build.proof import differences
from summitdata.dataset import COMMITTED, DESCRIPTOR, Package
from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity, ordered
from summitdata.errors import PackageError, SummitDataError
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import FILE_RULES, Reading, read
from summitdata.rows import codes as file_codes
from summitdata.rules import RULES
from summitdata.rules.checks import CHECKS, chosen, needed
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Rule
from summitdata.rules.packaged import JUDGED, load, no_package
from summitdata.rules.run import Evaluation, RowKey, evaluate
from summitdata.rules.schema import SCHEMA_RULES, prove_checks_are_on, schema_findings
from summitdata.schema import TABLES

if TYPE_CHECKING:
    from os import PathLike

    import polars as pl

_LOSSY: Final = frozenset(
    rule.code
    for rule in (
        file_codes.UNREADABLE, file_codes.LINK, file_codes.TOO_LARGE, file_codes.STRAY, file_codes.NOT_YAML,
        file_codes.NO_ROWS,
    )
)  # fmt: skip
"""The findings in row files behind which whole records may be hidden."""

_OUTDATED: Final = frozenset(rule.code for rule in (SCHEMA, ROWS, DESCRIPTION, EDITOR_SCHEMA))
"""What is found of tables that are older than the rows: whoever changes rows need not build, so it is information."""

_MOST_FILES: Final = 3


class NoDatasetError(SummitDataError):
    """There is nothing at a path that could be checked."""


@dataclass(slots=True)
class _Checked:
    """What is gathered while one dataset is checked.

    ``asked`` are the rules to run, ``locked`` whether the lock is looked at; ``unevaluated`` and ``remarks`` say by
    code why a check was not evaluated, and what limits one that was.
    """

    asked: tuple[Rule, ...]
    locked: bool
    findings: list[Diagnostic] = field(default_factory=list)
    unevaluated: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def leave_out(self, codes: Iterable[str], reason: str) -> None:
        """Note that checks were not evaluated."""
        self.unevaluated.update(dict.fromkeys(codes, reason))

    def hold_against_lock(self, root: Path | Traversable, rows: Rows) -> None:
        """Hold every row against the lock, where that is asked for."""
        if self.locked:
            self.findings += unlocked(root, rows)
        else:
            self.leave_out([LOCKED.code], "the lock is looked at with --locked")

    def take(self, evaluation: Evaluation) -> None:
        """Note what of the rules could not be evaluated."""
        self.unevaluated.update(evaluation.unevaluated)
        failed = {hit.rule.code for hit in evaluation.hits}
        for code, count in evaluation.skipped.items():
            told = f"{count} {'row' if count == 1 else 'rows'} left out, which another check has findings in"
            (self.remarks if code in failed else self.unevaluated)[code] = told


def check(
    path: str | PathLike[str] | Traversable,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    locked: bool = False,
) -> Report:
    """Check a dataset.

    Args:
        path: A dataset folder (row files in ``rows``, a built package, or both), the folder ``rows`` itself, or
            the ``datapackage.json`` of a package.  Where a package stands beside row files, it is held against
            them; what is merely older than the rows is information, since ``summitdata build --check`` insists.
        select: Codes or beginnings of codes (``R``, ``R0``, ``R001``); only these checks are reported.
        ignore: Codes or beginnings of codes that are left out.
        locked: Whether each row must be the one in the lock that ``summitdata build`` wrote.

    Returns:
        Every finding, and for every check whether it passed, failed or could not be evaluated.

    Raises:
        NoDatasetError: There is nothing at *path* that could be checked.
        UnknownNameError: *select* or *ignore* names no check.
        RuntimeError: A rule failed or pandera's checks are off: nothing is proved.
    """
    is_chosen = chosen(select, ignore)
    prove_checks_are_on()
    root, has_rows, has_package = _parts(path)
    checked = _Checked(needed(is_chosen), locked)
    if has_rows and isinstance(root, Path):
        _check_rows(root, checked, has_package=has_package)
    else:
        _check_package(root, checked)
    findings = ordered(finding for finding in checked.findings if is_chosen(finding.code))
    return Report(
        target=str(root), version=_version(), rows=checked.rows,
        outcomes=tuple(_outcome(code, checked, findings, selected=is_chosen(code)) for code in CHECKS),
        findings=findings,
    )  # fmt: skip


def _parts(path: str | PathLike[str] | Traversable) -> tuple[Path | Traversable, bool, bool]:
    """Give the dataset's folder, and whether it holds row files and a built package that are to be checked."""
    root = path if isinstance(path, Traversable) else Path(path)
    if root.name == DESCRIPTOR and isinstance(root, Path) and root.is_file():
        return root.parent, False, True
    if not root.is_dir():
        raise NoDatasetError(f"There is no folder {root}.")
    has_package = root.joinpath(DESCRIPTOR).is_file() or root.joinpath(COMMITTED).joinpath(DESCRIPTOR).is_file()
    if root.joinpath("rows").is_dir():
        return root, True, has_package or any(entry.name.endswith(".parquet") for entry in root.iterdir())
    if has_package:
        return root, False, True
    if isinstance(root, Path) and root.resolve().name == "rows":
        return (root if root.name == "rows" else root.resolve()).parent, True, False
    raise NoDatasetError(f"{root} holds neither a folder rows nor a {DESCRIPTOR}, so there is nothing to check.")


def _check_rows(root: Path, checked: _Checked, *, has_package: bool) -> None:
    """Check the row files in *root*, and the package beside them against them."""
    reading = read(root)
    checked.findings += reading.findings
    checked.leave_out([file_codes.FORM.code], "summitdata fmt --check looks at the form of row files")
    torn = _torn(reading)
    if torn is not None:
        checked.remarks.update(dict.fromkeys(CHECKS, torn))
    rows = complete(reading.tables)
    read_badly = {(finding.table, finding.key, finding.column) for finding in reading.findings} | reading.incomplete
    failing = {(table, key) for table, key, _ in reading.incomplete}

    def placed(finding: Diagnostic) -> Diagnostic:
        place = reading.place(str(finding.table), str(finding.key), finding.column)
        return replace(finding, place=place, excerpt=reading.excerpt(place) if place else None)

    tables = polars_tables(rows)
    breaches, evaluation = _check_tables(checked.asked, rows, tables, failing=failing, torn=torn)
    checked.findings += (
        placed(finding) for finding in breaches if (finding.table, finding.key, finding.column) not in read_badly
    )
    checked.findings += (placed(finding) for finding in _findings(evaluation, rows))
    checked.take(evaluation)
    checked.rows = {name: len(table) for name, table in rows.items()}
    checked.hold_against_lock(root, rows)
    _check_built(root, checked, reading, rows, has_package=has_package)


def _check_built(root: Path, checked: _Checked, reading: Reading, rows: Rows, *, has_package: bool) -> None:
    """Hold a built package against the rows beside it."""
    codes = [rule.code for rule in BUILD_RULES if rule is not LOCKED]
    if not has_package:
        checked.leave_out(codes, "there is no built package")
    elif any(finding.severity is Severity.ERROR for finding in reading.findings):
        checked.leave_out(codes, "row files with errors cannot be held against a built package")
    elif reading.info is None:
        checked.findings.append(NO_INFO.finding("rows/package.yaml", "no such file"))
        checked.leave_out([code for code in codes if code != NO_INFO.code], "there is no rows/package.yaml")
    else:
        checked.findings += (
            replace(finding, severity=Severity.INFORMATION) if finding.code in _OUTDATED else finding
            for finding in differences(root, reading.info, rows)
            if finding.code != LOCKED.code
        )


def _check_package(root: Path | Traversable, checked: _Checked) -> None:
    """Check a built package that stands alone."""
    checked.leave_out(FILE_RULES, "a built package has no row files")
    judged = {rule.code for rule in JUDGED}
    beside = {rule.code for rule in BUILD_RULES} - {*judged, LOCKED.code}
    checked.leave_out(beside, "there are no row files to hold it against")
    try:
        loaded = load(Package(root))
    except PackageError as error:
        checked.findings.append(no_package(str(error)))
        checked.leave_out(
            {*judged, *SCHEMA_RULES, *RULES, LOCKED.code} - {no_package("").code}, "there is no package to be read"
        )
        return
    checked.findings += loaded.findings

    def placed(finding: Diagnostic) -> Diagnostic:
        return replace(finding, place=Place(f"{finding.table}.parquet"))

    try:
        rows = loaded.rows()
    except TypeError as error:
        for name, frame in loaded.frames.items():
            checked.findings += map(placed, schema_findings(TABLES[name], frame))
        checked.rows = {name: frame.height for name, frame in loaded.frames.items()}
        if loaded.findings:
            checked.remarks.update(dict.fromkeys(SCHEMA_RULES, str(error)))
        checked.leave_out([*RULES, LOCKED.code], f"the tables have not the declared columns: {error}")
        return
    breaches, evaluation = _check_tables(checked.asked, rows, loaded.frames, computed=polars_tables(complete(rows)))
    checked.findings += map(placed, (*breaches, *_findings(evaluation, rows)))
    checked.take(evaluation)
    checked.hold_against_lock(root, rows)
    checked.rows = {name: frame.height for name, frame in loaded.frames.items()}


def _check_tables(
    rules: Iterable[Rule],
    rows: Rows,
    tables: Mapping[str, pl.DataFrame],
    *,
    failing: Iterable[RowKey] = (),
    torn: str | None = None,
    computed: Mapping[str, pl.DataFrame] | None = None,
) -> tuple[list[Diagnostic], Evaluation]:
    """Hold tables against schemas and rules; a row that breaks its schema is not held against the rules."""
    breaches = [finding for name in TABLES for finding in schema_findings(TABLES[name], tables[name])]
    broken = {(str(finding.table), str(finding.key)) for finding in breaches}
    frames = polars_frames(rows, tables, computed)
    return breaches, evaluate(rules, frames, failing={*failing, *broken}, torn=torn)


def _findings(evaluation: Evaluation, rows: Rows) -> Iterator[Diagnostic]:
    """Tell of every row that breaks a rule; a key that is not there is answered with the nearest one."""
    for hit in evaluation.hits:
        rule, fix = hit.rule, hit.rule.fix
        if hit.value is not None and hit.target.among is not None:
            keys = [str(row["id"]) for row in rows[hit.target.among]]
            if near := difflib.get_close_matches(hit.value, keys, n=1):
                fix = f"Did you mean '{near[0]}'? {fix}"
        found = hit.found or f"no {hit.column} that holds"
        yield Diagnostic(
            rule.code, rule.severity, rule.sentence, found, fix, hit.target.table, hit.key, hit.column
        )  # fmt: skip


def _torn(reading: Reading) -> str | None:
    """Say which files hide records, where some do: what is absent then need not be missing."""
    files = {finding.place.file for finding in reading.findings if finding.place and _hides_records(finding)}
    for table, key, column in reading.incomplete:
        if table in TABLES and column not in TABLES[table].by_name:
            place = reading.place(table, key)
            files.add(place.file if place else f"{table} {key}")
    if not files:
        return None
    names = sorted(files)
    more = f" and {len(names) - _MOST_FILES} more" if len(names) > _MOST_FILES else ""
    return f"not every record of {', '.join(names[:_MOST_FILES])}{more} could be read"


def _hides_records(finding: Diagnostic) -> bool:
    """Tell whether a finding in the row files may be of records that nobody read."""
    if finding.code == file_codes.UNKNOWN_KEY.code:  # a mapping of nested records has nothing behind its key
        return (finding.excerpt or "").rstrip().endswith(":")
    return finding.code in _LOSSY


def _outcome(code: str, checked: _Checked, findings: Iterable[Diagnostic], *, selected: bool) -> Outcome:
    """Conclude what came of one check."""
    if not selected:
        return Outcome(code, CHECKS[code], Result.NOT_EVALUATED, reason="it was not selected")
    count = Counter(finding.code for finding in findings)[code]
    if count:
        return Outcome(code, CHECKS[code], Result.FAILED, count, checked.remarks.get(code))
    if code in checked.unevaluated:
        return Outcome(code, CHECKS[code], Result.NOT_EVALUATED, reason=checked.unevaluated[code])
    return Outcome(code, CHECKS[code], Result.PASSED, reason=checked.remarks.get(code))


def _version() -> str:
    """Give the version of the checker; of one that runs uninstalled nobody can tell."""
    try:
        return metadata.version("summitdata")
    except metadata.PackageNotFoundError:
        return "uninstalled"
