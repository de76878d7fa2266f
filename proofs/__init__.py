"""Proofs of what the validator is worth, run by hand and before a release; their figures stand in docs/proofs."""
