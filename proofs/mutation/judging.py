"""Judging one mutant: first by what all examples, edges and the shipped dataset raise, then by the tests of the rules.

The first is what ``tests/test_rules.py`` and ``tests/test_rules_edges.py`` hold every rule to, in the same words, on
the same rows; it is done here for the rules that the change can reach alone, since starting a whole test run for each
mutant takes ten times as long.
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import pickle
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeAlias

from proofs.mutation.mutants import ROOT, RULES, Mutant

TESTS: Final = {
    "agreement": "test_rules_agreement.py",
    "checks": "test_rules_checks.py",
    "comparing": "test_comparing.py",
    "context": "test_rules_language.py",
    "daywords": "test_rules_daywords.py",
    "drift": "test_rules_drift.py",
    "fused": "test_rules_schema.py",
    "language": "test_rules_language.py",
    "naming": "test_rules_naming.py",
    "packaged": "test_rules_checks.py",
    "patching": "test_rules_patching.py",
    "prepared": "test_rules_prepared.py",
    "rowwise": "test_rowwise.py",
    "run": "test_rules_language.py",
    "schema": "test_rules_schema.py",
    "screening": "test_rules_schema.py",
    "unswitched": "test_rules_schema.py",
}
"""The tests that a mutant of a module meets which no example tells."""

OPINION: Final = "test_rules_second_opinion.py"
"""The tests that a mutant of any other module meets: rules are held against the same in SQL, on random datasets."""

ELSEWHERE: Final = "test_rules.py::test_rules_give_the_same_on_duckdb"
"""The test that it meets besides, for each rule that it can reach: on another engine the rule finds the same."""

NO_PYTHON: Final = "no Python"
SURVIVED: Final = "survived"

_PACKAGE: Final = "summitdata.rules"
_Raised: TypeAlias = dict[str, frozenset[tuple[str | None, ...]]]
"""What was raised, by code."""


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module in its changed form."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = _PACKAGE if mutant.module == "__init__" else f"{_PACKAGE}.{mutant.module}"
        self._path = mutant.path
        self._code = compile(mutant.source(), str(mutant.path), "exec")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find the changed module and no other."""
        del path, target
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(
            fullname,
            self._path,
            loader=self,
            submodule_search_locations=[str(RULES)] if fullname == _PACKAGE else None,
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(self._code, vars(module))  # noqa: S102 - that is what is proved


def expectation(store: Path) -> None:
    """Write to *store* the rows of all examples and of the shipped dataset, and what the rules raise on them."""
    from summitdata.resolve import complete
    from summitdata.rows import read
    from summitdata.rules.context import polars_tables

    shipped = complete(read(ROOT / "dataset").tables)
    examples = importlib.import_module("rule_examples").all_examples()  # of the tests
    edges = importlib.import_module("test_rules_edges")  # of the tests
    codes = tuple(edge.code for edge in edges.EDGES)
    worlds = [
        (*examples, None),
        (shipped, polars_tables(shipped), polars_tables(shipped), None),
        (*edges.together(), codes),
    ]
    with store.open("wb") as file:
        pickle.dump((worlds, [_raised(world, None) for world in worlds]), file)


def verdict(mutant: Mutant, store: Path) -> str:
    """Say how *mutant* ends.

    It is killed by examples, by tests or as broken, it survives, or it is :data:`NO_PYTHON`, which tests nothing.
    """
    try:
        sys.meta_path.insert(0, _Mutated(mutant))
    except SyntaxError:
        return NO_PYTHON
    sys.dont_write_bytecode = True
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        try:
            if not _same(store, reached(mutant.module)):
                return "killed by examples"
        except Exception:  # noqa: BLE001 - a mutant may fail in any way, and every way is seen
            return "killed as broken"
        import pytest

        codes = sorted(_codes(reached(mutant.module)))
        others = [f"{ELSEWHERE}[{code}]" for code in codes]
        chosen = [TESTS[mutant.module]] if mutant.module in TESTS else [OPINION, *others]
        tests = [str(ROOT / "tests" / name) for name in chosen]
        ended = pytest.main([*tests, "-xq", "-p", "no:cacheprovider", "-W", "ignore"])
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        raise RuntimeError(told.getvalue())
    return SURVIVED if ended == pytest.ExitCode.OK else "killed by tests"


def _same(store: Path, modules: frozenset[str]) -> bool:
    """Whether the rules of *modules* raise what they should."""
    with store.open("rb") as file:
        worlds, expected = pickle.load(file)  # noqa: S301 - written by this very run
    for world, wanted in zip(worlds, expected, strict=True):
        found = _raised(world, modules)
        if any(found.get(code) != wanted.get(code) for code in found.keys() | _codes(modules)):
            return False
    return True


def _codes(modules: frozenset[str]) -> set[str]:
    """Give the codes of the rules that stand in *modules*."""
    from summitdata.rules.language import Rule

    found = (vars(importlib.import_module(f"{_PACKAGE}.{name}")).values() for name in modules - {"__init__"})
    return {value.code for values in found for value in values if isinstance(value, Rule)}


def _raised(world: Any, modules: frozenset[str] | None) -> _Raised:  # noqa: ANN401 - a pickled tuple
    """Give what the rules of *modules* raise, or all of them, and the schema where they reach it.

    A world of edges says which rule each of them is an edge of, by the number that stands in keys behind an "x"; of
    that rule alone the keys count, and nothing else.
    """
    from summitdata.rules import RULES as CATALOGUE
    from summitdata.rules.context import polars_frames
    from summitdata.rules.run import evaluate
    from summitdata.rules.schema import schema_findings
    from summitdata.schema import TABLES

    rows, tables, follows, codes = world
    chosen = CATALOGUE if modules is None else {code: CATALOGUE[code] for code in _codes(modules)}
    raised: dict[str, set[tuple[str | None, ...]]] = {code: set() for code in chosen}
    for hit in evaluate(chosen.values(), polars_frames(rows, tables, follows)).hits:
        if codes is None:
            raised[hit.rule.code].add((hit.target.table, hit.key, hit.column, hit.found, hit.value))
        elif codes[int(hit.key[1:].partition("-")[0])] == hit.rule.code:
            raised[hit.rule.code].add((hit.key,))
    if codes is None and (modules is None or "schema" in modules):
        for name, frame in tables.items():
            for one in schema_findings(TABLES[name], frame):
                raised.setdefault(one.code, set()).add((name, str(one.key), one.column, one.found))
    return {code: frozenset(found) for code, found in raised.items()}


@cache
def reached(module: str) -> frozenset[str]:
    """Give the modules of the rules that a change of *module* can reach: itself, and whatever imports it."""
    imports = {file.stem: _imported(file) for file in RULES.glob("*.py")}
    found = {module}
    while more := {name for name, wanted in imports.items() if wanted & found} - found:
        found |= more
    return frozenset(found)


def _imported(file: Path) -> set[str]:
    """Give the modules of the rules that a module imports, whole or in part.

    Frames of `prepared` are handed out by `context`, and reach only who asks for one.
    """
    text = file.read_text(encoding="utf-8")
    imports = [(node.module, node.names) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    parts = {module.rpartition(".")[2] for module, _ in imports if module and module.startswith(f"{_PACKAGE}.")}
    parts |= {name.name for module, names in imports if module == _PACKAGE for name in names}
    return (parts - {"prepared"}) | ({"prepared"} if ".prepared(" in text and file.stem != "context" else set())
