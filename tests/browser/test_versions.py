"""Two versions of the site side by side, as mike publishes them: the switcher leads from one to the other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import serve

pytest.importorskip("mike", reason="the test of the switcher needs mike")

ROOT = Path(__file__).parent.parent.parent


MIKE = (["deploy", "0.1"], ["deploy", "0.2", "latest"], ["set-default", "latest"])


@pytest.fixture
def published(tmp_path: Path) -> Iterator[str]:
    """Publish two versions of a site of two pages, with our theme and hooks, and serve the branch that has them."""
    docs, work, branch = tmp_path / "docs", tmp_path / "work", tmp_path / "branch"
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
    (docs / "quotes").mkdir()
    work.mkdir()
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (docs / "quotes" / "index.md").write_text("# Quotes\n", encoding="utf-8")
    with serve(branch) as address:
        config = {
            "INHERIT": str(ROOT / "mkdocs.yml"),
            "site_url": address,
            "docs_dir": str(docs),
            "site_dir": str(tmp_path / "site"),
            "theme": {"custom_dir": str(ROOT / "docs" / "theme")},
            "hooks": [str(ROOT / "docs" / "hooks" / name) for name in ("security.py", "versions.py")],
            "plugins": ["search"],
            "nav": ["index.md", "quotes/index.md"],
        }
        (work / "mkdocs.json").write_text(json.dumps(config), encoding="utf-8")
        run(work, "git", "init", "--quiet")
        run(work, "git", "commit", "--quiet", "--allow-empty", "-m", "a")
        for told in MIKE:
            run(work, "mike", *told, "--config-file", "mkdocs.json")
        run(work, "git", "worktree", "add", "--quiet", str(branch), "gh-pages")
        yield address


def run(folder: Path, *command: str) -> None:
    """Run a command, with the programs of this environment, which must succeed."""
    names = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env=os.environ | names | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)


def test_the_switcher_leads_to_the_same_page_of_another_version(page: Page, published: str) -> None:
    """The root leads to the newest version; its switcher lists both, and leads from a page to the same in the other."""
    page.goto(published)
    expect(page).to_have_url(f"{published}/latest/")
    page.goto(f"{published}/latest/quotes/")
    expect(page.locator(".md-version__current")).to_contain_text("0.2")
    assert ["0.2", "0.1"] == page.locator(".md-version__link").all_text_contents()
    page.locator(".md-version__current").hover(force=True)  # the list covers the button as soon as it is open
    page.get_by_role("link", name="0.1").click()
    expect(page).to_have_url(f"{published}/0.1/quotes/")
    expect(page.locator(".md-version__current")).to_contain_text("0.1")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quotes")
