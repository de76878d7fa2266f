"""Waivers: what they accept, for how long, and what is wrong with one that accepts nothing."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from importlib.resources import as_file
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden_files import golden
from small_evidence import dataset, row
from summitdata.build import build
from summitdata.catalogue.staging import INFO
from summitdata.checking import check
from summitdata.diagnostics import Diagnostic, Outcome, Report, Result, Severity
from summitdata.digests import row_digest, written_digest
from summitdata.model import Origin
from summitdata.reports.text import render
from summitdata.rows import write_rows
from summitdata.rules import RULES
from summitdata.rules.example import folder
from summitdata.schema import QUOTES, TABLES
from summitdata.waivers import WAIVER_RULES, waive

TODAY = date(2020, 6, 1)
READOUT = "norvale-readout-2020-05-04"
FILE = f"rows/sources/{READOUT}.yaml"
WAIVER = """\
# yaml-language-server: $schema=../schema/waivers.json
{id}:
  rule: {rule}
  table: {table}
  key: {key}
  reason: The messenger is not known.
  who: The maintainers
  until: "{until}"
  digest: "{digest}"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the example dataset in which one source says not how it is known, which breaks R016."""
    with as_file(folder()) as home:
        shutil.copytree(home / "rows", tmp_path / "dataset" / "rows")
    file = tmp_path / "dataset" / FILE
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("known_via:")), encoding="utf-8")
    return tmp_path / "dataset"


def _waive(
    root: Path, digest: str = "0" * 64, *, rule: str = "R016", table: str = "sources", key: str = READOUT,
    until: date = TODAY,
) -> None:  # fmt: skip
    text = WAIVER.format(
        id=f"{key.replace(chr(46), chr(45))}-{rule.lower()}",
        rule=rule,
        table=table,
        key=key,
        until=until,
        digest=digest,
    )
    (root / "rows" / "waivers.yaml").write_text(text, encoding="utf-8")


def _present(root: Path) -> str:
    """Waive with a digest that is wrong, and take the right one from what the finding says."""
    _waive(root)
    (finding,) = (each for each in check(root, today=TODAY).findings if each.code == "V003")
    return next(word for word in finding.fix.split() if len(word) == 64)


def _codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


def _outcome(report: Report, code: str) -> Outcome:
    return next(outcome for outcome in report.outcomes if outcome.code == code)


def _reported(report: Report, where: Path) -> str:
    return render(report).replace(str(where), "dataset")


def test_a_waived_finding_stays_visible_and_fails_no_run(root: Path) -> None:
    """With the digest that the finding itself tells, the finding is shown as waived, and the run does not fail."""
    assert not check(root, today=TODAY).ok
    _waive(root, _present(root))
    report = check(root, today=TODAY)
    assert (True, 1, ["R016"]) == (report.ok, report.waived, _codes(report))
    outcome = _outcome(report, "R016")
    assert (Result.WAIVED, 1, 1) == (outcome.result, outcome.count, outcome.waived)
    (finding,) = report.findings
    assert finding.waiver is not None
    assert (f"{READOUT}-r016", "2020-06-01") == (finding.waiver.key, finding.waiver.until)
    assert golden("reports/waived-finding.txt", _reported(report, root)) == _reported(report, root)


def test_a_check_with_other_findings_still_fails(root: Path) -> None:
    """A check is waived only when all of its findings are."""
    _waive(root, _present(root))
    other = root / "rows" / "sources" / "other-readout.yaml"
    text = (root / FILE).read_text(encoding="utf-8")
    other.write_text("".join(f"{line}\n" for line in text.split("\n") if line), encoding="utf-8")
    report = check(root, select=["R016"], today=TODAY)
    outcome = _outcome(report, "R016")
    assert (Result.FAILED, 2, 1, False) == (outcome.result, outcome.count, outcome.waived, report.ok)


def test_an_expired_waiver_accepts_nothing(root: Path) -> None:
    """A waiver holds until its last day, and is an error from the next day on; the finding stands again."""
    digest = _present(root)
    _waive(root, digest)
    assert check(root, today=TODAY).ok
    report = check(root, today=TODAY + timedelta(days=1))
    assert ["R016", "V001"] == _codes(report)
    assert Result.FAILED is _outcome(report, "R016").result
    assert golden("reports/waiver-expired.txt", _reported(report, root)) == _reported(report, root)


def test_an_outdated_waiver_accepts_nothing(root: Path) -> None:
    """An edit of the row voids the waiver, and the finding about that tells the present digest."""
    _waive(root, _present(root))
    file = root / FILE
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: The ", 1), encoding="utf-8")
    report = check(root, today=TODAY)
    assert ["R016", "V003"] == _codes(report)
    assert golden("reports/waiver-outdated.txt", _reported(report, root)) == _reported(report, root)


def test_an_unused_waiver_is_an_error_where_that_can_be_told(root: Path) -> None:
    """A waiver for what is not found, or for no row, is an error, unless its rule was not evaluated in full."""
    _waive(root, key="no-such-row")
    report = check(root, today=TODAY)
    assert ["R016", "V002"] == _codes(report)
    assert "no row no-such-row in sources" in {finding.found for finding in report.findings}
    _waive(root, rule="R017")
    assert {f"no finding of R017 at sources {READOUT}"} == {
        finding.found for finding in check(root, select=["R017", "V"], today=TODAY).findings
    }
    assert () == check(root, select=["V", "R001"], today=TODAY).findings
    _waive(root, rule="X008")
    assert ["R016"] == _codes(check(root, today=TODAY))


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"rule": "R999"}, "'R999', which is no rule whose findings can be waived"),
        ({"rule": "F031"}, "'F031', which is no rule whose findings can be waived"),
        ({"rule": "S004"}, "'S004', which is no rule whose findings can be waived"),
        ({"rule": "V001"}, "'V001', which is no rule whose findings can be waived"),
        ({"table": "source"}, "'source', which is no table"),
        ({"table": "nowhere"}, "'nowhere', which is no table"),
    ],
)
def test_what_cannot_be_waived(root: Path, changed: dict[str, str], found: str) -> None:
    """A rule that does not exist, that keeps tables from being read or is about waivers, and no table, are errors."""
    _waive(root, **changed)  # type: ignore[arg-type]
    report = check(root, today=TODAY)
    assert ["R016", "V004"] == _codes(report)
    assert found in {finding.found for finding in report.findings}


def test_waivers_hold_in_a_package_too(root: Path) -> None:
    """Built tables have the same digest of a row, and what ails a waiver is placed at its table."""
    _waive(root, _present(root))
    rows = root / "rows"
    write_rows({}, INFO, root.parent / "info")
    shutil.copy(root.parent / "info" / "rows" / "package.yaml", rows)
    assert build(root).ok
    shutil.rmtree(rows)
    report = check(root, today=TODAY)
    assert (True, 1) == (report.ok, report.waived)
    expired = check(root, today=TODAY + timedelta(days=9))
    assert {"waivers.parquet", "sources.parquet"} == {each.place.file for each in expired.findings if each.place}


def test_waivers_are_judged_by_the_present_day(root: Path) -> None:
    """Without a day of its own a run takes the present one."""
    digest = _present(root)
    _waive(root, digest, until=date(9999, 12, 31))
    assert check(root).ok
    _waive(root, digest, until=date(2020, 1, 1))
    assert "V001" in _codes(check(root))


def test_a_waiver_that_lacks_something_accepts_nothing(root: Path) -> None:
    """A waiver without a reason is a finding of the reader alone."""
    _waive(root, _present(root))
    file = root / "rows" / "waivers.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  reason: The messenger is not known.\n", ""), "utf-8")
    assert ["F031", "R016"] == _codes(check(root, today=TODAY))


def test_the_digest_is_that_of_what_people_wrote() -> None:
    """What follows from other rows changes the digest of a whole row, and not that of what is written in it."""
    quote = dict.fromkeys((column.name for column in QUOTES.columns), None) | {"id": "words", "gist": "They meet."}
    counted = next(column.name for column in QUOTES.columns if column.origin is Origin.COUNTED)
    assert written_digest(QUOTES, quote) == written_digest(QUOTES, quote | {counted: 3})
    assert row_digest(QUOTES, quote) != row_digest(QUOTES, quote | {counted: 3})
    assert written_digest(QUOTES, quote) != written_digest(QUOTES, quote | {"gist": "They part."})
    assert written_digest(QUOTES, quote) != written_digest(QUOTES, quote | {"id": "other"})


_CODES = st.sampled_from(["R001", "R016", "F031", "R999"])
_KEYS = st.sampled_from(["paper", "wire", "gone"])
_PAIRS = st.lists(st.tuples(_CODES, _KEYS), max_size=6)


@given(
    found=_PAIRS, waived=_PAIRS, evaluated=st.sets(_CODES),
    until=st.dates(TODAY - timedelta(days=1), TODAY + timedelta(days=1)), fits=st.booleans(),
)  # fmt: skip
def test_waivers_hide_nothing(
    found: list[tuple[str, str]], waived: list[tuple[str, str]], evaluated: set[str], until: date, *, fits: bool
) -> None:
    """Whatever is found and waived: no finding is lost, none is waived without a valid waiver, none is half waived."""
    sources = [row("sources", key, title=key) for key in ("paper", "wire")]
    digests = {str(each["id"]): written_digest(TABLES["sources"], each) for each in sources}
    waivers = [
        row(
            "waivers", f"w{number}", rule=code, table="sources", key=key, reason="So.", who="We", until=until,
            digest=digests.get(key, "0" * 64) if fits else "0" * 64,
        )
        for number, (code, key) in enumerate(waived)
    ]  # fmt: skip
    findings = [Diagnostic(code, Severity.ERROR, "E.", "f", "X.", "sources", key) for code, key in found]
    rows = dataset(("sources", sources), ("waivers", waivers))
    marked, wrong = waive(findings, rows, waivable=RULES, evaluated=evaluated & set(RULES), today=TODAY)
    assert [(each.code, each.key) for each in findings] == [(each.code, each.key) for each in marked]
    for each in marked:
        held = (each.code, each.key) in waived and each.code in RULES and until >= TODAY and fits and each.key != "gone"
        assert held == (each.waiver is not None)
    about = {each.key: each.code for each in wrong}
    assert len(about) == len(wrong)
    for number, (code, key) in enumerate(waived):
        code_told = about.get(f"w{number}")
        if code not in RULES:
            assert "V004" == code_told
        elif until < TODAY:
            assert "V001" == code_told
        elif (code, key) in found and key != "gone":
            assert (None if fits else "V003") == code_told
        else:
            assert ("V002" if code in evaluated else None) == code_told


def test_every_v_code_is_an_error() -> None:
    """The family has four codes, which are errors."""
    assert ["V001", "V002", "V003", "V004"] == [rule.code for rule in WAIVER_RULES]
    assert {Severity.ERROR} == {rule.finding({"id": "w"}, "key", "x").severity for rule in WAIVER_RULES}
