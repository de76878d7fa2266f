"""Write down what the browser, axe and LinkChecker say of a built site: ``python tests/browser/report.py SITE OUT``.

The figures go into the Markdown file OUT; whatever is wrong is told, and makes the command fail.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import conftest  # noqa: F401 - that of the browser, before the path leads to another

sys.path.append(str(Path(__file__).parent.parent))
from screenshots import COLOURS, WIDTHS
from serving import CHROMIUM, FLAGS, serve
from test_browser import KINDS, fragments
from test_hostile import naive, visit
from test_links import walked

from hostile import PAYLOADS, WORD, text_columns

Lines = Iterator[tuple[str, str, bool]]
"""What was looked at, what was found, and whether it is as it should be."""


def accessibility(browser: Browser, root: str) -> Lines:
    """Run axe over every kind of page, at each width in both colours."""
    axe = (resources.files(axe_playwright_python) / "axe.min.js").read_text(encoding="utf-8")
    counts = {"passes": 0, "violations": 0, "incomplete": 0}
    for colour in COLOURS:
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=colour, reduced_motion="reduce", bypass_csp=True
            )
            page = context.new_page()
            for path in KINDS:
                page.goto(f"{root}/{path}")
                page.evaluate(axe)
                found = page.evaluate("axe.run(document)")
                for name in counts:
                    counts[name] += len(found[name])
                for one in found["violations"]:
                    sys.stderr.write(f"{path} {width} {colour}: {one['id']}\n")
            context.close()
    runs = len(COLOURS) * len(WIDTHS) * len(KINDS)
    yield "kinds of page, each at 1280 and 375 pixels in light and dark", f"{len(KINDS)}, so {runs} runs of axe", True
    yield "rules of axe that applied and were kept", f"{counts['passes']:,}", True
    yield "rules of axe that were broken", str(counts["violations"]), counts["violations"] == 0
    yield "of which axe could not judge every place", str(counts["incomplete"]), True


def links(root: str, site: Path, work: Path) -> Lines:
    """Let LinkChecker walk the site, and look for every fragment."""
    run = walked(root, work)
    told = re.search(
        r"That's it\. ([0-9]+) links in ([0-9]+) URLs checked\. ([0-9]+) warnings? found\. ([0-9]+) err", run.stdout
    )
    followed, addresses, warnings, errors = map(int, told.groups()) if told else (0, 0, 1, 1)
    every, missing = fragments(site)
    yield "links that LinkChecker followed", f"{followed:,} to {addresses:,} addresses", True
    yield "warnings and errors", f"{warnings} and {errors}", run.returncode == 0
    yield "links to a fragment, and those whose fragment is missing", f"{every:,} and {len(missing)}", not missing


def hostile(browser: Browser, work: Path) -> Lines:
    """Open every page of a site made from hostile records, with the policy and without it."""
    maker = Path(__file__).parent / "make_hostile.py"
    subprocess.run([sys.executable, str(maker), str(work / "hostile")], check=True)
    files = [file for file in sorted((work / "hostile").rglob("*.html")) if WORD in file.read_text(encoding="utf-8")]
    ran = 0
    with serve(work / "hostile") as root:
        for bypass in (False, True):
            context = browser.new_context(bypass_csp=bypass)
            page = context.new_page()
            ran += sum(visit(page, f"{root}/{file.relative_to(work / 'hostile')}") for file in files)
            context.close()
    control = naive(browser, work / "hostile", work / "naive")
    yield "payloads in each of so many text columns", f"{len(PAYLOADS)} in each of {len(text_columns())}", True
    yield "pages that show them, opened with the policy and without", f"{len(files)}", True
    yield "pages that ran one", str(ran), ran == 0
    yield (
        "payloads that run in a page that escapes nothing",
        f"{control['naive']} of {len(PAYLOADS)}",
        control["naive"] > 0,
    )
    yield "those that run there under the policy", str(control["guarded"]), control["guarded"] == 0


@contextmanager
def started() -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def main(site: Path, out: Path) -> int:
    """Look at everything, and write the table."""
    with started() as browser, serve(site) as root, tempfile.TemporaryDirectory() as work:
        pages = sum(1 for _ in site.rglob("*.html"))
        index = (site / "search" / "search_index.json").stat().st_size
        lines = [
            ("pages", f"{pages:,}", True),
            ("what the search loads", f"{index / 1000:,.0f} kB", True),
            *accessibility(browser, root),
            *links(root, site, Path(work)),
            *hostile(browser, Path(work)),
        ]
    table = ["| what | found |", "|---|---|", *(f"| {what} | {found} |" for what, found, _ in lines)]
    out.write_text("\n".join(table) + "\n", encoding="utf-8")
    return 0 if all(good for _, _, good in lines) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
