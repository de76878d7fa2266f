"""The commands that hold a dataset against the articles."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summitdata.cli.checking import FOLDER, needs, target
from summitdata.cli.codes import CLEAN, FINDINGS

if TYPE_CHECKING:
    from summitdata.diagnostics import Diagnostic
    from summitdata.evidence import Article, Verification
    from summitdata.rows import Reading

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--texts", type=FOLDER, help="The folder that holds the articles, one text file each.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the verdicts."
)
@click.option("--fix", is_flag=True, help="Write the new places of spans that have moved, where nothing is in doubt.")
def verify(path: Path | None, texts: Path | None, form: str, fix: bool) -> None:
    """Hold the rows in PATH against the articles, and say of every quotation whether it is there.

    Without --texts, prove instead that the package in PATH (a folder or a zip; by default the installed one) is the
    one that was released, by the hash of every file.

    Each span and each rendering is exact, folded (only marks, width or spaces differ), moved, changed, found in
    another source, absent, or not checkable.  Ends with 0 where nothing was found, 1 with findings, 2 on misuse or
    where no article of the dataset is at hand, 3 on an internal error.
    """
    if texts is None:
        if fix or form != "text":
            raise click.UsageError("--fix and --format go with --texts, the folder of the articles.")
        from summitdata.cli.publishing import prove_integrity

        prove_integrity(path)
    needs("ruamel.yaml")
    if path is not None and not path.is_dir():
        raise click.BadParameter(f"{path} is no folder of rows.", param_hint="PATH")
    from summitdata.evidence import articles

    root = target(path)
    at_hand = articles(texts)
    reading, found = _verified(root, at_hand)
    if found.held and not found.matches:
        raise click.ClickException(
            f"None of the {len(at_hand)} files in {texts} is the article of one of the {len(found.held)} sources whose "
            "text is held: nothing was checked."
        )
    if fix:
        _fix(root, reading, found, at_hand)
        reading, found = _verified(root, at_hand)
    findings = [*reading.findings, *_placed(reading, found)]
    if form == "json":
        from summitdata.evidence import document

        click.echo(document(found, findings))
    else:
        from summitdata.display.console import console
        from summitdata.reports.verification import render

        to = console()
        click.echo(render(found, findings, width=to.width, colour=to.is_terminal and not to.no_color))
    sys.exit(FINDINGS if findings else CLEAN)


def _verified(root: Path, at_hand: tuple[Article, ...]) -> tuple[Reading, Verification]:
    from summitdata.evidence import verify as run
    from summitdata.rows import read

    reading = read(root)
    return reading, run(reading.tables, at_hand)


def _fix(root: Path, reading: Reading, found: Verification, at_hand: tuple[Article, ...]) -> None:
    """Write new places, and show on standard error what is written and what is not."""
    from summitdata.evidence import reanchor

    anchoring = reanchor(root, reading.tables, found, at_hand)
    for source, reason in anchoring.kept.items():
        click.echo(f"Left as it is: {source}: {reason}.", err=True)
    if anchoring.files:
        click.echo(anchoring.diff(), err=True)
        anchoring.write(root)
    click.echo(f"{len(anchoring.files)} row files were re-anchored.", err=True)


def _placed(reading: Reading, found: Verification) -> list[Diagnostic]:
    """Give the findings with their places in the row files, in the order of places."""
    from summitdata.diagnostics import ordered

    placed = []
    for finding in found.findings:
        place = reading.place(str(finding.table), str(finding.key), finding.column)
        placed.append(replace(finding, place=place, excerpt=reading.excerpt(place) if place else None))
    return [*ordered(placed)]


@click.command()
@click.argument("article", type=_FILE)
@click.argument("words", nargs=-1)
def locate(article: Path, words: tuple[str, ...]) -> None:
    """Print start, stop and sha256 of each of the WORDS in ARTICLE, ready for a span.

    Without WORDS, print the digest and the length of the article, ready for a source.
    """
    from summitdata.texts import digest, normalise
    from summitdata.texts import locate as find

    text = normalise(article.read_bytes())
    if not words:
        click.echo(f"text_sha256: {digest(text)}\nlength: {len(text)}")
    for stretch in words:
        places = list(find(text, stretch))
        if not places:
            raise click.ClickException(
                f"The article does not have the words {stretch!r}. Copy them from the file itself: quotation marks, "
                "dashes and no-break spaces count."
            )
        for place in places:
            click.echo(f"start: {place.start}\nstop: {place.stop}\nsha256: {place.sha256}")


COMMANDS = (verify, locate)
"""The commands of this module, in the order of the help."""
