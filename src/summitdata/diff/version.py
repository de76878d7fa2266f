"""Version numbers, and the one that follows from what changed: the rule of ``docs/decisions/0007-versions.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from summitdata.diff.change import Level
from summitdata.errors import SummitDataError

_NUMBER: Final = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


class VersionError(SummitDataError, ValueError):
    """A text that is no version number."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version number of three parts, as Semantic Versioning writes a release."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @staticmethod
    def parse(text: str) -> Version:
        """Read a version number.

        Raises:
            VersionError: *text* is not three numbers joined by points.
        """
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise VersionError(f"{text!r} is no version number: it takes three numbers joined by points, like 1.4.0.")
        return Version(*(int(part) for part in match.groups()))


def proposed(old: Version, level: Level) -> Version:
    """Give the least number that a release with changes of *level* may have.

    Before 1.0.0 a minor version may do what a major one does later.
    """
    match level:
        case Level.NONE:
            return old
        case Level.PATCH:
            return Version(old.major, old.minor, old.patch + 1)
        case Level.MAJOR if old.major:
            return Version(old.major + 1, 0, 0)
        case Level.MINOR | Level.MAJOR:
            return Version(old.major, old.minor + 1, 0)
