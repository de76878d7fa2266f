"""pandera, imported so that nothing in the environment switches its checks off.

pandera reads ``PANDERA_VALIDATION_ENABLED``, ``PANDERA_VALIDATION_DEPTH`` and others when it is imported.  It also
imports ``pyspark.pandas`` wherever that is installed, which takes seconds and warns of the release of pandas, so that
this is kept from it; Spark itself is reached through narwhals, and needs none of it.
"""

from __future__ import annotations

import os

from summitdata.process import without

_held_back = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("PANDERA_")}
try:
    with without("pyspark.pandas"):
        from summitdata.formats.pandera_schema import pandera_columns, pandera_groups, pandera_schema, polars_type
finally:
    os.environ.update(_held_back)

__all__ = ["pandera_columns", "pandera_groups", "pandera_schema", "polars_type"]
