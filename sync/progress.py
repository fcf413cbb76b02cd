"""What a screen may know of the exchange: a state with its facts, never a blocking spinner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sync.errors import NotOurServer, Pause, Refusal, SignedOut, SyncError, Unreachable

STALE_AFTER = timedelta(days=1)


class SyncState(StrEnum):
    """The one thing that the chip says; the first that is true, in this order of urgency."""

    SIGNED_OUT = "signed_out"
    """The server wants a new sign-in; work goes on, everything is kept."""
    RUNNING = "running"
    REJECTED = "rejected"
    CONFLICTS = "conflicts"
    IN_REVIEW = "in_review"
    STALE = "stale"
    """Nothing exchanged for more than a day, though something waits."""
    OFFLINE = "offline"
    PENDING = "pending"
    ALL_SENT = "all_sent"


class OfflineReason(StrEnum):
    """Why there is no exchange, for the words under the chip."""

    NO_NETWORK = "no_network"
    NOT_OUR_SERVER = "not_our_server"
    """A captive portal or a proxy answered."""
    BUSY = "busy"
    """The server asked for patience."""
    BROKEN_ANSWER = "broken_answer"
    PROTOCOL_TOO_OLD = "protocol_too_old"
    ACCOUNT_CLOSED = "account_closed"
    DEVICE_REVOKED = "device_revoked"
    DEVICE_WIPED = "device_wiped"


@dataclass(frozen=True, slots=True)
class SyncShown:
    """All that the chip and its window show. Counts are of own ops, `done` of `total` of this round."""

    state: SyncState
    unsent: int = 0
    in_review: int = 0
    rejected: int = 0
    conflicts: int = 0
    done: int = 0
    total: int = 0
    last_exchange: datetime | None = None
    offline_reason: OfflineReason | None = None
    retry_in: float | None = None
    clock_offset: float = 0.0
    """Seconds by which this computer's clock is ahead of the server's."""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round did; «Сдать день» tells it lesson by lesson."""

    finished: bool
    """Did the round come to its end: everything sent, everything read?"""
    sent: int = 0
    received: int = 0
    results: tuple[tuple[str, str], ...] = ()
    """(op id, status) of each op answered in this round, in order."""
    offline_reason: OfflineReason | None = None
    damaged_buckets: tuple[str, ...] = field(default=())
    """Buckets whose digest differed twice in a row: shown, reported, worked on."""


@dataclass(slots=True)
class RoundUnderWay:
    """What one round has done so far."""

    total: int = 0
    sent: int = 0
    received: int = 0
    results: tuple[tuple[str, str], ...] = ()

    def report(self, reason: OfflineReason | None, damaged: tuple[str, ...]) -> RoundReport:
        """The round has ended, for this reason or at its end; what it found damaged counts only then."""
        whole = reason is None
        return RoundReport(whole, self.sent, self.received, self.results, reason, damaged if whole else ())


def reason_of(error: SyncError) -> OfflineReason:
    """Why a round stopped, in the words of the chip."""
    if isinstance(error, SignedOut):
        wanted = error.code in (OfflineReason.DEVICE_REVOKED, OfflineReason.DEVICE_WIPED)
        return OfflineReason(error.code) if wanted else OfflineReason.ACCOUNT_CLOSED
    if isinstance(error, NotOurServer):
        return OfflineReason.NOT_OUR_SERVER
    if isinstance(error, Pause):
        return OfflineReason.BUSY
    if isinstance(error, Unreachable):
        return OfflineReason.NO_NETWORK
    if isinstance(error, Refusal) and error.status == 426:
        return OfflineReason.PROTOCOL_TOO_OLD
    return OfflineReason.BROKEN_ANSWER


def most_urgent(shown: SyncShown, signed_out: bool, running: bool, now: datetime) -> SyncState:
    """The first thing that is true, of all that could be said."""
    stale = shown.unsent and shown.last_exchange and now - shown.last_exchange > STALE_AFTER
    states = (
        (signed_out, SyncState.SIGNED_OUT),
        (running, SyncState.RUNNING),
        (shown.rejected, SyncState.REJECTED),
        (shown.conflicts, SyncState.CONFLICTS),
        (shown.in_review, SyncState.IN_REVIEW),
        (stale, SyncState.STALE),
        (shown.offline_reason, SyncState.OFFLINE),
        (shown.unsent, SyncState.PENDING),
    )
    return next((state for holds, state in states if holds), SyncState.ALL_SENT)
