"""Every check there is, by its code: those of row files, schemas, tables, built packages and waivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from summitdata.build.codes import BUILD_RULES
from summitdata.errors import UnknownNameError
from summitdata.rows import FILE_RULES
from summitdata.rows.codes import UNWRITABLE
from summitdata.rules import RULES
from summitdata.rules.language import Rule
from summitdata.rules.schema import SCHEMA_RULES
from summitdata.waivers import WAIVER_RULES

CHECKS: Final[dict[str, str]] = {
    **{code: rule.expected for code, rule in FILE_RULES.items() if rule is not UNWRITABLE},
    **{code: rule.expected for code, rule in SCHEMA_RULES.items()},
    **{code: rule.sentence for code, rule in RULES.items()},
    **{rule.code: rule.expected for rule in BUILD_RULES},
    **{rule.code: rule.expected for rule in WAIVER_RULES},
}
"""Every check by its code, with the sentence that must hold."""


def needed(chosen: Callable[[str], bool], rules: Mapping[str, Rule] = RULES) -> tuple[Rule, ...]:
    """Give those of *rules* that were chosen, and those that they come after, whose failing rows they leave out."""
    waiting = [code for code in rules if chosen(code)]
    found: set[str] = set()
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += rules[code].after
    return tuple(rule for code, rule in rules.items() if code in found)


def chosen(
    select: Iterable[str], ignore: Iterable[str], checks: Iterable[str] = CHECKS
) -> Callable[[str], bool]:  # fmt: skip
    """Give the test that tells whether a check, by its code, is to be reported.

    Args:
        select: Codes or beginnings of codes; all checks where there are none.
        ignore: Codes or beginnings of codes that are left out.
        checks: The codes that there are.

    Raises:
        UnknownNameError: A name is the beginning of no code.
    """
    wanted, unwanted, known = tuple(select), tuple(ignore), tuple(checks)
    for name in (*wanted, *unwanted):
        if not name or not any(code.startswith(name) for code in known):
            raise UnknownNameError("rule or family", name, known)
    return lambda code: (not wanted or code.startswith(wanted)) and not (unwanted and code.startswith(unwanted))
