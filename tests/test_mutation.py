"""The mutants of the rules: what is changed, what is left alone, and what is told of survivors."""

from __future__ import annotations

import ast

import pytest

pytest.importorskip("cosmic_ray", reason="cosmic-ray is not installed (make mutation installs it)")

from proofs.mutation import page
from proofs.mutation.mutants import Mutant, mutants, sampled
from proofs.mutation.run import Outcome


def test_mutants_are_of_what_rules_do() -> None:
    """No decorator, annotation or docstring is changed: each mutant is another module, with the same examples."""
    found = mutants(["turns"])
    assert found
    before = ast.parse(found[0].path.read_text(encoding="utf-8"))
    examples = [ast.dump(node.decorator_list[0]) for node in before.body if isinstance(node, ast.FunctionDef)]
    for mutant in sampled(found, 10, seed=1):
        after = ast.parse(mutant.source())
        assert ast.dump(before) != ast.dump(after), mutant
        assert examples == [
            ast.dump(node.decorator_list[0]) for node in after.body if isinstance(node, ast.FunctionDef)
        ]
        assert mutant.change()[0] != mutant.change()[1]


def test_a_sample_is_the_same_for_its_seed() -> None:
    """A seed draws the same mutants again, and no more than there are."""
    found = mutants(["turns"])
    assert sampled(found, 7, seed=1) == sampled(found, 7, seed=1)
    assert found == sampled(found, 10_000, seed=2)


def test_a_survivor_without_a_reason_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What survives is told with its place and its change, and is wrong unless somebody says why."""
    mutant = Mutant("turns", 52, 9, "ReplaceComparisonOperator_Eq_LtE", 0)
    killed = [Outcome(mutant, "killed by examples")] * 9
    assert not page.write(killed, 100, 1, publish=False)
    assert page.write([*killed, Outcome(mutant, "survived", ("a == b", "a <= b"))], 100, 1, publish=False)
    assert "turns:52:9 survives" in capsys.readouterr().out
    monkeypatch.setattr(page, "reasons", lambda: {("turns", "a == b", "a <= b"): "No value is smaller."})
    assert not page.write([*killed, Outcome(mutant, "survived", ("a == b", "a <= b"))], 100, 1, publish=False)
    survivor = Outcome(mutant, "survived", ("a == b", "a <= b"))
    assert page.write([*killed[:8], survivor, survivor], 100, 1, publish=False)


def test_reasons_are_of_lines_that_are_there() -> None:
    """Whoever changes a line of a rule looks at the reasons for its survivors again."""
    lines = {
        mutant.module: {line.strip() for line in mutant.path.read_text(encoding="utf-8").splitlines()}
        for mutant in mutants()
    }
    assert [] == [(module, before) for module, before, _ in page.reasons() if before not in lines[module]]
