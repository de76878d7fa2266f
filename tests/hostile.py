"""Records whose every text cell holds what a browser might run, for the tests of the site."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from summitdata.dataset import DESCRIPTOR, open_package
from summitdata.formats.arrow import to_arrow
from summitdata.formats.literals import example
from summitdata.model import Address, Country, Language, Row, Rows, Text
from summitdata.records import records
from summitdata.schema import PROPERTY_VALUES, TABLES

RUN = "window.__ran=1"
"""What every payload does when it is run."""

PAYLOADS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"</p></div></article><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}'>",
    f'<img src="x" onerror="{RUN}">',
    f"<img/src=x/onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}></select>",
    f"<textarea autofocus onfocus={RUN}></textarea>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<form action='javascript:{RUN}'><button autofocus>x</button></form>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='JaVaScRiPt&colon;{RUN}'>x</a>",
    f"<base href='javascript:{RUN}//'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<link rel=stylesheet href='data:text/css,*{display:none}'>",
    "<style>*{display:none}</style>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    f"' onmouseover='{RUN}' autofocus onfocus='{RUN}' x='",
    f"x onmouseover={RUN} autofocus onfocus={RUN}",
    f"javascript:{RUN}",
    f"[x](javascript:{RUN})",
    f"![x](x){{: onerror={RUN} }}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    "{{ config }}{% raw %}{{ 7*7 }}",
    '--8<-- "mkdocs.yml"',
    f"```\n</code></pre><script>{RUN}</script>\n```",
    f"\n\n<script>{RUN}</script>\n\n# heading",
    f"---\ntitle: x\n---\n<script>{RUN}</script>",
    f"\u202e<script>{RUN}</script>\u0000\u001b]8;;x\u0007",
)
"""Each tries another way out of the place in which text is shown."""

WORD = "zebra"
"""Stands in every hostile cell, so that the search of the site finds them all."""

_KEPT = {"quotes": 4, "events": 4, "discrepancies": 3, "sources": 4, "actors": 4, "places": 3}
_MOST = 5


def cell(number: int) -> str:
    """Give all payloads in one text, each of them first in some cell."""
    start = number % len(PAYLOADS)
    return f"{WORD} ".join((*PAYLOADS[start:], *PAYLOADS[:start], ""))


def rows() -> Rows:
    """Give a part of the records with every text cell made hostile, empty ones too."""
    data = records()
    kept: dict[str, set[str]] = {}
    officials = {row["actor"] for row in data.rows["terms"]}
    for name, count in _KEPT.items():
        every = sorted(
            data.rows[name],
            key=lambda row: (
                not row.get("contested"), not row.get("held"), row["id"] not in officials, str(row["id"])
            ),
        )  # fmt: skip
        kept[name] = {str(row["id"]) for row in every[:count]}
    given: Rows = {}
    number = 0
    for table in TABLES.values():
        given[table.name] = []
        counts: dict[str, int] = {}
        for old in data.rows[table.name]:
            owners = [
                (target, str(old[column.name])) for column, target in table.references if old[column.name] is not None
            ]
            if table.name in kept and old["id"] not in kept[table.name]:
                continue
            parents = [(target, key) for target, key in owners if target in kept and table.name not in kept]
            if parents and not any(key in kept[target] for target, key in parents):
                continue
            group = str(parents[0]) if parents else ""
            counts[group] = counts.get(group, 0) + 1
            if group and counts[group] > _MOST:
                continue
            number += 1
            given[table.name].append(_poisoned(table.name, old, number))
        if not data.rows[table.name]:  # a table of which we have no row yet
            empty: Row = {column.name: example(column) for column in table.columns}
            given[table.name].append(_poisoned(table.name, empty, number))
    return given


def text_columns() -> list[tuple[str, str]]:
    """Give every column that can hold whatever somebody writes."""
    return [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if isinstance(column.kind, Text | Address | Language | Country)
    ]


def _poisoned(table: str, old: Row, number: int) -> Row:
    row = dict(old)
    for of, column in text_columns():
        typed = (table, column) == ("claims", "value") and not isinstance(PROPERTY_VALUES[str(old["property"])], Text)
        if of == table and not typed:
            row[column] = cell(number)
    return row


def package(folder: Path) -> Path:
    """Write the hostile records as a package."""
    folder.mkdir(parents=True, exist_ok=True)
    own = open_package()
    given = rows()
    for entry in own.descriptor["resources"]:
        pq.write_table(to_arrow(TABLES[entry["name"]], given[entry["name"]]), folder / str(entry["path"]))
    descriptor = dict(own.descriptor) | {"title": cell(0), "description": cell(1), "keywords": [cell(2)]}
    (folder / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    return folder
