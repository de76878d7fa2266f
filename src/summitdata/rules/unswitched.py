"""pandera, imported so that nothing in the environment switches its checks off.

pandera reads ``PANDERA_VALIDATION_ENABLED``, ``PANDERA_VALIDATION_DEPTH`` and others when it is imported.
"""

from __future__ import annotations

import os

_held_back = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("PANDERA_")}
try:
    from summitdata.formats.pandera_schema import pandera_schema, polars_type
finally:
    os.environ.update(_held_back)

__all__ = ["pandera_schema", "polars_type"]
