"""What the checks catch, as it is published, against what was published with the last release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from summitdata.diff.revision import commit_of, git
from summitdata.figures import MATRIX, MOST_LOST, WAYS, falls, matrix_of, read_matrix

PUBLISHED: Final = f"docs/proofs/{MATRIX}"
"""Where the figures stand, from the top of the repository."""


def fallen_since(root: Path, since: str) -> Iterator[str]:
    """Say of every column in which more than a point less is caught than at the release *since*, by how much.

    Nothing is said where the last release is no revision of the repository, or where it or the folder has no figures.

    Raises:
        PackageError: git refuses.
        FiguresError: The figures cannot be read.
    """
    if Path(since).exists():
        return
    commit = commit_of(root, since)
    file = Path(git(root, "rev-parse", "--show-toplevel").decode().strip()) / PUBLISHED
    if not file.is_file() or not git(root, "ls-tree", "--full-tree", commit, "--", PUBLISHED):
        return
    before = matrix_of(git(root, "cat-file", "blob", f"{commit}:{PUBLISHED}"), f"{PUBLISHED} of {since}")
    now = read_matrix(file)
    for counted, said in WAYS.items():
        for table, column, was, present in falls(before, now, counted):
            told = "nothing was tried" if present is None else f"{present:.1%} are caught {said}"
            yield f"{table}.{column}: {told}, and {was:.1%} were at {since} (at most {MOST_LOST:.0%} may be lost)"
