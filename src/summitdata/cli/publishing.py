"""The commands that compare, release and prove packages."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from summitdata.cli.checking import VALIDATOR, needs
from summitdata.cli.codes import CLEAN, FINDINGS

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


@click.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), default="dataset")
@click.option("--since", metavar="OLD", help="The last release, as diff takes it; by default the last tag v….")
@click.option(
    "--reworded",
    multiple=True,
    metavar="NAME",
    help="A table, a column (table.column) or a code (table.column.code) whose new words mean the same (repeatable).",
)
@click.option("--prepare", "preparing", is_flag=True, help="Write the number, the day, the changelog and the citation.")
@click.option("--as", "number", metavar="VERSION", help="With --prepare: a higher number than the proposed one.")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="With --prepare: the day, by default today (UTC)."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write the files to be published into this folder."
)
def release(
    path: Path,
    since: str | None,
    reworded: tuple[str, ...],
    preparing: bool,
    number: str | None,
    day: datetime | None,
    out: Path | None,
) -> None:
    """Propose the number of the next release of the dataset in PATH, prepare it, or make its files.

    Without an option it says what changed since the last release, which number that needs, and everything that
    forbids a release: findings, files that are not committed, tables that are older than their rows, keys that are
    gone without a tombstone or used again, a number that is too low.  Ends with 1 where something forbids it.
    """
    if (number or day) and not preparing:
        raise click.UsageError("--as and --date go with --prepare, which writes them.")
    if preparing and out is not None:
        raise click.UsageError("--prepare and --out are two steps: what was prepared is read and committed in between.")
    needs(*VALIDATOR)
    from summitdata.diff import Version
    from summitdata.release.gate import judge
    from summitdata.release.prepare import resume
    from summitdata.release.report import told

    version = Version.parse(number) if number else None
    resume(path)
    judgement = judge(path, since=since, reworded=reworded, preparing=preparing)
    click.echo(told(judgement))
    if judgement.refusals:
        sys.exit(FINDINGS)
    if preparing:
        from summitdata.release.prepare import prepare

        at = day.date() if day else datetime.now(UTC).date()
        version, changed = prepare(path, judgement, at, version)
        click.echo(f"Prepared {version}: {', '.join(changed) or 'nothing had changed'}. Read them, and commit them.")
    if out is not None:
        from summitdata.release.artefacts import publish

        for line in publish(path, out, judgement):
            click.echo(line)
    sys.exit(CLEAN)


def prove_integrity(path: Path | None) -> NoReturn:
    """Prove a package and end the process: with 1 where a file is not the recorded one."""
    from summitdata.escaping import visible
    from summitdata.release.integrity import prove

    proof = prove(path)
    for line in proof.wrong:
        click.echo(visible(line))
    if not proof.ok:
        click.echo(f"{visible(proof.target)} is not what was released: {len(proof.wrong)} found.")
        sys.exit(FINDINGS)
    for name in proof.unproved:
        click.echo(f"Not proved: {visible(name)}, whose own hash is recorded nowhere.")
    click.echo(f"{proof.files} files in {visible(proof.target)} are those that {visible(proof.by)} records.")
    sys.exit(CLEAN)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", required=True, help="The name of the package, as people write it.")
@click.option("--maintainer", required=True, help="Who makes it.")
@click.option(
    "--licence", type=click.Choice(["CC-BY-4.0", "CC0-1.0"]), default="CC-BY-4.0", help="What the data stand under."
)
def init(folder: Path, title: str, maintainer: str, licence: str) -> None:
    """Make a package of your own in FOLDER, with the same tables, ready to curate."""
    needs("ruamel.yaml")
    from summitdata.release.start import start

    made = start(folder, title=title, maintainer=maintainer, licence=licence, day=datetime.now(UTC).date())
    click.echo(
        f"Made {made.name} {made.version} in {folder}. Write one YAML file per record below {folder}/rows, as\n"
        f"{folder}/README.md tells and shows, then run:\n"
        f"  summitdata fmt {folder}\n  summitdata check {folder}\n  summitdata build {folder}"
    )


COMMANDS = (diff, release, init)
"""The commands of this module, in the order of the help."""
