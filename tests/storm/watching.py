"""Who watches a storm from outside: is hello answered every second, how much memory has the server?"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

import httpx

PATIENCE_SECONDS = 30.0
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Watch:
    """Asks hello and weighs the server's processes once a second, in a thread of its own.

    `heartbeats`: when hello was asked, whether it was answered with 200, after how long. `weights`: when,
    and how many bytes all of the server's processes had in memory together.
    """

    url: str
    token: str
    process: Callable[[], int]
    heartbeats: list[tuple[float, int, float]] = field(default_factory=list)
    weights: list[tuple[float, int]] = field(default_factory=list)
    is_down: bool = False
    """Somebody has killed the server: no answer is expected."""
    came_back: float = 0.0

    def __post_init__(self) -> None:
        self._over = Event()
        self._threads = [Thread(target=one, daemon=True) for one in (self._ask, self._weigh)]

    def __enter__(self) -> Watch:
        for one in self._threads:
            one.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for one in self._threads:
            one.join()

    def _ask(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        while not self._over.wait(1.0):
            if self.is_down:
                continue
            began = time.monotonic()
            try:
                status = httpx.get(
                    f"{self.url}/v1/hello", headers=headers, timeout=PATIENCE_SECONDS
                ).status_code
            except httpx.HTTPError:
                status = 0
            if status or not self._was_killed():
                self.heartbeats.append((began, status, time.monotonic() - began))

    def _was_killed(self) -> bool:
        return self.is_down

    def _weigh(self) -> None:
        while not self._over.wait(1.0):
            members = family_of(self.process())
            if members and not self.is_down:
                self.weights.append((time.monotonic(), sum(map(_resident, members))))

    @property
    def answered(self) -> float:
        """The share of hellos that were answered."""
        return sum(status == 200 for _, status, _ in self.heartbeats) / max(1, len(self.heartbeats))

    @property
    def slowest(self) -> float:
        """Seconds that the slowest answered hello took."""
        return max((took for _, status, took in self.heartbeats if status == 200), default=0.0)

    @property
    def peak(self) -> int:
        """The most bytes that the server had in memory."""
        return max((weight for _, weight in self.weights), default=0)

    def thirds(self) -> tuple[float, float]:
        """The median weight in the first and in the last third of the server's last life."""
        weights = [weight for moment, weight in self.weights if moment >= self.came_back]
        third = max(1, len(weights) // 3)
        return statistics.median(weights[:third]), statistics.median(weights[-third:])

    def note_return(self) -> None:
        """The server that was killed serves again."""
        self.is_down = False
        self.came_back = time.monotonic()


def family_of(process: int) -> list[int]:
    """A process and all that it has started, as far as they live."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(status.parent.name))
    found, look = [], [process] if Path(f"/proc/{process}").exists() else []
    while look:
        one = look.pop()
        found.append(one)
        look += children.get(one, [])
    return found


def processor_seconds(members: list[int]) -> float:
    """How much of the processor they have taken so far."""
    spent = 0.0
    for one in members:
        try:
            words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        spent += (int(words[11]) + int(words[12])) / _TICK
    return spent


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
