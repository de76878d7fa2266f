"""Reading JSON that somebody else made: of a bounded size and depth, and with one meaning only."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from summitdata.strangers.limits import DEEPEST_DESCRIPTOR, LARGEST_DESCRIPTOR

_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?+', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")


def parse(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Parse JSON in UTF-8.

    Raises:
        ValueError: It is longer or nested deeper than the limits, no JSON, or says two things: a name twice in one
            object, or a number that JSON does not know.
    """
    if len(data) > LARGEST_DESCRIPTOR:
        raise ValueError(f"it has more than {LARGEST_DESCRIPTOR:,} bytes")
    depth = 0
    for bracket in _BRACKET.findall(_TEXT.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST_DESCRIPTOR:
            raise ValueError(f"it is nested more than {DEEPEST_DESCRIPTOR} deep")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start} is not UTF-8") from error
    return json.loads(text, object_pairs_hook=_object, parse_constant=_unknown)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object each of whose names stands once."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise ValueError(f"the name {name[:80]!r} stands twice in one object")
        made[name] = value
    return made


def _unknown(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
