"""All that one example plays with: the real server, real laptops on cables, and what was done."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import msgspec

from sync.errors import Refusal
from sync.failpoint import armed
from sync.local_copy import Wish
from sync.messages import PullRequest, PushAnswer, PushRequest
from sync.progress import OfflineReason
from sync.record import RecordKey, same
from tests.conformance.disk import FileDisk
from tests.real.cable import Cable
from tests.real.ground import Ground
from tests.real.laptop import RealLaptop
from tests.real.region import RealRegion
from tests.real.school import CAST, LESSONS, SIGNS, Right, locked_unless, teachers_turned
from tests.server.town import HEAD, OPEN
from tests.simulation import oracles
from tests.simulation.broken import Broken
from tests.simulation.laptop import Deed, Killed
from tests.simulation.screens import painted_is_kept
from tests.simulation.world import World

ROUNDS = 20


class RealWorld(World):
    """The simulation's world, its laptops, server and letters exchanged for real ones."""

    region: RealRegion

    def __init__(self, seed: int, ground: Ground) -> None:
        super().__init__(seed, {}, 0)
        self.runner = asyncio.Runner()
        self.region = RealRegion(ground.server, self.runner)
        self.ground = ground
        for name, person in CAST.items():
            self.computer(name, person, FileDisk(ground.store(name)))
        self.kept: list[Path] = []
        self.images: dict[str, FileDisk] = {}

    @property
    def computers(self) -> list[RealLaptop]:
        return [laptop for laptop in self.laptops if isinstance(laptop, RealLaptop)]

    def computer(self, name: str, person: str, disk: FileDisk) -> RealLaptop:
        """A laptop with its own cable to the server."""

        def before(request: httpx.Request) -> None:
            self.before = (len(self.region.state.history), self.region.state.head)

        def heard(request: httpx.Request, said: bytes, answer: bytes) -> None:
            self._no_foreign_byte(person, request, answer)
            if request.url.path == "/v1/push":
                self._watch(person, name, said, answer)

        cable = Cable(lambda: httpx.ASGITransport(self.region.app), before, heard)
        laptop = RealLaptop(name, person, self._new_op, disk, cable)
        self.laptops.append(laptop)
        return laptop

    def put(self, laptop: RealLaptop, wish: Wish) -> None:
        """The person does something, unless the program dies of it."""
        key = RecordKey(wish.kind, wish.id)
        view = laptop.replica.copy.view(wish.bucket, key)
        saw = {cell: view.get(cell) for cell in wish.cells}
        try:
            deed = laptop.put(wish)
        except Killed:
            self.restart(laptop)
            deed = None
            if laptop.shelf.read_op(laptop.last_op) is not None:
                fresh = {cell: value for cell, value in wish.cells.items() if not same(value, saw[cell])}
                others = dict(wish.others or {})
                deed = Deed(laptop.last_op, laptop.person, laptop.name, wish.bucket, key, fresh, saw, others)
        if deed is not None:
            self.note_deed(deed)

    def has_round(self, laptop: RealLaptop, *, is_troubled: bool = False) -> bool:
        """The engine's whole round; whether it came to its end."""
        try:
            report = self.runner.run(laptop.exchange())
        except Killed:
            self.restart(laptop)
            return False
        self.note(f"{laptop.name} has a round: {report.offline_reason or 'to its end'}")
        if report.offline_reason is OfflineReason.BROKEN_ANSWER and not is_troubled:
            raise Broken(6, f"{laptop.name} takes an honest server for a liar")
        return report.finished

    def ask_by_name(self, laptop: RealLaptop, bucket: str) -> None:
        """Ask for a bucket in every way that there is."""
        remote, epoch = laptop.remote, laptop.replica.epoch
        record = next(lesson.id for lesson in LESSONS if f"course:{lesson.course}" == bucket)
        for ask in (
            lambda: remote.pull(PullRequest(epoch, {bucket: 0})),
            lambda: remote.snapshot(bucket),
            lambda: remote.history(bucket, "lesson", record),
        ):
            with suppress(Refusal):
                self.runner.run(ask())

    @contextmanager
    def dying(self, laptop: RealLaptop, point: str, passed: int) -> Iterator[None]:
        """The program dies once at a point of its own, after it has passed it so many times."""
        left = iter([False] * passed + [True])

        def act(reached: str) -> None:
            if reached == point and next(left, False):
                self.note(f"{laptop.name} dies: {point}")
                laptop.disk.die()

        with armed(act):
            yield
        self.restart(laptop)

    def restart(self, laptop: RealLaptop) -> None:
        """The process dies and starts again; what was painted must be there."""
        laptop.start()
        self.note(f"{laptop.name} is killed")
        painted_is_kept(laptop)

    # what befalls machines and the school

    def turn_clock(self, laptop: RealLaptop, offset: timedelta) -> None:
        """The laptop's clock jumps, and what it holds for old is forgotten."""
        laptop.offset = offset
        try:
            laptop.replica.forget_old()
        except Killed:
            self.restart(laptop)

    def restore_laptop(self, laptop: RealLaptop) -> None:
        """It gets the disk that it had some time ago; what only it had is lost."""
        if laptop.name in self.images:
            forgotten = self._ops_of(laptop)
            laptop.disk.store.close()
            laptop.take_disk(self.images[laptop.name].copied())
            kept = {op for each in self.computers for op in self._ops_of(each)}
            self.lost |= forgotten - kept
            self.note(f"{laptop.name} is restored")

    def clone(self, laptop: RealLaptop) -> None:
        """Its disk is copied into another computer, and both go on."""
        name = f"{laptop.name}, copy {len(self.laptops)}"
        self.computer(name, laptop.person, laptop.disk.copied())
        self.note(f"{laptop.name} is cloned")

    def back_up(self) -> None:
        """The region's engineer copies the server away."""
        name = f"{len(self.kept)}.backup"
        self.kept.append(self.region.back_up(self.ground.folder / name))
        self.note(f"the server is backed up at {self.region.state.head}")

    def restore_server(self, backup: Path) -> None:
        """An older back-up is laid on the server."""
        self.region.lay(backup)
        self.note(f"--- the server is restored to {self.region.state.head}")

    def turn_lock(self) -> None:
        """The term of all lessons is locked, or opened again."""
        self.region.act(RecordKey("term", OPEN), "school", "locked_at", locked_unless)
        self.note("the term is locked, or opened again")

    def turn_right(self, right: Right) -> None:
        """A teacher's right to a course is taken, or given back."""
        key = RecordKey("course", right.course)
        self.region.act(key, f"course:{right.course}", "teachers", partial(teachers_turned, right))
        self.note(f"{right} is taken, or given back")

    # the end

    def settle_down(self) -> None:
        """Troubles have stopped; twenty rounds must be enough for everybody."""
        self.note("--- all is quiet")
        for laptop in self.computers:
            laptop.cable.faults.clear()
            laptop.shelf.rows_to_live = None
        for _ in range(ROUNDS):
            heads = self.region.state.head
            finished = [self.has_round(laptop) for laptop in self.computers]
            if all(finished) and heads == self.region.state.head and self._nothing_waits():
                break
        self.region.refresh()

    def check(self) -> None:
        """Every oracle that speaks of quiet, and the server's own check."""
        oracles.check(self)
        if complaints := self.region.complaints():
            raise Broken(8, "; ".join(complaints))

    def close(self) -> None:
        """Let go of everything."""
        for disk in FileDisk.opened:
            disk.close()
        FileDisk.opened.clear()
        self.region.stop()
        self.runner.close()

    def _ops_of(self, laptop: RealLaptop) -> set[str]:
        return {op for op in self.deeds if laptop.shelf.read_op(op) is not None}

    def _nothing_waits(self) -> bool:
        for laptop in self.computers:
            standing = {state.id: state.drained for state in laptop.replica.copy.buckets.values()}
            heads = self.region.state.heads
            if laptop.replica.counts().unsent or any(heads.get(b, 0) > d for b, d in standing.items()):
                return False
        return True

    def _watch(self, person: str, device: str, said: bytes, answer: bytes) -> None:
        """The server has answered a push: let the witness look at what it wrote."""
        known = set(self.region.state.stored)
        lines, head = self.before
        self.region.refresh()
        request = msgspec.json.decode(said, type=PushRequest)
        try:
            results = msgspec.json.decode(answer, type=PushAnswer).results
        except msgspec.ValidationError:
            request, results = msgspec.structs.replace(request, ops=[]), []
        for result in results:
            self.note_status(result.status)
            self.note(f"server: {result.op} of {device} {result.status} {result.rev} {result.code or ''}")
        new = [result for result in results if (person, result.op) not in known]
        heads = range(head + 1, self.region.state.head + 1)
        self.witness.watch(request, new, self.region.state.history, lines, heads)

    def _no_foreign_byte(self, person: str, request: httpx.Request, answer: bytes) -> None:
        """9: no byte of a bucket without right in any answer; a head teacher may see every course."""
        if person == HEAD:
            return
        for bucket in set(SIGNS) - set(self.region.buckets_of(person)):
            ids = [lesson.id for lesson in LESSONS if f"course:{lesson.course}" == bucket]
            named = [bucket] if request.url.path == "/v1/hello" else []
            for word in (SIGNS[bucket], *ids, *named):
                if word.encode() in answer:
                    raise Broken(9, f"{person} was told {word} of {bucket} by {request.url.path}")
