"""How long polars keeps memory that it has used, which it decides when it is imported: this is imported before it.

Half a second, its own choice, is less than it takes to read and judge the next part of a large table, so that memory
is given back to the system only to be asked for again, page by page.
"""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "_RJEM_MALLOC_CONF"
"""The variable of the environment that polars adds to its own settings of jemalloc, its allocator on most systems."""

SETTING: Final = "dirty_decay_ms:10000"

os.environ.setdefault(VARIABLE, SETTING)
