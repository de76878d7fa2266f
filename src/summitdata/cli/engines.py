"""The options by which a check runs on an engine, over tables in files, and the run itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summitdata.engines import MOST_FINDINGS, NAMES

if TYPE_CHECKING:
    from summitdata.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Run:
    """A run on an engine, as it was asked for."""

    engine: str
    master: str | None
    threads: int | None
    memory: str | None
    most: int


class Place(click.Path):
    """A folder; with an engine also a pattern of files, or an address, both of which are no path that exists."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own signature
        """Give a path, or with an engine the text as it is."""
        if ctx is not None and isinstance(ctx.params.get("engine"), str):  # click marks what was not given
            return str(value)
        return super().convert(value, param, ctx)


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of engines, which it gets together as *run*; None where no engine is asked for."""

    @click.option(
        "--engine",
        type=click.Choice(NAMES),
        is_eager=True,
        help="Check the tables in files at PATH (a folder, a pattern, an address) on this engine.",
    )
    @click.option("--master", metavar="URL", help="The Spark cluster; this machine where none is given.")
    @click.option("--threads", type=click.IntRange(min=1), help="How many threads the engine uses on this machine.")
    @click.option("--memory-limit", "memory", metavar="SIZE", help="How much memory the engine takes, such as 2GB.")
    @click.option(
        "--max-findings",
        "most",
        type=click.IntRange(min=1),
        help="How many findings of one check are listed, with an engine; "
        f"{MOST_FINDINGS} without this. All are counted.",
    )
    @wraps(command)
    def with_run(
        *, engine: str | None, master: str | None, threads: int | None, memory: str | None, most: int | None,
        **others: Any,  # noqa: ANN401 - the command's own options
    ) -> None:  # fmt: skip
        options = {"--master": master, "--threads": threads, "--memory-limit": memory, "--max-findings": most}
        if engine is None and (idle := [name for name, value in options.items() if value is not None]):
            raise click.UsageError(f"{', '.join(idle)} says how an engine runs: name one with --engine.")
        run = None if engine is None else Run(engine, master, threads, memory, most or MOST_FINDINGS)
        command(run=run, **others)

    return with_run


def check_on_engine(place: str | Path, run: Run, modules: Iterable[str], chosen: dict[str, Any]) -> Report:
    """Check the tables in files at *place*, telling on a terminal what is done."""
    if run.threads is not None and run.engine == "polars":
        from summitdata.engines.threads import use_threads

        use_threads(run.threads)
    from summitdata.checking.corpus import check_corpus
    from summitdata.checking.own import load_rules
    from summitdata.display.console import console
    from summitdata.engines.engine import open_engine

    rules = [rule for module in modules for rule in load_rules(module)]
    aside = console(stderr=True)
    engine = open_engine(run.engine, master=run.master, threads=run.threads, memory=run.memory)
    with closing(engine):
        if not aside.is_terminal:
            return check_corpus(str(place), engine, rules=rules, most=run.most, **chosen)
        with aside.status(f"starting {run.engine}") as status:
            return check_corpus(str(place), engine, rules=rules, most=run.most, tell=status.update, **chosen)
