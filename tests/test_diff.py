"""Comparing two states of a dataset: exact changes, in the domain's words."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_package
from golden_files import golden
from small_evidence import claim, rendering, row
from summitdata.build import build
from summitdata.dataset import DESCRIPTOR
from summitdata.diff import Edition, Group, Kind, Level, Subject, at, difference, opened
from summitdata.diff.render import Format, groups, render
from summitdata.diff.sentences import SCALES, of_cell
from summitdata.errors import PackageError
from summitdata.model import Coded, Rows
from summitdata.release.changelog import data_section
from summitdata.resolve import complete
from summitdata.schema import TABLES


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small package, built."""
    root = small_package.write(tmp_path_factory.mktemp("diff") / "old")
    assert build(root).ok
    return root


def _written(root: Path, rows: Rows) -> Path:
    small_package.write(root, rows)
    assert build(root).ok
    return root


def _changed() -> Rows:
    """The small package after a day's work: a rename, a withdrawal, new evidence that disputes the speaker."""
    rows = small_package.rows()
    rows["actors"].append(row("actors", "ishiba", name="Ishiba", kind="person", country="JP"))
    rows["sources"].append(small_package.source("gazette", held=True))
    rows["renderings"] += [
        rendering("gazette.r1", "words", source="gazette", form="direct", paraphrase="He says it.", speaker="ishiba"),
        rendering("gazette.r2", "words", source="gazette", form="direct", paraphrase="Again.", speaker="ishiba"),
    ]
    rows["claims"] = [one for one in rows["claims"] if one["id"] != "paper.c3"]
    rows["claims"].append(claim("gazette.c1", "talks", "date", "2026-01-13", source="gazette"))
    for one in rows["claims"]:
        if one["event"] == "summit":
            one["event"] = "talks"
    rows["events"] = [{**rows["events"][0], "id": "talks"}]
    rows["participants"] = [row("participants", "talks.lee", event="talks", actor="lee", role="guest")]
    rows["quotes"][0]["gist"] = "He says something else."
    rows["tombstones"] = [
        row(
            "tombstones", "event-summit", table="events", key="summit", reason="A better name.", successor="talks",
            version="0.2.0",
        ),
        row("tombstones", "claim-c3", table="claims", key="paper.c3", reason="Misread.", version="0.2.0"),
    ]  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The changed small package, built, with another declaration of two columns."""
    root = _written(tmp_path_factory.mktemp("diff") / "new", _changed())
    described = small_package.described(root)
    fields = {
        (entry["name"], column["name"]): column
        for entry in described["resources"]
        for column in entry["schema"]["fields"]
    }
    fields["claims", "scope"]["description"] = "What is counted, in our words."
    fields["quotes", "channel"]["categories"].append({"value": "letter", "label": "A letter."})
    small_package.describe(root, described)
    return root


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_a_difference_reads_well_in_every_form(old: Path, new: Path, form: Format, ending: str) -> None:
    """Each form of the same difference is the golden one."""
    told = render(difference(at(old, "old"), at(new, "new")), form)
    assert golden(f"diff/changed.{ending}", told) == told


def test_the_largest_change_decides_the_level(old: Path, new: Path) -> None:
    """A renamed key weighs more than everything added beside it."""
    found = difference(at(old, "old"), at(new, "new"))
    assert Level.MAJOR is found.level
    assert () == found.unmarked
    assert () == found.reused


def test_a_renamed_row_is_no_removal_and_its_references_have_not_changed(old: Path, new: Path) -> None:
    """The event goes on under its new key, and the claims that name it are as they were."""
    changes = difference(at(old, "old"), at(new, "new")).changes
    renamed = {(change.table, change.key): change.new_key for change in changes if change.kind is Kind.RENAMED}
    assert {("events", "summit"): "talks", ("participants", "summit.lee"): "talks.lee"} == renamed
    assert [] == [change for change in changes if change.table == "claims" and change.column == "event"]


def test_a_rename_without_a_tombstone_is_known_by_its_content(old: Path, tmp_path: Path) -> None:
    """A row that has only another key is told of as renamed, and its key as withdrawn without a tombstone."""
    rows = small_package.rows()
    rows["places"][0]["id"] = "nara-city"
    for one in rows["claims"]:
        one["value"] = "nara-city" if one["value"] == "nara" else one["value"]
    found = difference(at(old, "old"), at(_written(tmp_path / "new", rows), "new"))
    assert [("places", "nara", "nara-city")] == [
        (change.table, change.key, change.new_key) for change in found.changes if change.kind is Kind.RENAMED
    ]
    assert (("places", "nara"),) == found.unmarked


def test_a_nested_row_that_has_only_another_key_is_renamed(old: Path, tmp_path: Path) -> None:
    """A part in an event has no label: the same actor in the same role is the same part under another key."""
    rows = small_package.rows()
    rows["participants"][0]["id"] = "summit.president"
    found = difference(at(old, "old"), at(_written(tmp_path / "new", rows), "new"))
    assert ["participation summit.lee is now summit.president"] == [change.sentence for change in found.changes]
    assert (("participants", "summit.lee"),) == found.unmarked


def test_what_follows_from_a_renamed_record_is_renamed_with_it(old: Path, tmp_path: Path) -> None:
    """The speaker of a renamed utterance is no other speaker, and its new key is only a correction."""
    rows = small_package.rows()
    rows["quotes"][0]["id"] = "promise"
    rows["renderings"][0]["quote"] = "promise"
    found = difference(at(old, "old"), at(_written(tmp_path / "new", rows), "new"))
    assert [
        ("quote words (“He says something in 日本.”) is now promise", Level.MAJOR),
        ("speaker words.lee is now promise.lee", Level.PATCH),
    ] == [(change.sentence, change.level) for change in found.changes]
    assert ["Quote words (“He says something in 日本.”) is now promise."] == data_section(found)["Changed"]


def test_rules_that_came_and_went_are_listed() -> None:
    """New rules are one sentence, and so are those that went; each is a change of its own."""
    few, many = (
        replace(_edition(small_package.rows()), rules=names)
        for names in (frozenset({"R001", "R002"}), frozenset({"R002", "R003", "R004"}))
    )
    found = difference(few, many)
    assert 3 == len(found.changes)
    assert [("Rules", ["rule R001 was removed", "2 rules were added: R003, R004"])] == list(groups(found))


def test_a_withdrawn_key_that_is_used_again_is_found(new: Path, old: Path) -> None:
    """What has a tombstone in the old state may not stand in the new one."""
    found = difference(at(new, "old"), at(old, "new"))
    assert {("events", "summit"), ("claims", "paper.c3")} == set(found.reused)


def test_rows_stand_in_for_tables_that_are_older(old: Path, tmp_path: Path) -> None:
    """A contributor who changed a row and built nothing is shown the change, and told why."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    file = root / "rows" / "quotes" / "words.yaml"
    file.write_text(file.read_text("utf-8").replace("something in", "nothing in"), "utf-8")
    for spec in (root, root / "rows"):
        found = difference(at(old, "old"), at(spec, "new"))
        assert [("quotes", "words", "gist")] == [(one.table, one.key, one.column) for one in found.changes]
    assert ("The built tables of new are older than its row files; compared are the files.",) == at(root, "new").notes


