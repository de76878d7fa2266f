"""EDTF dates in words."""

from __future__ import annotations

import pytest

from summitdata.display.dates import in_words


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2026-01-13", "13 Jan 2026"),
        ("2026-01", "Jan 2026"),
        ("2023", "2023"),
        ("1946~", "about 1946"),
        ("2025-10?", "perhaps Oct 2025"),
        ("[2026-01-05..2026-01-11]", "one day, 5-11 Jan 2026"),
        ("[2025-12-28..2026-01-03]", "one day, 28 Dec 2025 - 3 Jan 2026"),
        ("[2025-10-28..2025-11-03]", "one day, 28 Oct - 3 Nov 2025"),
        ("[0667..0733]", "one year, 0667-0733"),
        ("[..2026-01-13]", "by 13 Jan 2026"),
        ("[2026-01-13..]", "not before 13 Jan 2026"),
        ("[2025-10,2025-11]", "Oct 2025 or Nov 2025"),
        ("1910/1945", "1910-1945"),
        ("2026-01-13/2026-01-14", "13-14 Jan 2026"),
        ("2025-11/2025-12", "Nov-Dec 2025"),
        ("2025-12/2026-01", "Dec 2025 - Jan 2026"),
        ("2025-11/..", "since Nov 2025"),
        ("../2026", "until 2026"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(edtf: str, expected: str) -> None:
    """A range, a set, an open end and an approximate date each have words of their own."""
    assert expected == in_words(edtf)
