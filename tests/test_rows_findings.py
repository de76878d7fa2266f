"""Every message about row files, word for word, against golden files.

After a change that is meant, write the golden files anew with ``SUMMITDATA_GOLDEN=write pytest`` and read the diff.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from small_rows import VALID, WIRE, dataset
from summitdata.diagnostics import Diagnostic
from summitdata.rows import FILE_RULES, format_rows, read

GOLDEN = Path(__file__).parent / "golden" / "rows"
ACTOR = VALID["actors/host.yaml"]
EVENT = VALID["events/lake-summit.yaml"]
LINE = "# yaml-language-server: $schema=../../schema/actors.json\n"


def _actor(*changes: tuple[str, str]) -> dict[str, str | bytes | None]:
    """Give the actor's file with texts replaced."""
    text = ACTOR
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {"actors/host.yaml": text}


def _place(old: str, new: str) -> dict[str, str | bytes | None]:
    return {"places/lake.yaml": VALID["places/lake.yaml"].replace(old, new)}


def _wire(old: str, new: str) -> dict[str, str | bytes | None]:
    assert old in WIRE
    return {"sources/lake-wire.yaml": WIRE.replace(old, new)}


def _syntax(value: str) -> dict[str, str | bytes | None]:
    return _actor(("name: The Host", value))


CASES: dict[str, dict[str, str | bytes | None]] = {
    "F003": {"actors/host.yaml": ACTOR + " " * (128 << 10)},
    "F004-file": {"events.yaml": "a: b\n", "waiver.yaml": "a: b\n"},
    "F004-folder": {"event/lake-summit.yaml": EVENT, "events/old/x.yaml": EVENT},
    "F005": {"actors/guest.yml": ACTOR, "actors/notes.txt": "notes"},
    "F006": {"actors/The Guest.yaml": ACTOR, "actors/-.yaml": ACTOR},
    "F008": _syntax(f"name: [{'x,' * 10_000}]"),
    "F009": _actor(("The Host", "The H" + "o" + "\u0323" + "\u0301" * 30 + "st")),
    "F009-escape": _actor(("The Host", '"The Ho' + r"\u0301" * 31 + 'st"')),
    "F010-latin-1": {"actors/host.yaml": ACTOR.replace("The Host", "Le Hôte").encode("latin-1")},
    "F010-utf-16": {"actors/host.yaml": ACTOR.encode("utf-16")},
    "F011": {"actors/host.yaml": ACTOR.encode("utf-8-sig")},
    "F012": {"actors/host.yaml": ACTOR.replace("\n", "\r\n")},
    "F013-indentation": _actor(("  first:\n", "\tfirst:\n")),
    "F013-value": _actor(("The Host", "The\tHost")),
    "F014": _actor(("The Host", "The\x1b[31mHost")),
    "F014-escape": _actor(("The Host", '"The \\e[31mHost"')),
    "F015": _actor(("The Host", "The \u202etsoH")),
    "F016": _actor(("The Host", "The\u200bHost")),
    "F017": _actor(("The Host", "Le Ho\u0302te")),
    "F017-escape": _actor(("The Host", '"Le Ho\\u0302te"')),
    "F018": _actor(("The Host", "Le H\ufffdte")),
    "F018-escape": _actor(("The Host", '"Le H\\ufffdte"')),
    "F019": _actor(("The Host", "The H\u043est")),
    "F019-wide": _actor(("The Host", "The \uff28ost")),
    "F019-word": _actor(("The Host", "The \u041d\u043e\u0455t")),
    "F020-bracket": _syntax("name: ]Host"),
    "F020-brace": _syntax("name: {Host"),
    "F020-colon": _syntax("name: Host: the one by the lake"),
    "F020-dedent": _actor(("  first:\n    office", "   first:\n  office")),
    "F020-directive": {"actors/host.yaml": "%YAML\n" + ACTOR},
    "F020-dash": _syntax("name: - Host"),
    "F020-escape": _syntax('name: "The \\Host"'),
    "F020-escape-too-large": _syntax('name: "The \\UFFFFFFFF"'),
    "F020-indent": _actor(("kind: person", "  kind: person")),
    "F020-inner-quotes": _syntax('name: "The "Host""'),
    "F020-list-item": _actor(("kind: person", "- kind: person")),
    "F020-no-colon": _syntax("name: The Host\nof the lake"),
    "F020-open-quote": _syntax('name: "The Host'),
    "F020-square": _syntax("name: [Host"),
    "F020-start": _syntax("name: @host"),
    "F020-tag": _syntax("name: !<Host"),
    "F020-text-behind-fold": _syntax("name: > The Host"),
    "F021": _syntax("name: !!str The Host"),
    "F022": _actor(("The Host", "&host The Host"), ("Host of the lake", "*host")),
    "F023": _actor(("kind: person", "<<: {kind: person}")),
    "F024-directive": {"actors/host.yaml": "%YAML 1.2\n---\n" + ACTOR},
    "F024-documents": {"actors/host.yaml": ACTOR + "---\n" + ACTOR},
    "F025": _syntax("name: " + "[" * 100),
    "F026": _actor(("kind: person", "# to be checked\nkind: person # or an office?")),
    "F027-missing": {"actors/host.yaml": ACTOR.removeprefix(LINE)},
    "F027-wrong": _actor(("schema/actors", "schema/actor")),
    "F028": _actor(("kind: person", "kind: person\nname: Another")),
    "F029": _actor(("kind: person", "? [kind]\n: person\nkind: person")),
    "F029-empty": _actor(("kind: person", '"": person\nkind: person')),
    "F030-built": {"events/lake-summit.yaml": EVENT.replace("kind:", 'date: "2026-01-13"\nkind:')},
    "F030-far": _actor(("kind: person", "kind: person\nwikidata: Q1")),
    "F030-near": _actor(("name:", "nmae:")),
    "F031": _actor(("kind: person\n", ""), ("    office: Host of the lake\n", "")),
    "F032": _actor(('country: "NO"', "country:")),
    "F032-null": _actor(('country: "NO"', "country: null")),
    "F032-nested": {"events/lake-summit.yaml": EVENT[: EVENT.index("  host:")]},
    "F032-records": _actor(("terms:\n", "terms: {}\nx:\n")),
    "F033-empty": {"actors/host.yaml": ""},
    "F034-list-of-records": {"actors/host.yaml": LINE + "- name: The Host\n"},
    "F033-nested": {"events/lake-summit.yaml": EVENT[: EVENT.index("  host:")] + "  host: host\n"},
    "F033-text": {"actors/host.yaml": LINE + "The Host\n"},
    "F034-list": _syntax("name: [The Host]"),
    "F034-mapping": _syntax("name:\n  en: The Host"),
    "F035": _actor(("  first:", "  First term:")),
    "F036": _actor(("The Host", '"=The Host"')),
    "F040": _wire("about: true", "about: yes"),
    "F040-unclear": _wire("about: true", "about: perhaps"),
    "F041": _wire("length: 4534", "length: 4,534"),
    "F041-large": _wire("length: 4534", "length: 4294967296"),
    "F042": _place("34.5", "34,5"),
    "F042-claim": _wire('value: "90"', "value: ninety"),
    "F043": {"waivers.yaml": VALID["waivers.yaml"].replace("2027-01-31", "2027-02-31")},
    "F044": _actor(("2025~", "June 2025")),
    "F044-claim": _wire("[2026-01-05..2026-01-11]", "[2026-01-11..2026-01-05]"),
    "F050": _actor(("name: The Host\nkind: person", "kind: person\nname: The Host")),
    "F050-behind-end": {"actors/host.yaml": ACTOR + "\n"},
    "F050-no-end": {"actors/host.yaml": ACTOR.rstrip()},
    "F060": {f"actors/actor-{number}.yaml": b"\0" * (128 << 10) for number in range(257)},
    "F061": _actor(("kind: person", "kind: person" + "\nname: Another" * 150)),
    "F050-style": _actor(("kind: person", "kind: 'person'")),
}


