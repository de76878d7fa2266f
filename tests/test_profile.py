"""The profile of the tables, and packages that others make with them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from inspect import signature
from pathlib import Path
from posixpath import normpath

import jsonschema
import pytest
from click.testing import CliRunner

import small_package
import small_release
import summitdata
from summitdata.build import build
from summitdata.build.files import editor_schemas
from summitdata.checking import check
from summitdata.cli import cli
from summitdata.dataset import open_package
from summitdata.errors import PackageError
from summitdata.opening import Dataset
from summitdata.records import records
from summitdata.release.artefacts import publish
from summitdata.release.gate import judge
from summitdata.release.integrity import prove
from summitdata.release.prepare import prepare
from summitdata.release.profile import profile
from summitdata.release.start import start
from summitdata.rows.layout import FILE_SHAPES
from summitdata.schema import TABLES
from summitdata.site import record_pages, site_files
from summitdata.site.context import SECTIONS
from summitdata.views import timeline_rows

DOCS = Path(__file__).parent.parent / "docs"


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


def test_the_readme_of_a_new_package_shows_a_first_record_of_each_kind(tmp_path: Path) -> None:
    """Its files, as they stand there, are canonical, have no finding, prove their quotation, and can be seen."""
    root = tmp_path / "mine"
    start(root, title="Mine", maintainer="Me", licence="CC0-1.0", day=date(2026, 11, 22))
    readme = (root / "README.md").read_text("utf-8")
    assert readme.startswith("# Mine\n")
    assert [] == re.findall(r"\{[a-z_]+\}", readme)
    assert re.findall(r"^\| `rows/([a-z]+)/`", readme, re.MULTILINE) == list(FILE_SHAPES)
    shown = re.findall(r'^```yaml title="([^"]+)"\n(.*?)^```$', readme, re.MULTILINE | re.DOTALL)
    assert {"actors", "places", "events", "quotes", "sources"} == {name.split("/")[1] for name, _ in shown}
    for name, text in shown:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    article = re.findall(r"^```text\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a-wire.txt").write_text("".join(article), encoding="utf-8")
    run = CliRunner().invoke
    assert 0 == run(cli, ["fmt", str(root)]).exit_code
    schema = "# yaml-language-server: $schema=../../schema/{}.json\n"
    assert [schema.format(name.split("/")[1]) + text for name, text in shown] == [
        (root / name).read_text("utf-8") for name, _ in shown
    ]
    assert 0 == run(cli, ["build", str(root)]).exit_code
    assert () == check(root).findings
    assert 0 == run(cli, ["verify", str(root), "--texts", str(tmp_path / "articles")]).exit_code
    assert "Okafor meets Brandt in Vellin" in run(cli, ["timeline", "--package", str(root)]).output


def test_a_new_package_is_released_from_its_own_folder(tmp_path: Path) -> None:
    """A package that keeps a changelog of its own has all files of its release in its folder, and none above it."""
    top = tmp_path / "home"
    root = top / "mine"
    start(root, title="Mine", maintainer="Me", licence="CC0-1.0", day=date(2026, 11, 22))
    small_release.git(root, "init", "--quiet")
    small_release.commit(root, "First")
    prepare(root, judge(root, preparing=True), date(2026, 12, 24))
    small_release.commit(root, "Release")
    names = {line.split()[0] for line in publish(root, root / "dist", judge(root))}
    assert {"mine-0.1.0-data.zip", "CITATION.cff", "croissant.json", "notes.md", "SHA256SUMS"} == names
    assert ["mine"] == [file.name for file in top.iterdir()]
    assert {"CHANGELOG.md", "CITATION.cff", ".zenodo.json"} < {file.name for file in root.iterdir()}
    assert "## [0.1.0] - 2026-12-24" in (root / "CHANGELOG.md").read_text("utf-8")
    assert prove(root / "dist" / "mine-0.1.0-data.zip").ok
    assert () == judge(root).refusals


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


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built package of others."""
    root = small_package.write(tmp_path_factory.mktemp("invented") / "other")
    assert build(root).ok
    return root


