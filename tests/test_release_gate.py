"""Judging and preparing a release: the number follows from the changes, and nothing unclean is released."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import small_package
import small_release
from golden_files import golden
from small_evidence import row
from summitdata.diff import Edition, Level, Version, difference, proposed
from summitdata.diff.version import VersionError
from summitdata.errors import PackageError, UnknownNameError
from summitdata.model import Rows
from summitdata.release.changelog import ChangelogError, data_section, notes, parse, released
from summitdata.release.gate import judge
from summitdata.release.prepare import prepare
from summitdata.release.report import told
from summitdata.resolve import complete


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a release."""
    root = tmp_path_factory.mktemp("release") / "repository"
    root.mkdir()
    small_release.repository(root)
    return root


@pytest.fixture
def dataset(first: Path, tmp_path: Path) -> Path:
    """The dataset of a copy of the repository that a test may change."""
    return Path(shutil.copytree(first, tmp_path / "repository")) / "dataset"


def test_the_release_itself_is_clean(dataset: Path) -> None:
    """What was just released has nothing against it, and needs no other number."""
    judgement = judge(dataset, since="v0.1.0")
    assert ((), Level.NONE, Version(0, 1, 0)) == (judgement.refusals, judgement.level, judgement.proposed)


def test_a_tag_of_the_stated_version_is_not_its_own_predecessor(dataset: Path) -> None:
    """The release that is being made from its own tag is compared with the one before, of which there is none."""
    assert judge(dataset).since is None


@pytest.mark.parametrize("committed", [True, False])
def test_a_number_that_was_released_is_taken(dataset: Path, *, committed: bool) -> None:
    """What changed since the tag of the stated version is compared with that tag, committed or not, and refused."""
    small_release.edit(dataset, "places/vellin.yaml", "name: Vellin", "name: Vellín")
    if committed:
        small_release.commit(dataset.parent, "Correct")
    judgement = judge(dataset)
    assert ("v0.1.0", Version(0, 1, 1)) == (judgement.since, judgement.proposed)
    assert "After 0.1.0, corrections need the version 0.1.1 or a higher one." in [
        refusal.expected for refusal in judgement.refusals
    ]


def test_a_correction_is_a_patch(dataset: Path) -> None:
    """A release with a corrected value is refused under the old number, and let through under the next patch."""
    small_release.edit(dataset, "places/vellin.yaml", "name: Vellin", "name: Vellín")
    small_release.commit(dataset.parent, "Correct")
    judgement = judge(dataset, since="v0.1.0")
    assert (Level.PATCH, Version(0, 1, 1)) == (judgement.level, judgement.proposed)
    assert ["After 0.1.0, corrections need the version 0.1.1 or a higher one."] == [
        refusal.expected for refusal in judgement.refusals
    ]
    text = told(judgement)
    assert golden("release/under-bumped.txt", text) == text


def test_software_alone_is_a_patch(dataset: Path) -> None:
    """Where only files beside the data changed since the tag, its number is taken, and the next patch is enough."""
    (dataset.parent / "program.py").write_text("print()\n", encoding="utf-8")
    small_release.commit(dataset.parent, "Program")
    judgement = judge(dataset)
    assert (Level.PATCH, Version(0, 1, 1)) == (judgement.level, judgement.proposed)
    assert [
        (
            "After 0.1.0, corrections need the version 0.1.1 or a higher one.",
            "version 0.1.0, while files beside the data have changed",
        )
    ] == [(refusal.expected, refusal.found) for refusal in judgement.refusals]
    text = told(judgement)
    assert golden("release/software-alone.txt", text) == text
    version, _ = prepare(dataset, judge(dataset, preparing=True), date(2026, 12, 24))
    small_release.commit(dataset.parent, "Prepare")
    assert (Version(0, 1, 1), ()) == (version, judge(dataset).refusals)


def test_a_number_below_the_last_is_refused(dataset: Path) -> None:
    """A release that says that it is older than the last one is refused, also where nothing else has changed."""
    info = dataset / "rows" / "package.yaml"
    info.write_text(info.read_text("utf-8").replace('version: "0.1.0"', 'version: "0.0.9"'), "utf-8")
    small_release.commit(dataset.parent, "Back")
    old = small_release.git(dataset.parent, "rev-parse", "v0.1.0").strip()
    told_of = {refusal.expected: refusal.found for refusal in judge(dataset, since=old).refusals}
    assert "version 0.0.9, while files beside the data have changed" == told_of[
        "After 0.1.0, corrections need the version 0.1.1 or a higher one."
    ]  # fmt: skip
    copy = dataset.parent.parent / "last"
    small_release.git(dataset.parent, "worktree", "add", "--quiet", str(copy), "v0.1.0")
    told_of = {refusal.expected: refusal.found for refusal in judge(dataset, since=str(copy / "dataset")).refusals}
    assert "version 0.0.9" == told_of["No release has a lower number than 0.1.0, the last one."]


