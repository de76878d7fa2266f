"""The changelog: the Data section of a release, written from the difference, beside the Software that people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from summitdata.diff import Change, Difference, Kind, Subject
from summitdata.diff.change import Group
from summitdata.diff.render import lines
from summitdata.diff.sentences import PLURAL, noun
from summitdata.errors import SummitDataError
from summitdata.model import ComputedHome, FileHome
from summitdata.schema import TABLES

CHANGELOG: Final = "CHANGELOG.md"
"""The file that tells what changed from release to release."""

HEADINGS: Final = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""The headings of Keep a Changelog, in the order in which a section has them."""

PARTS: Final = ("Data", "Software")
"""The two parts of a version."""

_UNRELEASED: Final = re.compile(r"^## \[Unreleased\][^\n]*\n", re.MULTILINE)
_VERSION: Final = re.compile(r"^## ", re.MULTILINE)

Section = dict[str, dict[str, list[str]]]
"""The lines of a version by part and heading."""


class ChangelogError(SummitDataError, ValueError):
    """A changelog that is not in the form that releases are written in."""


def data_section(found: Difference) -> dict[str, list[str]]:
    """Give the lines of the Data part by heading, from the difference to the last release.

    What only follows from other changes (counts, and rows that nobody writes) is left out; rows that were added are
    named by table.
    """
    told = [change for change in found.changes if change.group is not Group.COUNTS and not _follows(change)]
    sorted_in: dict[str, list[Change]] = {}
    for change in told:
        sorted_in.setdefault(_heading(change), []).append(change)
    section = {heading: list(_lines(sorted_in[heading])) for heading in HEADINGS if heading in sorted_in}
    return {heading: entries for heading, entries in section.items() if entries}


def released(text: str, version: str, day: str, data: dict[str, list[str]]) -> str:
    """Give the changelog with what stands under Unreleased, and *data*, as the section of *version*.

    Lines that people wrote stand before those that the difference gives; an entry that stands there already is not
    repeated.

    Raises:
        ChangelogError: There is no heading ``## [Unreleased]``, or one of *version* already.
    """
    match = _UNRELEASED.search(text)
    if match is None:
        raise ChangelogError("CHANGELOG.md has no heading '## [Unreleased]'. Put it above the newest version.")
    if re.search(rf"^## \[{re.escape(version)}\]", text, re.MULTILINE):
        raise ChangelogError(f"CHANGELOG.md already has a section for version {version}.")
    following = _VERSION.search(text, match.end())
    stop = following.start() if following else len(text)
    section = parse(text[match.end() : stop])
    written = section.setdefault("Data", {})
    for heading, entries in data.items():
        there = written.setdefault(heading, [])
        there += [entry for entry in entries if entry not in there]
    body = f"## [{version}] - {day}\n\n{''.join(_printed(section))}"
    return f"{text[: match.end()]}\n{body}{text[stop:]}"


def dated(text: str, version: str, day: str) -> str:
    """Give the changelog with *day* in the heading of the section that it has of *version*."""
    return re.sub(rf"^(## \[{re.escape(version)}\]).*$", rf"\g<1> - {day}", text, count=1, flags=re.MULTILINE)


def notes(text: str, version: str) -> str:
    """Give what the changelog says of *version*, without its heading.

    Raises:
        ChangelogError: It has no section of that version.
    """
    match = re.search(rf"^## \[{re.escape(version)}\][^\n]*\n", text, re.MULTILINE)
    if match is None:
        raise ChangelogError(f"CHANGELOG.md has no section for version {version}. Run summitdata release --prepare.")
    following = _VERSION.search(text, match.end())
    return text[match.end() : following.start() if following else len(text)].strip() + "\n"


def parse(text: str) -> Section:
    """Read the lines of one version by part and heading.

    Raises:
        ChangelogError: A line stands outside a part or a heading, or those are not the known ones.
    """
    section: Section = {}
    part, heading = "", ""
    for line in text.splitlines():
        if line.startswith("### "):
            part, heading = line[4:].strip(), ""
            if part not in PARTS:
                raise ChangelogError(
                    f"CHANGELOG.md has the part {part!r}; the parts of a version are Data and Software."
                )
        elif line.startswith("#### "):
            heading = line[5:].strip()
            if heading not in HEADINGS or not part:
                raise ChangelogError(
                    f"CHANGELOG.md has the heading {heading!r} where none of {', '.join(HEADINGS)} can be."
                )
        elif line.strip():
            if not heading:
                raise ChangelogError(f"CHANGELOG.md has the line {line!r} outside a part and a heading of its version.")
            entries = section.setdefault(part, {}).setdefault(heading, [])
            if line.startswith("- "):
                entries.append(line[2:].strip())
            elif entries:
                entries[-1] += f"\n{line.rstrip()}"
            else:
                raise ChangelogError(f"CHANGELOG.md has the line {line!r}, which begins no entry with '- '.")
    return section


def _printed(section: Section) -> Iterator[str]:
    """Print a section, parts and headings in their order."""
    for part in PARTS:
        headings = section.get(part, {})
        if any(headings.values()):
            yield f"### {part}\n\n"
        for heading in HEADINGS:
            if entries := headings.get(heading):
                yield f"#### {heading}\n\n" + "".join(f"- {entry}\n" for entry in entries) + "\n"


def _follows(change: Change) -> bool:
    """Tell whether a change is one of a row that is computed from others."""
    home = TABLES[change.table].home if change.table in TABLES else None
    return change.subject is Subject.ROW and isinstance(home, ComputedHome)


def _heading(change: Change) -> str:
    match change.kind:
        case Kind.ADDED:
            return "Added"
        case Kind.REMOVED:
            return "Removed"
        case Kind.RENAMED:
            return "Changed"
        case Kind.CHANGED:
            return "Changed" if change.group is Group.MEANING else "Fixed"


def _lines(changes: list[Change]) -> Iterator[str]:
    """Tell of the changes below one heading; added rows that stand on their own are named together."""
    together: dict[str, list[str]] = {}
    rest: list[Change] = []
    for change in changes:
        home = TABLES[change.table].home if change.table in TABLES else None
        if change.kind is Kind.ADDED and change.subject is Subject.ROW and isinstance(home, FileHome):
            together.setdefault(str(change.table), []).append(str(change.key))
        else:
            rest.append(change)
    for table, keys in together.items():
        what = noun(table) if len(keys) == 1 else PLURAL.get(table, table)
        yield f"{what.capitalize()}: {_joined(f'`{key}`' for key in keys)}."
    for sentence in lines(rest):
        yield f"{sentence[0].upper()}{sentence[1:]}{'' if sentence.endswith(('.', '.”')) else '.'}"


def _joined(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
