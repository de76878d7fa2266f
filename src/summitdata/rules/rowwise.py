"""Frames that remember that they are rows of one table and a condition, so that an engine can share one scan of it."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any, Self

import narwhals.stable.v2 as nw


class RowWise(nw.LazyFrame[Any]):
    """The rows of one table for which a condition on the row alone is true.

    ``filter`` and ``select`` keep what is remembered; whatever else is done to the frame gives an ordinary one.  So
    does a condition on columns that a ``select`` made, and a ``select`` without the key, which may be of other rows.
    """

    table: str
    condition: nw.Expr | None
    chosen: bool

    @classmethod
    def of(cls, table: str, frame: nw.LazyFrame[Any]) -> Self:
        """Make one of all rows of a table."""
        return cls._made(frame, table, None, chosen=False)

    @classmethod
    def _made(cls, frame: nw.LazyFrame[Any], table: str, condition: nw.Expr | None, *, chosen: bool) -> Self:
        found = cls(frame._compliant_frame, level=frame._level)  # noqa: SLF001 - the frame is of this very class
        found.table, found.condition, found.chosen = table, condition, chosen
        return found

    def _with_compliant(self, df: Any) -> Any:  # noqa: ANN401 - as narwhals has it
        """Give the ordinary frame that comes of any method."""
        return nw.LazyFrame(df, level=self._level)

    def filter(self, *predicates: Any, **constraints: Any) -> Any:  # noqa: ANN401 - as narwhals has it
        """Leave the rows for which one more condition is true."""
        frame = super().filter(*predicates, **constraints)
        if self.chosen or constraints or not all(isinstance(each, nw.Expr) for each in predicates):
            return frame
        # A condition that looks at other rows would look at those too that an earlier one has left out.
        if not all(each._metadata.is_elementwise for each in self._flatten_and_extract(*predicates)):  # noqa: SLF001 - narwhals has no public way
            return frame
        mine = [] if self.condition is None else [self.condition]
        return self._made(frame, self.table, reduce(and_, [*mine, *predicates]), chosen=False)

    def select(self, *exprs: Any, **named_exprs: Any) -> Any:  # noqa: ANN401 - as narwhals has it
        """Give some columns of the same rows."""
        frame = super().select(*exprs, **named_exprs)
        keyed = any(isinstance(each, str) and each == "id" for each in exprs)
        return self._made(frame, self.table, self.condition, chosen=True) if keyed else frame

    def join(self, other: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as narwhals has it
        """Join as an ordinary frame, since narwhals joins frames of one class alone."""
        return self._with_compliant(self._compliant_frame).join(other, *args, **kwargs)