def test_rows_that_cannot_be_read_are_told_of_once(dataset: Path) -> None:
    """A mistake in a row file is a finding, and no reason to call the tables old, which building would not mend."""
    (dataset / "rows" / "places" / "vellin.yaml").write_text("name: [", encoding="utf-8")
    expected = [refusal.expected for refusal in judge(dataset, preparing=True, since="v0.1.0").refusals]
    assert ["A release has no findings but information."] == expected


def test_what_is_unclean_is_refused(dataset: Path) -> None:
    """Findings, stale tables, lost keys and files that are not committed are each a reason."""
    (dataset / "rows" / "events" / "first-strait-summit.yaml").unlink()
    found = {refusal.expected for refusal in judge(dataset, since="v0.1.0").refusals}
    assert {
        "A release has no findings but information.",
        "The built tables of a release hold what its rows say.",
        "All that a release is made from is committed.",
    } <= found


def test_a_key_that_is_gone_needs_a_tombstone(dataset: Path) -> None:
    """A release that lost a key is refused until a tombstone tells of it, and is then more than a patch."""
    graves = dataset / "rows" / "tombstones.yaml"
    buried = graves.read_text("utf-8")
    graves.write_text(buried.splitlines()[0] + "\n{}\n", "utf-8")
    judgement = judge(dataset, since="v0.1.0")
    assert [("tombstones", "okafor-apology")] == list(judgement.difference.unmarked if judgement.difference else ())
    assert any("okafor-apology of tombstones" in refusal.found for refusal in judgement.refusals)
    graves.write_text(buried, "utf-8")
    again = judge(dataset, since="v0.1.0")
    assert not any("tombstone" in refusal.expected for refusal in again.refusals)


def test_a_release_is_prepared_and_then_clean(dataset: Path) -> None:
    """Number, day, changelog, citation and package are written; committed, nothing forbids the release any more."""
    small_release.edit(dataset, "places/vellin.yaml", "name: Vellin", "name: Vellín")
    small_release.commit(dataset.parent, "Correct")
    judgement = judge(dataset, since="v0.1.0", preparing=True)
    assert () == judgement.refusals
    version, changed = prepare(dataset, judgement, date(2026, 12, 24))
    assert Version(0, 1, 1) == version
    assert (
        ".zenodo.json", "CHANGELOG.md", "CITATION.cff", "dataset/datapackage.json", "dataset/rows/package.yaml",
    ) == changed  # fmt: skip
    text = (dataset.parent / "CHANGELOG.md").read_text("utf-8").removesuffix("\n")
    assert golden("release/changelog.md", text) == text
    small_release.commit(dataset.parent, "Prepare")
    assert () == judge(dataset).refusals
    later, _ = prepare(dataset, judge(dataset, preparing=True, since="v0.1.0"), date(2026, 12, 25))
    assert text.replace("2026-12-24", "2026-12-25") == (dataset.parent / "CHANGELOG.md").read_text("utf-8").strip()
    assert version == later
    small_release.git(dataset.parent, "checkout", "--quiet", ".")
    assert (version, ()) == prepare(dataset, judge(dataset, preparing=True, since="v0.1.0"), date(2026, 12, 24))


def test_a_number_below_the_proposed_one_is_refused(dataset: Path) -> None:
    """Who asks for too low a number is told which one it takes."""
    small_release.edit(dataset, "places/vellin.yaml", "name: Vellin", "name: Vellín")
    judgement = judge(dataset, since="v0.1.0", preparing=True)
    with pytest.raises(PackageError, match=r"Version 0.1.0 is too low: the changes need 0.1.1"):
        prepare(dataset, judgement, date(2026, 12, 24), Version(0, 1, 0))


def test_new_words_may_be_said_to_mean_the_same(dataset: Path) -> None:
    """A description that was only reworded is a patch where somebody says so, and else a change of meaning."""
    described = small_package.described(dataset)
    column = described["resources"][0]["schema"]["fields"][1]
    column["description"] = "Another sentence."
    name = f"{described['resources'][0]['name']}.{column['name']}"
    old = dataset.parent / "old"
    shutil.copytree(dataset, old)
    small_package.describe(old, described)
    assert Level.MAJOR is judge(dataset, since=str(old)).level
    assert Level.PATCH is judge(dataset, since=str(old), reworded=[name]).level
    with pytest.raises(UnknownNameError, match=f"no table, column or code with new words '{name}x'. Did you mean"):
        judge(dataset, since=str(old), reworded=[f"{name}x"])
    with pytest.raises(UnknownNameError, match="There are none"):
        judge(dataset, since="v0.1.0", reworded=[name])


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [
        (Level.NONE, "1.2.3", "1.2.3"),
        (Level.PATCH, "1.2.3", "1.2.4"),
        (Level.MINOR, "1.2.3", "1.3.0"),
        (Level.MAJOR, "1.2.3", "2.0.0"),
        (Level.PATCH, "0.2.3", "0.2.4"),
        (Level.MINOR, "0.2.3", "0.3.0"),
        (Level.MAJOR, "0.2.3", "0.3.0"),
    ],
)
def test_the_number_follows_from_the_level(level: Level, before: str, after: str) -> None:
    """Each level moves its digit; before 1.0.0 the minor one stands for the major one."""
    assert Version.parse(after) == proposed(Version.parse(before), level)


