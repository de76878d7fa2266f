"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summitdata.records import records

MISTAKES = Path(__file__).parent / "data" / "mistakes"
OPENING = "lee-cooperation-more-important-than-ever"


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS", "NO_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", "summitdata", *arguments],
        capture_output=True, encoding=environment.get("PYTHONIOENCODING", "utf-8").partition(":")[0], check=False,
        env={**clean, **environment},
    )  # fmt: skip


@pytest.mark.parametrize("key", ["nara-summit", OPENING, "spacewar-2026-01-13-nara", "lee-jae-myung", "nara", "beijing-readouts-lee"])  # fmt: skip  # noqa: E501
def test_show_prints_every_kind_of_record(key: str) -> None:
    """A record of each main table is printed in 80 columns, plain when piped."""
    done = _run("show", key)
    assert (0, "") == (done.returncode, done.stderr)
    assert key in done.stdout
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_show_marks_the_words_that_differ() -> None:
    """Between two wordings of one utterance the words that only one has stand between marks."""
    done = _run("show", OPENING)
    assert "‹Therefore›" in done.stdout
    assert "‹now›" in done.stdout


def test_show_uses_colour_where_it_is_asked_for() -> None:
    """On a terminal that wants colour the differing words are coloured, and no mark is printed."""
    done = _run("show", OPENING, FORCE_COLOR="1")
    assert "\x1b[1;33m" in done.stdout
    assert "‹now›" not in done.stdout


def test_timeline_prints_every_entry() -> None:
    """Each event and each utterance stands in the timeline with its key."""
    done = _run("timeline")
    assert 0 == done.returncode
    words = set(done.stdout.split())
    data = records()
    keys = [str(row["id"]) for table in ("events", "quotes") for row in data.rows[table]]
    assert [] == [key for key in keys if key not in words]
    assert f"{len(data.rows['events'])} events, {len(data.rows['quotes'])} utterances" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "there", "not_there"),
    [
        (["--only", "quotes"], OPENING, "nara-dinner"),
        (["--only", "events"], "nara-dinner", OPENING),
        (["--actor", "wi-sung-lac"], "wi-summit-builds-trust", "nara-dinner"),
        (["--since", "2026-01-13"], "horyuji-tour", "martial-law-2024-12"),
        (["--until", "2025-01-01"], "martial-law-2024-12", "horyuji-tour"),
    ],
)
def test_the_timeline_can_be_narrowed(arguments: list[str], there: str, not_there: str) -> None:
    """Each option leaves in what it names and takes out what it does not."""
    rows = json.loads(_run("timeline", "--json", *arguments).stdout)
    keys = {row["id"] for row in rows}
    assert there in keys
    assert not_there not in keys


def test_json_is_for_machines() -> None:
    """Timeline, record and tables can be had as JSON."""
    assert len(json.loads(_run("tables", "--json").stdout)) == 17
    assert json.loads(_run("tables", "quotes", "--json").stdout)[0]["column"] == "id"
    shown = json.loads(_run("show", OPENING, "--json").stdout)
    assert ("quotes", OPENING) == (shown["table"], shown["record"]["id"])
    assert "renderings.quote" in shown["related"]


def test_tables_lists_each_table_with_its_rows() -> None:
    """Each table is listed, and one table's columns are described."""
    assert "discrepancies" in _run("tables").stdout
    assert "never empty" in _run("tables", "quotes").stdout


def test_a_misspelt_key_names_the_nearest() -> None:
    """Misuse ends with 2 and a sentence, never with a traceback."""
    for arguments, expected in (
        (["show", "nara-sumit"], "Error: There is no record 'nara-sumit'. Did you mean 'nara-summit'"),
        (["tables", "qoutes"], "Error: There is no table 'qoutes'. Did you mean 'quotes'"),
        (["timeline", "--actor", "lee-jae"], "Error: There is no actor 'lee-jae'. Did you mean"),
        (["chek"], "Error: No such command 'chek'"),
        (["check", "nowhere"], "does not exist"),
    ):
        done = _run(*arguments)
        assert 2 == done.returncode
        assert expected in done.stderr
        assert "Traceback" not in done.stderr


