"""How to cite the dataset."""

from __future__ import annotations

import json
from datetime import date
from typing import Literal, get_args

from summitdata.dataset import open_package
from summitdata.errors import UnknownNameError

CitationFormat = Literal["text", "bibtex", "csl-json"]
"""The forms of a citation."""


def cite(form: CitationFormat = "text") -> str:
    """Cite the version of the dataset that is installed.

    Args:
        form: ``text`` for a sentence, ``bibtex`` for LaTeX, ``csl-json`` for reference managers.

    Raises:
        UnknownNameError: There is no such form; the message names those there are.
    """
    descriptor = open_package().descriptor
    title, version = str(descriptor["title"]), str(descriptor["version"])
    day = date.fromisoformat(str(descriptor["created"])[:10])
    authors = [str(person["title"]) for person in descriptor["contributors"]]
    match form:
        case "text":
            return f"{'; '.join(authors)} ({day.year}). {title} (version {version}) [Data set]. {day.isoformat()}."
        case "bibtex":
            names = " and ".join(f"{{{author}}}" for author in authors)
            return (
                f"@misc{{summitdata-{version},\n  author = {{{names}}},\n  title = {{{title}}},\n"
                f"  year = {{{day.year}}},\n  month = {{{day.month}}},\n  version = {{{version}}},\n"
                "  howpublished = {Data package}\n}"
            )
        case "csl-json":
            item = {
                "id": f"summitdata-{version}",
                "type": "dataset",
                "title": title,
                "version": version,
                "author": [{"literal": author} for author in authors],
                "issued": {"date-parts": [[day.year, day.month, day.day]]},
            }
            return json.dumps([item], ensure_ascii=False, indent=2)
        case _:
            raise UnknownNameError("citation form", form, get_args(CitationFormat))
