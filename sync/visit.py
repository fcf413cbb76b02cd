"""A visit to a bucket that this laptop does not keep: read on demand, held in memory, never stored.

A lost laptop must not be a lost school, so a head teacher's other journals are visited. An edit
there is sent at once and never queued; without a network a visit is read-only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from sync.errors import BadAnswer
from sync.local_copy import Wish
from sync.messages import BucketShown, Result
from sync.remote import Remote
from sync.replica import Replica
from sync.shelf import MemoryShelf


@dataclass(frozen=True, slots=True)
class Visit:
    """One bucket in memory; `replica` reads like the laptop's own copy."""

    bucket: str
    replica: Replica
    remote: Remote

    async def put(self, wish: Wish) -> Result:
        """Send one action at once and read the page again. Raises SyncError: nothing was queued then."""
        self.replica.put(wish)
        request = self.replica.next_push()
        if request is None:
            raise BadAnswer("nothing to send")
        try:
            answer = await self.remote.push(request)
        finally:
            self.replica.outbox.drop(request)
        result = next((one for one in answer.results if one.op == request.ops[0].op), None)
        if result is None:
            raise BadAnswer("no result for what was sent")
        await self.read()
        return result

    async def read(self) -> None:
        """Read the bucket whole."""
        epoch, snapshot = await self.remote.snapshot(self.bucket)
        self.replica.take_snapshot(epoch, snapshot)


async def visit(remote: Remote, bucket: str, clock: Callable[[], datetime]) -> Visit:
    """Open a bucket that a right covers. Raises SyncError; 404 when there is no such right."""
    hello = await remote.hello()
    replica = Replica(MemoryShelf(), clock)
    replica.take_hello(msgspec.structs.replace(hello, buckets=[BucketShown(bucket, head=hello.head)]))
    opened = Visit(bucket, replica, remote)
    await opened.read()
    return opened
