"""Withdrawn keys: a tombstone names a version, and what took the place of what was merged."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frames
from summitdata.rules.language import Query, change, patch, rule

_VERSION: Final = r"^(0|[1-9][0-9]{0,5})[.](0|[1-9][0-9]{0,5})[.](0|[1-9][0-9]{0,5})\z"
_KEY: Final = r"^[a-z0-9]+([-.][a-z0-9]+)*\z"
_MERGED: Final = "(^|[^a-z])(doubled|duplicate|merged|renamed|replaced|the same as|moved to|split|misspelt|misnamed)"
"""Words by which a reason in English says that something else has taken the place of the key."""
_SEE: Final = r"(^|[^a-z])see [a-z0-9]+([-.][a-z0-9]+)+[.]?\z"
"""How a reason ends that leads to another key."""
_AROUND: Final = r"^(?s:.*)[^a-z]see |[.]\z"
"""What stands around that key."""


@rule(
    "R054",
    table="tombstones",
    column="version",
    breaks=[
        patch("A key has a capital.", change("tombstones", "okafor-apology", key="okafor-Apology")),
        patch("A version lacks its last number.", change("tombstones", "okafor-apology", version="0.1")),
    ],
    holds=[
        patch("A version has three numbers.", change("tombstones", "okafor-apology", version="0.12.0")),
    ],
)
def tombstones_name_a_version(frames: Frames) -> Query:
    """The version in a tombstone is three numbers with points between them, and its key has the form of a key.

    Why:
        Who has an older version finds there when the key went; a key of another form never was one.

    Fix:
        Write the version as in the changelog, such as 0.2.0, and the key as it was.
    """
    version, key = nw.col("version"), nw.col("key")
    return (
        frames["tombstones"]
        .filter(~version.str.contains(_VERSION) | ~key.str.contains(_KEY))
        .select("id", found=nw.format("key '{}', version '{}'", key, version))
    )


@rule(
    "R055",
    table="tombstones",
    column="successor",
    severity=Severity.WARNING,
    breaks=[
        patch("A tombstone tells of a merger and not into what.",
              change("tombstones", "okafor-apology", reason="Merged with another utterance.", successor=None)),
    ],
    holds=[
        patch("Nothing took the place of what was withdrawn.",
              change("tombstones", "okafor-apology", successor=None, reason="Nobody said it.")),
    ],
)  # fmt: skip
def what_was_merged_has_a_successor(frames: Frames) -> Query:
    """A key that was withdrawn since it was doubled, merged or renamed has a successor.

    Why:
        Links to the old key are led on to the new one only if the tombstone names it.

    Fix:
        Give the `successor`, or another reason.
    """
    return (
        frames["tombstones"]
        .filter(nw.col("successor").is_null() & nw.col("reason").str.to_lowercase().str.contains(_MERGED))
        .select("id", found=nw.format("no successor, and '{}'", nw.col("reason")))
    )


@rule(
    "R058",
    table="tombstones",
    column="successor",
    severity=Severity.WARNING,
    breaks=[
        patch("A reason names the key that took the place, and the tombstone has none.",
              change("tombstones", "okafor-apology", successor=None,
                     reason="The word is in no source; see okafor-our-mistake.")),
        patch("The reason names another key than the successor.",
              change("tombstones", "okafor-apology", reason="Split; see lindqvist-first-ferry.")),
    ],
    holds=[
        patch("The reason names no key.",
              change("tombstones", "okafor-apology", reason="Nobody said it.", successor=None)),
        patch("The reason names the successor.",
              change("tombstones", "okafor-apology", reason="No source has it; see okafor-our-mistake.")),
    ],
)  # fmt: skip
def reasons_name_the_successor(frames: Frames) -> Query:
    """A key that the reason of a tombstone names, after `see`, is its successor.

    Why:
        Links to the old key follow the successor, and people follow the reason; both must lead to one place.

    Fix:
        Write the key that the reason names into `successor`, or correct the reason.
    """
    named = nw.when(nw.col("reason").str.contains(_SEE)).then(nw.col("reason").str.replace_all(_AROUND, ""))
    return (
        frames["tombstones"]
        .with_columns(named=named)
        .filter(~nw.col("named").is_null() & (nw.coalesce("successor", nw.lit("")) != nw.col("named")))
        .select("id", found=nw.format("'{}', while the reason names '{}'",
                nw.coalesce("successor", nw.lit("none")), nw.col("named")))
    )  # fmt: skip
