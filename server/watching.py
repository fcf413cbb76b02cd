"""One request under watch: its id, where its time goes, what it comes to."""

from __future__ import annotations

import logging
import secrets
import time

from server import metrics
from server.crash import describe_crash
from server.log import facts
from server.routes.route import Route

HEADER = "Parta-Request"
"""With each answer goes the id under which the log knows it."""

_log = logging.getLogger("parta.server")


class Watched:
    """A request from its first byte to its answer; phases are told in the order in which they end."""

    def __init__(self, route: Route) -> None:
        self.id = secrets.token_hex(8)
        self._route = route
        self._begun = self._last = time.perf_counter()
        self._spent: dict[str, float] = {}
        self._code: str | None = None

    def lap(self, phase: str) -> None:
        """What was done since the last lap was this phase."""
        now = time.perf_counter()
        self._spent[phase] = now - self._last
        self._last = now

    def refused(self, code: str) -> None:
        """The answer is a refusal."""
        self._code = code
        metrics.refusals.labels(code).inc()

    def crashed(self, says: str, level: int, crash: BaseException) -> None:
        """Something broke on the way; the log gets the place."""
        said = self._facts(crash=describe_crash(crash))
        _log.log(level, says, extra=facts(**said))

    def ended(self, status: int, slow_seconds: float) -> None:
        """The answer stands: count it, and write it down."""
        spent = time.perf_counter() - self._begun
        route = self._route.path
        metrics.requests.labels(route, self._route.method, str(status)).inc()
        metrics.seconds.labels(route).observe(spent)
        for phase, took in self._spent.items():
            metrics.phases.labels(route, phase).inc(took)
        said = self._facts(status=status, ms=_ms(spent))
        if self._code is not None:
            said["code"] = self._code
        words = ("%s %s %d %.0f ms", self._route.method, route, status, spent * 1000)
        if spent < slow_seconds:
            _log.info(*words, extra=facts(**said))
        else:
            said["slow"] = {phase: _ms(took) for phase, took in self._spent.items()}
            _log.warning(*words, extra=facts(**said))

    def _facts(self, **said: object) -> dict[str, object]:
        return {"request": self.id, "method": self._route.method, "route": self._route.path, **said}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
