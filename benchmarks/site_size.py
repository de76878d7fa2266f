"""Write the pages for many times as much data, and report how heavy they are: ``python benchmarks/site_size.py 100``.

Two kinds of growth are measured: *wider*, with as many more people, places and sources as utterances, and *deeper*,
in which everything falls to the same few.  No site generator runs: what it adds to a page does not grow.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from many_rows import many  # noqa: E402 - found only now
from summitdata.records import Records  # noqa: E402
from summitdata.site import record_pages  # noqa: E402


def measure(copies: int, *, shared: bool) -> None:
    """Write every page of *copies* times the records, and print a line for each kind."""
    data = Records(many(copies, shared=shared))
    rows = sum(len(of) for of in data.rows.values())
    weights: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    start = time.perf_counter()
    for page in record_pages(data, "Cited.", "0.1.0"):
        table = page.path.split("/")[0]
        index = page.path.endswith("/index.md") or "/page/" in page.path
        body = page.body.encode()
        weights[f"{table}, index" if index else table].append(
            (len(body), len(gzip.compress(body, 6)) if index else 0, page.path)
        )
    seconds = time.perf_counter() - start
    print(f"{'deeper' if shared else 'wider'}, {copies} times: {rows:,} rows, {seconds:.0f} s")
    print(f"  {'kind':22}{'pages':>8}{'all kB':>10}{'most kB':>9}{'zipped':>8}  heaviest")
    for kind, found in sorted(weights.items()):
        heaviest, _, path = max(found)
        zipped = max(small for _, small, _ in found)
        total = sum(weight for weight, _, _ in found)
        print(
            f"  {kind:22}{len(found):8,}{total / 1000:10,.0f}{heaviest / 1000:9,.0f}"
            f"{f'{zipped / 1000:,.0f}' if zipped else '':>8}  {path}"
        )


def main() -> None:
    """Measure both kinds of growth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("copies", type=int, nargs="?", default=100)
    copies = parser.parse_args().copies
    for shared in (False, True):
        measure(copies, shared=shared)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
