"""HTTP/1.1 over a bare socket, as little of it as a storm needs: whoever types must not be slow."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from sync.messages import GZIP_FROM

CONNECT_SECONDS = 6.0
ANSWER_SECONDS = 30.0


class Cut(Exception):
    """No answer came, or not the whole of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Line:
    """One connection, opened when it is first needed."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, token: str, body: bytes = b"") -> Answer:
        """One request and its answer. Raises Cut, and then the connection is closed."""
        try:
            if self._writer is None:
                async with asyncio.timeout(CONNECT_SECONDS):
                    self._reader, self._writer = await asyncio.open_connection(*self._address)
            self._writer.write(self._request(method, path, token, body))
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._answer()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            await self.close()
            raise Cut(type(error).__name__) from error

    async def close(self) -> None:
        """Hang up."""
        writer, self._writer, self._reader = self._writer, None, None
        if writer is not None:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _request(self, method: str, path: str, token: str, body: bytes) -> bytes:
        host, port = self._address
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {host}:{port}",
            f"Authorization: Bearer {token}",
            "Parta-Protocol: 1",
            "Accept-Encoding: gzip",
            "Content-Type: application/json",
        ]
        if len(body) >= GZIP_FROM:
            body = gzip.compress(body, 6, mtime=0)
            lines.append("Content-Encoding: gzip")
        lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    async def _answer(self) -> Answer:
        assert self._reader is not None
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(int(head[0].split(" ")[1]), headers, body)
