"""The built site, and a browser to look at it with."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import CHROMIUM, FLAGS, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
pytest.importorskip("mkdocs", reason="the browser tests need mkdocs")

ROOT = Path(__file__).parent.parent.parent


def once(shared: Path, name: str, make: list[str]) -> Path:
    """Run a command that makes the folder *name*, in one of the processes that share a test run."""
    done, folder = shared / f"{name}.done", shared / name
    try:
        os.close(os.open(shared / f"{name}.lock", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(1200):
            if done.exists():
                break
            time.sleep(0.5)
    else:
        run = subprocess.run(make, capture_output=True, text=True, check=False, cwd=ROOT)
        done.write_text(f"{run.stdout}\n{run.stderr}" if run.returncode else "", encoding="utf-8")
    assert done.read_text(encoding="utf-8") == ""
    return folder


def build_command(folder: Path, *options: str) -> list[str]:
    """Give the command that builds the site into *folder*."""
    return [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder), *options]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that the processes of one test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """Build the site, once; SUMMITDATA_SITE names one that is built already."""
    if built := os.environ.get("SUMMITDATA_SITE"):
        return Path(built)
    return once(shared, "site", build_command(shared / "site"))


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """Serve the site."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser."""
    if CHROMIUM is None:
        pytest.skip("the browser tests need Chromium: install it, or name it in SUMMITDATA_CHROMIUM")
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page of which every complaint on the console fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [] == complaints


@pytest.fixture(scope="session")
def axe() -> str:
    """Give axe-core, as the locked package carries it."""
    package = pytest.importorskip("axe_playwright_python", reason="the accessibility tests need axe-playwright-python")
    return (resources.files(package) / "axe.min.js").read_text(encoding="utf-8")
