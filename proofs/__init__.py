"""Proofs of what the validator is worth, run by hand and before a release; their figures stand in docs/proofs."""

from __future__ import annotations

import os

os.environ.setdefault("SUMMITDATA_FRESH", "1")  # a proof is of a check that runs, and not of one that ran once
