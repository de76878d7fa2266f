"""Other answers from the same evidence: whose word counts, and what could be known at a given moment."""

from __future__ import annotations

from summitdata.policy.as_of import as_of, moment
from summitdata.policy.resolution import RESOLVED_TABLES, Resolve, resolved

__all__ = ["RESOLVED_TABLES", "Resolve", "as_of", "moment", "resolved"]
