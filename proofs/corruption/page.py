"""The published page of the corruption matrix, written from the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from proofs.corruption.columns import OVERALL, ROWS, TARGETS, ColumnClass, measured
from proofs.corruption.comparison import of_column, overall, short_of_target, with_target
from proofs.corruption.operators import OPERATORS, ROW_OPERATORS
from summitdata.figures import Figure, Matrix, share

_HEAD = """\
# What the checks catch

Every rule is shown to find the mistake that it was written for.
This page asks the opposite question: of all the slips that could be made, how many does any rule find?

Each written cell of a valid dataset is corrupted in every way that applies to it, one at a time,
through the text of its row file where it stands in one, and the dataset is checked again.
A slip is *caught* when there is an error or a warning that was not there before;
information is counted apart, since it stops nobody.
A slip that happens to be true is counted as missed.
Only cells that hold something are corrupted: a value that is added where there was none is not measured.

There are three ways to check, and a figure for each:

- **rows**: what `summitdata check` finds in the row files alone;
- **articles**: what `summitdata verify` finds besides, where the articles are at hand;
- **lock**: what `summitdata check --locked` finds besides, which holds each row against its digest in `rows.sha256`.

"""

_TAIL = """\

## How it is measured

The datasets are the published one, the example that the rules are shown on, and valid ones generated from the example
by near misses of the rules.
{sample}
Which cells are tried is decided by a digest, so that the choice stays the same while other rows come and go.
The share of a column is that of its cells: each operator counts by the number of cells that it applies to.
All figures, with the checks that caught each slip first, are in [corruption-matrix.json](corruption-matrix.json).

The figures and this page are written by one command, and a second one fails if a column has fallen by more than
a point, if a column no longer reaches its target, or if the lock misses anything:

```console
$ python -m proofs.corruption --texts DIR
$ python -m proofs.corruption --texts DIR --check
```
"""


_WHY = """\
What is missed is mostly of three sorts.
A value that stands once, and that nothing else in the dataset follows from, can be exchanged for another valid one:
the day on which a term of office began, the minutes of a degree, a property that is told in words.
A stretch of a source's own prose is proved by its digest alone, so that without the article an offset that is off by
one is as good as the right one.
And what is written in our own words is only ever held against the articles' words.
For all of these there is the lock, which knows nothing of right and wrong, and misses nothing."""


def page(matrix: Matrix) -> str:
    """Write the page, in Markdown."""
    return "\n".join((
        _HEAD + "\n".join(_summary(matrix)),
        "", "## By operator", "", *_operators(matrix),
        "", "## By column", "", *_columns(matrix),
        "", "## What is missed", "", *_missed(matrix),
        _TAIL.format(sample=_sample(matrix)),
    ))  # fmt: skip


def _summary(matrix: Matrix) -> Iterator[str]:
    tried = sum(figure.tried for figure in matrix.figures)
    cells = sum(figure.cells for figure in matrix.figures)
    yield f"{tried:,} of {cells:,} possible slips were tried."
    yield ""
    yield "| columns | rows | articles | lock | target |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for kind in ColumnClass:
        wanted = f"{TARGETS[kind]:.0%} in each" if kind in TARGETS else ""
        yield _line(kind.value, [each for each in matrix.figures if each.kind == kind], wanted)
    yield _line("**all with a target**", with_target(matrix), f"{OVERALL:.0%}")
    yield ""
    yield (
        "*Binding* are keys, references, codes, flags and offsets; *plain* all other values; *prose* is ours and "
        "*foreign* identifiers are others', which nothing in a dataset repeats: they have no target."
    )


def _operators(matrix: Matrix) -> Iterator[str]:
    yield "| operator | what it does | rows | articles | lock |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for operator in (*OPERATORS, *ROW_OPERATORS):
        yield _line(
            f"{operator.name} | {operator.sentence}",
            [figure for figure in matrix.figures if figure.operator == operator.name],
        )


def _columns(matrix: Matrix) -> Iterator[str]:
    yield "| column | class | rows | articles | lock | caught first by |"
    yield "| --- | --- | ---: | ---: | ---: | --- |"
    for table, column in measured():
        figures = of_column(matrix, table, column)
        if figures:
            yield _line(
                f"{table}.{column} | {figures[0].kind}" if column != ROWS else f"{table} | rows", figures, _by(figures)
            )
        else:
            yield f"| {table}.{column} | | – | – | – | no cell in any of the datasets |"


def _missed(matrix: Matrix) -> Iterator[str]:
    short = short_of_target(matrix)
    if not short:
        yield "Every column that has a target reaches it with the articles at hand."
    else:
        reached = f"{overall(matrix, 'with_articles'):.1%}"
        yield (
            f"With the articles at hand, {reached} are caught over all columns that have a target, "
            "and these columns fall short of theirs. Beside each are the operators that get past most often."
        )
        yield ""
        yield "| column | caught | missed most |"
        yield "| --- | ---: | --- |"
        for table, column, caught in short:
            yield f"| {table}.{column} | {caught:.1%} | {_past(of_column(matrix, table, column))} |"
    yield ""
    yield _WHY


def _past(figures: Iterable[Figure]) -> str:
    """Name the three operators that get past most often."""
    missed = Counter(
        {each.operator: each.cells * (1 - each.with_articles / each.tried) for each in figures if each.tried}
    )
    return ", ".join(name for name, count in missed.most_common(3) if count)


def _by(figures: Iterable[Figure]) -> str:
    found: Counter[str] = Counter()
    for figure in figures:
        found.update(figure.by)
    return ", ".join(code for code, _ in found.most_common(5))


def _line(name: str, figures: list[Figure], last: str | None = None) -> str:
    shares = (share(figures, counted) for counted in ("caught", "with_articles", "locked"))
    told = " | ".join("–" if each is None else f"{each:.1%}" for each in shares)
    return f"| {name} | {told} |" + ("" if last is None else f" {last} |")


def _sample(matrix: Matrix) -> str:
    return (
        "Every cell was tried."
        if matrix.sample is None
        else f"Of each pair of column and operator at most {matrix.sample} cells were tried."
    )
