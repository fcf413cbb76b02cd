"""The server as a client sees it: one method for one message, over httpx.

Every answer is either a message of the protocol or one of the errors of `sync.errors`; a captive
portal's page, a proxy's apology and a cut body are told apart from a server that refuses. TLS, and
plain http to the loopback only.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import Protocol, TypeVar
from urllib.parse import quote as _quote
from urllib.parse import urlsplit

import httpx
import msgspec

from sync.calls import Calls
from sync.errors import BadAnswer, NotOurServer, SignedOut, Unreachable, error_of
from sync.failpoint import reach
from sync.messages import (
    GZIP_FROM,
    PROTOCOL,
    TIME_HEADER,
    Event,
    Hello,
    Problem,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RefreshRequest,
    SchoolListed,
    Session,
    SignInRequest,
    Snapshot,
)
from sync.shape import is_moment
from sync.trouble import TroubleSent, TroubleTaken

_Message = TypeVar("_Message")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_TIMEOUT = httpx.Timeout(30.0, connect=6.0)
_JSON = ("application/json", "application/problem+json")
_UNREADABLE = (ValueError, RecursionError)
"""What msgspec raises for bytes that are no message: its own errors, wrong UTF-8, nesting without end."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a signed-in device holds: a short access token and the refresh token that follows it."""

    access: str
    refresh: str
    expires_at: datetime


class TokenKeeper(Protocol):
    """Where tokens lie between two starts: a secret place, never a log."""

    def read(self) -> Tokens | None: ...

    def keep(self, tokens: Tokens | None) -> None: ...


class Remote(Protocol):
    """What the engine needs of a server. Every method raises only SyncError."""

    async def hello(self) -> Hello: ...

    async def push(self, request: PushRequest) -> PushAnswer: ...

    async def pull(self, request: PullRequest) -> PullAnswer: ...

    async def snapshot(self, bucket: str) -> tuple[str, Snapshot]:
        """A bucket whole, with the epoch of its numbers."""
        ...

    async def history(self, bucket: str, kind: str, id: str, cell: str | None = None) -> list[Event]: ...


quote = partial(_quote, safe=":")
"""A name as a part of a path."""


