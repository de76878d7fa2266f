"""The description of the dataset that search engines and loaders read: schema.org and Croissant, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from summitdata.release.croissant import CONTEXT, VERSION, record_sets
from summitdata.site.markup import Html

_PARQUET = "application/x-parquet"
"""The name by which loaders of Croissant know Parquet."""


def dataset(descriptor: Mapping[str, Any], address: str = "") -> Html:
    """Describe the dataset that *descriptor* stands for; *address* is the root of the site, where it is known."""
    licences = [entry.get("path") for entry in descriptor.get("licenses", ()) if entry.get("path")]
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": descriptor.get("name"),
        "alternateName": descriptor.get("title"),
        "description": " ".join(str(descriptor.get("description", "")).split()),
        "version": descriptor.get("version"),
        "datePublished": str(descriptor.get("created", ""))[:10],
        "keywords": descriptor.get("keywords"),
        "license": licences[0] if len(licences) == 1 else licences or None,
        "isAccessibleForFree": True,
        "creator": [{"@type": "sc:Organization", "name": one["title"]} for one in descriptor.get("contributors", ())],
        "url": address or None,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": entry["path"],
                "name": entry["path"],
                "description": entry.get("description"),
                "encodingFormat": _PARQUET,
                "contentUrl": f"{address}data/{entry['path']}",
                "sha256": str(entry.get("hash", "")).removeprefix("sha256:") or None,
            }
            for entry in descriptor.get("resources", ())
        ],
        "recordSet": record_sets(),
    }
    kept = {key: value for key, value in described.items() if value}
    text = json.dumps(kept, ensure_ascii=True, separators=(",", ":"))
    # Inside a script element only these can end it or open another; a JSON string may spell them out.
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Html(f'<script type="application/ld+json">{text}</script>')
