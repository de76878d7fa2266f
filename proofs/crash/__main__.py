"""Run the proof: ``python -m proofs.crash [COMMAND ...]``."""

import sys

from proofs.crash.page import prove

sys.exit(1 if prove(sys.argv[1:]) else 0)
