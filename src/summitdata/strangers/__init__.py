"""What somebody else made is opened with care: its files, its JSON, its zips, and above all its Parquet.

A Parquet file is a program for its reader, which is written in C++: a wrong byte can crash it, and a small file can
ask for more memory than there is.  So a stranger's tables are read by a process of its own with little memory, time
and room, which hands over plain columns; whatever becomes of it, the process that asked goes on and tells.
"""

from __future__ import annotations

from summitdata.strangers.descriptor import parse
from summitdata.strangers.files import Refusal, Why, checked, contents
from summitdata.strangers.tables import read_tables
from summitdata.strangers.zips import safe_members

__all__ = ["Refusal", "Why", "checked", "contents", "parse", "read_tables", "safe_members"]
