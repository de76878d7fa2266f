"""The catalogue of checks: complete, in sentences, and every example raises what it is said to raise."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from golden_files import golden
from summitdata.build.codes import BUILD_RULES
from summitdata.catalogue import CATALOGUE, FAMILIES, Demonstration, Entry, demonstrate, entry_of
from summitdata.catalogue.of_tables import example_of
from summitdata.catalogue.staging import swapped
from summitdata.checking import check
from summitdata.diagnostics import Severity
from summitdata.errors import UnknownNameError
from summitdata.escaping import visible
from summitdata.evidence import EVIDENCE_RULES
from summitdata.reports.explain import explain, rules_json, rules_table
from summitdata.rows import FILE_RULES
from summitdata.rules import RULES
from summitdata.rules.checks import CHECKS
from summitdata.rules.schema import SCHEMA_RULES
from summitdata.schema import TABLES
from summitdata.waivers import WAIVER_RULES

_ENTRIES = list(CATALOGUE.values())
_SHOWN = (
    "A004", "B010", "E005", "F002", "F006", "F007", "F012", "F015", "R001", "R012", "S002", "S004", "V003", "W001"
)  # fmt: skip
_VERIFY = {rule.code for rule in EVIDENCE_RULES}


def _code(entry: object) -> str:
    return str(getattr(entry, "code", entry))


@cache
def _shown(code: str) -> Demonstration:
    return demonstrate(CATALOGUE[code])


def test_every_check_of_every_family_is_there() -> None:
    """The catalogue has exactly the codes that the reader, the schemas, the rules, the build and verify raise."""
    declared = {*FILE_RULES, *SCHEMA_RULES, *RULES, *(rule.code for rule in (*BUILD_RULES, *WAIVER_RULES))}
    assert declared | _VERIFY == set(CATALOGUE)
    assert set(CHECKS) <= set(CATALOGUE)
    assert set() == declared & _VERIFY
    assert [(code, entry.code) for code, entry in CATALOGUE.items()] == [(entry.code, entry.code) for entry in _ENTRIES]
    assert set(FAMILIES) == {code[0] for code in CATALOGUE}


def test_codes_once_given_stay() -> None:
    """Codes with their severity and the version that first had them are permanent: the list only grows."""
    listed = "\n".join(f"{entry.code} {entry.severity} {entry.since}" for entry in _ENTRIES)
    assert golden("reports-formats/codes.txt", listed) == listed


@pytest.mark.parametrize("entry", _ENTRIES, ids=_code)
def test_entries_are_sentences(entry: Entry) -> None:
    """What must hold, why, and how it is mended are sentences of their own; what an example does is one too."""
    for text in (entry.sentence, entry.why, entry.fix, entry.example.says, *entry.near):
        assert re.fullmatch(r"[A-Z`].*\.", text)
        assert visible(text) == text
    assert len({entry.sentence, entry.why, entry.fix, entry.example.says}) == 4
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", entry.since)
    assert entry.command in {"check", "fmt", "verify", "build --check"}
    assert set(entry.tables) <= set(TABLES)
    assert set(entry.after) <= set(CATALOGUE)


def test_no_two_checks_say_the_same() -> None:
    """Sentences and reasons are written for one check each."""
    assert len(CATALOGUE) == len({entry.sentence for entry in _ENTRIES}) == len({entry.why for entry in _ENTRIES})


@pytest.mark.parametrize("entry", _ENTRIES, ids=_code)
def test_examples_raise_what_they_show(entry: Entry) -> None:
    """Each example changes a file, raises its check with the severity and the mend of the entry, and has a place."""
    shown = _shown(entry.code)
    assert shown.changes
    assert shown.findings
    for finding in shown.findings:
        assert finding.severity is entry.severity
        assert finding.place is not None
        assert entry.code[0] == "S" or entry.sentence == finding.expected
    assert {Severity.ERROR} >= {finding.severity for finding in shown.others}


def test_examples_raise_nothing_else() -> None:
    """No example breaks another check, but for those that cannot help it."""
    others = {code: {finding.code for finding in _shown(code).others} for code in CATALOGUE}
    known = {"F042": {"F050"}, "F051": {"F006"}, "F061": {"F028"}, "V001": {"R016"}, "V003": {"R016"}}
    assert known == {code: found for code, found in others.items() if found}


@pytest.mark.parametrize("code", ["R001", "R012", "C001", "A004", "X002", "X008", "S002", "S004", "F015", "B002"])
def test_the_command_finds_the_same(code: str, tmp_path: Path) -> None:
    """What the catalogue shows of an example is what the command finds in it, word for word and place for place."""
    entry = CATALOGUE[code]
    entry.example.start(tmp_path)
    entry.example.change(tmp_path)
    assert _shown(code).findings == check(tmp_path, select=[code]).findings


def test_other_examples_of_rules_can_be_shown_too() -> None:
    """An example that edits conclusions is shown in a package, and any other in row files."""
    rule = RULES["X008"]
    for patch in rule.breaks:
        shown = example_of(rule, patch)
        assert patch.says == shown.says
        assert shown.start.__name__ == "package_alone"


def test_an_example_that_changes_nothing_cannot_be_made(tmp_path: Path) -> None:
    """An example whose text is no longer in the file that it changes fails with the name of the file."""
    (tmp_path / "a.yaml").write_text("name: Mara\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.yaml has no 'name: Nils'"):
        swapped("a.yaml", "name: Nils", "name: Nele")(tmp_path)


@pytest.mark.parametrize("code", _SHOWN)
def test_explanations(code: str) -> None:
    """The page of a check in a terminal is the one that was reviewed."""
    text = explain(code)
    assert golden(f"reports-formats/explain-{code}.txt", text) == text


@pytest.mark.parametrize("entry", _ENTRIES, ids=_code)
def test_explanations_fit_and_hide_nothing(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page says the sentence, the reason and the finding, prints no control character, and keeps to its width."""
    monkeypatch.setattr("summitdata.reports.explain.demonstrate", lambda asked: _shown(asked.code))
    text = explain(entry.code.lower(), width=72)
    assert [] == [line for line in text.split("\n") if visible(line) != line]
    words = " ".join(text.split())
    for told in (entry.sentence, entry.why, entry.fix, entry.example.says, _shown(entry.code).findings[0].fix):
        assert " ".join(told.split()) in words
    assert [] == [line for line in text.split("\n") if cell_len(line) > 72 and max(map(len, line.split())) < 60]


