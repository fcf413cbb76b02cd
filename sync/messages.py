"""Protocol 1 on the wire: every message, both halves, as msgspec structs.

The page docs/SYNC.md says what each means. Decoding here is lenient in unknown keys and strict
in the rest; what the page calls malformed (duplicate keys, NaN, depth over 32) is refused by
`sync.careful_json` before a struct sees it.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

PROTOCOL = 1
TIME_HEADER = "Parta-Time"
"""Where a hello that has not changed tells the server's time: a proxy's `Date` is the proxy's."""
MAX_OPS = 500
AIM_BYTES = 262_144
MAX_BYTES = 8_000_000
GZIP_FROM = 1_024
PAGE_RECORDS = 500

Number = Annotated[int, msgspec.Meta(ge=0, le=(1 << 53) - 1)]
"""A number that a server gives; every JSON parser and every database holds it."""

Token = Annotated[str, msgspec.Meta(pattern="^[!-~]{1,4000}$")]
"""What may stand in a header."""


class Device(msgspec.Struct, frozen=True):
    """The computer that signs in: a random id of 32 hex digits and a name that its owner knows."""

    id: str
    name: str = ""


class SignInRequest(msgspec.Struct, frozen=True):
    school: str
    login: str
    password: str
    device: Device


class RefreshRequest(msgspec.Struct, frozen=True):
    refresh_token: str


class PersonShown(msgspec.Struct, frozen=True):
    id: str
    name: str
    roles: list[str]


class SchoolShown(msgspec.Struct, frozen=True):
    id: str
    name: str


class Session(msgspec.Struct, frozen=True):
    """The answer to a sign-in and to a refresh."""

    access_token: Token
    expires_in: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
    refresh_token: Token
    person: PersonShown
    school: SchoolShown


class SchoolListed(msgspec.Struct, frozen=True):
    """A line of the list of schools, given to anybody who asks."""

    id: str
    name: str
    short_name: str
    place: str
    region: str
    kind: str


class Span(msgspec.Struct, frozen=True):
    min: int
    max: int


class Limits(msgspec.Struct, frozen=True):
    ops: Annotated[int, msgspec.Meta(ge=1)] = MAX_OPS
    bytes: Annotated[int, msgspec.Meta(ge=1)] = AIM_BYTES


class Notice(msgspec.Struct, frozen=True):
    text: str
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None


class BucketShown(msgspec.Struct, frozen=True):
    """A standing bucket and the greatest number in it."""

    id: str
    head: Number
    title: str = ""


class Hello(msgspec.Struct, frozen=True):
    protocol: Span
    server_time: str
    epoch: str
    head: Number
    limits: Limits
    seal_key: str
    buckets: list[BucketShown]
    scope_rev: Number
    notice: Notice | None = None


class Change(msgspec.Struct, frozen=True):
    """One cell of an op: the value its author saw and the value that replaces it."""

    base: Any = None
    new: Any = None


class Op(msgspec.Struct, frozen=True):
    """One action of one person on one record."""

    op: str
    kind: str
    id: str
    bucket: str
    made_at: str
    cells: dict[str, Change]
    seen: int = 0
    reason: str | None = None
    resolves: str | None = None
    others: dict[str, Any] | None = None
    receipt: str | None = None


class PushRequest(msgspec.Struct, frozen=True):
    epoch: str
    scope_rev: int
    sent_at: str
    ops: list[Op]


class Result(msgspec.Struct, frozen=True):
    """What became of one op. `rev` is null unless cells or a conflict were written or judged equal."""

    op: str
    status: str
    rev: Number | None = None
    left: dict[str, str] = {}
    conflict: str | None = None
    closed: str | None = None
    attention: list[Any] = []
    code: str | None = None
    detail: str | None = None
    receipt: str | None = None


class PushAnswer(msgspec.Struct, frozen=True):
    epoch: str
    results: list[Result]


class PullRequest(msgspec.Struct, frozen=True):
    epoch: str
    buckets: dict[str, int]
    limit: int = 500


class CellSent(msgspec.Struct, frozen=True):
    v: Any
    rev: Number


class RecordSent(msgspec.Struct, frozen=True):
    kind: str
    id: str
    cells: dict[str, CellSent]


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """A bucket's changes after a cursor. `digest` comes with the last page only."""

    records: list[RecordSent]
    next: Number
    head: Number
    more: bool
    digest: str | None = None


class PullAnswer(msgspec.Struct, frozen=True):
    epoch: str
    buckets: dict[str, Page]
    revoked: list[str]


class Snapshot(msgspec.Struct, frozen=True):
    bucket: str
    rev: Number
    digest: str
    records: list[RecordSent]


class Event(msgspec.Struct, frozen=True):
    """One line of a record's history."""

    cell: str
    old: Any
    new: Any
    rev: int
    person: str
    device: str
    made_at: str
    at: str
    status: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """application/problem+json (RFC 9457) with the protocol's `code`."""

    status: int
    code: str
    title: str = ""
    detail: str = ""
    epoch: str | None = None
    scope_rev: Number | None = None