@given(st.from_regex(r"[0-9.v+-]{0,12}", fullmatch=True))
def test_a_version_reads_back_or_is_refused(text: str) -> None:
    """A text is a version that prints as that very text, or an error that shows it."""
    if re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", text):
        assert text == str(Version.parse(text))
    else:
        with pytest.raises(VersionError, match=re.escape(repr(text))):
            Version.parse(text)


def test_a_changelog_in_another_form_is_refused() -> None:
    """Nothing is written into a changelog that has no place for it."""
    with pytest.raises(ChangelogError, match="no heading"):
        released("# Changelog\n", "0.2.0", "2026-12-24", {})
    with pytest.raises(ChangelogError, match=r"already has a section for version 0.1.0"):
        released(small_release.CHANGELOG, "0.1.0", "2026-12-24", {})
    with pytest.raises(ChangelogError, match=r"no section for version 0.2.0"):
        notes(small_release.CHANGELOG, "0.2.0")
    for text, message in (
        ("### Rest\n", "the part 'Rest'"), ("### Data\n\n#### New\n", "the heading 'New'"),
        ("- A line.\n", "outside a part"), ("### Data\n\n#### Added\n\nA line.\n", "begins no entry"),
    ):  # fmt: skip
        with pytest.raises(ChangelogError, match=message):
            parse(text)


def test_the_notes_of_a_version_are_its_section() -> None:
    """What the changelog says of a version stands alone."""
    assert "### Data\n\n#### Added\n\n- The first rows.\n" == notes(small_release.CHANGELOG, "0.1.0")


def test_the_data_section_names_what_was_added() -> None:
    """Added records are named by table, added evidence is counted by source, corrections stand under Fixed."""
    before, after = small_package.rows(), small_package.rows()
    after["places"] += [
        row("places", "kobe", name="Kobe", kind="city"),
        row("places", "otsu", name="Otsu", kind="city"),
    ]
    after["events"][0]["title"] = "A meeting"
    old, new = (Edition("made", "0.1.0", {}, {}, complete(rows)) for rows in (before, after))
    assert {
        "Added": ["Places: `kobe` and `otsu`."],
        "Fixed": [
            "Event summit: title changed from “The summit” to “A meeting”.",
        ],
    } == data_section(difference(old, new))


class Releases(RuleBasedStateMachine):
    """Releases after releases, each let through by the comparison alone."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = {"places": [], "tombstones": []}
        self.lives: dict[str, int] = {}
        self.owner: dict[str, str] = {}
        self.made = 0

    def _release(self, rows: Rows, owners: dict[str, str]) -> None:
        old, new = (Edition("made", "0.1.0", {}, {}, complete(each)) for each in (self.rows, rows))
        found = difference(old, new)
        if found.unmarked or found.reused:
            return
        self.rows = rows
        for key, owner in owners.items():
            assert owner == self.owner.setdefault(key, owner), f"{key} was used again"

    def _copy(self) -> Rows:
        return {name: [dict(each) for each in rows] for name, rows in self.rows.items()}

    @rule(key=st.sampled_from(["a", "b", "c", "d"]))
    def add(self, key: str) -> None:
        """Add a place, maybe under a key that was withdrawn."""
        rows = self._copy()
        if key in {each["id"] for each in rows["places"]}:
            return
        self.made += 1
        rows["places"].append(row("places", key, name=f"Place {self.made}", kind="city"))
        self._release(rows, {key: f"Place {self.made}"})

    @rule(key=st.sampled_from(["a", "b", "c", "d"]), buried=st.booleans(), exhumed=st.booleans())
    def withdraw(self, key: str, *, buried: bool, exhumed: bool) -> None:
        """Withdraw a place, maybe without a tombstone, and maybe take other tombstones away."""
        rows = self._copy()
        rows["places"] = [each for each in rows["places"] if each["id"] != key]
        if exhumed:
            rows["tombstones"] = []
        if buried and len(rows["places"]) < len(self.rows["places"]):
            rows["tombstones"].append(
                row("tombstones", f"place-{key}", table="places", key=key, reason="Gone.", version="0.2.0")
            )
        self._release(rows, {})

    @invariant()
    def no_key_lives_and_is_dead(self) -> None:
        """No key has a row and a tombstone."""
        graves = {each["key"] for each in self.rows["tombstones"]}
        assert set() == graves & {each["id"] for each in self.rows["places"]}


TestNoKeyIsEverUsedAgain = Releases.TestCase
TestNoKeyIsEverUsedAgain.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
