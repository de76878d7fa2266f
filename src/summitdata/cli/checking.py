"""The commands that check, build and format a dataset, and explain the checks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import click

from summitdata.cli.answers import FORMS, Asked, View
from summitdata.cli.codes import CLEAN, FINDINGS
from summitdata.cli.engines import Place, Run, check_on_engine, engine_options
from summitdata.diagnostics import Diagnostic, Severity
from summitdata.errors import MissingExtraError
from summitdata.process import share

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
"""The kind of argument that is a folder which exists."""

VALIDATOR = ("narwhals", "pandera", "platformdirs", "polars", "ruamel.yaml")
"""The libraries that the rules need."""


def target(path: Path | None) -> Path:
    """Give the folder that a command works on: *path*, else the installed dataset.

    Raises:
        ClickException: The installed dataset lies in a zip file.
    """
    from summitdata.dataset import data_root

    found = path if path is not None else data_root()
    if not isinstance(found, Path):
        raise click.ClickException("The installed dataset lies in a zip file: name a folder as PATH.")
    return found


def written_to(path: Path | None, *, only_check: bool) -> Path:
    """Give the folder that a command writes to: *path*, else the folder ``dataset`` that stands here.

    The installed dataset is never written to unasked; it may be looked at, with *only_check*.

    Raises:
        UsageError: No folder is named, and there is no ``dataset``.
        ClickException: As of :func:`target`.
    """
    if path is None and not only_check:
        path = Path("dataset")
        if not path.is_dir():
            raise click.UsageError("There is no folder dataset here: name the folder as PATH.")
    return target(path)


def needs(*modules: str) -> None:
    """Say which extra is missing before a command is half done; nothing is imported for it.

    Raises:
        MissingExtraError: One of the modules is not installed.
    """
    for module in modules:
        try:
            installed = find_spec(module) is not None
        except ModuleNotFoundError:
            installed = False
        if not installed:
            raise MissingExtraError("This command", "check")


@click.command()
@click.argument("path", type=Place(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="How to print the report.")
@click.option("--select", multiple=True, metavar="CODE", help="Run only these rules or families (repeatable).")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave these rules or families out (repeatable).")
@click.option(
    "--severity", type=click.Choice([each.value for each in Severity]), default=Severity.INFORMATION.value,
    help="Show findings of this severity and graver; what is not shown does not fail the run, nor does information.",
)  # fmt: skip
@click.option("--locked", is_flag=True, help="Each row must be the one in rows.sha256, which a build writes.")
@click.option("--fix", is_flag=True, help="First mend what has one right answer, and show what was changed.")
@click.option("--changed-since", metavar="REV", help="Show only what was not yet found at this revision of git.")
@click.option(
    "--rules", "modules", multiple=True, metavar="MODULE", help="Run the rules in this module too (repeatable)."
)
@click.option("--verbose", is_flag=True, help="List every check that ran, not only the findings.")
@click.option(
    "--fresh", is_flag=True, envvar="SUMMITDATA_FRESH", help="Check again what has not changed since it was clean."
)
@engine_options
def check(  # noqa: PLR0913, PLR0917 - one argument, one option
    path: Path | None, form: str, fix: bool, changed_since: str | None, modules: tuple[str, ...], verbose: bool,
    fresh: bool, locked: bool, run: Run | None, **chosen: Any,  # noqa: ANN401 - what check() takes as it is
) -> None:  # fmt: skip
    """Check rows, a built package, or both, against the schemas and the rules.

    PATH is a dataset folder, a folder of rows alone, or another package with the same tables; without it
    the installed dataset is checked.  With --engine, PATH holds tables in Parquet, CSV or JSON Lines.
    Ends with 0 where nothing was found, 1 with findings, 2 on misuse, 3 on an internal error, and 141 where
    whoever reads the output goes away before its end.
    Information and what is waived are shown, and fail no run.
    What has not changed since nothing was found is not checked again, unless --fresh is given.
    """
    if locked and changed_since is not None:
        raise click.UsageError("--locked holds every row against its digest: leave --changed-since out.")
    if run is not None and (fix or locked or changed_since is not None):
        raise click.UsageError("--fix, --locked and --changed-since are for row files: leave them out with --engine.")
    needs(*VALIDATOR)
    if modules or run is not None:  # an engine may hand its rows over through other libraries
        share()
    view = View.of(form, verbose=verbose)
    if run is not None:
        view.show(check_on_engine(path or target(None), run, modules, chosen))
    data = target(path)
    plain = not (fresh or fix or modules or changed_since is not None)
    asked = Asked(data, {"locked": locked, **chosen}, view) if plain else None
    if asked is not None:
        asked.answer_from_receipt()
    from summitdata.checking import check as check_data
    from summitdata.checking.own import load_rules, with_own

    rules = [rule for module in modules for rule in load_rules(module)]
    if fix:
        from summitdata.rules.checks import CHECKS
        from summitdata.rules.checks import chosen as choice

        checks = [*CHECKS, *with_own(rules)]
        _mend(data, choice(chosen["select"], chosen["ignore"], checks), aside=form != "text")
    if changed_since is not None:
        from summitdata.checking.since import check_since

        report = check_since(data, changed_since, rules=rules, **chosen)
    else:
        report = check_data(data, rules=rules, locked=locked, **chosen)
    view.show(report, asked)


def _mend(path: Path, is_chosen: Callable[[str], bool], *, aside: bool) -> None:
    """Mend what can be, and print the changes, *aside* where a report for machines has the output to itself."""
    from summitdata.checking import parts_of
    from summitdata.checking.fixing import mend
    from summitdata.display.console import console
    from summitdata.reports.diff import render
    from summitdata.reports.text import render_findings

    root, has_rows, _ = parts_of(path)
    if not has_rows or not isinstance(root, Path):
        raise click.ClickException(f"--fix mends row files, and {root} has none.")
    mended = mend(root, is_chosen)
    to = console()
    colour = to.is_terminal and not to.no_color and not aside
    for file in mended.files:
        click.echo(render(f"{root}/{file.file}", file.before, file.after, colour=colour) + "\n", err=aside)
    if mended.findings:
        raise click.ClickException(render_findings(mended.findings, root=str(root), width=to.width))
    many = len(mended.files)
    told = f"Mended {many} {'file' if many == 1 else 'files'}." if many else "There was nothing to mend."
    click.echo(f"{told}\n", err=aside)


@click.command()
@click.argument("path", type=FOLDER, required=False)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; prove that the tables hold what the rows say."
)
def build(path: Path | None, only_check: bool) -> None:
    """Write the Parquet tables and datapackage.json from the rows in PATH, by default the folder dataset.

    With --check, the installed dataset is looked at where no PATH is given.
    """
    needs("ruamel.yaml")
    from summitdata.build import build as run
    from summitdata.build import check_built

    root = written_to(path, only_check=only_check)
    if only_check:
        _end(check_built(root), f"The built tables in {root} hold what the rows say.")
    built = run(root)
    if built.ok:
        wrote = f"{len(built.written)} files were written" if built.written else "nothing had changed"
        _end((), f"{len(built.rows)} tables with {sum(built.rows.values())} rows in {root}; {wrote}.")
    _end(built.findings, "")


def _end(findings: Iterable[Diagnostic], otherwise: str) -> NoReturn:
    from summitdata.display.console import console
    from summitdata.reports.text import render_findings

    found = tuple(findings)
    if found:
        to = console()
        click.echo(render_findings(found, width=to.width, colour=to.is_terminal and not to.no_color))
        sys.exit(FINDINGS)
    click.echo(otherwise)
    sys.exit(CLEAN)


@click.command()
@click.argument("path", type=FOLDER, required=False)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say which files are not in canonical form.")
def fmt(path: Path | None, only_check: bool) -> None:
    """Give each row file in PATH, by default the folder dataset, its one canonical form.

    With --check, the installed dataset is looked at where no PATH is given.
    """
    needs("ruamel.yaml")
    from summitdata.rows import format_rows

    done = format_rows(written_to(path, only_check=only_check), check=only_check)
    _end(done.findings, f"{done.files} row files are in canonical form; {done.changed} were rewritten.")


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain one check: what must hold, why, how to mend it, and an example with what is found in it."""
    needs(*VALIDATOR)
    from summitdata.display.console import console
    from summitdata.reports.explain import explain as run

    to = console()
    click.echo(run(code, width=to.width, colour=to.is_terminal and not to.no_color))


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="A table, or JSON.")
def rules(form: str) -> None:
    """List every check with its severity and the sentence that must hold."""
    needs(*VALIDATOR)
    from summitdata.display.console import console
    from summitdata.reports.explain import rules_json, rules_table

    to = console()
    colour = to.is_terminal and not to.no_color
    click.echo(rules_json() if form == "json" else rules_table(width=to.width, colour=colour))


COMMANDS = (check, build, fmt, explain, rules)
"""The commands of this module, in the order of the help."""
