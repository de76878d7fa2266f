"""The profile of the tables, and packages that others make with them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import small_package
import summitdata
from summitdata.build import build
from summitdata.checking import check
from summitdata.cli import cli
from summitdata.errors import PackageError
from summitdata.records import records
from summitdata.release.profile import profile
from summitdata.release.start import start
from summitdata.schema import TABLES
from summitdata.views import timeline_rows


def _judge() -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(profile())
    return jsonschema.Draft7Validator(profile())


def test_our_package_and_any_other_keep_the_profile(dataset: Path, tmp_path: Path) -> None:
    """The descriptor of our dataset and that of an invented package are both valid."""
    other = small_package.write(tmp_path / "other")
    assert build(other).ok
    for root in (dataset, other):
        assert [] == list(_judge().iter_errors(small_package.described(root)))


@pytest.mark.parametrize("change", ["table", "column", "type", "code", "licence", "version", "profile"])
def test_another_package_breaks_the_profile(dataset: Path, change: str) -> None:
    """Without a table, a column, its type or codes, a licence, a version or the profile it is no such package."""
    described = small_package.described(dataset)
    quotes = next(entry for entry in described["resources"] if entry["name"] == "quotes")
    fields = {field["name"]: field for field in quotes["schema"]["fields"]}
    match change:
        case "table":
            described["resources"].remove(quotes)
        case "column":
            quotes["schema"]["fields"].pop()
        case "type":
            fields["sources"]["type"] = "string"
        case "code":
            fields["channel"]["categories"][0]["value"] = "smoke"
        case "licence":
            described["licenses"] = []
        case "version":
            described["version"] = "one"
        case _:
            described["summitdata:profile"] = "urn:summitdata:profile:9.0"
    assert [] != list(_judge().iter_errors(described))


def test_a_new_package_is_ready(tmp_path: Path) -> None:
    """What init makes has no findings, builds again to the same, opens, and takes a first row."""
    root = tmp_path / "my-summits"
    arguments = ["init", str(root), "--title", "My summits", "--maintainer", "Me", "--licence", "CC0-1.0"]
    done = CliRunner().invoke(cli, arguments)
    assert 0 == done.exit_code
    assert "summitdata check" in done.output
    assert check(root).ok
    assert () == build(root).written
    assert 0 == len(summitdata.open(root).load("events"))
    (root / "rows" / "places").mkdir(exist_ok=True)
    line = "# yaml-language-server: $schema=../../schema/places.json\n"
    (root / "rows" / "places" / "here.yaml").write_text(f"{line}name: Here\nkind: city\n", encoding="utf-8")
    assert build(root).ok
    assert ["here"] == summitdata.open(root).load("places")["id"].tolist()


def test_an_invented_package_needs_no_code(tmp_path: Path) -> None:
    """A package of others loads, is checked, builds and is browsed by the same commands and functions."""
    root = small_package.write(tmp_path / "other")
    assert build(root).ok
    report = check(root)
    assert {name: len(rows) for name, rows in records(summitdata.open(root).package).rows.items()} == report.rows
    shutil.rmtree(root / "rows")
    data = summitdata.open(root)
    assert ["summit", "words"] == sorted(str(row["id"]) for row in timeline_rows(records(data.package)))
    assert "A small package" in data.cite()
    assert tuple(TABLES) == data.tables()


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    """A folder that holds something, or with a name that no package can have, is left as it is."""
    options = {"title": "T", "maintainer": "M", "licence": "CC0-1.0", "day": date(2026, 11, 22)}
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("a", encoding="utf-8")
    with pytest.raises(PackageError, match="is not empty"):
        start(tmp_path / "full", **options)  # type: ignore[arg-type]
    with pytest.raises(PackageError, match="cannot be the name of a package"):
        start(tmp_path / "My Summits", **options)  # type: ignore[arg-type]
    assert not (tmp_path / "My Summits").exists()
    assert json.dumps(profile())
