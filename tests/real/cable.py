"""The cable between a laptop and the application: messages are lost, cut, doubled, refused."""

from __future__ import annotations

import gzip
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import httpx
import msgspec

from sync.messages import PushRequest

FEW_OPS = 2
Heard = Callable[[httpx.Request, bytes, bytes], None]


class Fault(StrEnum):
    """What befalls a message."""

    REQUEST_LOST = "the request is lost"
    ANSWER_LOST = "the answer is lost"
    ANSWER_CUT = "the answer is cut"
    REQUEST_DOUBLED = "the request arrives twice"
    BUSY = "the server has its hands full"
    SMALL = "the server takes few ops"


@dataclass
class Cable(httpx.AsyncBaseTransport):
    """Passes requests to an application; `faults` are pairs of the end of a path and what befalls it next.

    `before` and `heard` are called around each request that arrives, with the plain bytes of both ways.
    """

    app: Callable[[], httpx.ASGITransport]
    before: Callable[[httpx.Request], None]
    heard: Heard
    faults: deque[tuple[str, Fault]] = field(default_factory=deque)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        fault = self._fault_of(request)
        body = await request.aread()
        if fault is Fault.REQUEST_LOST:
            raise httpx.ConnectError("nobody is there", request=request)
        if fault is Fault.BUSY:
            return _problem(503, "busy")
        if fault is Fault.SMALL and _ops_in(request, body) > FEW_OPS:
            return _problem(413, "too_large")
        answer, content = await self._arrive(request, body)
        if fault is Fault.REQUEST_DOUBLED:
            answer, content = await self._arrive(request, body)
        if fault is Fault.ANSWER_LOST:
            raise httpx.ReadError("the cable was pulled", request=request)
        if fault is Fault.ANSWER_CUT:
            content = content[: len(content) // 2]
        return httpx.Response(answer.status_code, headers=_plain_headers(answer), content=content)

    def _fault_of(self, request: httpx.Request) -> Fault | None:
        if self.faults and request.url.path.startswith(self.faults[0][0]):
            return self.faults.popleft()[1]
        return None

    async def _arrive(self, request: httpx.Request, body: bytes) -> tuple[httpx.Response, bytes]:
        self.before(request)
        again = httpx.Request(request.method, request.url, headers=request.headers, content=body)
        answer = await self.app().handle_async_request(again)
        content = await answer.aread()
        self.heard(request, _plain(request, body), content)
        return answer, content


def _problem(status: int, code: str) -> httpx.Response:
    body = json.dumps({"status": status, "code": code})
    headers = {"Content-Type": "application/problem+json", "Retry-After": "1"}
    return httpx.Response(status, headers=headers, content=body)


def _plain(request: httpx.Request, body: bytes) -> bytes:
    return gzip.decompress(body) if request.headers.get("Content-Encoding") == "gzip" else body


def _plain_headers(answer: httpx.Response) -> dict[str, str]:
    """The headers without those that speak of the bytes on the wire."""
    return {
        name: value
        for name, value in answer.headers.items()
        if name.lower() not in ("content-encoding", "content-length")
    }


def _ops_in(request: httpx.Request, body: bytes) -> int:
    if not request.url.path.endswith("/push"):
        return 0
    return len(msgspec.json.decode(_plain(request, body), type=PushRequest).ops)
