"""Where a finding stands and where the page of its rule is, as paths that other programs can follow."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from summitdata.diagnostics import Place, Report


def page_of(code: str, pages: str = "") -> str:
    """Give the address of the page of a rule, below *pages*, which ends in a slash; relative where it is empty."""
    return f"{pages}rules/{quote(code, safe='', errors='surrogatepass')}/"


def file_of(report: Report, place: Place | None) -> str:
    """Give the path of a finding's file as seen from where the check ran; of one without a place, the dataset's."""
    return PurePath(report.target, place.file if place else "").as_posix()


def address_of(path: str) -> str:
    """Give a path as a URI: relative as it is, absolute with the scheme ``file``."""
    quoted = quote(path, safe="/", errors="surrogatepass")
    return f"file:///{quoted.lstrip('/')}" if path.startswith("/") else quoted
