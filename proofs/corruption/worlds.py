"""The datasets that are corrupted: the one at hand, the example of the rules, and valid ones generated from it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from importlib.resources import as_file
from pathlib import Path
from typing import Final

from summitdata.diagnostics import Severity
from summitdata.evidence import Article, articles
from summitdata.model import Rows
from summitdata.resolve import complete
from summitdata.rows import read
from summitdata.rules import RULES
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.example import folder
from summitdata.rules.language import Edit, Patch, add, patch
from summitdata.rules.patching import patched
from summitdata.rules.run import evaluate
from summitdata.rules.schema import schema_findings
from summitdata.schema import TABLES

GENERATED: Final = 2
"""How many datasets are generated."""

_PATCHES: Final = 8
"""How many near misses are tried on each of them."""

_WAIVER: Final = patch(
    "A finding is accepted for a while.",
    add(
        "waivers", "ferries-a-day", rule="X004", table="discrepancies", key="ferries-a-day",
        reason="Nobody has counted them.", who="The curators", until="2099-01-31", digest="0f" * 32,
    ),
)  # fmt: skip


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
    """Tell whether rows break neither a schema nor a rule that is more than information."""
    rows = complete(tables)
    frames = polars_tables(rows)
    if any(schema_findings(TABLES[name], frames[name]) for name in TABLES):
        return False
    evaluation = evaluate(RULES.values(), polars_frames(rows, frames))
    return all(hit.rule.severity is Severity.INFORMATION for hit in evaluation.hits)


def _generated(seed: int) -> Rows:
    """Generate a valid dataset: near misses of rules, in random order, each kept if the dataset stays valid."""
    rng = random.Random(f"world {seed}")  # noqa: S311 - a sample, not a secret
    near_misses = [each for rule in RULES.values() for each in rule.holds]
    chosen: list[Patch] = [_WAIVER, *rng.sample(near_misses, _PATCHES)]
    edits: list[Edit] = []
    for each in chosen:
        try:
            tables = patched([*edits, *each.edits])
        except ValueError:  # it edits what another one took out, or adds what is there
            continue
        if is_valid(tables):
            edits += each.edits
    return patched(edits)
