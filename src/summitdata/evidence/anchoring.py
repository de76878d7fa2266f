"""Re-anchoring: writing the places that an article has now into the row files, where nothing is left to judgement."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from summitdata.evidence.articles import Article
from summitdata.evidence.verification import Verification, verify
from summitdata.evidence.words import words_of
from summitdata.model import Row, Rows
from summitdata.rows import canonical, read
from summitdata.rows.files import open_file
from summitdata.rows.layout import FOLDER, record_file
from summitdata.rows.nodes import Entry, Scalar
from summitdata.rows.nodes import Mapping as Tree
from summitdata.rows.write import replace_file
from summitdata.texts import digest

_Cells = dict[tuple[str, ...], str]
"""New values by the keys that lead to them in a row file."""


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What re-anchoring would write: ``files`` by path from the dataset's folder, each with its text before and after.

    ``kept`` has the sources that are left as they are though something in them is out of place, each with the reason.
    """

    files: dict[str, tuple[str, str]]
    kept: dict[str, str]

    def diff(self) -> str:
        """Show the files as differences."""
        return "\n".join(
            line
            for name, (before, after) in self.files.items()
            for line in difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, n=2, lineterm="")
        )

    def write(self, root: Path) -> None:
        """Write the files below *root*, each in one step.

        Raises:
            OSError: A file cannot be written.
        """
        for name, (_, after) in self.files.items():
            replace_file(root / name, after.encode())


def reanchor(root: Path, rows: Rows, found: Verification, at_hand: Iterable[Article]) -> Anchoring:
    """Work out the new places of the spans and runs of every source in which some are out of place.

    A source is re-anchored as a whole or not at all: only where every span has one place in its article, with the same
    words, where it is proved where every shared run went, and where the new rows, read back and held against the
    articles, leave nothing to be found in it.

    Args:
        root: The folder of the dataset that *rows* were read from.
        rows: Its rows.
        found: What :func:`verify` gave for them.
        at_hand: The articles.
    """
    articles = tuple(at_hand)
    kept: dict[str, str] = {}
    moved: dict[str, dict[str, _Cells]] = {}
    for key in found.matches:
        try:
            cells = _cells(key, rows, found)
        except _LeftError as left:
            kept[key] = str(left)
            continue
        if cells:
            moved[key] = cells
    files = _edited(root, moved)
    for key in _still_wrong(root, files, articles, moved):
        kept[key] = "with the new places something else would be wrong"
    return Anchoring(_edited(root, {key: cells for key, cells in moved.items() if key not in kept}), kept)


class _LeftError(Exception):
    """Why a source is left as it is."""


def _cells(key: str, rows: Rows, found: Verification) -> dict[str, _Cells]:
    """Give what changes if the source *key* is re-anchored: new values by row file.

    Raises:
        _LeftError: Something has no sure place.
    """
    matched = found.matches[key]
    source = next(row for row in rows["sources"] if row["id"] == key)
    own = found.spans.get(key, [])
    unread = sum(row["source"] == key for row in rows["spans"]) - len(own)
    lost = [span.key for span in own if not found.located[span.key].is_sure]
    if lost or unread:
        raise _LeftError(f"of its {len(own) + unread} spans, {len(lost) + unread} without a sure place")
    cells: _Cells = {}
    for span in own:
        start, stop = found.located[span.key].place or (span.start, span.stop)
        words = matched.article.text[start:stop]
        path = _path(span.key, rows)
        _note(
            cells,
            path,
            {"start": (span.start, start), "stop": (span.stop, stop), "sha256": (span.sha256, digest(words))},
        )
        if span.text is not None:
            _note(cells, path, {"text": (span.text, words)})
    text = matched.article
    _note(
        cells, (), {"text_sha256": (source["text_sha256"], text.sha256), "length": (source["length"], len(text.text))}
    )
    changed = {key: cells} if cells else {}
    if matched.how is not None:
        for file, more in _runs(key, rows, found):
            changed.setdefault(file, {}).update(more)
    return changed


def _note(cells: _Cells, path: tuple[str, ...], values: Mapping[str, tuple[object, object]]) -> None:
    """Add those *values* of a record, old and new, that differ."""
    cells.update({(*path, name): str(new) for name, (old, new) in values.items() if old != new})


def _path(span: str, rows: Rows) -> tuple[str, ...]:
    """Give the keys that lead to a span in its row file."""
    _, *local = span.split(".")
    parents = {str(row["id"]): name for name in ("claims", "renderings") for row in rows[name]}
    if len(local) == 1:
        return ("spans", local[0])
    parent = span.rpartition(".")[0]
    return (parents[parent], local[0], "spans", local[1])


