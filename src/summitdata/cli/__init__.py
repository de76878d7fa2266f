"""The command line: what a person would rather see, check or build than query."""

from __future__ import annotations

import codecs
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any

import click

from summitdata.cli import checking, publishing, showing, verifying
from summitdata.cli.codes import CLEAN, CLOSED, INTERNAL, MISUSE
from summitdata.errors import SummitDataError
from summitdata.process import claimed


class _Group(click.Group):
    """A group whose commands end with a message and an exit code, never with a traceback."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - as click has it
        with _ending_where_nobody_reads():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            with _ending_where_nobody_reads():
                return super().invoke(ctx)
        except SummitDataError as error:
            raise click.ClickException(str(error)) from error


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _print_what_no_code_page_has()
    with _ending_where_nobody_reads():
        code = _run()
    sys.exit(code if isinstance(code, int) else CLEAN)


def _run() -> object:
    """Run the command that was given, tell what went wrong, and give the exit code."""
    try:
        with claimed():
            return cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return MISUSE
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - a panic in polars is no Exception, and an internal error too
        if os.environ.get("SUMMITDATA_DEBUG"):
            traceback.print_exc()
        click.echo(
            f"summitdata: internal error: {type(error).__name__}: {error}\n"
            "Nothing was proved valid. Please report this; SUMMITDATA_DEBUG=1 shows where it happened.",
            err=True,
        )
        return INTERNAL


@contextmanager
def _ending_where_nobody_reads() -> Iterator[None]:
    """End the process with a code of its own where whoever reads its output went away, as `head` does.

    click and rich end it with 1, which says that there are findings; so neither may see the error.
    """
    try:
        yield
    except BrokenPipeError:
        # What is left to flush has nowhere to go.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError):
                os.dup2(nowhere, stream.fileno())
        sys.exit(CLOSED)


def _print_what_no_code_page_has() -> None:
    """Let letters that the encoding of the output lacks be escaped, as redirected output on Windows needs it."""
    codecs.register_error("summitdata", _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="summitdata")


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Give letters as JSON escapes them, which Python's own ``backslashreplace`` does not, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units), error.end


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


for _command in (*checking.COMMANDS, *verifying.COMMANDS, *showing.COMMANDS, *publishing.COMMANDS):
    cli.add_command(_command)
