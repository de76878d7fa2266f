"""The descriptor of a built package: ``datapackage.json``, a Data Package of version 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from summitdata.digests import DIGEST, dataset_digest, table_digests
from summitdata.formats.frictionless import table_schema
from summitdata.model import Row, Rows
from summitdata.rows.package_info import PackageInfo
from summitdata.schema import TABLES

STANDARD: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
"""The profile of the Data Package standard, version 2, under which any of its tools reads a package."""

PROFILE_VERSION: Final = "1.0"
"""The version of our own profile: the first number moves when something goes or changes, the second when it comes."""

PROFILE: Final = "summitdata:profile"
"""Our property of the package: the name of the profile on top of the standard that its tables keep."""

PROFILE_NAME: Final = f"urn:summitdata:profile:{PROFILE_VERSION}"
"""The name of our profile, which is the ``$id`` of its JSON Schema, see :mod:`summitdata.release.profile`."""

VERSION: Final = "[0-9]+[.][0-9]+[.][0-9]+"
"""What the version of a package looks like, as a regular expression that programs of every kind read."""

MEDIA_TYPE: Final = "application/vnd.apache.parquet"

ROWS: Final = "summitdata:rows"
"""Our property of a resource: how many rows it has."""


def file_of(table: str) -> str:
    """Give the name of the file that holds a table."""
    return f"{table}.parquet"


def descriptor(package: PackageInfo, rows: Rows, hashes: Mapping[str, str]) -> dict[str, Any]:
    """Describe the package of complete *rows*.

    *hashes* gives the SHA-256 of each table's file in hexadecimal.  There is no size in bytes: frictionless
    refuses a Parquet resource that states its true one.
    """
    digests = table_digests(rows)
    described: dict[str, Any] = {
        "$schema": STANDARD,
        PROFILE: PROFILE_NAME,
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "version": package.version,
        "created": f"{package.created.isoformat()}T00:00:00Z",
        "homepage": package.homepage,
        "keywords": list(package.keywords),
        "licenses": [{"name": entry.name, "path": entry.path, "title": entry.title} for entry in package.licences],
        "contributors": [{"title": entry.title, "roles": [entry.role]} for entry in package.contributors],
        "sources": [_source(row) for row in rows["sources"] if row["held"]],
        DIGEST: f"sha256:{dataset_digest(digests)}",
        "resources": [
            {
                "name": name,
                "title": table.title,
                "description": table.meaning,
                "path": file_of(name),
                "format": "parquet",
                "mediatype": MEDIA_TYPE,
                "hash": f"sha256:{hashes[name]}",
                ROWS: len(rows[name]),
                DIGEST: f"sha256:{digests[name]}",
                "schema": table_schema(table),
            }
            for name, table in TABLES.items()
        ],
    }
    return {name: value for name, value in described.items() if value not in (None, [])}


def _source(row: Row) -> dict[str, Any]:
    """Describe one document whose text is held, with its address where that is known."""
    return {"title": row["title"]} | ({"path": row["url"]} if row["url"] else {})
