"""The bytes of a trouble: what is packed is unpacked by the school alone, and nothing else is believed."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import msgspec
import pytest

from sync.calls import Calls
from sync.sealed import NewerFile, NotThatFile, SealedForAnother
from sync.trouble import CopyFacts, DiskFacts, OpFacts, ProgramFacts, Trouble, pack, unpack
from tests.sync.test_exchange import SCHOOL, Seals

OP = OpFacts("0" * 32, "lesson", "course", "queued", 2, "2026-11-21T09:14:03+03:00", 1)
TROUBLE = Trouble(
    "2026-11-21T13:20:00+03:00",
    "s",
    "d",
    "journal.example.org",
    ProgramFacts("0.1.0", 1, "3.11", "6.8", "3.5", "Linux"),
    CopyFacts("e", 3, "", "", 0.0, 1, 0, 0, []),
    DiskFacts({"ops.log": 900}, 10**9, "ok", 0, 0),
    [OP],
    0,
    [],
    [],
    [],
)


def sealed(plain: bytes, heading: bytes = b"PARTA-TROUBLE 1\n") -> bytes:
    """A file that anybody could make: a heading and something sealed."""
    return heading + SCHOOL.seal(plain)


def test_what_is_packed_is_unpacked() -> None:
    """Every fact comes out as it went in; the heading says what the file is."""
    content = pack(TROUBLE, SCHOOL.seal)

    assert unpack(content, SCHOOL.unseal) == TROUBLE
    assert content.startswith(b"PARTA-TROUBLE 1\n")


def test_another_school_cannot_open_it() -> None:
    """It was meant for its own school's engineer."""
    with pytest.raises(SealedForAnother):
        unpack(pack(TROUBLE, SCHOOL.seal), Seals(b"other").unseal)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PARTA-EXCHANGE 1\nschool",
        sealed(b"not packed"),
        sealed(gzip.compress(b"{}")),
        sealed(gzip.compress(b'{"ops": NaN}')),
        sealed(gzip.compress(msgspec.json.encode(TROUBLE))[:-9]),
        sealed(gzip.compress(bytes(9_000_000))),
    ],
    ids=["nothing", "another file", "not packed", "not a trouble", "not a number", "cut", "a bomb"],
)
def test_nonsense_is_told_as_such(content: bytes) -> None:
    """Another file, a cut one, one that would fill the memory: anybody can seal to a public key."""
    with pytest.raises(NotThatFile):
        unpack(content, SCHOOL.unseal)


def test_a_newer_format_is_told_as_such() -> None:
    """An older server asks for an update instead of guessing."""
    with pytest.raises(NewerFile):
        unpack(sealed(b"", b"PARTA-TROUBLE 2\n"), SCHOOL.unseal)


def test_a_request_is_kept_without_what_it_asked_for() -> None:
    """Of its path two names, of the server's name for it only what looks like one; the last forty."""
    calls = Calls()
    now = datetime.now(UTC)
    for _time in range(50):
        calls.note("/v1/hello", now, "200", "7f3a-01")
    calls.note("/v1/history/course:c/lesson/l", now, "ReadTimeout", "Ёлкин Семён")

    *_, before, last = calls
    assert (before.route, before.outcome, before.request) == ("/v1/hello", "200", "7f3a-01")
    assert (last.route, last.outcome, last.request) == ("/v1/history", "ReadTimeout", "")
    assert len(list(calls)) == 40
