"""The mutants of the rules, as cosmic-ray makes them, and those that are left out since no test could tell them."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

SEED: Final = 20260113

ROOT: Final = Path(__file__).parents[2]
RULES: Final = ROOT / "src" / "summitdata" / "rules"

_Place: TypeAlias = tuple[int, int]
"""A line and a column in it, both as :mod:`ast` counts them: lines from 1, columns from 0."""


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One change at one place of one module."""

    module: str
    line: int
    column: int
    operator: str
    occurrence: int

    @property
    def path(self) -> Path:
        """The file of the module."""
        return RULES / f"{self.module}.py"

    def source(self) -> str:
        """Give the module with the change in it.

        Raises:
            ValueError: cosmic-ray no longer finds the place.
        """
        made: Any = cosmic_ray.plugins.get_operator(f"core/{self.operator}")()
        changed: str | None = mutate_code(self.path.read_text(encoding="utf-8"), made, self.occurrence)
        if changed is None:
            raise ValueError(f"{self} cannot be made")
        return changed

    def change(self) -> tuple[str, str]:
        """Give what the line says before and after, without its indentation; a line that is gone is empty."""
        before = self.path.read_text(encoding="utf-8").splitlines()
        after = self.source().splitlines()
        pairs = zip(before, after, strict=False)
        return next(((old.strip(), new.strip()) for old, new in pairs if old != new), ("", ""))


class Unchanged(Mutant):
    """A module as it is, which every test must let pass."""

    def source(self) -> str:
        """Give the module."""
        return self.path.read_text(encoding="utf-8")


def mutants(modules: Sequence[str] = ()) -> list[Mutant]:
    """Give every mutant of *modules*, of all modules of the rules without any, in order of place.

    Left out is what no rule does: type annotations, which are not evaluated; the decorators, in which examples,
    severities and targets are declared (they are the tests); and messages of errors that are the author's.
    """
    files = [RULES / f"{name}.py" for name in modules] or sorted(RULES.glob("*.py"))
    return sorted(mutant for file in files for mutant in _of(file))


def sampled(found: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """Draw *count* mutants by *seed*, each as likely as any other."""
    return sorted(random.Random(seed).sample(found, min(count, len(found))))  # noqa: S311 - a sample, no secret


def _of(file: Path) -> Iterator[Mutant]:
    """Give the mutants of one file."""
    source = file.read_text(encoding="utf-8")
    tree: Any = get_ast(source)
    silent = [*_silent(ast.parse(source))]
    for name in cosmic_ray.plugins.operator_names():
        operator_class: Any = cosmic_ray.plugins.get_operator(name)
        if operator_class.arguments():
            continue  # such operators want to be told which names to change, and no name is telling
        operator = operator_class()
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, ((line, column), _) in enumerate(places):
            if not any(begin <= (line, column) < end for begin, end in silent):
                yield Mutant(file.stem, line, column, name.removeprefix("core/"), occurrence)


def _silent(tree: ast.AST) -> Iterator[tuple[_Place, _Place]]:
    """Give the stretches of a module that are left out."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield from (_with_sign(_stretch(decorator)) for decorator in node.decorator_list)
                if isinstance(node, ast.FunctionDef):
                    yield from _annotations(node)
            case ast.AnnAssign():
                yield _stretch(node.annotation)
            case ast.Assign(targets=[ast.Name(id="TypeAlias")]):
                yield _stretch(node)
            case _:
                pass


def _annotations(function: ast.FunctionDef) -> Iterator[tuple[_Place, _Place]]:
    """Give the stretches of the annotations of a function."""
    arguments: Iterable[ast.arg] = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    for annotation in (*(argument.annotation for argument in arguments), function.returns):
        if annotation is not None:
            yield _stretch(annotation)


def _stretch(node: ast.expr | ast.stmt) -> tuple[_Place, _Place]:
    end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return (node.lineno, node.col_offset), end


def _with_sign(stretch: tuple[_Place, _Place]) -> tuple[_Place, _Place]:
    """Take in the sign before a decorator."""
    (line, column), end = stretch
    return (line, column - 1), end