def test_an_invented_package_is_browsed_from_the_command_line(invented: Path) -> None:
    """The commands that show our dataset show any other, and say which it is."""

    def told(*arguments: str) -> str:
        done = CliRunner().invoke(cli, [*arguments, "--package", str(invented)])
        assert 0 == done.exit_code, done.output
        return done.output

    assert ["summit", "words"] == sorted(row["id"] for row in json.loads(told("timeline", "--json")))
    assert "The summit" in told("timeline")
    assert "They meet." in told("show", "summit")
    assert {"table": "quotes", "record": "words"} == {
        name: value["id"] if isinstance(value, dict) else value
        for name, value in json.loads(told("show", "words", "--json")).items()
        if name != "related"
    }
    counts = {row["table"]: row["rows"] for row in json.loads(told("tables", "--json"))}
    assert check(invented).rows == counts
    assert "A small package" in told("cite", "words")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["invented", "new"])
def test_another_package_has_a_site(invented: Path, tmp_path: Path, kind: str) -> None:
    """Each of its records has a page, every link leads to a page or a file, and nothing of our records is there."""
    root = invented
    if kind == "new":
        root = tmp_path / "mine"
        start(root, title="Mine", maintainer="Me", licence="CC0-1.0", day=date(2026, 11, 22))
    package = open_package(root)
    files = dict(site_files(DOCS, "", package))
    drawn = {page.path: page for page in record_pages(records(package))}
    assert drawn.keys() < files.keys()
    assert {f"{table}/{row['id']}.md" for table in SECTIONS for row in records(package).rows[table]} < {*drawn, ""}
    addresses = {address(path) for path in files} | {
        address(file.relative_to(DOCS).as_posix()) for file in DOCS.rglob("*.md")
    }
    for path in (*drawn, "index.md"):
        for link in re.findall(r'<a [^>]*href="([^"#]+)', str(files[path])):
            if not link.startswith("http"):
                target = normpath(f"{address(path)}{link}") + ("/" if link.endswith("/") else "")
                assert target.removeprefix("./") in addresses, (path, link)
        assert "Takaichi" not in str(files[path])
    assert str(package.descriptor["title"]) in str(files["index.md"])
    assert profile() == json.loads(files["data/profile.json"])
    assert {f"data/{name}" for name in editor_schemas()} < files.keys()


def address(path: str) -> str:
    """Give where a file of the site stands; of a page, its folder."""
    return path.removesuffix("index.md") if path.endswith("index.md") else re.sub(r"\.md$", "/", path)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "told"), [("new", "0 events"), ("invented", "1 event")])
def test_the_site_of_another_package_is_built(invented: Path, tmp_path: Path, kind: str, told: str) -> None:
    """MkDocs builds the site of a package of others, without a warning, from the configuration of this project."""
    pytest.importorskip("material")
    root = invented
    if kind == "new":
        root = tmp_path / "mine"
        start(root, title="Mine", maintainer="Me", licence="CC0-1.0", day=date(2026, 11, 22))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=DOCS.parent, check=False, capture_output=True, text=True,
        env={**os.environ, "SUMMITDATA_DATASET": str(root), "NO_MKDOCS_2_WARNING": "true"},
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    assert told in (tmp_path / "site" / "timeline" / "index.html").read_text("utf-8")


def test_an_opened_package_has_every_function_of_the_library() -> None:
    """What loads, describes, shows or cites our dataset is a method of any other, with the same parameters."""
    for name in ("tables", "load", "describe", "path", "sql", "timeline", "wordings", "cite"):
        ours, theirs = (signature(getattr(each, name)).parameters for each in (summitdata, Dataset))
        assert [given for given in ours if given != "package"] == [given for given in theirs if given != "self"]


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    """A folder that holds something, or with a name that no package can have, is left as it is."""
    options = {"title": "T", "maintainer": "M", "licence": "CC0-1.0", "day": date(2026, 11, 22)}
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("a", encoding="utf-8")
    with pytest.raises(PackageError, match="is not empty"):
        start(tmp_path / "full", **options)  # type: ignore[arg-type]
    with pytest.raises(PackageError, match="cannot be the name of a package"):
        start(tmp_path / "My Summits", **options)  # type: ignore[arg-type]
    with pytest.raises(PackageError, match="There cannot be such a package: 'title' without a value"):
        start(tmp_path / "untitled", **{**options, "title": ""})  # type: ignore[arg-type]
    assert ["full"] == [entry.name for entry in tmp_path.iterdir()]
    assert json.dumps(profile())
