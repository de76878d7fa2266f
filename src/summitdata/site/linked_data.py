"""The description of the dataset that search engines read, as schema.org in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from summitdata.site.markup import Html

_PARQUET = "application/vnd.apache.parquet"


def dataset(descriptor: Mapping[str, Any], address: str = "") -> Html:
    """Describe the dataset that *descriptor* stands for; *address* is the root of the site, where it is known."""
    licences = [entry.get("path") for entry in descriptor.get("licenses", ()) if entry.get("path")]
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": descriptor.get("title"),
        "description": " ".join(str(descriptor.get("description", "")).split()),
        "version": descriptor.get("version"),
        "datePublished": str(descriptor.get("created", ""))[:10],
        "keywords": descriptor.get("keywords"),
        "license": licences[0] if len(licences) == 1 else licences or None,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": one["title"]} for one in descriptor.get("contributors", ())],
        "url": address or None,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": entry["name"],
                "description": entry.get("description"),
                "encodingFormat": _PARQUET,
                "contentUrl": f"{address}data/{entry['path']}",
                "sha256": str(entry.get("hash", "")).removeprefix("sha256:") or None,
            }
            for entry in descriptor.get("resources", ())
        ],
    }
    kept = {key: value for key, value in described.items() if value}
    text = json.dumps(kept, ensure_ascii=True, separators=(",", ":"))
    # Inside a script element only these can end it or open another; a JSON string may spell them out.
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Html(f'<script type="application/ld+json">{text}</script>')
