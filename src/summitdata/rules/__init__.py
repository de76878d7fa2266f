"""The rules about tables: one small function each, in modules by what they are about.

A rule is written in the language of :mod:`summitdata.rules.language`; standing in one of the modules that are listed
here is all that makes it run.
"""

from __future__ import annotations

from typing import Final

from summitdata.rules import (
    attribution,
    blanks,
    chronology,
    companions,
    conclusions,
    countries,
    coverage,
    datelines,
    discrepancies,
    disputes,
    forms,
    holdings,
    independence,
    keys,
    likeness,
    offices,
    outcomes,
    preferences,
    provenance,
    publication,
    redundancy,
    references,
    spellings,
    stretches,
    subjects,
    turns,
    values,
    wordings,
)  # fmt: skip
from summitdata.rules.language import Rule, catalogue

_MODULES: Final = (
    attribution, blanks, chronology, companions, conclusions, countries, coverage, datelines, discrepancies, disputes,
    forms, holdings, independence, keys, likeness, offices, outcomes, preferences, provenance, publication, redundancy,
    references, spellings, stretches, subjects, turns, values, wordings,
)  # fmt: skip

RULES: Final[dict[str, Rule]] = catalogue(
    value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)
)
"""Every rule about tables, by code."""
