"""How many are served at once, how many wait, who is sent away when a school day ends.

A push that waits holds nothing but its body; a reader who is sent away has lost nothing. So
readers are sent away first.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.refusal import busy

WAITING = 128
READERS_YIELD_AT = 24
"""So many pushes waiting send readers away."""


class Gate:
    """Lets `at_once` in, `waiting` queue before it, and the rest come back later."""

    def __init__(self, at_once: int, waiting: int = WAITING, yields_to: Gate | None = None) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self._yields_to = yields_to
        self.waiting = 0

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """Wait for a slot. Raises Refused (503) at once when there is no place to wait."""
        before = self._yields_to
        if self._slots.locked():
            crowded = before is not None and before.waiting >= READERS_YIELD_AT
            if crowded or self.waiting >= self._most_waiting:
                raise busy()
        self.waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._slots.release()
