"""The commands that show what a person would rather see than query."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from summitdata.citation import CitationFormat
    from summitdata.dataset import Package
    from summitdata.model import Row


def _opened(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Package:
    from summitdata.dataset import open_package

    return open_package(value)


_PACKAGE = click.option(
    "--package",
    type=click.Path(exists=True, path_type=Path),
    callback=_opened,
    help="Another package than the installed one: its folder, its datapackage.json or a zip.",
)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@click.command()
@click.option("--only", type=click.Choice(["events", "quotes"]), help="Leave the other sort out.")
@click.option("--actor", metavar="KEY", help="Only what this actor took part in or said.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what may have been on this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only what may have been on this day or earlier.")
@click.option("--json", "as_json", is_flag=True, help="Print rows for machines.")
@_PACKAGE
def timeline(
    only: str | None, actor: str | None, since: datetime | None, until: datetime | None, as_json: bool, package: Package
) -> None:
    """Show events and utterances in order of time."""
    from summitdata.display.console import console
    from summitdata.display.timeline import print_timeline
    from summitdata.errors import UnknownNameError
    from summitdata.records import records
    from summitdata.views import timeline_rows

    data = records(package)
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


@click.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print the record and what refers to it, for machines.")
@_PACKAGE
def show(key: str, as_json: bool, package: Package) -> None:
    """Show one record: an event with its claims, a quote with its wordings, a source, an actor, a discrepancy."""
    from summitdata.display.console import console
    from summitdata.display.show import print_record
    from summitdata.records import records

    data = records(package)
    table, row = data.find(key)
    if as_json:
        _print_json({"table": table, "record": row, "related": data.related(table, key)})
    else:
        print_record(data, table, row, console())


@click.command("tables")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@_PACKAGE
def list_tables(name: str | None, as_json: bool, package: Package) -> None:
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
    counts = {table: loading.load(table, backend="pyarrow", package=package).num_rows for table in TABLES}
    if as_json:
        _print_json([{"table": key, "rows": counts[key], "meaning": TABLES[key].meaning} for key in TABLES])
    else:
        print_tables(TABLES, counts, console())


@click.command()
@click.argument("key", required=False)
@click.option("--format", "form", type=click.Choice(["text", "bibtex", "csl-json"]), default="text", help="The form.")
@_PACKAGE
def cite(key: str | None, form: CitationFormat, package: Package) -> None:
    """Print how to cite the dataset, or the record KEY of this version of it."""
    from summitdata.citation import cite as run

    click.echo(run(key, form, package=package))


COMMANDS = (timeline, show, list_tables, cite)
"""The commands of this module, in the order of the help."""
