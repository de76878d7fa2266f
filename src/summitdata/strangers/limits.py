"""The limits within which what somebody else made is read.

The largest built table of this project has 30 kB and 2,000 rows, its description 210 kB: each limit is far above.
"""

from __future__ import annotations

from typing import Final

LARGEST_FILE: Final = 16 << 20
"""The most bytes of one table's file."""

LARGEST_PACKAGE: Final = 64 << 20
"""The most bytes of all tables' files together, and of all tables as they are handed over."""

MOST_ROWS: Final = 1_000_000
"""The most rows of a table."""

MOST_COLUMNS: Final = 200
"""The most columns of a table."""

MOST_GROUPS: Final = 1000
"""The most row groups of a table."""

MEMORY: Final = 192 << 20
"""How many bytes of memory the reading process may take beyond what it has when it begins."""

CPU_SECONDS: Final = 2
"""How much time of a processor it may take."""

WALL_SECONDS: Final = 30
"""When it is ended, however busy the machine is."""

MOST_STARTS: Final = 3
"""How many times the reading goes on behind a table at which the process died."""

LARGEST_DESCRIPTOR: Final = 4 << 20
"""The most bytes of a ``datapackage.json``."""

DEEPEST_DESCRIPTOR: Final = 32
"""How deep its objects and lists may be nested."""

LONGEST_NAME: Final = 200
"""The longest name of a file or of a column."""