def check_address(url: str) -> str:
    """An address without its trailing slash. Raises ValueError for anything but https and loopback http."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not the address of a server")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError(f"{url!r} would send passwords in the clear: https only")
    return url.strip().rstrip("/")


class HttpRemote:
    """A regional server at an address. `transport` lets a test talk to an application in its own process."""

    def __init__(
        self, url: str, keeper: TokenKeeper, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.url = check_address(url)
        self._keeper = keeper
        self._transport = transport
        self._refreshing = asyncio.Lock()
        self._told: tuple[str, Hello] | None = None
        self.calls = Calls()

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        """Made for the first request: its certificates take longer to read than a page to be painted."""
        return httpx.AsyncClient(
            base_url=self.url,
            headers={"Parta-Protocol": str(PROTOCOL), "Accept-Encoding": "gzip"},
            timeout=_TIMEOUT,
            transport=self._transport,
            trust_env=self._transport is None,
        )

    async def close(self) -> None:
        if "_client" in vars(self):
            await self._client.aclose()

    def watch(
        self,
        request: Callable[[httpx.Request], Awaitable[None]],
        answer: Callable[[httpx.Response], Awaitable[None]],
    ) -> None:
        """Let somebody count what goes over the wire."""
        self._client.event_hooks = {"request": [request], "response": [answer]}

    async def schools(self, **wanted: str) -> list[SchoolListed]:
        """Schools by region, place, kind or a part of the name (`q`); no token needed."""
        answer = await self._send("GET", "/v1/schools", params=wanted)
        return _decode(answer, list[SchoolListed])

    async def sign_in(self, request: SignInRequest) -> Session:
        session = _decode(await self._send("POST", "/v1/sign-in", request), Session)
        self._told = None
        self._keep(session)
        return session

    async def sign_out(self) -> None:
        """End the session at the server, where it can be reached, and forget the tokens here."""
        try:
            await self._ask("POST", "/v1/sign-out")
        finally:
            self._keeper.keep(None)

    async def hello(self) -> Hello:
        """Where the server stands; where nothing but the time has changed, what it said last."""
        tag, last = self._told or ("", None)
        answer = await self._ask("GET", "/v1/hello", tag=tag)
        if last is not None and answer.status_code == httpx.codes.NOT_MODIFIED:
            told = answer.headers.get(TIME_HEADER)
            if is_moment(told):
                return msgspec.structs.replace(last, server_time=told)
            answer = await self._ask("GET", "/v1/hello")
        hello = _decode(answer, Hello)
        self._told = (answer.headers["ETag"], hello) if "ETag" in answer.headers else None
        return hello

    async def push(self, request: PushRequest) -> PushAnswer:
        return _decode(await self._ask("POST", "/v1/push", request), PushAnswer)

    async def pull(self, request: PullRequest) -> PullAnswer:
        return _decode(await self._ask("POST", "/v1/pull", request), PullAnswer)

    async def snapshot(self, bucket: str) -> tuple[str, Snapshot]:
        answer = await self._ask("GET", f"/v1/snapshot/{quote(bucket)}")
        epoch = answer.headers.get("ETag", "").removeprefix("W/").strip('"').partition(":")[0]
        return epoch, _decode(answer, Snapshot)

    async def history(self, bucket: str, kind: str, id: str, cell: str | None = None) -> list[Event]:
        params = {} if cell is None else {"cell": cell}
        path = f"/v1/history/{quote(bucket)}/{quote(kind)}/{quote(id)}"
        return _decode(await self._ask("GET", path, params=params), list[Event])

    async def tell_trouble(self, sealed: bytes) -> str:
        """Hand in a sealed trouble; the number under which the server keeps it."""
        return _decode(await self._ask("POST", "/v1/trouble", TroubleSent(sealed)), TroubleTaken).number

    async def _ask(
        self,
        method: str,
        path: str,
        body: msgspec.Struct | None = None,
        params: Mapping[str, str] | None = None,
        tag: str = "",
    ) -> httpx.Response:
        """Send with the access token; an expired one is exchanged once. `tag` is of what is known already."""
        used = self._access()
        try:
            return await self._send(method, path, body, params, used, tag)
        except SignedOut as refusal:
            if refusal.code != "expired":
                raise
        await self._refresh(used)
        return await self._send(method, path, body, params, self._access(), tag)

    async def _refresh(self, used: str) -> None:
        """Exchange the refresh token, unless another request has done it meanwhile."""
        async with self._refreshing:
            tokens = self._keeper.read()
            if tokens is None:
                raise SignedOut(401, "expired")
            if tokens.access == used:
                answer = await self._send("POST", "/v1/refresh", RefreshRequest(tokens.refresh))
                self._keep(_decode(answer, Session))

    def _access(self) -> str:
        tokens = self._keeper.read()
        if tokens is None:
            raise SignedOut(401, "expired")
        return tokens.access

    def _keep(self, session: Session) -> None:
        expires_at = datetime.now().astimezone() + timedelta(seconds=session.expires_in)
        self._keeper.keep(Tokens(session.access_token, session.refresh_token, expires_at))

    async def _send(
        self,
        method: str,
        path: str,
        body: msgspec.Struct | None = None,
        params: Mapping[str, str] | None = None,
        token: str | None = None,
        tag: str = "",
    ) -> httpx.Response:
        began = datetime.now(UTC)
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        if tag:
            headers["If-None-Match"] = tag
        content = None if body is None else _packed(msgspec.json.encode(body), headers)
        name = path.split("/")[2]
        reach(f"{name}.before-send")
        try:
            answer = await self._client.request(method, path, content=content, params=params, headers=headers)
        except (httpx.TransportError, httpx.DecodingError) as error:
            self.calls.note(path, began, type(error).__name__)
            raise Unreachable(type(error).__name__) from error
        except httpx.InvalidURL as error:
            raise BadAnswer("the server has named a bucket of which no address can be made") from error
        reach(f"{name}.answer-received")
        self.calls.note(path, began, str(answer.status_code), answer.headers.get("Parta-Request", ""))
        return self._accepted(answer)

    def _accepted(self, answer: httpx.Response) -> httpx.Response:
        """The answer, when it is one of a Parta server that agrees."""
        if answer.status_code == httpx.codes.NOT_MODIFIED and "If-None-Match" in answer.request.headers:
            return answer
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if answer.is_redirect or (kind not in _JSON and answer.status_code != 204):
            raise NotOurServer(self.url, f"{answer.status_code} {kind}")
        if answer.is_success:
            return answer
        raise _refusal(answer)


def _packed(content: bytes, headers: dict[str, str]) -> bytes:
    headers["Content-Type"] = "application/json"
    if len(content) < GZIP_FROM:
        return content
    headers["Content-Encoding"] = "gzip"
    return gzip.compress(content, compresslevel=6, mtime=0)


def _decode(answer: httpx.Response, wanted: type[_Message]) -> _Message:
    try:
        return msgspec.json.decode(answer.content, type=wanted)
    except _UNREADABLE as error:
        raise BadAnswer(str(error)) from error


def _refusal(answer: httpx.Response) -> Exception:
    """The error that a problem document stands for."""
    try:
        problem = msgspec.json.decode(answer.content, type=Problem)
    except _UNREADABLE:
        return NotOurServer(str(answer.url), f"{answer.status_code} without a problem document")
    return error_of(answer.status_code, problem, answer.headers.get("Retry-After", ""))
