"""What is said of the checks of row files: why each of them, and an example."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from summitdata.catalogue.entry import Change, Entry, Example, Judge
from summitdata.catalogue.judging import by_formatting, by_opening, by_reading
from summitdata.catalogue.staging import removed, renamed, rewritten, rows_alone, swapped, written
from summitdata.checking.fixing import FIXABLE
from summitdata.rows import FILE_RULES

_WIRE: Final = "rows/sources/south-wire-2020-05-05.yaml"
_LEADER: Final = "rows/actors/mara-lindqvist.yaml"
_NAME: Final = "name: Mara Lindqvist"
_LONG_NAME: Final = f"rows/actors/{'a' * 248}.yaml"
_LARGE: Final = 128 << 10
_MANY: Final = 257


class _Said(NamedTuple):
    """Why there is a check, what its example is, and how that is made and found."""

    why: str
    says: str
    change: Change
    judge: Judge = by_reading


def _named(text: str) -> Change:
    """Write the name of the leader as *text*."""
    return swapped(_LEADER, _NAME, text)


def _link(root: Path) -> None:
    (root / "rows/actors/prime-minister.yaml").symlink_to("mara-lindqvist.yaml")


def _many(root: Path) -> None:
    """Add files that are too large together; they hold nothing, so that they take no room on most disks."""
    for number in range(_MANY):
        with (root / f"rows/actors/actor-{number}.yaml").open("wb") as stream:
            stream.truncate(_LARGE)


def _unwritable(root: Path) -> None:
    """Leave no room for the name of the new file that is to take the place of one that fmt would rewrite."""
    text = (root / _LEADER).read_text(encoding="utf-8")
    (root / _LONG_NAME).write_text(text.replace(_NAME, 'name: "Mara Lindqvist"'), encoding="utf-8")


_WAIVER: Final = """\
# yaml-language-server: $schema=../schema/waivers.json
one-sided:
  rule: A004
  table: quotes
  key: okafor-our-mistake
  reason: No other account is known.
  who: The maintainers
  until: "2027-02-31"
  digest: "{digest}"
