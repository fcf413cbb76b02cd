"""What a screen may know of the exchange: a state with its facts, never a blocking spinner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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
