"""Checks are chosen by their codes, with the rules that they come after, and a package is loaded to be checked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from summitdata.dataset import Package
from summitdata.errors import UnknownNameError
from summitdata.rules import RULES
from summitdata.rules.checks import CHECKS, chosen, needed
from summitdata.rules.packaged import load, no_package
from summitdata.schema import TABLES


@pytest.mark.parametrize("name", ["R999", "Q", "", "r001", "R0011"])
def test_unknown_checks_cannot_be_chosen(name: str) -> None:
    """A code that no check has is a mistake of the caller, not a check that passes."""
    for select, ignore in (([name], []), ([], [name]), (["R", name], [])):
        with pytest.raises(UnknownNameError, match="no rule or family"):
            chosen(select, ignore)


def test_checks_are_chosen_by_code_or_family() -> None:
    """A check is reported if any name that was selected begins its code, and none that is ignored does."""
    codes = ["F001", "R001", "R002", "R010"]
    for select, ignore, expected in (
        ([], [], codes),
        (["R"], [], ["R001", "R002", "R010"]),
        (["R00", "F001"], [], ["F001", "R001", "R002"]),
        ([], ["R00"], ["F001", "R010"]),
        (["R"], ["R002", "R01"], ["R001"]),
        (["R002"], ["R"], []),
    ):
        assert expected == list(filter(chosen(select, ignore, codes), codes))


def test_rules_that_come_before_are_needed() -> None:
    """With a rule, those are run whose failing rows it leaves out, and those before them."""
    assert ["R001", "R003", "R004"] == [rule.code for rule in needed(chosen(["R004"], []))]
    assert list(RULES.values()) == list(needed(chosen([], [])))
    assert () == needed(chosen(["F"], []))


def test_every_family_has_checks() -> None:
    """Those of files, schemas, rules, builds and waivers are among them, and what only writing finds is not."""
    assert {*"FSRCAXPEWBV"} <= {code[0] for code in CHECKS}
    assert "F051" not in CHECKS


def test_a_table_that_is_damaged_or_missing_is_a_finding(tmp_path: Path, dataset: Path) -> None:
    """The others are loaded, and rows are given only of a whole package, with the declared columns."""
    for file in [dataset / "datapackage.json", *dataset.glob("*.parquet")]:
        shutil.copy(file, tmp_path)
    whole = load(Package(tmp_path))
    assert ((), {*TABLES}, {*TABLES}) == (whole.findings, {*whole.tables}, {*whole.frames})
    assert {name: table.num_rows for name, table in whole.tables.items()} == {
        name: len(rows) for name, rows in whole.rows().items()
    }
    (tmp_path / "places.parquet").write_bytes(b"PAR1")
    (tmp_path / "events.parquet").unlink()
    broken = load(Package(tmp_path))
    assert {"places.parquet", "events.parquet"} == {found.place.file for found in broken.findings if found.place}
    assert {*TABLES} - {"places", "events"} == {*broken.tables} == {*broken.frames}
    with pytest.raises(TypeError, match=r"the tables \['events', 'places'\] are not there"):
        broken.rows()
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = [entry for entry in descriptor["resources"] if entry["name"] != "runs"]
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert "none that can be read: it is gone" == no_package("it is gone").found
    files = [found.place.file for found in load(Package(tmp_path)).findings if found.place]
    assert ["datapackage.json", "events.parquet", "places.parquet"] == sorted(files)
