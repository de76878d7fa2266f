"""A verification as JSON, and reading such a record back: which verdict each rendering and each span has.

The object has these members; a change that could break a reader raises the first number of ``version``.

``format``
    Always ``summitdata-evidence``.
``version``
    The version of this form, two numbers: ``1.0``.
``ok``
    Whether nothing was found.
``counts``
    How many ``spans`` and ``renderings`` have each verdict, by verdict.  The verdicts are ``exact``, ``folded``,
    ``moved``, ``changed``, ``found in another source``, ``absent`` and ``not checkable``.
``sources``
    Every source whose text is held: ``id``; ``article``, one of ``as read``, ``changed``, ``not at hand``;
    ``recognised_by``, one of ``its file name``, ``its spans``, ``its title`` where the article has changed, or null;
    ``text_sha256`` and ``length`` of the article at hand, or null.
``renderings``
    Every rendering: ``id``; ``verdict``, the most telling of those on its spans; ``reason`` why it is not checkable,
    or null.
``spans``
    Every span: ``id``; ``verdict``; ``source`` whose article has the words, or null; ``start`` and ``stop`` in code
    points of that article's normalised text, or null; ``places``, at how many places the words may be meant;
    ``likeness`` of changed words, of 100, or null; ``reason`` why it is not checkable, or null.
``runs``
    Shared runs: how many were ``checked``, and how many there are in ``all``.
``findings``
    As in the JSON of ``summitdata check``.

Words of an article stand in findings alone, so a record without findings has none.  The text is ASCII.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from summitdata.diagnostics import Diagnostic
from summitdata.errors import SummitDataError
from summitdata.evidence.verdicts import Verdict
from summitdata.evidence.verification import Verification

FORMAT: Final = "summitdata-evidence"
VERSION: Final = "1.0"


class RecordError(SummitDataError):
    """A file is no record of a verification that this version can read."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The verdicts of a record, by the keys of renderings and of spans."""

    renderings: Mapping[str, Verdict]
    spans: Mapping[str, Verdict]


def recorded(path: Path) -> Recorded:
    """Read the record that ``summitdata verify --format json`` wrote.

    Raises:
        RecordError: The file cannot be read, is no such record, or is one of a later form; the message names it.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT or str(found["version"]).partition(".")[0] != VERSION.partition(".")[0]:
            raise RecordError(f"{path} is no {FORMAT} of version {VERSION}. Write it anew with summitdata verify.")
        return Recorded(_verdicts(found["renderings"]), _verdicts(found["spans"]))
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordError(f"{path} is no record of a verification. Write it anew with summitdata verify.") from error


def _verdicts(rows: Iterable[Mapping[str, Any]]) -> dict[str, Verdict]:
    return {str(row["id"]): Verdict(row["verdict"]) for row in rows}


def document(found: Verification, findings: Iterable[Diagnostic]) -> str:
    """Write a verification with its *findings* as JSON: one line for each source, rendering, span and finding."""
    told = [asdict(finding) for finding in findings]
    renderings, spans = found.judged.values(), found.located.values()
    members: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "ok": not told,
        "counts": {
            "spans": _counted(span.verdict for span in spans),
            "renderings": _counted(rendering.verdict for rendering in renderings),
        },
        "sources": [_source(key, found) for key in found.held],
        "renderings": [
            {"id": each.rendering, "verdict": each.verdict, "reason": each.reason} for each in renderings
        ],
        "spans": [
            {
                "id": each.span, "verdict": each.verdict, "source": each.source, "start": each.start,
                "stop": each.stop, "places": len(each.others) + (each.place is not None), "likeness": each.likeness,
                "reason": each.reason,
            }
            for each in spans
        ],
        "runs": {"checked": found.runs[0], "all": found.runs[1]},
        "findings": told,
    }  # fmt: skip
    return "{\n" + ",\n".join(f'  "{name}": {_member(value)}' for name, value in members.items()) + "\n}"


def _counted(verdicts: Iterable[Verdict]) -> dict[str, int]:
    counts = Counter(verdicts)
    return {verdict.value: counts[verdict] for verdict in Verdict}


def _source(key: str, found: Verification) -> dict[str, object]:
    match = found.matches.get(key)
    if match is None:
        return {"id": key, "article": "not at hand", "recognised_by": None, "text_sha256": None, "length": None}
    state = "as read" if match.how is None else "changed"
    return {
        "id": key, "article": state, "recognised_by": match.how, "text_sha256": match.article.sha256,
        "length": len(match.article.text),
    }  # fmt: skip


def _member(value: object) -> str:
    """Write one member; of a list, each element on a line of its own."""
    if isinstance(value, list):
        return "[" + ",".join(f"\n    {_flat(each)}" for each in value) + ("\n  ]" if value else "]")
    return _flat(value)


def _flat(value: object) -> str:
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")
