"""Run the proof: ``python -m proofs.hostile [--fresh] [FAMILY ...]``."""

import sys

from proofs.hostile.run import prove

_ARGUMENTS = sys.argv[1:]
sys.exit(1 if prove([name for name in _ARGUMENTS if name != "--fresh"], fresh="--fresh" in _ARGUMENTS) else 0)
