"""Failed sign-ins are counted, by login and by address; too many, and both must wait.

Counts live in memory under short hashes, so that a long key takes no more than a short one. A
restart forgives them, which costs an attacker more than it gives.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from time import monotonic

WINDOW_SECONDS = 300.0
TRIES_PER_LOGIN = 5
TRIES_PER_ADDRESS = 100
"""A school is one address to us: forty teachers mistype on the first of September."""
MOST_REMEMBERED = 50_000


class Throttle:
    """Counts failed tries by key; a key is a login at a school, or an address."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many logins and addresses are remembered."""
        return len(self._failures)

    def wait(self, login: str, address: str) -> float | None:
        """For how many seconds more nobody may try; None when one may."""
        with self._lock:
            self._forget_old()
            waits = (self._wait(login, TRIES_PER_LOGIN), self._wait(address, TRIES_PER_ADDRESS))
            return max((one for one in waits if one is not None), default=None)

    def fail(self, login: str, address: str) -> None:
        """Note a failed try."""
        with self._lock:
            for key in (login, address):
                hashed = _hash(key)
                tries = self._failures.setdefault(hashed, deque(maxlen=TRIES_PER_ADDRESS))
                tries.append(self._clock())
                self._failures.move_to_end(hashed)
            while len(self._failures) > MOST_REMEMBERED:
                self._failures.popitem(last=False)

    def forgive(self, login: str) -> None:
        """Forget the failures of a login: its owner came in."""
        with self._lock:
            self._failures.pop(_hash(login), None)

    def _forget_old(self) -> None:
        """Drop whoever failed last before the window; the oldest last failure stands first."""
        now = self._clock()
        while self._failures:
            oldest = next(iter(self._failures))
            tries = self._failures[oldest]
            if tries and now - tries[-1] < WINDOW_SECONDS:
                return
            del self._failures[oldest]

    def _wait(self, key: str, most: int) -> float | None:
        tries = self._failures.get(_hash(key))
        if tries is None:
            return None
        now = self._clock()
        while tries and now - tries[0] >= WINDOW_SECONDS:
            tries.popleft()
        if len(tries) < most:
            return None
        return tries[len(tries) - most] + WINDOW_SECONDS - now


def _hash(key: str) -> bytes:
    return blake2b(key.encode(errors="surrogatepass"), digest_size=16).digest()
