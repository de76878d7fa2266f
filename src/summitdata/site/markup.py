"""HTML as values: every datum is escaped unless it is markup already, so that forgetting it is not possible."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date
from typing import Final, TypeAlias

from summitdata.escaping import visible


class Html(str):
    """Markup that is printed as it stands; every other value is escaped."""

    __slots__ = ()


Child: TypeAlias = "Html | str | float | date | Iterable[Child] | None"
"""What may stand inside an element; None and False print nothing."""

Attribute: TypeAlias = str | float | None
"""What an attribute may hold; None and False leave it out, True gives it without a value."""

VOID: Final = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "circle", "line", "path", "rect", "polyline", "stop"}
)
"""Elements that have no content and are written without an end tag."""

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def escaped(value: object) -> Html:
    """Give *value* as markup that shows just that, on one line and without invisible characters."""
    return Html(html.escape(visible(str(value)), quote=True))


def flat(children: Iterable[Child]) -> Html:
    """Join *children* to markup, each escaped unless it is markup already."""
    parts: list[str] = []
    for child in children:
        if child is None or child is False:
            continue
        if isinstance(child, Html):
            parts.append(child)
        elif isinstance(child, str | float | int | date):
            parts.append(escaped(child))
        else:
            parts.append(flat(child))
    return Html("".join(parts))


def el(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """Make an element.

    A trailing underscore of an attribute's name is dropped and inner ones become hyphens: ``class_``,
    ``data_kind``.  SVG attributes keep their capitals: ``viewBox``.
    """
    written = [name]
    for key, value in attributes.items():
        label = key.rstrip("_").replace("_", "-")
        if _NAME.fullmatch(label) is None:
            raise ValueError(f"{label!r} is no name of an attribute")
        if value is True:
            written.append(label)
        elif value is not None and value is not False:
            written.append(f'{label}="{escaped(value)}"')
    if name in VOID:
        if children:
            raise ValueError(f"a {name} has no content")
        return Html(f"<{' '.join(written)}/>" if name in _DRAWN else f"<{' '.join(written)}>")
    return Html(f"<{' '.join(written)}>{flat(children)}</{name}>")


_DRAWN: Final = frozenset({"circle", "line", "path", "rect", "polyline", "stop"})


def joined(separator: Child, children: Iterable[Child]) -> Html:
    """Join the *children* that print anything, with *separator* between them."""
    printed = [part for part in (flat([child]) for child in children) if part]
    return Html(flat([separator]).join(printed))


def ticked(text: str) -> Html:
    """Show *text*, and in it what stands between backticks as code."""
    return flat(el("code", part) if number % 2 else part for number, part in enumerate(text.split("`")))


def preformatted(text: str, label: str | None = None, **attributes: Attribute) -> Html:
    """Show *text* line by line as it stands, in a box that the keyboard can scroll."""
    lines = Html("&#10;".join(escaped(line) for line in text.split("\n")))
    named = {"role": "region", "aria_label": label} if label else {}
    return el("pre", el("code", lines), tabindex="0", **named, **attributes)


def abroad(address: object, words: Child = None) -> Html:
    """Make a link to another site; an address that is not plain http or https is shown as text."""
    if not isinstance(address, str) or _ADDRESS.fullmatch(address) is None:
        return flat([words if words is not None else str(address)])
    return el("a", words if words is not None else address, href=address, rel="noopener noreferrer")
