"""Whatever stands in a cell, Chromium runs none of it: on the pages, in the search, with and without the policy."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from serving import look_for, serve

from conftest import once

sys.path.insert(0, str(Path(__file__).parent.parent))

from hostile import PAYLOADS, WORD


@pytest.fixture(scope="module")
def hostile_site(shared: Path) -> Path:
    """Build the site from hostile records, once."""
    maker = Path(__file__).parent / "make_hostile.py"
    return once(shared, "hostile", [sys.executable, str(maker), str(shared / "hostile")])


@pytest.fixture(scope="module")
def hostile(hostile_site: Path) -> Iterator[str]:
    """Serve it."""
    with serve(hostile_site) as address:
        yield address


def visit(page: Page, address: str) -> bool:
    """Open a page, touch everything that could run something, and tell whether anything ran."""
    page.goto(address, wait_until="load")
    page.evaluate(
        """() => {
            for (const node of document.querySelectorAll("*")) {
                node.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
                if (node.matches("details")) node.open = true;
            }
            for (const link of document.querySelectorAll("a[href^='javascript' i], form[action^='javascript' i]")) {
                link.click ? link.click() : link.submit();
            }
        }"""
    )
    page.wait_for_timeout(50)
    return bool(page.evaluate("window.__ran || 0"))


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without the policy"])
def test_no_page_runs_what_a_cell_says(browser: Browser, hostile: str, hostile_site: Path, bypass: bool) -> None:
    """On every page of the hostile site nothing runs and no dialogue opens, even where the policy is switched off."""
    context = browser.new_context(bypass_csp=bypass)
    page = context.new_page()
    dialogues: list[str] = []

    def dismissed(dialogue: Dialog) -> None:
        dialogues.append(dialogue.message)
        dialogue.dismiss()

    page.on("dialog", dismissed)
    files = sorted(hostile_site.rglob("*.html"))
    drawn = [file for file in files if WORD in file.read_text(encoding="utf-8")]
    kinds = {file.relative_to(hostile_site).parts[0] for file in drawn}
    assert {"quotes", "events", "discrepancies", "sources", "actors", "places", "timeline", "who-says-what"} <= kinds
    ran = [str(file) for file in drawn if visit(page, f"{hostile}/{file.relative_to(hostile_site)}")]
    context.close()
    assert [] == ran
    assert [] == dialogues


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without the policy"])
def test_the_search_runs_nothing(browser: Browser, hostile: str, bypass: bool) -> None:
    """The results of the search show hostile titles and texts, and run none of them."""
    context = browser.new_context(bypass_csp=bypass)
    page = context.new_page()
    page.goto(hostile)
    look_for(page, WORD)
    page.wait_for_timeout(500)
    assert not page.evaluate("window.__ran || 0")
    assert 0 == page.locator(".md-search-result script, .md-search-result img, .md-search-result iframe").count()
    context.close()


NAIVE_SEARCH = """<!doctype html><title>x</title><script type="module">
const index = await (await fetch("search_index.json")).json();
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
for (const one of index.docs.filter((one) => one.text.includes("WORD")).slice(0, 10)) {
  for (const found of plain(one.text).split("WORD")) {
    const shown = document.createElement("p");
    shown.innerHTML = found;
    document.body.append(shown);
  }
}
</script>""".replace("WORD", WORD)


def test_a_naive_search_would_run_it(browser: Browser, hostile_site: Path, tmp_path: Path) -> None:
    """The positive control: the index of the search has live payloads, which run where results are not escaped."""
    shutil.copy(hostile_site / "search" / "search_index.json", tmp_path)
    (tmp_path / "index.html").write_text(NAIVE_SEARCH, encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    with serve(tmp_path) as address:
        page.goto(address)
        page.wait_for_function("window.__ran")
    context.close()


def test_filters_run_nothing(page: Page, hostile: str) -> None:
    """Choosing and sorting over hostile entries runs nothing."""
    page.goto(f"{hostile}/quotes/?q={WORD}&sort=speaker")
    expect(page.locator(".sd-count")).to_contain_text("shown")
    assert not page.evaluate("window.__ran || 0")


def naive(browser: Browser, site: Path, work: Path) -> dict[str, int]:
    """Count the payloads that run in a page that escapes nothing, and in the same page under the policy of *site*."""
    index = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]+>', index)
    assert found is not None
    work.mkdir(exist_ok=True)
    for number, payload in enumerate(PAYLOADS):
        for name, policy in (("naive", ""), ("guarded", found[0])):
            text = f"<!doctype html><html><head>{policy}<title>x</title></head><body><p>{payload}</p></body></html>"
            (work / f"{name}-{number}.html").write_text(text, encoding="utf-8")
    ran: dict[str, int] = {"naive": 0, "guarded": 0}
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialogue: dialogue.dismiss())
    with serve(work) as address:
        for number in range(len(PAYLOADS)):
            for name in ran:
                try:
                    ran[name] += visit(page, f"{address}/{name}-{number}.html")
                except Exception as error:
                    if "context was destroyed" not in str(error):
                        raise
                    ran[name] += 1
    context.close()
    return ran


def test_a_naive_page_would_run_it_and_the_policy_stops_it(
    browser: Browser, hostile_site: Path, tmp_path: Path
) -> None:
    """The positive control: payloads do run in a page that escapes nothing, and the site's policy stops them."""
    ran = naive(browser, hostile_site, tmp_path)
    assert ran["naive"] >= 25
    assert 0 == ran["guarded"]
