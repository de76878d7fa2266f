"""The S checks of one table on an engine: one pass that counts, and the rows that fail where there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import narwhals.stable.v2 as nw
import polars as pl

from summitdata.diagnostics import Diagnostic
from summitdata.engines.engine import Computed, Engine, rows_in_memory
from summitdata.model import Table
from summitdata.rules.context import Frame
from summitdata.rules.fused import Breach, breaches, counted, tally, where
from summitdata.rules.schema import columns_of, of_cell, of_group, of_key, schema_findings
from summitdata.rules.unswitched import pandera_groups, polars_type

MOST_KEPT: Final = 100_000
"""The most wrong cells of which the rows are kept aside; of more the table is scanned again for each way."""

MOST_CHARACTERS: Final = 10_000_000
"""The most characters in rows kept aside that are taken into memory, where to tell of one way costs next to nothing."""

_NOTHING: Final = "\x00"
"""Stands for an empty cell where rows are joined by cells that may be empty: no text of ours holds it."""


@dataclass(slots=True)
class Judged:
    """What came of the S checks of one table.

    ``counts`` gives by code how many findings there are, of which ``findings`` are the first.  ``flawed`` has the keys
    of all rows that fail, None where none does.
    """

    rows: int
    findings: list[Diagnostic] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    flawed: Frame | None = None
    also: list[int] = field(default_factory=list)
    """How many rows meet each of the conditions that were counted in the same scan."""

    def add(self, code: str, count: int, findings: Sequence[Diagnostic]) -> None:
        """Note findings of one code, and how many there are."""
        self.counts[code] += count
        self.findings += findings


def misshapen(table: Table, frame: Frame) -> bool:
    """Tell whether the columns of a table are not those declared; nothing is read but what describes the files."""
    return bool(_of_columns(table, _shape(frame)))


def _shape(frame: Frame) -> pl.DataFrame:
    """Give the columns of a frame, without rows."""
    return pl.DataFrame(schema=frame.collect_schema().to_polars())


def _of_columns(table: Table, shape: pl.DataFrame) -> list[Diagnostic]:
    """Have pandera tell what is wrong with columns; those that are as declared it need not see, which takes it long."""
    if [*table.by_name] == shape.columns and all(_fits(table, name, kind) for name, kind in shape.schema.items()):
        return []
    return schema_findings(table, shape)


def judge(
    engine: Engine, table: Table, frame: Frame, most: int, also: Sequence[nw.Expr] = ()
) -> Judged:  # fmt: skip
    """Hold a table against its pandera schema.

    Args:
        engine: The engine that has it.
        table: The table.
        frame: Its rows.
        most: How many findings of one code are told, the first by key.
        also: Conditions of which the rows that meet them are counted in the same scan.
    """
    shape = _shape(frame)
    of_columns = _of_columns(table, shape)
    good = [name for name, kind in shape.schema.items() if name in table.by_name and _fits(table, name, kind)]
    ways = breaches(table, good)
    keyed = "id" in good
    groups = [group for group in pandera_groups(table) if set(group) <= {*good}]
    unlike = [*([["id"]] if keyed and _is_unique(table) else []), *groups]
    seen = _scanned(engine, frame, [*(way.broken for way in ways), *also], unlike)
    judged = Judged(seen.rows, also=seen.broken[len(ways) :])
    for finding in of_columns:
        judged.add(finding.code, 1, [finding])
    bad_keys: list[Frame] = []
    flawed = _kept(engine, frame, ways, seen.broken[: len(ways)])
    near, rows_of = (flawed, engine.rows) if flawed is frame else _near(engine, flawed)
    broken = _alone(rows_of, near, ways, seen.broken[: len(ways)])
    if broken and keyed:
        bad_keys.append(flawed.filter(where([way for way, _ in broken])).select("id"))
    twice = seen.alike.get(("id",), 0)
    exact = not twice and not any(way.column == "id" and way.code == "S001" for way, _ in broken)
    for way, count in broken:
        _tell_cells(rows_of, table, near, way, count if exact and keyed else None, judged, most)
    if twice:
        doubled = seen.doubled["id",]
        first = doubled.select("id").sort("id").head(most)
        judged.add("S007", twice, [of_key(table, row["id"]) for row in engine.rows([first])[0]])
        bad_keys.append(doubled.select("id"))
    for group in groups:
        if seen.alike.get((*group,)):
            rows = _alike(frame, group, keyed=keyed)
            bad_keys += [rows.select("id")] if keyed else []
            _tell_groups(engine, table, rows, group, judged, most)
    if bad_keys:
        judged.flawed = engine.kept(nw.concat(bad_keys).filter(~nw.col("id").is_null()).unique())
    return judged


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the one scan of a table gave: its rows, those that meet each condition, and the keys that stand twice."""

    rows: int
    broken: list[int]
    alike: dict[tuple[str, ...], int]
    doubled: dict[tuple[str, ...], Frame]


def _scanned(
    engine: Engine, frame: Frame, conditions: Sequence[nw.Expr], unlike: Sequence[list[str]]
) -> _Seen:  # fmt: skip
    """Count in one scan whatever may be wrong with a table.

    Where as many hashes of a key differ as there are rows, so do the keys, which need not be held for that; only
    where fewer do are the keys themselves counted.
    """
    counts = engine.counted(frame, conditions, unlike)
    doubtful = [group for group, differing in zip(unlike, counts.differing, strict=True) if differing < counts.rows]
    doubled = {(*group,): engine.kept(_doubled(frame, group)) for group in doubtful}
    found = engine.rows([each.select(nw.len().alias("n")) for each in doubled.values()])
    alike = {group: int(rows[0]["n"]) for group, rows in zip(doubled, found, strict=True)}
    return _Seen(counts.rows, counts.met, alike, doubled)


