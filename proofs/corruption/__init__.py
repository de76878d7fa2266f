"""The corruption matrix: what share of slips, in every column and of every sort, the validator catches.

``python -m proofs.corruption`` measures it and writes ``docs/proofs``; with ``--check`` it measures and compares.
"""
