"""How many there are of something, in words."""

from __future__ import annotations


def counted(number: object, one: str, many: str | None = None) -> str:
    """Say how many there are of something.

    Args:
        number: How many, a whole number.
        one: What one of them is called.
        many: What another number of them is called; *one* with an s where it is not given.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
