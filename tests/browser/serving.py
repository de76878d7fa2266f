"""Serving a built site to a browser, and asking its search."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CHROMIUM = os.environ.get("SUMMITDATA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
"""The browser of the machine, or None where it has none."""

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Allow LinkChecker as many requests as it can make; without this header it makes three in a second."""
        self.send_header("LinkChecker", "welcome")
        super().end_headers()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a page asks for more at once than the five that may wait by default

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Say nothing of a browser that leaves a page before it has all of it."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder on a free port; give its address."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def look_for(page: Page, words: str) -> Locator:
    """Ask the search of the site, as soon as it has read its index, and give the results.

    What is filled in before the search listens is lost to it, and so is what no key was pressed for.
    """
    from playwright.sync_api import expect  # only here, so that without it the tests can be skipped

    field = page.locator("input[name=query]")
    field.click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching", timeout=60_000)
    field.fill(words)
    field.press("End")
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_attached(timeout=30_000)
    return results
