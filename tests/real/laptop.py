"""A laptop as it stands in a school: encrypted files, the real replica, engine and HTTP client."""

from __future__ import annotations

from collections.abc import Callable

from desktop.app.desk import StoredTokens
from sync.engine import Engine
from sync.errors import BadAnswer
from sync.local_copy import Touched
from sync.messages import Hello, PullAnswer, PullRequest, PushAnswer, PushRequest, Snapshot
from sync.progress import RoundReport
from sync.remote import HttpRemote
from sync.replica import Replica
from tests.conformance.disk import FileDisk, FileLaptop
from tests.real.cable import Cable
from tests.simulation.broken import Broken
from tests.simulation.screens import watched

URL = "http://127.0.0.1:8430"


class RealLaptop(FileLaptop):
    """One device of one person, with the engine that its program runs."""

    def __init__(
        self, name: str, person: str, new_op: Callable[[], str], disk: FileDisk, cable: Cable
    ) -> None:
        self.cable = cable
        super().__init__(name, person, new_op, disk)

    @property
    def disk(self) -> FileDisk:
        assert isinstance(self.shelf, FileDisk)
        return self.shelf

    def start(self) -> None:
        """The program starts (again)."""
        super().start()
        self.replica = WatchedReplica(self)
        self.remote = HttpRemote(URL, StoredTokens(self.shelf), self.cable)
        self.engine = Engine(self.replica, self.remote, on_shown=lambda _: None, on_touched=lambda _: None)

    async def exchange(self) -> RoundReport:
        """One round of the engine."""
        return await self.engine.exchange()


class WatchedReplica(Replica):
    """The real replica; oracles look at the screen before and after each answer that it takes in."""

    def __init__(self, laptop: RealLaptop) -> None:
        super().__init__(laptop.shelf, laptop._now, laptop._next_op)
        self._laptop = laptop

    def take_hello(self, hello: Hello) -> Touched:
        with watched(self._laptop, hello.epoch, None):
            return super().take_hello(hello)

    def take_push(self, request: PushRequest, answer: PushAnswer) -> Touched:
        with watched(self._laptop, self.epoch, request):
            return self._believe(lambda: Replica.take_push(self, request, answer))

    def take_refused_push(self, request: PushRequest, code: str) -> Touched:
        with watched(self._laptop, self.epoch, request):
            return super().take_refused_push(request, code)

    def take_pull(self, request: PullRequest, answer: PullAnswer) -> Touched:
        with watched(self._laptop, self.epoch, request):
            return self._believe(lambda: Replica.take_pull(self, request, answer))

    def take_snapshot(self, epoch: str, snapshot: Snapshot) -> Touched:
        with watched(self._laptop, self.epoch, None):
            return self._believe(lambda: Replica.take_snapshot(self, epoch, snapshot))

    def _believe(self, take: Callable[[], Touched]) -> Touched:
        try:
            return take()
        except BadAnswer as bad:
            raise Broken(6, f"{self._laptop.name} takes an honest server for a liar: {bad}") from bad
