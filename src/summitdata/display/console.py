"""The console that every view prints to, and the text that may go there."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from summitdata.escaping import visible

PLAIN_WIDTH = 80
"""Columns of output that no terminal reads."""

WIDEST = 110
"""Columns beyond which lines are hard to read."""


class _Console(Console):
    """A console that leaves it to the command line how a process ends whose output nobody reads."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would end the process for."""
        self.quiet = True
        raise BrokenPipeError


def console(*, colour: bool | None = None, stderr: bool = False) -> Console:
    """Make a console: the terminal's own width up to :data:`WIDEST`, 80 columns and no colour when piped.

    Args:
        colour: True or False to insist; None to leave it to the terminal and to ``NO_COLOR``.
        stderr: Whether it prints beside what the command gives, as progress must.
    """
    made = _Console(
        force_terminal=colour or None, no_color=True if colour is False else None, highlight=False, markup=False,
        emoji=False, soft_wrap=False, stderr=stderr,
    )  # fmt: skip
    width = min(made.width, WIDEST) if made.is_terminal else PLAIN_WIDTH
    made.width = width
    return made


def shown(value: object, style: str = "") -> Text:
    """Give *value* as text that is safe to print; nothing for None."""
    return Text("" if value is None else visible(str(value)), style=style)
