"""The errors that a caller may want to catch, each with a message fit to show to a person."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SummitDataError(Exception):
    """The root of this package's errors."""


class UnknownNameError(SummitDataError, LookupError):
    """A table, a key, a backend or a format that does not exist."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        near = difflib.get_close_matches(name, self.known, n=3, cutoff=0.5)
        if near:
            hint = f" Did you mean {' or '.join(repr(match) for match in near)}?"
        elif not self.known:
            hint = " There are none."
        elif len(self.known) <= 20:  # noqa: PLR2004 - a longer list is no help in a message
            hint = f" There are: {', '.join(self.known)}."
        else:
            hint = ""
        super().__init__(f"There is no {what} {name!r}.{hint}")


class MissingExtraError(SummitDataError, ImportError):
    """An optional library is not installed."""

    def __init__(self, wanted_for: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"{wanted_for} needs libraries that are not installed. Install them with: "
            f"python -m pip install 'summitdata[{extra}]'"
        )


class QueryError(SummitDataError):
    """DuckDB refused a query."""


class PackageError(SummitDataError):
    """A data package is missing, incomplete or damaged."""


class NoDatasetError(SummitDataError):
    """What was to be checked is no dataset: a path where none is, or tables of which some are missing."""


class OwnRulesError(SummitDataError):
    """Rules of somebody's own cannot be used: no module has them, they clash with others, or they fail."""


class RevisionError(SummitDataError):
    """A dataset cannot be compared with an earlier revision: there is no repository, or no such revision."""


class EngineError(SummitDataError):
    """An engine cannot do what is asked: it lacks an option, Java is missing, or it cannot read the files."""