def test_explanations_are_coloured_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """In colour the page says the same, and what was taken away and added is told apart."""
    monkeypatch.setattr("summitdata.reports.explain.demonstrate", lambda asked: _shown(asked.code))
    coloured = explain("R001", colour=True)
    assert "\x1b[31m-     event: strait-summit" in coloured
    assert explain("R001") == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_a_code_that_does_not_exist_is_answered_with_the_nearest() -> None:
    """Whoever mistypes a code is told of those that are like it."""
    assert "R001" == entry_of("r001").code
    with pytest.raises(UnknownNameError, match=r"There is no rule 'R01'\. Did you mean 'R0"):
        entry_of("R01")


def test_the_table_has_every_check() -> None:
    """The table lists every code once with its sentence, under its family, in the width that was asked for."""
    text = rules_table(width=60)
    assert list(CATALOGUE) == re.findall(r"^([A-Z][0-9]{3})  ", text, re.MULTILINE)
    assert list(FAMILIES.values()) == re.findall(r"^[A-Z]  (.*)$", text, re.MULTILINE)
    assert all(entry.sentence in " ".join(text.split()) for entry in _ENTRIES)
    assert f"{len(CATALOGUE)} checks: " in text
    assert "\x1b[" in rules_table(colour=True)


def test_the_json_has_every_check() -> None:
    """The JSON list says of every check what the entry says, without running anything."""
    document = json.loads(rules_json())
    assert ("summitdata-rules", "1.1", FAMILIES) == (document["format"], document["version"], document["families"])
    assert list(CATALOGUE) == [rule["code"] for rule in document["rules"]]
    for entry, rule in zip(_ENTRIES, document["rules"], strict=True):
        assert entry.severity == rule["severity"]
        assert [entry.sentence, entry.why, entry.fix] == [rule["sentence"], rule["why"], rule["fix"]]
        assert list(entry.tables) == rule["tables"]
        assert (entry.code in {"F011", "F012", "F017", "F027", "F050"}) is rule["fixable"]
        assert f"rules/{entry.code}/" == rule["page"]
        assert {"says": entry.example.says, "near": list(entry.near)} == rule["example"]


def test_the_json_has_the_examples_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With examples, every check has the lines that its example changes and the findings in it."""
    monkeypatch.setattr("summitdata.reports.explain.demonstrate", lambda asked: _shown(asked.code))
    text = rules_json(examples=True)
    assert text.isascii()
    rules = {rule["code"]: rule["example"] for rule in json.loads(text)["rules"]}
    assert all(example["files"] and example["findings"] for example in rules.values())
    assert {"rows/actors/north-wire.yaml"} == {file["was"] for file in rules["F006"]["files"]}
    assert "'strait-sumit', which is no key of events" == rules["R001"]["findings"][0]["found"]
