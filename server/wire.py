"""Requests and answers as bytes: sizes, compression, JSON, headers.

Bodies are bounded before they are unpacked and while they are: a small gzip may be a large text.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server.refusal import Refused, malformed
from sync.careful_json import Malformed, read_json
from sync.messages import GZIP_FROM, MAX_BYTES, PROTOCOL

T = TypeVar("T")
MAX_PARTS = 200_000
"""So many commas or opening brackets a body may have: 8 MB hold millions, and each becomes an object."""
_PARTS = (b",", b"[", b"{")
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
_GZIP_LEVEL = 5
BODY_SECONDS = 120.0
"""So long a body may travel; whoever sends it byte by byte holds a connection no longer."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request, read whole: what a route needs and nothing of the web framework."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    token: str | None
    address: str
    body: bytes = b""
    known_tags: tuple[str, ...] = ()

    def decode(self, wanted: type[T]) -> T:
        """The body as a message. Raises Refused (400, 413)."""
        if max(map(self.body.count, _PARTS)) > MAX_PARTS:
            raise Refused(413, "too_large", f"a body has at most {MAX_PARTS} parts")
        try:
            return msgspec.convert(read_json(self.body), wanted)
        except (Malformed, msgspec.ValidationError) as error:
            raise malformed(str(error)) from error


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route says: a message, or nothing (204), or that nothing has changed (304)."""

    message: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


async def read_call(request: Request) -> Call:
    """Read a request whole. Raises Refused for another protocol, and for a body too large or not whole."""
    _check_protocol(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    tags = request.headers.get("if-none-match", "").split(",")
    return Call(
        path=dict(request.path_params),
        query=dict(request.query_params),
        token=token.strip() if scheme.lower() == "bearer" else None,
        address=request.client.host if request.client else "",
        body=await _read_body(request),
        known_tags=tuple(tag.strip().removeprefix("W/") for tag in tags),
    )


def encode(answer: Answer, request: Request) -> Response:
    """The answer as it goes out, packed where the client takes that and it is worth it."""
    headers = dict(answer.headers)
    if answer.message is None:
        return Response(status_code=answer.status, headers=headers)
    return _packed(msgspec.json.encode(answer.message), answer.status, headers, JSON, request)


def encode_refusal(refused: Refused, request: Request) -> Response:
    """A refusal as a problem document."""
    headers = {"Cache-Control": "no-store"}
    if refused.retry_after is not None:
        headers["Retry-After"] = str(max(1, round(refused.retry_after)))
    if refused.problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = msgspec.json.encode(refused.problem)
    return _packed(body, refused.problem.status, headers, PROBLEM_JSON, request)


def unpack(body: bytes) -> bytes:
    """A gzip body, never more than the protocol allows. Raises Refused (400, 413)."""
    opened = zlib.decompressobj(wbits=31)
    try:
        plain = opened.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise malformed("the body is not gzip, though its header says so") from error
    if len(plain) > MAX_BYTES:
        raise _too_large()
    if not opened.eof:
        raise malformed("the body was cut")
    return plain


async def _read_body(request: Request) -> bytes:
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > MAX_BYTES:
                    raise _too_large()
                parts.append(part)
    except ClientDisconnect as error:
        raise malformed("the body was cut") from error
    except TimeoutError as error:
        raise malformed(f"the body did not come within {BODY_SECONDS:.0f} s") from error
    body = b"".join(parts)
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing == "gzip" and body:
        return unpack(body)
    if packing not in ("identity", "gzip", ""):
        raise malformed("bodies come plain or as gzip")
    return body


def _check_protocol(request: Request) -> None:
    if request.headers.get("parta-protocol", str(PROTOCOL)).strip() != str(PROTOCOL):
        raise Refused(426, "protocol_too_old", f"this server speaks protocol {PROTOCOL}")


def _too_large() -> Refused:
    return Refused(413, "too_large", f"a body has at most {MAX_BYTES} bytes")


def _takes_gzip(said: str) -> bool:
    """Whether `Accept-Encoding` names gzip, or everything, and not with the weight 0."""
    parts = (part.partition(";") for part in said.lower().replace(" ", "").split(","))
    weights = {name: weight for name, _, weight in parts}
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return weight.rstrip("0").rstrip(".") not in ("q=", "q=0")


def _packed(body: bytes, status: int, headers: dict[str, str], kind: str, request: Request) -> Response:
    if len(body) >= GZIP_FROM:
        headers["Vary"] = "Accept-Encoding"
        if _takes_gzip(request.headers.get("accept-encoding", "")):
            body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
            headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers, kind)
