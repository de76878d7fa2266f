"""Run the proof: ``python -m proofs.mutation``."""

from __future__ import annotations

import sys

import click

from proofs.mutation.mutants import SEED, mutants, sampled
from proofs.mutation.page import write
from proofs.mutation.run import meet


@click.command(help=__doc__)
@click.option("--sample", type=click.IntRange(1), default=1000, show_default=True, help="How many mutants are drawn.")
@click.option("--all", "every", is_flag=True, help="Meet every mutant, which takes hours.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="By which they are drawn.")
@click.option("--module", "modules", multiple=True, help="Only those of this module of the rules; may be repeated.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="How many are met at a time.")
@click.option("--write", "page", is_flag=True, help="Write the published page anew.")
def main(*, sample: int, every: bool, seed: int, modules: tuple[str, ...], workers: int, page: bool) -> None:
    """Meet the mutants, and tell which survive without a reason; the exit status says whether there are any."""
    found = mutants(modules)
    drawn = sampled(found, len(found) if every else sample, seed)
    outcomes = meet(drawn, workers)
    sys.exit(1 if write(outcomes, len(found), seed, publish=page) else 0)


main()
