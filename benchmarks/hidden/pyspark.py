"""Stands before pyspark on the path of the starts that are measured, which a user has without it."""

raise ImportError("pyspark is hidden while starts are measured")
