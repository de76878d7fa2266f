"""Meet hostile input, case by case, and write down what came of it: ``python -m proofs.hostile``.

Every case is made in a folder of its own, from a fixed seed, and met by a command in a process of its own.  That
process is forked from one that has imported the libraries and done nothing else, so that what is measured is the
case: with ``--fresh`` a new interpreter runs each, which measures the start of Python too and takes much longer.  A
check is met both ways, since a forked process also counts memory that only the other one uses.
With names of families behind it, only their cases are met, and the others' rows are kept.
A case is BAD that is accepted though it is hostile, refused though it is valid, or refused without a place; that ends
by a signal, with an internal error or a traceback; or that takes more than the limits.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from summitdata.process import claimed

with claimed():  # imported before the processes part, as a command imports them
    from proofs.hostile import package_cases, row_cases
    from proofs.hostile.case import Case, Expected
    from summitdata import checking  # noqa: F401
    from summitdata.build import check_built  # noqa: F401
    from summitdata.cli import main
    from summitdata.display import console  # noqa: F401
    from summitdata.errors import PackageError
    from summitdata.reports import json as json_report  # noqa: F401
    from summitdata.reports import text as text_report  # noqa: F401
    from summitdata.strangers import safe_members

SECONDS, MEGABYTES = 2.0, 256
"""The most that a case may take: seconds of a processor, and memory with that of the libraries."""

_CONTROL = next(case for case in row_cases.cases() if case.name == "untouched")

HANGS = 60
"""When a case is ended, in seconds by the clock, however busy the machine is."""

DOCS = Path(__file__).parents[2] / "docs" / "proofs"


@dataclass(frozen=True, slots=True)
class Met:
    """What came of a case: its outcome, the codes and the first place that were told, and what it took."""

    case: Case
    outcome: str
    codes: str
    place: str
    seconds: float
    megabytes: int


def cases() -> list[Case]:
    """Give every case, in the order of the table."""
    return [*row_cases.cases(), *package_cases.cases()]


def meet(case: Case, *, fresh: bool = False) -> Met:
    """Make a case and run its command on it; what a check takes of memory is that of a process that is not forked."""
    status, text, used = _met(case, fresh=fresh)
    whole = _met(case, fresh=True)[2] if case.command[0] == "check" and not fresh else used
    return _judged(case, status, text, used.ru_utime + used.ru_stime, whole)


def _met(case: Case, *, fresh: bool) -> tuple[int, str, resource.struct_rusage]:
    """Make a case in a folder of its own, and run its command on it; give how it ended, what it said and took."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        root, said = Path(folder) / "dataset", Path(folder) / "said"
        root.mkdir()
        _make(case, root)
        pid = os.fork()
        if pid == 0:
            _run(case, root, said, fresh=fresh)
        status, used = _waited(pid)
        text = said.read_text(encoding="utf-8", errors="replace")
        rmtree(root)
    return status, text, used


def _make(case: Case, root: Path) -> None:
    """Make a case in a process of its own, so that what it takes to make is not counted as what it takes to meet."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            case.make(root)
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError(f"the case {case.name!r} of {case.family} cannot be made")


def _run(case: Case, root: Path, said: Path, *, fresh: bool) -> None:
    """Be the process that meets a case; never returns."""
    code = 70
    try:
        out = os.open(said, os.O_WRONLY | os.O_CREAT)
        os.dup2(out, 1)
        os.dup2(out, 2)
        form = ["--format", "json"] if case.command[0] == "check" else []
        arguments = [case.command[0], str(root), *case.command[1:], *form]
        if case.command[0] == "zip":
            code = _zip(root / "dataset.zip")
        elif fresh:
            os.execv(sys.executable, [sys.executable, "-m", "summitdata", *arguments])  # noqa: S606 - our own command
        else:
            sys.argv = ["summitdata", *arguments]
            main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(code)


def _zip(path: Path) -> int:
    """Look at the members of a zip, as every command that opens one does."""
    try:
        with zipfile.ZipFile(path) as archive:
            safe_members(archive)
    except PackageError as error:
        sys.stdout.write(f"Error: {path.name}: {error}\n")
        return 2
    return 0


def _waited(pid: int) -> tuple[int, resource.struct_rusage]:
    """Wait until a process ends, or end it."""
    end = time.monotonic() + HANGS
    while time.monotonic() < end:
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            return status, used
        time.sleep(0.005)
    os.kill(pid, 9)
    _, status, used = os.wait4(pid, 0)
    return status, used


def _judged(case: Case, status: int, text: str, seconds: float, used: resource.struct_rusage) -> Met:
    """Say what came of a case."""
    megabytes = used.ru_maxrss // (1024 if sys.platform == "linux" else 1 << 20)
    codes, places = _told(case, text)
    place = places[0] if places else ""
    if not os.WIFEXITED(status):
        outcome = f"BAD: ended by the signal {os.WTERMSIG(status)}"
    elif "Traceback" in text or "internal error" in text or os.WEXITSTATUS(status) not in {0, 1, 2}:
        outcome = f"BAD: an internal error: {text[-200:]!r}"
    elif megabytes > MEGABYTES:
        outcome = f"BAD: {megabytes} MB"
    elif seconds > SECONDS:
        outcome = f"BAD: {seconds:.1f} seconds"
    elif os.WEXITSTATUS(status) == 0:
        outcome = "BAD: accepted" if case.expected is Expected.REFUSED else "accepted"
    elif not place:
        outcome = f"BAD: refused without a place: {text[-200:]!r}"
    else:
        outcome = "BAD: refused" if case.expected is Expected.ACCEPTED else "refused"
    return Met(case, outcome, " ".join(codes), place, seconds, megabytes)


def _told(case: Case, text: str) -> tuple[list[str], list[str]]:
    """Give the codes and the places that a command told."""
    if case.command[0] == "check" and text.startswith("{"):
        findings = [found for found in json.loads(text)["findings"] if found["severity"] != "information"]
        found = [
            json.dumps(finding["place"]["file"], ensure_ascii=True)[1:-1] for finding in findings if finding["place"]
        ]
        return sorted({finding["code"] for finding in findings}), found
    if told := re.findall(r"(?m)^(\S.*?)(?::[0-9]+:[0-9]+)?: ([A-Z][0-9]{3}) (?:error|warning)", text):
        return sorted({code for _, code in told}), [place for place, _ in told]
    return [], re.findall(r"dataset\b[\w./-]*", text)  # a message instead of findings


def table(met: Iterable[Met]) -> str:
    """Give what is the same at every run, as CSV."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("case", "family", "command", "outcome", "codes", "place"))
    for one in met:
        writer.writerow((one.case.name, one.case.family, " ".join(one.case.command), one.outcome, one.codes, one.place))
    return made.getvalue()


