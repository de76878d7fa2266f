"""Run the proof: ``python -m proofs.rehearsal``."""

import sys

from proofs.rehearsal.page import prove

sys.exit(0 if prove() else 1)