def _runs(key: str, rows: Rows, found: Verification) -> Iterator[tuple[str, _Cells]]:
    """Give the new places of the runs that a changed article shares with others, by the files that hold them."""
    for run in rows["runs"]:
        for side, other, prefix, mirrored in (("source", "other", "", "other_"), ("other", "source", "other_", "")):
            if run[side] != key:
                continue
            old = _offsets(run, prefix)
            there = found.matches.get(str(run[other]))
            words = None
            if there is not None and there.how is None:
                words = words_of(there.article.text[_offsets(run, mirrored)])
            new = _went(old, key, found, words)
            if new is None:
                raise _LeftError(f"no span and no other article tells where the run '{run['id']}' went")
            cells: _Cells = {}
            changes = {f"{prefix}start": (old.start, new.start), f"{prefix}stop": (old.stop, new.stop)}
            _note(cells, ("runs", str(run["id"]).split(".")[1]), changes)
            if cells:
                yield str(run["source"]), cells


def _offsets(run: Row, prefix: str) -> slice:
    start, stop = run[f"{prefix}start"], run[f"{prefix}stop"]
    if not isinstance(start, int) or not isinstance(stop, int):
        raise _LeftError(f"the run '{run['id']}' has offsets that cannot be read")
    return slice(start, stop)


def _went(old: slice, key: str, found: Verification, words: list[str] | None) -> slice | None:
    """Tell where a stretch that has no digest went; None where nothing proves it.

    It went with a span that covers it and that is still the same, letter for letter; else it is where the nearest span
    before or behind it would have taken it, if its *words*, known from another article, stand there.
    """
    text = found.matches[key].article.text
    shifts = {}
    for span in sorted(found.spans.get(key, ()), key=lambda span: span.start):
        place = found.located[span.key].place
        if place is None:
            continue
        shifts[span.start] = by = place[0] - span.start
        if span.start <= old.start and old.stop <= span.stop and digest(text[slice(*place)]) == span.sha256:
            return slice(old.start + by, old.stop + by)
    near = [by for start, by in shifts.items() if start <= old.start][-1:]
    near += [by for start, by in shifts.items() if start > old.start][:1]
    places = (slice(old.start + by, old.stop + by) for by in near)
    return next((place for place in places if words is not None and words_of(text[place]) == words), None)


def _edited(root: Path, moved: Mapping[str, Mapping[str, _Cells]]) -> dict[str, tuple[str, str]]:
    """Write the new values into the texts of the row files; nothing goes to the disk."""
    merged: dict[str, _Cells] = {}
    for files in moved.values():
        for key, cells in files.items():
            merged.setdefault(key, {}).update(cells)
    edited = {}
    for key, cells in sorted(merged.items()):
        file = record_file(root, "sources", key)
        opened = open_file(file)
        tree = opened.tree.root
        if not isinstance(tree, Tree):
            raise TypeError(f"{file.name} was read, and now holds no mapping")
        for path, value in cells.items():
            _set(tree, path, value)
        edited[file.name] = (opened.text, canonical(file, tree))
    return edited


def _set(tree: Tree, path: tuple[str, ...], value: str) -> None:
    """Give the cell that *path* leads to another value."""
    *parents, name = path
    for parent in parents:
        inner = _entry(tree, parent).node
        if not isinstance(inner, Tree):
            raise TypeError(f"{parent!r} holds no mapping")
        tree = inner
    _entry(tree, name).node = Scalar(value, plain=False, line=0, column=0, width=0)


def _entry(tree: Tree, key: str) -> Entry:
    for entry in tree.entries:
        if entry.key == key:
            return entry
    raise KeyError(key)


def _still_wrong(
    root: Path, files: Mapping[str, tuple[str, str]], articles: Iterable[Article], sources: Iterable[str]
) -> Iterator[str]:
    """Read the edited rows back in a copy, and give the sources in which the articles still show something wrong."""
    with tempfile.TemporaryDirectory(prefix="summitdata-") as name:
        copy = Path(name)
        shutil.copytree(root / FOLDER, copy / FOLDER)
        for file, (_, after) in files.items():
            replace_file(copy / file, after.encode())
        again = verify(read(copy).tables, articles)
    wrong = {str(finding.key).partition(".")[0] for finding in again.findings if finding.code.startswith("E")}
    yield from (key for key in sources if key in wrong)
