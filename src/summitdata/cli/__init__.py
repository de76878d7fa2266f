"""The command line: what a person would rather see, check or build than query."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import click

from summitdata.cli import checking, publishing, showing, verifying
from summitdata.cli.codes import CLEAN, INTERNAL, MISUSE
from summitdata.errors import SummitDataError
from summitdata.process import claimed


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
        with claimed():
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


for _command in (*checking.COMMANDS, *verifying.COMMANDS, *showing.COMMANDS, *publishing.COMMANDS):
    cli.add_command(_command)