def test_an_internal_error_ends_with_3_and_proves_nothing(tmp_path: Path) -> None:
    """What should never happen is told as an internal error; the traceback is there for who asks."""
    broken = "import summitdata.views as v, summitdata.cli as c, sys\ndef f(*a): raise RuntimeError('boom')\n"
    broken += "v.timeline_rows = f\nsys.argv = ['summitdata', 'timeline']\nc.main()"
    clean = {name: value for name, value in os.environ.items() if name != "SUMMITDATA_DEBUG"}
    done = subprocess.run(
        [sys.executable, "-c", broken], capture_output=True, text=True, check=False, cwd=tmp_path, env=clean
    )  # fmt: skip
    assert 3 == done.returncode
    assert "internal error: RuntimeError: boom" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_panic_is_an_internal_error(tmp_path: Path) -> None:
    """A panic in polars, which is no Exception, is told as an internal error too, and not as findings."""
    rules = tmp_path / "own.py"
    rules.write_text("import polars\nraise polars.exceptions.PanicException('boom')\n", encoding="utf-8")
    done = _run("check", str(MISTAKES), "--rules", str(rules))
    assert (3, "") == (done.returncode, done.stdout)
    assert "internal error: PanicException: boom" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["timeline"], ["rules"], ["--help"], ["check", "--help"], ["check", str(MISTAKES), "--format", "json"]],
)
def test_a_closed_pipe_is_neither_clean_nor_a_finding(arguments: list[str]) -> None:
    """Where nobody reads the output to its end the command ends without a complaint, as a shell tells of such."""
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "summitdata", *arguments],
            stdout=nobody, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (141, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("encoding", ["cp1252:strict", "latin-1:strict"])
def test_letters_that_the_output_lacks_are_escaped(copy: Path, encoding: str) -> None:
    """Output in an old encoding, as Windows redirects it, escapes what it lacks; the exit code stays as it is."""
    file = copy / "rows" / "events" / "nara-dinner.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("kind: meal", "kind: 夕食\U0001f363"), encoding="utf-8")
    found = _run("check", str(copy), PYTHONIOENCODING=encoding)
    assert (1, "") == (found.returncode, found.stderr)
    assert "\\u5915\\u98df\\ud83c\\udf63" in found.stdout


def test_views_and_json_in_an_old_encoding() -> None:
    """A view is printed, and what is escaped in JSON is read as it was."""
    assert (0, True) == ((view := _run("timeline", PYTHONIOENCODING="ascii:strict")).returncode, view.stdout.isascii())
    for plain in (["show", "yomiuri-2026-01-14-editorial", "--json"], ["cite", "--format", "csl-json"]):
        escaped = _run(*plain, PYTHONIOENCODING="cp1251:strict")
        assert (0, "") == (escaped.returncode, escaped.stderr)
        assert json.loads(_run(*plain).stdout) == json.loads(escaped.stdout)


def test_locate_prints_what_a_span_needs(tmp_path: Path) -> None:
    """Each place of the words is printed with start, stop and digest; words that are not there are misuse."""
    article = tmp_path / "article.txt"
    article.write_text("one two one", encoding="utf-8")
    done = _run("locate", str(article), "one")
    assert ["start: 0", "stop: 3"] == done.stdout.splitlines()[:2]
    assert 2 == done.stdout.count("sha256: ")
    assert "length: 11" in _run("locate", str(article)).stdout
    missing = _run("locate", str(article), "three")
    assert 2 == missing.returncode
    assert "does not have the words 'three'" in missing.stderr
    article.write_bytes(b"caf\xe9")
    assert "byte 0xe9 at offset 3" in _run("locate", str(article)).stderr


def test_cite_and_version_name_the_version() -> None:
    """Both print the version of the dataset."""
    version = _run("--version").stdout.split()[1]
    assert version in _run("cite").stdout


@pytest.fixture
def copy(dataset: Path, tmp_path: Path) -> Path:
    """A copy of the dataset that a test may spoil."""
    return Path(shutil.copytree(dataset, tmp_path / "dataset"))


def test_fmt_mends_a_file_and_check_says_so(copy: Path) -> None:
    """A file that is not canonical is a finding with --check and mended without."""
    file = copy / "rows" / "events" / "nara-dinner.yaml"
    canonical = file.read_text(encoding="utf-8")
    file.write_text(canonical.replace("kind: meal", 'kind:   "meal"'), encoding="utf-8")
    found = _run("fmt", "--check", str(copy))
    assert 1 == found.returncode
    assert "nara-dinner.yaml" in found.stdout
    assert 0 == _run("fmt", str(copy)).returncode
    assert canonical == file.read_text(encoding="utf-8")


def test_build_check_finds_tables_that_lag_behind(copy: Path) -> None:
    """When a row has changed, build --check fails until the tables are built again."""
    file = copy / "rows" / "events" / "nara-dinner.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: meal", "kind: meeting"), encoding="utf-8")
    assert 1 == _run("build", "--check", str(copy)).returncode
    assert 0 == _run("build", str(copy)).returncode
    assert 0 == _run("build", "--check", str(copy)).returncode


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "html"])
def test_check_prints_every_format(form: str) -> None:
    """Each report format is printed, and findings end the command with 1."""
    done = _run("check", str(MISTAKES), "--format", form)
    assert (1, "") == (done.returncode, done.stderr)
    assert "X002" in done.stdout


def test_a_check_is_explained_and_listed() -> None:
    """A code has a page on the terminal, whatever its case; an unknown one names the nearest."""
    assert "X002" in _run("explain", "x002").stdout
    assert "X002" in _run("rules").stdout
    assert len(json.loads(_run("rules", "--format", "json").stdout)) > 0
    assert 2 == _run("explain", "X0O2").returncode


@pytest.mark.parametrize("command", ["build", "fmt"])
def test_the_installed_dataset_is_never_written_to_unasked(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without PATH a command writes to the folder dataset that stands here, or says that there is none."""
    monkeypatch.chdir(tmp_path)
    done = _run(command)
    assert (2, "") == (done.returncode, done.stdout)
    assert "There is no folder dataset here: name the folder as PATH." in done.stderr
    assert 0 == _run(command, "--check").returncode
