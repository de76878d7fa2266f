"""Rules of somebody's own: taken beside ours, and found in a module."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final

from summitdata.errors import OwnRulesError
from summitdata.rules import RULES
from summitdata.rules.checks import CHECKS, needed
from summitdata.rules.context import polars_frames, polars_tables
from summitdata.rules.language import Rule, catalogue
from summitdata.rules.patching import concluded, patched
from summitdata.rules.run import RuleError, evaluate

_OURS: Final = frozenset({*(code[0] for code in CHECKS), "E", "W"})
"""The letters that our codes begin with, and will: a code of somebody's own must never be given to one of ours."""


def with_own(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Give our rules and *rules* together, by code.

    Raises:
        OwnRulesError: One of *rules* is no rule, has a letter of ours, shares its code with another, or comes after
            a rule that does not exist.
    """
    own = tuple(rules)
    for rule in own:
        if not isinstance(rule, Rule):
            raise OwnRulesError(
                f"{rule!r} is no rule. Make rules with @rule of summitdata.rules.language, and give them as a list."
            )
        if rule.code[0] in _OURS:
            raise OwnRulesError(
                f"The code {rule.code} of the rule {rule.name} begins with a letter of SummitData's own rules "
                f"({', '.join(sorted(_OURS))}). Choose another letter, such as Z."
            )
    try:
        return RULES | catalogue([*RULES.values(), *own])
    except ValueError as error:
        raise OwnRulesError(f"The rules cannot be used together: {error}.") from error


@contextmanager
def blaming(own: Iterable[Rule]) -> Iterator[None]:
    """Tell of a failing rule that it is one of *own*, where it is; one of ours fails as what it is, an error of ours.

    Raises:
        OwnRulesError: One of *own* failed.
    """
    try:
        yield
    except RuleError as error:
        if error.code in {rule.code for rule in own}:
            raise OwnRulesError(f"Nothing was proved: {error}.") from error
        raise


def load_rules(name: str) -> tuple[Rule, ...]:
    """Give the rules that stand in a module.

    Args:
        name: A file that ends in ``.py``, or the name of an installed module.

    Raises:
        OwnRulesError: There is no such module, it cannot be imported, or no rule stands in it.
    """
    try:
        module = _from_file(Path(name)) if name.endswith(".py") else importlib.import_module(name)
    except Exception as error:
        raise OwnRulesError(f"The rules {name} cannot be imported: {type(error).__name__}: {error}") from error
    found = tuple(value for value in vars(module).values() if isinstance(value, Rule))
    if not found:
        raise OwnRulesError(
            f"No rule stands in {name}. Make rules with @rule of summitdata.rules.language, at the top of the module."
        )
    return found


def examples_hold(rules: Iterable[Rule]) -> list[str]:
    """Run the examples of rules, and give a sentence for each that is not what it is said to be.

    Args:
        rules: Rules of somebody's own.

    Raises:
        OwnRulesError: The rules cannot be used together with ours.
        ValueError: An example edits what the example dataset does not have.
    """
    own = tuple(rules)
    known = with_own(own)
    wrong = []
    for rule in own:
        asked = needed(rule.code.__eq__, known)
        for patch in (*rule.breaks, *rule.holds):
            rows, follows = concluded(patched(patch.edits), patch.edits)
            found = evaluate(asked, polars_frames(rows, polars_tables(rows), polars_tables(follows))).hits
            breaks, is_broken = patch in rule.breaks, any(hit.rule is rule for hit in found)
            if breaks is not is_broken:
                wrong.append(
                    f"{rule.code}: the example '{patch.says}' {'breaks it' if is_broken else 'does not break it'}."
                )
    return wrong


def _from_file(path: Path) -> ModuleType:
    """Import a file as a module of its own name."""
    name = f"summitdata_own_rules_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
