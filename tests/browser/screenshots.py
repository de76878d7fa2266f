"""Take pictures of every kind of page of a built site, or of the pages that are named.

``python tests/browser/screenshots.py SITE OUT [PATH ...]``
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from serving import CHROMIUM, FLAGS, serve
from test_browser import KINDS

WIDTHS = (1280, 375)
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main(site: Path, out: Path, paths: tuple[str, ...], *, full: bool = True) -> None:
    """Take each page at each width in both colours."""
    out.mkdir(parents=True, exist_ok=True)
    with serve(site) as root, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for colour in COLOURS:
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=colour, reduced_motion="reduce"
                )
                for path in paths:
                    page = context.new_page()
                    page.goto(f"{root}/{path}", wait_until="networkidle")
                    name = path.strip("/").replace("/", "_") or "home"
                    page.screenshot(path=out / f"{name}-{width}-{colour}.png", full_page=full)
                    page.close()
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]) or KINDS)