def test_declarations_weigh_as_the_rule_says(old: Path, tmp_path: Path) -> None:
    """Tables, columns and codes that go or change their meaning are major, those that come are minor."""
    root = Path(shutil.copytree(old, tmp_path / "new"))
    shutil.rmtree(root / "rows")
    described = small_package.described(root)
    described["resources"] = [entry for entry in described["resources"] if entry["name"] != "waivers"]
    fields = {entry["name"]: entry["schema"]["fields"] for entry in described["resources"]}
    quotes = {column["name"]: column for column in fields["quotes"]}
    fields["runs"].pop()
    fields["events"].append({"name": "mood", "type": "string", "description": "How it felt."})
    quotes["gist"]["constraints"]["required"] = False
    quotes["gist"]["constraints"]["maxLength"] = 700
    quotes["note"]["constraints"]["required"] = True
    quotes["channel"]["categories"].pop()
    quotes["channel"]["categories"][0]["label"] = "Something else."
    quotes["sources"]["type"] = "number"
    small_package.describe(root, described)
    small_package.described(root)
    found = difference(at(old, "old"), at(root, "new"))
    levels = {(one.kind, one.subject, one.table, one.column): one.level for one in found.changes}
    assert {
        (Kind.REMOVED, Subject.TABLE, "waivers", None): Level.MAJOR,
        (Kind.REMOVED, Subject.COLUMN, "runs", "note"): Level.MAJOR,
        (Kind.ADDED, Subject.COLUMN, "events", "mood"): Level.MINOR,
        (Kind.CHANGED, Subject.COLUMN, "quotes", "note"): Level.MINOR,
        (Kind.CHANGED, Subject.COLUMN, "quotes", "gist"): Level.PATCH,
        (Kind.CHANGED, Subject.COLUMN, "quotes", "sources"): Level.MAJOR,
        (Kind.REMOVED, Subject.CODE, "quotes", "channel"): Level.MAJOR,
        (Kind.CHANGED, Subject.CODE, "quotes", "channel"): Level.MAJOR,
    } == levels
    assert "column gist of quotes may now be empty" in [one.sentence for one in found.changes]
    assert {Group.MEANING} == {one.group for one in found.changes}


def test_a_licence_moves_the_number() -> None:
    """A licence that comes beside another is minor, one that is gone is major, and both are told first."""
    both, one = (
        replace(_edition(small_package.rows()), licences=names)
        for names in (frozenset({"CC0-1.0", "CC-BY-4.0"}), frozenset({"CC0-1.0"}))
    )
    (gone,), (came,) = difference(both, one).changes, difference(one, both).changes
    assert (Level.MAJOR, "the data no longer stand under CC-BY-4.0") == (gone.level, gone.sentence)
    assert (Level.MINOR, "the data now stand under CC-BY-4.0") == (came.level, came.sentence)
    assert () == difference(_edition(small_package.rows()), one).changes


