"""Trouble: what a program that does not behave tells the school's engineer. Ids, states and times of
ops, sizes, codes; no mark, no name, no topic, no login, no token, no id of a pupil.

It is sent (`POST /v1/trouble`) or carried as a file; the bytes of both:

    PARTA-TROUBLE 1\\n         the heading of a sealed file (`sync.sealed`)
    sealed                    gzip of UTF-8 JSON, `Trouble`
"""

from __future__ import annotations

import gzip
import zlib

import msgspec

from sync.sealed import NotThatFile, Seal, SealedKind

TROUBLE = SealedKind("TROUBLE")
MOST_SEALED = 1_000_000
"""Bytes of a sealed file that a server takes."""
_MOST_PLAIN = 8_000_000


class ProgramFacts(msgspec.Struct, frozen=True):
    """The program and what it stands on, by versions."""

    parta: str
    protocol: int
    python: str
    qt: str
    sqlite: str
    system: str


class BucketFacts(msgspec.Struct, frozen=True):
    """How far a bucket has been read. The person's own is `person`, without the id."""

    id: str
    cursor: int
    drained: int
    misses: int
    is_frozen: bool = False


class CopyFacts(msgspec.Struct, frozen=True):
    """How the client's copy stands; `clock_offset` is in seconds, ahead of the server's."""

    epoch: str
    scope_rev: int
    server_time: str
    last_exchange: str
    clock_offset: float
    unsent: int
    in_review: int
    rejected: int
    buckets: list[BucketFacts]


class OpFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """An own op without what it says: `bucket` is the bucket's family, `cells` their number."""

    op: str
    kind: str
    bucket: str
    state: str
    cells: int
    made_at: str
    order: int
    status: str = ""
    rev: int | None = None
    code: str = ""
    answered_at: str = ""


class RoundFacts(msgspec.Struct, frozen=True):
    """What one round did; `reason` is why it stopped, or empty."""

    ended_at: str
    sent: int
    received: int
    reason: str = ""
    damaged_buckets: int = 0


class CallFacts(msgspec.Struct, frozen=True):
    """One request: its route, how it ended (a status, or the network's error), after how long."""

    at: str
    route: str
    outcome: str
    milliseconds: int
    request: str = ""
    """The server's own name for the request, where it gives one."""


class DiskFacts(msgspec.Struct, frozen=True):
    """The store's files by size in bytes, and what reading them whole has found."""

    files: dict[str, int]
    free: int
    database: str
    damaged_lines: int
    taken_back: int


class Trouble(msgspec.Struct, frozen=True):
    """All of it. Crash reports hold types and places in the code, no values."""

    made_at: str
    school: str
    device: str
    server: str
    program: ProgramFacts
    copy: CopyFacts
    disk: DiskFacts
    ops: list[OpFacts]
    ops_left_out: int
    rounds: list[RoundFacts]
    calls: list[CallFacts]
    crashes: list[str]


class TroubleSent(msgspec.Struct, frozen=True):
    """`POST /v1/trouble`: a sealed trouble; base64 on the wire."""

    sealed: bytes


class TroubleTaken(msgspec.Struct, frozen=True):
    """The number under which the server keeps it, short enough to be said over a telephone."""

    number: str


def pack(trouble: Trouble, seal: Seal) -> bytes:
    """The bytes that are sent or saved."""
    return TROUBLE.wrap(gzip.compress(msgspec.json.encode(trouble), mtime=0), seal)


def unpack(content: bytes, unseal: Seal) -> Trouble:
    """Open a sealed trouble. Raises NotThatFile, NewerFile, SealedForAnother."""
    opened = zlib.decompressobj(wbits=31)
    try:
        plain = opened.decompress(TROUBLE.unwrap(content, unseal), _MOST_PLAIN)
        if not opened.eof:
            raise NotThatFile("what was sealed is cut or too large")
        return msgspec.json.decode(plain, type=Trouble)
    except (zlib.error, msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise NotThatFile(type(error).__name__) from error
