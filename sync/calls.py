"""The last requests of a client and how each ended, for whoever asks why nothing is exchanged."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from sync.trouble import CallFacts

_KEPT: Final = 40
_NAME = re.compile(r"[0-9A-Za-z-]{1,64}")


class Calls:
    """Keeps of a path its first two names only: the rest may hold a pupil's id."""

    def __init__(self) -> None:
        self._kept: deque[CallFacts] = deque(maxlen=_KEPT)

    def __iter__(self) -> Iterator[CallFacts]:
        """The oldest first."""
        return iter(self._kept)

    def note(self, path: str, began: datetime, outcome: str, request: str = "") -> None:
        """A request that began then has ended: with this status, or this error of the network's.

        `request` is the server's own name for it.
        """
        spent = round((datetime.now(UTC) - began).total_seconds() * 1000)
        route = "/".join(path.split("/")[:3])
        name = request if _NAME.fullmatch(request) else ""
        self._kept.append(CallFacts(began.isoformat(timespec="seconds"), route, outcome, spent, name))
