"""The command line: what a person would rather see, check or build than query."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from summitdata.errors import SummitDataError
from summitdata.model import Row

CLEAN, FINDINGS, MISUSE, INTERNAL = 0, 1, 2, 3
"""The exit codes."""

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Group(click.Group):
    """A group whose commands end with a message and an exit code, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except SummitDataError as error:
            raise click.ClickException(str(error)) from error


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = MISUSE
    except click.Abort:
        click.echo("Interrupted.", err=True)
        code = MISUSE
    except BrokenPipeError:
        # The reader went away, as `head` does; what is left to flush has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CLEAN
    except Exception as error:  # noqa: BLE001 - the last line of defence: an internal error is told as one
        if os.environ.get("SUMMITDATA_DEBUG"):
            traceback.print_exc()
        click.echo(
            f"summitdata: internal error: {type(error).__name__}: {error}\n"
            "Nothing was proved valid. Please report this; SUMMITDATA_DEBUG=1 shows where it happened.",
            err=True,
        )
        code = INTERNAL
    sys.exit(code if isinstance(code, int) else CLEAN)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        import summitdata

        click.echo(f"summitdata {summitdata.__version__}")
        ctx.exit()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit."
)
def cli() -> None:
    """Events, quotes and sources of Japan-South Korea summit diplomacy, and a validator for such data."""


def _target(path: Path | None) -> Path:
    from summitdata.dataset import data_root

    found = path if path is not None else data_root()
    if not isinstance(found, Path):
        raise click.ClickException("The installed dataset lies in a zip file: name a folder as PATH.")
    return found


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _validator() -> None:
    """Say what is missing before a half-imported validator does."""
    from summitdata.frames import optional

    for module in ("ruamel.yaml", "polars", "narwhals", "pandera"):
        optional(module, "check", "This command")


@cli.command()
@click.argument("path", type=_FOLDER, required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the report.")
@click.option("--select", multiple=True, metavar="CODE", help="Run only these rules or families (repeatable).")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave these rules or families out (repeatable).")
@click.option("--verbose", is_flag=True, help="List every check that ran, not only the findings.")
def check(path: Path | None, form: str, select: tuple[str, ...], ignore: tuple[str, ...], verbose: bool) -> None:
    """Check rows, a built package, or both, against the schemas and the rules.

    PATH is a dataset folder, a folder of rows alone, or another package with the same tables; without it
    the installed dataset is checked.  Ends with 0 where nothing was found, 1 with findings, 2 on misuse,
    3 on an internal error.
    """
    _validator()
    from summitdata.checking import check as run
    from summitdata.display.console import console
    from summitdata.reports.json import render as as_json
    from summitdata.reports.text import render as as_text

    report = run(_target(path), select=select, ignore=ignore)
    if form == "json":
        click.echo(as_json(report))
    else:
        to = console()
        click.echo(as_text(report, width=to.width, colour=to.is_terminal and not to.no_color, verbose=verbose))
    sys.exit(CLEAN if report.ok else FINDINGS)


@cli.command()
@click.argument("path", type=_FOLDER, required=False)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; prove that the tables hold what the rows say."
)
def build(path: Path | None, only_check: bool) -> None:
    """Write the Parquet tables and datapackage.json from the rows in PATH."""
    _validator()
    from summitdata.build import build as run
    from summitdata.build import check_built

    root = _target(path)
    if only_check:
        _end(check_built(root), f"The built tables in {root} hold what the rows say.")
    built = run(root)
    if built.ok:
        wrote = f"{len(built.written)} files were written" if built.written else "nothing had changed"
        _end((), f"{len(built.rows)} tables with {sum(built.rows.values())} rows in {root}; {wrote}.")
    _end(built.findings, "")


def _end(findings: Iterable[Any], otherwise: str) -> None:
    from summitdata.display.console import console
    from summitdata.reports.text import render_findings

    found = tuple(findings)
    if found:
        to = console()
        click.echo(render_findings(found, width=to.width, colour=to.is_terminal and not to.no_color))
        sys.exit(FINDINGS)
    click.echo(otherwise)
    sys.exit(CLEAN)


@cli.command()
@click.argument("path", type=_FOLDER, required=False)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say which files are not in canonical form.")
def fmt(path: Path | None, only_check: bool) -> None:
    """Give each row file in PATH its one canonical form."""
    _validator()
    from summitdata.rows import format_rows

    done = format_rows(_target(path), check=only_check)
    _end(done.findings, f"{done.files} row files are in canonical form; {done.changed} were rewritten.")