@pytest.mark.parametrize(("table", "column"), SCALES)
def test_codes_that_have_an_order_go_down_and_up(table: str, column: str) -> None:
    """Of two codes that have an order, the verb says which way it went; the scale has them all."""
    order, down, up = SCALES[table, column]
    kind = TABLES[table][column].kind
    assert isinstance(kind, Coded)
    assert sorted(kind.vocabulary.names) == sorted(order)
    for firm, weak in combinations(order, 2):
        for before, after, verb in ((firm, weak, down), (weak, firm, up)):
            sentence = of_cell(table, "x", column, {column: before}, {column: after})
            assert sentence.endswith(f"{column.replace('_', ' ')} {verb} from {before} to {after}")


def _edition(rows: Rows) -> Edition:
    return Edition("made", "0.1.0", {}, {}, complete(rows))


@given(st.data())
def test_a_difference_is_exact(data: st.DataObject) -> None:
    """Any one written cell that is changed is found, alone but for what follows from it, with both its values."""
    rows = small_package.rows()
    table = data.draw(st.sampled_from(["events", "quotes", "actors", "sources"]))
    at_row = data.draw(st.integers(0, len(rows[table]) - 1))
    label = TABLES[table].label
    before = rows[table][at_row][label]
    after = data.draw(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20))
    changed = {name: [dict(one) for one in each] for name, each in rows.items()}
    changed[table][at_row][label] = after
    found = difference(_edition(rows), _edition(changed)).changes
    written = [
        (one.table, one.key, one.column, one.before, one.after)
        for one in found
        if (table, label) == (one.table, one.column)
    ]
    expected = [(table, rows[table][at_row]["id"], label, before, after)] if before != after else []
    assert expected == written
    assert bool(expected) == bool(found)


def test_nothing_changed_between_a_state_and_itself(old: Path) -> None:
    """The same package twice has no differences, and says so."""
    found = difference(at(old, "old"), at(old, "old"))
    assert () == found.changes
    assert render(found, "text").endswith("\n\nNothing changed.")


@pytest.fixture
def repository(old: Path, tmp_path: Path) -> Path:
    """A repository with the small package in two commits, the second with another gist."""
    root = tmp_path / "repository"
    shutil.copytree(old, root / "data")

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)  # noqa: S607

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "One")
    file = root / "data" / "rows" / "quotes" / "words.yaml"
    file.write_text(file.read_text("utf-8").replace("something in", "nothing in"), "utf-8")
    git("commit", "--quiet", "--all", "--message", "Two")
    git("tag", "v0.2.0")
    return root


@pytest.mark.parametrize("spec", ["HEAD~1", "v0.2.0~1:data"])
def test_a_revision_is_read_without_a_checkout(repository: Path, spec: str) -> None:
    """A revision with or without its folder is one side of a comparison, and the work tree stays as it is."""
    (repository / "data" / "rows" / "quotes" / "words.yaml").unlink()
    with opened(spec, repository) as before, opened("v0.2.0", repository) as after:
        assert [("words", "gist")] == [(one.key, one.column) for one in difference(before, after).changes]
        assert before.name.startswith(f"{spec} (")
    assert not (repository / "data" / "rows" / "quotes" / "words.yaml").exists()


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("--upload-pack=touch x", "does not begin with '-'"),
        ("-", "does not begin with '-'"),
        ("v9", "no git revision 'v9'"),
        ("HEAD\n--", "printable"),
        ("HEAD:nowhere", "nowhere"),
    ],
)
def test_what_is_no_revision_is_refused(repository: Path, spec: str, message: str) -> None:
    """A name that git could take for an option never reaches it; one that it does not know is said so."""
    with pytest.raises(PackageError, match=message), opened(spec, repository):
        pass
    assert ["data"] == [entry.name for entry in repository.iterdir() if entry.name != ".git"]


def test_row_files_with_errors_are_not_compared(old: Path, tmp_path: Path) -> None:
    """Row files alone that cannot be read give the first error; beside tables, the tables are compared."""
    root = Path(shutil.copytree(old, tmp_path / "dataset"))
    (root / "rows" / "quotes" / "words.yaml").write_text("gist: [", "utf-8")
    assert "compared are its built tables" in at(root, "new").notes[0]
    (root / DESCRIPTOR).unlink()
    with pytest.raises(PackageError, match=r"The first: rows/quotes/words.yaml:1"):
        at(root, "new")


def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    """A folder with neither tables nor row files is no side of a comparison."""
    with pytest.raises(PackageError, match=r"empty has neither a datapackage\.json nor row files"):
        at(tmp_path, "empty")


def test_json_is_exact(old: Path, new: Path) -> None:
    """Every change stands in the JSON, cells with both values."""
    found = difference(at(old, "old"), at(new, "new"))
    told = json.loads(render(found, "json"))
    assert len(found.changes) == len(told["changes"])
    assert {"level", "changes", "old", "new", "withdrawn_without_tombstone", "keys_used_again"} == told.keys()
