"""Any valid dataset that row files can hold, as a Hypothesis strategy."""

from __future__ import annotations

import re

from hypothesis.strategies import SearchStrategy

from summitdata.formats import strategies
from summitdata.model import Rows, Value
from summitdata.rows.lookalikes import disguised, runs_in_a_spreadsheet


def any_datasets() -> SearchStrategy[Rows]:
    """Give any valid dataset, in which no text seems to be what it is not: row files may hold no such text."""
    return strategies.datasets().map(
        lambda rows: {
            table: [{column: _as_it_seems(value) for column, value in row.items()} for row in records]
            for table, records in rows.items()
        }
    )


def _as_it_seems(value: Value) -> Value:
    """Give a text of the same length, with a letter that composes with no mark for others where those deceive."""
    if not isinstance(value, str):
        return value
    open_text = f"x{value[1:]}" if runs_in_a_spreadsheet(value) else value
    return open_text if disguised(open_text) is None else re.sub(r"[^\W\d_]", "q", open_text)
