"""The commands that compare, release and prove packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from summitdata.diff.render import Format


@click.command()
@click.argument("old")
@click.argument("new", default="dataset")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="The form.")
def diff(old: str, new: str, form: Format) -> None:
    """Say what changed from OLD to NEW, in the words of the field, sorted by what matters.

    Each of the two is a package (a folder, its datapackage.json or a zip), a folder of row files, or a revision of
    the git repository here: HEAD~1, v0.1.0, or v0.1.0:dataset.  Without NEW it is the folder dataset.
    """
    from summitdata.diff import difference, opened
    from summitdata.diff.render import render
    from summitdata.display.console import console

    with opened(old) as before, opened(new) as after:
        click.echo(render(difference(before, after), form, width=console().width))


COMMANDS = (diff,)
"""The commands of this module, in the order of the help."""
