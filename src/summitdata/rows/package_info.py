"""What a package says of itself: the file ``package.yaml``, declared like a table and read like a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from summitdata.model import Address, Column, ComputedHome, Day, Key, Origin, Row, Table, Text

PACKAGE: Final = Table(
    "package",
    "Package",
    "What the package says of itself.",
    ComputedHome(),
    (
        Column("id", Key(), "Always 'package'.", "package", required=True, origin=Origin.IMPLIED),
        Column("name", Text(80), "The name of the package, as software writes it.", "summitdata", required=True),
        Column("title", Text(160), "The name of the package, as people write it.", "SummitData", required=True),
        Column("description", Text(2000), "What it holds, in a few sentences.", "Who met whom.", required=True),
        Column("version", Text(40), "Its version: three numbers joined by points.", "0.1.0", required=True),
        Column("created", Day(), "The day on which this version was made.", "2026-11-22", required=True),
        Column("homepage", Address(), "Where people read about it.", "https://example.org/"),
        Column("keywords", Text(400), "Words to find it by, joined by semicolons.", "summit diplomacy; Japan"),
    ),
    label="title",
)  # fmt: skip
"""The columns of ``package.yaml``."""

CONTRIBUTORS: Final = Table(
    "contributors",
    "Contributors",
    "One row per person or body that made the package.",
    ComputedHome(),
    (
        Column("id", Key(2), "The key of the contributor.", "package.us", required=True, origin=Origin.IMPLIED),
        Column("title", Text(160), "The name.", "SummitData maintainers", required=True),
        Column("role", Text(40), "What it did.", "publisher", required=True),
    ),
    label="title",
)  # fmt: skip
"""The columns of a contributor in ``package.yaml``."""

LICENCES: Final = Table(
    "licences",
    "Licences",
    "One row per licence that the data stand under.",
    ComputedHome(),
    (
        Column("id", Key(2), "The key of the licence.", "package.data", required=True, origin=Origin.IMPLIED),
        Column("name", Text(80), "Its SPDX identifier.", "CC-BY-4.0", required=True),
        Column("title", Text(160), "Its title.", "Creative Commons Attribution 4.0", required=True),
        Column("path", Address(), "Where it can be read.", "https://example.org/licence", required=True),
    ),
    label="title",
)  # fmt: skip
"""The columns of a licence in ``package.yaml``."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made the package; ``name`` is the local key."""

    name: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that the data stand under; ``key`` is the local key."""

    key: str
    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """What the package says of itself."""

    name: str
    title: str
    description: str
    version: str
    created: date
    homepage: str | None
    keywords: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    licences: tuple[Licence, ...]


def package_info(package: Row, contributors: list[Row], licences: list[Row]) -> PackageInfo:
    """Build the information from its rows, which must be complete and typed; ``TypeError`` where they are not."""
    created = package["created"]
    if not isinstance(created, date):
        raise TypeError(f"the day on which a package was made is a date, not {created!r}")
    keywords = _optional(package, "keywords") or ""
    return PackageInfo(
        _text(package, "name"), _text(package, "title"), _text(package, "description"), _text(package, "version"),
        created, _optional(package, "homepage"),
        tuple(word.strip() for word in keywords.split(";") if word.strip()),
        tuple(Contributor(_local(row), _text(row, "title"), _text(row, "role")) for row in contributors),
        tuple(Licence(_local(row), _text(row, "name"), _text(row, "title"), _text(row, "path")) for row in licences),
    )  # fmt: skip


def package_rows(info: PackageInfo) -> tuple[Row, list[Row], list[Row]]:
    """Turn the information back into rows: the package, its contributors, its licences."""
    package: Row = {
        "id": "package", "name": info.name, "title": info.title, "description": info.description,
        "version": info.version, "created": info.created, "homepage": info.homepage,
        "keywords": "; ".join(info.keywords) or None,
    }  # fmt: skip
    contributors: list[Row] = [
        {"id": f"package.{person.name}", "title": person.title, "role": person.role} for person in info.contributors
    ]
    licences: list[Row] = [
        {"id": f"package.{licence.key}", "name": licence.name, "title": licence.title, "path": licence.path}
        for licence in info.licences
    ]
    return package, contributors, licences


def _text(row: Row, column: str) -> str:
    value = row[column]
    if not isinstance(value, str):
        raise TypeError(f"{column} of {row['id']} is text, not {value!r}")
    return value


def _optional(row: Row, column: str) -> str | None:
    return None if row[column] is None else _text(row, column)


def _local(row: Row) -> str:
    return _text(row, "id").partition(".")[2]
