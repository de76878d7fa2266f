"""A small dataset in canonical form that shows everything a row file can hold, and a way to put one on the disk."""

from __future__ import annotations

from pathlib import Path

_DIGEST = "0f3c2a1b4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8"

WIRE = f"""\
# yaml-language-server: $schema=../../schema/sources.json
title: Two leaders meet by the lake
agency: lake-press
kind: wire
language: en
published: "2026-01-13"
published_time: "10:01"
url: https://example.org/a?b=c#d
origin_note: The dateline names the agency.
rights: quotation
held: true
extent: full
text_sha256: {_DIGEST}
length: 4534
claims:
  c1:
    event: lake-summit
    property: date
    value: "[2026-01-05..2026-01-11]"
    as_printed: last week
    reason: >-
      The text was published on Tuesday 13 January 2026, and a single act of last week was on one of
      the days from Monday 5 January to Sunday 11 January.
    spans:
      s1:
        use: reported
        start: 10
        stop: 25
        sha256: {_DIGEST}
  c2:
    event: lake-summit
    property: number
    scope: people at the table
    value: "90"
    about: true
    spans:
      s1:
        use: reported
        start: 30
        stop: 45
        sha256: {_DIGEST}
renderings:
  r1:
    quote: host-welcomes
    form: direct
    paraphrase: The host is glad.
    language: en
    speaker: host
    channel: opening
    spans:
      s1:
        use: speech
        start: 50
        stop: 60
        sha256: {_DIGEST}
        text: we are glad
      s2:
        use: reported
        start: 61
        stop: 70
        sha256: {_DIGEST}
      s3:
        use: speech
        start: 71
        stop: 80
        sha256: {_DIGEST}
        text: "very: glad"
spans:
  t1:
    use: title
    start: 0
    stop: 9
    sha256: {_DIGEST}
    text: Two leaders meet by the lake
names:
  n1:
    actor: host
    name: The Host
    language: en
"""

VALID = {
    "sources/lake-wire.yaml": WIRE,
    "events/lake-summit.yaml": """\
# yaml-language-server: $schema=../../schema/events.json
title: The leaders meet
summary: Two leaders meet by a lake.
kind: summit
participants:
  host:
    actor: host
    role: host
""",
    "quotes/host-welcomes.yaml": """\
# yaml-language-server: $schema=../../schema/quotes.json
gist: The host welcomes the guest.
""",
    "actors/host.yaml": """\
# yaml-language-server: $schema=../../schema/actors.json
name: The Host
kind: person
country: "NO"
terms:
  first:
    office: Host of the lake
    since: 2025~
    source: lake-wire
""".replace("2025~", '"2025~"'),
    "actors/lake-press.yaml": """\
# yaml-language-server: $schema=../../schema/actors.json
name: Lake Press
kind: media
""",
    "places/lake.yaml": """\
# yaml-language-server: $schema=../../schema/places.json
name: The Lake
kind: site
latitude: 34.5
longitude: -12
source: lake-wire
""",
    "discrepancies/when.yaml": """\
# yaml-language-server: $schema=../../schema/discrepancies.json
title: When it was
kind: granularity
event: lake-summit
property: date
note: Only a week is told.
status: open
positions:
  p1:
    source: lake-wire
    claim: lake-wire.c1
    says: In one week.
""",
    "waivers.yaml": f"""\
# yaml-language-server: $schema=../schema/waivers.json
host-welcomes-a004:
  rule: A004
  table: quotes
  key: host-welcomes
  reason: No other account is known.
  who: The maintainers
  until: "2027-01-31"
  digest: {_DIGEST}
""",
    "tombstones.yaml": """\
# yaml-language-server: $schema=../schema/tombstones.json
{}
""",
    "package.yaml": """\
# yaml-language-server: $schema=../schema/package.json
name: lakes
title: Lakes
description: Meetings by lakes.
version: "0.1.0"
created: "2026-11-22"
keywords: lakes; meetings
contributors:
  maintainers:
    title: The maintainers
    role: publisher
licences:
  data:
    name: CC-BY-4.0
    title: Creative Commons Attribution 4.0 International
    path: https://creativecommons.org/licenses/by/4.0/
""",
}
"""Every row file by its path below ``rows``."""


def dataset(root: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the small dataset into *root*, with *changes*: other contents by path, None for a file to leave out."""
    for name, content in (VALID | (changes or {})).items():
        if content is None:
            continue
        path = root / "rows" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
