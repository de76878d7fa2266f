"""The row files: reading them into rows with the place of each cell, formatting them, and writing them."""

from __future__ import annotations

from summitdata.rows.codes import FILE_RULES, FileRule, Rewrite
from summitdata.rows.dump import row_texts, write_rows
from summitdata.rows.form import Formatted, Formatting, format_file, format_rows
from summitdata.rows.package_info import Contributor, Licence, PackageInfo
from summitdata.rows.read import Reading, read
from summitdata.rows.write import canonical

__all__ = [
    "FILE_RULES", "Contributor", "FileRule", "Formatted", "Formatting", "Licence", "PackageInfo", "Reading", "Rewrite",
    "canonical", "format_file", "format_rows", "read", "row_texts", "write_rows",
]  # fmt: skip
