"""How to cite a dataset, or one record of one version of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from summitdata.dataset import Package, open_package
from summitdata.errors import UnknownNameError
from summitdata.records import MAIN_TABLES, Records, records
from summitdata.schema import TABLES

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
    """The label of the record, where one is cited."""
    key: str | None
    homepage: str | None


def cite(key: str | None = None, form: CitationFormat = "text", *, package: Package | None = None) -> str:
    """Cite the version of the dataset that is installed, or one record of it.

    Args:
        key: The permanent key of a row of any table, such as an event, a quote, or what one source says of them;
            without it the whole dataset is cited.
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
        record = _label(records(package), key)
    return _Cited(
        name=str(descriptor["name"]), title=str(descriptor["title"]), version=str(descriptor["version"]),
        day=date.fromisoformat(str(descriptor["created"])[:10]),
        authors=tuple(str(person["title"]) for person in descriptor.get("contributors", ())),
        record=record, key=key, homepage=descriptor.get("homepage"),
    )  # fmt: skip


def _label(data: Records, key: str) -> str:
    """Give what a person reads for the row with this key; of a row that has nothing to read, its table.

    Raises:
        UnknownNameError: No table has such a row.
    """
    for name, rows in data.rows.items():
        if name not in MAIN_TABLES and (row := next((row for row in rows if row["id"] == key), None)):
            label = TABLES[name].label
            return f"Row of {name}" if label == "id" or row[label] is None else str(row[label])
    table, _ = data.find(key)
    return data.label(table, key)


def _text(cited: _Cited) -> str:
    whole = f"{cited.title} (version {cited.version}) [Data set]"
    what = f"{cited.record} [{cited.key}]. In {whole}" if cited.record else whole
    where = f" {cited.homepage}" if cited.homepage else ""
    said = f"{'; '.join(cited.authors)} ({cited.day.year}). {what.replace('.. In', '. In')}. {cited.day.isoformat()}."
    return f"{said}{where}"


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
    if cited.homepage:
        fields["url"] = f"{{{cited.homepage.translate(_VERBATIM)}}}"
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
    if cited.homepage:
        item["URL"] = cited.homepage
    return json.dumps([item], ensure_ascii=False, indent=2)


def _identifier(cited: _Cited) -> str:
    return "-".join(filter(None, (cited.name, cited.version, cited.key)))


_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D"})
"""The marks that an address in BibTeX, which is printed as it stands, cannot have."""

_TEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}  # BibTeX counts braces, those behind a backslash too
)


def _tex(text: str) -> str:
    """Give text as LaTeX prints it."""
    return text.translate(_TEX)
