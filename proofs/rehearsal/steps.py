"""The steps of the rehearsal, in order: each does what the documentation tells, and holds what came of it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from proofs.rehearsal.scratch import ROOT, Scratch, require

Step = Callable[[Scratch], str]
"""A step says in a sentence, with figures, what it showed; its docstring is what it does."""

DAYS: Final = {"0.1.0": "2027-01-04", "0.1.1": "2027-02-01", "1.0.0": "2027-03-01", "2.0.0": "2027-04-05"}
"""The day of each rehearsed version, by its number."""

CLEAN: Final = "Nothing forbids the release."

_SCHEMA: Final = "# yaml-language-server: $schema={}schema/{}.json\n"
_REGION: Final = _SCHEMA.format("../../", "places") + "name: Kansai\nkind: region\nwithin: japan\ncountry: JP\n"
_GRAVE: Final = 'kansai:\n  table: places\n  key: kansai\n  reason: No article names it.\n  version: "2.0.0"\n'
_ELSEWHERE: Final = """
import json, summitdata
rows = {name: len(summitdata.load(name, "pyarrow")) for name in summitdata.tables()}
print(json.dumps({"file": summitdata.__file__, "rows": rows, "cited": summitdata.cite("nara-summit")}))
"""


def judge(scratch: Scratch) -> str:
    """Clone what is committed, leave its tags out, and judge it: `summitdata release`."""
    scratch.clone(ROOT, scratch.checkout)
    for tag in scratch.git("tag", "--list", "v*").split():
        scratch.git("tag", "--delete", tag)
    scratch.edit("dataset/rows/package.yaml", '^version: ".*"', 'version: "0.1.0"')
    _commit_if_changed(scratch, "Begin with 0.1.0")
    told = scratch.summitdata("release")
    require("No release came before" in told and CLEAN in told, told)
    return "it is the first release, and nothing forbids it"


def prepare_first(scratch: Scratch) -> str:
    """Prepare it: `summitdata release --prepare`, twice, and commit."""
    return _prepare(scratch, "0.1.0")


def make_first(scratch: Scratch) -> str:
    """Make the files and prove them: `make release`, and tag."""
    return _make(scratch, "0.1.0")


def make_again(scratch: Scratch) -> str:
    """Make them again from the tag, elsewhere and at another time."""
    other = scratch.top / "another place é"
    scratch.clone(scratch.checkout, other)
    clock = ("faketime", "2031-05-06 07:08:09") if shutil.which("faketime") else ()
    scratch.make_release(
        other, *clock, "sh", "-c", 'umask 077 && exec "$@"', "sh", TZ="America/New_York", LC_ALL="C.UTF-8",
        PYTHONHASHSEED="99",
    )  # fmt: skip
    one, two = _contents(scratch.version("0.1.0")), _contents(other / "dist" / "release")
    unlike = sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
    require(not unlike, f"{', '.join(unlike)} differ")
    told = "and clock differ" if clock else "differ, the clock does not, for want of faketime"
    return f"path, umask, time zone, locale, hash seed {told}; all {len(one)} files are the same bytes"


def install(scratch: Scratch) -> str:
    """Install the wheel into a new environment outside the checkout; load, cite and verify there."""
    home = scratch.top / "user"
    (wheel,) = scratch.version("0.1.0").glob("*.whl")
    pins = re.findall(r"^[a-z0-9][^\\\n]*", (scratch.checkout / "lock" / "dev.txt").read_text("utf-8"), re.MULTILINE)
    home.mkdir()
    (home / "constraints.txt").write_text("\n".join(pins), encoding="utf-8")
    scratch.run(sys.executable, "-m", "venv", "env", at=home)
    python, summitdata = (str(home / "env" / "bin" / name) for name in ("python", "summitdata"))
    quiet = ("--quiet", "--disable-pip-version-check", "--constraint", "constraints.txt")
    scratch.run(python, "-m", "pip", "install", *quiet, str(wheel), at=home)
    found = json.loads(scratch.run(python, "-c", _ELSEWHERE, at=home))
    require(str(home) in found["file"], f"the library was imported from {found['file']}")
    require(found["rows"] == _rows(scratch.dataset), f"the tables have these rows: {found['rows']}")
    require("version 0.1.0" in found["cited"], f"the citation is: {found['cited']}")
    proof = scratch.run(summitdata, "verify", at=home)
    table = Path(found["file"]).parent / "dataset" / "quotes.parquet"
    data = table.read_bytes()
    table.write_bytes(data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    told = scratch.run(summitdata, "verify", at=home, expect=1)
    require("quotes.parquet has the SHA-256" in told, f"of a flipped bit it says: {told}")
    return (
        f"{sum(found['rows'].values()):,} rows of {len(found['rows'])} tables load; "
        f"{_first_number(proof)} files are proved, and a flipped bit is found"
    )


def correct(scratch: Scratch) -> str:
    """Correct a value, commit, and judge: a patch, refused under the old number."""
    scratch.edit("dataset/rows/places/kyoto.yaml", r"^(latitude: [0-9.]+)$", r"\g<1>1")
    scratch.commit("Correct a place")
    return _needs(scratch, "0.1.1", "patch", [("changed", "cell", "places", "kyoto", "latitude")])


def release_patch(scratch: Scratch) -> str:
    """Prepare, commit and make the patch."""
    return f"{_prepare(scratch, '0.1.1')}; {_make(scratch, '0.1.1')}"


def add(scratch: Scratch) -> str:
    """Add a row that another one names, commit, and judge: a minor version, refused under the old number."""
    (scratch.dataset / "rows" / "places" / "kansai.yaml").write_text(_REGION, encoding="utf-8")
    scratch.edit("dataset/rows/places/nara-prefecture.yaml", "^within: .*$", "within: kansai")
    scratch.commit("Add a region")
    return _needs(
        scratch, "0.2.0", "minor",
        [("added", "row", "places", "kansai", None), ("changed", "cell", "places", "nara-prefecture", "within")],
    )  # fmt: skip


def release_minor(scratch: Scratch) -> str:
    """Prepare it under a higher number than is needed, `--as 1.0.0`, commit and make it."""
    return f"{_prepare(scratch, '1.0.0', '--as', '1.0.0')}; {_make(scratch, '1.0.0')}"


def withdraw(scratch: Scratch) -> str:
    """Withdraw that row without a tombstone: refused."""
    (scratch.dataset / "rows" / "places" / "kansai.yaml").unlink()
    scratch.edit("dataset/rows/places/nara-prefecture.yaml", "^within: .*$", "within: japan")
    scratch.commit("Withdraw the region")
    return _refused(scratch, "Every key that was ever released is there, or has a tombstone.", "kansai of places")


def bury(scratch: Scratch) -> str:
    """Give it a tombstone, let a column mean something else, and judge: a major version, refused under a minor one."""
    graves = _SCHEMA.format("../", "tombstones") + _GRAVE
    (scratch.dataset / "rows" / "tombstones.yaml").write_text(graves, encoding="utf-8")
    scratch.edit(
        "src/summitdata/schema/register.py", r'^(    +Column\("note", Text\(800\), )"What a reader should know, [^"]*"',
        r'\g<1>"What the place is known for."',
    )  # fmt: skip
    scratch.edit("dataset/rows/package.yaml", "^version: .*$", 'version: "1.1.0"')
    scratch.commit("Withdraw the region with a tombstone, and give notes of places another meaning")
    return _needs(
        scratch, "2.0.0", "major",
        [
            ("added", "row", "tombstones", "kansai", None), ("changed", "cell", "places", "nara-prefecture", "within"),
            ("changed", "column", "places", None, "note"), ("removed", "row", "places", "kansai", None),
        ],
    )  # fmt: skip


def too_low(scratch: Scratch) -> str:
    """Ask for too low a number: `--prepare --as 1.1.0`."""
    told = scratch.summitdata("release", "--prepare", "--as", "1.1.0", expect=2)
    require("Version 1.1.0 is too low: the changes need 2.0.0 or a higher one." in told, told)
    return "refused: the changes need 2.0.0 or a higher one"


def release_major(scratch: Scratch) -> str:
    """Prepare, commit and make the major version."""
    return f"{_prepare(scratch, '2.0.0')}; {_make(scratch, '2.0.0')}"


def compare(scratch: Scratch) -> str:
    """Compare the files of each version with those of the one before: the same as their tags."""
    told = []
    for old, new in (("0.1.0", "0.1.1"), ("0.1.1", "1.0.0"), ("1.0.0", "2.0.0")):
        files = (str(next(scratch.version(number).glob("*-data.zip"))) for number in (old, new))
        of_files, of_tags = scratch.diff(*files), scratch.diff(f"v{old}", f"v{new}")
        require(_changes(of_files) == _changes(of_tags), f"the files of {old} and {new} differ otherwise than the tags")
        told.append(f"{len(of_tags['changes'])} ({of_tags['level']})")
    return f"{', '.join(told)} changes"


def reuse(scratch: Scratch) -> str:
    """Use the withdrawn key again: refused."""
    (scratch.dataset / "rows" / "places" / "kansai.yaml").write_text(_REGION, encoding="utf-8")
    scratch.edit("dataset/rows/places/nara-prefecture.yaml", "^within: .*$", "within: kansai")
    scratch.commit("Add the region again")
    told = _refused(scratch, "A key that was withdrawn is never used again.", "kansai of places")
    scratch.git("reset", "--quiet", "--hard", "v2.0.0")
    return told


def dirty(scratch: Scratch) -> str:
    """Leave a file that is not committed, and a row with a mistake: refused."""
    scratch.edit("dataset/rows/places/kyoto.yaml", "^country: .*$", "country: KR")
    told = scratch.summitdata("release", expect=1)
    for sentence in (
        "A release has no findings but information.", "The built tables of a release hold what its rows say.",
        "All that a release is made from is committed.",
    ):  # fmt: skip
        require(sentence in told, told)
    told = scratch.summitdata("release", "--out", "dist/unclean", expect=1)
    require(not (scratch.checkout / "dist" / "unclean").exists(), f"files were made: {told}")
    return "three reasons are told, and no file is made"


STEPS: Final[tuple[Step, ...]] = (
    judge, prepare_first, make_first, make_again, install, correct, release_patch, add, release_minor, withdraw, bury,
    too_low, release_major, compare, reuse, dirty,
)  # fmt: skip
"""The steps, in their order; each goes on from what the one before left."""


def _prepare(scratch: Scratch, number: str, *options: str) -> str:
    """Prepare a release twice, which changes nothing the second time, and commit it; then nothing forbids it."""
    arguments = ("release", "--prepare", "--date", DAYS[number], *options)
    told = scratch.summitdata(*arguments)
    require(f"Prepared {number}: " in told and "CITATION.cff" in told, told)
    told = scratch.summitdata(*arguments)
    require(f"Prepared {number}: nothing had changed." in told, f"the second time it says: {told}")
    heading = f"## [{number}] - {DAYS[number]}\n"
    require(heading in (scratch.checkout / "CHANGELOG.md").read_text("utf-8"), f"the changelog has no {heading}")
    scratch.commit(f"Release {number}")
    told = scratch.summitdata("release")
    require(CLEAN in told, told)
    return f"{number} is prepared, and nothing forbids it"


def _make(scratch: Scratch, number: str) -> str:
    """Make the files of a version, hold them against each other, keep them, and tag."""
    shutil.rmtree(scratch.checkout / "dist", ignore_errors=True)
    scratch.make_release(scratch.checkout)
    made = scratch.keep(number)
    scratch.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", at=made)
    names = sorted(file.name for file in made.iterdir())
    expected = [
        "CITATION.cff", "SHA256SUMS", "croissant.json", "notes.md", f"summitdata-{number}-data.zip",
        f"summitdata-{number}-py3-none-any.whl", f"summitdata-{number}.tar.gz",
    ]  # fmt: skip
    require(names == expected, f"there are {', '.join(names)}")
    require(
        f"version: {number}\ndate-released: {DAYS[number]}\n" in (made / "CITATION.cff").read_text("utf-8"),
        "the citation is of another version",
    )
    scratch.git("tag", f"v{number}")
    told = scratch.summitdata("release")
    require(CLEAN in told, f"from its own tag: {told}")
    return f"{len(names)} files are made and verified"


def _needs(scratch: Scratch, number: str, level: str, expected: list[tuple[str | None, ...]]) -> str:
    """Hold what changed since the last tag, exactly, and that no number below *number* will do."""
    last = scratch.git("describe", "--tags", "--abbrev=0")
    found = scratch.diff(last, "dataset")
    changes = sorted((_place(change) for change in found["changes"]), key=str)
    require(found["level"] == level and changes == sorted(expected, key=str), f"the changes are {level}: {changes}")
    _refused(scratch, f"need the version {number} or a higher one.", "version ")
    told = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    return f"{told}, found exactly; {number} is proposed, and the number that stood there is refused"


def _refused(scratch: Scratch, expected: str, found: str) -> str:
    """Hold that a release is refused for this reason."""
    told = scratch.summitdata("release", expect=1)
    require(expected in told and found in told and CLEAN not in told, told)
    return f"refused: {expected[0].lower()}{expected[1:].rstrip('.')}"


def _commit_if_changed(scratch: Scratch, message: str) -> None:
    if scratch.git("status", "--porcelain"):
        scratch.commit(message)


def _place(change: dict[str, Any]) -> tuple[str | None, ...]:
    """Give what was done to what."""
    return tuple(change[name] for name in ("kind", "subject", "table", "key", "column"))


def _changes(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the changes of a difference, those of its rules apart, which a revision lists by other means."""
    return [change for change in found["changes"] if change["subject"] != "rule"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _rows(root: Path) -> dict[str, int]:
    """Give how many rows each table has, as the descriptor tells."""
    described = json.loads((root / "datapackage.json").read_bytes())
    return {entry["name"]: entry["summitdata:rows"] for entry in described["resources"]}


def _first_number(text: str) -> str:
    return next(iter(re.findall(r"[0-9]+", text)), "no")
