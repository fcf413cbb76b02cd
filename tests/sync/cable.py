"""A remote over the simulation's region, for one person; the cable can be pulled."""

from __future__ import annotations

from sync.errors import EpochChanged, SyncError, TooLarge
from sync.messages import Event, Hello, PullAnswer, PullRequest, PushAnswer, PushRequest, Snapshot
from tests.simulation.region import Refused, Region


class Cable:
    """A remote over the simulation's region; the cable can be pulled, and a portal can answer."""

    def __init__(self, region: Region, person: str) -> None:
        self.region = region
        self.person = person
        self.trouble: SyncError | None = None
        self.restore_before_push = False
        self.pushes = 0

    async def hello(self) -> Hello:
        self._pass()
        return self.region.hello(self.person)

    async def push(self, request: PushRequest) -> PushAnswer:
        self._pass()
        self.pushes += 1
        if len(request.ops) > 2:
            raise TooLarge(413, "too_large")
        try:
            return self.region.push(self.person, "laptop", request)
        except Refused as refused:
            raise EpochChanged(self.region.epoch) from refused

    async def pull(self, request: PullRequest) -> PullAnswer:
        self._pass()
        return self.region.pull(self.person, request)

    async def snapshot(self, bucket: str) -> tuple[str, Snapshot]:
        self._pass()
        return self.region.epoch, self.region.snapshot(self.person, self.region.epoch, bucket)

    async def history(self, bucket: str, kind: str, id: str, cell: str | None = None) -> list[Event]:
        self._pass()
        return []

    def _pass(self) -> None:
        if self.trouble is not None:
            raise self.trouble
