"""The site in Chromium: filters, deep links, keyboard, no JavaScript, accessibility, no request to other hosts."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import look_for, serve

sys.path.insert(0, str(Path(__file__).parent.parent))

from many_rows import many
from summitdata.records import Records
from summitdata.site import KINDS as KINDS_OF_PAGES
from summitdata.site.context import Context

ROOT = Path(__file__).parent.parent.parent

LEE = "quotes/lee-cooperation-more-important-than-ever/"
KINDS = (
    "", "timeline/", "quotes/", LEE, "events/", "events/nara-summit/", "discrepancies/",
    "discrepancies/nara-meeting-count/", "sources/", "sources/spacewar-2026-01-13-nara/", "actors/",
    "actors/lee-jae-myung/", "places/", "places/nara/", "who-says-what/", "use/", "tables/", "tables/quotes/",
    "tables/vocabularies/", "rules/", "rules/C002/", "api/", "command-line/", "contribute/", "how-it-works/",
    "decisions/", "changelog/", "licence/", "404.html", "verify/", "check/", "reports/", "own-rules/",
    "proofs/corruption-matrix/", "proofs/hostile-input/", "contribute/article/", "contribute/rule/",
    "contribute/release/", "versions/", "proofs/crash/", "proofs/bit-flips/",
    "proofs/release/", "proofs/mutation/", "benchmarks/", "planning/",
    "decisions/0001-subjects-are-two-columns/",
)  # fmt: skip
"""One page of every kind."""


def shown(page: Page) -> int:
    """Count the entries that are shown."""
    return page.locator("li[data-item]:visible, .sd-list > li:visible").count()


def test_filters_narrow_the_timeline_and_stand_in_the_address(page: Page, root: str) -> None:
    """Choosing an actor and a kind leaves fewer entries, writes the address, and dims the rest of the drawing."""
    page.goto(f"{root}/timeline/")
    every = shown(page)
    page.get_by_label("Actor").select_option("sanae-takaichi")
    page.get_by_label("Kind").select_option("utterance")
    expect(page).to_have_url(re.compile("actor=sanae-takaichi.*kind=utterance"))
    assert 0 < shown(page) < every
    assert page.locator("[data-for].sd-off").count() > 0
    page.locator(".sd-controls button").click()
    expect(page.get_by_role("status")).to_contain_text(f"{every} shown")
    assert page.url.endswith("/timeline/")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("timeline/", "status=planned"), ("timeline/", "country=CN&q=export"),
        ("timeline/", "source=yomiuri-2026-01-14-editorial"),
        ("quotes/", "q=cooperation&sort=origins"), ("discrepancies/", "kind=omission"), ("events/", "kind=summit"),
        ("actors/", "country=KR&kind=person"), ("sources/", "held=yes"), ("places/", "kind=city"),
    ],
)  # fmt: skip
def test_a_view_can_be_linked(page: Page, root: str, path: str, query: str) -> None:
    """An address with a choice shows that choice when it is opened."""
    page.goto(f"{root}/{path}")
    every = shown(page)
    page.goto(f"{root}/{path}?{query}")
    expect(page.get_by_role("status")).to_contain_text(" of ")
    assert 0 < shown(page) < every
    page.reload()
    assert 0 < shown(page) < every


@pytest.mark.parametrize(
    ("path", "words"), [("actors/", "이재명"), ("actors/", "高市"), ("places/", "法隆寺"), ("quotes/", "Front-Yard")]
)
def test_free_text_finds_words_in_any_language(page: Page, root: str, path: str, words: str) -> None:
    """Words in Korean, Japanese and English are found, whatever their case."""
    page.goto(f"{root}/{path}")
    page.get_by_label("Words").fill(words.replace("Front-Yard", "FRONT yard"))
    expect(page.get_by_role("status")).to_contain_text("1 of ")


def test_nothing_found_is_said(page: Page, root: str) -> None:
    """A choice that fits nothing says so to everybody."""
    page.goto(f"{root}/timeline/?q=zzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing fits")


def test_sorting_changes_the_order(page: Page, root: str) -> None:
    """Sorting by wordings brings the utterance with the most to the top."""
    page.goto(f"{root}/quotes/?sort=wordings")
    assert LEE.strip("/").split("/")[1] in str(page.locator(".sd-list a").first.get_attribute("href"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Takaichi", "sanae-takaichi"), ("Lee", "lee-jae-myung"), ("Nara", "nara"), ("이재명", "lee-jae-myung"),
        ("이재", "lee-jae-myung"), ("다카이치", "sanae-takaichi"), ("高市", "sanae-takaichi"), ("法隆寺", "horyuji"),
        ("習近平", "xi-jinping"), ("長生炭鉱", "chosei-coal-mine"),
        ("unsettled", "lee-cooperation-more-important-than-ever"),
        ("mediation", "lee-limits-of-mediation"),
    ],
)  # fmt: skip
def test_site_search_finds_names_and_words_in_three_scripts(page: Page, root: str, words: str, expected: str) -> None:
    """The search gives first whom or what is named, or begun to be named, in English, Korean or Japanese."""
    page.goto(root)
    assert f"/{expected}/" in str(look_for(page, words).first.get_attribute("href"))


def test_the_timeline_works_by_keyboard(page: Page, root: str) -> None:
    """Filters are reached and changed, folds opened and entries followed without a mouse."""
    page.goto(f"{root}/timeline/")
    page.get_by_label("Words").focus()
    page.keyboard.press("Tab")
    assert "timeline-actor" == page.evaluate("document.activeElement.id")
    page.keyboard.type("Lee Jae")
    expect(page).to_have_url(re.compile("actor=lee-jae-myung"))
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.evaluate("node => !node.parentElement.open")
    link = page.locator(".sd-item__title:visible").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/(events|quotes)/[a-z0-9-]+/$"))


def test_focus_can_be_seen_and_content_reached(page: Page, root: str) -> None:
    """The first stop leads past the header, and has a visible outline."""
    page.goto(f"{root}/{LEE}")
    page.keyboard.press("Tab")
    focused = page.evaluate(
        "[document.activeElement.getAttribute('href'), getComputedStyle(document.activeElement).outlineStyle]"
    )
    assert ["#main", "solid"] == focused


def test_no_mark_of_the_drawing_catches_the_keyboard(page: Page, root: str) -> None:
    """The drawing repeats the list, so it is no stop for the keyboard and silent for screen readers."""
    page.goto(f"{root}/timeline/")
    assert 0 == page.locator(".sd-axis a:not([tabindex='-1'])").count()
    assert 2 == page.locator("svg.sd-axis[aria-hidden=true]").count()


def test_every_page_is_complete_without_scripts(browser: Browser, root: str) -> None:
    """Without JavaScript the lists are whole, forms that would do nothing are hidden, and pages read as before."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/timeline/")
    assert 96 <= page.locator("li[data-item]").count()
    assert page.locator("li[data-item]").last.is_visible()
    assert not page.locator(".sd-controls").is_visible()
    page.goto(f"{root}/{LEE}")
    assert page.locator("mark").first.is_visible()
    assert page.locator("table.sd-aligned").is_visible()
    context.close()


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path or "home")
def test_every_kind_of_page_holds(page: Page, root: str, axe: str, path: str) -> None:
    """Axe finds nothing at either width in either colours; nothing scrolls sideways; no other host is asked."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{root}/{path}")
    page.evaluate(axe)
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("default", "slate"):
            page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
            assert {} == violations(page), (width, scheme)
    assert {urlsplit(root).netloc} == {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}


def violations(page: Page) -> dict[str, list[str]]:
    """Give what axe finds, by rule."""
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return {one["id"]: [node["html"][:200] for node in one["nodes"]][:3] for one in found}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_print_keeps_the_evidence(page: Page, root: str, colours: Literal["light", "dark"]) -> None:
    """In print the filters go, entries and marked words stay, and all is dark on white even from a dark screen."""
    page.emulate_media(media="print", color_scheme=colours)
    page.goto(f"{root}/timeline/")
    for gone in (".sd-controls", ".md-header", ".md-footer"):
        assert not page.locator(gone).is_visible()
    assert page.locator("li[data-item]").first.is_visible()
    page.goto(f"{root}/{LEE}")
    mark = page.locator(".sd-wording mark").first
    assert "underline" in str(mark.evaluate("node => getComputedStyle(node).textDecorationLine"))
    assert "rgb(0, 0, 0)" == mark.evaluate("node => getComputedStyle(node).color")
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_filters_reach_the_other_pages_of_a_long_list(browser: Browser, tmp_path: Path) -> None:
    """On any page of a long list a filter finds entries of all, in their order, and the rest is told of if it fails."""
    made = KINDS_OF_PAGES["quotes"][0](Context(Records(many(20)), "../"), many(20)["quotes"])
    assert len(made) > 2
    script = (ROOT / "docs" / "assets" / "js" / "browse.js").read_text(encoding="utf-8")
    (tmp_path / "browse.js").write_text(script, encoding="utf-8")
    for one in made:
        file = tmp_path / one.address / "index.html"
        file.parent.mkdir(parents=True)
        head = '<!doctype html><meta charset="utf-8"><script src="/browse.js" defer></script>'
        file.write_text(f"{head}{one.body}", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    with serve(tmp_path) as address:
        page.goto(f"{address}/quotes/page/2/")
        expect(page.get_by_role("status")).to_have_text("200 shown")
        page.get_by_label("Words").fill("more than ever")
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^20 of 660 shown$"))
        keys = [link.get_attribute("href") for link in page.locator("#quotes > li:visible a").all()]
        numbers = [int(str(key).rstrip("/").rpartition("-")[2]) for key in keys]
        assert sorted(numbers) == numbers
        assert not page.locator(".sd-pages").is_visible()
        page.goto(f"{address}/{str(keys[0]).removeprefix(address).lstrip('/')}")
        page.route("**/quotes/page/3/", lambda route: route.abort())
        page.goto(f"{address}/quotes/?speaker=nobody-at-all")
        expect(page.get_by_role("status")).to_have_text(re.compile("Nothing fits.*could not be fetched"))
    context.close()


def test_an_address_may_name_a_value_that_the_filter_does_not_offer(page: Page, root: str) -> None:
    """A link to a value that stands in no list of choices filters by it, and says so."""
    page.goto(f"{root}/events/?actor=nobody-at-all")
    expect(page.get_by_role("status")).to_contain_text("Nothing fits")
    assert "nobody-at-all" == page.get_by_label("Actor").input_value()


def fragments(site: Path) -> tuple[int, list[tuple[str, str]]]:
    """Count the links with a fragment on all pages, and give those that name no id of the page they lead to."""
    pages = {file: file.read_text(encoding="utf-8") for file in site.rglob("*.html")}
    ids = {file: set(re.findall(r'\bid="([^"]+)"', text)) for file, text in pages.items()}
    every, missing = 0, []
    for file, text in pages.items():
        for link in re.findall(r'href="([^"#:]*#[^"]+)"', text):
            path, _, fragment = link.partition("#")
            target = (file.parent / path).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            every += 1
            if target in ids and fragment not in ids[target] and not fragment.startswith("__"):
                missing.append((str(file.relative_to(site)), link))
    return every, missing


def test_every_fragment_exists(site: Path) -> None:
    """Every link with a fragment, on every page of the built site, names an id of the page that it leads to."""
    every, missing = fragments(site)
    assert every > 1000
    assert [] == missing


def test_every_page_has_a_policy_and_a_description(site: Path) -> None:
    """Every page carries a Content-Security-Policy without loopholes, and says what it is."""
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        assert found, file
        assert "unsafe" not in found[1]
        assert '<meta name="description"' in text
