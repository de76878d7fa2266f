"""Bound and order the index of the search, when the theme has written it."""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from summitdata.site.searching import bounded, headed


@event_priority(-100)  # after the theme's own search, which writes the file
def on_post_build(config: MkDocsConfig) -> None:
    """Write the index anew in its place."""
    file = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(headed(bounded(index)), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
