"""Measuring the corruption matrix from the command line."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from proofs.corruption.comparison import ALONE, fallen, lost_targets, overall, short_of_target
from proofs.corruption.matrix import measure
from proofs.corruption.page import page
from proofs.corruption.worlds import worlds
from summitdata.figures import MATRIX, Matrix, read_matrix

ROOT: Final = Path(__file__).resolve().parents[2]
PUBLISHED: Final = ROOT / "docs" / "proofs"
PAGE: Final = "corruption-matrix.md"


@click.command()
@click.option("--dataset", default=ROOT / "dataset", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The articles.")
@click.option("--cells", default=12, help="How many cells are tried for each pair of column and operator.")
@click.option("--all", "everything", is_flag=True, help="Try every cell.")
@click.option("--processes", default=os.cpu_count() or 1, help="How many processes share the work.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if the figures have fallen.")
def main(dataset: Path, texts: Path | None, cells: int, everything: bool, processes: int, only_check: bool) -> None:
    """Corrupt a dataset in every way, and measure what the checks catch.

    Writes the figures and their page into docs/proofs.  With --check it measures as many cells as the figures there
    were measured on, and ends with 1 where a column fell by more than a point.
    """
    before = read_matrix(PUBLISHED / MATRIX) if only_check else None
    sample = before.sample if before is not None else None if everything else cells
    with Progress(
        *Progress.get_default_columns(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("Corrupting", total=None)
        matrix = measure(
            worlds(dataset, texts), sample, processes=processes,
            told=lambda done, of: bar.update(task, completed=done, total=of),
        )  # fmt: skip
    if before is None:
        write(matrix, PUBLISHED)
        _say(matrix)
        return
    if texts is None:
        click.echo("The articles are not at hand, so that only what the rows show is held against the figures.")
        problems = list(fallen(before, matrix, ALONE))
    else:
        problems = [*fallen(before, matrix), *lost_targets(before, matrix)]
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    click.echo("No column has fallen by more than a point.")


def write(matrix: Matrix, folder: Path) -> None:
    """Write figures and page, each in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((MATRIX, written(matrix)), (PAGE, page(matrix))):
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as new:
            new.write(text)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(folder / name)


def written(matrix: Matrix) -> str:
    """Give the figures as JSON, one figure a line."""
    lines = ",\n".join(f"    {json.dumps(asdict(figure))}" for figure in matrix.figures)
    datasets = json.dumps(dict(matrix.datasets))
    return (
        f'{{\n  "sample": {json.dumps(matrix.sample)},\n  "datasets": {datasets},\n  "figures": [\n{lines}\n  ]\n}}\n'
    )


def _say(matrix: Matrix) -> None:
    for counted in ("caught", "with_articles", "locked"):
        click.echo(f"{counted}: {overall(matrix, counted):.1%} over all columns with a target")
    for table, column, caught in short_of_target(matrix):
        click.echo(f"short of its target: {table}.{column} with {caught:.1%}")


if __name__ == "__main__":
    main()
