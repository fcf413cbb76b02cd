"""A teacher's laptop at a demo region's server: an encrypted store, an engine, and a meter on the wire."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from desktop.models.store import open_store
from sync.engine import Engine
from sync.messages import Device, SignInRequest
from sync.remote import HttpRemote, Tokens
from sync.replica import Replica


class _Tokens:
    """Tokens in memory: what is measured is the exchange."""

    def __init__(self) -> None:
        self._kept: Tokens | None = None

    def read(self) -> Tokens | None:
        return self._kept

    def keep(self, tokens: Tokens | None) -> None:
        self._kept = tokens


class Laptop:
    """`bytes` counts bodies both ways, as they are on the wire; `pushed` keeps what was sent."""

    def __init__(self, opened: ExitStack, folder: Path, url: str) -> None:
        store = open_store(folder, bytes(32))
        opened.callback(store.close)
        self.replica = Replica(store.shelf, _now)
        self.remote = HttpRemote(url, _Tokens())
        self.bytes = 0
        self.pushed: list[bytes] = []
        self._engine = Engine(self.replica, self.remote, on_shown=_ignore, on_touched=_ignore)
        self.remote.watch(self._count_request, self._count_answer)

    async def sign_in(self, account: dict[str, Any]) -> None:
        """Say who works here."""
        device = Device(uuid4().hex, "benchmark")
        request = SignInRequest(account["school"], account["login"], account["password"], device)
        await self.remote.sign_in(request)

    async def exchange(self) -> None:
        """A whole round. Raises RuntimeError when it does not come to its end."""
        report = await self._engine.exchange()
        if not report.finished:
            raise RuntimeError(f"a round did not end: {report}")

    async def push(self) -> None:
        """Only the way out: everything that waits."""
        while (request := self.replica.next_push()) is not None:
            self.replica.take_push(request, await self.remote.push(request))

    async def pull(self) -> None:
        """Only the way in: everything that a hello told of."""
        while (request := self.replica.next_pull()) is not None:
            self.replica.take_pull(request, await self.remote.pull(request))

    async def _count_request(self, request: httpx.Request) -> None:
        self.bytes += len(request.content)
        if request.url.path == "/v1/push":
            self.pushed.append(request.content)

    async def _count_answer(self, answer: httpx.Response) -> None:
        await answer.aread()
        self.bytes += answer.num_bytes_downloaded


@contextmanager
def demo_server(folder: Path, size: str) -> Iterator[dict[str, Any]]:
    """A demo region's server process; gives what it says of itself."""
    command = [sys.executable, "-m", "server", "demo", "--size", size]
    command += ["--data", str(folder), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def _now() -> datetime:
    return datetime.now().astimezone()


def _ignore(_: object) -> None:
    return
