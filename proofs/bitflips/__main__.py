"""Run the proof: ``python -m proofs.bitflips``."""

import sys

from proofs.bitflips.run import write

sys.exit(1 if write() else 0)
