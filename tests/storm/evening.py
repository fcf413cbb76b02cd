"""One teacher's evening: hello, everything out, everything in, as the program does it.

A round that meets an obstacle ends, waits as the program waits, and begins again with hello. What was
answered is not sent again; what was not, is.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from sync.engine import Rhythm
from sync.messages import Hello, Op, PullAnswer, PullRequest, PushAnswer, PushRequest, RefreshRequest, Session
from tests.storm.plan import Teacher
from tests.storm.wire import Answer, Cut, Line

_RHYTHM = Rhythm()
_MOST_ROUNDS = 400


class Obstacle(Exception):
    """The round cannot go on: 503 with a pause in seconds, or no answer at all."""

    def __init__(self, pause: float = 0.0) -> None:
        super().__init__(pause)
        self.pause = pause


@dataclass
class Tally:
    """What all evenings met."""

    statuses: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    rounds: int = 0


class Evening:
    """`seconds` from the first request until everything typed is acknowledged and has come back."""

    def __init__(
        self, teacher: Teacher, heads: dict[str, int], address: tuple[str, int], tally: Tally
    ) -> None:
        self._teacher = teacher
        self._cursors = heads
        self._out, self._in = Line(*address), Line(*address)
        self._access, self._refresh = "", teacher.refresh
        self._tally = tally
        self._unsent: list[Op] = []
        self._own: dict[tuple[str, str], Any] = {}
        self._wanted: dict[str, int] = {}
        self._hello: Hello | None = None
        self.seconds = 0.0

    @property
    def is_over(self) -> bool:
        """Everything was answered, and every own mark was seen to come back as it was typed."""
        return not self._unsent and not self._own

    async def spend(self) -> None:
        """Rounds until it is over."""
        self._unsent = list(self._teacher.ops())
        self._own = {
            (op.id, name): change.new
            for op in self._unsent
            for name, change in op.cells.items()
            if name.startswith("mark/")
        }
        began, failures = time.monotonic(), 0
        for _ in range(_MOST_ROUNDS):
            self._tally.rounds += 1
            try:
                await self._round()
                break
            except Obstacle as obstacle:
                failures += 1
                await asyncio.sleep(_RHYTHM.after_failure(failures, obstacle.pause))
        self.seconds = time.monotonic() - began

    async def _round(self) -> None:
        try:
            self._hello = await self._greet()
            ended = await asyncio.gather(self._push(), self._pull(), return_exceptions=True)
            for one in ended:
                if isinstance(one, BaseException):
                    raise one
            await self._pull()
        finally:
            await self._out.close()
            await self._in.close()

    async def _greet(self) -> Hello:
        """The access token of the morning has expired: it is exchanged before anything else is asked."""
        if not self._access:
            said = msgspec.json.encode(RefreshRequest(self._refresh))
            answer = await self._ask(self._out, "POST", "/v1/refresh", said)
            session = msgspec.json.decode(answer.body, type=Session)
            self._access, self._refresh = session.access_token, session.refresh_token
        hello = msgspec.json.decode((await self._ask(self._out, "GET", "/v1/hello")).body, type=Hello)
        self._wanted = {one.id: one.head for one in hello.buckets}
        return hello

    async def _push(self) -> None:
        assert self._hello is not None
        while self._unsent:
            batch = self._unsent[: self._hello.limits.ops]
            sent_at = datetime.now().astimezone().isoformat()
            request = PushRequest(self._hello.epoch, self._hello.scope_rev, sent_at, batch)
            answer = await self._ask(self._out, "POST", "/v1/push", msgspec.json.encode(request))
            results = msgspec.json.decode(answer.body, type=PushAnswer).results
            for op, result in zip(batch, results, strict=True):
                self._tally.statuses[result.status] += 1
                self._wanted[op.bucket] = max(self._wanted.get(op.bucket, 0), result.rev or 0)
            del self._unsent[: len(batch)]

    async def _pull(self) -> None:
        assert self._hello is not None
        while behind := {name: self._cursor(name) for name in self._wanted if self._is_behind(name)}:
            request = msgspec.json.encode(PullRequest(self._hello.epoch, behind))
            answer = await self._ask(self._in, "POST", "/v1/pull", request)
            for name, page in msgspec.json.decode(answer.body, type=PullAnswer).buckets.items():
                self._cursors[name] = page.next
                self._wanted[name] = max(self._wanted[name], page.head)
                for record in page.records:
                    self._check_off(record.id, {cell: sent.v for cell, sent in record.cells.items()})

    def _check_off(self, record: str, cells: dict[str, Any]) -> None:
        for name, value in cells.items():
            if self._own.get((record, name)) == value:
                del self._own[record, name]

    def _cursor(self, name: str) -> int:
        return self._cursors.get(name, 0)

    def _is_behind(self, name: str) -> bool:
        return self._cursor(name) < self._wanted[name]

    async def _ask(self, line: Line, method: str, path: str, body: bytes = b"") -> Answer:
        try:
            answer = await line.ask(method, path, self._access, body)
        except Cut as cut:
            self._tally.cut += 1
            raise Obstacle from cut
        if answer.status == 401:
            self._access = ""
        if answer.status != 200:
            self._tally.refused[f"{answer.status} {path}"] += 1
            raise Obstacle(max(1.0, float(answer.headers.get("retry-after", "0"))))
        return answer
