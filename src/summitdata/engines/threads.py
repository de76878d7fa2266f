"""How many threads polars uses, which it decides when it is imported."""

from __future__ import annotations

import os
import sys

from summitdata.errors import EngineError

VARIABLE = "POLARS_MAX_THREADS"
"""The variable of the environment that polars reads."""


def use_threads(threads: int) -> None:
    """Have polars use so many threads.

    Raises:
        EngineError: It is imported already, with another number.
    """
    if "polars" not in sys.modules:
        os.environ[VARIABLE] = str(threads)
    import polars as pl

    if pl.thread_pool_size() != threads:
        raise EngineError(
            f"polars runs with {pl.thread_pool_size()} threads in this process already. Set {VARIABLE}={threads} in "
            "the environment before it is imported."
        )
