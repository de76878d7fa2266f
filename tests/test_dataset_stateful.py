"""A dataset that is added to, edited, renamed, thinned out and built, in any order, beside a model of it."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import as_file
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from summitdata.build import build, check_built
from summitdata.checking import check
from summitdata.resolve import complete
from summitdata.rows import format_rows, read
from summitdata.rules.example import folder
from test_check import PACKAGE

KEYS = st.sampled_from([f"event-{letter}" for letter in "abcdef"])
TITLES = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u00a0"), min_size=1, max_size=20)


class Curation(RuleBasedStateMachine):
    """What a curator does to the files, and what must be found then."""

    events = Bundle("events")

    def __init__(self) -> None:
        """Copy the example dataset."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "dataset"
        with as_file(folder()) as example:
            shutil.copytree(example / "rows", self.root / "rows")
        (self.root / "rows" / "package.yaml").write_text(PACKAGE, encoding="utf-8")
        self.original = {str(row["id"]) for row in read(self.root).tables["events"]}
        self.parts: dict[str, str | None] = {}
        self.titles: dict[str, str] = {}
        self.withdrawn: list[str] = []
        self.stones = (self.root / "rows" / "tombstones.yaml").read_text(encoding="utf-8")
        self.built = False
        self.at_build = ""

    def teardown(self) -> None:
        """Remove the copy."""
        self.folder.cleanup()

    def _file(self, key: str) -> Path:
        return self.root / "rows" / "events" / f"{key}.yaml"

    def _state(self) -> str:
        return repr((sorted(self.parts.items()), sorted(self.titles.items()), self.withdrawn))

    def _write(self, key: str) -> None:
        lines = [
            "# yaml-language-server: $schema=../../schema/events.json",
            f'title: "{self.titles[key]}"',
            "summary: Something happens.",
            "kind: meeting",
        ]
        if self.parts[key] is not None:
            lines.append(f"part_of: {self.parts[key]}")
        self._file(key).write_text("\n".join([*lines, ""]), encoding="utf-8")
        self.built = False

    @initialize()
    def first_build(self) -> None:
        """Begin with a package that is up to date."""
        self.build_it()

    @rule(target=events, key=KEYS)
    def add(self, key: str) -> object:
        """Add an event of which no source tells."""
        if key in self.parts:
            return multiple()
        self.parts[key], self.titles[key] = None, "An event"
        self._write(key)
        return key

    @rule(key=events, title=TITLES.filter(lambda title: not set(title) & {'"', "\\"}))
    def retitle(self, key: str, title: str) -> None:
        """Give an event another title."""
        if key in self.parts:
            self.titles[key] = title
            self._write(key)

    @rule(key=events, whole=KEYS)
    def put_into(self, key: str, whole: str) -> None:
        """Make an event a part of another one, or of itself, or of one that is not there."""
        if key in self.parts:
            self.parts[key] = whole
            self._write(key)

    @rule(target=events, key=consumes(events), other=KEYS)
    def rename(self, key: str, other: str) -> object:
        """Give an event another key, wherever it stands."""
        if key not in self.parts or other in self.parts:
            return multiple()
        self._file(key).unlink()
        self.titles[other] = self.titles.pop(key)
        self.parts = {
            (other if event == key else event): (other if whole == key else whole)
            for event, whole in self.parts.items()
        }
        for event in self.parts:
            self._write(event)
        return other

    @rule(key=consumes(events))
    def delete(self, key: str) -> None:
        """Withdraw an event, with a tombstone."""
        if key in self.parts:
            self._file(key).unlink()
            del self.parts[key], self.titles[key]
            self._bury(key)
            self.built = False

    def _bury(self, key: str) -> None:
        """Write the tombstone of a key, once, in the order of the keys."""
        if key not in self.withdrawn:
            self.withdrawn = sorted([*self.withdrawn, key])
            told = "  reason: No source tells of it.\n  version: 0.2.0\n"
            mine = [f"{each}:\n  table: events\n  key: {each}\n{told}" for each in self.withdrawn]
            head, *others = self.stones.splitlines(keepends=True)
            (self.root / "rows" / "tombstones.yaml").write_text("".join([head, *mine, *others]), encoding="utf-8")

    @rule()
    def format_it(self) -> None:
        """Format twice; the second time finds nothing to do."""
        before = read(self.root).tables
        assert format_rows(self.root).findings == ()
        assert format_rows(self.root).changed == 0
        assert before == read(self.root).tables

    @rule()
    def build_it(self) -> None:
        """Build, and find in the Parquet files what the row files say."""
        built = build(self.root)
        self.built = built.ok
        self.at_build = self._state() if built.ok else self.at_build
        assert built.ok or {finding.code for finding in built.findings} <= {"F018", "F016", "F015", "F014", "F017"}

    @invariant()
    def the_findings_are_those_of_the_model(self) -> None:
        """Dangling, circular, untold and withdrawn events are found, and nothing else is."""
        report = check(self.root, select=["R"])
        assert {(finding.code, finding.key) for finding in report.findings} == self._expected()

    def _expected(self) -> set[tuple[str, str]]:
        there = self.original | set(self.parts)
        dangling = {event for event, whole in self.parts.items() if whole is not None and whole not in there}
        circular = {event for event in self.parts if event in self._wholes(event)}
        again = {key for key in self.withdrawn if key in self.parts}
        return {
            *(("R001", event) for event in dangling),
            *(("R012", event) for event in circular),
            *(("R009", event) for event in self.parts),
            *(("R014", stone) for stone in again),
        }

    def _wholes(self, event: str) -> list[str]:
        found: list[str] = []
        whole = self.parts.get(event)
        while whole is not None and whole not in found:
            found.append(whole)
            whole = self.parts.get(whole)
        return found

    @invariant()
    def the_built_tables_are_proved_or_outdated(self) -> None:
        """A build that is up to date holds what the rows say; one that is not is found out."""
        findings = check_built(self.root)
        if self.built:
            assert findings == ()
            titles = pq.read_table(self.root / "events.parquet", columns=["id", "title"]).to_pylist()
            rows = complete(read(self.root).tables)["events"]
            assert {row["id"]: row["title"] for row in titles} == {row["id"]: row["title"] for row in rows}
        elif self.at_build != self._state():
            assert findings != ()


TestCuration = Curation.TestCase
TestCuration.settings = settings(
    max_examples=3, stateful_step_count=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # shrinking would take minutes, and the steps are few
