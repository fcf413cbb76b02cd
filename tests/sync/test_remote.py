"""What the remote makes of a server's answers, byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import httpx
import msgspec
import pytest

from sync.errors import NotOurServer
from sync.messages import BucketShown, Hello, Limits, Span
from sync.remote import HttpRemote, Tokens

HELLO = Hello(Span(1, 1), "2026-11-21T12:00:00+03:00", "e", 7, Limits(), "", [BucketShown("school", 7)], 1)
DATE = "Sat, 21 Nov 2026 09:05:00 GMT"


class OneToken:
    """A token in memory."""

    def read(self) -> Tokens | None:
        return Tokens("access", "refresh", datetime.now().astimezone())

    def keep(self, tokens: Tokens | None) -> None:
        return


def greeted(answer: Callable[[httpx.Request], httpx.Response], times: int) -> list[Hello]:
    """What a remote says of so many hellos, one after another."""

    async def greet() -> list[Hello]:
        remote = HttpRemote("http://localhost", OneToken(), httpx.MockTransport(answer))
        told = [await remote.hello() for _ in range(times)]
        await remote.close()
        return told

    return asyncio.run(greet())


def tagged(request: httpx.Request) -> httpx.Response:
    """A server whose hello changes in nothing but the time."""
    if request.headers.get("If-None-Match") == '"t"':
        return httpx.Response(304, headers={"ETag": '"t"', "Date": DATE})
    content = msgspec.json.encode(HELLO)
    return httpx.Response(200, content=content, headers={"Content-Type": "application/json", "ETag": '"t"'})


def test_a_hello_that_has_not_changed_is_not_sent_again() -> None:
    """The second answer has no body; all that it says of the new moment is in its date."""
    first, second = greeted(tagged, times=2)

    assert first == HELLO
    assert second == msgspec.structs.replace(HELLO, server_time="2026-11-21T09:05:00+00:00")


def test_nothing_is_taken_for_unchanged_that_was_never_heard() -> None:
    """Whoever answers 304 to a first hello is no server of ours."""

    def portal(request: httpx.Request) -> httpx.Response:
        return httpx.Response(304)

    with pytest.raises(NotOurServer):
        greeted(portal, times=1)


def test_a_date_that_is_none_is_no_time() -> None:
    """Where a proxy has spoilt the date, the hello is asked for whole: no old time is taken for new."""
    asked: list[str] = []

    def undated(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("If-None-Match", ""))
        answer = tagged(request)
        answer.headers["Date"] = "yesterday"
        return answer

    assert greeted(undated, times=2) == [HELLO, HELLO]
    assert asked == ["", '"t"', ""]
