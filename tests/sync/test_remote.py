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
LATER = "2026-11-21T12:05:00+03:00"


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
        return httpx.Response(304, headers={"ETag": '"t"', "Parta-Time": LATER})
    content = msgspec.json.encode(HELLO)
    return httpx.Response(200, content=content, headers={"Content-Type": "application/json", "ETag": '"t"'})


def test_a_hello_that_has_not_changed_is_not_sent_again() -> None:
    """The second answer has no body; all that it says of the new moment is in a header."""
    first, second = greeted(tagged, times=2)

    assert first == HELLO
    assert second == msgspec.structs.replace(HELLO, server_time=LATER)


def test_nothing_is_taken_for_unchanged_that_was_never_heard() -> None:
    """Whoever answers 304 to a first hello is no server of ours."""

    def portal(request: httpx.Request) -> httpx.Response:
        return httpx.Response(304)

    with pytest.raises(NotOurServer):
        greeted(portal, times=1)


@pytest.mark.parametrize("told", [None, "yesterday", "2099-13-01T00:00:00+00:00"])
def test_a_time_that_is_none_is_asked_for(told: str | None) -> None:
    """Where the time is not told, the hello is asked for whole; no old time is taken, nor a proxy's."""
    asked: list[str] = []

    def untimed(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("If-None-Match", ""))
        answer = tagged(request)
        answer.headers["Date"] = "Sat, 28 Nov 2099 09:05:00 GMT"
        answer.headers.pop("Parta-Time", None)
        return answer if told is None else with_time(answer, told)

    assert greeted(untimed, times=2) == [HELLO, HELLO]
    assert asked == ["", '"t"', ""]


def with_time(answer: httpx.Response, told: str) -> httpx.Response:
    """The answer with this for a time."""
    answer.headers["Parta-Time"] = told
    return answer
