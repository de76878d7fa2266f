"""Damaging the installed library and dataset that this very process runs; ``proofs.bitflips.run`` starts it."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import summitdata
from proofs.bitflips.run import SEED, damages, flips
from summitdata.release.integrity import prove

EVERY: Final = 10
"""Of the modules, every how many are removed, renamed, cut, lengthened and given a neighbour; of the data, all are."""


def run(offsets: int) -> Iterator[tuple[str, str]]:
    """Meet every case; give each damage with its outcome."""
    draw = random.Random(SEED)  # noqa: S311 - drawn to be drawn again
    top = Path(summitdata.__file__).parent
    proof = prove()
    if not proof.ok or str(top) != proof.target:
        raise RuntimeError(f"the undamaged copy is not proved: {proof}")
    files = [file for file in sorted(top.rglob("*")) if file.is_file() and "__pycache__" not in file.parts]
    for number, file in enumerate(files):
        is_data = "dataset" in file.relative_to(top).parts
        for outcome in flips(file, None, draw, offsets if file.suffix == ".parquet" else 1):
            yield "changed byte", outcome
        if is_data or number % EVERY == 0:
            yield from damages(None, file)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{file.name:40}")


if __name__ == "__main__":
    counts = Counter(run(int(sys.argv[1])))
    print(json.dumps([["installed wheel", *case, count] for case, count in counts.items()]))  # noqa: T201 - its answer
