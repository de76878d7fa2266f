"""While pandera is imported, Spark's pandas is kept from it, and nothing of that is left over."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import pytest

from summitdata.rules import unswitched

_NAME = "pyspark.pandas"


def test_a_module_that_was_imported_before_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has imported Spark's pandas has it afterwards, as it was."""
    theirs = ModuleType(_NAME)
    monkeypatch.setitem(sys.modules, _NAME, theirs)
    importlib.reload(unswitched)
    assert sys.modules[_NAME] is theirs


def test_a_module_that_was_not_imported_can_be_imported_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hid it is taken away."""
    monkeypatch.delitem(sys.modules, _NAME, raising=False)
    importlib.reload(unswitched)
    assert _NAME not in sys.modules
