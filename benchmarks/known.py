"""Who works in the benchmarks, and the key of that store; nothing is imported that the program does not."""

from __future__ import annotations

from typing import Final

from desktop.settings import Account


def named(number: int) -> str:
    """An id that a reader can tell from another."""
    return f"00000000-0000-4000-8000-{number:012d}"


TEACHER: Final = named(1)
SCHOOL: Final = named(900)
KEY: Final = bytes(32)
ACCOUNT: Final = Account("http://127.0.0.1:9", SCHOOL, "Школа № 1", "petrova", TEACHER)
"""Nobody answers at this address."""