@cli.command()
@click.argument("path", type=_FOLDER, required=False)
@click.option("--texts", required=True, type=_FOLDER, help="The folder that holds the articles, one text file each.")
def verify(path: Path | None, texts: Path) -> None:
    """Hold the rows in PATH against the articles: offsets, digests, quotation marks, our own prose."""
    _validator()
    from dataclasses import replace

    from summitdata.evidence import articles
    from summitdata.evidence import verify as run
    from summitdata.rows import read

    reading = read(_target(path))
    found, unchecked = run(reading.tables, articles(texts))
    placed = []
    for finding in found:
        place = reading.place(str(finding.table), str(finding.key), finding.column)
        placed.append(replace(finding, place=place, excerpt=reading.excerpt(place) if place else None))
    for source in unchecked:
        click.echo(f"Not checked: the article of {source} is not in {texts}.", err=True)
    _end([*reading.findings, *placed], "Every held source that was checked agrees with its article.")


@cli.command()
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


@cli.command()
@click.option("--only", type=click.Choice(["events", "quotes"]), help="Leave the other sort out.")
@click.option("--actor", metavar="KEY", help="Only what this actor took part in or said.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what may have been on this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only what may have been on this day or earlier.")
@click.option("--json", "as_json", is_flag=True, help="Print rows for machines.")
def timeline(only: str | None, actor: str | None, since: Any, until: Any, as_json: bool) -> None:  # noqa: ANN401
    """Show events and utterances in order of time."""
    from datetime import date

    from summitdata.display.console import console
    from summitdata.display.timeline import print_timeline
    from summitdata.errors import UnknownNameError
    from summitdata.records import records
    from summitdata.views import timeline_rows

    data = records()
    rows = timeline_rows(data)
    tests: list[Callable[[Row], bool]] = []
    if only:
        tests.append(lambda row: row["what"] == only.removesuffix("s"))
    if actor:
        if data.get("actors", actor) is None:
            raise UnknownNameError("actor", actor, (str(row["id"]) for row in data.rows["actors"]))
        ids = {row["event"] for row in data.where("participants", "actor", actor)}
        ids |= {row["quote"] for row in data.where("speakers", "actor", actor)}
        tests.append(lambda row: row["id"] in ids)
    if since:
        tests.append(lambda row: isinstance(row["last"], date) and row["last"] >= since.date())
    if until:
        tests.append(lambda row: isinstance(row["first"], date) and row["first"] <= until.date())
    rows = [row for row in rows if all(test(row) for test in tests)]
    if as_json:
        _print_json(rows)
    else:
        print_timeline(rows, console())


@cli.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print the record and what refers to it, for machines.")
def show(key: str, as_json: bool) -> None:
    """Show one record: an event with its claims, a quote with its wordings, a source, an actor, a discrepancy."""
    from summitdata.display.console import console
    from summitdata.display.show import print_record
    from summitdata.records import records

    data = records()
    table, row = data.find(key)
    if as_json:
        _print_json({"table": table, "record": row, "related": data.related(table, key)})
    else:
        print_record(data, table, row, console())


@cli.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def tables(name: str | None, as_json: bool) -> None:
    """List the tables, or the columns of the table NAME."""
    from summitdata import loading
    from summitdata.display.console import console
    from summitdata.display.tables import print_columns, print_tables
    from summitdata.schema import TABLES

    if name is not None:
        columns = loading.describe(name, backend="pyarrow").to_pylist()
        if as_json:
            _print_json(columns)
        else:
            print_columns(TABLES[name], console())
        return
    counts = {table: loading.load(table, backend="pyarrow").num_rows for table in TABLES}
    if as_json:
        _print_json([{"table": key, "rows": counts[key], "meaning": TABLES[key].meaning} for key in TABLES])
    else:
        print_tables(TABLES, counts, console())


@cli.command()
@click.option("--format", "form", type=click.Choice(["text", "bibtex", "csl-json"]), default="text", help="The form.")
def cite(form: Any) -> None:  # noqa: ANN401 - click.Choice has checked it
    """Print how to cite the dataset."""
    from summitdata.citation import cite as run

    click.echo(run(form))
