"""Events, quotes and sources of Japan-South Korea summit diplomacy, as checked, citable tables.

>>> import summitdata
>>> summitdata.tables()[:3]
('sources', 'events', 'quotes')

Importing this package imports nothing heavy: each function brings what it needs when it is called.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summitdata.checking import check
    from summitdata.citation import cite
    from summitdata.errors import (
        MissingExtraError,
        NoDatasetError,
        OwnRulesError,
        PackageError,
        QueryError,
        RevisionError,
        SummitDataError,
        UnknownNameError,
    )
    from summitdata.loading import describe, load, path, sql, tables
    from summitdata.opening import Dataset, open_dataset

    open = open_dataset  # noqa: A001 - summitdata.open, which hides nothing where it is called
    from summitdata.views import timeline, wordings

    __version__: str

_OTHER_NAMES = {"open": "open_dataset"}
"""Names that differ from those in their modules, where they would hide Python's own."""

_HOMES = {
    "Dataset": "opening",
    "check": "checking",
    "cite": "citation",
    "MissingExtraError": "errors",
    "NoDatasetError": "errors",
    "OwnRulesError": "errors",
    "PackageError": "errors",
    "QueryError": "errors",
    "RevisionError": "errors",
    "SummitDataError": "errors",
    "UnknownNameError": "errors",
    "describe": "loading",
    "load": "loading",
    "open": "opening",
    "path": "loading",
    "sql": "loading",
    "tables": "loading",
    "timeline": "views",
    "wordings": "views",
}

__all__ = [
    "Dataset",
    "MissingExtraError",
    "NoDatasetError",
    "OwnRulesError",
    "PackageError",
    "QueryError",
    "RevisionError",
    "SummitDataError",
    "UnknownNameError",
    "__version__",
    "check",
    "cite",
    "describe",
    "load",
    "open",
    "path",
    "sql",
    "tables",
    "timeline",
    "wordings",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what a name gives depends on the name
    if name == "__version__":
        value: Any = importlib.import_module("summitdata.dataset").open_package().descriptor["version"]
    elif name in _HOMES:
        value = getattr(_home(name), _OTHER_NAMES.get(name, name))
    else:
        raise AttributeError(f"module 'summitdata' has no attribute {name!r}")
    globals()[name] = value
    return value


def _home(name: str) -> ModuleType:
    """Import the module that *name* stands in, or say which extra brings what that needs."""
    try:
        return importlib.import_module(f"summitdata.{_HOMES[name]}")
    except ModuleNotFoundError as error:
        if name != "check" or (error.name or "").startswith("summitdata"):
            raise
        from summitdata.errors import MissingExtraError

        raise MissingExtraError("summitdata.check()", "check") from error


def __dir__() -> list[str]:
    return sorted(__all__)