""".format(digest="0" * 64)

SAID: Final = {
    "F001": _Said(
        "What cannot be read is not known to be right, and the check of everything else must go on.",
        "A file vanishes while the dataset is read.", removed(_LEADER), by_opening("actors", "mara-lindqvist"),
    ),
    "F002": _Said(
        "A link can lead out of the dataset, and means something else on another machine.",
        "An actor's file is a link to that of another.", _link,
    ),
    "F003": _Said(
        "A record is a page of text at most; a larger file is a mistake, and slow to read for everybody.",
        "A file ends in 131,072 blanks.", rewritten(_LEADER, lambda data: data + b" " * _LARGE),
    ),
    "F004": _Said(
        "A record in a folder that nobody reads would be lost without a word.",
        "A record stands in a folder that belongs to no table.",
        written("rows/people/nils-berg.yaml", "name: Nils Berg\nkind: person\n"),
    ),
    "F005": _Said(
        "A file with another ending would be left out without a word.",
        "The name of a file ends in .yml.", renamed(_LEADER, _LEADER.replace(".yaml", ".yml")),
    ),
    "F006": _Said(
        "The file's name is the record's permanent key, which stands in addresses and references.",
        "A file is named as a person is.", renamed("rows/actors/north-wire.yaml", "rows/actors/North Wire.yaml"),
    ),
    "F007": _Said(
        "A folder without rows is most often the wrong folder, and must not pass for an empty dataset.",
        "The folder has another name.", renamed("rows", "data"),
    ),
    "F008": _Said(
        "Each mark of YAML takes time to be read; a small file with nothing but marks would keep a reader busy.",
        "A name is a list of ten thousand commas.", _named(f"name: [{'x,' * 10_000}]"),
    ),
    "F009": _Said(
        "Such a heap hides the text around it, and to put its marks in order takes the square of their number.",
        "A letter of a name has 31 accents.", _named(f"name: M{'a' + chr(0x323) + chr(0x301) * 30}ra Lindqvist"),
    ),
    "F010": _Said(
        "In another encoding letters turn into others, and names are the first to suffer.",
        "A file is saved as Latin-1.",
        rewritten(_LEADER, lambda data: data.replace(b"Mara", "M\u00e4ra".encode("latin-1"))),
    ),
    "F011": _Said(
        "The mark is invisible, and some readers take it for a part of the first key.",
        "An editor puts a byte order mark before the text.", rewritten(_LEADER, lambda data: b"\xef\xbb\xbf" + data),
    ),
    "F012": _Said(
        "With two kinds of line ends, a change of one word shows as a change of the whole file.",
        "A file has the line ends of Windows.", rewritten(_LEADER, lambda data: data.replace(b"\n", b"\r\n")),
    ),
    "F013": _Said(
        "A tab looks like blanks and is none: YAML forbids it in indentation, and in a text nobody sees it.",
        "A name has a tab in it.", _named("name: Mara\tLindqvist"),
    ),
    "F014": _Said(
        "A control character can clear a terminal or hide what follows; no source prints one.",
        "A name has an escape character in it.", _named("name: Mara\x1b[2J Lindqvist"),
    ),
    "F015": _Said(
        "Such a character makes a line look different from what it says, and deceives whoever reviews it.",
        "A name is turned round where it is shown.", _named("name: Mara \u202etsivqdniL"),
    ),
    "F016": _Said(
        "Two names that look alike would differ, and no search would find the second.",
        "A name has a space of no width in it.", _named("name: Mara\u200b Lindqvist"),
    ),
    "F017": _Said(
        "An accented letter can be written in two ways that look alike and are not equal.",
        "An accent stands behind its letter.", _named("name: Ma\u0301ra Lindqvist"),
    ),
    "F018": _Said(
        "The replacement character, a private or an unassigned one tells only that something was lost.",
        "A letter was lost when the name was copied.", _named("name: M\ufffdra Lindqvist"),
    ),
    "F019": _Said(
        "Two names that look the same would be two, no search would find the second, and nobody would see why.",
        "A letter of a name is the Cyrillic one of the same look.", _named("name: Mara L\u0456ndqvist"),
    ),
    "F020": _Said(
        "A file that is no YAML has no meaning that two readers would share.",
        "A quotation mark is never closed.", _named('name: "Mara Lindqvist'),
    ),
    "F021": _Said(
        "The tables say what a value is; a tag could say otherwise, and in some readers run a program.",
        "A name has a tag.", _named("name: !!str Mara Lindqvist"),
    ),
    "F022": _Said(
        "A value that is written elsewhere is hard to review, and a file of aliases can grow without bounds.",
        "A name is an anchor.", _named("name: &leader Mara Lindqvist"),
    ),
    "F023": _Said(
        "What a record holds would then depend on another one and on the order of the two.",
        "A record takes its kind from a merged mapping.", swapped(_LEADER, "kind: person", "<<: {kind: person}"),
    ),
    "F024": _Said(
        "One record, one file: only the first of several documents would be read by most programs.",
        "Two records stand in one file.",
        rewritten(_LEADER, lambda data: data + b"---\nname: Nils Berg\nkind: person\n"),
    ),
    "F025": _Said(
        "No table is nested that deep, and a file that is can exhaust the memory of a reader.",
        "A name is a nest of lists.", _named("name: [[[[[[[[[Mara Lindqvist]]]]]]]]]"),
    ),
    "F026": _Said(
        "Files are rewritten in canonical form, and a comment would vanish with all that it knows.",
        "A doubt is written as a comment.", swapped(_LEADER, "kind: person", "kind: person # or an office?"),
    ),
    "F027": _Said(
        "With that line an editor shows mistakes while they are made, and proposes keys and codes.",
        "The line is missing.", rewritten(_LEADER, lambda data: data.partition(b"\n")[2]),
    ),
    "F028": _Said(
        "Of two values for one key most readers keep the last and say nothing.",
        "A record has two names.", _named("name: Mara Lindqvist\nname: Mara K. Lindqvist"),
    ),
    "F029": _Said(
        "A key that is a list, or empty, can be the name of nothing.",
        "A key is a list.", swapped(_LEADER, "kind: person", "? [kind]\n: person\nkind: person"),
    ),
    "F030": _Said(
        "A misspelt key would be read by nobody, and what stands behind it would be lost.",
        "A key is misspelt.", swapped(_LEADER, "part_of:", "partof:"),
    ),
    "F031": _Said(
        "Without what is required a record cannot be understood or referred to.",
        "An actor has no kind.", swapped(_LEADER, "kind: person\n", ""),
    ),
    "F032": _Said(
        "An empty value could mean unknown, none or forgotten; a key that is left out means unknown.",
        "A key has nothing behind it.", swapped(_LEADER, "part_of: norvale-government", "part_of:"),
    ),
    "F033": _Said(
        "Only a mapping says which value belongs to which column.",
        "A term of office is a text.",
        rewritten(_LEADER, lambda data: data[: data.index(b"  prime")] + b"  prime-minister: since 2017\n"),
    ),
    "F034": _Said(
        "The tables are flat: what has several values is several rows, each with a source of its own.",
        "An actor has two names in a list.", _named("name: [Mara Lindqvist, M. Lindqvist]"),
    ),
    "F035": _Said(
        "The key of a nested record is a part of its permanent key.",
        "A term of office has a title for a key.", swapped(_LEADER, "  prime-minister:", "  Prime Minister:"),
    ),
    "F036": _Said(
        "Whoever opens the table in a spreadsheet would see what comes of the formula, or run a command.",
        "A name is a formula.", _named('name: "=1+1"'),
    ),
    "F040": _Said(
        "YAML readers do not agree on what yes, on and y mean.",
        "A flag is yes.", swapped(_WIRE, "held: true", "held: yes"),
    ),
    "F041": _Said(
        "A separator means thousands to some and a fraction to others.",
        "A number has a separator.", swapped(_WIRE, "length: 505", "length: 1,505"),
    ),
    "F042": _Said(
        "A comma means a fraction to some and thousands to others.",
        "A latitude has a decimal comma.", swapped("rows/places/vellin.yaml", "12.5", '"12,5"'),
    ),
    "F043": _Said(
        "A day that no calendar has can be compared with nothing.",
        "A waiver ends on the 31st of February.", written("rows/waivers.yaml", _WAIVER),
    ),
    "F044": _Said(
        "Dates can be compared only if each says exactly how much of it is known.",
        "A term begins in a month that is written as words.", swapped(_LEADER, '"2017-09"', '"September 2017"'),
    ),
    "F050": _Said(
        "With one form for each record, a diff shows what was changed and nothing else.",
        "Two keys stand in the wrong order.",
        swapped(_LEADER, f"{_NAME}\nkind: person", f"kind: person\n{_NAME}"),
    ),
    "F051": _Said(
        "A file that could not be written is still as it was, and the command must not say otherwise.",
        "The name of a file leaves no room for the copy that is to take its place.", _unwritable, by_formatting,
    ),
    "F060": _Said(
        "A folder that somebody sends must not keep the check busy for hours, nor fill the memory.",
        "There are 257 files more, of 128 KiB each.", _many,
    ),
    "F061": _Said(
        "A report of thousands of findings is read by nobody, and most of them have one cause.",
        "A key is written 150 times.", _named("name: Mara Lindqvist" + "\nname: Mara Lindqvist" * 150),
    ),
}  # fmt: skip
"""What is said of each F code."""


def entries() -> Iterable[Entry]:
    """Give the entry of each F code.

    Raises:
        KeyError: Nothing is said of a code.
    """
    for code, rule in FILE_RULES.items():
        said = SAID[code]
        command = "fmt" if code in {"F050", "F051"} else "check"
        shown = Example(said.says, rows_alone, said.change, said.judge)
        yield Entry(
            code, rule.severity, rule.expected, said.why, rule.fix, "0.1.0", command, shown, fixable=code in FIXABLE
        )  # fmt: skip
