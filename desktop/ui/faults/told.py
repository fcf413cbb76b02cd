"""A fault in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in three sentences; `safe` may be empty where nothing was in danger."""

    head: str
    safe: str = ""
    advice: str = ""

    @property
    def line(self) -> str:
        """All of it in one line, for the foot of the window."""
        return " ".join(part for part in (self.head, self.safe, self.advice) if part)
