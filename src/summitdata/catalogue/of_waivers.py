"""What is said of the checks of waivers: why each of them, and an example."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from summitdata.catalogue.entry import Change, Entry, Example
from summitdata.catalogue.judging import TODAY, by_checking
from summitdata.catalogue.staging import edited_rows, rows_alone
from summitdata.diagnostics import Severity
from summitdata.digests import written_digest
from summitdata.resolve import complete
from summitdata.rules.example import READOUT
from summitdata.rules.language import Edit, add, change
from summitdata.rules.patching import patched
from summitdata.schema import SOURCES
from summitdata.waivers import WAIVER_RULES

_UNKNOWN: Final = change("sources", READOUT, known_via=None)
"""What breaks R016, the rule that the waivers of the examples speak of."""


class _Said(NamedTuple):
    """Why there is a check, what its example is, how it is made, and what looks like a breach and is none."""

    why: str
    says: str
    change: Change
    near: str


def _waived(
    *edits: Edit, rule: str = "R016", until: date = TODAY + timedelta(days=1), digest: str | None = None
) -> Change:  # fmt: skip
    """Write the row files with *edits* and a waiver, which has the digest of the row as it then is or another one."""

    def make(root: Path) -> None:
        rows = complete(patched(edits))["sources"]
        present = written_digest(SOURCES, next(row for row in rows if row["id"] == READOUT))
        waiver = add(
            "waivers", f"{READOUT}-{rule.lower()}", rule=rule, table="sources", key=READOUT,
            reason="The messenger is not known.",
            who="The maintainers", until=until, digest=digest or present,
        )  # fmt: skip
        edited_rows([*edits, waiver])(root)

    return make


SAID: Final = {
    "V001": _Said(
        "A finding is accepted for a while, so that somebody looks at it again; the day for that has come.",
        "A waiver held until yesterday.", _waived(_UNKNOWN, until=TODAY - timedelta(days=1)),
        "A waiver holds until today.",
    ),
    "V002": _Said(
        "A waiver that excuses nothing would excuse the next mistake in its row, which nobody has looked at.",
        "What was waived is mended, and the waiver is still there.", _waived(),
        "A waiver excuses a finding, or the rule was not selected or could not be evaluated.",
    ),
    "V003": _Said(
        "The finding was accepted in a row that said something else.",
        "The row was edited after its waiver had been given.", _waived(_UNKNOWN, digest="0" * 64),
        "What follows from other rows has changed, and what is written in the row has not.",
    ),
    "V004": _Said(
        "A waiver that names nothing seems to excuse something, and what makes the tables unreadable excuses nothing.",
        "A waiver names a rule that does not exist.", _waived(rule="R999"),
        "A waiver names a rule of your own that this run has.",
    ),
}  # fmt: skip
"""What is said of each V code."""


def entries() -> Iterable[Entry]:
    """Give the entry of each V code.

    Raises:
        KeyError: Nothing is said of a code.
    """
    for rule in WAIVER_RULES:
        said = SAID[rule.code]
        shown = Example(said.says, rows_alone, said.change, by_checking)
        yield Entry(
            rule.code, Severity.ERROR, rule.expected, said.why, rule.fix, "0.1.0", "check", shown,
            ("waivers",), near=(said.near,),
        )  # fmt: skip
