"""The rules about tables: one small function each, in modules by what they are about.

A rule is written in the language of :mod:`summitdata.rules.language`; standing in one of the modules that are listed
here is all that makes it run.
"""

from __future__ import annotations

from typing import Final

from summitdata.rules import (
    attribution,
    belonging,
    blanks,
    channels,
    chronology,
    companions,
    conclusions,
    contested,
    countries,
    coverage,
    datelines,
    discrepancies,
    disputes,
    forms,
    gazetteer,
    geography,
    holdings,
    independence,
    keys,
    kinds,
    likeness,
    occasions,
    offices,
    origins,
    outcomes,
    preferences,
    prose,
    provenance,
    publication,
    reasons,
    redundancy,
    references,
    roles,
    settling,
    spellings,
    stretches,
    subjects,
    turns,
    values,
    withdrawn,
    wordings,
)  # fmt: skip
from summitdata.rules.language import Rule, catalogue

_MODULES: Final = (
    attribution, belonging, blanks, channels, chronology, companions, conclusions, contested, countries,
    coverage, datelines, discrepancies, disputes, forms, gazetteer, geography, holdings, independence, keys,
    kinds, likeness, occasions, offices, origins, outcomes, preferences, prose, provenance, publication,
    reasons, redundancy, references, roles, settling, spellings, stretches, subjects, turns, values,
    withdrawn, wordings,
)  # fmt: skip

RULES: Final[dict[str, Rule]] = catalogue(
    value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)
)
"""Every rule about tables, by code."""
