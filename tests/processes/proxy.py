"""A TCP proxy between a teacher's program and a server: it delays, cuts, doubles, and answers itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType

_HTML = "<html><body>Для входа в сеть введите номер телефона</body></html>"


@dataclass(frozen=True)
class Message:
    """A request or an answer as bytes."""

    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    @property
    def is_whole(self) -> bool:
        head, end, body = self.whole.partition(b"\r\n\r\n")
        return bool(end) and len(body) == _length(head)

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].decode()


Forward = Callable[[Message], Awaitable[Message]]
Trouble = Callable[[Message, Forward], Awaitable[bytes]]
"""Gives the bytes that go to the client; fewer than an answer has, and the connection ends after them."""

PLACES: dict[str, Callable[[Message], int]] = {
    "before the first byte": lambda said: 0,
    "after a byte": lambda said: 1,
    "in the head": lambda said: len(said.head) // 2,
    "after the head": lambda said: len(said.head),
    "in the body": lambda said: len(said.head) + len(said.body) // 2,
    "before the last byte": lambda said: len(said.whole) - 1,
}


def _cut(said: Message, place: str) -> bytes:
    """What comes through; what has no body lacks the end of its head."""
    return said.whole[: min(PLACES[place](said), len(said.whole) - 1)]


def cut_request(place: str) -> Trouble:
    """The server gets a part of the request, the client nothing."""

    async def trouble(request: Message, forward: Forward) -> bytes:
        await forward(Message(_cut(request, place), b""))
        return b""

    return trouble


def cut_answer(place: str) -> Trouble:
    """The server has done its work; the client gets a part of what it said."""

    async def trouble(request: Message, forward: Forward) -> bytes:
        answer = await forward(request)
        return _cut(answer, place)

    return trouble


async def twice(request: Message, forward: Forward) -> bytes:
    """The server gets the request two times at once, the client the slower answer."""
    answers = [await done for done in asyncio.as_completed([forward(request), forward(request)])]
    return answers[-1].whole


async def late(request: Message, forward: Forward) -> bytes:
    """Everything takes its time."""
    await asyncio.sleep(0.05)
    answer = await forward(request)
    await asyncio.sleep(0.05)
    return answer.whole


def page(status: str, *headers: str, reaches_server: bool = False) -> Trouble:
    """Somebody on the way answers with a page; perhaps after the server has done its work."""
    kind = "Content-Type: text/html; charset=utf-8"
    head = "\r\n".join([f"HTTP/1.1 {status}", kind, f"Content-Length: {len(_HTML.encode())}", *headers])

    async def trouble(request: Message, forward: Forward) -> bytes:
        if reaches_server:
            await forward(request)
        return f"{head}\r\n\r\n{_HTML}".encode()

    return trouble


class Proxy:
    """Listens on the loopback. `trouble` befalls the next request whose path begins with `troubled`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.troubled = ""
        self.trouble: Trouble | None = None
        self.trickles = False

    @property
    def was_met(self) -> bool:
        return self.trouble is None

    @property
    def url(self) -> str:
        """Where clients come."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request on each connection, so that each may end as it has to."""
        try:
            request = await _read(reader)
            if self.trouble is not None and request.path.startswith(self.troubled):
                trouble, self.trouble = self.trouble, None
                said = await trouble(request, self._forward)
            else:
                said = (await self._forward(request)).whole
            await self._say(writer, said)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, said: bytes) -> None:
        step = 7 if self.trickles else max(1, len(said))
        for at in range(0, len(said), step):
            writer.write(said[at : at + step])
            await writer.drain()
            await asyncio.sleep(0)

    async def _forward(self, request: Message) -> Message:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(request.head.replace(b"onnection: keep-alive", b"onnection: close") + request.body)
            await writer.drain()
            return await _read(reader) if request.is_whole else Message(b"", b"")
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Message:
    head = await reader.readuntil(b"\r\n\r\n")
    return Message(head, await reader.readexactly(_length(head)))


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
