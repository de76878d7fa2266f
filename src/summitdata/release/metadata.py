"""What citation tools, archives and model hubs read of a release: CITATION.cff, .zenodo.json and the dataset card."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from summitdata.rows import PackageInfo

SOFTWARE_LICENCE: Final = "MIT"
"""The SPDX identifier of the licence of the code; the data's stand in ``rows/package.yaml``."""


def citation_cff(info: PackageInfo) -> str:
    """Give the citation file of a release, in the Citation File Format 1.2.0."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them as below.",
        "type: dataset",
        f"title: {json.dumps(info.title, ensure_ascii=False)}",
        f"abstract: {json.dumps(info.description, ensure_ascii=False)}",
        f"version: {info.version}",
        f"date-released: {info.created.isoformat()}",
        "authors:",
        *(f"  - name: {json.dumps(person.title, ensure_ascii=False)}" for person in info.contributors),
        "license:",
        *(f"  - {licence.name}" for licence in info.licences),
        "keywords:",
        *(f"  - {json.dumps(word, ensure_ascii=False)}" for word in info.keywords),
    ]
    if info.homepage:
        lines.append(f"url: {json.dumps(info.homepage)}")
    return "\n".join(lines) + "\n"


def zenodo_json(info: PackageInfo) -> str:
    """Give the metadata of a release for the archive that reads ``.zenodo.json``."""
    described = {
        "upload_type": "dataset",
        "title": info.title,
        "description": info.description,
        "version": info.version,
        "publication_date": info.created.isoformat(),
        "access_right": "open",
        "license": info.licences[0].name if info.licences else None,
        "creators": [{"name": person.title} for person in info.contributors],
        "keywords": list(info.keywords),
        "language": "eng",
    }
    return json.dumps({key: value for key, value in described.items() if value}, ensure_ascii=False, indent=2) + "\n"


def dataset_card(info: PackageInfo, counts: Mapping[str, int], meanings: Mapping[str, str], digest: str) -> str:
    """Give the card of a release: a README whose head model hubs read.

    *counts* and *meanings* give the rows and the meaning of each table; *digest* is that of the content.
    """
    size = _size(sum(counts.values()))
    configurations = "".join(
        f"  - config_name: {name}\n    data_files: {name}.parquet\n"
        + ("    default: true\n" if name == "quotes" else "")
        for name in counts
    )
    licence = info.licences[0].name.lower() if info.licences else "unknown"
    table = "".join(f"| `{name}` | {count} | {meanings[name]} |\n" for name, count in counts.items())
    authors = "; ".join(person.title for person in info.contributors)
    return (
        f"---\npretty_name: {json.dumps(info.title, ensure_ascii=False)}\nlicense: {licence}\nlanguage:\n  - en\n"
        f"size_categories:\n  - {size}\ntags:\n"
        + "".join(f"  - {json.dumps(word, ensure_ascii=False)}\n" for word in info.keywords)
        + f"configs:\n{configurations}---\n\n# {info.title} {info.version}\n\n{info.description}\n\n"
        f"Released on {info.created.isoformat()} by {authors}.\nContent digest: `{digest}`.\n\n"
        f"## Tables\n\n| table | rows | what one row is |\n|---|---|---|\n{table}\n"
        "Every table is there as Parquet, as CSV and as JSON Lines, with the same rows; "
        "`datapackage.json` says what each column means.\n"
        "In CSV, an apostrophe before a cell that begins with `=`, `+`, `-`, `@` or another apostrophe "
        "keeps a spreadsheet from taking text for a formula; take one apostrophe away to get the cell.\n"
        "An empty CSV cell is a missing value.\n\n"
        "## Check it\n\n`sha256sum --check SHA256SUMS` proves the files, `check.json` is the report of the "
        "release's own check, and `rules.json` lists every rule.\n\n"
        f"## Licence\n\n{_licences(info)}\n"
        "Quoted speech belongs to its speakers and publishers and is quoted as evidence, with its source.\n"
    )


def _licences(info: PackageInfo) -> str:
    return "".join(f"{licence.title} ([{licence.name}]({licence.path})).\n" for licence in info.licences)


def _size(rows: int) -> str:
    """Give the category of a dataset's size as model hubs name it."""
    bounds = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
    return next((name for bound, name in bounds if rows < bound), "n>1M")
