"""A few of the cases of the proof of crashes, on the real process; ``python -m proofs.crash`` meets all of them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from proofs.crash.run import meet
from proofs.crash.tracing import Case, why_not

_REASON = why_not()


def _some(cases: list[Case]) -> Iterable[Case]:
    """Choose a kill, an error and a full disk at the calls by which a build commits and moves its files."""
    chosen = [case for case in cases if case.call in {"rename", "write"}]
    return [chosen[0], *chosen[1 :: max(1, len(chosen) // 8)], chosen[-1]]


@pytest.mark.skipif(_REASON is not None, reason=_REASON or "")
@pytest.mark.parametrize("command", ["build", "fmt"])
def test_a_command_that_meets_a_crash_leaves_the_old_or_the_new(command: str) -> None:
    """No case leaves a mixture or an untold error, the next run gives the new state, and both states were left."""
    outcome = meet(command, _some)
    assert () == outcome.bad
    assert len(outcome.met) >= 8
    left = {one.left for one in outcome.met}
    assert "old" in left
    assert left & {"new", "committed", "old or new, each file"}
    assert "killed" in {one.told for one in outcome.met}
