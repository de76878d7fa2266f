"""Zip files and lists of hashes that are the same, byte for byte, wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Final

SUMS: Final = "SHA256SUMS"
"""The file that lists the SHA-256 of all others beside it, in the form that ``sha256sum --check`` reads."""

_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\n\0]+)\n")


def sums(files: Mapping[str, bytes]) -> bytes:
    """List the SHA-256 of *files*, sorted by name."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Read a list of hashes: SHA-256 in hexadecimal, by name.

    Raises:
        ValueError: A line is not of the form that :func:`sums` writes, or a name stands twice.
    """
    hashes: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(keepends=True), 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in hashes:
            raise ValueError(f"line {number} is no hash, two blanks and a name of its own")
        hashes[match[2]] = match[1]
    return hashes


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """Pack *files* into a zip: sorted by name, dated to *day*, stored.

    Nothing is compressed, since compressors differ from release to release and Parquet is compressed already; so a
    zip can be held against what it holds, byte for byte.
    """
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return sink.getvalue()