def _rendered(findings: Iterable[Diagnostic]) -> str:
    """Write findings as a report would."""
    blocks = []
    for finding in findings:
        assert finding.place is not None
        where = f"{finding.place.file}:{finding.place.line}:{finding.place.column}"
        about = " ".join(part for part in (finding.table, finding.key, finding.column) if part)
        lines = [f"{finding.code} {finding.severity} {where}", f"  about     {about}" if about else "", *(
            f"  {name:9} {text}"
            for name, text in (("expected", finding.expected), ("found", finding.found), ("fix", finding.fix))
        )]  # fmt: skip
        if finding.excerpt is not None:
            mark = " " * min(finding.place.column - 1, 100) + "^" * min(finding.place.width, 60)
            lines += [f"  | {finding.excerpt[:100]}", f"  | {mark}"]
        blocks.append("\n".join(line for line in lines if line))
    return "\n\n".join(blocks) + "\n"


def _compare(case: str, findings: Iterable[Diagnostic]) -> None:
    path = GOLDEN / f"{case}.txt"
    rendered = _rendered(findings)
    if os.environ.get("SUMMITDATA_GOLDEN") == "write":
        path.write_text(rendered, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == rendered


@pytest.mark.parametrize("case", CASES)
def test_each_message_says_what_must_hold_what_is_there_and_how_to_mend_it(case: str, tmp_path: Path) -> None:
    """What is found in a dataset with one fault, and nothing else is found."""
    reading = read(dataset(tmp_path, CASES[case]), form=True)
    assert case[:4] in {finding.code for finding in reading.findings}
    _compare(case, reading.findings)


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    """A file that vanishes between listing and reading, or whose name leads nowhere, is told so."""
    from summitdata.rows.files import open_file
    from summitdata.rows.layout import record_file

    _compare("F001", open_file(record_file(tmp_path, "actors", "nobody")).findings)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link in the place of a file or a folder is a finding, wherever it leads."""
    root = dataset(tmp_path, {"actors/host.yaml": None})
    (root / "rows/actors/host.yaml").symlink_to("/etc/passwd")
    (root / "rows/loop").symlink_to(root)
    _compare("F002", [finding for finding in read(root).findings if finding.code == "F002"])


def test_a_folder_without_rows_is_one_finding(tmp_path: Path) -> None:
    """Nothing is read, and the finding names the folder that is looked for."""
    _compare("F007", read(tmp_path).findings)


def test_a_file_that_cannot_be_written_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says when a file can't be replaced is told, and the other files are formatted."""
    from summitdata.rows import form

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path), len(data))

    monkeypatch.setattr(form, "replace_file", full)
    _compare("F051", format_rows(dataset(tmp_path, CASES["F050"])).findings)


def test_every_code_has_a_golden_message() -> None:
    """No code is without a message in the golden files, and no golden file without a code."""
    assert set(FILE_RULES) == {path.stem[:4] for path in GOLDEN.glob("*.txt")}


@pytest.mark.parametrize("rule", FILE_RULES.values(), ids=lambda rule: str(rule.code))
def test_every_rule_is_a_sentence_with_a_mend(rule: object) -> None:
    """What must hold and how to mend it are whole sentences."""
    for sentence in (getattr(rule, "expected", ""), getattr(rule, "fix", "")):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_the_valid_dataset_has_no_findings(tmp_path: Path) -> None:
    """The small dataset is without fault and in canonical form."""
    assert () == read(dataset(tmp_path), form=True).findings
