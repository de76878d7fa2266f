"""Worked examples: scripts that are run while the site is built, shown with what they print."""

from __future__ import annotations

import ast
import io
import runpy
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from summitdata.site.markup import preformatted

MARK = "<!-- examples -->"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the question, what is said of it, the program and what it printed."""

    question: str
    text: str
    program: str
    output: str


def run(script: Path) -> Example:
    """Run one script; its docstring has the question on the first line.

    Raises:
        Exception: Whatever the script raises: a site with an untrue example is not built.
    """
    source = script.read_text(encoding="utf-8")
    tree = ast.parse(source)
    doc = ast.get_docstring(tree) or script.stem
    question, _, text = doc.partition("\n")
    first = tree.body[0]
    program = "\n".join(source.splitlines()[first.end_lineno :]).strip() if isinstance(first, ast.Expr) else source
    printed = io.StringIO()
    with redirect_stdout(printed):
        runpy.run_path(str(script), run_name="__main__")
    return Example(question, text.strip(), program, printed.getvalue().rstrip())


def page(folder: Path) -> str:
    """Give the Markdown of the page, with every example in *folder* where it says so."""
    parts = []
    for script in sorted(folder.glob("*.py")):
        example = run(script)
        parts += [
            f"### {example.question}",
            example.text,
            f"````python\n{example.program}\n````",
            f'<div class="sd-output">{preformatted(example.output, f"Answer: {example.question}")}</div>',
        ]
    return (folder / "use.md").read_text(encoding="utf-8").replace(MARK, "\n\n".join(parts))
