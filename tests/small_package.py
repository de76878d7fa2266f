"""A small dataset for the tests of building and opening packages: one meeting, one utterance, two sources."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from small_evidence import claim, dataset, rendering, row
from summitdata.dataset import DESCRIPTOR
from summitdata.model import Row, Rows
from summitdata.rows import Contributor, Licence, PackageInfo, write_rows

INFO = PackageInfo(
    name="small",
    title="A small package",
    description="One meeting, one utterance, two sources.",
    version="0.1.0",
    created=date(2026, 11, 22),
    homepage=None,
    keywords=("test", "日本"),
    contributors=(Contributor("tester", "A tester", "author"),),
    licences=(
        Licence("data", "CC0-1.0", "Creative Commons Zero", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ),
)

SHA = "64f0472d0d90122d31d7d0b5f2a3c1e4a1b2c3d4e5f60718293a4b5c6d7e8f90"


def source(key: str, *, held: bool, url: str | None = None) -> Row:
    """Give a source that a row file can hold."""
    return row(
        "sources", key, title=f"The document {key}", kind="report", language="en", origin_note="As it says.",
        rights="quotation", held=held, extent="full" if held else "none", length=100 if held else 0, url=url,
        published="2026-01-13", text_sha256=SHA if held else None, known_via=None if held else "paper",
    )  # fmt: skip


def rows() -> Rows:
    """Give the written columns of every row."""
    return dataset(
        ("sources", [source("paper", held=True, url="https://example.org/paper"), source("wire", held=False)]),
        ("actors", [row("actors", "lee", name="Lee", kind="person", country="KR")]),
        ("places", [row("places", "nara", name="Nara", kind="city", latitude=35.0, longitude=135.805)]),
        ("events", [row("events", "summit", title="The summit", summary="They meet.", kind="summit")]),
        ("participants", [row("participants", "summit.lee", event="summit", actor="lee", role="guest")]),
        ("quotes", [row("quotes", "words", gist="He says something in 日本.")]),
        (
            "claims",
            [
                claim("paper.c1", "summit", "date", "2026-01-13"),
                claim("paper.c2", "summit", "place", "nara"),
                claim("paper.c3", "summit", "number", "90", scope="minutes", about=True),
            ],
        ),
        ("renderings", [rendering("paper.r1", "words", form="direct", paraphrase="He says it.", speaker="lee")]),
        (
            "spans",
            [
                row(
                    "spans", "paper.r1.s1", source="paper", rendering="paper.r1", part=1, use="speech", start=1,
                    stop=10, sha256=SHA, text="“Words” of his",
                )
            ],
        ),
    )  # fmt: skip


def write(root: Path, changed: Rows | None = None, info: PackageInfo | None = INFO) -> Path:
    """Write the row files into the folder *root*, and give it."""
    root.mkdir(exist_ok=True)
    write_rows(rows() if changed is None else changed, info, root)
    return root


def described(root: Path) -> dict[str, Any]:
    """Give the descriptor of the package in *root*."""
    found: dict[str, Any] = json.loads((root / DESCRIPTOR).read_bytes())
    return found


def describe(root: Path, descriptor: dict[str, Any]) -> None:
    """Replace the descriptor of the package in *root*."""
    (root / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
