"""Checking a dataset: row files, a built package, both, or tables in memory, against the schemas and the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import summitdata.allocator  # noqa: F401 - to be imported before polars
from summitdata.checking.gathered import Checked, at_least, severity_of, version
from summitdata.checking.own import blaming, with_own
from summitdata.checking.packages import check_frames, check_package, in_file, nowhere
from summitdata.checking.row_files import check_rows, placed
from summitdata.dataset import COMMITTED, DESCRIPTOR
from summitdata.diagnostics import Diagnostic, Report, Severity, ordered
from summitdata.errors import NoDatasetError
from summitdata.rules.checks import CHECKS, chosen
from summitdata.rules.language import Rule
from summitdata.waivers import waive

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["NoDatasetError", "check"]


def check(
    data: str | PathLike[str] | Traversable | Mapping[str, Any],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Severity | str = Severity.INFORMATION,
    today: date | None = None,
    rules: Iterable[Rule] = (),
    locked: bool = False,
) -> Report:
    """Check a dataset.

    Args:
        data: A dataset folder (row files in ``rows``, a built package, or both), the folder ``rows`` itself, or
            the ``datapackage.json`` of a package.  Where a package stands beside row files, it is held against
            them; what is merely older than the rows is information, since ``summitdata build --check`` insists.
            Or tables in memory: a frame of pandas, polars, Arrow or DuckDB for each name that
            :func:`summitdata.tables` gives.
        select: Codes or beginnings of codes (``R``, ``R0``, ``R001``); only these checks are reported.
        ignore: Codes or beginnings of codes that are left out.
        severity: The least severity that is reported and fails the run: ``error``, ``warning`` or
            ``information``.  The report notes how many findings are left out.  Information fails no run.
        today: The day on which waivers must still hold; the present day where none is given.
        rules: Rules of your own, see :mod:`summitdata.rules.language`, whose codes begin with a letter that no
            code of ours begins with.
        locked: Whether each row must be the one in the lock that ``summitdata build`` wrote.

    Returns:
        Every finding, and for every check whether it passed, failed, was waived or could not be evaluated.

    Raises:
        NoDatasetError: There is nothing at the path that could be checked, or a table is missing.
        UnknownNameError: *select* or *ignore* names no check, *severity* is none, or a table has another name.
        OwnRulesError: A rule of *rules* cannot be used, or failed.
        RuntimeError: A rule of ours failed or pandera's checks are off: nothing is proved.
    """
    least = severity_of(severity)
    own = tuple(rules)
    known = with_own(own)
    checked = Checked(known, chosen(select, ignore, [*CHECKS, *known]), locked)
    with blaming(own):
        target, at_home = _gather(data, checked)
    marked, wrong = waive(
        checked.findings, checked.tables or {}, waivable=known, evaluated=checked.evaluated,
        today=today or datetime.now().astimezone().date(),
    )  # fmt: skip
    findings = ordered(each for each in (*marked, *map(at_home, wrong)) if checked.is_chosen(each.code))
    report = Report(target, version(), checked.rows, checked.outcomes(findings), findings)
    return at_least(report, least)


def parts_of(path: str | PathLike[str] | Traversable) -> tuple[Path | Traversable, bool, bool]:
    """Give the dataset's folder, and whether it holds row files and a built package that are to be checked.

    Raises:
        NoDatasetError: There is nothing at *path* that could be checked.
    """
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


def _gather(
    data: str | PathLike[str] | Traversable | Mapping[str, Any], checked: Checked
) -> tuple[str, Callable[[Diagnostic], Diagnostic]]:  # fmt: skip
    """Check what was given; say what it is, and give the function that places a finding in it."""
    if isinstance(data, Mapping):
        check_frames(data, checked)
        return "tables in memory", nowhere
    root, has_rows, has_package = parts_of(data)
    if has_rows and isinstance(root, Path):
        return str(root), partial(placed, check_rows(root, checked, has_package=has_package))
    check_package(root, checked)
    return str(root), in_file
