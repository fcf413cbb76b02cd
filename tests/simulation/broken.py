"""How an oracle speaks."""

from __future__ import annotations


class Broken(AssertionError):
    """An invariant does not hold: its number in docs/SYNC.md, section 6, and the facts."""

    def __init__(self, invariant: int, facts: str) -> None:
        super().__init__(f"invariant {invariant}: {facts}")
        self.invariant = invariant
        self.trace: list[str] = []
