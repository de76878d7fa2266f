"""Events, quotes and sources of Japan-South Korea summit diplomacy, as checked, citable tables.

>>> import summitdata
>>> summitdata.tables()[:3]
('sources', 'events', 'quotes')

Importing this package imports nothing heavy: each function brings what it needs when it is called.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summitdata.citation import cite
    from summitdata.errors import MissingExtraError, PackageError, QueryError, SummitDataError, UnknownNameError
    from summitdata.loading import describe, load, path, sql, tables
    from summitdata.views import timeline, wordings

    __version__: str

_HOMES = {
    "cite": "citation",
    "MissingExtraError": "errors",
    "PackageError": "errors",
    "QueryError": "errors",
    "SummitDataError": "errors",
    "UnknownNameError": "errors",
    "describe": "loading",
    "load": "loading",
    "path": "loading",
    "sql": "loading",
    "tables": "loading",
    "timeline": "views",
    "wordings": "views",
}

__all__ = [
    "MissingExtraError",
    "PackageError",
    "QueryError",
    "SummitDataError",
    "UnknownNameError",
    "__version__",
    "cite",
    "describe",
    "load",
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
        value = getattr(importlib.import_module(f"summitdata.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module 'summitdata' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
