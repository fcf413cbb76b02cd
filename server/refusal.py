"""Refusals of whole requests, as problem documents (RFC 9457) with the protocol's codes."""

from __future__ import annotations

import random
from collections.abc import Mapping

from sync.messages import Problem

TITLES: Mapping[str, str] = {
    "malformed": "The request does not say what the protocol wants",
    "bad_credentials": "School, login and password do not go together",
    "expired": "The token is not good any more",
    "device_revoked": "This device may not be used until an administrator allows it",
    "device_wiped": "This device is to hand over unsent work and forget the rest",
    "no_access": "This is not yours to do",
    "not_found": "There is no such thing",
    "method_not_allowed": "This cannot be done here",
    "epoch_changed": "The server was restored; numbers of the old epoch mean nothing",
    "scope_changed": "What you may read has changed; ask hello",
    "too_large": "Too many ops or too many bytes in one request",
    "protocol_too_old": "This server speaks protocol 1",
    "too_many_tries": "Too many failed tries to sign in",
    "enough_for_today": "This device has told enough of its trouble for a day",
    "busy": "The server has its hands full",
    "unexpected": "Something went wrong on the server; nothing of the request was written",
}
"""Every code with which a whole request is refused, in words."""


class Refused(Exception):
    """The whole request is refused; nothing of it was done."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str = "",
        *,
        retry_after: float | None = None,
        epoch: str | None = None,
        scope_rev: int | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.problem = Problem(status, code, TITLES[code], detail, epoch, scope_rev)
        self.retry_after = retry_after


def malformed(detail: str) -> Refused:
    """400: the body or a parameter does not say what the protocol wants."""
    return Refused(400, "malformed", detail)


def not_found(detail: str = "") -> Refused:
    """404: there is no such thing, or none that the asking person may know of."""
    return Refused(404, "not_found", detail)


def busy() -> Refused:
    """503: too many at once; everybody comes back at a different moment."""
    return Refused(503, "busy", retry_after=2 + 3 * random.random())
