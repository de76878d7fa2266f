"""Plots of the figures as SVG, drawn here: seconds against the number of quotes, and against memory at the largest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import floor, log10
from typing import Any, Final

from benchmarks.contenders import CONTENDERS
from benchmarks.targets import Figures, NotMeasuredError

_WIDE, _HIGH, _LEFT, _TOP, _RIGHT, _BOTTOM = 900, 520, 80, 40, 290, 60
_COLOURS: Final = (
    "#000000", "#0b5cad", "#b3401a", "#8a6d00", "#5b2a86", "#00707a", "#a3195b", "#3d6b1f", "#6b4a2b", "#4a4f57",
    "#7a0000", "#1f3d7a",
)  # fmt: skip
_MARKS: Final = ("circle", "square", "triangle")
_APART: Final = 17


def plots(figures: dict[str, Any]) -> dict[str, str]:
    """Draw every plot, by the name of its file; none where nothing was measured on good corpora."""
    asked = Figures(figures)
    names = [name for name, each in CONTENDERS.items() if each.group == "same"]
    sizes = sorted({run["quotes"] for run in asked.runs if run["state"] == "good"})
    if not sizes:
        return {}
    lines = {name: [(size, *spread) for size in sizes if (spread := _spread(asked, name, size))] for name in names}
    by_memory = {}
    size = max(
        (size for size in sizes if sum(bool(_spread(asked, name, size)) for name in names) > _FEW), default=sizes[-1]
    )
    for name in names:
        if spread := _spread(asked, name, size):
            by_memory[name] = [(asked.memory(name, size), *spread)]
    return {
        "benchmarks-time.svg": _drawn(
            "Seconds of work against the number of quotes", "quotes", "seconds", {n: each for n, each in lines.items() if each}
        ),
        "benchmarks-memory.svg": _drawn(
            f"Seconds of work against peak memory, {size:,} quotes", "peak memory, MB", "seconds", by_memory
        ),
    }  # fmt: skip


_FEW: Final = 3


def _spread(figures: Figures, name: str, quotes: int) -> tuple[float, float, float] | None:
    """Give the median, the least and the greatest time; None where it was not measured."""
    try:
        runs = [run["seconds"] for run in figures.of(name, quotes)]
    except NotMeasuredError:
        return None
    return figures.seconds(name, quotes), min(runs), max(runs)


class _Axis:
    """A logarithmic axis of so many decades."""

    def __init__(self, values: Iterable[float], begin: int, length: int) -> None:
        known = [value for value in values if value > 0] or [1.0]
        self.low, self.high = floor(log10(min(known))), floor(log10(max(known))) + 1
        self._begin, self._length = begin, length

    def at(self, value: float) -> float:
        """Give the place of a value."""
        share = (log10(max(value, 10**self.low)) - self.low) / (self.high - self.low)
        return round(self._begin + share * self._length, 1)

    def ticks(self) -> list[float]:
        """Give the powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def _drawn(
    title: str, across: str, up: str, points: dict[str, list[tuple[float, float, float, float]]]
) -> str:  # fmt: skip
    """Draw named points with their spread, joined by lines, on two logarithmic axes."""
    every = [point for line in points.values() for point in line]
    x = _Axis((point[0] for point in every), _LEFT, _WIDE - _LEFT - _RIGHT)
    y = _Axis((value for point in every for value in point[1:]), _HIGH - _BOTTOM, _TOP + _BOTTOM - _HIGH)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img" font-family="sans-serif" font-size="13"><title>{escape(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="16">{escape(title)}</text>',
        f'<text x="{(_LEFT + _WIDE - _RIGHT) / 2}" y="{_HIGH - 16}" text-anchor="middle">{escape(across)}</text>',
        f'<text x="20" y="{_HIGH / 2}" transform="rotate(-90 20 {_HIGH / 2})" text-anchor="middle">{escape(up)}</text>',
    ]
    for tick in x.ticks():
        parts += _tick(
            (x.at(tick), _TOP), (x.at(tick), _HIGH - _BOTTOM), (x.at(tick), _HIGH - _BOTTOM + 18), "middle", tick
        )
    for tick in y.ticks():
        parts += _tick((_LEFT, y.at(tick)), (_WIDE - _RIGHT, y.at(tick)), (_LEFT - 8, y.at(tick) + 4), "end", tick)
    for place, (name, line) in enumerate(points.items()):
        colour, mark = _COLOURS[place % len(_COLOURS)], _MARKS[place % len(_MARKS)]
        way = " ".join(f"{x.at(point[0])},{y.at(point[1])}" for point in line)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for size, middle, least, most in line:
            parts.append(
                f'<line x1="{x.at(size)}" x2="{x.at(size)}" y1="{y.at(least)}" y2="{y.at(most)}" stroke="{colour}" '
                'stroke-width="4" stroke-opacity="0.4"/>'
            )
            parts.append(_mark(mark, x.at(size), y.at(middle), colour))
        row = _TOP + 10 + place * (_APART + 8)
        parts.append(_mark(mark, _WIDE - _RIGHT + 24, row, colour))
        parts.append(f'<text x="{_WIDE - _RIGHT + 38}" y="{row + 4}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _tick(
    start: Sequence[float], stop: Sequence[float], at: Sequence[float], anchor: str, value: float
) -> list[str]:  # fmt: skip
    return [
        f'<line x1="{start[0]}" y1="{start[1]}" x2="{stop[0]}" y2="{stop[1]}" stroke="#cccccc"/>',
        f'<text x="{at[0]}" y="{at[1]}" text-anchor="{anchor}">{value:,g}</text>'
        if value < 1
        else f'<text x="{at[0]}" y="{at[1]}" text-anchor="{anchor}">{value:,.0f}</text>',
    ]


def _mark(mark: str, x: float, y: float, colour: str) -> str:
    match mark:
        case "circle":
            return f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/>'
        case "square":
            return f'<rect x="{x - 4.5}" y="{y - 4.5}" width="9" height="9" fill="{colour}"/>'
        case _:
            return f'<path d="M{x} {y - 6} l6 10 h-12 z" fill="{colour}"/>'
