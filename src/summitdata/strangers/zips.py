"""Which members of somebody else's zip may be read: told from its directory, before a byte is unpacked."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from typing import Final

from summitdata.errors import PackageError
from summitdata.strangers.limits import LARGEST_FILE, LARGEST_PACKAGE, LONGEST_NAME

MOST_MEMBERS: Final = 20_000
"""The most members of a zip."""

LARGEST_RATIO: Final = 200
"""The most bytes that one packed byte may stand for; DEFLATE alone reaches 1,032."""

SMALLEST_SUSPECT: Final = 1 << 20
"""Members below this size may be packed as tightly as they can be."""

_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_FORBIDDEN: Final = frozenset('\\:\0*?"<>|')
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def safe_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Give the files in *archive*, none of which leads out of the folder that it is unpacked to or fills the disk.

    What is declared is all that is judged: read a member with :meth:`zipfile.ZipFile.open`, which ends at the
    declared size and holds the bytes against their checksum.

    Raises:
        PackageError: The archive has too many members or too much in them; or a member is a link, encrypted, packed
            by an unusual method or too tightly, shares bytes or a name with another, or has a path that is absolute,
            leads upwards, or means something else on another system.  The message names the member.
    """
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise PackageError(f"The zip has {len(members):,} members; at most {MOST_MEMBERS:,} are read.")
    total, ends = 0, 0
    names: set[str] = set()
    for member in sorted(members, key=lambda member: member.header_offset):
        if (mistake := _mistake(member)) is not None:
            raise PackageError(f"The zip's member {member.orig_filename[:LONGEST_NAME]!r} {mistake}.")
        name = _compared(member)
        if name in names:
            raise PackageError(f"The zip's member {member.filename!r} is there twice, for some systems at least.")
        if member.header_offset < ends:
            raise PackageError(f"The zip's member {member.filename!r} shares its bytes with another.")
        ends = member.header_offset + member.compress_size
        names.add(name)
        total += member.file_size
    if total > LARGEST_PACKAGE:
        raise PackageError(f"The zip holds {total:,} bytes; at most {LARGEST_PACKAGE:,} are unpacked.")
    files = {_compared(member) for member in members if not member.is_dir()}
    if buried := next((name for name in sorted(names) if not files.isdisjoint(_parents(name))), None):
        raise PackageError(f"The zip's member {buried!r} stands in another one that is a file.")
    return [member for member in members if not member.is_dir()]


def _mistake(member: zipfile.ZipInfo) -> str | None:
    """Say what speaks against a member, None where nothing does."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR} or (kind == stat.S_IFDIR) > member.is_dir():
        return "is a link or a device, no file"
    if member.flag_bits & 0x1:
        return "is encrypted"
    if member.compress_type not in _METHODS:
        return "is packed by another method than DEFLATE"
    if member.file_size > LARGEST_FILE:
        return f"has {member.file_size:,} bytes; at most {LARGEST_FILE:,} are unpacked"
    if member.file_size > max(SMALLEST_SUSPECT, LARGEST_RATIO * member.compress_size):
        return f"is packed more tightly than 1 to {LARGEST_RATIO}"
    return None if _is_plain_path(member.orig_filename) else "has a path that leads elsewhere on some system"


def _is_plain_path(name: str) -> bool:
    """Tell whether a member's name is a relative path that means the same on every system."""
    parts = name.removesuffix("/").split("/")
    return (
        len(name) <= LONGEST_NAME
        and name.isprintable()
        and not set(name) & _FORBIDDEN
        and all(
            part not in {"", ".", ".."} and part[-1] not in ". " and part.partition(".")[0].lower() not in _DEVICES
            for part in parts
        )
    )


def _parents(name: str) -> set[str]:
    """Give the path of every folder that *name* stands in."""
    parts = name.split("/")
    return {"/".join(parts[:end]) for end in range(1, len(parts))}


def _compared(member: zipfile.ZipInfo) -> str:
    """Give a member's path as systems compare it that know neither case nor normalisation."""
    return unicodedata.normalize("NFC", member.filename.rstrip("/")).casefold()
