"""How to cite a dataset, or one record of one version of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from summitdata.dataset import Package, open_package
from summitdata.errors import UnknownNameError
from summitdata.records import records

CitationFormat = Literal["text", "bibtex", "csl-json"]
"""The forms of a citation."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What every form of a citation says."""

    name: str
    title: str
    version: str
    day: date
    authors: tuple[str, ...]
    record: str | None
    """Key and label of the record, where one is cited."""
    key: str | None


def cite(key: str | None = None, form: CitationFormat = "text", *, package: Package | None = None) -> str:
    """Cite the version of the dataset that is installed, or one record of it.

    Args:
        key: The permanent key of an event, a quote, a source, an actor, a place or a discrepancy; without it the
            whole dataset is cited.
        form: ``text`` for a sentence, ``bibtex`` for LaTeX, ``csl-json`` for reference managers.
        package: Another package than the one that is installed.

    Raises:
        UnknownNameError: There is no such record or form; the message names the nearest.
    """
    if form not in get_args(CitationFormat):
        raise UnknownNameError("citation form", form, get_args(CitationFormat))
    cited = _cited(key, package or open_package())
    match form:
        case "text":
            return _text(cited)
        case "bibtex":
            return _bibtex(cited)
        case "csl-json":
            return _csl(cited)


def _cited(key: str | None, package: Package) -> _Cited:
    descriptor = package.descriptor
    record = None
    if key is not None:
        data = records(package)
        table, _ = data.find(key)
        record = data.label(table, key)
    return _Cited(
        name=str(descriptor["name"]), title=str(descriptor["title"]), version=str(descriptor["version"]),
        day=date.fromisoformat(str(descriptor["created"])[:10]),
        authors=tuple(str(person["title"]) for person in descriptor.get("contributors", ())),
        record=record, key=key,
    )  # fmt: skip


def _text(cited: _Cited) -> str:
    whole = f"{cited.title} (version {cited.version}) [Data set]"
    what = f"{cited.record} [{cited.key}]. In {whole}" if cited.record else whole
    return f"{'; '.join(cited.authors)} ({cited.day.year}). {what.replace('.. In', '. In')}. {cited.day.isoformat()}."


def _bibtex(cited: _Cited) -> str:
    names = " and ".join(f"{{{_tex(author)}}}" for author in cited.authors)
    fields = {
        "author": f"{{{names}}}",
        "title": f"{{{_tex(cited.record or cited.title)}}}",
        "year": f"{{{cited.day.year}}}",
        "month": f"{{{cited.day.month}}}",
        "version": f"{{{cited.version}}}",
        "howpublished": "{Data package}",
    }
    if cited.key:
        fields["note"] = f"{{Record {cited.key} of {_tex(cited.title)}}}"
    inside = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{{_identifier(cited)},\n{inside}\n}}"


def _csl(cited: _Cited) -> str:
    item: dict[str, object] = {
        "id": _identifier(cited),
        "type": "dataset",
        "title": cited.record or cited.title,
        "version": cited.version,
        "author": [{"literal": author} for author in cited.authors],
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
    }
    if cited.key:
        item |= {"container-title": cited.title, "number": cited.key}
    return json.dumps([item], ensure_ascii=False, indent=2)


def _identifier(cited: _Cited) -> str:
    return "-".join(filter(None, (cited.name, cited.version, cited.key)))


_TEX = str.maketrans({mark: f"\\{mark}" for mark in "&%$#_"} | {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"})


def _tex(text: str) -> str:
    """Give text as LaTeX prints it."""
    return text.translate(_TEX)