def summary(met: list[Met]) -> Iterator[str]:
    """Give a row of the summary for each family."""
    yield "| family | cases | refused | accepted | most seconds | most memory |"
    yield "|---|---|---|---|---|---|"
    for family in dict.fromkeys(one.case.family for one in met):
        of_family = [one for one in met if one.case.family == family]
        counts = [sum(one.outcome == outcome for one in of_family) for outcome in ("refused", "accepted")]
        seconds, memory = max(one.seconds for one in of_family), max(one.megabytes for one in of_family)
        yield f"| {family} | {len(of_family)} | {counts[0]} | {counts[1]} | {seconds:.1f} | {memory} MB |"


def _progress(given: list[Case], *, fresh: bool) -> Iterator[Met]:
    for number, case in enumerate(given, 1):
        one = meet(case, fresh=fresh)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number}/{len(given)} {case.name[:60]:60}")
        if one.outcome.startswith("BAD"):
            sys.stderr.write(f"\n{case.family}: {case.name}: {one.outcome}\n")
        yield one


def prove(families: list[str], *, fresh: bool) -> int:
    """Meet every case of *families*, of all without any, and write their table and summary; the number of bad cases."""
    every = cases()
    chosen = [case for case in every if not families or case.family in families]
    valid = meet(_CONTROL, fresh=fresh)
    met = list(_progress(chosen, fresh=fresh))
    bad = sum(one.outcome.startswith("BAD") for one in met)
    DOCS.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys(case.family for case in every))
    _write(
        names,
        {case.family for case in chosen},
        met,
        [f"The check of a valid dataset took {valid.seconds:.1f} seconds of a processor and {valid.megabytes} MB."],
    )
    return bad


def _write(names: list[str], chosen: set[str], met: list[Met], told: list[str]) -> None:
    """Write table and page; the rows of families that were not met are kept as they are."""
    file, page = DOCS / "hostile-input.csv", DOCS / "hostile-input.md"
    head, *rows = csv.reader(io.StringIO(table(met)))
    if file.is_file():
        _, *old = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
        rows += [row for row in old if row[1] in names and row[1] not in chosen]
    rows.sort(key=lambda row: names.index(row[1]))
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([head, *rows])
    file.write_text(made.getvalue(), encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition("<!-- run -->\n")
    run, _, after = rest.partition("<!-- end of run -->")
    title, rule, *new = summary(met)
    lines = {
        line.split(" | ")[0].removeprefix("| "): line for line in [*run.splitlines(), *new] if line.startswith("| ")
    }
    refused, accepted = (sum(row[3] == outcome for row in rows) for outcome in ("refused", "accepted"))
    told = [
        f"{len(rows)} cases were met: {refused} refused, {accepted} accepted, {len(rows) - refused - accepted} bad.",
        *told, "Every case with its outcome, codes and first place is in [hostile-input.csv](hostile-input.csv).",
        "", title, rule, *(lines[name] for name in names if name in lines),
    ]  # fmt: skip
    page.write_text(before + "<!-- run -->\n" + "\n".join(told) + f"\n<!-- end of run -->{after}", encoding="utf-8")
