"""What changed between two states of a dataset, in the domain's words, and what that does to the version number."""

from __future__ import annotations

from summitdata.diff.change import Change, Group, Kind, Level, Subject
from summitdata.diff.compare import Difference, difference
from summitdata.diff.edition import Declared, Edition, at, opened
from summitdata.diff.version import Version, proposed

__all__ = [
    "Change", "Declared", "Difference", "Edition", "Group", "Kind", "Level", "Subject", "Version", "at", "difference",
    "opened", "proposed",
]  # fmt: skip
