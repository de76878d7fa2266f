"""The example dataset that every rule is shown on: small, invented, valid; its rows and its articles.

Two leaders of two invented countries meet.  Two agencies report it, a newspaper rewrites one of them, a
government publishes a readout that one of them tells of, and the two agencies disagree about a number.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NORTH_WIRE: Final = "north-wire-2020-05-05"
"""A wire: renders two utterances, one of them joint."""

SOUTH_WIRE: Final = "south-wire-2020-05-05"
"""Another wire: renders both too, and an utterance that the other side alone tells of."""

GAZETTE: Final = "harbour-gazette-2020-05-06"
"""A newspaper's rewriting of the first wire."""

READOUT: Final = "norvale-readout-2020-05-04"
"""A readout that is not held."""

ATLAS: Final = "atlas"
"""A work of reference."""


def folder() -> Traversable:
    """Give the folder of the example: ``rows`` as in any dataset, and the articles in ``texts``."""
    return files(__name__)
