"""Hand the pages that the records give to MkDocs."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from summitdata.dataset import open_package
from summitdata.records import records
from summitdata.site import site_files, written


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and every data file."""
    records.cache_clear()  # the tables may have been built since the site was last written
    named = config.extra.get("dataset")
    package = open_package(named) if named else None
    for path, content in site_files(Path(config.docs_dir), config.site_url or "", package):
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """List the decisions where their index is."""
    if page.file.src_uri != "decisions/README.md":
        return markdown
    return f"{markdown}\n\n{written.decisions(Path(config.docs_dir) / 'decisions')}\n"


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Show docstrings without roles."""
    return written.without_roles(html) if page.file.src_uri == "api.md" else html
