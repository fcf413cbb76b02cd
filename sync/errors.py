"""What can go wrong between two copies of a journal, split by whose fault it is.

SyncError
├── Unreachable            the network's: offline, a cut cable, a captive portal; try again later
│   ├── NotOurServer         something answered that does not speak the protocol
│   └── Pause                the server asks for patience
├── Refusal                the server said no to the whole request, with a code
│   ├── SignedOut            the token is not good any more
│   ├── EpochChanged         the server was restored: offer again what it forgot
│   ├── ScopeChanged         rights have changed: ask hello
│   └── TooLarge             halve the batch
└── BadAnswer              the server speaks the protocol and lies: ours or its bug, reported whole
"""

from __future__ import annotations

from sync.messages import Problem

LONGEST_PAUSE = 3600.0
"""Seconds: a server that asks for more is asked again all the same."""
_USUAL_PAUSE = 30.0


class SyncError(Exception):
    """Anything that stops a round; never a reason to lose a queue."""


class Unreachable(SyncError):
    """Nobody answered. Offline is a state, not an error: the caller shows it and goes on."""


class NotOurServer(Unreachable):
    """An answer came from something else: a captive portal, a proxy's page, another site."""

    def __init__(self, address: str, seen: str) -> None:
        super().__init__(f"{address} did not answer as a Parta server: {seen}")
        self.address = address
        self.seen = seen


class Pause(Unreachable):
    """429 or 503: the whole client rests for so many seconds; `code` says why (`too_many_tries`, `busy`…)."""

    def __init__(self, seconds: float, code: str = "busy") -> None:
        super().__init__(f"the server asks to wait {seconds:.0f} s")
        self.seconds = seconds
        self.code = code


class Refusal(SyncError):
    """A problem document (RFC 9457) with a code of the protocol."""

    def __init__(self, status: int, code: str, detail: str = "") -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail


class SignedOut(Refusal):
    """401: `expired`, `bad_credentials`, `device_revoked` or `device_wiped`."""


class EpochChanged(Refusal):
    """409: the server was restored from a back-up; numbers of the old epoch mean nothing."""

    def __init__(self, epoch: str) -> None:
        super().__init__(409, "epoch_changed", epoch)
        self.epoch = epoch


class ScopeChanged(Refusal):
    """409: what this person may read has changed since hello."""

    def __init__(self, scope_rev: int) -> None:
        super().__init__(409, "scope_changed", str(scope_rev))
        self.scope_rev = scope_rev


class TooLarge(Refusal):
    """413: more ops or bytes than the server takes in one request."""


class BadAnswer(SyncError):
    """A well-formed answer that breaks the protocol: rows going back, foreign buckets, missing results."""


def error_of(status: int, problem: Problem, retry_after: str = "") -> SyncError:
    """The error that a refusal of the server's stands for; `retry_after` as its header has it, seconds."""
    if status in (429, 503):
        return Pause(_seconds(retry_after), problem.code)
    if problem.code == "epoch_changed" and problem.epoch:
        return EpochChanged(problem.epoch)
    if problem.code == "scope_changed" and problem.scope_rev is not None:
        return ScopeChanged(problem.scope_rev)
    kinds: dict[int, type[Refusal]] = {401: SignedOut, 413: TooLarge}
    return kinds.get(status, Refusal)(status, problem.code, problem.detail)


def _seconds(told: str) -> float:
    try:
        return min(LONGEST_PAUSE, max(1.0, float(told)))
    except ValueError:
        return _USUAL_PAUSE
