"""A pandera schema as one pass: every check of its columns an expression, all of a table counted in one scan.

pandera's own backends for lazy frames look at types alone, name no rows, or leave checks out, each its own.  So its
native backend judges the columns and their types, on a frame without rows, and its own expressions of the same checks
(:mod:`pandera.backends.narwhals.builtin_checks`) judge the cells.  No limit stands here: all of them are read off the
schema.  A test holds both ways against each other, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

import narwhals.stable.v1 as pandera_nw
import narwhals.stable.v2 as nw
import pandera.backends.narwhals.builtin_checks

from summitdata.model import Table
from summitdata.rules.schema import CELL_CODES, columns_of

_END: Final = "$"
_VERY_END: Final = r"\z"

BUILTIN: Final = pandera.backends.narwhals.builtin_checks.__name__
"""The module that gives pandera's checks as expressions; importing it makes them known to pandera's dispatchers."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which the cells of a column can be wrong: its code, and the expression that is true where they are.

    ``broken`` is true of every such cell, ``alone`` only where no way that is told before it holds; both are null or
    false where nothing is wrong.
    """

    column: str
    code: str
    broken: nw.Expr
    alone: nw.Expr


def breaches(table: Table, columns: Sequence[str]) -> tuple[Breach, ...]:
    """Give every way in which the cells of some columns of a table can be wrong, by the table's pandera schema.

    A cell that breaks several checks breaks the first of them, in the order of :data:`CELL_CODES`.

    Raises:
        ValueError: The schema has a check that has no code, or that pandera has no expression of.
    """
    found = []
    for name, column in columns_of(table.name).items():
        if name not in columns:
            continue
        if not column.nullable:
            empty = nw.col(name).is_null()
            found.append(Breach(name, CELL_CODES["not_nullable"], empty, empty))
        earlier: list[nw.Expr] = []
        for check in _checks(table, name, column):
            broken = ~expression(check, name)
            alone = reduce(lambda one, other: one & ~other, earlier, broken)
            found.append(Breach(name, CELL_CODES[check.error], broken, alone))
            earlier.append(broken)
    return tuple(found)


def ways_of_columns(table: Table) -> Iterator[tuple[str, nw.Expr]]:
    """Give the same ways as :func:`breaches`, each with one expression for all columns that can be wrong in it.

    Raises:
        ValueError: As of :func:`breaches`.
    """
    alike: dict[tuple[str, str], tuple[Any, list[str]]] = {}
    for name, column in columns_of(table.name).items():
        checks = [(check.error, check) for check in _checks(table, name, column)]
        for error, check in [*([] if column.nullable else [("not_nullable", None)]), *checks]:
            told = "" if check is None else f"{check.name} {sorted(_terms(check).items())}"
            alike.setdefault((CELL_CODES[error], told), (check, []))[1].append(name)
    for (code, _), (check, names) in alike.items():
        yield code, nw.col(*names).is_null() if check is None else ~expression(check, *names)


def _checks(table: Table, name: str, column: Any) -> list[Any]:  # noqa: ANN401 - pandera's Column, and its Checks
    """Give the checks of a column, in the order of :data:`CELL_CODES`."""
    if unknown := [check for check in column.checks if check.error not in CELL_CODES]:
        raise ValueError(f"the schema of {table.name}.{name} has the checks {unknown}, which have no code")
    return sorted(column.checks, key=lambda check: [*CELL_CODES].index(check.error))


def expression(check: Any, *columns: str) -> nw.Expr:  # noqa: ANN401 - pandera's Check
    r"""Give a built-in check of pandera as an expression that is true where a cell passes, and null where it is null.

    In Java, ``$`` stands before a line feed at the very end too; there, in Rust and in RE2 ``\z`` does not.

    Raises:
        ValueError: pandera has no expression of the check.
    """
    name = str(check.name)
    if not check.is_builtin_check(name):
        raise ValueError(f"pandera has no expression of the check {check}")
    passes: nw.Expr = check.get_builtin_check_fn(name)(pandera_nw.col(*columns), **_terms(check))
    return passes


def _terms(check: Any) -> dict[str, Any]:  # noqa: ANN401 - pandera's Check
    """Give what a check asks for, with its pattern as text."""
    terms = dict(check._check_kwargs)  # noqa: SLF001 - pandera has no public way
    if "pattern" in terms:
        text = str(getattr(terms["pattern"], "pattern", terms["pattern"]))
        terms["pattern"] = text.removesuffix(_END) + _VERY_END if text.endswith(_END) else text
    return terms


def where(found: Sequence[Breach]) -> nw.Expr:
    """Give the expression that is true where a cell of the row is wrong in any of the ways, and never null."""
    return reduce(or_, (breach.broken.fill_null(value=False) for breach in found))


def tally(broken: Iterable[nw.Expr]) -> list[nw.Expr]:
    """Count where each expression is true, null being false; the counts are named by :func:`counted`."""
    # A sum of ones costs every engine less than a sum over when, then and otherwise.
    return [each.cast(nw.Int32).sum().alias(f"breach_{place}") for place, each in enumerate(broken)]


def counted(row: Mapping[str, Any], number: int) -> list[int]:
    """Read so many counts of :func:`tally` off the row that holds them; a sum over no rows is nothing."""
    return [int(row[f"breach_{place}"] or 0) for place in range(number)]