def _kept(engine: Engine, frame: Frame, ways: Sequence[Breach], raw: Sequence[int]) -> Frame:
    """Keep the rows in which cells are wrong where they are few, so that what is told of each way needs no scan."""
    wrong = [way for way, count in zip(ways, raw, strict=True) if count]
    if not wrong or sum(raw) > MOST_KEPT:
        return frame
    named = ["id"] if "id" in frame.collect_schema().names() else []
    columns = dict.fromkeys([*named, *(way.column for way in wrong)])
    return engine.kept(frame.filter(where(wrong)).select(*columns))


def _near(engine: Engine, kept: Frame) -> tuple[Frame, Computed]:
    """Give rows kept aside in memory, and what computes frames there; those with too many characters where they are."""
    texts = [name for name, kind in kept.collect_schema().items() if kind == nw.String]
    size = nw.sum_horizontal(nw.lit(0), *(nw.col(name).str.len_chars() for name in texts)).sum().alias("size")
    if (engine.rows([kept.select(size)])[0][0]["size"] or 0) > MOST_CHARACTERS:
        return kept, engine.rows
    near: Frame = nw.from_native(engine.taken(kept).lazy())
    return near, rows_in_memory


def _alone(
    rows_of: Computed, frame: Frame, ways: Sequence[Breach], raw: Sequence[int]
) -> list[tuple[Breach, int]]:  # fmt: skip
    """Give the ways that are told, each with the cells in which none that is told before it holds."""
    broken = [(way, count) for way, count in zip(ways, raw, strict=True) if count]
    columns = Counter(way.column for way, _ in broken)
    again = [way for way, _ in broken if columns[way.column] > 1]
    if again:
        ((row,),) = rows_of([frame.select(*tally(way.alone for way in again))])
        exact = dict(zip(map(id, again), counted(row, len(again)), strict=True))
        broken = [(way, exact.get(id(way), count)) for way, count in broken]
    return [(way, count) for way, count in broken if count]


def _fits(table: Table, name: str, kind: pl.DataType) -> bool:
    """Tell whether a column is of the type that is declared."""
    return kind == polars_type(table[name].kind)


def _is_unique(table: Table) -> bool:
    return bool(columns_of(table.name)["id"].unique)


def _doubled(frame: Frame, columns: list[str]) -> Frame:
    """Give the cells of some columns that several rows have; a key that is missing is none."""
    cells = frame.select(*columns)
    keys = cells.filter(~nw.col("id").is_null()) if columns == ["id"] else cells
    return keys.group_by(*columns).agg(nw.len().alias("of")).filter(nw.col("of") > 1)


def _alike(frame: Frame, group: list[str], *, keyed: bool) -> Frame:
    """Give the rows that have the same cells in *group* as another, empty cells being alike too."""
    sides = [f"{name}_of" for name in group]
    filled = [nw.col(name).fill_null(_NOTHING).alias(side) for name, side in zip(group, sides, strict=True)]
    rows = frame.select(*(["id"] if keyed else []), *group).with_columns(*filled)
    twice = _doubled(rows, sides).select(*sides)
    return rows.join(twice, on=sides, how="semi").select(*(["id"] if keyed else []), *group)


def _tell_cells(
    rows_of: Computed, table: Table, frame: Frame, way: Breach, count: int | None, judged: Judged, most: int
) -> None:  # fmt: skip
    """Tell of the first cells that are wrong in one way; *count* is None where rows may be alike, and tell the same."""
    cells = {"value": way.column} if "id" not in frame.collect_schema().names() else {"key": "id", "value": way.column}
    bad = frame.filter(way.alone).select(**{name: nw.col(column) for name, column in cells.items()})
    if count is None:
        bad = bad.unique()
        count = rows_of([bad.select(nw.len().alias("n"))])[0][0]["n"]
    first = rows_of([_first(bad, list(cells), most)])[0]
    told = [of_cell(way.code, table, row.get("key"), table[way.column], row["value"]) for row in first]
    judged.add(way.code, count, told)


def _tell_groups(
    engine: Engine, table: Table, rows: Frame, group: list[str], judged: Judged, most: int
) -> None:  # fmt: skip
    """Tell of the first rows that are alike."""
    bad = rows.unique()
    names = [*(["id"] if "id" in bad.collect_schema().names() else []), *group]
    ((counted,), first) = engine.rows([bad.select(nw.len().alias("n")), _first(bad, names, most)])
    judged.add(
        "S008", counted["n"],
        [of_group(table, row.get("id"), {name: row[name] for name in group}) for row in first],
    )  # fmt: skip


def _first(frame: Frame, columns: list[str], most: int) -> Frame:
    """Give the first rows by some columns, empty cells before all others, the same ones on every engine."""
    return frame.sort(*columns, nulls_last=False).head(most)


def first_by_code(findings: list[Diagnostic], most: int) -> list[Diagnostic]:
    """Leave no more than the first findings of each code, those that are waived after all others."""
    kept: Counter[str] = Counter()
    left = []
    for finding in sorted(findings, key=lambda each: (each.waiver is not None, each.order, each.found)):
        kept[finding.code] += 1
        if kept[finding.code] <= most:
            left.append(finding)
    return left
