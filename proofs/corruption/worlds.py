"""The datasets that are corrupted: the one at hand, the example of the rules, and valid ones generated from it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file
from pathlib import Path
from typing import Final

from proofs.corruption.waiving import unwaived
from summitdata.diagnostics import Severity
from summitdata.digests import written_digest
from summitdata.evidence import Article, articles
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import read
from summitdata.rules import RULES
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.example import GAZETTE, READOUT, folder
from summitdata.rules.language import Edit, add, change
from summitdata.rules.patching import patched
from summitdata.rules.run import evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import TABLES

GENERATED: Final = 2
"""How many datasets are generated."""

_PATCHES: Final = 8
"""How many near misses are tried on each of them."""

_BREACHES: Final = (
    ("R016", change("sources", READOUT, known_via=None), "The text that told of the readout was lost."),
    ("P010", change("sources", GAZETTE, extent="partial"), "The page of the gazette says nothing of a rest."),
)
"""Findings that a generated dataset has, and why each is accepted for a while."""


@dataclass(frozen=True)
class World:
    """A dataset without findings of errors or warnings, and the articles that are at hand for it, by their digests.

    ``tables`` are the rows as reading the row files gives them; ``texts`` is None where there are no articles.
    """

    name: str
    tables: Rows
    texts: tuple[Article, ...] | None


class NotValidError(ValueError):
    """A dataset has findings before anything in it was corrupted, so that nothing can be measured in it."""


def worlds(dataset: Path | None, texts: Path | None, *, generated: int = GENERATED) -> tuple[World, ...]:
    """Give every dataset that is corrupted.

    Args:
        dataset: The dataset at hand; None for the example and what is generated from it alone.
        texts: The folder with its articles, where they are at hand.
        generated: How many datasets are generated; the example comes before them.

    Raises:
        NotValidError: The dataset has findings.
    """
    found = []
    if dataset is not None:
        reading = read(dataset)
        if reading.findings or not is_valid(reading.tables):
            raise NotValidError(f"{dataset} has findings before anything is corrupted: run summitdata check first.")
        found.append(World("dataset", reading.tables, None if texts is None else articles(texts)))
    with as_file(folder()) as root:
        of_example = articles(root / "texts")
    found.append(World("example", patched(()), of_example))
    found += (World(f"generated-{seed}", _generated(seed), of_example) for seed in range(generated))
    return tuple(found)


def is_valid(tables: Rows) -> bool:
    """Tell whether rows break neither a schema nor a rule that is more than information, but for what is waived."""
    rows = complete(tables)
    frames = polars_tables(rows)
    if any(schema_findings(TABLES[name], frames[name]) for name in TABLES):
        return False
    evaluation = evaluate(RULES.values(), polars_frames(rows, frames))
    return not unwaived((hit for hit in evaluation.hits if hit.rule.severity is not Severity.INFORMATION), rows)


def _generated(seed: int) -> Rows:
    """Generate a valid dataset: near misses of rules, in random order, each kept if the dataset stays valid."""
    rng = random.Random(f"world {seed}")  # noqa: S311 - a sample, not a secret
    near_misses = [each for rule in RULES.values() for each in rule.holds]
    edits = waived_edits()
    for each in rng.sample(near_misses, _PATCHES):
        try:
            tables = patched([*edits, *each.edits])
        except ValueError:  # it edits what another one took out, or adds what is there
            continue
        if is_valid(tables):
            edits += each.edits
    return patched(edits)


def waived_edits() -> list[Edit]:
    """Give edits by which the example has findings, and waivers that accept them."""
    edits = [edit for _, edit, _ in _BREACHES]
    return [*edits, *(_waiver(edits, *each) for each in _BREACHES)]


def _waiver(edits: Iterable[Edit], rule: str, breach: Edit, reason: str) -> Edit:
    """Accept what a *breach* does to a row, for the row as it is once *edits* are made."""
    rows = complete(patched(edits))[breach.table]
    row = next(row for row in rows if row["id"] == breach.key)
    return add(
        "waivers", f"{breach.key}-{rule.lower()}", rule=rule, table=breach.table, key=breach.key, reason=reason,
        who="The curators", until=date(2026, 3, 31), digest=written_digest(TABLES[breach.table], row),
    )  # fmt: skip
