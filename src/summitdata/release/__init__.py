"""Releasing a dataset: the number, the changelog, the proof that it is clean, and the files that are published."""

from __future__ import annotations
