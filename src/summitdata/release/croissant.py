"""The package in Croissant 1.0, the metadata by which machine-learning tools find and load a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, assert_never

from summitdata.build.descriptor import MEDIA_TYPE, file_of
from summitdata.citation import cite
from summitdata.dataset import Package
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Column,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    Flag,
    Key,
    Kind,
    Language,
    Number,
    Reference,
    Table,
    Text,
)
from summitdata.rows import PackageInfo
from summitdata.schema import TABLES

VERSION: Final = "http://mlcommons.org/croissant/1.0"
"""The specification that the metadata conform to: https://docs.mlcommons.org/croissant/docs/croissant-spec.html"""

CONTEXT: Final[dict[str, Any]] = {
    "@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
    "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/", "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract",
    "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet",
    "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath",
    "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
    "transform": "cr:transform", "equivalentProperty": "cr:equivalentProperty", "samplingRate": "cr:samplingRate",
}  # fmt: skip
"""The JSON-LD context that the specification prescribes."""


def croissant(
    info: PackageInfo, package: Package, hashes: Mapping[str, str], sizes: Mapping[str, int]
) -> dict[str, Any]:
    """Describe the package file by file and table by table; *hashes* and *sizes* are those of the Parquet files."""
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": info.name,
        "alternateName": info.title,
        "description": info.description,
        "version": info.version,
        "datePublished": info.created.isoformat(),
        "license": [licence.path for licence in info.licences],
        "creator": [{"@type": "sc:Organization", "name": person.title} for person in info.contributors],
        "keywords": list(info.keywords),
        "citeAs": cite(form="bibtex", package=package),
        "url": info.homepage or f"urn:summitdata:{info.name}",
        "distribution": [
            {
                "@type": "cr:FileObject", "@id": file_of(name), "name": file_of(name), "contentUrl": file_of(name),
                "encodingFormat": "application/x-parquet", "sha256": hashes[name], "contentSize": f"{sizes[name]} B",
                "description": f"{TABLES[name].title} as {MEDIA_TYPE}.",
            }
            for name in TABLES
        ],
        "recordSet": record_sets(),
    }  # fmt: skip
    return described


def record_sets() -> list[dict[str, Any]]:
    """Describe every table, column by column."""
    return [_record_set(table) for table in TABLES.values()]


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": table.meaning,
        "key": {"@id": f"{table.name}/id"},
        "field": [_field(table, column) for column in table.columns],
    }  # fmt: skip


def _field(table: Table, column: Column) -> dict[str, Any]:
    # No references: a loader joins what they name into every record; datapackage.json has the foreign keys.
    return {
        "@type": "cr:Field", "@id": f"{table.name}/{column.name}", "name": column.name, "description": column.meaning,
        "dataType": _type(column.kind),
        "source": {"fileObject": {"@id": file_of(table.name)}, "extract": {"column": column.name}},
    }  # fmt: skip


def _type(kind: Kind) -> str:
    match kind:
        case Flag():
            return "sc:Boolean"
        case Count():
            return "sc:Integer"
        case Number():
            return "sc:Float"
        case Day():
            return "sc:Date"
        case Address():
            return "sc:URL"
        case Key() | Reference() | Text() | Coded() | Edtf() | Clock() | Digest() | Language() | Country():
            return "sc:Text"
        case _:
            assert_never(kind)
